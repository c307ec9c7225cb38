/**
 * Everything that has come since the last batch, up to `max` at once: one by one while they come slowly, many when they
 * wait. Reads no more than one batch ahead. A failure comes after all that is before it.
 */
export async function* inBatches<T>(source: AsyncIterable<T>, max: number): AsyncGenerator<T[], void, void> {
  const iterator = source[Symbol.asyncIterator]();
  let waiting: T[] = [];
  let end: { readonly error?: unknown } | undefined;
  let news = Promise.withResolvers<void>();
  let room = Promise.withResolvers<void>();
  let stopped = false;
  void (async () => {
    try {
      for (let item = await iterator.next(); !item.done && !stopped; item = await iterator.next()) {
        waiting.push(item.value);
        news.resolve();
        while (waiting.length >= max && !stopped) await room.promise;
      }
      end = {};
    } catch (error) {
      end = { error };
    }
    news.resolve();
  })();
  try {
    for (;;) {
      await news.promise;
      news = Promise.withResolvers();
      if (waiting.length > 0) {
        const batch = waiting;
        waiting = [];
        room.resolve();
        room = Promise.withResolvers();
        yield batch;
      }
      if (waiting.length > 0) news.resolve();
      else if (end) break;
    }
    if (end && 'error' in end) throw end.error;
  } finally {
    stopped = true;
    room.resolve();
    // Not waited for: a source that waits for its next item ends only by its own signal.
    iterator.return?.()?.catch(() => {});
  }
}
