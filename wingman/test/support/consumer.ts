import { readFile } from 'node:fs/promises';
import {
  type AgreementId,
  type Blob,
  type ChainEvent,
  modelId,
  OPEN_TO_ALL,
  type OrderId,
  type OrderSpec,
  planck,
  type TransactionQueue,
} from '@airo/chain-types';
import { encodePayload, tensorOf } from '../../src/schemas/index.ts';
import { until } from '../fakes/until.ts';
import { MODELS, type World } from './world.ts';

const PIXELS = 28 * 28;

const ORDER: OrderSpec = {
  ...OPEN_TO_ALL,
  model: modelId(0),
  inferences: 20,
  maxPrice: planck(10n ** 12n),
  bidWindow: 40,
  duration: 2_000,
  responseWindow: 200,
  challengeWindow: 50,
  award: 'manual',
  consumerKey: `0x${'1'.repeat(64)}`,
};

export type Item = { readonly payload: Blob; readonly units: number };
type EventOf<T extends ChainEvent['type']> = Extract<ChainEvent, { type: T }>;

/** Somebody who buys inferences of the demo model and reads every block. */
export interface Consumer {
  /** What an order is when nothing else is asked for. */
  readonly order: OrderSpec;
  readonly queue: TransactionQueue;
  place(changes?: Partial<OrderSpec>): Promise<OrderId>;
  /** Places an order, waits for the provider's bid and takes it. */
  buy(provider: string, changes?: Partial<OrderSpec>): Promise<AgreementId>;
  /** Puts the first pictures of the test set on Dx, each as one request. */
  upload(count: number): Promise<readonly Item[]>;
  post(agreement: AgreementId, items: readonly Item[]): Promise<void>;
  responded(agreement: AgreementId): readonly EventOf<'execution.Responded'>[];
  failed(agreement: AgreementId): readonly EventOf<'execution.Failed'>[];
  settled(agreement: AgreementId): readonly EventOf<'execution.Settled'>[];
  answered(agreement: AgreementId, count?: number): Promise<void>;
  close(): void;
}

export async function createConsumer(world: World, changes: Partial<OrderSpec> = {}): Promise<Consumer> {
  const { chain, dx } = world;
  const standard = { ...ORDER, ...changes };
  const queue = await chain.transactions({ kind: 'uri', uri: '//Consumer1' });
  const events: ChainEvent[] = [];
  const stop = new AbortController();
  const after = await chain.head('best');
  void (async () => {
    for await (const block of chain.blocks({ after, finality: 'best', signal: stop.signal })) {
      events.push(...block.events.map(({ event }) => event));
    }
  })().catch(() => {});

  const of = <T extends 'execution.Responded' | 'execution.Failed' | 'execution.Settled'>(
    type: T,
    agreement: AgreementId,
  ) =>
    events.filter((e): e is EventOf<T> => e.type === type && 'agreement' in e && e.agreement === agreement);
  const consumer: Consumer = {
    order: standard,
    queue,
    async place(more = {}) {
      const { events: own } = await queue.submit(chain.marketplace.placeOrder({ ...standard, ...more }));
      return own.flatMap((e) => (e.type === 'marketplace.OrderPlaced' ? [e.order] : []))[0] as OrderId;
    },
    async buy(provider, more) {
      const id = await consumer.place(more);
      const bid = await until(
        async () => (await chain.marketplace.bids(id)).find((b) => b.provider === provider),
        'a bid',
      );
      await queue.submit(chain.marketplace.award(id, bid.provider));
      const opened = () =>
        events.flatMap((e) =>
          e.type === 'execution.AgreementOpened' && e.order === id ? [e.agreement] : [],
        );
      return until(() => opened()[0], 'the agreement');
    },
    async upload(count) {
      const images = await readFile(`${MODELS}fashion-test-images-512.u8`);
      return Promise.all(
        Array.from({ length: count }, async (_, i) => {
          const pixels = Uint8Array.from(images.subarray(i * PIXELS, (i + 1) * PIXELS));
          const tensors = [tensorOf('image', 'UINT8', [1, 1, 28, 28], pixels)];
          const { key, size } = await dx.put(encodePayload({ kind: 'request', tensors }));
          return { payload: { hash: key, size: BigInt(size) }, units: 1 };
        }),
      );
    },
    async post(agreement, items) {
      await queue.submit(chain.execution.postRequests(agreement, items));
    },
    responded: (agreement) => of('execution.Responded', agreement),
    failed: (agreement) => of('execution.Failed', agreement),
    settled: (agreement) => of('execution.Settled', agreement),
    async answered(agreement, count = 1) {
      await until(() => consumer.responded(agreement).length >= count, `${count} answers`);
    },
    close: () => stop.abort(),
  };
  return consumer;
}
