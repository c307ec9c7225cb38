import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useCurrentInView } from '../components/use-current-in-view.ts';
import { TrayButton } from '../transactions/tray-button.tsx';
import { WalletButton } from '../wallets/wallet-button.tsx';
import { Connection } from './connection.tsx';
import { NAVIGATION } from './navigation.ts';
import styles from './shell.module.css';

/** What is around every route. */
export function Shell() {
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const before = useRef(path);
  const places = useCurrentInView<HTMLElement>(path);
  useEffect(() => {
    // A screen reader begins to read the new page; on the first one it is already at the top.
    if (before.current !== path) main.current?.focus({ preventScroll: true });
    before.current = path;
  }, [path]);
  return (
    <div className={styles.shell}>
      {/* A button, as a link to an anchor would be a route behind `#`. */}
      <button type="button" className={styles.skip} onClick={() => main.current?.focus()}>
        Skip to content
      </button>
      <header className={styles.header}>
        <Link to="/" className={styles.brand} aria-label="Airo: to the catalogue">
          <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden="true">
            <rect width="32" height="32" rx="8" fill="#0f766e" />
            <path
              d="M8 23 16 8l8 15M11.5 18h9"
              fill="none"
              stroke="#fff"
              strokeWidth="3"
              strokeLinecap="round"
              strokeLinejoin="round"
            />
          </svg>
          <span>Airo</span>
        </Link>
        <nav ref={places} className={styles.nav} aria-label="Main">
          {NAVIGATION.map(({ to, name, holds }) => (
            <Link
              key={to}
              to={to}
              className={holds?.test(path) ? `${styles.link} ${styles.active}` : styles.link}
              activeProps={{ className: styles.active, 'aria-current': 'page' }}
              activeOptions={{ exact: to === '/', includeSearch: false }}
            >
              {name}
            </Link>
          ))}
        </nav>
        <div className={styles.tools}>
          <Connection />
          <TrayButton />
          <WalletButton />
        </div>
      </header>
      <main ref={main} tabIndex={-1} className={styles.main}>
        <Outlet />
      </main>
    </div>
  );
}
