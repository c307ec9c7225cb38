import type { ModelManifest } from '../schemas/index.ts';

/** A tensor as a server describes it; its datatype may be one that the protocol doesn't know. */
export interface DescribedTensor {
  readonly name: string;
  readonly datatype: string;
  readonly shape: readonly number[];
}

export interface Described {
  readonly inputs: readonly DescribedTensor[];
  readonly outputs: readonly DescribedTensor[];
}

/**
 * What a server's description of its model contradicts in the manifest, tensor by tensor; empty when it will do. A dimension
 * that the server leaves open fits any; one more output than the manifest names does no harm, one more input does.
 */
export function mismatches(
  manifest: Pick<ModelManifest, 'inputs' | 'outputs'>,
  server: Described,
): readonly string[] {
  return [
    ...(['inputs', 'outputs'] as const).flatMap((side) =>
      manifest[side].flatMap((spec) => mismatch(side, spec, server[side])),
    ),
    ...server.inputs
      .filter(({ name }) => !manifest.inputs.some((spec) => spec.name === name))
      .map((extra) => `the server wants an input ${text(extra)} that the manifest doesn't name`),
  ];
}

function mismatch(
  side: keyof Described,
  spec: DescribedTensor,
  described: readonly DescribedTensor[],
): string[] {
  const word = side === 'inputs' ? 'input' : 'output';
  const found = described.find(({ name }) => name === spec.name);
  if (!found) {
    const names = described.map(({ name }) => name).join(', ') || 'none';
    return [`the server has no ${word} ${spec.name}; its ${side}: ${names}`];
  }
  const fits =
    found.datatype === spec.datatype &&
    found.shape.length === spec.shape.length &&
    found.shape.every((size, axis) => size === -1 || size === spec.shape[axis]);
  return fits ? [] : [`${word} ${text(spec)} of the manifest is ${text(found)} on the server`];
}

function text({ name, datatype, shape }: DescribedTensor): string {
  return `${name} ${datatype} [${shape}]`;
}
