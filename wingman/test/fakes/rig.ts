import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Blob, ModelId } from '@airo/chain-types';
import { createLogger } from '@airo/program';
import { Bot } from '../../src/bot.ts';
import type { BotInit } from '../../src/bot-parts.ts';
import { Recent } from '../../src/domain/recent.ts';
import { manifestFromOnnx } from '../../src/onnx/index.ts';
import { ConfigKeeper } from '../../src/pipeline/config-keeper.ts';
import { observeStore } from '../../src/pipeline/events/observe-store.ts';
import { encodeManifest, encodePayload, type ModelManifest, tensorOf } from '../../src/schemas/index.ts';
import type { BotEvent } from '../../src/schemas/rest-events.ts';
import { FakeBackend } from './fake-backend.ts';
import { FakeChain } from './fake-chain.ts';
import { MemoryBlobs } from './memory-blobs.ts';
import { MemoryQueue } from './memory-queue.ts';
import { MemoryStore } from './memory-store.ts';
import { onnxFile } from './onnx-file.ts';
import { sampleConfig } from './sample-config.ts';

export const silent = createLogger({ name: 'test', level: 'silent' });
const UINT8 = 2;

/** A model that the fake backend can play: 2×2 pictures in, two numbers out. */
export async function sampleModel(): Promise<{ file: Uint8Array; manifest: ModelManifest }> {
  const file = onnxFile({
    inputs: [{ name: 'image', type: UINT8, shape: ['N', 1, 2, 2] }],
    outputs: [{ name: 'logits', shape: ['N', 2] }],
  });
  const manifest = await manifestFromOnnx(file, {
    name: 'sample',
    description: '',
    license: 'Apache-2.0',
    preprocessing: '',
    maxBatch: 64,
    tags: [],
    runtimeVersion: '1.30.0',
  });
  return { file, manifest };
}

/** A request of `items` pictures whose bytes are all `value`. */
export function picture(value: number, items = 1): Uint8Array {
  const tensor = tensorOf('image', 'UINT8', [items, 1, 2, 2], new Uint8Array(items * 4).fill(value));
  return encodePayload({ kind: 'request', tensors: [tensor] });
}

export interface Rig {
  readonly chain: FakeChain;
  readonly store: MemoryStore;
  readonly queue: MemoryQueue;
  readonly blobs: MemoryBlobs;
  readonly backend: FakeBackend;
  readonly model: ModelId;
  readonly manifest: ModelManifest;
  readonly config: ConfigKeeper;
  readonly folder: string;
  /** Puts payloads on Dx. */
  upload(...payloads: Uint8Array[]): Promise<{ payload: Blob; units: number }[]>;
  /** A bot on these parts; closed with the rig. */
  bot(changes?: Partial<BotInit>): Bot;
  close(): Promise<void>;
}

/** Everything that a bot needs, faked, with one listed model. */
export async function createRig(): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'airo-wingman-'));
  const [chain, store, queue, blobs, backend] = [
    new FakeChain(),
    new MemoryStore(),
    new MemoryQueue(),
    new MemoryBlobs(),
    new FakeBackend(),
  ];
  const { file, manifest } = await sampleModel();
  const [artifact, described] = [await blobs.put(file), await blobs.put(encodeManifest(manifest))];
  const model = chain.addModel({ artifact, manifest: described, weightsRoot: manifest.weightsRoot });
  const events = new Recent<BotEvent>({ session: 'rig', limit: 1_000 });
  const observed = observeStore(store, Date.now, (event) => events.append(event));
  const config = await ConfigKeeper.open(observed, sampleConfig({ models: [model] }));
  const bots: Bot[] = [];
  const logs = new Recent<string>({ session: 'rig', limit: 1_000 });
  return {
    chain,
    store,
    queue,
    blobs,
    backend,
    model,
    manifest,
    config,
    folder,
    upload: (...payloads) =>
      Promise.all(payloads.map(async (bytes) => ({ payload: await blobs.put(bytes), units: 1 }))),
    bot(changes = {}) {
      const bot = new Bot({
        chain,
        store: observed,
        queue,
        events,
        logs,
        backendFor: () => backend,
        machine: { memoryBytes: 2 ** 30, threads: 2, idleMs: Number.POSITIVE_INFINITY },
        blobs,
        config,
        clock: { now: () => Date.now(), wait: () => setImmediate() },
        log: silent,
        limits: { maxPayloadBytes: 10_000, maxModelBytes: 100_000 },
        disk: { name: folder, minBytes: 1, freeBytes: async () => 2 },
        cacheDir: join(folder, 'models'),
        localDir: null,
        signer: null,
        alertSink: null,
        usd: { source: null, maxAgeMs: 3_600_000 },
        monotonic: () => performance.now(),
        tidy: { everyBlocks: 500, run: async () => {} },
        inference: true,
        problems: () => [],
        ...changes,
      });
      bots.push(bot);
      return bot;
    },
    async close() {
      for (const bot of bots) await bot.close();
      await queue.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
