//! Figures: indicators, the journal behind them, and the arithmetic of plans.

pub mod catalogue;
pub mod journal;
pub mod plan;
