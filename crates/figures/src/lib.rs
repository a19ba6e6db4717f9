//! Figures: indicators, the journal behind them, and the arithmetic of plans.

pub mod catalogue;
pub mod checks;
pub mod journal;
pub mod plan;
pub mod ranking;
