//! The program as an office uses it: the built binary on data of its own, on every engine at hand.

mod figures;
mod hostile;
mod importing;
mod kills;
mod office;
mod verifying;
mod words;
