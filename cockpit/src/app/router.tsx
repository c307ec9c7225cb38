import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { LoadingState } from '../components/state.tsx';
import { accountSearch } from '../features/account/search.ts';
import { catalogueSearch } from '../features/catalogue/search.ts';
import { networkSearch, providersSearch } from '../features/network/search.ts';
import { providerSearch } from '../features/provider/search.ts';
import { createPathsBehindHash } from './paths-behind-hash.ts';
import { NotFound, RouteError } from './route-error.tsx';
import { Shell } from './shell.tsx';

/**
 * Every route of the page; each view is a file of its own that is loaded when somebody goes there. Only this file knows
 * which feature is where: features link to paths.
 */
const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const number = (text: string): number => (/^\d{1,10}$/.test(text) ? Number(text) : Number.NaN);

const catalogue = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: catalogueSearch,
  component: lazyRouteComponent(() => import('../features/catalogue/catalogue-page.tsx'), 'CataloguePage'),
});
const model = createRoute({
  getParentRoute: () => root,
  path: '/models/$model',
  params: { parse: ({ model }) => ({ model: number(model) }) },
  component: lazyRouteComponent(() => import('../features/catalogue/model-page.tsx'), 'ModelPage'),
});
const provider = createRoute({
  getParentRoute: () => root,
  path: '/provider',
  validateSearch: providerSearch,
  component: lazyRouteComponent(() => import('../features/provider/provider-page.tsx'), 'ProviderPage'),
});
const buy = createRoute({
  getParentRoute: () => root,
  path: '/models/$model/buy',
  params: { parse: ({ model }) => ({ model: number(model) }) },
  component: lazyRouteComponent(() => import('../features/orders/buy-page.tsx'), 'BuyPage'),
});
const order = createRoute({
  getParentRoute: () => root,
  path: '/orders/$order',
  params: { parse: ({ order }) => ({ order: number(order) }) },
  component: lazyRouteComponent(() => import('../features/orders/order-page.tsx'), 'OrderPage'),
});
const purchases = createRoute({
  getParentRoute: () => root,
  path: '/purchases',
  component: lazyRouteComponent(() => import('../features/agreements/purchases-page.tsx'), 'PurchasesPage'),
});
const agreement = createRoute({
  getParentRoute: () => root,
  path: '/agreements/$agreement',
  params: { parse: ({ agreement }) => ({ agreement: number(agreement) }) },
  component: lazyRouteComponent(() => import('../features/agreements/agreement-page.tsx'), 'AgreementPage'),
});
const tryIt = createRoute({
  getParentRoute: () => root,
  path: '/agreements/$agreement/try',
  params: { parse: ({ agreement }) => ({ agreement: number(agreement) }) },
  component: lazyRouteComponent(() => import('../features/try-it/try-page.tsx'), 'TryPage'),
});
const batch = createRoute({
  getParentRoute: () => root,
  path: '/agreements/$agreement/batch',
  params: { parse: ({ agreement }) => ({ agreement: number(agreement) }) },
  component: lazyRouteComponent(() => import('../features/try-it/batch-page.tsx'), 'BatchPage'),
});
const owner = createRoute({
  getParentRoute: () => root,
  path: '/owner',
  component: lazyRouteComponent(() => import('../features/owner/owner-page.tsx'), 'OwnerPage'),
});
const register = createRoute({
  getParentRoute: () => root,
  path: '/owner/register',
  component: lazyRouteComponent(() => import('../features/owner/register-page.tsx'), 'RegisterPage'),
});
const ownModel = createRoute({
  getParentRoute: () => root,
  path: '/owner/models/$model',
  params: { parse: ({ model }) => ({ model: number(model) }) },
  component: lazyRouteComponent(() => import('../features/owner/own-model-page.tsx'), 'OwnModelPage'),
});
const network = createRoute({
  getParentRoute: () => root,
  path: '/network',
  validateSearch: networkSearch,
  component: lazyRouteComponent(() => import('../features/network/overview-page.tsx'), 'OverviewPage'),
});
const providers = createRoute({
  getParentRoute: () => root,
  path: '/network/providers',
  validateSearch: providersSearch,
  component: lazyRouteComponent(() => import('../features/network/providers-page.tsx'), 'ProvidersPage'),
});
const parameters = createRoute({
  getParentRoute: () => root,
  path: '/network/parameters',
  component: lazyRouteComponent(() => import('../features/network/parameters-page.tsx'), 'ParametersPage'),
});
const governance = createRoute({
  getParentRoute: () => root,
  path: '/network/governance',
  component: lazyRouteComponent(() => import('../features/network/governance-page.tsx'), 'GovernancePage'),
});
const block = createRoute({
  getParentRoute: () => root,
  path: '/blocks/$block',
  params: { parse: ({ block }) => ({ block: number(block) }) },
  component: lazyRouteComponent(() => import('../features/network/block-page.tsx'), 'BlockPage'),
});
const account = createRoute({
  getParentRoute: () => root,
  path: '/accounts/$account',
  validateSearch: accountSearch,
  component: lazyRouteComponent(() => import('../features/account/account-page.tsx'), 'AccountPage'),
});
const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/settings-page.tsx'), 'SettingsPage'),
});

const routeTree = root.addChildren([
  catalogue,
  model,
  buy,
  order,
  purchases,
  agreement,
  tryIt,
  batch,
  owner,
  register,
  ownModel,
  network,
  providers,
  parameters,
  governance,
  block,
  account,
  provider,
  settings,
]);

/**
 * Paths stand behind `#`: any static server under any path serves every deep link, and `?endpoint=` stays in front.
 */
export function createAppRouter() {
  return createRouter({
    routeTree,
    history: createPathsBehindHash(window),
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultPendingComponent: () => <LoadingState what="the page" rows={5} />,
    defaultErrorComponent: RouteError,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
