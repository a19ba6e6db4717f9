//! Back-off: after some failures each further try must wait longer, but nobody is ever locked out.
//!
//! Counted are addresses, logins (whether anyone has them or not, so that both answer alike), and
//! accounts at an address they have signed in from before: there a stranger's failures elsewhere
//! do not keep the officer out. On the road they do not either: while a login waits, an address that
//! has not tried it yet has one try, a few an hour. A real login's count is kept in the register
//! too, for restarts.

use std::{
    collections::{HashMap, VecDeque},
    net::IpAddr,
    sync::Mutex,
};

const SECOND: i64 = 1_000_000;
/// The first wait and the longest one, microseconds.
const FIRST_WAIT: i64 = 30 * SECOND;
const LONGEST_WAIT: i64 = 15 * 60 * SECOND;
/// Failures are forgotten this long after the last one, microseconds.
const FORGOTTEN_AFTER: i64 = 60 * 60 * SECOND;
/// How many counters are held at most.
const COUNTERS: usize = 20_000;
/// How many addresses an account is known at.
const KNOWN_ADDRESSES: usize = 8;

/// Tries an hour that a login which waits leaves to addresses that have not tried it: with the twelve
/// that the waits let through, twenty (TRUST T26).
const SPARE: usize = 8;

/// Failures of one login before the first wait.
const LOGIN_FREE: i64 = 5;
/// Failures of one address before the first wait: a whole office may share one.
const ADDRESS_FREE: i64 = 50;

/// How long the next try must wait after so many failures, microseconds: 30 s, doubling to 15 min.
fn wait_after(failures: i64, free: i64) -> i64 {
    match u32::try_from(failures - free) {
        Err(_) => 0,
        Ok(over) => (FIRST_WAIT << over.min(16)).min(LONGEST_WAIT),
    }
}

/// Who is counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    /// A network address; an IPv6 address counts with its /64.
    Address(IpAddr),
    /// An account at an address it is known at.
    Known(i64, i64, IpAddr),
    /// The one-time codes of an account: only who has the password comes to them.
    Code(i64, i64),
    /// A login, real or not.
    Login(String),
}

impl Key {
    pub(crate) fn address(address: IpAddr) -> Self {
        Self::Address(network(address))
    }

    pub(crate) fn known(district_id: i64, account_id: i64, address: IpAddr) -> Self {
        Self::Known(district_id, account_id, network(address))
    }

    fn free(&self) -> i64 {
        if matches!(self, Self::Address(_)) { ADDRESS_FREE } else { LOGIN_FREE }
    }
}

fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => v6
            .to_ipv4_mapped()
            .map_or_else(|| IpAddr::V6((v6.to_bits() >> 64 << 64).into()), IpAddr::V4),
    }
}

/// Failures in a row and what follows from them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Count {
    /// How many.
    pub(crate) failures: i64,
    /// The next try is too early before this instant, microseconds UTC.
    pub(crate) wait_until: i64,
    last_at: i64,
}

impl Count {
    /// The count as the register has it.
    pub(crate) fn kept(failures: i64, wait_until: i64) -> Self {
        Self { failures, wait_until, last_at: wait_until }
    }

    /// True where the next try must wait.
    pub(crate) fn is_waiting(&self) -> bool {
        self.wait_until > self.last_at
    }

    fn has_faded(&self, now: i64) -> bool {
        now - self.last_at > FORGOTTEN_AFTER
    }
}

/// A try of a login that was let through.
#[derive(Debug)]
struct Tried {
    at: i64,
    from: IpAddr,
    is_spare: bool,
}

#[derive(Debug, Default)]
struct State {
    counts: HashMap<Key, Count>,
    tried: HashMap<String, Vec<Tried>>,
    known: HashMap<(i64, i64), VecDeque<IpAddr>>,
}

/// The counters in memory.
#[derive(Debug, Default)]
pub(crate) struct Attempts(Mutex<State>);

impl Attempts {
    /// Counts a try as failed before it is made, so that tries at the same time all count.
    /// `kept` is what the register has. Answers the new count, or how many microseconds to wait
    /// where it is too early.
    pub(crate) fn begin(&self, key: &Key, kept: Count, now: i64) -> Result<Count, i64> {
        let mut state = self.state();
        state.make_room(now);
        let count = state.counts.entry(key.clone()).or_default();
        if kept.failures > count.failures {
            *count = kept;
        }
        if count.has_faded(now) {
            *count = Count::default();
        }
        if count.wait_until > now {
            return Err(count.wait_until - now);
        }
        count.failures += 1;
        count.last_at = now;
        count.wait_until = now + wait_after(count.failures, key.free());
        Ok(*count)
    }

    /// As `begin`, for a password that comes from there: where its login waits and that address has
    /// not tried it in the last hour, the try may be a spare one, which answers no count.
    pub(crate) fn turn(
        &self,
        key: &Key,
        kept: Count,
        from: IpAddr,
        now: i64,
    ) -> Result<Option<Count>, i64> {
        let count = self.begin(key, kept, now);
        let Key::Login(login) = key else { return count.map(Some) };
        let from = network(from);
        let mut state = self.state();
        let tried = state.tried.entry(login.clone()).or_default();
        tried.retain(|one| now - one.at <= FORGOTTEN_AFTER);
        let is_spare = count.is_err();
        let spares = tried.iter().filter(|one| one.is_spare).count();
        if is_spare && (spares >= SPARE || tried.iter().any(|one| one.from == from)) {
            return count.map(Some);
        }
        tried.push(Tried { at: now, from, is_spare });
        Ok(count.ok())
    }

    /// Takes back the one try that succeeded after all.
    pub(crate) fn forgive(&self, key: &Key) {
        if let Some(count) = self.state().counts.get_mut(key) {
            count.failures = (count.failures - 1).max(0);
            count.wait_until = 0;
        }
    }

    /// Forgets all failures of that key.
    pub(crate) fn forget(&self, key: &Key) {
        self.state().counts.remove(key);
    }

    /// Remembers that the account signed in from there.
    pub(crate) fn remember(&self, district_id: i64, account_id: i64, address: IpAddr) {
        let address = network(address);
        let mut state = self.state();
        let known = state.known.entry((district_id, account_id)).or_default();
        known.retain(|other| *other != address);
        known.push_front(address);
        known.truncate(KNOWN_ADDRESSES);
    }

    /// True where the account has signed in from there since the program started.
    pub(crate) fn knows(&self, district_id: i64, account_id: i64, address: IpAddr) -> bool {
        let known = self.state();
        let known = known.known.get(&(district_id, account_id));
        known.is_some_and(|list| list.contains(&network(address)))
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().expect("nobody panics holding the counters")
    }
}

impl State {
    fn make_room(&mut self, now: i64) {
        if self.counts.len() < COUNTERS && self.tried.len() < COUNTERS {
            return;
        }
        let is_fresh = |one: &Tried| now - one.at <= FORGOTTEN_AFTER;
        self.tried.retain(|_, tried| tried.iter().any(is_fresh));
        if self.tried.len() >= COUNTERS {
            self.tried.clear();
        }
        self.counts.retain(|_, count| !count.has_faded(now));
        if self.counts.len() >= COUNTERS {
            // Everyone waits for somebody: keep those who tried most.
            self.counts.retain(|_, count| count.failures > 1);
        }
        if self.counts.len() >= COUNTERS {
            self.counts.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn begin(attempts: &Attempts, key: &Key, now: i64) -> Result<i64, i64> {
        attempts.begin(key, Count::default(), now).map(|count| count.failures)
    }

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 0, 7));

    #[test]
    fn after_five_failures_the_wait_is_thirty_seconds_and_doubles_to_fifteen_minutes() {
        let waits: Vec<i64> = (0..12).map(|n| wait_after(n, LOGIN_FREE) / SECOND).collect();
        assert_eq!(waits, [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900]);
    }

    #[test]
    fn an_hour_lets_through_at_most_twenty_guesses_of_one_login() {
        let attempts = Attempts::default();
        let key = Key::Login("nobody".into());
        let let_through = (0..3600).filter(|s| begin(&attempts, &key, s * SECOND).is_ok()).count();
        assert_eq!(let_through, 12);
    }

    #[test]
    fn a_success_forgives_its_own_try_and_failures_fade_after_an_hour() {
        let attempts = Attempts::default();
        let key = Key::address(HERE);
        for _ in 0..ADDRESS_FREE {
            begin(&attempts, &key, 0).unwrap();
        }
        assert_eq!(begin(&attempts, &key, 0), Err(FIRST_WAIT));
        attempts.forgive(&key);
        assert_eq!(begin(&attempts, &key, 0), Ok(ADDRESS_FREE));
        assert!(begin(&attempts, &key, 1).is_err());
        assert_eq!(begin(&attempts, &key, FORGOTTEN_AFTER + SECOND), Ok(1));
    }

    #[test]
    fn a_count_of_the_register_is_taken_up_after_a_restart_and_fades_too() {
        let (attempts, key) = (Attempts::default(), Key::Login("collector".into()));
        let kept = Count::kept(7, 100 * SECOND);
        assert_eq!(attempts.begin(&key, kept, 40 * SECOND), Err(60 * SECOND));
        let next = attempts.begin(&key, kept, 100 * SECOND).unwrap();
        assert_eq!((next.failures, next.wait_until), (8, 340 * SECOND));
        let attempts = Attempts::default();
        let later = attempts.begin(&key, kept, 101 * SECOND + FORGOTTEN_AFTER).unwrap();
        assert_eq!((later.failures, later.wait_until > 0), (1, true));
    }

    #[test]
    fn an_account_is_known_only_where_it_has_signed_in() {
        let attempts = Attempts::default();
        attempts.remember(643, 1, HERE);
        assert!(attempts.knows(643, 1, HERE));
        assert!(
            !attempts.knows(643, 2, HERE) && !attempts.knows(643, 1, IpAddr::from([10, 0, 0, 8]))
        );
        for last in 10..20 {
            attempts.remember(643, 1, IpAddr::from([10, 0, 0, last]));
        }
        assert!(!attempts.knows(643, 1, HERE));
    }

    /// TRUST T26: ten thousand guesses, one every 360 ms for an hour.
    fn let_through(key: impl Fn(i64) -> Key) -> usize {
        let attempts = Attempts::default();
        let at = |n: i64| n * 360_000;
        (0..10_000).filter(|n| begin(&attempts, &key(*n), at(*n)).is_ok()).count()
    }

    #[test]
    fn ten_thousand_guesses_an_hour_come_to_a_handful() {
        let account = let_through(|_| Key::Login("collector".into()));
        assert!(account <= 20, "{account} guesses at one account");
        let code = let_through(|_| Key::Code(643, 1));
        assert!(code <= 20, "{code} guesses at the codes of one account");
        let address = let_through(|_| Key::Address(HERE));
        assert!(address <= 70, "{address} guesses from one address");
        // Spread over a thousand accounts, the address they come from is what counts.
        let attempts = Attempts::default();
        let spread = (0..10_000).filter(|n| {
            let (login, at) = (Key::Login(format!("login{}", n % 1000)), n * 360_000);
            begin(&attempts, &Key::Address(HERE), at).is_ok()
                && begin(&attempts, &login, at).is_ok()
        });
        assert!(spread.count() <= 70);
    }

    #[test]
    fn a_login_that_waits_leaves_one_try_to_an_address_that_has_not_tried_it() {
        let (attempts, key) = (Attempts::default(), Key::Login("collector".into()));
        let turn = |last: u8, now: i64| {
            let from = IpAddr::from([10, 9, 9, last]);
            attempts.turn(&key, Count::default(), from, now).map(|count| count.is_none())
        };
        for _ in 0..LOGIN_FREE {
            assert_eq!(turn(1, 0), Ok(false));
        }
        assert_eq!(turn(1, 1), Err(FIRST_WAIT - 1), "the guesser waits");
        assert_eq!((turn(2, 1), turn(2, 2)), (Ok(true), Err(FIRST_WAIT - 2)), "one, and no more");
        let spare = (3..100).filter(|last| turn(*last, 3) == Ok(true)).count();
        assert_eq!(spare, SPARE - 1, "so many an hour, from wherever they come");
        assert_eq!(turn(1, FIRST_WAIT), Ok(false), "and the wait is no longer for it");
        let later = FIRST_WAIT + FORGOTTEN_AFTER;
        assert_eq!(turn(2, later), Ok(false));
    }

    #[test]
    fn addresses_of_one_ipv6_network_count_together() {
        let one: IpAddr = "2001:db8:1:2::5".parse().unwrap();
        let two: IpAddr = "2001:db8:1:2:ffff::9".parse().unwrap();
        let mapped: IpAddr = "::ffff:10.0.0.7".parse().unwrap();
        assert_eq!(Key::address(one), Key::address(two));
        assert_ne!(Key::address(one), Key::address("2001:db8:1:3::5".parse().unwrap()));
        assert_eq!(Key::address(mapped), Key::address(HERE));
    }

    #[test]
    fn a_flood_of_logins_does_not_fill_the_memory() {
        let attempts = Attempts::default();
        for n in 0..3 * COUNTERS {
            let key = Key::Login(n.to_string());
            attempts.turn(&key, Count::default(), HERE, 5).unwrap();
        }
        assert!(attempts.state().counts.len() <= COUNTERS);
        assert!(attempts.state().tried.len() <= COUNTERS);
    }

    proptest! {
        #[test]
        fn no_wait_is_negative_or_longer_than_fifteen_minutes(failures: i32, free in 0i64..100) {
            let wait = wait_after(i64::from(failures), free);
            prop_assert!((0..=LONGEST_WAIT).contains(&wait));
        }
    }
}
