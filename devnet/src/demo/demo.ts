import { type ChainClient, connectChain, modelId, type TransactionQueue } from '@airo/chain-types';
import { createDxClient, type DxClient } from '@airo/dx-node/schemas';
import { Closer } from '@airo/program';
import { type ModelManifest, parseManifest } from '@airo/wingman/schemas';
import { DEV_KEYS } from '../constants.ts';
import { DevnetError } from '../errors.ts';
import type { DevnetState } from '../state-file.ts';
import { classesOf } from './answer.ts';
import { ask, type Reply } from './ask.ts';
import { buy, type Purchase } from './buy.ts';
import { ChainWatch } from './chain-watch.ts';
import { parseAiro } from './money.ts';
import { registerModel } from './own-model.ts';
import { encodeRequest, loadPictures } from './pictures.ts';
import type { Progress } from './progress.ts';
import type { DemoResult } from './report.ts';
import type { DemoSettings } from './settings.ts';
import { findings, latencies, payments } from './tally.ts';

/** The model of the genesis preset. */
const DEMO_MODEL = modelId(0);
const OWN_MODEL_ROYALTY = '0.001';
/** fashion-resnet20 has 94 % on these pictures; another model is held only to better than guessing by far. */
const LEAST_RIGHT_PERCENT = { demo: 92, own: 50 };
const MAX_MANIFEST_BYTES = 1024 * 1024;
const CLOSE_TIMEOUT_MS = 60_000;
/** The consumer approves in groups, so that it doesn't pay a fee for each answer. */
const TRANSACTION_BATCH_MS = 100;

/** The tutorial as a program: order, bids, award, pictures, answers, settlement, and whether all of it adds up. */
export async function runDemo(
  settings: DemoSettings,
  devnet: DevnetState,
  progress: Progress,
): Promise<DemoResult> {
  const provider = addressOf(settings.provider, devnet);
  const closer = new Closer();
  try {
    const chain = await connectChain({ endpoint: devnet.chain.url });
    closer.add('chain', () => chain.close());
    const watch = new ChainWatch(chain, await chain.head('best'));
    closer.add('watch', () => watch.close());
    const key = (uri: string) => chain.transactions({ kind: 'uri', uri }, { batchMs: TRANSACTION_BATCH_MS });
    const [consumer, owner] = await Promise.all([key(DEV_KEYS.consumer), key(DEV_KEYS.modelOwner)]);
    closer.add('consumer', () => consumer.close());
    closer.add('owner', () => owner.close());
    const dx = createDxClient({ url: devnet.dx[0]?.url ?? '' });
    const say = (text: string) => progress.say(text);

    const model = settings.model
      ? await registerModel({
          ...{ file: settings.model, chain, watch, owner, dx, wingmen: devnet.wingmen },
          ...{ royalty: parseAiro(OWN_MODEL_ROYALTY), progress: say },
        })
      : { id: DEMO_MODEL, manifest: await manifestOf(chain, dx) };
    const purchase = await buy({
      ...{ chain, watch, consumer, model: model.id, inferences: settings.inferences, award: settings.award },
      ...{ maxPrice: parseAiro(settings.maxPrice), bidders: devnet.wingmen.length, provider, progress: say },
    });
    const ownerBefore = await chain.balance(owner.account);
    const asked = await classify({
      settings,
      chain,
      watch,
      consumer,
      dx,
      purchase,
      manifest: model.manifest,
      progress,
    });
    const closed = await settle(chain, watch, consumer, purchase, asked.replies);
    const paid = payments(purchase.agreement, watch.events);
    const wrong = findings({
      agreement: purchase.agreement,
      payments: paid,
      closed,
      asked: settings.inferences,
      answered: asked.answered,
      failures: asked.replies.flatMap((r) => (r.ok ? [] : [r.reason])),
      royaltyReceived: BigInt(await chain.balance(owner.account)) - ownerBefore,
      right: asked.right,
      leastRightPercent: settings.model ? LEAST_RIGHT_PERCENT.own : LEAST_RIGHT_PERCENT.demo,
    });
    return {
      ok: wrong.length === 0,
      findings: wrong,
      model: { id: model.id, name: model.manifest.name },
      order: purchase.order,
      agreement: purchase.agreement.id,
      provider: purchase.agreement.provider,
      bids: purchase.bids.map(({ provider: bidder, price }) => ({ provider: bidder, price })),
      accuracy: { right: asked.right, of: asked.answered, share: asked.right / Math.max(1, asked.answered) },
      payments: paid,
      latency: latencies(asked.replies.flatMap((r) => (r.ok ? [r.stamps] : []))),
      seconds: asked.seconds,
      answersPerSecond: asked.answered / asked.seconds,
    };
  } finally {
    progress.stop();
    await closer.close();
  }
}

function addressOf(provider: string, devnet: DevnetState): string | undefined {
  if (provider === '') return undefined;
  const bot = devnet.wingmen.find((w) => w.name === provider || w.account === provider);
  if (bot) return bot.account;
  const names = devnet.wingmen.map((w) => `${w.name} (${w.account})`).join(', ');
  throw new DevnetError('NO_SUCH_PROVIDER', `--provider ${provider}: the bots of this devnet are ${names}`, {
    provider,
  });
}

async function manifestOf(chain: ChainClient, dx: DxClient): Promise<ModelManifest> {
  const model = await chain.models.get(DEMO_MODEL);
  if (!model)
    throw new DevnetError('CHAIN_UNEXPECTED', `the chain has no model ${DEMO_MODEL}; is it a devnet?`, {});
  return parseManifest(await dx.get(model.manifest.hash, { maxBytes: MAX_MANIFEST_BYTES }));
}

async function classify(init: {
  settings: DemoSettings;
  chain: ChainClient;
  watch: ChainWatch;
  consumer: TransactionQueue;
  dx: DxClient;
  purchase: Purchase;
  manifest: ModelManifest;
  progress: Progress;
}): Promise<{ replies: Reply[]; right: number; answered: number; seconds: number }> {
  const { inferences, batch } = init.settings;
  const pictures = await loadPictures();
  const groups = Array.from({ length: Math.ceil(inferences / batch) }, (_, g) =>
    Array.from({ length: Math.min(batch, inferences - g * batch) }, (_, i) => g * batch + i),
  );
  const questions = groups.map((group) => ({
    payload: encodeRequest(
      group.map((n) => pictures.image(n)),
      init.manifest,
    ),
    units: group.length,
  }));
  init.progress.start(questions.length * 3);
  const began = performance.now();
  const replies = await ask({
    ...{ chain: init.chain, watch: init.watch, consumer: init.consumer, dx: init.dx },
    agreement: init.purchase.agreement,
    questions,
    progress(stage, count) {
      init.progress.advance(count);
      init.progress.say(stage);
    },
  });
  const seconds = (performance.now() - began) / 1000;
  init.progress.stop();
  let right = 0;
  let answered = 0;
  for (const [g, reply] of replies.entries()) {
    const group = groups[g] ?? [];
    if (!reply.ok) continue;
    answered += group.length;
    const classes = classesOf(reply.answer, group.length);
    right += group.filter((n, i) => pictures.label(n) === classes[i]).length;
  }
  return { replies, right, answered, seconds };
}

/** Approves what was answered, which pays it, and closes the agreement together with the provider. */
async function settle(
  chain: ChainClient,
  watch: ChainWatch,
  consumer: TransactionQueue,
  { agreement }: Purchase,
  replies: readonly Reply[],
): Promise<boolean> {
  const approved = replies.flatMap((r) => (r.ok ? [r.index] : []));
  const perCall = chain.parameters.maxItems;
  const calls = Array.from({ length: Math.ceil(approved.length / perCall) }, (_, i) =>
    chain.execution.approve(agreement.id, approved.slice(i * perCall, (i + 1) * perCall)),
  );
  await Promise.all(calls.map((call) => consumer.submit(call)));
  await consumer.submit(chain.execution.offerClose(agreement.id));
  return watch.first(
    (e) => (e.type === 'execution.Closed' && e.agreement === agreement.id ? true : undefined),
    `the provider's consent to close agreement ${agreement.id}`,
    CLOSE_TIMEOUT_MS,
  );
}
