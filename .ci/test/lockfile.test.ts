import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

interface Entry {
  readonly resolved?: string;
  readonly link?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** What `npm ci` refuses on another machine: optional packages, one per platform, that the lock file doesn't name. */
describe.each(['package-lock.json', 'e2e/zombienet/package-lock.json'])('%s', (path) => {
  const packages: Record<string, Entry> = JSON.parse(readFileSync(path, 'utf8')).packages;

  it('holds the binaries of every platform', () => {
    const names = new Set(Object.keys(packages).map((at) => at.slice(at.lastIndexOf('node_modules/') + 13)));
    const missing = Object.entries(packages).flatMap(([at, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !names.has(name))
        .map((name) => `${name} of ${at}`),
    );
    expect(missing).toEqual([]);
  });

  it('names no registry', () => {
    const hosts = Object.values(packages).filter(
      ({ resolved, link }) => !link && resolved?.startsWith('http'),
    );
    expect(hosts).toEqual([]);
  });
});
