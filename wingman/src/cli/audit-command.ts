import type { Command } from 'commander';
import { z } from 'zod';
import { pageQuerySchema } from '../schemas/rest.ts';
import { restAuditSchema } from '../schemas/rest-access.ts';
import { parseInput } from './files.ts';
import { withRest } from './pricing-commands.ts';
import { askRest, type RestFlags } from './rest-client.ts';
import { table, timeText } from './table.ts';

interface AuditFlags extends RestFlags {
  readonly limit?: string;
  readonly before?: string;
  readonly json?: true;
}

/** `wingman audit` */
export function addAudit(root: Command, env: NodeJS.ProcessEnv, print: (value: unknown) => void): void {
  withRest(root.command('audit'), env)
    .description('who changed what by REST, when, and what came of it, newest first')
    .option('--limit <n>', 'so many entries (default: 50)')
    .option('--before <number>', 'only entries with a lower number')
    .option('--json', 'all of it, what was sent included, for programs')
    .action(async ({ json, url, token, ...page }: AuditFlags) => {
      const { limit, before } = parseInput('the flags', pageQuerySchema, page);
      const query = new URLSearchParams({
        limit: `${limit}`,
        ...(before === undefined ? {} : { before: `${before}` }),
      });
      const entries = await askRest({ url, token }, { path: `/v1/audit?${query}` }, z.array(restAuditSchema));
      if (json) print(entries);
      else
        process.stdout.write(
          table(['NUMBER', 'WHEN (UTC)', 'WHO', 'FROM', 'CALL', 'STATUS', 'RESULT'], entries.map(row)),
        );
    });
}

function row({
  number,
  at,
  who,
  role,
  from,
  method,
  path,
  status,
  result,
}: z.output<typeof restAuditSchema>) {
  const end = status === null ? '-' : String(status);
  return [String(number), timeText(at), `${who} (${role})`, from, `${method} ${path}`, end, result];
}
