import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createKeystore, type OrderId, PLANCK_PER_AIRO, parseAddress, planck } from '@airo/chain-types';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mountSmallDisk } from '../../../program/test/support/small-disk.ts';
import { until } from '../fakes/until.ts';
import { type Consumer, createConsumer } from '../support/consumer.ts';
import { runToEnd } from '../support/process.ts';
import { createWorld, type World } from '../support/world.ts';

const SERVE = 'wingman/src/main.ts';
const CLI = 'wingman/src/cli/main.ts';
const DISK_MIB = 72;
const MIN_DISK_MIB = 16;

const disk = mountSmallDisk(DISK_MIB);
const itWithDisk = disk ? it : it.skip;

describe('a Wingman whose surroundings fail', () => {
  let world: World;
  let consumer: Consumer;
  beforeAll(async () => {
    world = await createWorld();
    consumer = await createConsumer(world, { duration: 20_000 });
  });
  afterAll(async () => {
    consumer?.close();
    await world?.close();
    disk?.close();
  });

  const get = async <T>(url: string, path: string) => (await (await fetch(url + path)).json()) as T;
  const reasonOf = (url: string, id: OrderId) =>
    until(async () => {
      const orders = await get<{ id: number; reason: string | null }[]>(url, '/v1/orders?limit=5');
      return orders.find((order) => order.id === id)?.reason;
    }, 'a reason');

  it('the wrong password of the keystore: says so, exits 1, and tells nothing of the key', async () => {
    const seed = randomBytes(32).toString('hex');
    const file = join(world.folder, 'keystore.json');
    await writeFile(file, await createKeystore(`0x${seed}`, 'the right one'));
    const password = 'not-this-one';
    const { code, stdout, stderr } = await runToEnd(SERVE, [
      ...['--data-dir', join(world.folder, 'locked'), '--keystore', file, '--password', password],
      ...['--chain-url', world.urls.chain, '--dx-url', world.urls.dx, '--log-level', 'trace'],
    ]);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/password/);
    expect(stderr).not.toContain(password);
    expect(stderr.toLowerCase()).not.toContain(seed.slice(0, 16));
    expect(stderr.match(/password/g)).toHaveLength(1);
  });

  it('a settings file that is broken while it runs: the old one stays in force, and the log says where', async () => {
    const file = join(world.folder, 'wingman.json');
    const price = (amount: string) => writeFile(file, JSON.stringify({ price: amount }));
    await price('0.02');
    const bot = await world.wingman('reload', ['--config', file]);
    const bid = async () => {
      const id = await consumer.place();
      return until(
        async () =>
          (await world.chain.marketplace.bids(id)).find((b) => b.provider === bot.ready.account)?.price,
      );
    };
    const told = async (text: string) => {
      bot.child.kill('SIGHUP');
      return until(() => bot.log.find((line) => line.includes(text)), text);
    };
    expect(await bid()).toBe(2n * 10n ** 10n);
    await writeFile(file, '{\n  "price": "0.05",\n  "models" [0]\n}');
    expect(await told('line 3')).toContain(file);
    await price('cheap');
    await told('--price');
    expect(await bid()).toBe(2n * 10n ** 10n);
    await price('0.03');
    await told('the settings were read again');
    expect(await bid()).toBe(3n * 10n ** 10n);
    await bot.end('SIGTERM');
  });

  itWithDisk('a full disk: no bids, nothing is lost, and it goes on when there is room', async () => {
    if (!disk) return;
    const start = () =>
      world.wingman('unused', ['--data-dir', join(disk.folder, 'data'), '--min-disk', String(MIN_DISK_MIB)]);
    let bot = await start();
    const agreement = await consumer.buy(bot.ready.account);
    disk.fill(MIN_DISK_MIB - 2);
    await until(() => bot.log.find((line) => line.includes('DISK_FULL')), 'the pause');
    expect(await reasonOf(bot.ready.restUrl, await consumer.place())).toBe('DISK_FULL');

    disk.fill(0);
    const items = await consumer.upload(3);
    await consumer.post(agreement, items);
    // Blocks come and go while it can keep nothing; whether its database bears that or ends it is the database's matter.
    await world.dev('dev_newBlock', { count: 10 });
    await consumer.place();
    disk.empty();
    if (bot.child.exitCode !== null) bot = await start();
    await consumer.answered(agreement, 3);
    expect(
      consumer
        .responded(agreement)
        .map(({ index }) => index)
        .sort(),
    ).toEqual([0, 1, 2]);
    expect(consumer.failed(agreement)).toEqual([]);
    await until(() => bot.log.find((line) => line.includes('well again')), 'the end of the pause');
    expect(await reasonOf(bot.ready.restUrl, await consumer.place())).toBe('BID_PLACED');
    await bot.end('SIGTERM');
  });

  it('`init --proxy-for` says what is left to do, and the bot bids for the provider when it is done', async () => {
    const { chain, urls, folder } = world;
    const stash = await chain.transactions({ kind: 'uri', uri: '//Wing2' }, { batchMs: 1 });
    const passwordFile = join(folder, 'password');
    await writeFile(passwordFile, 'a password\n', { mode: 0o600 });
    const common = ['--data-dir', join(folder, 'delegate'), '--chain-url', urls.chain, '--dx-url', urls.dx];
    const init = async () => {
      const secret = ['--password-file', passwordFile, '--proxy-for', stash.account];
      const { code, stdout, stderr } = await runToEnd(CLI, ['init', ...common, ...secret]);
      if (code !== 0) throw new TypeError(stderr);
      return JSON.parse(stdout) as { account: string; keystore: string; next: string[] };
    };
    const first = await init();
    expect(first.account).toBe(stash.account);
    const delegate = /addProxy\((?<key>\w+), Provider, 0\)/.exec(first.next[0] ?? '')?.groups?.key ?? '';
    expect(first.next[1]).toMatch(new RegExp(`^pay [\\d.]+ AIRO or more for fees into ${delegate}$`));
    await stash.submit(chain.addProxy(parseAddress(delegate), 'Provider'));
    await consumer.queue.submit(chain.transfer(parseAddress(delegate), planck(PLANCK_PER_AIRO)));
    const { next } = await init();
    expect(next).toEqual([expect.stringContaining(`--proxy-for ${stash.account}`)]);

    const bot = await world.wingman(
      'delegate',
      ['--password-file', passwordFile, '--proxy-for', stash.account],
      { keyUri: null },
    );
    expect(bot.ready.account).toBe(stash.account);
    const agreement = await consumer.buy(stash.account);
    await consumer.post(agreement, await consumer.upload(1));
    await consumer.answered(agreement);

    // Out of money: nobody bids, until some is paid in.
    const hot = await chain.transactions(
      { kind: 'keystore', json: await readFile(first.keystore, 'utf8'), password: 'a password' },
      { batchMs: 1 },
    );
    const left = await chain.balance(hot.account);
    const sent = await get<{ call: string; fee: string | null }[]>(bot.ready.restUrl, '/v1/transactions');
    const fee = sent.find(({ call }) => call === 'marketplace.bid')?.fee ?? '0';
    // Enough for the fee of this transfer, not for those of twenty bids and answers.
    const kept = chain.constants.existentialDeposit + 5n * BigInt(Math.round(Number(fee) * 1e12));
    await hot.submit(chain.transfer(stash.account, planck(left - kept)));
    await until(() => bot.log.find((line) => line.includes('OUT_OF_MONEY')), 'the pause');
    expect(await reasonOf(bot.ready.restUrl, await consumer.place())).toBe('OUT_OF_MONEY');
    await consumer.queue.submit(chain.transfer(hot.account, planck(PLANCK_PER_AIRO)));
    await until(() => bot.log.find((line) => line.includes('well again')), 'the end of the pause');
    expect(await reasonOf(bot.ready.restUrl, await consumer.place())).toBe('BID_PLACED');
    await bot.end('SIGTERM');
  });
});
