/** Statements that bring a database to each version; never edited once released, only added to. */
export const MIGRATIONS: readonly string[] = [
  `
  create table wingman.cursors (finality text primary key, number integer not null, hash text not null);
  create table wingman.orders (
    id integer primary key, consumer text not null, model integer not null, inferences integer not null,
    max_price numeric(39,0) not null, bids_until integer not null, stage text not null, reason text,
    price numeric(39,0), detail text not null, decided_at bigint
  );
  create index orders_open on wingman.orders (id) where stage in ('new', 'bidding');
  create table wingman.agreements (
    id integer primary key, order_id integer not null, consumer text not null, model integer not null,
    manifest text not null, price numeric(39,0) not null, inferences integer not null, expires integer not null,
    closes_after integer not null, close_offered_by text, state text not null
  );
  create index agreements_open on wingman.agreements (id) where state = 'open';
  create table wingman.requests (
    agreement integer not null, index integer not null, payload text not null, payload_size bigint not null,
    units integer not null, posted integer not null, deadline integer not null, state text not null, response text,
    response_size bigint, fail_code text, detail text not null, primary key (agreement, index)
  );
  create table wingman.earnings (
    block integer not null, position integer not null, agreement integer not null, units integer not null,
    provider numeric(39,0) not null, royalty numeric(39,0) not null, commission numeric(39,0) not null,
    primary key (block, position)
  );
  create table wingman.outbox (
    id text primary key, queue text not null, data jsonb not null, not_before integer, taken boolean not null
  );
  create index outbox_ready on wingman.outbox (not_before) where not taken;
  create table wingman.transactions (
    id integer generated always as identity primary key, at bigint not null, call text not null,
    subject text not null, ok boolean not null, block integer, fee numeric(39,0), error text not null
  );
  create table wingman.configs (
    version integer generated always as identity primary key, at bigint not null, source text not null,
    config jsonb not null
  );
  `,
  `
  alter table wingman.orders add award text not null default 'manual', add rival_price numeric(39,0),
    add ended text, add awarded_price numeric(39,0), add context jsonb;
  create index orders_past on wingman.orders (model, id) where ended is not null;
  create table wingman.usd_rates (id integer primary key, pico_usd numeric(39,0) not null, at bigint not null);
  `,
  `
  create index orders_by_reason on wingman.orders (reason, id);
  create index orders_by_model on wingman.orders (model, id);
  create index orders_by_consumer on wingman.orders (consumer, id);
  `,
  `
  create table wingman.states (name text primary key, value jsonb not null);
  `,
  `
  create table wingman.alerts (
    number integer generated always as identity primary key, id text not null unique, payload jsonb not null,
    state text not null, attempts integer not null, next_at bigint, error text not null
  );
  create index alerts_waiting on wingman.alerts (next_at) where state = 'waiting';
  create table wingman.day_fees (day integer primary key, fee numeric(39,0) not null);
  `,
  `
  create table wingman.audit_log (
    number integer generated always as identity primary key, at bigint not null, who text not null,
    role text not null, from_address text not null, method text not null, path text not null, body text not null,
    status integer, result text not null default ''
  );
  `,
  `
  alter table wingman.requests add unended_runs integer not null default 0;
  `,
];
