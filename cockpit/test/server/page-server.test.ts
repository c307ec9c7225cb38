import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startPageServer } from '../../server/page-server.ts';

describe('the server of the page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'airo-page-'));
  const endpointsFile = join(folder, 'given.json');
  let server: Awaited<ReturnType<typeof startPageServer>>;
  beforeAll(async () => {
    mkdirSync(join(folder, 'page/assets'), { recursive: true });
    writeFileSync(join(folder, 'page/index.html'), '<title>Airo</title>');
    writeFileSync(join(folder, 'page/assets/index-abc.js'), 'export {};');
    server = await startPageServer({
      host: '127.0.0.1',
      port: 0,
      folder: Promise.resolve(join(folder, 'page')),
      endpointsFile,
    });
  });
  afterAll(() => server.close());

  it('gives the page under a policy that lets no other code in', async () => {
    const response = await fetch(server.url);
    expect(await response.text()).toBe('<title>Airo</title>');
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(response.headers.get('cache-control')).toBe('no-cache');
  });

  it('lets browsers keep what never changes', async () => {
    const { headers } = await fetch(`${server.url}/assets/index-abc.js`);
    expect(headers.get('cache-control')).toContain('immutable');
  });

  it('reads the endpoints at each visit, and has none before they are known', async () => {
    const read = async () => (await fetch(`${server.url}/endpoints.json`)).json();
    expect(await read()).toEqual({});
    writeFileSync(endpointsFile, '{"indexer":"http://127.0.0.1:1"}');
    expect(await read()).toEqual({ indexer: 'http://127.0.0.1:1' });
  });

  it('says that the page is being built until it is, and then gives it', async () => {
    const building = Promise.withResolvers<string>();
    const early = await startPageServer({
      host: '127.0.0.1',
      port: 0,
      folder: building.promise,
      endpointsFile: undefined,
    });
    const read = async (path: string) => {
      const response = await fetch(`${early.url}${path}`);
      return [response.status, await response.text()];
    };
    expect(await read('/')).toEqual([200, expect.stringContaining('being built')]);
    expect(await read('/building.js')).toEqual([200, expect.stringContaining("fetch('built')")]);
    expect(await read('/assets/index-abc.js')).toEqual([503, '']);
    const built = read('/built');
    building.resolve(join(folder, 'page'));
    expect(await built).toEqual([204, '']);
    expect(await read('/')).toEqual([200, '<title>Airo</title>']);
    await early.close();
  });

  it('ends when the page can not be built', async () => {
    const building = Promise.withResolvers<string>();
    const early = await startPageServer({
      host: '127.0.0.1',
      port: 0,
      folder: building.promise,
      endpointsFile: undefined,
    });
    const built = fetch(`${early.url}/built`);
    building.reject(new TypeError('no such module'));
    await expect(early.done).rejects.toThrow('no such module');
    expect((await built).status).toBe(503);
    await early.close();
  });

  it.each(['/nothing', '/assets/nothing.js', '/../given.json'])('has nothing at %s', async (path) => {
    expect((await fetch(`${server.url}${path}`)).status).toBe(404);
  });
});
