import type { Command } from 'commander';
import { z } from 'zod';
import { decisionQuerySchema, restDecisionCountSchema, restDecisionSchema } from '../schemas/rest.ts';
import { parseInput } from './files.ts';
import { withRest } from './pricing-commands.ts';
import { askRest, type RestFlags } from './rest-client.ts';

interface DecisionFlags extends RestFlags {
  readonly counts?: true;
  readonly limit?: string;
  readonly before?: string;
  readonly stage?: string;
  readonly reason?: string;
  readonly model?: string;
  readonly consumer?: string;
}

/** `wingman decisions` */
export function addDecisions(root: Command, env: NodeJS.ProcessEnv, print: (value: unknown) => void): void {
  withRest(root.command('decisions'), env)
    .description('why orders went the way they did, newest first')
    .option('--counts', 'how many orders ended with each reason')
    .option('--limit <n>', 'so many orders (default: 50)')
    .option('--before <order>', 'only orders with a lower number')
    .option('--stage <stage>', 'bidding, won, lost, skipped or failed')
    .option('--reason <reason>', 'such as PRICE_ABOVE_MAX; docs/guides/decisions.md has all')
    .option('--model <number>')
    .option('--consumer <address>')
    .action(async (flags: DecisionFlags) => print(await decisions(flags)));
}

/** @throws CliError CLI_USAGE, CLI_UNREACHABLE, CLI_REFUSED */
function decisions({ url, token, counts, ...filter }: DecisionFlags): Promise<unknown> {
  const rest = { url, token };
  if (counts) return askRest(rest, { path: '/v1/decisions/counts' }, z.array(restDecisionCountSchema));
  const query = Object.entries(parseInput('the flags', decisionQuerySchema, filter));
  const set = query.flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  return askRest(rest, { path: `/v1/decisions?${new URLSearchParams(set)}` }, z.array(restDecisionSchema));
}
