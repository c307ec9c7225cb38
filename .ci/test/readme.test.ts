import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const read = (path: string) => readFileSync(path, 'utf8');
const tracked = execFileSync('git', ['ls-files'], { encoding: 'utf8' }).split('\n');

describe('the README', () => {
  it('has a table of folders that is the tree', () => {
    const folders = new Set(tracked.filter((path) => path.includes('/')).map((path) => path.split('/')[0]));
    const rows = [...read('README.md').matchAll(/^\| `([^`]+)\/` \|/gm)].map(([, folder]) => folder);
    expect(rows).toEqual([...folders].sort((a = '', b = '') => a.localeCompare(b)));
  });

  it('shows the two commands', () => {
    expect(read('README.md')).toContain('npm ci && npm start');
    expect(read('README.md')).toContain('npm ci && npm test');
  });
});

describe('the documents', () => {
  const pages = tracked.filter((path) => path.endsWith('.md') && !path.startsWith('chain/target'));

  it.each(pages)('%s link to files that are there', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link = '']) => link);
    const folder = page.split('/').slice(0, -1);
    for (const link of links) {
      const path = new URL(link, `file:///${[...folder, ''].join('/')}`).pathname.slice(1);
      expect(tracked.some((file) => file === path || file.startsWith(`${path.replace(/\/$/, '')}/`))).toBe(
        true,
      );
    }
  });

  it('name every npm script that they show', () => {
    const scripts = (folder: string) =>
      Object.keys((JSON.parse(read(`${folder}package.json`)) as { scripts: object }).scripts);
    const shown = pages.flatMap((page) => [
      ...read(page).matchAll(/npm run (?:--silent )?([a-z][a-z:0-9-]*)(?: -w @airo\/([a-z-]+))?/g),
    ]);
    expect(shown.length).toBeGreaterThan(0);
    for (const [, script, workspace] of shown)
      expect(scripts(workspace === undefined ? '' : `${workspace}/`)).toContain(script);
  });
});
