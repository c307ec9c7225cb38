const PATIENCE_MS = 120_000;
const POLL_MS = 500;

/** Resolves when the height is there; rejects with how far it came. */
export async function reaches(height: () => Promise<number>, wanted: number, what: string): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const now = await height();
    if (now >= wanted) return;
    if (Date.now() > end) {
      throw new TypeError(`not within ${PATIENCE_MS / 1000} s: ${what}: at ${now} of ${wanted}`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
