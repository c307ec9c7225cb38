import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { quickResolve } from '../src/quick-imports.ts';

const root = mkdtempSync(join(tmpdir(), 'airo-imports-'));
afterAll(() => rmSync(root, { recursive: true }));

const at = (path: string) => join(root, 'node_modules', path);
const url = (path: string) => pathToFileURL(at(path)).href;
const FILES = {
  'esm/package.json': '{"type":"module"}',
  'esm/index.js': '',
  'esm/deep/part.js': '',
  'esm/cjs/package.json': '{"type":"commonjs"}',
  'esm/cjs/old.js': '',
  'esm/broken/package.json': '{',
  'esm/broken/part.js': '',
  'plain/package.json': '{}',
  'plain/index.js': '',
  'plain/part.js': '',
  'bare/index.js': '',
  'bare/part.js': '',
};
for (const [path, text] of Object.entries(FILES)) {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
}
writeFileSync(join(root, 'package.json'), '{"type":"module"}');
symlinkSync(at('plain/part.js'), at('esm/link.js'));

describe('quickened imports', () => {
  let asked: string[];
  let resolve: (specifier: string, parent: string | undefined, more?: object) => unknown;
  beforeEach(() => {
    asked = [];
    const quick = quickResolve();
    resolve = (specifier, parentURL, more = {}) => {
      const context = { parentURL, conditions: ['node', 'import'], importAttributes: {}, ...more };
      return quick(specifier, context, (wanted) => {
        asked.push(wanted);
        return { url: `node-found:${wanted}`, format: 'module' };
      });
    };
  });

  it.each([
    ['./deep/part.js', 'esm/index.js', 'esm/deep/part.js'],
    ['../index.js', 'esm/deep/part.js', 'esm/index.js'],
    ['../../esm/index.js', 'esm/deep/part.js', 'esm/index.js'],
  ])('finds the module %s beside %s without Node', (specifier, parent, found) => {
    expect(resolve(specifier, url(parent))).toEqual({
      url: url(found),
      format: 'module',
      shortCircuit: true,
    });
    expect(asked).toEqual([]);
  });

  it.each([
    ['a file of CommonJS', './cjs/old.js', url('esm/index.js')],
    ['a package that names no type', './part.js', url('plain/index.js')],
    ['a package without package.json', './part.js', url('bare/index.js')],
    ['a package.json that is broken', './broken/part.js', url('esm/index.js')],
    ['a file that is not there', './gone.js', url('esm/index.js')],
    ['a folder', './deep', url('esm/index.js')],
    ['a link', './link.js', url('esm/index.js')],
    ['a query', './index.js?again', url('esm/index.js')],
    ['an escape', './%69ndex.js', url('esm/index.js')],
    ['another ending', './index.mjs', url('esm/index.js')],
    ['a file of no package', './src/main.js', pathToFileURL(join(root, 'main.js')).href],
    ['a program’s entry', 'esm', undefined],
    ['a module that is no file', './part.js', 'data:text/javascript,/node_modules/'],
  ])('leaves %s to Node', (_what, specifier, parent) => {
    for (const _ of [1, 2]) resolve(specifier, parent);
    expect(asked).toEqual([specifier, specifier]);
  });

  it('leaves what is required to Node', () => {
    const more = { conditions: ['node', 'require'] };
    for (const _ of [1, 2]) resolve('plain', url('esm/index.js'), more);
    expect(asked).toHaveLength(2);
  });

  it('asks Node once for each package that imports a package by its name', () => {
    const first = resolve('plain', url('esm/index.js'));
    expect(resolve('plain', url('esm/deep/part.js'))).toEqual({ ...(first as object), shortCircuit: true });
    expect(asked).toEqual(['plain']);
    resolve('plain', url('plain/index.js'));
    expect(asked).toEqual(['plain', 'plain']);
  });

  it.each([
    ['#inner', {}],
    ['node:fs', {}],
    ['./data.json', { importAttributes: { type: 'json' } }],
    ['plain', { importAttributes: { type: 'json' } }],
  ])('remembers nothing of %s %j', (specifier, more) => {
    for (const _ of [1, 2]) resolve(specifier, url('esm/index.js'), more);
    expect(asked).toEqual([specifier, specifier]);
  });
});
