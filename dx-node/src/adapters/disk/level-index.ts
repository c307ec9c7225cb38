import { ClassicLevel } from 'classic-level';
import { z } from 'zod';
import { type BlobEntry, blobEntrySchema } from '../../domain/blob-entry.ts';
import type { DxKey } from '../../domain/key.ts';
import { DxError } from '../../errors.ts';
import { errnoOf, storeError } from './errno.ts';

const entryRow = (key: DxKey): string => `entry:${key}`;
const manifestRow = (key: DxKey): string => `manifest:${key}`;
/** All rows of entries: `;` is the character after `:`. */
const ENTRY_ROWS = { gte: 'entry:', lt: 'entry;' };

const rowSchema = z
  .instanceof(Uint8Array)
  .transform((bytes) => Buffer.from(bytes).toString('utf8'))
  .pipe(z.preprocess((text, context) => parseJson(String(text), context), blobEntrySchema));

/** Entries and manifests in LevelDB; a change is on disk when it returns, unless it needn't be durable. */
export class LevelIndex {
  readonly #db: ClassicLevel<string, Uint8Array>;

  private constructor(db: ClassicLevel<string, Uint8Array>) {
    this.#db = db;
  }

  /** Throws DX_STORE, saying so when another process has the folder. */
  static async open(path: string): Promise<LevelIndex> {
    const db = new ClassicLevel<string, Uint8Array>(path, { valueEncoding: 'view' });
    try {
      await db.open();
    } catch (error) {
      const cause = (error as { cause?: unknown }).cause ?? error;
      if (errnoOf(cause) === 'LEVEL_LOCKED') {
        const message = `${path} is in use by another dx-node: stop it or choose another dataDir`;
        throw new DxError('DX_STORE', message, { path }, { cause });
      }
      throw storeError(path, cause);
    }
    return new LevelIndex(db);
  }

  /** Everything that can be read; what can't is left out, as if it had never been stored. */
  async load(): Promise<BlobEntry[]> {
    const entries: BlobEntry[] = [];
    for await (const row of this.#db.values(ENTRY_ROWS)) {
      const entry = rowSchema.safeParse(row);
      if (entry.success) entries.push(entry.data);
    }
    return entries;
  }

  async put(entry: BlobEntry, durable: boolean): Promise<void> {
    const row = { type: 'put' as const, key: entryRow(entry.key), value: encode(entry) };
    await this.#db.batch([row], { sync: durable });
  }

  async putWithManifest(entry: BlobEntry, hashes: Uint8Array, durable: boolean): Promise<void> {
    await this.#db.batch(
      [
        { type: 'put', key: entryRow(entry.key), value: encode(entry) },
        { type: 'put', key: manifestRow(entry.key), value: hashes },
      ],
      { sync: durable },
    );
  }

  async hashes(key: DxKey): Promise<Uint8Array | undefined> {
    return this.#db.get(manifestRow(key));
  }

  async delete(key: DxKey): Promise<void> {
    await this.#db.batch(
      [
        { type: 'del', key: entryRow(key) },
        { type: 'del', key: manifestRow(key) },
      ],
      { sync: true },
    );
  }

  async close(): Promise<void> {
    await this.#db.close();
  }
}

function encode(entry: BlobEntry): Uint8Array {
  return Buffer.from(JSON.stringify(entry));
}

function parseJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' });
    return z.NEVER;
  }
}
