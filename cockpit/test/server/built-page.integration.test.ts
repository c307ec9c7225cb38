import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { builtPage } from '../../server/built-page.ts';

describe('the built page', () => {
  it('is made once for the same sources, by however many ask', async () => {
    const cache = mkdtempSync(join(tmpdir(), 'airo-built-'));
    const never = new AbortController().signal;
    const [one, other] = await Promise.all([builtPage(cache, never), builtPage(cache, never)]);
    expect(other).toBe(one);
    expect(readFileSync(join(one, 'index.html'), 'utf8')).toContain('./assets/');
    const { ino } = statSync(join(one, 'index.html'));
    expect(await builtPage(cache, never)).toBe(one);
    expect(statSync(join(one, 'index.html')).ino).toBe(ino);
    expect(readdirSync(join(cache, 'cockpit'))).toHaveLength(1);
  });

  it('keeps the chain and the wallets out of what is loaded first', async () => {
    const page = await builtPage(mkdtempSync(join(tmpdir(), 'airo-built-')), new AbortController().signal);
    const html = readFileSync(join(page, 'index.html'), 'utf8');
    const first = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, path = '']) => path);
    expect(first.length).toBeGreaterThan(0);
    const code = first.map((path) => readFileSync(join(page, path), 'utf8')).join('');
    for (const heavy of ['author_submitExtrinsic', 'cryptoWaitReady', 'uPlot'])
      expect(code).not.toContain(heavy);
  });
});
