//! The arithmetic of plans: a total split to units and months, changed, compared and foretold.
//!
//! Pure rules: no database, no clock, no floating point where a target is made. Rules B1(a), B1(b).

mod allocate;
mod cells;
mod change;
mod fault;
mod forecast;
mod fraction;
mod pace;
mod phase;

pub use allocate::{Allocation, Ask, Reason, Unit, Why, allocate};
pub use cells::phase_cells;
pub use change::{Edited, Part, revise, set_part};
pub use fault::{LARGEST_AMOUNT, PlanFault, Relaxation};
pub use forecast::{Forecast, Outlook, Season, forecast, forecast_running};
pub use fraction::Fraction;
pub use pace::{Freshness, Pace, PaceStatus, pace, target_to_date};
pub use phase::{phase, rephase};
