import type { ModelManifest, PayloadTensor } from '../schemas/index.ts';

/** Whether several requests can be computed in one run: the first axis of every input and output is open. */
export function isBatchable({ inputs, outputs }: Pick<ModelManifest, 'inputs' | 'outputs'>): boolean {
  return [...inputs, ...outputs].every(({ shape }) => shape[0] === -1);
}

/** Equal for requests whose tensors can be put one after the other. */
export function itemShape(tensors: readonly PayloadTensor[]): string {
  return tensors.map(({ shape }) => shape.slice(1).join('x')).join(';');
}

/**
 * Groups items for one run each: in order, as many as fit into `best` units; an item larger than that runs alone.
 * @param units of each item
 */
export function planBatches(units: readonly number[], best: number): readonly (readonly number[])[] {
  const batches: number[][] = [];
  let room = 0;
  for (const [index, size] of units.entries()) {
    const last = batches.at(-1);
    if (last && size <= room) {
      last.push(index);
      room -= size;
    } else {
      batches.push([index]);
      room = best - size;
    }
  }
  return batches;
}
