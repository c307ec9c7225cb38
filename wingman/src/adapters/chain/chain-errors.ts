import { ChainError, dispatchFailureOf } from '@airo/chain-types';
import { codeOf } from '@airo/program';
import { formatAiro } from '../../domain/amount.ts';
import { type ChainRefusal, WingmanError } from '../../errors.ts';

/** Not in a block, and never will be: the node itself said no. */
const VALIDATION = 'validation';

/** Any error of chain-types as this program's: refused for good, or not reached yet. */
export function toWingmanError(error: unknown): Error {
  const failure = dispatchFailureOf(error);
  if (failure) return refused({ pallet: failure.pallet, error: failure.name }, error);
  if (!(error instanceof ChainError)) return error instanceof Error ? error : new TypeError(String(error));
  if (error.code === 'TRANSACTION_UNPAID') return outOfMoney(error);
  if (codeOf(error) === 'TRANSACTION_INVALID')
    return refused({ pallet: VALIDATION, error: error.message }, error);
  if (error.code === 'CHAIN_CHANGED')
    return new WingmanError('CHAIN_CHANGED', error.message, {}, { cause: error });
  if (error.code === 'FINALITY_REVERTED') {
    const anew =
      'if the chain was begun anew on purpose, move its folder in `chains` of the data folder away';
    return new WingmanError('FINALITY_REVERTED', `${error.message}; ${anew}`, {}, { cause: error });
  }
  return new WingmanError('CHAIN_UNAVAILABLE', error.message, { code: error.code }, { cause: error });
}

/** Amounts in AIRO, and what to do. */
function outOfMoney(error: ChainError): WingmanError {
  const { account, balance, fee } = error.data as {
    account: string;
    balance: bigint | null;
    fee: bigint | null;
  };
  const has = balance === null ? 'too little' : `${formatAiro(balance)} AIRO`;
  const needs = fee === null ? '' : ` of ${formatAiro(fee)} AIRO`;
  return new WingmanError(
    'OUT_OF_MONEY',
    `${account} has ${has} and can't pay a fee${needs}: pay some in. Until then there are no bids, and answers that are computed wait`,
    { account },
    { cause: error },
  );
}

function refused(data: ChainRefusal, cause: unknown): WingmanError<ChainRefusal> {
  return new WingmanError('CHAIN_REJECTED', `the chain refused: ${data.pallet}.${data.error}`, data, {
    cause,
  });
}

export async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toWingmanError(error);
  }
}

export async function* translatedEach<T>(items: AsyncIterable<T>): AsyncIterable<T> {
  try {
    yield* items;
  } catch (error) {
    throw toWingmanError(error);
  }
}
