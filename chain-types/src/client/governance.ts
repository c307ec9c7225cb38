import { type PlainCall, type PlainVotes, toMotion } from '../codec/governance.ts';
import type { AccountId, Hex } from '../model/ids.ts';
import { prepared } from '../runtime/call.ts';
import type { RuntimeAccess } from '../runtime/runtime-access.ts';
import type { GovernanceClient } from './pallets.ts';

/** What a motion's call may weigh when it is made: a twentieth of a block, far above any parameter's. */
const WEIGHT_BOUND = { refTime: 100_000_000_000n, proofSize: 262_144n };

export function governanceClient(
  runtime: Pick<RuntimeAccess, 'frameStorage' | 'frameCall'>,
): GovernanceClient {
  const read = (item: string, keys: readonly unknown[] = []) => runtime.frameStorage('council', item, keys);
  return {
    async council() {
      const [members, hashes] = (await Promise.all([read('members'), read('proposals')])) as [
        AccountId[],
        Hex[],
      ];
      const found = await Promise.all(
        hashes.map(async (hash) => {
          const [call, votes] = await Promise.all([read('proposalOf', [hash]), read('voting', [hash])]);
          // Decided between the two readings.
          if (call === null || votes === null) return [];
          return [toMotion(hash, call as PlainCall, votes as PlainVotes)];
        }),
      );
      return { members, motions: found.flat().sort((a, b) => b.index - a.index) };
    },
    setParameter: ({ pallet, name, value }) =>
      runtime.frameCall('parameters', 'setParameter', [{ [pallet]: { [name]: [null, value] } }]),
    propose(threshold, call) {
      const { codec } = prepared(call);
      return runtime.frameCall('council', 'propose', [threshold, codec, codec.encodedLength]);
    },
    vote: ({ hash, index }, approve) => runtime.frameCall('council', 'vote', [hash, index, approve]),
    close: ({ hash, index, length }) =>
      runtime.frameCall('council', 'close', [hash, index, WEIGHT_BOUND, length]),
  };
}
