interface Asked<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Does for many at once what is asked for one by one: items that come before the next turn of the event loop, or while
 * others are being worked on, are one call of `work`. (dataloader does so too, with a cache that would have to be emptied
 * after each answer.)
 * @param work results in the order of the items; when it rejects, so does every item of the call
 */
export function gathered<Item, Result>(
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
): (item: Item) => Promise<Result> {
  let waiting: Asked<Item, Result>[] = [];
  let running = false;

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const now = waiting;
      waiting = [];
      try {
        const results = await work(now.map(({ item }) => item));
        for (const [i, { resolve }] of now.entries()) resolve(results[i] as Result);
      } catch (error) {
        for (const { reject } of now) reject(error);
      }
    }
    running = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (running) return;
      running = true;
      setImmediate(() => void run());
    });
}
