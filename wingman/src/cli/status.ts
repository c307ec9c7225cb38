import { z } from 'zod';
import { restEarningsSchema, restHealthSchema, restModelSchema, restProblemSchema } from '../schemas/rest.ts';
import { CliError } from './errors.ts';

export interface Status {
  readonly health: z.output<typeof restHealthSchema>;
  readonly models: z.output<typeof restModelSchema>[];
  readonly earnings: z.output<typeof restEarningsSchema>;
}

/** How a running Wingman is, by its REST API. @throws CliError CLI_UNREACHABLE, CLI_REFUSED */
export async function status(url: string, token: string | undefined): Promise<Status> {
  const read = async <T>(path: string, schema: z.ZodType<T>): Promise<T> => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch(new URL(path, url), { headers }).catch((cause) => {
      throw new CliError('CLI_UNREACHABLE', `no Wingman answers at ${url}: is it running?`, {}, { cause });
    });
    const body: unknown = await response.json().catch(() => null);
    if (response.ok) return schema.parse(body);
    const problem = restProblemSchema.safeParse(body);
    throw new CliError('CLI_REFUSED', `${url} answered: ${problem.data?.detail ?? response.status}`, {});
  };
  const [health, models, earnings] = await Promise.all([
    read('/v1/health', restHealthSchema),
    read('/v1/models', z.array(restModelSchema)),
    read('/v1/earnings', restEarningsSchema),
  ]);
  return { health, models, earnings };
}
