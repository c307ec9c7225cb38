import { lstatSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

type Resolve = Parameters<typeof registerHooks>[0]['resolve'] & {};

/** Without what a URL would read otherwise than a path. */
const FILE_BESIDE = /^\.\.?\/[^?#%\\]+\.js$/;
const IN_A_PACKAGE = '/node_modules/';

/**
 * To be called before the larger imports of a program. Node parses the whole package.json of a package again for each of
 * its modules (as of 24); that of @polkadot/types has 190 kB and is needed by 395 imports, so that a bot spends more than
 * a second of its start on it. Here a package.json is read once, and the answers are the same.
 */
export function quickenImports(): void {
  registerHooks({ resolve: quickResolve() });
}

/** What `quickenImports` puts before Node's own way; anything but plain modules of packages is left to that. */
export function quickResolve(): Resolve {
  const scopes = new Map<string, Scope>();
  const found = new Map<string, ReturnType<Resolve>>();
  return (specifier, context, next) => {
    const { parentURL: parent, conditions } = context;
    if (!parent?.includes(IN_A_PACKAGE) || !parent.startsWith('file:') || !conditions.includes('import'))
      return next(specifier, context);
    if (FILE_BESIDE.test(specifier)) {
      const url = new URL(specifier, parent);
      const path = fileURLToPath(url);
      const isModule = scopeOf(dirname(path), scopes).isModule && isPlainFile(path);
      return isModule ? { url: url.href, format: 'module', shortCircuit: true } : next(specifier, context);
    }
    // The same for all modules of a package: nothing else of the parent counts.
    const key = `${specifier}\n${scopeOf(dirname(fileURLToPath(parent)), scopes).folder}`;
    const known = found.get(key);
    if (known) return { ...known, shortCircuit: true };
    const answer = next(specifier, context);
    if (isBare(specifier) && !hasAttributes(context)) found.set(key, answer);
    return answer;
  };
}

/** The folder of the nearest package.json, and whether it makes modules of its `.js` files. */
interface Scope {
  readonly folder: string;
  readonly isModule: boolean;
}

function scopeOf(folder: string, scopes: Map<string, Scope>): Scope {
  const known = scopes.get(folder);
  if (known) return known;
  const scope = readScope(folder) ?? scopeOf(dirname(folder), scopes);
  scopes.set(folder, scope);
  return scope;
}

function readScope(folder: string): Scope | null {
  const parent = dirname(folder);
  // As in Node, a scope ends where packages lie.
  if (parent === folder || basename(folder) === 'node_modules') return { folder, isModule: false };
  try {
    const { type } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return { folder, isModule: type === 'module' };
  } catch (error) {
    // One that can't be read is for Node to complain about.
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : { folder, isModule: false };
  }
}

/** No link, whose modules Node knows by where it leads. */
function isPlainFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

const isBare = (specifier: string) => /^[@a-z]/i.test(specifier) && !specifier.includes(':');
const hasAttributes = ({ importAttributes }: { importAttributes: object }) =>
  Object.keys(importAttributes).length > 0;
