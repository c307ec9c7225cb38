import type { Command } from 'commander';
import { z } from 'zod';
import { restModelSchema } from '../schemas/rest.ts';
import { parseInput } from './files.ts';
import { withRest } from './pricing-commands.ts';
import { askRest, type RestFlags } from './rest-client.ts';
import { modelText } from './status-text.ts';
import { table } from './table.ts';

type Model = z.output<typeof restModelSchema>;
type Flags = RestFlags & { readonly json?: true };

const modelNumber = z
  .string()
  .regex(/^\d{1,9}$/, 'is no number of a model')
  .transform(Number);

const SAID = {
  load: 'is in memory',
  unload: 'has left memory; its next run brings it back',
  benchmark: 'was measured',
} as const;

/** `wingman models list | host | load | unload | benchmark`: the models of a running Wingman. */
export function addServedModels(
  models: Command,
  env: NodeJS.ProcessEnv,
  print: (value: unknown) => void,
): void {
  const command = (name: string, about: string) =>
    withRest(models.command(name), env).description(about).option('--json', 'all of it, for programs');
  const show = (text: string, value: unknown, { json }: Flags) =>
    json ? print(value) : void process.stdout.write(text);

  command('list', 'what a running Wingman serves, and how fast it is here').action(async (flags: Flags) => {
    const list = await askRest(flags, { path: '/v1/models' }, z.array(restModelSchema));
    show(table(['MODEL', 'NAME', 'STATE', 'MEMORY', 'BEST', 'P95', 'HARDWARE'], list.map(row)), list, flags);
  });
  command('host <model>', 'serves one more model: fetches, checks, measures, attests and offers it').action(
    async (text: string, flags: Flags) => {
      const model = parseInput('<model>', modelNumber, text);
      const operation = { method: 'POST', path: '/v1/models', body: { model } } as const;
      const hosted = await askRest(flags, operation, restModelSchema);
      show(`model ${hosted.id}: ${modelText(hosted)}\n`, hosted, flags);
    },
  );
  const onModel = (name: keyof typeof SAID, about: string) =>
    command(`${name} <model>`, about).action(async (text: string, flags: Flags) => {
      const path = `/v1/models/${parseInput('<model>', modelNumber, text)}/${name}`;
      const model = await askRest(flags, { method: 'POST', path, body: {} }, restModelSchema);
      show(`model ${model.id} ${SAID[name]}: ${modelText(model)}\n`, model, flags);
    });
  onModel('load', 'brings a served model into memory, for its next run to be as fast as any');
  onModel(
    'unload',
    'makes the memory of a served model free; it is served on, and its next run brings it back',
  );
  onModel('benchmark', 'measures a served model again, beside what it has to do');
}

function row({ id, name, state, inMemory, benchmark, hardware, error }: Model): string[] {
  const memory = inMemory === null ? '-' : inMemory ? 'yes' : 'no';
  const best = benchmark ? `${Math.round(benchmark.perSecond)}/s at ${benchmark.bestBatch}` : '-';
  const p95 = benchmark ? `${benchmark.p95Ms.toFixed(1)} ms` : '-';
  const what = error ? `${error.message} [${error.code}]` : (hardware ?? '-');
  return [String(id), name ?? '-', state, memory, best, p95, what];
}
