import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readServices, startOrder } from '../support/compose/compose-file.ts';
import { readDashboards, selectorsOf } from '../support/compose/dashboards.ts';
import { readTargets } from '../support/compose/scrape-config.ts';
import { missing, Stack } from '../support/compose/stack.ts';
import { runProgram } from '../support/program.ts';

jest.setTimeout(300_000);

const services = readServices();
/** Without these there is nothing to try. */
const NEEDED = ['chain-1', 'database', 'redis'];
const lacking = NEEDED.map((name) => missing(services, name)).filter((reason) => reason !== null);
const say = (line: string) => process.stdout.write(`${line}\n`);
for (const reason of lacking) say(reason);

(lacking.length === 0 ? describe : describe.skip)('docker-compose.yml on loopback', () => {
  let stack: Stack;
  const consumer = async (...words: string[]) => {
    const { loopback, folder } = stack;
    const { code, stdout, stderr } = await runProgram('devnet/src/consumer/main.ts', [
      ...['--chain-url', `ws://127.0.0.1:${loopback.port('chain-1', 9944)}`],
      ...['--dx-url', `http://127.0.0.1:${loopback.port('dx-1', 9700)}`],
      ...['--dx-token-file', `${folder}/secrets/dx-token`, ...words],
    ]);
    if (code !== 0) throw new TypeError(`${words.join(' ')}: ${stderr}\n${stack.log('wingman')}`);
    return stdout;
  };

  beforeAll(async () => {
    stack = await Stack.start(services, say);
  }, 600_000);
  afterAll(async () => {
    await stack?.stop();
  }, 120_000);

  it('starts every service that this machine has, in the order of what depends on what', () => {
    const expected = startOrder(services).filter((name) => missing(services, name) === null);
    expect(stack.running).toEqual(expected);
    const ours = ['chain-2', 'dx-2', 'wingman', 'worker-1', 'worker-2', 'indexer', 'cockpit'];
    expect(expected).toEqual(expect.arrayContaining(ours));
  });

  it('sells an inference, which a worker answers and the chain pays', async () => {
    const ordered = await consumer('order', '--model', '0', '--inferences', '2', '--max-price', '0.05');
    const [, order = ''] = /^order (\d+)$/m.exec(ordered) ?? [];
    const awarded = await consumer('award', order);
    const [, agreement = ''] = /^agreement (\d+):/m.exec(awarded) ?? [];
    const answered = await consumer('ask', agreement, '--pictures', '0-1');
    expect(answered).toMatch(/^picture 0: \w/m);
    expect(answered).toMatch(/^picture 1: \w/m);
    expect(await consumer('pay', agreement)).toContain('for 2 inferences');
    const counts = await Promise.all(
      ['worker-1', 'worker-2'].map(async (name) => {
        const [, count] = /^wingman_inferences_total (\d+)$/m.exec(await metrics(stack, name, '9801')) ?? [];
        return Number(count);
      }),
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(2);
  });

  it('tells the history of that sale, from final blocks', async () => {
    const url = `http://127.0.0.1:${stack.loopback.port('indexer', 9900)}`;
    /** What is there once it is what is waited for: finality, and manifests over Dx, take their time. */
    const told = async <T>(path: string, isThere: (answer: T) => boolean): Promise<T> => {
      const end = Date.now() + 120_000;
      for (;;) {
        const answer = (await (await fetch(url + path)).json()) as T;
        if (isThere(answer)) return answer;
        if (Date.now() > end)
          throw new TypeError(`${path}: ${JSON.stringify(answer)}\n${stack.log('indexer')}`);
        await new Promise((done) => setTimeout(done, 500));
      }
    };
    type Payments = { items: { kind: string; model: number }[] };
    const paid = await told<Payments>('/v1/payments', ({ items }) => items.length > 0);
    expect(paid.items[0]).toMatchObject({ kind: 'settled', model: 0 });
    const model = await told<{ manifest: { name: string } | null }>(
      '/v1/models/0',
      (m) => m.manifest !== null,
    );
    expect(model.manifest?.name).toBe('fashion-resnet20');
  });

  it('serves the page, which is told where everything is', async () => {
    const url = `http://127.0.0.1:${stack.loopback.port('cockpit', 9600)}`;
    const [, script = ''] = /<script[^>]+src="([^"]+)"/.exec(await (await fetch(url)).text()) ?? [];
    expect((await fetch(new URL(script, url))).headers.get('content-type')).toContain('javascript');
    const endpoints = await (await fetch(`${url}/endpoints.json`)).json();
    expect(endpoints).toMatchObject({ indexer: 'http://127.0.0.1:9900' });
  });

  it('lets nobody write to Dx or into Redis without the secret', async () => {
    const { loopback } = stack;
    const put = await fetch(`http://127.0.0.1:${loopback.port('dx-1', 9700)}/v1/blobs/0x${'0'.repeat(64)}`, {
      method: 'PUT',
      body: 'x',
    });
    expect(put.status).toBe(401);
    const redis = connect(loopback.port('redis', 6379), '127.0.0.1');
    redis.write('PING\r\n');
    const [answer] = await once(redis, 'data');
    redis.destroy();
    expect(String(answer)).toContain('NOAUTH');
  });

  it('has every figure that a dashboard shows', async () => {
    const figures = new Map<string, Set<string>>();
    for (const { job, service, port } of readTargets()) {
      if (!stack.running.includes(service) || !services[service]?.build) continue;
      const known = figures.get(job) ?? figures.set(job, new Set()).get(job);
      for (const [, name = ''] of (await metrics(stack, service, port)).matchAll(/^([a-zA-Z_:][\w:]*)/gm))
        known?.add(name);
    }
    const unknown = readDashboards().flatMap(({ file, queries }) =>
      queries.flatMap(({ panel, expr }) =>
        selectorsOf(expr).flatMap(({ metric, jobs }) => {
          const asked = [...figures].filter(([job]) => jobs?.test(job) ?? true);
          return asked.some(([, names]) => names.has(metric)) ? [] : [`${file}, ${panel}: ${metric}`];
        }),
      ),
    );
    expect([...figures.keys()]).toEqual(
      expect.arrayContaining(['chain', 'dx', 'wingman', 'worker', 'indexer']),
    );
    expect(unknown).toEqual([]);
  });

  it('is read by Prometheus, which answers each query of the dashboards', async () => {
    if (!stack.running.includes('prometheus')) return say('Prometheus is not tried: this machine has none');
    const ask = async (path: string) => {
      const response = await fetch(
        `http://127.0.0.1:${stack.loopback.port('prometheus', 9090)}/api/v1/${path}`,
      );
      return (await response.json()) as { status: string; error?: string; data: { result: unknown[] } };
    };
    const up = encodeURIComponent('up{job=~"chain|dx|wingman|worker|indexer"} == 1');
    const wanted = readTargets().filter(
      ({ service }) => services[service]?.build && stack.running.includes(service),
    ).length;
    const end = Date.now() + 60_000;
    for (let seen = 0; seen < wanted; ) {
      seen = (await ask(`query?query=${up}`)).data.result.length;
      if (Date.now() > end) throw new TypeError(`Prometheus reads ${seen} of ${wanted} targets`);
      if (seen < wanted) await new Promise((done) => setTimeout(done, 500));
    }
    for (const { file, queries } of readDashboards()) {
      for (const { panel, expr } of queries) {
        const { status, error } = await ask(`query?query=${encodeURIComponent(expr)}`);
        expect({ file, panel, status, error }).toEqual({ file, panel, status: 'success', error: undefined });
      }
    }
  });
});

async function metrics(stack: Stack, service: string, port: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${stack.loopback.port(service, Number(port))}/metrics`);
  return response.text();
}
