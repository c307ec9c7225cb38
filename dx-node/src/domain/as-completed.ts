/** Results in the order in which they come; what fails is left out. */
export async function* asCompleted<T>(promises: readonly Promise<T>[]): AsyncGenerator<T> {
  const running = new Map(
    promises.map((promise, index) => [
      index,
      promise.then(
        (value) => ({ index, found: [value] }),
        () => ({ index, found: [] }),
      ),
    ]),
  );
  while (running.size > 0) {
    const { index, found } = await Promise.race(running.values());
    running.delete(index);
    yield* found;
  }
}
