export { emptyDatabase, openDatabase, tidyDatabase } from './open-database.ts';
