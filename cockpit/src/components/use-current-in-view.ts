import { type RefObject, useEffect, useRef } from 'react';

/** For a bar that may be wider than the screen: scrolls it so that its current link or tab is seen, at each new `key`. */
export function useCurrentInView<Bar extends HTMLElement>(key: string): RefObject<Bar | null> {
  const bar = useRef<Bar>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another key is another current link
  useEffect(() => {
    const frame = bar.current;
    const current = frame?.querySelector('[aria-current="page"], [aria-selected="true"]');
    if (!frame || !current) return;
    const [outer, inner] = [frame.getBoundingClientRect(), current.getBoundingClientRect()];
    frame.scrollLeft += inner.left + inner.width / 2 - (outer.left + outer.width / 2);
  }, [key]);
  return bar;
}
