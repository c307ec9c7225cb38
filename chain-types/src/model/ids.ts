declare const brand: unique symbol;
type Branded<T, B extends string> = T & { readonly [brand]: B };

/** Number of a registered model; also the item id of its NFT. */
export type ModelId = Branded<number, 'ModelId'>;
/** Number of an order. */
export type OrderId = Branded<number, 'OrderId'>;
/** Number of an agreement. */
export type AgreementId = Branded<number, 'AgreementId'>;
/** Number of a request within its agreement, from 0. */
export type RequestIndex = Branded<number, 'RequestIndex'>;
/** Smallest unit of AIRO: 1 AIRO = 10^12 planck. */
export type Planck = Branded<bigint, 'Planck'>;
/** SS58 address (prefix 42) of an account. */
export type AccountId = Branded<string, 'AccountId'>;
/** Lower-case 0x-hex. */
export type Hex = `0x${string}`;

export const modelId = (n: number): ModelId => n as ModelId;
export const orderId = (n: number): OrderId => n as OrderId;
export const agreementId = (n: number): AgreementId => n as AgreementId;
export const requestIndex = (n: number): RequestIndex => n as RequestIndex;
export const planck = (n: bigint): Planck => n as Planck;
export const accountId = (address: string): AccountId => address as AccountId;

/** Planck in one AIRO. */
export const PLANCK_PER_AIRO = 1_000_000_000_000n;
