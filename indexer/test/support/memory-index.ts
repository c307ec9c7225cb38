import { PGlite } from '@electric-sql/pglite';
import { openSchema } from '../../src/adapters/store/open-schema.ts';
import { pgliteSession } from '../../src/adapters/store/session.ts';
import { createSqlReader } from '../../src/adapters/store/sql-reader.ts';
import { createSqlStore } from '../../src/adapters/store/sql-store.ts';
import { FakeChain } from '../fakes/fake-chain.ts';

/** An index in memory, for as long as a test file runs. */
export async function memoryIndex() {
  const database = await PGlite.create();
  const session = pgliteSession(database);
  const { genesisHash: genesis } = new FakeChain();
  await openSchema(session, { genesis, rebuild: false });
  return {
    store: createSqlStore(session),
    reader: createSqlReader(session),
    empty: () => openSchema(session, { genesis, rebuild: true }),
    close: () => database.close(),
  };
}
