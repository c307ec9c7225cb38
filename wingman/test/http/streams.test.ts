import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { addToken, openTokens, removeToken } from '../../src/adapters/tokens/token-file.ts';
import type { Bot } from '../../src/bot.ts';
import { createRestApp } from '../../src/http/app.ts';
import type { RestContext } from '../../src/http/context.ts';
import { EventStreams } from '../../src/http/event-stream.ts';
import { createRig, type Rig } from '../fakes/rig.ts';
import { until } from '../fakes/until.ts';

const NEVER = new AbortController().signal;

interface Message {
  readonly id: string;
  readonly event: string;
  readonly data: unknown;
}

/** A reader of one stream, as a browser's EventSource is. */
interface Reader {
  readonly status: number;
  readonly messages: Message[];
  readonly beats: () => number;
  readonly ended: () => boolean;
  leave(): void;
  readonly raw: IncomingMessage;
}

describe('streams of the REST API', () => {
  let rig: Rig;
  let bot: Bot;
  let context: RestContext;
  let streams: EventStreams;
  let server: Server;
  let url: string;
  let path: string;
  const readers: Reader[] = [];
  beforeEach(async () => {
    rig = await createRig();
    bot = rig.bot();
    void bot.start([rig.model]);
    await bot.untilReady(NEVER);
    context = bot.restContext();
    path = join(tmpdir(), `airo-tokens-${randomUUID()}.json`);
    await serve({ open: 3, heartbeatMs: 20 });
  });
  afterEach(async () => {
    for (const reader of readers.splice(0)) reader.leave();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rig.close();
    await rm(path, { force: true });
  });

  async function serve(limits: { open: number; heartbeatMs: number }): Promise<void> {
    streams = new EventStreams(limits);
    const tokens = openTokens(path, undefined, Date.now);
    const app = createRestApp(context, {
      tokens,
      publicPerMinute: 60,
      corsOrigins: [],
      streams,
      onInternal: () => {},
    });
    server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async function open(to: string, headers: Record<string, string> = {}, reads = true): Promise<Reader> {
    const raw = await new Promise<IncomingMessage>((resolve, reject) => {
      request(url + to, { headers }, resolve)
        .on('error', reject)
        .end();
    });
    const messages: Message[] = [];
    let [text, beats, ended] = ['', 0, false];
    raw.on('error', () => {});
    raw.on('close', () => {
      ended = true;
    });
    if (reads) {
      raw.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) {
          const fields = new Map(
            block.split('\n').map((line) => line.split(/: ?(.*)/s, 2) as [string, string]),
          );
          const data = fields.get('data');
          if (data)
            messages.push({
              id: fields.get('id') ?? '',
              event: fields.get('event') ?? '',
              data: JSON.parse(data),
            });
          else if (block.startsWith(':')) beats++;
        }
      });
    }
    const reader = {
      ...{ status: raw.statusCode ?? 0, messages, raw, beats: () => beats, ended: () => ended },
      leave: () => raw.destroy(),
    };
    readers.push(reader);
    return reader;
  }

  const say = (n: number, level = 30) =>
    context.logs.append(JSON.stringify({ level, time: 1, name: 'test', msg: `line ${n}` }));
  const lines = (reader: Reader) => reader.messages.map(({ data }) => (data as { msg: string }).msg);

  it('show what happens as it happens, by kind', async () => {
    const all = await open('/v1/events/stream?kinds=control,config,breakers');
    await bot.restContext().guard.control.set('paused');
    await rig.config.patch({ bidding: false }, null);
    await until(() => all.messages.length >= 2);
    expect(all.messages[0]).toMatchObject({
      event: 'control',
      data: { kind: 'control', at: expect.any(Number) },
    });
    expect(all.messages[1]).toMatchObject({ event: 'config', data: { kind: 'config', version: 2 } });
    expect(all.raw.headers).toMatchObject({
      'content-type': expect.stringContaining('text/event-stream'),
      'cache-control': 'no-store',
    });
  });

  it('show the log from a level on, and the last lines of it when asked', async () => {
    for (let n = 1; n <= 5; n++) say(n, n === 4 ? 20 : 50);
    const reader = await open('/v1/logs/stream?tail=3&level=warn');
    say(6);
    say(7, 60);
    await until(() => lines(reader).length === 3);
    expect(lines(reader)).toEqual(['line 3', 'line 5', 'line 7']);
  });

  it('end behind what is there already, when that is all that is wanted', async () => {
    for (let n = 1; n <= 5; n++) say(n);
    const reader = await open('/v1/logs/stream?tail=3&follow=false');
    await until(() => reader.ended());
    expect(lines(reader)).toEqual(['line 3', 'line 4', 'line 5']);
    const none = await open('/v1/events/stream?follow=false');
    await until(() => none.ended());
    expect(none.messages).toEqual([]);
    expect([reader.raw.complete, none.raw.complete, streams.size]).toEqual([true, true, 0]);
  });

  it('go on where a reader was, also when nothing had come to it yet', async () => {
    const first = await open('/v1/logs/stream');
    say(1);
    say(2);
    await until(() => lines(first).length === 2);
    first.leave();
    say(3);
    const second = await open('/v1/logs/stream', { 'last-event-id': first.messages[0]?.id ?? '' });
    await until(() => lines(second).length === 2);
    expect(lines(second)).toEqual(['line 2', 'line 3']);
  });

  it.each([
    ['of an earlier process', 'other-1'],
    ['that is forgotten', 'rig-1'],
    ['that is still to come', 'rig-99999999'],
    ['that is none', "'; drop table"],
    ['that is too long', `rig-${'9'.repeat(30)}`],
  ])('tell a reader who comes back with an id %s that it has missed something', async (_, id) => {
    for (let n = 1; n <= 1_100; n++) say(n);
    const reader = await open('/v1/logs/stream', { 'last-event-id': id });
    await until(() => reader.messages.length === 1_001);
    expect(reader.messages[0]?.event).toBe('gap');
    expect(lines(reader).at(-1)).toBe('line 1100');
  });

  it('beat while nothing happens', async () => {
    const reader = await open('/v1/logs/stream');
    await until(() => reader.beats() >= 3);
  });

  it('drop a reader that takes nothing, keep no line for it, and serve the others', async () => {
    const slow = await open('/v1/logs/stream', {}, false);
    const good = await open('/v1/logs/stream');
    const before = context.logs.length;
    let n = 0;
    const long = 'x'.repeat(10_000);
    const took = () => lines(good).filter((line) => line === long).length;
    while (!slow.ended() && n < 20_000) {
      for (let i = 0; i < 100; i++) context.logs.append(JSON.stringify({ level: 30, time: n++, msg: long }));
      await until(() => took() === n);
      if (streams.size === 1) break;
    }
    expect(streams.size).toBe(1);
    expect(context.logs.length).toBeGreaterThanOrEqual(before);
    expect(context.logs.length).toBeLessThanOrEqual(1_000);
    expect(context.logs.listeners).toBe(1);
  });

  it('free everything when a reader leaves', async () => {
    const readers = [await open('/v1/logs/stream'), await open('/v1/logs/stream')];
    expect([streams.size, context.logs.listeners]).toEqual([2, 2]);
    for (const reader of readers) reader.leave();
    await until(() => streams.size === 0);
    expect([streams.size, context.logs.listeners]).toEqual([0, 0]);
  });

  it('are so many at most', async () => {
    for (let i = 0; i < 3; i++) expect((await open('/v1/events/stream')).status).toBe(200);
    const refused = await open('/v1/events/stream');
    expect(refused.status).toBe(503);
    expect(refused.raw.headers['content-type']).toContain('application/problem+json');
    readers[0]?.leave();
    await until(() => streams.size === 2);
    expect((await open('/v1/events/stream')).status).toBe(200);
  });

  it('end when the token is taken back', async () => {
    const token = await addToken(path, { name: 'a', role: 'operator', expires: null }, 1);
    const reader = await open('/v1/logs/stream', { authorization: `Bearer ${token}` });
    await until(() => reader.beats() >= 1);
    await removeToken(path, 'a');
    await until(() => reader.ended());
    expect(streams.size).toBe(0);
  });

  it('are for those who may', async () => {
    const token = await addToken(path, { name: 'a', role: 'viewer', expires: null }, 1);
    const headers = { authorization: `Bearer ${token}` };
    const [none, log, events] = [
      await open('/v1/events/stream'),
      await open('/v1/logs/stream', headers),
      await open('/v1/events/stream', headers),
    ];
    expect([none.status, log.status, events.status]).toEqual([401, 403, 200]);
  });

  it.each(
    [
      'logs/stream?level=loud',
      'logs/stream?follow=no',
      'logs/stream?tail=-1',
      'logs/stream?tail=',
      'logs/stream?tail=2001',
    ].concat(['events/stream?kinds=', 'events/stream?kinds=weather', 'events/stream?from=1']),
  )('refuse %s', async (to) => {
    expect((await open(`/v1/${to}`)).status).toBe(400);
    expect(streams.size).toBe(0);
  });

  it('end in good order with the server', async () => {
    const reader = await open('/v1/logs/stream');
    say(1);
    await until(() => lines(reader).length === 1);
    streams.close();
    await until(() => reader.ended());
    expect([streams.size, context.logs.listeners, reader.raw.complete]).toEqual([0, 0, true]);
  });
});
