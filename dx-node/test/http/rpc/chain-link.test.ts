import { describe, expect, it } from '@jest/globals';
import { isForOperator } from '../../../src/http/rpc/chain/chain-link.ts';

describe('methods of the chain', () => {
  it.each([
    'author_insertKey',
    'author_rotateKeys',
    'author_rotateKeysWithOwner',
    'author_removeExtrinsic',
    'offchain_localStorageSet',
    'dev_newBlock',
    'dev_setStorage',
    'engine_createBlock',
    'system_addReservedPeer',
    'system_resetLogFilter',
    'system_peers',
    'state_traceBlock',
  ])('%s is for the operator', (method) => expect(isForOperator(method)).toBe(true));

  it.each([
    'author_submitExtrinsic',
    'author_submitAndWatchExtrinsic',
    'author_pendingExtrinsics',
    'chain_getBlock',
    'chain_subscribeNewHeads',
    'state_call',
    'state_getMetadata',
    'system_health',
    'system_accountNextIndex',
    'payment_queryInfo',
    'rpc_methods',
    'chainHead_v1_follow',
  ])('%s is for everybody', (method) => expect(isForOperator(method)).toBe(false));
});
