//! The program as an office uses it: the built binary on data of its own, on every engine at hand.

mod exporting;
mod figures;
mod hostile;
mod importing;
mod kills;
mod office;
mod registers;
mod users;
mod verifying;
mod words;
