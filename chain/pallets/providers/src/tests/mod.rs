mod bonding;
mod coverage;
mod genesis;
mod invariants;
mod offering;
mod records;
mod registering;
