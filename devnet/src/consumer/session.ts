import { type ChainClient, connectChain, type TransactionQueue } from '@airo/chain-types';
import { createDxClient, type DxClient } from '@airo/dx-node/schemas';
import { Closer } from '@airo/program';
import { ChainWatch } from './chain-watch.ts';

/** A consumer with its key, connected to a chain and a Dx node. */
export interface Session {
  readonly chain: ChainClient;
  readonly watch: ChainWatch;
  readonly consumer: TransactionQueue;
  readonly dx: DxClient;
  readonly closer: Closer;
}

/** Calls of one moment share a transaction, without making a person wait. */
const TRANSACTION_BATCH_MS = 100;

export async function openSession(init: {
  chainUrl: string;
  dxUrl: string;
  keyUri: string;
}): Promise<Session> {
  const closer = new Closer();
  try {
    const chain = await connectChain({ endpoint: init.chainUrl });
    closer.add('chain', () => chain.close());
    const watch = new ChainWatch(chain, await chain.head('best'));
    closer.add('watch', () => watch.close());
    const consumer = await chain.transactions(
      { kind: 'uri', uri: init.keyUri },
      { batchMs: TRANSACTION_BATCH_MS },
    );
    closer.add('consumer', () => consumer.close());
    return { chain, watch, consumer, dx: createDxClient({ url: init.dxUrl }), closer };
  } catch (error) {
    await closer.close();
    throw error;
  }
}
