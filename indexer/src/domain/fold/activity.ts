import type { AiroEvent, NftEvent } from '@airo/chain-types';
import { plain } from '../plain.ts';
import type { Place } from '../records.ts';
import type { Book } from './book.ts';

/** Fields that name accounts; `provider` of a settlement is money. */
const ACCOUNT_FIELDS = ['who', 'owner', 'provider', 'consumer', 'from', 'to', 'by', 'depositor', 'barred'];
/** Kept by the chain's blocks: published answers of up to kilobytes. */
const LEFT_OUT = ['type', 'bytes', 'collection'];

/** Writes down that it happened, under all that it is about. */
export function foldActivity(
  book: Book,
  event: AiroEvent | NftEvent,
  { block, at }: Place,
  position: number,
  extrinsic: number | null,
): void {
  const fields = event as unknown as Readonly<Record<string, unknown>>;
  const number = (name: string) => (typeof fields[name] === 'number' ? (fields[name] as number) : null);
  const agreement = book.agreements.get(number('agreement') ?? -1);
  const order = book.orders.get(number('order') ?? agreement?.order ?? -1);
  const sold = event.type === 'nfts.Transferred' ? event.item : number('model');
  const model = sold ?? agreement?.model ?? order?.model ?? null;
  book.activity.push({
    ...{ block, position, at, extrinsic, type: event.type, model },
    order: number('order') ?? agreement?.order ?? null,
    agreement: number('agreement') ?? order?.agreement ?? null,
    request: number('index'),
    data: plain(Object.fromEntries(Object.entries(fields).filter(([name]) => !LEFT_OUT.includes(name)))),
  });
  const named = ACCOUNT_FIELDS.map((name) => fields[name]).filter((value) => typeof value === 'string');
  const paid = event.type === 'execution.Settled' || event.type === 'execution.Redeemed';
  const parties = [agreement?.consumer ?? order?.consumer, agreement?.provider];
  const owner = paid && model !== null ? book.models.get(model)?.owner : null;
  const accounts = new Set([...named, ...parties, owner].filter((one) => typeof one === 'string'));
  for (const account of accounts) book.activityAccounts.push({ account, block, position });
}
