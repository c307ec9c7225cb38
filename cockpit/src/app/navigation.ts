import type { LinkProps } from '@tanstack/react-router';

/** The places that are always one click away. */
export const NAVIGATION: readonly {
  readonly to: NonNullable<LinkProps['to']>;
  readonly name: string;
  /** Pages elsewhere that belong to it. */
  readonly holds?: RegExp;
}[] = [
  { to: '/', name: 'Models', holds: /^\/models\// },
  { to: '/purchases', name: 'My purchases', holds: /^\/(orders|agreements)\// },
  { to: '/owner', name: 'My models' },
  { to: '/provider', name: 'Provider' },
  { to: '/network', name: 'Network', holds: /^\/(blocks|accounts)\// },
  { to: '/settings', name: 'Settings' },
];
