export { emptyDatabase, openDatabase, openDatabaseThread, tidyDatabase } from '@airo/program/database';
