//! Pages that stand ready: drawn once for a desk and given again while nothing has been committed
//! since, by this process or another. A saved record is therefore on the next page load.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard},
};

use chrono::NaiveDate;
use maud::Markup;
use samuh_web::{page::Section, words::Lang};

/// Pages that are kept: with 60 kB each some 2 MiB.
const MOST: usize = 32;
/// What grows late by the clock alone is seen after a minute at the latest, microseconds.
const MINUTE: i64 = 60_000_000;

/// What a page was drawn for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    /// The account and the post it works at: pages differ by rights and by what waits for whom.
    pub(crate) who: (i64, i64),
    /// Its language.
    pub(crate) lang: Lang,
    /// The address it was asked at, with its query.
    pub(crate) address: String,
    /// The day in India.
    pub(crate) day: NaiveDate,
}

/// A page without its frame.
#[derive(Debug)]
pub(crate) struct Drawn {
    /// Its title.
    pub(crate) title: String,
    /// Where it stands in the navigation.
    pub(crate) section: Section,
    /// What it says.
    pub(crate) body: Markup,
}

/// The pages, the latest first.
#[derive(Default)]
pub(crate) struct Ready(Mutex<VecDeque<Page>>);

struct Page {
    key: Key,
    edition: i64,
    drawn_at: i64,
    drawn: Arc<Drawn>,
}

impl Ready {
    /// The page as it was drawn of that edition, less than a minute ago.
    pub(crate) fn get(&self, key: &Key, edition: i64, now: i64) -> Option<Arc<Drawn>> {
        let pages = self.pages();
        let is_it = |page: &&Page| {
            page.edition == edition && page.key == *key && now - page.drawn_at < MINUTE
        };
        pages.iter().find(is_it).map(|page| Arc::clone(&page.drawn))
    }

    /// Keeps a page. `edition` was asked before the page's state was read: a page of a later state
    /// under an earlier number is only drawn once more.
    pub(crate) fn put(&self, key: Key, edition: i64, now: i64, drawn: Arc<Drawn>) {
        let mut pages = self.pages();
        pages.retain(|page| page.edition == edition && page.key != key);
        pages.truncate(MOST - 1);
        pages.push_front(Page { key, edition, drawn_at: now, drawn });
    }

    fn pages(&self) -> MutexGuard<'_, VecDeque<Page>> {
        self.0.lock().expect("nobody panics holding the pages")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(account_id: i64) -> Key {
        let who = (account_id, 1);
        let day = NaiveDate::from_ymd_opt(2026, 11, 30).expect("a day");
        Key { who, lang: Lang::Hi, address: "/".into(), day }
    }

    fn drawn(title: &str) -> Arc<Drawn> {
        let body = maud::html! { (title) };
        Arc::new(Drawn { title: title.into(), section: Section::Dashboard, body })
    }

    #[test]
    fn a_page_is_given_again_to_the_same_desk_only_and_only_while_nothing_changed() {
        let ready = Ready::default();
        ready.put(key(1), 7, 0, drawn("one"));
        assert_eq!(ready.get(&key(1), 7, 1).expect("kept").title, "one");
        assert!(ready.get(&key(2), 7, 1).is_none(), "another account");
        let charge = Key { who: (1, 2), ..key(1) };
        assert!(ready.get(&charge, 7, 1).is_none(), "an additional charge of the same account");
        assert!(ready.get(&key(1), 8, 1).is_none(), "something was committed");
        assert!(ready.get(&key(1), 7, MINUTE).is_none(), "a minute has passed");
        let tomorrow = Key { day: key(1).day.succ_opt().expect("a day"), ..key(1) };
        assert!(ready.get(&tomorrow, 7, 1).is_none(), "another day");
    }

    #[test]
    fn no_more_pages_are_kept_than_there_is_room_for_and_none_of_an_earlier_state() {
        let ready = Ready::default();
        for account in 0..100 {
            ready.put(key(account), 7, 0, drawn("one"));
        }
        assert_eq!(ready.pages().len(), MOST);
        assert!(ready.get(&key(0), 7, 1).is_none());
        ready.put(key(5), 8, 0, drawn("two"));
        assert_eq!(ready.pages().len(), 1);
    }
}
