export { emptyDatabase, openDatabase, tidyDatabase } from '@airo/program/database';
