/**
 * What `work` makes of each, in their order, with up to `ahead` of them at work. Whoever waits for the next one gets it as
 * soon as it is there. A failure comes after all that is before it.
 */
export async function* inOrderAhead<A, B>(
  source: AsyncIterable<A>,
  work: (item: A) => Promise<B>,
  ahead: number,
): AsyncGenerator<B, void, void> {
  const iterator = source[Symbol.asyncIterator]();
  const started: Promise<B>[] = [];
  let next = iterator.next();
  let ended = false;
  // What fails while something before it is waited for is told in its turn.
  next.catch(() => {});
  try {
    while (!ended || started.length > 0) {
      const [first] = started;
      const more = ended || started.length >= ahead ? undefined : next.then(() => 'more' as const);
      const waited = await Promise.race([
        ...(more ? [first ? more.catch(() => 'more' as const) : more] : []),
        ...(first ? [first.then(() => 'done' as const)] : []),
      ]);
      if (waited === 'done') {
        const made = await (started.shift() as Promise<B>);
        yield made;
        continue;
      }
      let item: IteratorResult<A>;
      try {
        item = await next;
      } catch (error) {
        while (started.length > 0) yield await (started.shift() as Promise<B>);
        throw error;
      }
      if (item.done) {
        ended = true;
        continue;
      }
      const making = work(item.value);
      making.catch(() => {});
      started.push(making);
      next = iterator.next();
      next.catch(() => {});
    }
  } finally {
    // Not waited for: a source that waits for its next item ends only by its own signal.
    iterator.return?.()?.catch(() => {});
  }
}
