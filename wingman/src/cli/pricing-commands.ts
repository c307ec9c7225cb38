import type { Command } from 'commander';
import {
  type PreviewFlags,
  previewPricing,
  type ReplayFlags,
  replayPricing,
  setPricing,
  showPricing,
} from './pricing.ts';
import type { RestFlags } from './rest-client.ts';

const RULES = 'JSON file with any of pricing, floor and overrides, in place of those in force';

/** Flags of every command that asks a running Wingman. */
export function withRest(command: Command, env: NodeJS.ProcessEnv): Command {
  return command
    .option('--url <url>', 'its REST API', 'http://127.0.0.1:9800')
    .option('--token <token>', 'its bearer token', env.WINGMAN_REST_TOKEN);
}

/** `wingman pricing …` */
export function addPricing(root: Command, env: NodeJS.ProcessEnv, print: (value: unknown) => void): void {
  const pricing = root.command('pricing').description('prices of a running Wingman');
  withRest(pricing.command('show'), env)
    .description('the rules in force')
    .action(async (flags: RestFlags) => print(await showPricing(flags)));
  withRest(pricing.command('set <file>'), env)
    .description('puts the rules of a JSON file (any of pricing, floor, overrides) in force at once')
    .action(async (file: string, flags: RestFlags) => print(await setPricing(flags, file)));
  withRest(pricing.command('preview'), env)
    .description('what would be asked for an order')
    .requiredOption('--model <number>', 'model that it is for')
    .option('--rules <file>', RULES)
    .option('--consumer <address>')
    .option('--inferences <n>')
    .option('--max-price <airo>', 'most that the consumer pays')
    .option('--cheapest <airo>', 'best bid of somebody else')
    .option('--utilisation <share>', '0 to 1 (default: as it is now)')
    .option('--queue <jobs>', 'default: as it is now')
    .action(async (flags: PreviewFlags) => print(await previewPricing(flags)));
  withRest(pricing.command('replay'), env)
    .description('what rules would have won and earned on the last orders')
    .option('--rules <file>', RULES)
    .option('--last <n>', 'so many orders (default: 1000)')
    .option('--model <number>', 'only orders for it')
    .option('--per-hour <price>', 'price of an hour of the machine, for the costs')
    .action(async (flags: ReplayFlags) => print(await replayPricing(flags)));
}
