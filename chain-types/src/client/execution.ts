import { toAgreement, toMoney, toRequest } from '../codec/execution.ts';
import { agreementId, requestIndex } from '../model/ids.ts';
import type { RuntimeAccess } from '../runtime/runtime-access.ts';
import type { ExecutionClient } from './pallets.ts';

export function executionClient(runtime: RuntimeAccess): ExecutionClient {
  return {
    async agreement(id) {
      const agreement = await runtime.storage('execution', 'agreements', [id]);
      return agreement && toAgreement(id, agreement);
    },
    async agreementsOf(provider) {
      return (await runtime.runtimeApi('executionApi', 'agreementsOf', [provider])).map(agreementId);
    },
    async request(agreement, index) {
      const request = await runtime.storage('execution', 'requests', [agreement, index]);
      return request && toRequest(agreement, index, request);
    },
    async requests(agreement, indices) {
      if (indices) {
        const keys = indices.map((index) => [agreement, index] as const);
        const values = await runtime.values('execution', 'requests', keys);
        return indices.flatMap((index, i) => {
          const value = values[i];
          return value ? [toRequest(agreement, index, value)] : [];
        });
      }
      const entries = await runtime.entries('execution', 'requests', [agreement]);
      return entries
        .map(({ keys: [, index], value }) => toRequest(agreement, requestIndex(index), value))
        .sort((a, b) => a.index - b.index);
    },
    due: (agreement) => runtime.runtimeApi('executionApi', 'due', [agreement]),
    money: async (account) => toMoney(await runtime.runtimeApi('executionApi', 'money', [account])),
    postRequests: (agreement, items) =>
      runtime.call('execution', 'request', {
        agreement,
        items: items.map(({ payload, units }) => [payload, units] as const),
      }),
    respond: (agreement, items) =>
      runtime.call('execution', 'respond', {
        agreement,
        items: items.map(({ index, response }) => [index, response] as const),
      }),
    fail: (agreement, items) =>
      runtime.call('execution', 'fail', {
        agreement,
        items: items.map(({ index, code }) => [index, code] as const),
      }),
    claimTimeout: (agreement, index) => runtime.call('execution', 'claimTimeout', { agreement, index }),
    approve: (agreement, indices) => runtime.call('execution', 'approve', { agreement, indices }),
    settle: (agreement) => runtime.call('execution', 'settle', { agreement }),
    redeem: (agreement, total, signature) =>
      runtime.call('execution', 'redeem', { agreement, total, signature }),
    releaseQuota: (agreement, units) => runtime.call('execution', 'releaseQuota', { agreement, units }),
    demand: (agreement, index) => runtime.call('execution', 'demand', { agreement, index }),
    publish: (agreement, index, bytes) => runtime.call('execution', 'publish', { agreement, index, bytes }),
    reopen: (agreement, channelQuota, invited) =>
      runtime.call('execution', 'reopen', { agreement, channelQuota, invited }),
    offerClose: (agreement) => runtime.call('execution', 'offerClose', { agreement }),
    withdrawCloseOffer: (agreement) => runtime.call('execution', 'withdrawCloseOffer', { agreement }),
    acceptClose: (agreement) => runtime.call('execution', 'acceptClose', { agreement }),
    close: (agreement) => runtime.call('execution', 'close', { agreement }),
  };
}
