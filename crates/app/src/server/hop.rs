//! Where a request comes from: the other end of its connection or, where that is a proxy the office
//! named, whom the proxy says it serves. Nobody else's word is taken (ASVS 15.3.4).

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use axum::http::HeaderMap;

const SAID: &str = "x-forwarded-for";

/// The proxies whose word is taken.
#[derive(Debug, Clone, Default)]
pub(super) struct Hops(Arc<[IpAddr]>);

impl Hops {
    /// Those of that list.
    pub(super) fn new(proxies: &[IpAddr]) -> Self {
        Self(proxies.iter().map(IpAddr::to_canonical).collect())
    }

    /// Who asks. Every hop adds at the right whom it heard, so the list is read from there, through the
    /// named proxies to the first address that is none of them; further left stands what anybody may
    /// have written. What cannot be read leaves the connection's own end.
    pub(super) fn visitor(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let peer = peer.to_canonical();
        if !self.0.contains(&peer) {
            return peer;
        }
        let lines: Vec<&str> =
            headers.get_all(SAID).iter().map(|line| line.to_str().unwrap_or("?")).collect();
        for said in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
            match read(said.trim()) {
                Some(address) if self.0.contains(&address) => {}
                Some(address) => return address,
                None => return peer,
            }
        }
        peer
    }
}

/// An address, with or without its port.
fn read(said: &str) -> Option<IpAddr> {
    let plain = said.trim_start_matches('[').trim_end_matches(']');
    let address = plain.parse().or_else(|_| said.parse::<SocketAddr>().map(|one| one.ip()));
    address.ok().map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn asked(proxies: &[&str], peer: &str, lines: &[&str]) -> String {
        let proxies: Vec<IpAddr> = proxies.iter().map(|one| one.parse().expect("one")).collect();
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(SAID, HeaderValue::from_str(line).expect("a header"));
        }
        Hops::new(&proxies).visitor(peer.parse().expect("one"), &headers).to_string()
    }

    #[test]
    fn a_named_proxy_says_whom_it_serves_and_nobody_else_does() {
        let named = ["127.0.0.1"];
        assert_eq!(asked(&named, "127.0.0.1", &["203.0.113.9"]), "203.0.113.9");
        assert_eq!(asked(&named, "10.0.0.7", &["203.0.113.9"]), "10.0.0.7");
        assert_eq!(asked(&[], "127.0.0.1", &["203.0.113.9"]), "127.0.0.1");
        assert_eq!(asked(&named, "::ffff:127.0.0.1", &["203.0.113.9:4711"]), "203.0.113.9");
        assert_eq!(asked(&named, "127.0.0.1", &["[2001:db8::5]:99"]), "2001:db8::5");
    }

    #[test]
    fn what_a_visitor_wrote_himself_stands_further_left_and_is_not_read() {
        let named = ["127.0.0.1", "10.0.0.2"];
        assert_eq!(asked(&named, "127.0.0.1", &["198.51.100.1, 203.0.113.9"]), "203.0.113.9");
        let two = asked(&named, "127.0.0.1", &["198.51.100.1", "203.0.113.9, 10.0.0.2"]);
        assert_eq!(two, "203.0.113.9", "through both proxies, over two lines");
        assert_eq!(asked(&named, "127.0.0.1", &["203.0.113.9, 127.0.0.1"]), "203.0.113.9");
    }

    #[test]
    fn what_cannot_be_read_leaves_the_end_of_the_connection() {
        let named = ["127.0.0.1"];
        for lines in [&[][..], &[""], &["unknown"], &["203.0.113.9, _hidden"], &["127.0.0.1"]] {
            assert_eq!(asked(&named, "127.0.0.1", lines), "127.0.0.1", "{lines:?}");
        }
    }
}
