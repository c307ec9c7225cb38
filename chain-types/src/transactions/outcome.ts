import type { PlainDispatchError } from '../codec/dispatch-error.ts';
import type { DispatchFailure } from '../errors.ts';
import type { ChainEvent } from '../model/events.ts';
import { type Planck, planck } from '../model/ids.ts';
import type { RawEvent } from '../stream/block-events.ts';
import type { CallOutcome, ExtrinsicOutcome } from './transaction-chain.ts';

/** As `toPlain` gives it. */
type ProxyResult = { readonly ok: true } | { readonly ok: false; readonly error: PlainDispatchError };

/**
 * What one extrinsic did, from its own events in order. In a batch the events of an item are those since the item
 * before it was completed or failed. A call that a proxy made in somebody's name fails inside an extrinsic that doesn't.
 */
export function readOutcome(
  events: readonly RawEvent[],
  name: (error: PlainDispatchError) => DispatchFailure,
): ExtrinsicOutcome {
  const items: CallOutcome[] = [];
  let segment: ChainEvent[] = [];
  let failure: DispatchFailure | null = null;
  let fee = planck(0n);
  for (const event of events) {
    const { data } = event;
    switch (`${event.pallet}.${event.name}`) {
      case 'utility.ItemCompleted':
        items.push({ failure: null, events: segment });
        segment = [];
        break;
      case 'utility.ItemFailed':
        items.push({ failure: name(data.error as PlainDispatchError), events: segment });
        segment = [];
        break;
      case 'proxy.ProxyExecuted': {
        const { result } = data as { result: ProxyResult };
        if (!result.ok) failure = name(result.error);
        break;
      }
      case 'system.ExtrinsicFailed':
        failure = name(data.dispatchError as PlainDispatchError);
        break;
      case 'transactionPayment.TransactionFeePaid':
        fee = planck(BigInt(data.actualFee as bigint | number));
        break;
      default:
        segment.push(event.decoded);
    }
  }
  return { failure, fee, items, events: events.map(({ decoded }) => decoded) };
}

/** A fee in `count` shares that sum to it; the first carries the remainder. */
export function shareFee(fee: Planck, count: number): readonly Planck[] {
  const share = fee / BigInt(count);
  const rest = fee - share * BigInt(count);
  return Array.from({ length: count }, (_, index) => planck(index === 0 ? share + rest : share));
}
