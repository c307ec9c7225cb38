import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { addToken, openTokens, readTokens, removeToken } from '../../src/adapters/tokens/token-file.ts';
import { ROUTES } from '../../src/http/routes.ts';
import { type RestServer, startRest } from '../../src/http/start-rest.ts';
import { ROLES, type Role } from '../../src/schemas/roles.ts';
import { createRig, type Rig, silent } from '../fakes/rig.ts';

const NEVER = new AbortController().signal;
const COCKPIT = 'http://127.0.0.1:9600';
const JSON_TYPE = { 'content-type': 'application/json' };

describe('the REST API with tokens of a file', () => {
  let rig: Rig;
  let rest: RestServer;
  let folder: string;
  let path: string;
  let now = 1_000;
  beforeEach(async () => {
    now = 1_000;
    rig = await createRig();
    folder = await mkdtemp(join(tmpdir(), 'airo-tokens-'));
    path = join(folder, 'deep', 'rest-tokens.json');
    const bot = rig.bot();
    void bot.start([rig.model]);
    await bot.untilReady(NEVER);
    const tokens = openTokens(path, undefined, () => now);
    rest = await startRest(
      bot.restContext(),
      { restHost: '127.0.0.1', restPort: 0, publicPerMinute: 60, corsOrigins: [COCKPIT], tokens },
      silent,
    );
  });
  afterEach(async () => {
    await rest.close();
    await rig.close();
    await rm(folder, { recursive: true });
  });

  const make = (role: Role, name: string = role, expires: number | null = null) =>
    addToken(path, { name, role, expires }, now);
  const ask = (method: string, to: string, token?: string, headers = {}, body?: string) =>
    fetch(rest.url + to, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : JSON_TYPE),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
  const problem = async (response: Response) => {
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    return (await response.json()) as { status: number; code: string; detail: string };
  };

  it('keeps no token that could be read from it', async () => {
    const token = await make('viewer');
    expect(token).toMatch(/^wingman_[\w-]{43}$/);
    const text = JSON.stringify(await readTokens(path));
    expect(text).not.toContain(token.slice('wingman_'.length));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('lets each role do what it may, on every route, and says which role is missing', async () => {
    const byRole = new Map<Role, string>();
    for (const role of ROLES) byRole.set(role, await make(role));
    for (const { method, path: to, needs } of ROUTES) {
      for (const [role, token] of byRole) {
        const may = ROLES.indexOf(role) >= ROLES.indexOf(needs);
        if (may) continue;
        const answer = await problem(await ask(method.toUpperCase(), to.replace('{id}', '0'), token));
        expect(answer).toMatchObject({ status: 403, code: 'FORBIDDEN' });
        expect(answer.detail).toContain(`--role ${needs}`);
      }
    }
    const [viewer, operator, owner] = ROLES.map((role) => byRole.get(role));
    expect((await ask('GET', '/v1/config', viewer)).status).toBe(200);
    expect((await ask('POST', '/v1/pricing/preview', viewer, {}, '{"model":0}')).status).toBe(200);
    expect((await ask('POST', '/v1/pause', operator)).status).toBe(200);
    expect((await ask('POST', '/v1/resume', owner)).status).toBe(200);
    const patch = await ask('PATCH', '/v1/config', owner, { 'if-match': '*' }, '{"bidding":false}');
    expect(patch.status).toBe(200);
  });

  const wrong: [string, (token: string) => Record<string, string>][] = [
    ['none', () => ({})],
    ['another', () => ({ authorization: 'Bearer wingman_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' })],
    ['one with a letter less', (token) => ({ authorization: `Bearer ${token.slice(0, -1)}` })],
    ['one with a letter more', (token) => ({ authorization: `Bearer ${token}x` })],
    ['one by another scheme', (token) => ({ authorization: `Basic ${token}` })],
    ['an empty one', () => ({ authorization: 'Bearer ' })],
    ['one in the address', () => ({ authorization: '' })],
    ['its hash', (token) => ({ authorization: `Bearer ${Buffer.from(token).toString('hex')}` })],
  ];
  it.each(wrong)('lets nobody in with %s, and says what to do', async (_, headers) => {
    const token = await make('owner');
    const response = await ask('GET', `/v1/config?token=${token}`, undefined, headers(token));
    expect(response.headers.get('www-authenticate')).toContain('Bearer');
    const answer = await problem(response);
    expect(answer).toMatchObject({ status: 401, code: 'UNAUTHORISED' });
    expect(answer.detail).toContain('wingman tokens add');
  });

  it('takes a token at once, and no more once it was taken back or is too old', async () => {
    expect((await ask('GET', '/v1/config')).status).toBe(200);
    const [first, second] = [await make('viewer', 'a'), await make('viewer', 'b', 2_000)];
    expect((await ask('GET', '/v1/config')).status).toBe(401);
    expect((await ask('GET', '/v1/config', first)).status).toBe(200);
    expect((await ask('GET', '/v1/config', second)).status).toBe(200);
    now = 2_000;
    expect((await ask('GET', '/v1/config', second)).status).toBe(401);
    expect(await removeToken(path, 'a')).toBe(true);
    expect(await removeToken(path, 'a')).toBe(false);
    expect((await ask('GET', '/v1/config', first)).status).toBe(401);
    // Nor is it open to everybody again when the file is gone.
    await rm(path);
    expect((await ask('GET', '/v1/config')).status).toBe(401);
  });

  it.each([
    ['no JSON', '{'],
    ['an unknown role', JSON.stringify({ tokens: [entry({ role: 'god' })] })],
    ['a hash that is none', JSON.stringify({ tokens: [entry({ hash: 'x' })] })],
    ['a name twice', JSON.stringify({ tokens: [entry({}), entry({})] })],
    ['something else', '[]'],
  ])('lets nobody in by a file with %s, and tells strangers nothing of it', async (_, text) => {
    const token = await make('owner');
    expect((await ask('GET', '/v1/config', token)).status).toBe(200);
    await writeFile(path, text);
    const answer = await problem(await ask('GET', '/v1/config', token));
    expect(answer).toMatchObject({ status: 503, code: 'TOKENS_UNREADABLE' });
    expect(answer.detail).not.toContain(folder);
    await expect(addToken(path, { name: 'x', role: 'viewer', expires: null }, 1)).rejects.toMatchObject({
      code: 'TOKENS_UNREADABLE',
      message: expect.stringContaining(path),
    });
  });

  it('has no two tokens of a name', async () => {
    await make('viewer');
    await expect(make('viewer')).rejects.toMatchObject({ code: 'TOKEN_NAME_TAKEN' });
  });

  it('stops listening to an address that guesses', async () => {
    const token = await make('owner');
    for (let i = 0; i < 30; i++) expect((await ask('GET', '/v1/config', `guess-${i}`)).status).toBe(401);
    const answer = await problem(await ask('GET', '/v1/config', token));
    expect(answer).toMatchObject({ status: 429, code: 'RATE_LIMITED' });
  });

  /** fetch sets Host itself. */
  async function withHost(method: string, headers: Record<string, string>) {
    const { port } = new URL(rest.url);
    const response = await new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, method, path: '/v1/pause', headers }, resolve);
      sent.on('error', reject).end();
    });
    return ((await json(response)) as { code?: string }).code ?? 'ok';
  }

  it('without tokens obeys no page of another site, by whichever name it comes', async () => {
    const { host } = new URL(rest.url);
    expect(await withHost('POST', { host, origin: 'https://evil.example' })).toBe('ORIGIN_FOREIGN');
    expect(await withHost('POST', { host, origin: 'null' })).toBe('ORIGIN_FOREIGN');
    const name = `evil.example:${new URL(rest.url).port}`;
    expect(await withHost('POST', { host: name, origin: `http://${name}` })).toBe('ORIGIN_FOREIGN');
    expect(await withHost('GET', { host: name })).toBe('ORIGIN_FOREIGN');
    expect(await withHost('POST', { host, origin: `http://${host}` })).toBe('ok');
    expect(await withHost('POST', { host: `localhost:${new URL(rest.url).port}` })).toBe('ok');
  });

  it('lets pages of the named origins read and write, with and without tokens, and no others', async () => {
    const origin = { origin: COCKPIT };
    const before = await ask('OPTIONS', '/v1/config', undefined, {
      ...origin,
      'access-control-request-method': 'PATCH',
    });
    expect([before.status, before.headers.get('access-control-allow-origin')]).toEqual([204, COCKPIT]);
    expect(before.headers.get('access-control-allow-headers')).toContain('if-match');
    expect((await ask('POST', '/v1/pause', undefined, origin)).status).toBe(200);
    const owner = await make('owner');
    const refused = await ask('GET', '/v1/config', undefined, origin);
    // A page has to be able to read why it was refused.
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, COCKPIT]);
    const read = await ask('GET', '/v1/config', owner, origin);
    expect([read.status, read.headers.get('access-control-expose-headers')]).toEqual([
      200,
      expect.stringContaining('etag'),
    ]);
    for (const foreign of [
      'http://127.0.0.1:9601',
      'https://127.0.0.1:9600',
      'http://evil.example',
      'null',
    ]) {
      const headers = { origin: foreign };
      const answer = await ask('GET', '/v1/config', owner, headers);
      expect([answer.headers.get('access-control-allow-origin'), answer.headers.get('vary')]).toEqual([
        null,
        'Origin',
      ]);
      expect(await problem(await ask('POST', '/v1/pause', owner, headers))).toMatchObject({
        status: 403,
        code: 'ORIGIN_FOREIGN',
        detail: expect.stringContaining('--cors-origins'),
      });
    }
  });

  it('tells a caller who it is', async () => {
    expect(await (await ask('GET', '/v1/caller')).json()).toEqual({ name: 'local', role: 'owner' });
    const viewer = await make('viewer', 'grafana');
    expect(await (await ask('GET', '/v1/caller', viewer)).json()).toEqual({
      name: 'grafana',
      role: 'viewer',
    });
  });

  it('keeps who changed what and what came of it, and only that', async () => {
    const [viewer, owner] = [await make('viewer'), await make('owner')];
    await ask('GET', '/v1/config', viewer);
    await ask('POST', '/v1/pricing/preview', viewer, {}, '{"model":0}');
    await ask('POST', '/v1/pause', viewer);
    await ask('PATCH', '/v1/config', owner, { 'if-match': '"1"' }, '{"bidding":false}');
    await ask('PATCH', '/v1/config', owner, { 'if-match': '"1"' }, '{"bidding":true}');
    await ask('POST', '/v1/drain', owner, {}, '{"stop":"no"}');
    const log = (await (await ask('GET', '/v1/audit', owner)).json()) as object[];
    const by = { who: 'owner', role: 'owner', from: expect.stringMatching(/127\.0\.0\.1|::1/) };
    const refused = (code: string) => expect.stringMatching(`^${code}: `);
    expect(log).toMatchObject([
      { ...by, method: 'POST', path: '/v1/drain', status: 400, result: refused('BODY_INVALID') },
      { ...by, method: 'PATCH', body: '{"bidding":true}', status: 412, result: refused('CONFIG_CONFLICT') },
      { ...by, path: '/v1/config', body: '{"bidding":false}', status: 200, result: 'version 2' },
      { who: 'viewer', path: '/v1/pause', status: 403, result: refused('FORBIDDEN') },
    ]);
    const first = await ask('GET', '/v1/audit?limit=3', owner);
    const next = /^<(.+)>; rel="next"$/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    expect(next).toMatch(/^\/v1\/audit\?limit=3&before=\d+$/);
    const last = await ask('GET', next, owner);
    expect(await last.json()).toMatchObject([{ who: 'viewer' }]);
    expect(last.headers.get('link')).toBeNull();
  });

  it('changes nothing that it could not write down first', async () => {
    rig.store.beginAudit = async () => {
      throw new TypeError('disk full');
    };
    const response = await ask('POST', '/v1/pause');
    expect(await problem(response)).toMatchObject({ status: 500, code: 'INTERNAL' });
    expect(await (await ask('GET', '/v1/health')).json()).toMatchObject({ bidding: { mode: 'running' } });
  });

  it('keeps of a long body the beginning', async () => {
    const body = JSON.stringify({ filters: { denyConsumers: [`5${'x'.repeat(20_000)}`] } });
    expect((await ask('PATCH', '/v1/config', undefined, { 'if-match': '*' }, body)).status).toBe(400);
    const [entry] = (await (await ask('GET', '/v1/audit')).json()) as { body: string }[];
    expect(entry?.body).toHaveLength(8_000);
  });
});

function entry(changes: object) {
  return { name: 'a', role: 'owner', hash: 'a'.repeat(64), created: 1, expires: null, ...changes };
}
