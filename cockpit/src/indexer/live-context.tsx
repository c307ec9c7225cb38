import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { followIndexer, type Live, type LiveState } from './live.ts';

const NOT_YET: LiveState = { head: null, connected: false };
const LiveContext = createContext<Live | null>(null);

/** Keeps what was read from the indexer fresh while the page is open. */
export function LiveProvider({ url, children }: { url: string; children: ReactNode }) {
  const queries = useQueryClient();
  const [live, setLive] = useState<Live | null>(null);
  useEffect(() => {
    const following = followIndexer(url.replace(/\/+$/, ''), queries);
    setLive(following);
    return () => following.close();
  }, [url, queries]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** The last finalised block, and whether news of blocks come in. */
export function useLive(): LiveState {
  const live = useContext(LiveContext);
  return useSyncExternalStore(
    (listener) => live?.subscribe(listener) ?? (() => {}),
    () => live?.state() ?? NOT_YET,
  );
}
