import { describe, expect, it } from '@jest/globals';
import {
  chooseEndpoints,
  endpointsOfLink,
  findEndpoints,
  LOCAL_ENDPOINTS,
} from '../../src/settings/endpoints.ts';

const storageOf = (entries: Record<string, string> = {}) => {
  const map = new Map(Object.entries(entries));
  return {
    getItem: (name: string) => map.get(name) ?? null,
    setItem: (name: string, value: string) => void map.set(name, value),
    removeItem: (name: string) => void map.delete(name),
  };
};
const served = { chain: 'wss://served', dx: 'https://served', indexer: 'https://served', wingmen: [] };
const find = (search: string, storage = storageOf(), fetchServed = async (): Promise<unknown> => served) =>
  findEndpoints({ search, storage, fetchServed });

describe('endpoints', () => {
  it('are those of npm start when nobody says anything', async () => {
    expect(await find('', storageOf(), () => Promise.reject(new TypeError('no server')))).toEqual(
      LOCAL_ENDPOINTS,
    );
  });

  it('come from the server, then from the settings page, then from the link', async () => {
    const storage = storageOf();
    expect(await find('', storage)).toEqual(served);
    chooseEndpoints(storage, { indexer: 'https://chosen', dx: 'https://chosen' });
    expect(await find('', storage)).toEqual({ ...served, indexer: 'https://chosen', dx: 'https://chosen' });
    expect(await find('?indexer=https://linked&wingman=https://a&wingman=https://b', storage)).toEqual({
      ...served,
      dx: 'https://chosen',
      indexer: 'https://linked',
      wingmen: ['https://a', 'https://b'],
    });
    chooseEndpoints(storage, null);
    expect(await find('', storage)).toEqual(served);
  });

  it.each([
    '?endpoint=http://x',
    '?endpoint=',
    '?dx=ws://x',
    '?indexer=nonsense',
    '?wingman=javascript:alert(1)',
    '',
  ])('of the link %p are dropped when they can not be used', (search) => {
    expect(endpointsOfLink(search)).toEqual({});
  });

  it.each(['nonsense', '[]', 'null', '{"indexer":7}'])('that were kept as %p are forgotten', async (kept) => {
    expect(await find('', storageOf({ 'airo.endpoints': kept }))).toEqual(served);
  });

  it.each([null, 'text', { indexer: 'ftp://x' }])('served as %p are not used', async (answer) => {
    expect(await find('', storageOf(), async () => answer)).toEqual(LOCAL_ENDPOINTS);
  });
});
