import { formatAiro, parseAiro } from '@airo/chain-types/model';
import type { agreementSchema } from '@airo/indexer/schemas';
import type { z } from 'zod';

export type Agreement = z.output<typeof agreementSchema>;

/** Where the money of an agreement is: what is still held, and what became of the rest; AIRO in decimal. */
export function buckets(it: Agreement): readonly { readonly name: string; readonly airo: string }[] {
  const held = it.state === 'open' ? parseAiro(it.price) * BigInt(it.remaining) : 0n;
  const all = [
    { name: 'Held for what is left', airo: formatAiro(held) },
    { name: 'Paid to the provider', airo: it.providerPaid },
    { name: 'Paid to the model’s owner', airo: it.royaltyPaid },
    { name: 'Commission', airo: it.commissionPaid },
    { name: 'Came back', airo: it.refunded },
    { name: 'Compensation for failures', airo: it.compensation },
  ];
  return all.filter(({ airo }, i) => i < 3 || airo !== '0');
}
