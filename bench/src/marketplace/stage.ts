import {
  modelId,
  OPEN_TO_ALL,
  type OrderSpec,
  PLANCK_PER_AIRO,
  type Planck,
  planck,
} from '@airo/chain-types';
import type { Signer } from '@airo/chain-types/measure';
import { BenchError } from '../errors.ts';
import { burst, usesOf } from '../network/burst.ts';
import type { Network } from '../network/network.ts';

/** Consumers, and as many providers. */
export const SIDES = 10;
/** The model of the development preset. */
const MODEL = modelId(0);
const FUNDER = '//Alice';
const CONSUMER_AIRO = 30_000n;
const PROVIDER_AIRO = 10_000n;
const BOND_AIRO = 8_000n;
/** Any key and any digest will do where nobody looks. */
const SOME_KEY = `0x${'11'.repeat(32)}` as const;

/** Who plays, and at what price. Consumer and provider of the same number deal with each other. */
export interface Stage {
  readonly consumers: readonly Signer[];
  readonly providers: readonly Signer[];
  /** Per inference: the lowest that a bid may name. */
  readonly price: Planck;
}

/** Funds the accounts, and has the providers registered with an offer. */
export async function setStage(net: Network): Promise<Stage> {
  const { chain, meter } = net;
  const signers = (role: string) =>
    Promise.all(Array.from({ length: SIDES }, (_, i) => meter.signer(`//bench/${role}/${i}`)));
  const [consumers, providers] = [await signers('consumer'), await signers('provider')];
  const price = await chain.marketplace.quoteFloor(MODEL);
  if (price === null) throw new BenchError('RUN_FAILED', 'the development preset lists no model 0', {});
  net.say(`funding ${consumers.length + providers.length} accounts, registering providers …`);
  const airo = (amount: bigint) => planck(amount * PLANCK_PER_AIRO);
  const gifts = [
    ...consumers.map(({ account }) => chain.transfer(account, airo(CONSUMER_AIRO))),
    ...providers.map(({ account }) => chain.transfer(account, airo(PROVIDER_AIRO))),
  ];
  await done(net, [{ signer: await meter.signer(FUNDER), calls: [chain.batch(gifts)] }]);
  const profile = {
    endpoint: 'http://127.0.0.1',
    peerId: 'bench',
    multiaddrs: [],
    hpkeKey: SOME_KEY,
    receiptKey: SOME_KEY,
    metadata: null,
    attestation: null,
  };
  const terms = { p50Ms: 1, p95Ms: 1, perSecond: 1, maxBatch: 1, hardware: 'bench' };
  const join = [chain.providers.register(profile, airo(BOND_AIRO)), chain.providers.offer(MODEL, terms)];
  await done(
    net,
    providers.map((signer) => ({ signer, calls: join })),
  );
  return { consumers, providers, price };
}

/** Makes the calls and sees to it that all succeed. */
export async function done(...[net, lanes]: Parameters<typeof burst>) {
  return usesOf(net, await burst(net, lanes));
}

/** An order at the stage's price whose windows are over soon, or never. Windows in blocks. */
export function orderOf(stage: Stage, wish: Partial<OrderSpec> & { inferences: number }): OrderSpec {
  return {
    ...OPEN_TO_ALL,
    model: MODEL,
    maxPrice: stage.price,
    bidWindow: 1_000,
    duration: 1_000,
    responseWindow: 200,
    challengeWindow: 1,
    award: 'manual',
    consumerKey: SOME_KEY,
    ...wish,
  };
}
