import type { QueryClient } from '@tanstack/react-query';
import { INDEXER_KEY } from './indexer-queries.ts';

export interface LiveState {
  /** Number of the last finalised block that the indexer told of. */
  readonly head: number | null;
  readonly connected: boolean;
}

export interface Live {
  readonly state: () => LiveState;
  subscribe(listener: () => void): () => void;
  close(): void;
}

const RETRY_MS = 3_000;
/** So often at most are lists read anew, however fast blocks come. */
const REFRESH_MS = 1_000;

/**
 * Follows the indexer's event stream: what was read from it becomes stale as soon as something happened on chain. Comes
 * back by itself when the indexer does.
 */
export function followIndexer(
  url: string,
  queries: Pick<QueryClient, 'invalidateQueries'>,
  open: (url: string) => EventSource = (at) => new EventSource(at),
): Live {
  const listeners = new Set<() => void>();
  let state: LiveState = { head: null, connected: false };
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let refresh: ReturnType<typeof setTimeout> | undefined;

  const set = (next: LiveState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const stale = () => {
    refresh ??= setTimeout(() => {
      refresh = undefined;
      void queries.invalidateQueries({ queryKey: [INDEXER_KEY] });
    }, REFRESH_MS);
  };
  const connect = () => {
    const stream = open(`${url}/v1/activity/stream`);
    source = stream;
    stream.addEventListener('open', () => {
      // Something may have happened while nobody listened.
      if (!state.connected && state.head !== null) stale();
      set({ ...state, connected: true });
    });
    stream.addEventListener('head', (event) => {
      const { number } = JSON.parse(event.data) as { number: number };
      set({ head: number, connected: true });
    });
    stream.addEventListener('activity', stale);
    // A model's name comes later than the model.
    stream.addEventListener('manifest', stale);
    stream.addEventListener('error', () => {
      set({ ...state, connected: false });
      // The browser tries again by itself, unless it was refused.
      if (stream.readyState === stream.CLOSED) retry = setTimeout(connect, RETRY_MS);
    });
  };
  connect();
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      source?.close();
      clearTimeout(retry);
      clearTimeout(refresh);
    },
  };
}
