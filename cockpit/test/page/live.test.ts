import { afterEach, describe, expect, it } from '@jest/globals';
import { followIndexer, type Live } from '../../src/indexer/live.ts';

/** An event stream whose events the test makes. */
class FakeStream extends EventTarget {
  readonly CLOSED = 2;
  readyState = 1;
  close(): void {
    this.readyState = this.CLOSED;
  }
  tell(kind: string, data: unknown): void {
    this.dispatchEvent(new MessageEvent(kind, { data: JSON.stringify(data) }));
  }
}

describe('what the indexer tells live', () => {
  let live: Live | undefined;
  afterEach(() => live?.close());

  it.each([
    ['activity', { block: 1, position: 0 }],
    ['manifest', { hash: '0x00' }],
  ])('an event `%s` makes what was read from it stale', async (kind, data) => {
    const stream = new FakeStream();
    const isStale = new Promise<unknown>((stale) => {
      const queries = { invalidateQueries: async (filter: unknown) => stale(filter) };
      live = followIndexer('http://indexer', queries as never, () => stream as never);
    });
    stream.tell(kind, data);
    expect(await isStale).toEqual({ queryKey: ['indexer'] });
  });

  it('a head is told, and makes nothing stale by itself', () => {
    const stream = new FakeStream();
    const asked: unknown[] = [];
    const queries = { invalidateQueries: async (filter: unknown) => void asked.push(filter) };
    live = followIndexer('http://indexer', queries as never, () => stream as never);
    stream.tell('head', { number: 7 });
    expect([live.state(), asked]).toEqual([{ head: 7, connected: true }, []]);
  });
});
