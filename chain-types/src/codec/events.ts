import type { Events } from '../generated/runtime.ts';
import type { AiroEvent, ChainEvent, NftEvent } from '../model/events.ts';
import { agreementId, modelId, orderId, planck, requestIndex } from '../model/ids.ts';
import { toAwardMode } from './marketplace.ts';
import { toParent } from './models.ts';

type Known = AiroEvent['type'];
/** `pallet.Event` of the domain has its data under the same names in the runtime. */
type DataOf<T extends Known> = T extends `${infer P extends keyof Events & string}.${infer E}`
  ? E extends keyof Events[P]
    ? Events[P][E]
    : never
  : never;
/** Every event of our pallets has a decoder: one that the runtime gains fails to compile here. */
type Undecoded = Exclude<
  { [P in keyof Events & string]: `${P}.${keyof Events[P] & string}` }[keyof Events & string],
  Known
>;
const NONE_UNDECODED: Undecoded extends never ? true : Undecoded = true;
void NONE_UNDECODED;
type Decoders = { [T in Known]: (data: DataOf<T>) => Omit<Extract<AiroEvent, { type: T }>, 'type'> };

const DECODERS: Decoders = {
  'models.Committed': (e) => e,
  'models.CommitmentWithdrawn': (e) => e,
  'models.Registered': (e) => ({
    ...e,
    model: modelId(e.model),
    royalty: planck(e.royalty),
    parent: toParent(e.parent),
  }),
  'models.TakenOver': (e) => ({ ...e, model: modelId(e.model) }),
  'models.RoyaltySet': (e) => ({ ...e, model: modelId(e.model), royalty: planck(e.royalty) }),
  'models.ManifestSet': (e) => ({ ...e, model: modelId(e.model) }),
  'models.Removed': (e) => ({ ...e, model: modelId(e.model), deposit: planck(e.deposit) }),
  'models.MarkedPublic': (e) => e,
  'models.UnmarkedPublic': (e) => e,
  'models.Attested': (e) => ({ ...e, model: modelId(e.model) }),
  'models.Listed': (e) => ({ ...e, model: modelId(e.model) }),
  'models.Retired': (e) => ({ model: modelId(e.model) }),
  'models.Restored': (e) => ({ model: modelId(e.model) }),
  'providers.Registered': (e) => ({ ...e, bond: planck(e.bond) }),
  'providers.ProfileUpdated': (e) => e,
  'providers.Bonded': (e) => ({ ...e, amount: planck(e.amount), bond: planck(e.bond) }),
  'providers.Unbonding': (e) => ({ ...e, amount: planck(e.amount) }),
  'providers.Withdrawn': (e) => ({ ...e, amount: planck(e.amount) }),
  'providers.Offered': (e) => ({ ...e, model: modelId(e.model) }),
  'providers.OfferWithdrawn': (e) => ({ ...e, model: modelId(e.model) }),
  'providers.Chilled': (e) => e,
  'providers.Activated': (e) => e,
  'providers.Slashed': (e) => ({ ...e, amount: planck(e.amount) }),
  'marketplace.OrderPlaced': (e) => ({
    ...e,
    order: orderId(e.order),
    model: modelId(e.model),
    maxPrice: planck(e.maxPrice),
    award: toAwardMode(e.award),
  }),
  'marketplace.BidPlaced': (e) => ({ ...e, order: orderId(e.order), price: planck(e.price) }),
  'marketplace.BidLowered': (e) => ({ ...e, order: orderId(e.order), price: planck(e.price) }),
  'marketplace.BidEvicted': (e) => ({ ...e, order: orderId(e.order), price: planck(e.price) }),
  'marketplace.Countered': (e) => ({ ...e, order: orderId(e.order), price: planck(e.price) }),
  'marketplace.CounterAccepted': (e) => ({ ...e, order: orderId(e.order), price: planck(e.price) }),
  'marketplace.OrderAwarded': (e) => ({
    ...e,
    order: orderId(e.order),
    agreement: agreementId(e.agreement),
    model: modelId(e.model),
    price: planck(e.price),
  }),
  'marketplace.OrderCancelled': (e) => ({ order: orderId(e.order), refunded: planck(e.refunded) }),
  'marketplace.OrderExpired': (e) => ({ order: orderId(e.order), refunded: planck(e.refunded) }),
  'execution.AgreementOpened': (e) => ({
    ...e,
    agreement: agreementId(e.agreement),
    order: orderId(e.order),
    model: modelId(e.model),
    price: planck(e.price),
  }),
  'execution.Requested': (e) => ({ ...e, agreement: agreementId(e.agreement), index: requestIndex(e.index) }),
  'execution.Responded': (e) => ({ ...e, agreement: agreementId(e.agreement), index: requestIndex(e.index) }),
  'execution.Failed': (e) => ({
    ...e,
    agreement: agreementId(e.agreement),
    index: requestIndex(e.index),
    refunded: planck(e.refunded),
    compensation: planck(e.compensation),
  }),
  'execution.TimedOut': (e) => ({
    ...e,
    agreement: agreementId(e.agreement),
    index: requestIndex(e.index),
    refunded: planck(e.refunded),
    compensation: planck(e.compensation),
  }),
  'execution.Settled': (e) => ({
    agreement: agreementId(e.agreement),
    indices: e.indices.map(requestIndex),
    units: e.units,
    provider: planck(e.provider),
    royalty: planck(e.royalty),
    commission: planck(e.commission),
  }),
  'execution.Redeemed': (e) => ({
    ...e,
    agreement: agreementId(e.agreement),
    provider: planck(e.provider),
    royalty: planck(e.royalty),
    commission: planck(e.commission),
  }),
  'execution.QuotaReleased': (e) => ({ ...e, agreement: agreementId(e.agreement) }),
  'execution.Demanded': (e) => ({
    ...e,
    agreement: agreementId(e.agreement),
    index: requestIndex(e.index),
  }),
  'execution.Published': (e) => ({
    ...e,
    agreement: agreementId(e.agreement),
    index: requestIndex(e.index),
  }),
  'execution.Reopened': (e) => ({
    ...e,
    agreement: agreementId(e.agreement),
    order: orderId(e.order),
    released: planck(e.released),
  }),
  'execution.Ending': (e) => ({ ...e, agreement: agreementId(e.agreement) }),
  'execution.CloseOfferWithdrawn': (e) => ({ ...e, agreement: agreementId(e.agreement) }),
  'execution.CloseOffered': (e) => ({ ...e, agreement: agreementId(e.agreement) }),
  'execution.Closed': (e) => ({
    agreement: agreementId(e.agreement),
    refunded: planck(e.refunded),
    forfeited: planck(e.forfeited),
  }),
};

const TRANSFERRED = 'nfts.Transferred';

/**
 * @param pallet as in `type`: `marketplace`, `system`
 * @param data under the names of the metadata, in camelCase
 */
export function decodeEvent(
  pallet: string,
  name: string,
  data: Readonly<Record<string, unknown>>,
): ChainEvent {
  const type = `${pallet}.${name}`;
  if (type === TRANSFERRED) return { ...(data as unknown as Omit<NftEvent, 'type'>), type: TRANSFERRED };
  if (!isKnown(type)) return { type: 'other', pallet, name };
  const decode = DECODERS[type] as (data: unknown) => object;
  return { type, ...decode(data) } as AiroEvent;
}

function isKnown(type: string): type is Known {
  return Object.hasOwn(DECODERS, type);
}
