import type { Hex } from '@airo/chain-types';
import type {
  AgreementRecord,
  ModelRecord,
  OrderRecord,
  PaymentRecord,
  ProviderRecord,
  RequestRecord,
} from '../../domain/records.ts';
import type { IndexHead } from '../../ports/index-store.ts';
import type { agreements, heads, models, orders, payments, providers, requests } from './tables.ts';

/** Rows were written by this module from records: unions and brands are put back, nothing is parsed again. */
export function toHead({ number, hash, at, genesis }: typeof heads.$inferSelect): IndexHead {
  return { number, hash: hash as Hex, at, genesis: genesis as Hex };
}
export const toModel = (row: typeof models.$inferSelect) => row as ModelRecord;
export const toProvider = (row: typeof providers.$inferSelect) => row as ProviderRecord;
export const toOrder = (row: typeof orders.$inferSelect) => row as OrderRecord;
export const toAgreement = (row: typeof agreements.$inferSelect) => row as AgreementRecord;
export const toRequest = (row: typeof requests.$inferSelect) => row as RequestRecord;
export const toPayment = (row: typeof payments.$inferSelect) => row as PaymentRecord;
