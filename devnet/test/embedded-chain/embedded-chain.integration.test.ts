import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { accountOf, connectChain, planck } from '@airo/chain-types';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';

const MAIN = fileURLToPath(new URL('../../src/embedded-chain/main.ts', import.meta.url));
const NUMBER_KEY = '0x26aa394eea5630e07c48ae0c9558cef702a5c1b19ab7a04f536c519aca4983ac';

interface Running {
  readonly lines: string[];
  readonly url: string;
  readonly genesisHash: string;
  stop(): Promise<number | null>;
}

const running: Running[] = [];

async function start(...args: string[]): Promise<Running> {
  const child = spawn(process.execPath, [MAIN, '--port', '0', '--log-level', 'warn', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const lines: string[] = [];
  const first = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      lines.push(line);
      resolve(line);
    });
    void exited.then((code) => reject(new Error(`ended with ${code}`)));
  });
  const chain = {
    lines,
    ...(JSON.parse(first) as { url: string; genesisHash: string }),
    stop: () => {
      child.kill('SIGTERM');
      return exited;
    },
  };
  running.push(chain);
  return chain;
}

/** Runs it to its end; for starts that fail. */
async function fails(...args: string[]): Promise<{ code: number | null; stderr: string; stdout: string }> {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  let stdout = '';
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString();
  });
  child.stdout.on('data', (data: Buffer) => {
    stdout += data.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stderr, stdout };
}

interface Answer {
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

describe('the embedded chain as a process', () => {
  let chain: Running;

  const ask = async (method: string, ...params: unknown[]): Promise<Answer> => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    return (await fetch(chain.url.replace('ws', 'http'), { method: 'POST', body })).json() as Promise<Answer>;
  };
  const result = async <T>(method: string, ...params: unknown[]) =>
    (await ask(method, ...params)).result as T;
  const height = async () => Number((await result<{ number: string }>('chain_getHeader')).number);

  beforeAll(async () => {
    // So long that blocks come only for transactions and on demand.
    chain = await start('--block-ms', '600000', '--early-blocks', '1000');
  });

  afterEach(() => result('dev_setBlockBuildMode', 'Batch'));

  afterAll(async () => {
    await Promise.all(running.map((one) => one.stop()));
  });

  it('prints one line with its address and its genesis, which no other start shares', async () => {
    expect(chain.lines.map((line) => JSON.parse(line))).toEqual([
      {
        event: 'ready',
        url: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+$/),
        genesisHash: chain.genesisHash,
      },
    ]);
    expect(await result('chain_getBlockHash', 0)).toBe(chain.genesisHash);
    const other = await start();
    expect(other.genesisHash).not.toBe(chain.genesisHash);
    expect(await other.stop()).toBe(0);
  });

  it('names itself and its token', async () => {
    expect(await result('system_properties')).toEqual({
      ss58Format: 42,
      tokenDecimals: 12,
      tokenSymbol: 'AIRO',
    });
    expect((await result<{ methods: string[] }>('rpc_methods')).methods).toContain('author_submitExtrinsic');
  });

  it('makes blocks on demand', async () => {
    const before = await height();
    const hash = await result('dev_newBlock', { count: 3 });
    expect(await height()).toBe(before + 3);
    expect(await result('chain_getBlockHash')).toBe(hash);
    expect((await ask('dev_newBlock', { count: 0 })).error?.code).toBe(-32602);
  });

  it('keeps state far back, and tells an unknown block from an empty one', async () => {
    await result('dev_newBlock', { count: 80 });
    for (const number of [1, 31, 32, 33, 64, 65, await height()]) {
      const hash = await result<string>('chain_getBlockHash', number);
      const stored = await result<string>('state_getStorage', NUMBER_KEY, hash);
      expect(Buffer.from(stored.slice(2), 'hex').readUInt32LE()).toBe(number);
    }
    const unknown = `0x${'99'.repeat(32)}`;
    expect((await ask('state_getStorage', NUMBER_KEY, unknown)).error?.code).toBe(4003);
    expect((await ask('state_call', 'Core_version', '0x', unknown)).error?.code).toBe(4003);
    expect(await ask('chain_getHeader', unknown)).toMatchObject({ result: null });
    expect(await ask('chain_getBlock', unknown)).toMatchObject({ result: null });
  });

  it('puts twenty transactions of one moment into one block, soon', async () => {
    const client = await connectChain({ endpoint: chain.url });
    const bob = await accountOf({ kind: 'uri', uri: '//Bob' });
    await result('dev_setBlockBuildMode', 'Manual');
    const queues = await Promise.all(
      ['//Alice', '//Charlie', '//Dave', '//Eve'].map((uri) =>
        client.transactions({ kind: 'uri', uri }, { batchMs: 1 }),
      ),
    );
    const sent = queues.flatMap((queue) => [
      queue.submit(client.transfer(bob, planck(10n ** 12n))),
      // A batch of its own is never joined with others: five transactions per account.
      ...[1, 2, 3, 4].map(() => queue.submit(client.batch([client.transfer(bob, planck(10n ** 12n))]))),
    ]);
    await until(async () => (await result<string[]>('author_pendingExtrinsics')).length === 20);
    expect(await result('system_accountNextIndex', queues[0]?.account)).toBe(5);
    const before = await height();
    await result('dev_setBlockBuildMode', 'Batch');
    const blocks = new Set((await Promise.all(sent)).map(({ block }) => block.number));
    expect([...blocks]).toEqual([before + 1]);
    await client.close();
  });

  it('leaves out what a transaction before it made unpayable, and takes the rest', async () => {
    const client = await connectChain({ endpoint: chain.url });
    const bob = await accountOf({ kind: 'uri', uri: '//Bob' });
    await result('dev_setBlockBuildMode', 'Manual');
    const queue = (uri: string) => client.transactions({ kind: 'uri', uri }, { batchMs: 1 });
    const [spender, other] = [await queue('//Consumer2'), await queue('//Owner')];
    const { fee } = await (async () => {
      const sent = spender.submit(client.transfer(bob, planck(10n ** 12n)));
      await until(async () => (await result<string[]>('author_pendingExtrinsics')).length === 1);
      await result('dev_newBlock', {});
      return sent;
    })();
    const left = client.constants.existentialDeposit + fee / 2n;
    const all = planck((await client.balance(spender.account)) - fee - left);
    const first = spender.submit(client.transfer(bob, all));
    const second = spender.submit(client.batch([client.transfer(bob, planck(1n))]));
    const third = other.submit(client.transfer(bob, planck(10n ** 12n)));
    await until(async () => (await result<string[]>('author_pendingExtrinsics')).length === 3);
    const refused = expect(second).rejects.toMatchObject({ code: 'TRANSACTION_UNPAID' });
    await result('dev_newBlock', {});
    expect((await first).block).toEqual((await third).block);
    expect(await result('author_pendingExtrinsics')).toEqual([]);
    await refused;
    await client.close();
  });

  it('refuses transactions with the codes of a node', async () => {
    expect((await ask('author_submitExtrinsic', '0x1234')).error?.code).toBe(1001);
    expect((await ask('author_submitExtrinsic', 5)).error?.code).toBe(1001);
    const block = await result<{ block: { extrinsics: string[] } }>('chain_getBlock');
    const included = block.block.extrinsics.at(-1);
    expect((await ask('author_submitExtrinsic', included)).error).toEqual({
      code: 1010,
      message: 'Invalid Transaction',
      data: 'Transaction is outdated',
    });
  });

  it('tells a watcher when its transaction is in a block and final', async () => {
    const client = await connectChain({ endpoint: chain.url });
    const bob = await accountOf({ kind: 'uri', uri: '//Bob' });
    await result('dev_setBlockBuildMode', 'Manual');
    const queue = await client.transactions({ kind: 'uri', uri: '//Ferdie' }, { batchMs: 1 });
    const sent = queue.submit(client.transfer(bob, planck(10n ** 12n)));
    await until(async () => (await result<string[]>('author_pendingExtrinsics')).length === 1);
    const [bytes] = await result<string[]>('author_pendingExtrinsics');
    expect((await ask('author_submitExtrinsic', bytes)).error?.code).toBe(1013);
    await result('dev_newBlock', {});
    await sent;
    // Back to the block before: the same transaction is valid again and can be watched.
    const head = await result<{ parentHash: string }>('chain_getHeader');
    await result('dev_setHead', head.parentHash);
    const statuses = await watchOnSocket(chain.url, bytes ?? '', () => result('dev_newBlock', {}));
    const hash = await result('chain_getBlockHash');
    expect(statuses).toEqual(['ready', { inBlock: hash }, { finalized: hash }]);
    await client.close();
  });

  it('travels in time: the next block is after that moment', async () => {
    const later = Date.now() + 3_600_000;
    await result('dev_timeTravel', later);
    await result('dev_newBlock', {});
    const key = '0xf0c365c3cf59d671eb72da0e7a4113c49f1f0515f462cdcf84e0f1d6045dfcbb';
    const now = Buffer.from(
      (await result<string>('state_getStorage', key)).slice(2),
      'hex',
    ).readBigUInt64LE();
    expect(Number(now)).toBeGreaterThanOrEqual(later);
  });

  it('answers over WebSocket what it answers over HTTP, and subscriptions only there', async () => {
    expect((await ask('chain_subscribeNewHeads')).error?.message).toContain('WebSocket');
    const response = await fetch(chain.url.replace('ws', 'http'));
    expect(response.status).toBe(405);
  });

  it('says which port is taken and how to choose another', async () => {
    const { code, stderr, stdout } = await fails('--port', new URL(chain.url).port);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('PORT_TAKEN');
    expect(stderr).toContain('--port');
  });

  it('says what is wrong with a runtime or a preset', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'airo-embedded-'));
    const file = join(folder, 'not.wasm');
    writeFileSync(file, 'hello');
    const ends = await Promise.all([
      fails('--port', '0', '--wasm', join(folder, 'missing.wasm')),
      fails('--port', '0', '--wasm', file),
      fails('--port', '0', '--preset', 'nowhere'),
    ]);
    expect(ends.map(({ code }) => code)).toEqual([1, 1, 1]);
    expect(ends.map(({ stderr }) => /\[([A-Z_]+)\]/.exec(stderr)?.[1])).toEqual([
      'WASM_UNREADABLE',
      'WASM_UNREADABLE',
      'GENESIS_REFUSED',
    ]);
    await rm(folder, { recursive: true });
  });
});

/** Statuses of a transaction over its own WebSocket, up to the final one. */
function watchOnSocket(url: string, bytes: string, onReady: () => Promise<unknown>): Promise<unknown[]> {
  const socket = new WebSocket(url);
  const statuses: unknown[] = [];
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () =>
      socket.send(
        JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'author_submitAndWatchExtrinsic', params: [bytes] }),
      ),
    );
    socket.on('message', (data) => {
      const message = JSON.parse(data.toString()) as {
        error?: { message: string };
        params?: { result: unknown };
      };
      if (message.error) reject(new Error(message.error.message));
      if (!message.params) return;
      statuses.push(message.params.result);
      if (statuses.length === 1) onReady().catch(reject);
      if (JSON.stringify(message.params.result).includes('finalized')) {
        socket.close();
        resolve(statuses);
      }
    });
  });
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setImmediate(resolve));
}
