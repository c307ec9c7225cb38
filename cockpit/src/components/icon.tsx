const PATHS = {
  copy: 'M9 9h10v11H9zM5 15V4h10',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  close: 'm6 6 12 12M18 6 6 18',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14Zm5 12 5 5',
  wallet: 'M4 7h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2h11v3M16 13.5h.01',
  list: 'M4 6h16M4 12h16M4 18h10',
  gear: 'M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6Zm7.4 4.6 1.6 1.2-2 3.4-1.9-.7a7.5 7.5 0 0 1-2.6 1.5L14.200 21h-4.400l-.3-2a7.500 7.500 0 0 1-2.600-1.500l-1.900.700-2-3.400 1.600-1.200a7.600 7.600 0 0 1 0-3.200L3 9.200l2-3.400 1.900.700A7.500 7.500 0 0 1 9.500 5l.3-2h4.400l.3 2a7.500 7.500 0 0 1 2.600 1.500l1.900-.700 2 3.400-1.600 1.200a7.600 7.600 0 0 1 0 3.200Z',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8Zm0-6v3m0 14v3M4.900 4.900l2.100 2.100m10 10 2.100 2.100M2 12h3m14 0h3M4.900 19.100 7 17M17 7l2.100-2.100',
  chevron: 'm9 6 6 6-6 6',
  warning: 'M12 4 2.500 20h19L12 4Zm0 6v5m0 2.500v.010',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 8v5m0-8.500v.010',
} as const;
export type IconName = keyof typeof PATHS;

/** Decoration: what it means is said in words beside it. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
