import { createHash } from 'node:crypto';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import * as all from './tables.ts';

/** Counts up when the same blocks make other rows than before: what was written by the old way is made anew. */
const FOLD_VERSION = 1;

const { SCHEMA, ...tables } = all;
type Tables = typeof tables;

/** Primary keys, by column. */
const KEYS: Readonly<Record<keyof Tables, readonly string[]>> = {
  heads: ['id'],
  blocks: ['number'],
  models: ['id'],
  manifests: ['hash'],
  providers: ['account'],
  offers: ['provider', 'model'],
  orders: ['id'],
  bids: ['order_id', 'provider'],
  agreements: ['id'],
  requests: ['agreement', 'index'],
  payments: ['block', 'position'],
  royalties: ['block', 'position', 'model'],
  activity: ['block', 'position'],
  activityAccounts: ['account', 'block', 'position'],
};

const INDEXES: Partial<Record<keyof Tables, readonly string[]>> = {
  models: ['owner', 'manifest'],
  offers: ['model'],
  orders: ['model, id', 'consumer, id', 'provider, id', 'state, id', 'placed_at'],
  bids: ['provider, order_id'],
  agreements: ['model, id', 'consumer, id', 'provider, id', 'state, id', 'opened_at'],
  payments: ['at', 'agreement', 'model, block', 'provider, block', 'consumer, block', 'owner, block'],
  royalties: ['owner, at'],
  activity: ['model, block', 'order_id, block', 'agreement, block', 'type, block'],
};

export type TableName = keyof Tables;

/** The statements that make an empty index. */
export const CREATE = [
  `create schema ${SCHEMA}`,
  `create table ${SCHEMA}.version (version text not null)`,
  ...names().map((name) => createTable(tables[name], KEYS[name])),
  ...names().flatMap((name) =>
    (INDEXES[name] ?? []).map((columns) => `create index on ${fullName(tables[name])} (${columns})`),
  ),
].join(';\n');

/** What an index must have been made by to be read on. */
export const INDEX_VERSION = createHash('sha256')
  .update(`${FOLD_VERSION}\n${CREATE}`)
  .digest('hex')
  .slice(0, 16);

/** One statement that writes any number of rows, given as JSON; those that are there are replaced. */
export function upsertOf(name: keyof Tables): string {
  const columns = getTableConfig(tables[name]).columns.map((column) => column.name);
  const key = KEYS[name];
  const rest = columns.filter((column) => !key.includes(column));
  const set = rest.map((column) => `"${column}" = excluded."${column}"`).join(', ');
  const conflict = rest.length === 0 ? 'do nothing' : `do update set ${set}`;
  return `insert into ${fullName(tables[name])} select * from json_populate_recordset(null::${fullName(tables[name])}, $1::text::json) on conflict (${quoted(key)}) ${conflict}`;
}

/** Rows as {@link upsertOf} takes them. */
export function toJson(name: keyof Tables, rows: Iterable<object>): string {
  const columns = columnsOf(tables[name]);
  const plain = [...rows].map((row) =>
    Object.fromEntries(columns.map(([field, column]) => [column, (row as Record<string, unknown>)[field]])),
  );
  return JSON.stringify(plain, (_, value) => (typeof value === 'bigint' ? value.toString() : value));
}

function names(): readonly (keyof Tables)[] {
  return Object.keys(KEYS) as (keyof Tables)[];
}

function createTable(table: PgTable, key: readonly string[]): string {
  const columns = getTableConfig(table).columns.map(
    (column) => `"${column.name}" ${column.getSQLType()}${column.notNull ? ' not null' : ''}`,
  );
  return `create table ${fullName(table)} (${columns.join(', ')}, primary key (${quoted(key)}))`;
}

function columnsOf(table: PgTable): readonly (readonly [string, string])[] {
  const fields = table as unknown as Readonly<Record<string, { readonly name: string }>>;
  const columns = new Set<unknown>(getTableConfig(table).columns);
  return Object.entries(fields).flatMap(([field, column]) =>
    columns.has(column) ? [[field, column.name] as const] : [],
  );
}

function fullName(table: PgTable): string {
  return `${SCHEMA}.${getTableConfig(table).name}`;
}

function quoted(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(', ');
}
