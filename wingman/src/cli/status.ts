import { z } from 'zod';
import { restEarningsSchema, restHealthSchema, restModelSchema } from '../schemas/rest.ts';
import { askRest, type RestFlags } from './rest-client.ts';

export interface Status {
  readonly health: z.output<typeof restHealthSchema>;
  readonly models: z.output<typeof restModelSchema>[];
  readonly earnings: z.output<typeof restEarningsSchema>;
}

/** How a running Wingman is, by its REST API. @throws CliError CLI_UNREACHABLE, CLI_REFUSED */
export async function status(flags: RestFlags): Promise<Status> {
  const read = <T>(path: string, schema: z.ZodType<T>): Promise<T> => askRest(flags, { path }, schema);
  const [health, models, earnings] = await Promise.all([
    read('/v1/health', restHealthSchema),
    read('/v1/models', z.array(restModelSchema)),
    read('/v1/earnings', restEarningsSchema),
  ]);
  return { health, models, earnings };
}
