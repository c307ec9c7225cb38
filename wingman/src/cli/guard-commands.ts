import type { Command } from 'commander';
import { z } from 'zod';
import { restAlertSchema } from '../schemas/alerts.ts';
import { resetBreakerBodySchema, restBreakerSchema, restControlSchema } from '../schemas/rest-guard.ts';
import { parseInput } from './files.ts';
import { withRest } from './pricing-commands.ts';
import { askRest, type RestFlags } from './rest-client.ts';

/** `wingman pause`, `resume`, `drain`, `alerts …` and `breaker …` */
export function addGuard(root: Command, env: NodeJS.ProcessEnv, print: (value: unknown) => void): void {
  const control = (flags: RestFlags, path: string, body: object = {}) =>
    askRest(flags, { method: 'POST', path, body }, restControlSchema);
  withRest(root.command('pause'), env)
    .description('no new bids, over restarts too; what was won is served')
    .action(async (flags: RestFlags) => print(await control(flags, '/v1/pause')));
  withRest(root.command('resume'), env)
    .description('bids again')
    .action(async (flags: RestFlags) => print(await control(flags, '/v1/resume')));
  withRest(root.command('drain'), env)
    .description('no new bids; the bot ends with code 0 when nothing is left to serve')
    .option('--stay', 'it stays up then, paused; `wingman status` says when it is safe to stop')
    .action(async (flags: RestFlags & { stay?: true }) =>
      print(await control(flags, '/v1/drain', { stop: !flags.stay })),
    );
  const alerts = root.command('alerts').description('alerts of a running Wingman');
  withRest(alerts.command('show'), env)
    .description('the last ones, and whether they arrived')
    .action(async (flags: RestFlags) =>
      print(await askRest(flags, { path: '/v1/alerts' }, z.array(restAlertSchema))),
    );
  withRest(alerts.command('test'), env)
    .description('sends one now; exits 1 when it does not arrive')
    .action(async (flags: RestFlags) => {
      const sent = await askRest(
        flags,
        { method: 'POST', path: '/v1/alerts/test', body: {} },
        restAlertSchema,
      );
      print(sent);
      if (sent.state !== 'delivered') process.exitCode = 1;
    });
  const breaker = root.command('breaker').description('circuit breakers of a running Wingman');
  withRest(breaker.command('show'), env)
    .description('their states, and the faults that they count')
    .action(async (flags: RestFlags) =>
      print(await askRest(flags, { path: '/v1/breaker' }, z.array(restBreakerSchema))),
    );
  withRest(breaker.command('reset'), env)
    .description('closes them')
    .option('--model <number>', 'only the one of this model')
    .action(async ({ model, ...flags }: RestFlags & { model?: string }) => {
      const given = model === undefined ? {} : { model: Number(model) };
      const body = parseInput('the flags', resetBreakerBodySchema, given);
      const path = '/v1/breaker/reset';
      print(await askRest(flags, { method: 'POST', path, body }, z.array(restBreakerSchema)));
    });
}
