import type { ModelRecord } from '../records.ts';

/** Models above a model in its line at most: the chain lets a line be no longer. */
const MAX_ANCESTORS = 3;
const BILLION = 1_000_000_000n;

/** What of a royalty went to the owner of one model of the line. */
export interface RoyaltyShare {
  readonly model: number;
  /** null: nobody owns it, so that the treasury got its share. */
  readonly owner: string | null;
  readonly amount: bigint;
}

/**
 * A royalty as the chain shares it out: each model passes its parent's share of what reaches it on, and its owner keeps the
 * rest. The sold model comes first.
 */
export function sharesOf(
  models: ReadonlyMap<number, Pick<ModelRecord, 'id' | 'owner' | 'parent' | 'parentShare'>>,
  sold: number,
  royalty: bigint,
): readonly RoyaltyShare[] {
  const shares: RoyaltyShare[] = [];
  let reaches = royalty;
  let next: number | null = sold;
  for (let above = 0; above <= MAX_ANCESTORS && next !== null; above += 1) {
    const model = models.get(next);
    if (!model) break;
    const { id, owner, parent, parentShare } = model;
    // Parts per billion on chain; what is no whole unit stays with the child.
    const passes = (reaches * BigInt(Math.round((parentShare ?? 0) * Number(BILLION)))) / BILLION;
    if (reaches > passes) shares.push({ model: id, owner, amount: reaches - passes });
    [next, reaches] = [parent, passes];
  }
  return shares;
}
