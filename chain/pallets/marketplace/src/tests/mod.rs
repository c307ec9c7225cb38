mod awarding;
mod bidding;
mod ending;
mod housekeeping;
mod invariants;
mod placing;
mod views;
