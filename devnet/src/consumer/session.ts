import { type ChainClient, connectChain, type TransactionQueue } from '@airo/chain-types';
import { ChainWatch } from '@airo/chain-types/consumer';
import { createDxClient, type DxClient } from '@airo/dx-node/schemas';
import { Closer, readSecret } from '@airo/program';
import { DevnetError } from '../errors.ts';

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
  dxTokenFile?: string | undefined;
  keyUri: string;
}): Promise<Session> {
  const closer = new Closer();
  const token = await readSecret(
    { value: undefined, file: init.dxTokenFile },
    (path) => new DevnetError('FILE_MISSING', `--dx-token-file: ${path} can't be read`, { path }),
  );
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
    return {
      chain,
      watch,
      consumer,
      dx: createDxClient({ url: init.dxUrl, ...(token === undefined ? {} : { token }) }),
      closer,
    };
  } catch (error) {
    await closer.close();
    throw error;
  }
}
