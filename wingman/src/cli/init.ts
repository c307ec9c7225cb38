import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type AccountId,
  accountOf,
  type ChainClient,
  createKeystore,
  type Planck,
  type ProviderProfile,
  parseAddress,
  planck,
  type SigningKey,
} from '@airo/chain-types';
import type { DxClient } from '@airo/dx-node/schemas';
import { formatAiro, parseAiro } from '../domain/amount.ts';
import { WingmanError } from '../errors.ts';
import { type KeySettings, passwordOf, signingKey } from '../signing-key.ts';
import { CliError } from './errors.ts';
import { serviceKeys } from './service-keys.ts';

const SEED_BYTES = 32;
/** Bids and calls cost fees and deposits. */
const SPARE = planck(10_000_000_000n);

export interface InitFlags extends KeySettings {
  /** AIRO. */
  readonly bond: string | undefined;
  /** Address of the provider's own endpoint, for its profile. */
  readonly endpoint: string;
  /** Address of the provider's account, when the key is to be only its proxy. */
  readonly proxyFor?: string;
}

export interface InitResult {
  readonly account: AccountId;
  /** null with a dev key. */
  readonly keystore: string | null;
  readonly registered: 'now' | 'before';
  readonly bond: string;
  readonly next: readonly string[];
}

/**
 * Makes the key if there is none, and registers the account as a provider with its bond. Safe to run again.
 * @throws WingmanError KEYSTORE_INVALID; CliError CLI_FUNDS when the account must be paid into first
 */
export async function init(
  flags: InitFlags,
  chain: ChainClient,
  dx: Pick<DxClient, 'peers'>,
): Promise<InitResult> {
  const { key, keystore } = await keyFor(flags);
  const account = await accountOf(key);
  if (flags.proxyFor !== undefined) return proxyResult(flags, chain, account, keystore);
  const known = await chain.providers.get(account);
  const next = [`wingman serve --data-dir ${flags.dataDir} --chain-url ${chain.endpoint} --models 0`];
  if (known) return { account, keystore, registered: 'before', bond: formatAiro(known.bond), next };

  const { minBond } = (await chain.parameters()).providers;
  const bond = flags.bond === undefined ? minBond : parseAiro(flags.bond);
  await requireFunds(chain, account, bond);
  const queue = await chain.transactions(key);
  try {
    await queue.submit(chain.providers.register(await profile(flags, dx), bond));
  } finally {
    await queue.close();
  }
  return { account, keystore, registered: 'now', bond: formatAiro(bond), next };
}

/** Nothing is signed here: the provider's key is elsewhere. Says what is left to do there. */
async function proxyResult(
  flags: InitFlags,
  chain: ChainClient,
  delegate: AccountId,
  keystore: string | null,
): Promise<InitResult> {
  const account = parseAddress(flags.proxyFor ?? '');
  const [known, proxies, balance] = await Promise.all([
    chain.providers.get(account),
    chain.proxies(account),
    chain.balance(delegate),
  ]);
  if (!known) {
    throw new WingmanError(
      'NOT_REGISTERED',
      `${account} is no provider on this chain: run \`wingman init\` with its key`,
      {
        account,
      },
    );
  }
  const isProxy = proxies.some((proxy) => proxy.delegate === delegate && proxy.delay === 0);
  const missing = SPARE - balance;
  const next = [
    ...(isProxy ? [] : [`with the key of ${account}, sign proxy.addProxy(${delegate}, Provider, 0)`]),
    ...(missing > 0n ? [`pay ${formatAiro(missing)} AIRO or more for fees into ${delegate}`] : []),
    `wingman serve --data-dir ${flags.dataDir} --chain-url ${chain.endpoint} --proxy-for ${account} --models 0`,
  ];
  return { account, keystore, registered: 'before', bond: formatAiro(known.bond), next };
}

async function keyFor(flags: InitFlags): Promise<{ key: SigningKey; keystore: string | null }> {
  if (flags.keyUri !== undefined) return { key: await signingKey(flags), keystore: null };
  const path = flags.keystore ?? join(flags.dataDir, 'keystore.json');
  try {
    return { key: await signingKey(flags), keystore: path };
  } catch (error) {
    if (!(error instanceof WingmanError) || error.code !== 'KEY_MISSING') throw error;
  }
  const seed = `0x${randomBytes(SEED_BYTES).toString('hex')}`;
  const json = await createKeystore(seed, await passwordOf(flags));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, json, { mode: 0o600, flag: 'wx' });
  return { key: await signingKey(flags), keystore: path };
}

async function requireFunds(chain: ChainClient, account: AccountId, bond: Planck): Promise<void> {
  const needed = bond + chain.constants.existentialDeposit + SPARE;
  const balance = await chain.balance(account);
  if (balance >= needed) return;
  throw new CliError(
    'CLI_FUNDS',
    `${account} has ${formatAiro(balance)} AIRO and needs ${formatAiro(needed)} for its bond, deposits and fees: pay the rest in, then run \`wingman init\` again`,
    {},
  );
}

async function profile(flags: InitFlags, dx: Pick<DxClient, 'peers'>): Promise<ProviderProfile> {
  const keys = await serviceKeys(join(flags.dataDir, 'service-keys.json'));
  const { peerId, multiaddrs } = await dx.peers();
  return { endpoint: flags.endpoint, peerId, multiaddrs, ...keys, metadata: null, attestation: null };
}
