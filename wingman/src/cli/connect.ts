import { type ChainClient, connectChain, type SigningKey, type TransactionQueue } from '@airo/chain-types';
import { createDxClient, type DxClient } from '@airo/dx-node/schemas';

/** Flags of commands that talk to chain and Dx. */
export interface ConnectFlags {
  /** One or more, separated by commas. */
  readonly chainUrl: string;
  readonly dxUrl: string;
  readonly dxToken?: string;
}

/** Lends chain and Dx to `work` and closes them after it. */
export async function connected<T>(
  flags: ConnectFlags,
  work: (chain: ChainClient, dx: DxClient) => Promise<T>,
): Promise<T> {
  const chain = await connectChain({ endpoint: flags.chainUrl.split(',') });
  try {
    const token = flags.dxToken === undefined ? {} : { token: flags.dxToken };
    return await work(chain, createDxClient({ url: flags.dxUrl, ...token }));
  } finally {
    await chain.close();
  }
}

/** Lends a queue for the key's transactions. */
export async function signedBy<T>(
  chain: ChainClient,
  key: SigningKey,
  work: (queue: TransactionQueue) => Promise<T>,
): Promise<T> {
  const queue = await chain.transactions(key);
  try {
    return await work(queue);
  } finally {
    await queue.close();
  }
}
