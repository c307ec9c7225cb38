mod answering;
mod closing;
mod invariants;
mod opening;
mod refunding;
mod requesting;
mod settling;
mod views;
