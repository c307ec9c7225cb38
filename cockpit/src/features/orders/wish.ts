import {
  type AwardMode,
  type ChainParameters,
  type Hex,
  type ModelId,
  type OrderSpec,
  parseAiro,
  type WindowBounds,
} from '@airo/chain-types/model';

/** What a consumer fills in; text as it was typed. Windows in blocks. */
export interface Wish {
  readonly inferences: string;
  /** AIRO for one inference. */
  readonly maxPrice: string;
  readonly award: AwardMode;
  readonly bidWindow: string;
  readonly duration: string;
  readonly responseWindow: string;
  readonly challengeWindow: string;
  /** AIRO that a provider must have staked. */
  readonly minBond: string;
  /** 0 to 100. */
  readonly minScore: string;
}

const USUAL = { bidWindow: 20, duration: 2_000, responseWindow: 100, challengeWindow: 50 } as const;
export const WINDOWS = ['bidWindow', 'duration', 'responseWindow', 'challengeWindow'] as const;

const within = (value: number, { min, max }: WindowBounds) => String(Math.min(Math.max(value, min), max));

/** What most want, within what this chain allows. */
export function usualWish(parameters: ChainParameters, maxPrice: string): Wish {
  const { marketplace } = parameters;
  return {
    inferences: '100',
    maxPrice,
    award: 'manual',
    bidWindow: within(USUAL.bidWindow, marketplace.bidWindow),
    duration: within(USUAL.duration, marketplace.duration),
    responseWindow: within(USUAL.responseWindow, marketplace.responseWindow),
    challengeWindow: within(USUAL.challengeWindow, marketplace.challengeWindow),
    minBond: '0',
    minScore: '0',
  };
}

export type Wrong = Partial<Record<keyof Wish, string>>;

const WHOLE = /^\d{1,9}$/;
const AMOUNT = /^\d{1,9}(\.\d{1,12})?$/;

/** What is wrong with what was typed, by field, in words that say what would be right. */
export function wrongIn(wish: Wish, { marketplace }: ChainParameters): Wrong {
  const wrong: Wrong = {};
  const count = WHOLE.test(wish.inferences) ? Number(wish.inferences) : 0;
  if (count < 1 || count > marketplace.maxInferences)
    wrong.inferences = `A whole number from 1 to ${marketplace.maxInferences.toLocaleString('en')}.`;
  if (!AMOUNT.test(wish.maxPrice) || parseAiro(wish.maxPrice) === 0n)
    wrong.maxPrice = 'An amount of AIRO above 0, for example 0.02.';
  if (!AMOUNT.test(wish.minBond)) wrong.minBond = 'An amount of AIRO, for example 100.';
  if (!WHOLE.test(wish.minScore) || Number(wish.minScore) > 100) wrong.minScore = 'From 0 to 100.';
  for (const name of WINDOWS) {
    const { min, max } = marketplace[name];
    const blocks = WHOLE.test(wish[name]) ? Number(wish[name]) : -1;
    if (blocks < min || blocks > max) wrong[name] = `From ${min} to ${max} blocks.`;
  }
  return wrong;
}

/** What the order holds until it is used or given back. */
export const worstCase = (wish: Wish): bigint => parseAiro(wish.maxPrice) * BigInt(wish.inferences);

/** @param consumerKey Ed25519 public key for vouchers; every request of this page goes on chain, so none is signed */
export function specOf(wish: Wish, model: ModelId, consumerKey: Hex): OrderSpec {
  return {
    model,
    inferences: Number(wish.inferences),
    maxPrice: parseAiro(wish.maxPrice),
    channelQuota: 0,
    bidWindow: Number(wish.bidWindow),
    duration: Number(wish.duration),
    responseWindow: Number(wish.responseWindow),
    challengeWindow: Number(wish.challengeWindow),
    minBond: parseAiro(wish.minBond),
    minScore: Number(wish.minScore) / 100,
    sealed: false,
    award: wish.award,
    invited: null,
    consumerKey,
    hpkeKey: null,
  };
}

/** A key that is never used: this page asks on chain only. */
export async function sessionKey(): Promise<Hex> {
  const { publicKey } = await crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify']);
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey));
  return `0x${Array.from(raw, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
