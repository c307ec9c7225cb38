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
