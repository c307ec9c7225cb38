/** Where chains say how far apart their blocks are, in milliseconds once multiplied. */
const SOURCES = [
  ['aura', 'slotDuration', 1],
  ['babe', 'expectedBlockTime', 1],
  ['timestamp', 'minimumPeriod', 2],
] as const;

/** Milliseconds from one block to the next, as the chain's constants say; undefined when none of them does. */
export function blockTimeMs(
  constantOf: (pallet: string, name: string) => number | bigint | undefined,
): number | undefined {
  for (const [pallet, name, times] of SOURCES) {
    const value = Number(constantOf(pallet, name) ?? 0);
    if (value > 0) return value * times;
  }
  return undefined;
}
