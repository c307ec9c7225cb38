import { CATALOGUE_ROUTES } from './catalogue-routes.ts';
import { MARKET_ROUTES } from './market-routes.ts';
import { NETWORK_ROUTES } from './network-routes.ts';
import type { Route } from './route.ts';

export const ROUTES: readonly Route[] = [...NETWORK_ROUTES, ...CATALOGUE_ROUTES, ...MARKET_ROUTES];
