//! Real files, made by the tests themselves, read and written through the public functions.

#[cfg(test)]
mod bombs;
#[cfg(test)]
mod books;
#[cfg(test)]
mod decks;
#[cfg(test)]
mod kit;
#[cfg(test)]
mod old;
#[cfg(test)]
mod papers;
#[cfg(test)]
mod texts;
#[cfg(test)]
mod written;
