import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { publicReason } from '../src/domain/public-reason.ts';
import { ALERT_KIND_NAMES, ALERT_KINDS } from '../src/schemas/alerts.ts';
import { ORDER_REASON_NAMES, ORDER_REASONS, stageOf } from '../src/schemas/order-reasons.ts';

const guide = (name: string) => readFile(new URL(`../../docs/guides/${name}`, import.meta.url), 'utf8');
const cells = (text: string, columns: number) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.slice(2, -2).split(' | '))
    .filter((row) => row.length === columns);

describe('the guide to decisions', () => {
  it('explains each reason, its stage and its meaning, and no other', async () => {
    const rows = cells((await guide('decisions.md')).split('## Reasons')[1]?.split('\n## ')[0] ?? '', 3);
    expect(rows).toEqual(
      ORDER_REASON_NAMES.map((reason) => [`\`${reason}\``, stageOf(reason), ORDER_REASONS[reason]]),
    );
  });

  it('says which reasons strangers are told coarser', async () => {
    const text = (await guide('decisions.md')).split('## In public')[1]?.replaceAll('\n', ' ') ?? '';
    for (const reason of ORDER_REASON_NAMES.filter((name) => publicReason(name) !== name)) {
      expect(text).toMatch(new RegExp(`\`${reason}\`[^;.]* (is|are) \`${publicReason(reason)}\``));
    }
  });
});

describe('the guide to alerts', () => {
  it('explains each kind, and no other', async () => {
    const rows = cells(await guide('alerts.md'), 2);
    expect(rows).toEqual(ALERT_KIND_NAMES.map((kind) => [`\`${kind}\``, ALERT_KINDS[kind]]));
  });
});
