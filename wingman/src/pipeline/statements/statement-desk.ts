import { type MessageSigner, modelId } from '@airo/chain-types';
import type { Clock } from '@airo/program';
import { formatAiro } from '../../domain/amount.ts';
import type { ServedModel } from '../../domain/order-filter.ts';
import type { OrderReason } from '../../domain/order-outcome.ts';
import { publicReason } from '../../domain/public-reason.ts';
import { WingmanError } from '../../errors.ts';
import {
  type BidPolicy,
  type Quote,
  type QuoteQuestion,
  type Signed,
  type Statement,
  statementText,
} from '../../schemas/statements.ts';
import { type QuoteContext, type QuoteResult, quote } from './quote.ts';

const VALID_MS = 60_000;
/** One that was signed is given again for so long, unless a block came. */
const REUSED_MS = 10_000;
const MAX_KEPT = 256;

export interface StatementInit extends QuoteContext {
  readonly signer: MessageSigner;
  readonly clock: Pick<Clock, 'now'>;
  /** Numbers of the models that are served or to be. */
  readonly models: () => readonly number[];
}

interface Kept {
  readonly until: number;
  readonly signed: Promise<Signed<Statement>>;
}

/** Says in public, and signed, which orders this provider would bid on. */
export class StatementDesk {
  readonly #init: StatementInit;
  readonly #kept = new Map<string, Kept>();
  #keptAt = '';

  constructor(init: StatementInit) {
    this.#init = init;
  }

  policy(): Promise<Signed<BidPolicy>> {
    return this.#signed('policy', async () => this.#policy());
  }

  quote(question: QuoteQuestion): Promise<Signed<Quote>> {
    return this.#signed(statementText(question), async () => {
      const result = await this.#ask(question);
      return {
        type: 'airo/quote/v1',
        ...this.#said(),
        question,
        wouldBid: result.bids,
        price: result.bids ? formatAiro(result.price) : null,
        reason: result.bids ? null : publicReason(result.reason),
      };
    });
  }

  /** What a lost chain is like in detail is not for strangers. */
  async #ask(question: QuoteQuestion): Promise<QuoteResult> {
    try {
      return await quote(this.#init, question);
    } catch (error) {
      if (!(error instanceof WingmanError) || error.code !== 'CHAIN_UNAVAILABLE') throw error;
      return { bids: false, reason: 'CHAIN_UNAVAILABLE' };
    }
  }

  #policy(): BidPolicy {
    const { config, models } = this.#init;
    const { filters, capacity, bidding } = config();
    const listed = models().map((model) => this.#model(model, bidding ? null : 'BIDDING_OFF'));
    const bids = listed.some((model) => model.bids);
    // What holds for every model holds for the provider.
    const reason = bids ? null : (listed[0]?.reason ?? 'MODEL_NOT_SERVED');
    return {
      type: 'airo/bid-policy/v1',
      ...this.#said(),
      bids,
      reason,
      consumers: filters.allowConsumers.length > 0 ? 'invited' : 'any',
      inferences: { min: filters.minInferences, max: filters.maxInferences },
      sealed: false,
      channel: false,
      maxOpen: capacity.maxOpen,
      models: listed,
    };
  }

  #model(model: number, general: OrderReason | null): BidPolicy['models'][number] {
    const served = this.#init.servedModel(model);
    const reason = general ?? this.#reasonOf(model, served);
    const manifest = served.state === 'ready' ? (served.manifest as `0x${string}`) : null;
    return { model, manifest, bids: reason === null, reason: reason && publicReason(reason) };
  }

  #reasonOf(model: number, served: ServedModel): OrderReason | null {
    const { models } = this.#init.config();
    if (models.length > 0 && !models.includes(model)) return 'MODEL_NOT_SERVED';
    if (served.state !== 'ready') return 'MODEL_NOT_READY';
    return this.#init.gate.refusal(modelId(model))?.reason ?? null;
  }

  #said() {
    const { chain, clock, signer, head } = this.#init;
    const issuedAt = clock.now();
    return {
      genesis: chain.genesisHash,
      provider: signer.account,
      block: head(),
      issuedAt,
      validUntil: issuedAt + VALID_MS,
    };
  }

  /** Signing takes milliseconds, and anybody may ask: the same question gets the same answer for a while. */
  #signed<S extends Statement>(key: string, make: () => Promise<S>): Promise<Signed<S>> {
    const { clock, head, signer, config, models, gate } = this.#init;
    const refusals = models().map((model) => gate.refusal(modelId(model))?.reason);
    const state = JSON.stringify([head(), config(), refusals]);
    if (state !== this.#keptAt || this.#kept.size >= MAX_KEPT) this.#kept.clear();
    this.#keptAt = state;
    const kept = this.#kept.get(key);
    if (kept && kept.until > clock.now()) return kept.signed as Promise<Signed<S>>;
    const signed = make().then((statement) => ({
      statement,
      signature: signer.sign(statementText(statement)),
    }));
    this.#kept.set(key, { until: clock.now() + REUSED_MS, signed });
    signed.catch(() => this.#kept.delete(key));
    return signed;
  }
}
