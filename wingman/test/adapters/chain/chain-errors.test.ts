import { ChainError, type ChainErrorCode } from '@airo/chain-types';
import { describe, expect, it } from '@jest/globals';
import { toWingmanError } from '../../../src/adapters/chain/chain-errors.ts';

const chainError = (code: ChainErrorCode, data = {}) => new ChainError(code, 'what the chain said', data);

describe('an error of the chain', () => {
  it('that a fee can’t be paid says who has how much, how much it takes and what to do', () => {
    const data = { account: '5Hot', balance: 1_500_000_000n, fee: 2_000_000_000n };
    expect(toWingmanError(chainError('TRANSACTION_UNPAID', data))).toMatchObject({
      code: 'OUT_OF_MONEY',
      message: expect.stringMatching(
        /^5Hot has 0\.0015 AIRO and can't pay a fee of 0\.002 AIRO: pay some in\./,
      ),
    });
  });

  it('that a fee can’t be paid says so without figures when the node tells none', () => {
    const data = { account: '5Hot', balance: null, fee: null };
    expect(toWingmanError(chainError('TRANSACTION_UNPAID', data)).message).toMatch(
      /^5Hot has too little and can't pay a fee: pay some in\./,
    );
  });

  it.each([
    ['POOL_FULL', 'CHAIN_UNAVAILABLE'],
    ['TRANSACTION_TIMEOUT', 'CHAIN_UNAVAILABLE'],
    ['TRANSACTION_INVALID', 'CHAIN_REJECTED'],
    ['CHAIN_CHANGED', 'CHAIN_CHANGED'],
    ['FINALITY_REVERTED', 'FINALITY_REVERTED'],
  ] as const)('%s is %s', (code, own) => {
    expect(toWingmanError(chainError(code))).toMatchObject({ code: own });
  });
});
