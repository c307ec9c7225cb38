mod catalogue;
mod committing;
mod genesis;
mod invariants;
mod lineage;
mod listing;
mod registering;
mod selling;
