import { type Agreement, type ChainClient, DispatchError, type TransactionQueue } from '@airo/chain-types';
import type { ChainWatch } from '@airo/chain-types/consumer';
import { describe, expect, it } from '@jest/globals';
import { close } from '../../src/consumer/settle.ts';

const AGREEMENT = { id: 3 } as Agreement;
const calls = { offerClose: () => 'offerClose', acceptClose: () => 'acceptClose' };
const chain = { execution: calls } as unknown as ChainClient;
const watch = { first: async () => 7n } as unknown as ChainWatch;

/** A queue that refuses some calls, and what it was given. */
function queue(refused: Readonly<Record<string, string>>) {
  const sent: string[] = [];
  const submit = async (call: string) => {
    sent.push(call);
    const name = refused[call];
    if (name !== undefined) throw new DispatchError(call, { pallet: 'execution', name, docs: '' });
  };
  return { sent, consumer: { submit } as unknown as TransactionQueue };
}

describe('closing an agreement', () => {
  it('offers it, and tells what came back', async () => {
    const { sent, consumer } = queue({});
    expect(await close(chain, watch, consumer, AGREEMENT)).toBe(7n);
    expect(sent).toEqual(['offerClose']);
  });

  it('accepts when the provider has offered already', async () => {
    const { sent, consumer } = queue({ offerClose: 'CloseAlreadyOffered' });
    expect(await close(chain, watch, consumer, AGREEMENT)).toBe(7n);
    expect(sent).toEqual(['offerClose', 'acceptClose']);
  });

  it('waits for the provider when the standing offer is its own', async () => {
    const { consumer } = queue({ offerClose: 'CloseAlreadyOffered', acceptClose: 'NoCloseOffer' });
    expect(await close(chain, watch, consumer, AGREEMENT)).toBe(7n);
  });

  it.each([{ offerClose: 'NotParty' }, { offerClose: 'CloseAlreadyOffered', acceptClose: 'RequestsOpen' }])(
    'passes any other refusal on: %p',
    async (refused) => {
      const { consumer } = queue(refused as Record<string, string>);
      await expect(close(chain, watch, consumer, AGREEMENT)).rejects.toBeInstanceOf(DispatchError);
    },
  );
});
