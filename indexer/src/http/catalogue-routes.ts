import {
  accountParamsSchema,
  idParamsSchema,
  modelDetailSchema,
  modelSchema,
  modelsQuerySchema,
  pageSchema,
  providerDetailSchema,
  providerSchema,
  providersQuerySchema,
} from '../schemas/index.ts';
import type { RestContext } from './context.ts';
import { pageOf, pageView } from './cursor.ts';
import { found } from './found.ts';
import { type Route, route } from './route.ts';
import { modelView, providerView } from './views.ts';

const headOf = ({ state }: RestContext) => state.head?.number ?? 0;

export const CATALOGUE_ROUTES: readonly Route[] = [
  route({
    path: '/v1/models',
    summary: 'Models, with what they sell for and who offers them',
    query: modelsQuerySchema,
    answer: pageSchema(modelSchema),
    async handle(context, { query: { sort, limit, cursor, ...filter } }) {
      const page = await context.reader.models(filter, sort, pageOf({ limit, cursor }));
      return pageView(page, (model) => modelView(model, headOf(context)));
    },
  }),
  route({
    path: '/v1/models/{id}',
    summary: 'A model with its manifest and offers, fastest first',
    params: idParamsSchema,
    answer: modelDetailSchema,
    async handle(context, { params: { id } }) {
      const { reader } = context;
      const model = found(await reader.model(id), `model ${id}`);
      const [offers, manifest] = await Promise.all([
        reader.offers({ model: id }),
        reader.manifest(model.manifest),
      ]);
      return { ...modelView(model, headOf(context)), offers, document: manifest?.document ?? null };
    },
  }),
  route({
    path: '/v1/providers',
    summary: 'Providers with their records, since block 0 and without fading',
    query: providersQuerySchema,
    answer: pageSchema(providerSchema),
    async handle({ reader }, { query: { sort, limit, cursor, ...filter } }) {
      return pageView(await reader.providers(filter, sort, pageOf({ limit, cursor })), providerView);
    },
  }),
  route({
    path: '/v1/providers/{account}',
    summary: 'A provider with its offers, by model',
    params: accountParamsSchema,
    answer: providerDetailSchema,
    async handle({ reader }, { params: { account } }) {
      const provider = found(await reader.provider(account), `provider ${account}`);
      return { ...providerView(provider), offers: await reader.offers({ provider: account }) };
    },
  }),
];
