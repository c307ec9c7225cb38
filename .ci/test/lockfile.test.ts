import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

interface Entry {
  readonly resolved?: string;
  readonly link?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const packages: Record<string, Entry> = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;

/** What `npm ci` refuses on another machine: optional packages, one per platform, that the lock file doesn't name. */
describe('package-lock.json', () => {
  it('holds the binaries of every platform', () => {
    const names = new Set(
      Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)),
    );
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !names.has(name))
        .map((name) => `${name} of ${path}`),
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
