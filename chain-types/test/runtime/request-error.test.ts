import { describe, expect, it } from '@jest/globals';
import { requestError } from '../../src/runtime/request-error.ts';

const refused = (code: number, data?: string) => Object.assign(new Error(`${code}: no`), { code, data });
const silent = new Error('No response received from RPC endpoint in 60s');

describe('a request that fails', () => {
  it.each([
    ['when the socket is gone', false, new Error('disconnected'), { code: 'CHAIN_UNAVAILABLE' }],
    ['when the node is silent', true, silent, { code: 'CHAIN_UNAVAILABLE' }],
    ['when the node has dropped the state', true, refused(4003), { code: 'STATE_PRUNED' }],
    [
      'when the node refuses it',
      true,
      refused(1010, 'Transaction has a bad signature'),
      { code: 'RPC_FAILED', data: { rpcCode: 1010, reason: 'Transaction has a bad signature' } },
    ],
    ['for a reason that has no code', true, 'odd', { code: 'RPC_FAILED', data: { method: 'a_b' } }],
  ])('%s has a code to act on', (_when, connected, cause, expected) => {
    expect(requestError('ws://x', 'a_b', connected, cause)).toMatchObject(expected);
  });
});
