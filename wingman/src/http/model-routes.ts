import { type ModelId, modelId } from '@airo/chain-types';
import type { z } from 'zod';
import { hostModelBodySchema, idParamsSchema, restModelSchema } from '../schemas/rest.ts';
import type { RestContext } from './context.ts';
import type { Route } from './route.ts';
import { modelView } from './views.ts';

const viewOf = ({ served }: RestContext, id: ModelId) => {
  const state = served.get(id);
  return state ? modelView(state) : null;
};

/** One that does something with a served model and shows it after that. */
const onModel = (
  name: string,
  summary: string,
  work: (models: RestContext['models'], id: ModelId) => Promise<void>,
): Route => ({
  method: 'post',
  path: `/v1/models/{id}/${name}`,
  needs: 'operator',
  writes: true,
  summary,
  params: idParamsSchema,
  answer: restModelSchema,
  handle: async (context, { params }) => {
    const id = modelId((params as z.output<typeof idParamsSchema>).id);
    await work(context.models, id);
    return viewOf(context, id);
  },
});

export const MODEL_ROUTES: readonly Route[] = [
  {
    method: 'get',
    path: '/v1/models',
    needs: 'viewer',
    summary: 'Models that are served, with what they do on this machine',
    answer: restModelSchema.array(),
    handle: async ({ served }) => served.list().map(modelView),
  },
  {
    method: 'post',
    path: '/v1/models',
    needs: 'operator',
    writes: true,
    summary: 'Serves one more model: fetches, checks, measures, attests and offers it',
    body: hostModelBodySchema,
    answer: restModelSchema,
    handle: async (context, { body }) => {
      const id = modelId((body as z.output<typeof hostModelBodySchema>).model);
      await context.host(id);
      return viewOf(context, id);
    },
  },
  onModel('load', 'Brings a served model into memory, for its next run to be as fast as any', (models, id) =>
    models.load(id),
  ),
  onModel(
    'unload',
    'Makes the memory of a served model free when its runs are done; it is served on, and its next run brings it back',
    (models, id) => models.unload(id),
  ),
  onModel(
    'benchmark',
    'Measures a served model again, beside what it has to do: new bids count on the result',
    (models, id) => models.measure(id),
  ),
];
