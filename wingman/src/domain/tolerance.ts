import { type NumericDatatype, type PayloadTensor, type Tolerance, tensorValues } from '../schemas/index.ts';

/** Whether an output is as good as the expected one under the manifest's tolerance. NaN is never. */
export function withinTolerance(
  actual: PayloadTensor,
  expected: PayloadTensor,
  tolerance: Tolerance,
): boolean {
  if (actual.datatype !== expected.datatype || actual.shape.join() !== expected.shape.join()) return false;
  const numeric = actual.datatype === 'FP32' || actual.datatype === 'FP64';
  if ('exact' in tolerance || !numeric) return Buffer.compare(actual.data, expected.data) === 0;
  const [a, e] = [numbers(actual, actual.datatype), numbers(expected, actual.datatype)];
  const bound = 'absolute' in tolerance ? tolerance.absolute : tolerance.relative * rms(e);
  return a.every((value, i) => Math.abs(value - (e[i] ?? Number.NaN)) <= bound);
}

function numbers(tensor: PayloadTensor, datatype: Extract<NumericDatatype, 'FP32' | 'FP64'>): number[] {
  return Array.from(tensorValues(tensor, datatype));
}

function rms(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);
}
