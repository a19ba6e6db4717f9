//! samuh-plans.
