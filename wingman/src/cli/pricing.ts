import { z } from 'zod';
import { pricingRulesShape } from '../schemas/pricing.ts';
import { restConfigSchema } from '../schemas/rest.ts';
import {
  previewBodySchema,
  replayBodySchema,
  restPreviewSchema,
  restPricingSchema,
  restReplaySchema,
} from '../schemas/rest-pricing.ts';
import { parseInput, readJson } from './files.ts';
import { askRest, type RestFlags } from './rest-client.ts';

/** A file with any of pricing, floor and overrides. */
const rulesFileSchema = z
  .strictObject({
    pricing: pricingRulesShape.pricing,
    floor: pricingRulesShape.floor,
    overrides: pricingRulesShape.overrides.unwrap(),
  })
  .partial();

/** @throws CliError CLI_FILE, CLI_USAGE */
async function rulesOf(path: string | undefined) {
  return path === undefined ? {} : parseInput(path, rulesFileSchema, await readJson(path));
}

/** Without what wasn't said, and numbers as numbers. */
function said(flags: Readonly<Record<string, string | undefined>>, numbers: readonly string[]): object {
  const entries = Object.entries(flags).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, numbers.includes(name) ? Number(value) : value]),
  );
}

export const showPricing = (rest: RestFlags) => askRest(rest, { path: '/v1/pricing' }, restPricingSchema);

/** Puts the rules of the file in force. @throws CliError CLI_FILE, CLI_USAGE, CLI_UNREACHABLE, CLI_REFUSED */
export async function setPricing(rest: RestFlags, file: string): Promise<unknown> {
  const body = await rulesOf(file);
  await askRest(rest, { method: 'PATCH', path: '/v1/config', body, ifMatch: '*' }, restConfigSchema);
  return showPricing(rest);
}

/** Flags of `wingman pricing preview`, as they were typed. */
export interface PreviewFlags extends RestFlags {
  readonly rules?: string;
  readonly model: string;
  readonly consumer?: string;
  readonly inferences?: string;
  readonly maxPrice?: string;
  readonly cheapest?: string;
  readonly utilisation?: string;
  readonly queue?: string;
}

/** @throws CliError CLI_FILE, CLI_USAGE, CLI_UNREACHABLE, CLI_REFUSED */
export async function previewPricing(flags: PreviewFlags): Promise<unknown> {
  const { model, consumer, inferences, maxPrice, cheapest, utilisation, queue } = flags;
  const order = said({ model, consumer, inferences, maxPrice, cheapest, utilisation, queue }, [
    'model',
    'inferences',
    'utilisation',
    'queue',
  ]);
  const body = parseInput('the flags', previewBodySchema, { ...(await rulesOf(flags.rules)), ...order });
  return askRest(flags, { method: 'POST', path: '/v1/pricing/preview', body }, restPreviewSchema);
}

/** Flags of `wingman pricing replay`, as they were typed. */
export interface ReplayFlags extends RestFlags {
  readonly rules?: string;
  readonly last?: string;
  readonly model?: string;
  readonly perHour?: string;
}

/** @throws CliError CLI_FILE, CLI_USAGE, CLI_UNREACHABLE, CLI_REFUSED */
export async function replayPricing(flags: ReplayFlags): Promise<unknown> {
  const { last, model, perHour } = flags;
  const which = said({ last, model, perHour }, ['last', 'model']);
  const body = parseInput('the flags', replayBodySchema, { ...(await rulesOf(flags.rules)), ...which });
  return askRest(flags, { method: 'POST', path: '/v1/pricing/replay', body }, restReplaySchema);
}
