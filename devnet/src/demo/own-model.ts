import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import {
  type AccountId,
  accountId,
  type ChainClient,
  type Hex,
  type ModelId,
  type Planck,
  type TransactionQueue,
} from '@airo/chain-types';
import type { DxClient } from '@airo/dx-node/schemas';
import { type ModelManifest, parseManifest } from '@airo/wingman/schemas';
import { z } from 'zod';
import type { ChainWatch } from '../consumer/chain-watch.ts';
import { DevnetError } from '../errors.ts';
import { FILES } from '../files.ts';
import type { DevnetState } from '../state-file.ts';

const run = promisify(execFile);
const OFFER_TIMEOUT_MS = 120_000;

const servedSchema = z.object({ config: z.object({ models: z.array(z.int()) }) });

export interface RegisteredModel {
  readonly id: ModelId;
  readonly manifest: ModelManifest;
}

/**
 * What a model owner does: makes the manifest, publishes both on Dx, commits, registers, and has the bots host it.
 * A model whose bytes are registered already is used as it is. Resolves when every bot offers it.
 */
export async function registerModel(init: {
  file: string;
  chain: ChainClient;
  watch: ChainWatch;
  owner: TransactionQueue;
  dx: DxClient;
  wingmen: DevnetState['wingmen'];
  royalty: Planck;
  progress: (text: string) => void;
}): Promise<RegisteredModel> {
  const { chain, dx } = init;
  const manifestBytes = await makeManifest(init.file);
  const artifact = await dx.put(await readFile(init.file));
  const manifest = await dx.put(manifestBytes);
  const known = await chain.models.byArtifact(artifact.key);
  const id = known ?? (await register(init, artifact, manifest, parseManifest(manifestBytes).weightsRoot));
  init.progress(`model ${id} registered; the bots load it`);
  await Promise.all(init.wingmen.map((bot) => host(bot, id)));
  await Promise.all(init.wingmen.map((bot) => untilOffered(init, accountId(bot.account), id)));
  return { id, manifest: parseManifest(manifestBytes) };
}

/** A bot offers a model once it is listed, loaded and measured. */
async function untilOffered(
  { chain, watch }: { chain: ChainClient; watch: ChainWatch },
  provider: AccountId,
  model: ModelId,
): Promise<void> {
  const offers = await chain.providers.offers(provider);
  if (offers.some((offer) => offer.model === model)) return;
  await watch.first(
    (e) => (e.type === 'providers.Offered' && e.provider === provider && e.model === model) || undefined,
    `${provider}'s offer of model ${model}`,
    OFFER_TIMEOUT_MS,
  );
}

interface Put {
  readonly key: Hex;
  readonly size: number;
}

async function register(
  init: {
    chain: ChainClient;
    owner: TransactionQueue;
    royalty: Planck;
    watch: ChainWatch;
    progress: (text: string) => void;
  },
  artifact: Put,
  manifest: Put,
  weightsRoot: Hex,
): Promise<ModelId> {
  const { chain, owner } = init;
  const account: AccountId = owner.account;
  const salt: Hex = `0x${randomBytes(32).toString('hex')}`;
  const committed = await owner.submit(
    chain.models.commit(chain.models.commitment(artifact.key, account, salt)),
  );
  init.progress('model committed; waiting until the commitment is old enough');
  await oldEnough(chain, committed.block.number + chain.parameters.commitAge);
  const { events } = await owner.submit(
    chain.models.register({
      artifact: { hash: artifact.key, size: BigInt(artifact.size) },
      manifest: { hash: manifest.key, size: BigInt(manifest.size) },
      weightsRoot,
      royalty: init.royalty,
      parent: null,
      salt,
    }),
  );
  const id = events.flatMap((e) => (e.type === 'models.Registered' ? [e.model] : []))[0];
  if (id === undefined)
    throw new DevnetError('CHAIN_UNEXPECTED', 'the model was taken, but the chain told no number for it', {});
  return id;
}

async function oldEnough(chain: ChainClient, block: number): Promise<void> {
  const stop = new AbortController();
  for await (const { block: now } of chain.blocks({
    after: await chain.head('best'),
    finality: 'best',
    signal: stop.signal,
  })) {
    if (now.number >= block) break;
  }
  stop.abort();
}

/** The manifest that `wingman models manifest` makes of the file; what that program refuses, it explains. */
async function makeManifest(file: string): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'airo-manifest-'));
  const out = join(folder, 'manifest.json');
  try {
    await run(process.execPath, [
      FILES.wingmanCli,
      'models',
      'manifest',
      file,
      '--name',
      basename(file, '.onnx'),
      '--output',
      out,
    ]);
    return await readFile(out);
  } catch (error) {
    const reason = (error as { stderr?: string }).stderr?.trim() ?? String(error);
    throw new DevnetError(
      'MODEL_UNSUITED',
      `${file} can't be registered: ${reason}`,
      { file },
      { cause: error },
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Adds the model to what the bot serves: it then loads, attests and offers it by itself. */
async function host(bot: DevnetState['wingmen'][number], model: ModelId): Promise<void> {
  const url = `${bot.url}/v1/config`;
  const current = servedSchema.parse(await (await fetch(url)).json());
  if (current.config.models.includes(model)) return;
  const response = await fetch(url, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ models: [...current.config.models, model] }),
  });
  if (response.ok) return;
  throw new DevnetError('MODEL_UNSUITED', `${bot.name} won't host model ${model}: ${await response.text()}`, {
    bot: bot.name,
    model,
  });
}
