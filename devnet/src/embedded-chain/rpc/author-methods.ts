import { randomUUID } from 'node:crypto';
import type { Blockchain } from '@acala-network/chopsticks-core';
import { hexToU8a, u8aToHex } from '@polkadot/util';
import { blake2AsU8a, decodeAddress, encodeAddress } from '@polkadot/util-crypto';
import type { BlockProducer } from '../blocks/block-producer.ts';
import type { TransactionPool } from '../pool/transaction-pool.ts';
import type { TransactionWatch } from '../pool/transaction-watch.ts';
import { validate } from '../pool/validate.ts';
import { CHAIN } from '../state/genesis-provider.ts';
import { storageKey } from '../state/storage-key.ts';
import type { Methods } from './json-rpc.ts';

/** Transactions by the names on the wire: validated at the head, errors coded as a node codes them. */
export function authorMethods(init: {
  chain: Blockchain;
  pool: TransactionPool;
  producer: BlockProducer;
  watch: TransactionWatch;
}): Methods {
  const { chain, pool, producer, watch } = init;
  const submit = async (extrinsic: unknown) => {
    const transaction = await validate(chain, extrinsic);
    return { transaction, enter: () => enter(transaction) };
  };
  const enter = (transaction: Awaited<ReturnType<typeof validate>>) => {
    const state = pool.add(transaction, chain.head.number);
    if (state === 'ready') producer.submitted();
    return state;
  };

  return {
    author_submitExtrinsic: async ([extrinsic]) => {
      const { transaction, enter } = await submit(extrinsic);
      enter();
      return transaction.hash;
    },
    author_submitAndWatchExtrinsic: async ([extrinsic], subscriptions) => {
      const { transaction, enter } = await submit(extrinsic);
      const id = randomUUID();
      let unwatch = () => {};
      const notify = subscriptions.subscribe('author_extrinsicUpdate', id, () => unwatch());
      try {
        notify(enter());
      } catch (error) {
        subscriptions.unsubscribe(id);
        throw error;
      }
      unwatch = watch.add(transaction.hash, (status, last) => {
        notify(status);
        if (last) subscriptions.unsubscribe(id);
      });
      return id;
    },
    author_unwatchExtrinsic: async ([id], subscriptions) => {
      subscriptions.unsubscribe(String(id));
      return true;
    },
    author_pendingExtrinsics: async () => pool.all().map(({ bytes }) => bytes),
    system_accountNextIndex: async ([address]) => {
      const account = decodeAddress(String(address));
      const stored = await chain.head.get(accountKey(account));
      // `AccountInfo` begins with the nonce, a little-endian u32.
      const onChain = stored ? new DataView(hexToU8a(stored).slice(0, 4).buffer).getUint32(0, true) : 0;
      return pool.nextNonce(encodeAddress(account, CHAIN.properties.ss58Format), onChain);
    },
  };
}

function accountKey(account: Uint8Array): string {
  const hash = u8aToHex(blake2AsU8a(account, 128)).slice(2);
  return `${storageKey('System', 'Account')}${hash}${u8aToHex(account).slice(2)}`;
}
