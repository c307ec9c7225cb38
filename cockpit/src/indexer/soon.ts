const TRIES = 20;
const EVERY_MS = 1_000;

/**
 * For what was made on chain a moment ago: the index knows it with the next final block. An indexer that does not answer is
 * told at once.
 */
export const soon = {
  retry: (count: number, error: Error) =>
    count < TRIES && (error as { code?: string }).code === 'INDEXER_NOT_FOUND',
  retryDelay: EVERY_MS,
};
