import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AgreementId } from '@airo/chain-types';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { serversForTests } from '../../program/test/support/servers/find-program.ts';
import { type PostgresServer, startPostgres } from '../../program/test/support/servers/postgres-server.ts';
import { type RedisServer, startRedis } from '../../program/test/support/servers/redis-server.ts';
import { until } from './fakes/until.ts';
import { type Consumer, createConsumer } from './support/consumer.ts';
import type { Running } from './support/process.ts';
import { signedNonces } from './support/signed-nonces.ts';
import { createWorld, type World } from './support/world.ts';

const suite = serversForTests('scale-out') ? describe : describe.skip;
const MINUTES = 60_000;

interface Ready {
  readonly event: string;
  readonly account: string;
  readonly restUrl: string;
  readonly metricsUrl: string;
}
type Process = Running<Pick<Ready, 'metricsUrl'>>;

suite('two Wingmans and two workers on one PostgreSQL and one Redis', () => {
  let world: World;
  let postgres: PostgresServer;
  let redis: RedisServer;
  let consumer: Consumer;
  let shared: string[];
  const bots: Process[] = [];
  const workers: Process[] = [];
  beforeAll(async () => {
    [world, postgres, redis] = await Promise.all([createWorld(), startPostgres(), startRedis()]);
    consumer = await createConsumer(world);
    const [database, secret] = [
      join(world.folder, 'database-password'),
      join(world.folder, 'redis-password'),
    ];
    await writeFile(database, postgres.password);
    await writeFile(secret, redis.password);
    shared = [
      ...['--database-url', await postgres.database(), '--database-password-file', database],
      ...['--redis-url', redis.url, '--redis-password-file', secret],
    ];
    bots.push(await serve('first'));
    bots.push(await serve('second'));
    workers.push(...(await Promise.all(['a', 'b'].map((name) => world.worker(name, shared)))));
  });
  afterAll(async () => {
    consumer?.close();
    await world?.close();
    await Promise.all([postgres?.close(), redis?.close()]);
  });

  const serve = (name: string) => world.wingman(name, [...shared, '--no-inference']);
  const eventsOf = (bot: Process) => bot.out.map((line) => JSON.parse(line) as Ready);
  const readyOf = (bot: Process) => eventsOf(bot).find(({ event }) => event === 'ready');
  const leader = () => bots.find((bot) => readyOf(bot) && bot.child.signalCode === null) as Process;
  const account = () => (readyOf(leader()) as Ready).account;
  async function problems(of: Process): Promise<string> {
    const url = eventsOf(of).at(-1)?.metricsUrl;
    return ((await (await fetch(`${url}/readyz`)).json()) as { reasons: string[] }).reasons.join('; ');
  }
  const computed = async () => {
    const texts = await Promise.all(
      workers.map(async ({ ready }) => (await fetch(`${ready.metricsUrl}/metrics`)).text()),
    );
    return texts.map((text) => Number(/^wingman_inferences_total (\d+)$/m.exec(text)?.[1]));
  };
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
  /** Each request was answered once, and the key's nonces are those of its transactions. */
  async function answeredOnce(agreement: AgreementId, count: number): Promise<void> {
    await consumer.answered(agreement, count);
    const states = () => world.chain.execution.requests(agreement);
    expect((await states()).every(({ state }) => state.kind === 'answered')).toBe(true);
    const indices = consumer.responded(agreement).map(({ index }) => index);
    expect(indices.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
    expect(consumer.failed(agreement)).toEqual([]);
  }

  it('one leads and the other says for whom it waits; workers compute what the leader answers', async () => {
    expect(bots.map(({ ready }) => (ready as Ready).event)).toEqual(['ready', 'standby']);
    expect(await problems(bots[1] as Process)).toMatch(/^standby: process \d+ on .* leads$/);
    const agreement = await consumer.buy(account());
    await consumer.post(agreement, await consumer.upload(3));
    await answeredOnce(agreement, 3);
    expect(sum(await computed())).toBe(3);
    // What workers write, the leader's stream tells; a stream has what happened before.
    const response = await fetch(`${readyOf(leader())?.restUrl}/v1/events/stream?kinds=request&tail=2000`);
    let told = '';
    for await (const chunk of response.body as ReadableStream<Uint8Array>) {
      told += Buffer.from(chunk).toString();
      if ((told.match(/"state":"computed"/g) ?? []).length === 3) break;
    }
    const text = await (await fetch(`${leader().ready.metricsUrl}/metrics`)).text();
    expect(text).toMatch(/^wingman_inferences_total 0$/m);
  });

  it('Redis stopped with requests coming: the bot says so, and answers each once when it is back', async () => {
    const agreement = await consumer.buy(account());
    const before = sum(await computed());
    await redis.stop();
    await until(async () => (await problems(leader())).includes('Redis at'));
    for (const worker of workers) await until(async () => (await problems(worker)).includes('Redis at'));
    await consumer.post(agreement, await consumer.upload(3));
    const url = `${readyOf(leader())?.restUrl}/v1/agreements/${agreement}/requests`;
    await until(async () => ((await (await fetch(url)).json()) as unknown[]).length === 3, 'the requests');
    expect(consumer.responded(agreement)).toEqual([]);
    await redis.start();
    await answeredOnce(agreement, 3);
    expect(sum(await computed()) - before).toBe(3);
    await until(async () => (await problems(leader())) === '', 'a Redis that is well');
    expect(leader().log.some((line) => line.includes('jobs wait until it is back'))).toBe(true);
  });

  it('PostgreSQL stopped with requests coming: the bot says so, and answers each once when it is back', async () => {
    const agreement = await consumer.buy(account());
    await postgres.stop();
    await until(async () => (await problems(leader())).includes('the database does not answer'));
    for (const worker of workers) await until(async () => (await problems(worker)).includes('the database'));
    await consumer.post(agreement, await consumer.upload(3));
    expect(consumer.responded(agreement)).toEqual([]);
    await postgres.start();
    await answeredOnce(agreement, 3);
    await until(async () => (await problems(leader())) === '');
    // Nobody took over meanwhile: the standby had no database either.
    expect(leader()).toBe(bots[0]);
  });

  it('the leader killed with requests open: the other takes over, and nothing is answered or paid twice', async () => {
    const agreement = await consumer.buy(account());
    const before = await computed();
    // Nothing gets into a block by itself from here on: the leader dies with transactions in the pool.
    const items = await consumer.upload(5);
    await world.dev('dev_setBlockBuildMode', 'Manual');
    const posted = consumer.post(agreement, items);
    await until(async () => ((await world.dev('author_pendingExtrinsics')) as unknown[]).length > 0);
    await world.dev('dev_newBlock', { count: 1 });
    await posted;
    await until(async () => sum(await computed()) - sum(before) === 5, 'five inferences');
    await until(async () => ((await world.dev('author_pendingExtrinsics')) as unknown[]).length > 0);
    await (bots[0] as Process).end('SIGKILL');
    await world.dev('dev_setBlockBuildMode', 'Batch');
    await until(() => readyOf(bots[1] as Process), 'the other to lead', 2 * MINUTES);
    await answeredOnce(agreement, 5);
    expect(sum(await computed()) - sum(before)).toBe(5);

    // Whoever leads now bids, and is paid once for each answer.
    const next = await consumer.buy(account());
    await consumer.post(next, await consumer.upload(1));
    await answeredOnce(next, 1);
    const paid = await consumer.queue.submit(world.chain.execution.approve(next, [0 as never]));
    const units = paid.events.flatMap((e) => (e.type === 'execution.Settled' ? [e.units] : []));
    expect(units).toEqual([1]);

    // Two processes have signed with one key: each nonce stands in one transaction, and none is left out.
    const signed = [...(await signedNonces(world.dev)).values()];
    for (const nonces of signed) expect(nonces).toEqual(nonces.map((_, i) => i));
    const following = await world.dev('system_accountNextIndex', account());
    expect(signed.filter((nonces) => nonces.length === following)).toHaveLength(1);
  });

  it('a worker killed with a job in its hands: another does it', async () => {
    const agreement = await consumer.buy(account());
    const items = await consumer.upload(4);
    const [doomed, other] = workers as [Process, Process];
    const before = (await computed())[1];
    const jobs = new Redis(redis.url, { password: redis.password });
    const active = async () => {
      const [key] = await jobs.keys('*:inference:active');
      return key ? jobs.llen(key) : 0;
    };
    // The only one to take the job, and it has to wait for its payloads.
    other.child.kill('SIGSTOP');
    world.dxProcess.kill('SIGSTOP');
    await consumer.post(agreement, items);
    await until(async () => (await active()) === 1, 'a job that is worked on');
    await doomed.end('SIGKILL');
    world.dxProcess.kill('SIGCONT');
    other.child.kill('SIGCONT');
    workers.splice(0, 1);
    await answeredOnce(agreement, 4);
    expect((await computed())[0]).toBe((before ?? 0) + 4);
    jobs.disconnect();
  });

  it('says no password in any log', () => {
    for (const { log } of [...bots, ...workers]) expect(log.join('\n')).not.toMatch(/-secret/);
  });

  it('ends in good order', async () => {
    const [last, worker] = [leader(), workers[0] as Process];
    await Promise.all([last.end('SIGTERM'), worker.end('SIGTERM')]);
    expect([last.child.exitCode, worker.child.exitCode]).toEqual([0, 0]);
  });
});
