import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { type AccountId, accountId, type ChainClient, type ModelId } from '@airo/chain-types';
import type { ChainWatch } from '@airo/chain-types/consumer';
import { sha256 } from '@airo/wingman/schemas';
import { DEV_KEYS } from '../constants.ts';
import { DevnetError } from '../errors.ts';
import { FILES } from '../files.ts';
import type { FoundState } from '../state-file.ts';

const run = promisify(execFile);
const OFFER_TIMEOUT_MS = 120_000;
/** AIRO per inference. */
const ROYALTY = '0.001';

/**
 * What a model's owner does: registers the file with `wingman models register`, and has the bots host it. A file that is
 * registered already is used as it is. Resolves when every bot offers the model.
 */
export async function registerModel(init: {
  file: string;
  chain: ChainClient;
  watch: ChainWatch;
  devnet: FoundState;
  progress: (text: string) => void;
}): Promise<ModelId> {
  const { chain, devnet, watch } = init;
  const hash = await sha256(await readModel(init.file));
  if ((await chain.models.byArtifact(hash)) === null) {
    init.progress('registering the model: commit, wait until the commitment is old enough, register');
    await register(init.file, devnet);
  }
  const model = await chain.models.byArtifact(hash);
  if (model === null)
    throw new DevnetError('CHAIN_UNEXPECTED', 'the model was registered, but the chain has none', {});
  init.progress(`model ${model} is registered; the bots load it`);
  await Promise.all(devnet.wingmen.map((bot) => host(bot, model)));
  await Promise.all(devnet.wingmen.map((bot) => untilOffered(chain, watch, accountId(bot.account), model)));
  return model;
}

async function readModel(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new DevnetError('FILE_MISSING', `--model ${file}: can't be read`, { file }, { cause });
  }
}

async function register(file: string, devnet: FoundState): Promise<void> {
  const where = ['--chain-url', devnet.chain.url, '--dx-url', devnet.dx[0]?.url ?? ''];
  const who = ['--key-uri', DEV_KEYS.modelOwner, '--royalty', ROYALTY, '--name', basename(file, '.onnx')];
  try {
    await run(process.execPath, [FILES.wingmanCli, 'models', 'register', file, ...where, ...who]);
  } catch (error) {
    const reason = (error as { stderr?: string }).stderr?.trim() ?? String(error);
    throw new DevnetError(
      'MODEL_UNSUITED',
      `${file} can't be registered: ${reason}`,
      { file },
      { cause: error },
    );
  }
}

/** A bot offers a model once it is listed, loaded and measured. */
async function untilOffered(
  chain: ChainClient,
  watch: ChainWatch,
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

/** Has the bot load, measure, attest and offer the model. */
async function host(bot: FoundState['wingmen'][number], model: ModelId): Promise<void> {
  const response = await fetch(`${bot.url}/v1/models`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model }),
  });
  if (response.ok) return;
  const reason = await response.text();
  throw new DevnetError('MODEL_UNSUITED', `${bot.name} won't host model ${model}: ${reason}`, {
    bot: bot.name,
    model,
  });
}
