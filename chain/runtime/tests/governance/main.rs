//! Who may change the parameters, how, how far, and whom it binds; and how the council spends the treasury's money.

mod council;
#[path = "../devchain/mod.rs"]
mod devchain;
mod guide;
mod limits;
mod mid_agreement;
mod motions;
mod parameter;
mod play;
mod treasury;
