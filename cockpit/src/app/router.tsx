import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { LoadingState } from '../components/state.tsx';
import { catalogueSearch } from '../features/catalogue/search.ts';
import { providerSearch } from '../features/provider/search.ts';
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
const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/settings-page.tsx'), 'SettingsPage'),
});

const routeTree = root.addChildren([catalogue, model, provider, settings]);

/**
 * Paths stand behind `#`: any static server under any path serves every deep link, and `?endpoint=` stays in front.
 */
export function createAppRouter() {
  return createRouter({
    routeTree,
    history: createHashHistory(),
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
