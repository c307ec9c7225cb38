import type { LinkProps } from '@tanstack/react-router';

/** The places that are always one click away. */
export const NAVIGATION: readonly { readonly to: NonNullable<LinkProps['to']>; readonly name: string }[] = [
  { to: '/', name: 'Models' },
  { to: '/purchases', name: 'My purchases' },
  { to: '/owner', name: 'My models' },
  { to: '/provider', name: 'Provider' },
  { to: '/network', name: 'Network' },
  { to: '/settings', name: 'Settings' },
];
