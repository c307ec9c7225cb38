import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { CHUNK_BYTES } from '../../src/constants.ts';
import { someBytes } from '../fakes/blobs.ts';
import { until } from '../fakes/conditions.ts';
import { type DxProcess, DxProcesses } from '../fakes/dx-process.ts';
import { addressesOf, serveOddly } from '../fakes/odd-source.ts';
import { TestNodes } from '../fakes/test-nodes.ts';

const BYTES = someBytes(24 * CHUNK_BYTES + 7, 5);
const MAX = { maxBytes: BYTES.byteLength };
/** 64 KiB each so often: 400 KB/s. */
const DRIP_MS = 160;

describe('a blob over 16 MiB', () => {
  const processes = new DxProcesses();
  const nodes = new TestNodes();
  afterEach(async () => {
    await processes.close();
    await nodes.close();
  });

  const bytesSent = async (node: DxProcess): Promise<number> => {
    const metrics = await (await fetch(node.ready.metricsUrl)).text();
    return Number(/^dx_sent_bytes_total (\d+)$/m.exec(metrics)?.[1]);
  };

  it('comes whole from a slow, a lying, a dying and an honest source, and only the liar is banned', async () => {
    const [slow, liar, dying, honest] = await Promise.all([
      nodes.start(),
      nodes.start(),
      nodes.start(),
      processes.start(),
    ]);
    const odd = [slow, liar, dying];
    const asking = await processes.start({
      bootstrap: [...odd.flatMap(addressesOf), ...honest.ready.multiaddrs],
    });
    const { key } = await honest.client.put(BYTES);
    await until('all are connected', async () => (await asking.client.peers()).peers.length === 4);
    // The honest one stands still, and the dying one in the midst of its bytes, until each has been asked for a part.
    honest.child.kill('SIGSTOP');
    const asked = { slow: 0, liar: 0, dying: 0 };
    const all = Promise.withResolvers<void>();
    const note = (who: keyof typeof asked): void => {
      asked[who] += 1;
      if (Object.values(asked).every((times) => times > 0)) all.resolve();
    };
    const died = all.promise.then(() => {
      for (const connection of dying.node.getConnections()) connection.abort(new Error('cut'));
      honest.child.kill('SIGCONT');
    });
    await serveOddly(slow, BYTES, {
      beforePiece: async () => {
        note('slow');
        await setTimeout(DRIP_MS);
      },
    });
    await serveOddly(dying, BYTES, {
      beforePiece: async () => {
        note('dying');
        if (asked.dying > 1) await died;
      },
    });
    await serveOddly(liar, BYTES, {
      body: (bytes) => {
        note('liar');
        bytes[bytes.byteLength - 1] = (bytes[bytes.byteLength - 1] ?? 0) ^ 1;
        return bytes;
      },
    });
    expect(BYTES.equals(await asking.client.get(key, MAX))).toBe(true);
    await died;
    const banned = [...asking.log().matchAll(/"peer":"(\w+)"[^\n]*peer banned/g)].map(([, peer]) => peer);
    expect(banned).toEqual([liar.node.peerId.toString()]);
  });

  it('comes from two honest sources, a part from each', async () => {
    const [a, b] = await Promise.all([processes.start(), processes.start()]);
    const asking = await processes.start({ bootstrap: [...a.ready.multiaddrs, ...b.ready.multiaddrs] });
    const { key } = await a.client.put(BYTES);
    await b.client.put(BYTES);
    await until('both are connected', async () => (await asking.client.peers()).peers.length === 2);
    expect(BYTES.equals(await asking.client.get(key, MAX))).toBe(true);
    expect(await bytesSent(a)).toBeGreaterThan(CHUNK_BYTES);
    expect(await bytesSent(b)).toBeGreaterThan(CHUNK_BYTES);
  });
});
