import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Page } from '../../components/page.tsx';
import { useCurrentInView } from '../../components/use-current-in-view.ts';
import styles from './network.module.css';

const PLACES: readonly { readonly to: NonNullable<LinkProps['to']>; readonly name: string }[] = [
  { to: '/network', name: 'Overview' },
  { to: '/network/providers', name: 'Providers' },
  { to: '/network/parameters', name: 'Parameters' },
  { to: '/network/governance', name: 'Governance' },
];

/** Title and the places of the network, around each of its pages. */
export function NetworkFrame({
  title,
  lead,
  children,
}: {
  title: string;
  lead: string;
  children: ReactNode;
}) {
  const places = useCurrentInView<HTMLElement>(title);
  return (
    <Page title={title} lead={lead}>
      <nav ref={places} className={styles.places} aria-label="Network">
        {PLACES.map(({ to, name }) => (
          <Link
            key={to}
            to={to}
            className={styles.place}
            activeProps={{ className: styles.here, 'aria-current': 'page' }}
            activeOptions={{ exact: true, includeSearch: false }}
          >
            {name}
          </Link>
        ))}
      </nav>
      {children}
    </Page>
  );
}
