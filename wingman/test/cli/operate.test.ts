import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { modelId } from '@airo/chain-types';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addToken, openTokens } from '../../src/adapters/tokens/token-file.ts';
import { createRestApp } from '../../src/http/app.ts';
import type { RestContext } from '../../src/http/context.ts';
import { EventStreams } from '../../src/http/event-stream.ts';
import { createRig, type Rig } from '../fakes/rig.ts';
import { until } from '../fakes/until.ts';
import { printedBy } from '../support/cli.ts';

const NEVER = new AbortController().signal;
const MAIN = 'wingman/src/cli/main.ts';

describe('commands that run a Wingman', () => {
  let rig: Rig;
  let context: RestContext;
  let server: Server;
  let streams: EventStreams;
  let env: NodeJS.ProcessEnv;
  const flags: string[] = [];
  const cli = (...args: string[]) => printedBy([...args, ...flags], env);
  const json = async (...args: string[]) => JSON.parse(await cli(...args, '--json'));
  beforeAll(async () => {
    rig = await createRig();
    const bot = rig.bot();
    void bot.start([rig.model]);
    await bot.untilReady(NEVER);
    context = bot.restContext();
    streams = new EventStreams({ retryMs: 10 });
    const file = join(rig.folder, 'tokens.json');
    const tokens = openTokens(file, undefined, Date.now);
    server = createServer(
      createRestApp(context, { tokens, publicPerMinute: 60, corsOrigins: [], streams, onInternal: () => {} }),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    flags.push('--url', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const token = await addToken(file, { name: 'night-shift', role: 'owner', expires: null }, 1);
    env = { WINGMAN_REST_TOKEN: token };
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rig.close();
    await rm(rig.folder, { recursive: true, force: true });
  });

  describe('wingman models', () => {
    it('lists what is served, as a table or as JSON', async () => {
      const text = await cli('models', 'list');
      expect(text).toMatch(/^MODEL +NAME +STATE +MEMORY +BEST +P95 +HARDWARE$/m);
      expect(text).toMatch(/^0 +sample +ready +yes +\d+\/s at \d+ +\d+\.\d ms +fake$/m);
      expect(await json('models', 'list')).toMatchObject([{ id: 0, state: 'ready', inMemory: true }]);
    });

    it('takes a model out of memory and brings it back, while it is served on', async () => {
      expect(await cli('models', 'unload', '0')).toMatch(/^model 0 has left memory; .*sample, ready/);
      expect(await cli('models', 'list')).toMatch(/^0 +sample +ready +no /m);
      expect(rig.backend.open).toBe(0);
      expect(await json('models', 'load', '0')).toMatchObject({ id: 0, inMemory: true });
      expect(rig.backend.open).toBe(1);
      expect(await json('models', 'load', '0')).toMatchObject({ inMemory: true });
      expect(rig.backend.open).toBe(1);
    });

    it('measures a model again, and bids by the result', async () => {
      const before = rig.backend.runs.length;
      const { benchmark } = await json('models', 'benchmark', '0');
      expect(rig.backend.runs.length).toBeGreaterThan(before);
      expect(context.capacity.throughput(modelId(0))).toBe(benchmark.perSecond);
      expect(await cli('models', 'benchmark', '0')).toMatch(/^model 0 was measured: sample, ready on fake, /);
    });

    it('hosts a model', async () => {
      expect(await cli('models', 'host', '0')).toMatch(/^model 0: sample, ready on fake/);
    });

    it.each([
      ['load', '7', 'model 7 is not served here: `wingman models host 7`'],
      ['unload', '7', 'model 7 is not served here'],
      ['benchmark', '7', 'model 7 is not served here'],
      ['host', '7', 'no model has the number 7'],
    ])('%s %s is refused: %s', async (name, model, why) => {
      await expect(cli('models', name, model)).rejects.toMatchObject({
        code: 'CLI_REFUSED',
        message: expect.stringContaining(why),
      });
    });

    it.each(['x', '-1', '1.5', '', '99999999999'])('"%s" is no model', async (text) => {
      const asked = printedBy(['models', 'load', ...flags, '--', text], env);
      await expect(asked).rejects.toMatchObject({ code: 'CLI_USAGE' });
    });
  });

  describe('wingman config', () => {
    it('shows all of it, and what is at a path', async () => {
      expect(JSON.parse(await cli('config', 'get'))).toEqual(context.config.current.config);
      expect(await json('config', 'get')).toEqual(context.config.current);
      expect(await cli('config', 'get', 'capacity.utilisation')).toBe(
        `${context.config.current.config.capacity.utilisation}\n`,
      );
      expect(await json('config', 'get', 'filters.denyConsumers')).toEqual([]);
    });

    it.each([
      ['floor', '0.002', '0.002', '0.002'],
      ['bidding', 'false', 'false', false],
      ['capacity.utilisation', '0.5', '0.5', 0.5],
      ['filters.denyConsumers', '["5Nobody"]', '[\n  "5Nobody"\n]', ['5Nobody']],
      ['budget.feesPerDay', '3', '3', '3'],
      ['budget.feesPerDay', 'null', 'null', null],
    ])('sets %s to %s', async (path, text, shown, value) => {
      const { version } = context.config.current;
      expect(await cli('config', 'set', path, text)).toBe(`${path} is ${shown} (version ${version + 1})\n`);
      expect(await json('config', 'get', path)).toEqual(value);
    });

    it('changes nothing that somebody else has changed meanwhile', async () => {
      const { version } = context.config.current;
      await cli('config', 'set', 'bidding', 'true');
      await expect(
        cli('config', 'set', 'bidding', 'false', '--if-version', `${version}`),
      ).rejects.toMatchObject({ code: 'CLI_REFUSED', message: expect.stringContaining('read it again') });
      expect(context.config.current.config.bidding).toBe(true);
    });

    it.each([
      ['CLI_USAGE', 'there is no prize in the configuration: it has ', ['get', 'prize']],
      ['CLI_USAGE', 'capacity has utilisation, maxOpen', ['get', 'capacity.speed']],
      ['CLI_USAGE', 'capacity.maxOpen has nothing', ['get', 'capacity.maxOpen.x']],
      ['CLI_USAGE', '--if-version', ['set', 'bidding', 'true', '--if-version', 'x']],
      ['CLI_REFUSED', 'floor: ', ['set', 'floor', 'cheap']],
      ['CLI_REFUSED', 'bidding: ', ['set', 'bidding', 'maybe']],
      ['CLI_REFUSED', 'prize', ['set', 'prize', '1']],
      ['CLI_REFUSED', 'capacity.utilisation: ', ['set', 'capacity.utilisation', '2']],
    ])('%s: %s', async (code, message, args) => {
      const { version } = context.config.current;
      await expect(cli('config', ...args)).rejects.toMatchObject({
        code,
        message: expect.stringContaining(message),
      });
      expect(context.config.current.version).toBe(version);
    });
  });

  describe('wingman audit', () => {
    it('tells who changed what, newest first', async () => {
      await cli('config', 'set', 'bidding', 'true');
      await cli('models', 'load', '8').catch(() => {});
      const [refused, changed] = await json('audit', '--limit', '2');
      expect(refused).toMatchObject({ who: 'night-shift', path: '/v1/models/8/load', status: 404 });
      expect(changed).toMatchObject({ method: 'PATCH', body: '{"bidding":true}', status: 200 });
      const older = await json('audit', '--limit', '1', '--before', `${changed.number}`);
      expect(older[0].number).toBe(changed.number - 1);
      const text = await cli('audit', '--limit', '2');
      expect(text).toMatch(/^NUMBER +WHEN \(UTC\) +WHO +FROM +CALL +STATUS +RESULT$/m);
      expect(text).toMatch(
        /night-shift \(owner\) .*POST \/v1\/models\/8\/load +404 +MODEL_NOT_SERVED: model 8/,
      );
    });

    it.each([
      ['--limit', '0'],
      ['--limit', 'x'],
      ['--before', '-1'],
    ])('%s %s asks nothing', async (flag, text) => {
      await expect(cli('audit', `${flag}=${text}`)).rejects.toMatchObject({ code: 'CLI_USAGE' });
    });
  });

  describe('wingman logs', () => {
    const say = (msg: string, level = 30, more: object = {}) =>
      context.logs.append(
        JSON.stringify({ level, time: 1_000, pid: 1, hostname: 'h', name: 'wingman', ...more, msg }),
      );

    it('prints the last lines, to read or as they are', async () => {
      for (const msg of ['one', 'two', 'three'])
        say(msg, 40, { model: 3, err: { message: 'no', stack: 'x' } });
      expect(await cli('logs', '--tail', '2')).toBe(
        '1970-01-01 00:00:01 warn  two model=3 err="no"\n1970-01-01 00:00:01 warn  three model=3 err="no"\n',
      );
      const lines = (await cli('logs', '--tail', '1', '--json')).trim().split('\n');
      expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ msg: 'three', model: 3 }]);
      say('quiet', 20);
      expect(await cli('logs', '--tail', '1', '--level', 'error')).toBe('');
    });

    it('goes on with --follow, from where it was when the bot is back', async () => {
      const child = spawn(process.execPath, [MAIN, 'logs', '-f', '--tail', '0', ...flags], {
        env: { ...process.env, ...env },
      });
      let [out, problems] = ['', ''];
      child.stdout.on('data', (text) => (out += text));
      child.stderr.on('data', (text) => (problems += text));
      const ended = once(child, 'exit');
      await until(() => streams.size === 1 || problems !== '', 'a reader');
      say('first');
      await until(() => out.includes('first'), 'the first line');
      streams.close();
      say('second');
      await until(() => out.includes('second'), 'the second line');
      child.kill('SIGINT');
      await ended;
      expect(out.match(/\w+$/gm)).toEqual(['first', 'second']);
    });

    it.each([
      ['--level', 'loud'],
      ['--tail', 'x'],
      ['--tail', '2001'],
    ])('%s %s asks nothing', async (...args) => {
      await expect(cli('logs', ...args)).rejects.toMatchObject({ code: 'CLI_USAGE' });
    });
  });

  it('end with a code that says what went wrong', async () => {
    const cases: [string[], number][] = [
      [['config', 'get', 'prize', ...flags], 2],
      [['no-such-command'], 2],
      [['models', 'load'], 2],
      [['audit', '--url', 'http://127.0.0.1:1'], 3],
      [['models', 'load', '9', ...flags], 4],
      [['audit', '--token', 'wrong', ...flags], 4],
      [['models', 'list', '--json', ...flags], 0],
      [['--help'], 0],
    ];
    const ends = cases.map(async ([args]) => {
      const child = spawn(process.execPath, [MAIN, ...args], { env: { ...process.env, ...env } });
      let text = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk));
      const [code] = await once(child, 'close');
      expect(text).not.toMatch(/unexpected|at \w+.*\.ts/);
      return [args, code];
    });
    expect(await Promise.all(ends)).toEqual(cases);
  });
});
