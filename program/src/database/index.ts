export { emptyDatabase, openDatabase, tidyDatabase } from './open-database.ts';
export { openDatabaseThread, type ThreadedDatabase } from './threaded-database.ts';
