import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CHUNK_BYTES, GET_PROTOCOL, HAVE_PROTOCOL } from '../../src/constants.ts';
import { someBytes } from '../fakes/blobs.ts';
import { until } from '../fakes/conditions.ts';
import { type DxProcess, DxProcesses } from '../fakes/dx-process.ts';
import { addressesOf, serveOddly } from '../fakes/odd-source.ts';
import { TestNodes } from '../fakes/test-nodes.ts';
import { GoClient, goForTests } from './go-client.ts';

const BYTES = someBytes(3 * CHUNK_BYTES + 77, 8);
const ABSENT = `0x${'00'.repeat(32)}`;
/** Exit codes of the client, as its own documentation has them. */
const EXIT = { broken: 1, notFound: 3, badRequest: 4, busy: 5, lie: 6 };
/** From nothing, libp2p in Go takes minutes to compile on a small machine. */
const BUILD_MS = 1_800_000;

const suite = (await goForTests('a client of Dx in Go')) ? describe : describe.skip;

suite('a client in Go, made from the specification alone', () => {
  const processes = new DxProcesses();
  const nodes = new TestNodes();
  const go = new GoClient();
  let holder: DxProcess;
  let key: string;

  beforeAll(async () => {
    await go.build();
    holder = await processes.start();
    ({ key } = await holder.client.put(BYTES));
  }, BUILD_MS);
  afterAll(async () => {
    await processes.close();
    await nodes.close();
    await go.close();
  });

  const ask = (...args: string[]) => go.run(holder.ready.multiaddrs, ...args);
  const raw = (protocol: string, request: Buffer) => ask('raw', protocol, request.toString('hex'));

  it('agrees with the test vectors', async () => {
    await go.test();
  });

  it('gets a blob whole', async () => {
    const { code, stdout } = await ask('get', key);
    expect(code).toBe(0);
    expect(BYTES.equals(stdout)).toBe(true);
  });

  it.each([
    ['within a chunk', 5, 10],
    ['over the border of two', CHUNK_BYTES - 3, CHUNK_BYTES + 6],
    ['up to the end and beyond', 3 * CHUNK_BYTES, 10 * CHUNK_BYTES],
    ['at the end: nothing', BYTES.byteLength, 1],
  ])('gets a range %s, checked by chunks', async (_case, offset, length) => {
    const { code, stdout } = await ask('range', key, String(offset), String(length));
    expect(code).toBe(0);
    expect(stdout.equals(BYTES.subarray(offset, offset + length))).toBe(true);
  });

  it('learns which of several keys are held', async () => {
    const { key: other } = await holder.client.put(someBytes(10, 3));
    const { stdout } = await ask('have', ABSENT, key, other, ABSENT);
    expect(JSON.parse(stdout.toString())).toEqual([false, true, true, false]);
  });

  it('finds a provider through a node that has not the blob, and gets it from there', async () => {
    const other = await processes.start({ bootstrap: holder.ready.multiaddrs });
    const { key: found } = await holder.client.put(someBytes(2_000, 4));
    const provider = async (): Promise<boolean> => {
      const { code, stdout } = await go.run(other.ready.multiaddrs, 'providers', found);
      return code === 0 && stdout.toString().includes(holder.ready.peerId);
    };
    await until('the provider is found', provider);
    const { code, stdout } = await go.run(other.ready.multiaddrs, 'find', found);
    expect(code).toBe(0);
    expect(stdout.equals(someBytes(2_000, 4))).toBe(true);
    expect((await other.client.stat(found)).held).toBe(false);
  });

  it('is told what is not there, and what lies after the end', async () => {
    expect((await ask('get', ABSENT)).code).toBe(EXIT.notFound);
    expect((await ask('range', ABSENT, '0', '1')).code).toBe(EXIT.notFound);
    const { stdout } = await raw(GET_PROTOCOL, getRequest(0, key, BigInt(BYTES.byteLength + 1)));
    expect(stdout.toString().trim()).toBe(`02${'00'.repeat(16)}`);
    expect((await ask('range', key, String(BYTES.byteLength + 1), '1')).code).toBe(EXIT.badRequest);
  });

  it.each([
    ['an unknown kind', GET_PROTOCOL, () => getRequest(2, key)],
    ['an offset above 2^53 - 1', GET_PROTOCOL, () => getRequest(0, key, 2n ** 53n)],
    ['a request that is cut', GET_PROTOCOL, () => getRequest(0, key).subarray(0, 48)],
    ['a question for no key', HAVE_PROTOCOL, () => Buffer.from('0000', 'hex')],
    ['a question for too many keys', HAVE_PROTOCOL, () => Buffer.from('0401', 'hex')],
    ['keys that are cut', HAVE_PROTOCOL, () => Buffer.from('000100', 'hex')],
  ])('is cut off after %s, and served again afterwards', async (_case, protocol, request) => {
    const { code, stdout } = await raw(protocol, request());
    expect([code, stdout.toString().trim()]).toEqual([EXIT.broken, '']);
    expect((await ask('have', key)).code).toBe(0);
  });

  it('is told that a node is busy, and gets what it wants when it asks again', async () => {
    const strict = await processes.start({ flags: ['--requests-per-second', '1'] });
    const { key: small } = await strict.client.put(someBytes(100, 6));
    const { multiaddrs } = strict.ready;
    // Two at once are free, and one comes back each second.
    const often = Array.from({ length: 50 }, () => small);
    expect((await go.run(multiaddrs, '-tries', '1', 'get', ...often)).code).toBe(EXIT.busy);
    const { code, stdout } = await go.run(multiaddrs, 'get', small, small, small);
    expect([code, stdout.byteLength]).toEqual([0, 300]);
  });

  it('takes no lie: neither for the whole nor for a range', async () => {
    const liar = await nodes.start();
    await serveOddly(liar, BYTES, {
      body: (bytes) => {
        bytes[0] = (bytes[0] ?? 0) ^ 1;
        return bytes;
      },
    });
    expect((await go.run(addressesOf(liar), 'get', key)).code).toBe(EXIT.lie);
    expect((await go.run(addressesOf(liar), 'range', key, '0', '9')).code).toBe(EXIT.lie);
  });
});

function getRequest(kind: number, key: string, offset = 0n): Buffer {
  const numbers = Buffer.alloc(16);
  numbers.writeBigUInt64BE(offset);
  numbers.writeBigUInt64BE(1n, 8);
  return Buffer.concat([Buffer.from([kind]), Buffer.from(key.slice(2), 'hex'), numbers]);
}
