/** Something read, or the error that came instead, in the order of what it was read for. */
interface Reading<S, T> {
  readonly step: S;
  readonly read: Promise<T>;
}

/**
 * What is read for each step, in order, while that for the next ones is being read too.
 * @param window how many are read at once at most
 * @param stop ends the steps when nobody wants more: they may be waiting for something that doesn't come
 */
export async function* readAhead<S, T>(
  steps: AsyncIterable<S, void, void>,
  read: (step: S) => Promise<T>,
  { window, stop }: { readonly window: number; readonly stop: () => void },
): AsyncGenerator<{ readonly step: S; readonly value: T }, void, void> {
  const iterator = steps[Symbol.asyncIterator]();
  const ahead: Reading<S, T>[] = [];
  let next: Promise<IteratorResult<S, void>> | undefined;
  let failed: { readonly error: unknown } | undefined;
  let isOver = false;
  const take = async (coming: Promise<IteratorResult<S, void>>) => {
    next = undefined;
    try {
      const { value, done } = await coming;
      isOver = done === true;
      if (value === undefined) return;
      const reading = { step: value as S, read: read(value as S) };
      // It is heard of when its turn has come.
      reading.read.catch(() => {});
      ahead.push(reading);
    } catch (error) {
      isOver = true;
      failed = { error };
    }
  };
  try {
    for (;;) {
      if (!isOver && ahead.length < window) {
        next ??= iterator.next();
        next.catch(() => {});
      }
      const [first] = ahead;
      if (!first) {
        if (next) await take(next);
        else if (failed) throw failed.error;
        else return;
        continue;
      }
      const winner =
        next && (await Promise.race([next.then(nothing, nothing), first.read.then(itself, itself)]));
      if (next && winner !== ITSELF) {
        await take(next);
        continue;
      }
      ahead.shift();
      yield { step: first.step, value: await first.read };
    }
  } finally {
    stop();
    await iterator.return?.();
  }
}

const ITSELF = Symbol('read');
const itself = (): typeof ITSELF => ITSELF;
const nothing = (): undefined => undefined;
