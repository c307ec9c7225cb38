import type { Status } from './status.ts';

/** A picture of the bot for people; `--json` has all of it. */
export function statusText({ health, models, earnings }: Status): string {
  const { bidding, queues } = health;
  const waiting = Object.entries(queues).map(([name, jobs]) => `${jobs} ${name}`);
  const rows: [string, string][] = [
    ['state', health.ok ? 'works' : `can't work: ${health.reasons.join('; ')}`],
    ['account', health.account],
    ['block', String(health.head)],
    ['bidding', biddingText(bidding)],
    ['capacity', `${Math.round(health.capacityUsed * 100)} % sold`],
    ['jobs', waiting.join(', ')],
    ['open', `${bidding.openOrders} orders, ${bidding.openAgreements} agreements`],
    ['earned', `${earnings.settled.provider} AIRO for ${earnings.settled.units} inferences`],
    ['money', `${earnings.money.free} AIRO free, ${earnings.money.bonds} in bonds`],
    ...models.map((model): [string, string] => [`model ${model.id}`, modelText(model)]),
  ];
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows.map(([name, text]) => `${name.padEnd(width)}${text}\n`).join('');
}

function biddingText({ mode, safeToStop }: Status['health']['bidding']): string {
  const hint = { running: '', paused: '; `wingman resume` goes on', draining: '; ends when nothing is left' }[
    mode
  ];
  return `${mode}${hint}${safeToStop ? '; safe to stop' : ''}`;
}

export function modelText({ state, name, hardware, benchmark, error }: Status['models'][number]): string {
  const speed = benchmark
    ? `, ${Math.round(benchmark.perSecond)}/s, p95 ${benchmark.p95Ms.toFixed(1)} ms`
    : '';
  const what =
    name === null ? state : `${name}, ${state}${hardware === null ? '' : ` on ${hardware}`}${speed}`;
  return error ? `${what}: ${error.message} [${error.code}]` : what;
}
