import { z } from 'zod';
import { amountSchema } from './amount.ts';
import { canonicalJson, type Json } from './canonical-json.ts';
import { StatementError } from './errors.ts';
import { ORDER_REASON_NAMES } from './order-reasons.ts';
import { sha256Schema } from './sha256.ts';

/** Clocks of two machines may be apart by so much. */
const CLOCK_SKEW_MS = 30_000;
const id = z.int().nonnegative();
const count = z.int().positive();
const time = z.int().meta({ description: 'milliseconds since 1970' });
const reason = z
  .enum(ORDER_REASON_NAMES)
  .nullable()
  .meta({ description: 'null when it would bid; docs/guides/decisions.md explains each' });

/** In each statement: who says it, on which chain, and how long it counts. */
const said = {
  genesis: sha256Schema.meta({ description: 'genesis hash of the chain that it is about' }),
  provider: z.string().meta({ description: 'SS58 address of the account that signs' }),
  block: id.meta({ description: 'best block that the provider knew' }),
  issuedAt: time,
  validUntil: time,
};

/** What an order must be like for the provider to bid on it. */
export const bidPolicySchema = z
  .object({
    type: z.literal('airo/bid-policy/v1'),
    ...said,
    bids: z.boolean().meta({ description: 'whether it makes bids now' }),
    reason,
    consumers: z.enum(['any', 'invited']).meta({ description: 'invited: only those whom it chose' }),
    inferences: z.object({ min: count, max: count }),
    sealed: z.boolean().meta({ description: 'whether it serves sealed payloads' }),
    channel: z.boolean().meta({ description: 'whether it serves inferences by voucher' }),
    maxOpen: count.meta({ description: 'unanswered requests of an agreement that it takes at once' }),
    models: z.array(
      z.object({
        model: id,
        manifest: sha256Schema
          .nullable()
          .meta({ description: 'of the version served; null while there is none' }),
        bids: z.boolean(),
        reason,
      }),
    ),
  })
  .meta({ id: 'BidPolicy' });
export type BidPolicy = z.output<typeof bidPolicySchema>;

/** An order to imagine, by somebody whom the provider doesn't know. */
export const quoteQuestionSchema = z.object({
  model: id,
  inferences: count.max(1_000_000_000),
  duration: count.max(100_000_000).meta({ description: 'blocks' }),
  responseWindow: count.max(100_000_000).meta({ description: 'blocks' }),
  maxPrice: amountSchema.nullable().meta({ description: 'AIRO per inference; null: any' }),
});
export type QuoteQuestion = z.output<typeof quoteQuestionSchema>;

/** What the provider would do with such an order now. No offer: only a bid on chain binds it. */
export const quoteSchema = z
  .object({
    type: z.literal('airo/quote/v1'),
    ...said,
    question: quoteQuestionSchema,
    wouldBid: z.boolean(),
    price: amountSchema.nullable().meta({ description: 'AIRO per inference; null when it would not bid' }),
    reason,
  })
  .meta({ id: 'Quote' });
export type Quote = z.output<typeof quoteSchema>;
export type Statement = BidPolicy | Quote;

const signature = z.string().regex(/^0x[0-9a-f]{128}$/);
export const signedBidPolicySchema = z
  .object({ statement: bidPolicySchema, signature })
  .meta({ id: 'SignedBidPolicy' });
export const signedQuoteSchema = z.object({ statement: quoteSchema, signature }).meta({ id: 'SignedQuote' });
export type Signed<S extends Statement> = { readonly statement: S; readonly signature: string };

/** What is signed: the statement as canonical JSON. */
export function statementText(statement: unknown): string {
  return canonicalJson(statement as Json);
}

/** What the reader of a statement knows already. */
export interface Expected {
  /** Address of the provider, as on chain. */
  readonly provider: string;
  readonly genesis: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** `verifyMessage` of @airo/chain-types. */
  readonly verify: (message: { account: string; text: string; signature: string }) => Promise<boolean>;
}

/** The policy in a signed answer. @throws StatementError */
export async function verifyBidPolicy(answer: unknown, expected: Expected): Promise<BidPolicy> {
  return (await verified(signedBidPolicySchema, answer, expected)).statement;
}

/** The quote in a signed answer to this very question. @throws StatementError */
export async function verifyQuote(
  answer: unknown,
  question: QuoteQuestion,
  expected: Expected,
): Promise<Quote> {
  const { statement } = await verified(signedQuoteSchema, answer, expected);
  if (statementText(statement.question) === statementText(question)) return statement;
  throw new StatementError('STATEMENT_OTHER_QUESTION', 'the quote answers another question', {});
}

async function verified<S extends Signed<Statement>>(
  schema: z.ZodType<S>,
  answer: unknown,
  { provider, genesis, now, verify }: Expected,
): Promise<S> {
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw new StatementError('STATEMENT_MALFORMED', z.prettifyError(parsed.error), {});
  const { statement, signature } = parsed.data;
  // As it came: fields that this version does not know are signed as well.
  const text = statementText((answer as { statement: unknown }).statement);
  const fail = (code: ConstructorParameters<typeof StatementError>[0], message: string): never => {
    throw new StatementError(code, message, {});
  };
  if (statement.provider !== provider)
    fail('STATEMENT_OTHER_PROVIDER', `it is of ${statement.provider}, not ${provider}`);
  if (statement.genesis !== genesis)
    fail('STATEMENT_OTHER_CHAIN', `it is about the chain ${statement.genesis}`);
  if (now > statement.validUntil + CLOCK_SKEW_MS || now < statement.issuedAt - CLOCK_SKEW_MS)
    fail(
      'STATEMENT_EXPIRED',
      `it counts from ${statement.issuedAt} to ${statement.validUntil}; it is ${now}`,
    );
  if (!(await verify({ account: provider, text, signature })))
    fail('STATEMENT_SIGNATURE_WRONG', `${provider} did not sign this`);
  return parsed.data;
}
