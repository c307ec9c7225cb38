import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { STATUS_BY_CODE } from '../src/http/app.ts';
import { ROUTES } from '../src/http/routes.ts';

const guide = readFileSync(new URL('../../docs/guides/indexer.md', import.meta.url), 'utf8');

describe('the guide to the indexer', () => {
  it('names routes that there are', () => {
    const paths = new Set([...ROUTES.map(({ path }) => path), '/v1/activity/stream']);
    const named = [...guide.matchAll(/`(\/v1\/[^`?]*)/g)].map(([, path = '']) => path);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((path) => !paths.has(path))).toEqual([]);
  });

  it('gives each code the status that it has', () => {
    for (const line of guide.split('\n').filter((each) => /^\| \d{3} /.test(each))) {
      for (const [, code = ''] of line.matchAll(/`([A-Z_]+)`/g)) {
        if (code !== 'BODY_INVALID')
          expect([code, STATUS_BY_CODE[code]]).toEqual([code, Number(line.slice(2, 5))]);
      }
    }
  });
});
