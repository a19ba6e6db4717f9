//! Queries of addresses: read by name, written again with one thing changed, so that every link
//! keeps the reader's place.

use samuh_web::{parts::Pager, show};

/// The pairs of a query in their order. A name that is not said is not there; an empty value
/// counts as not said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    /// The query of pairs.
    pub(crate) fn of(pairs: Vec<(String, String)>) -> Self {
        Self(pairs.into_iter().filter(|(_, value)| !value.trim().is_empty()).collect())
    }

    /// The value of a name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim())
    }

    /// Every value of a name.
    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(known, _)| known == name).map(|(_, value)| value.trim()).collect()
    }

    /// The value of a name as a number; none when it is not one.
    pub(crate) fn number(&self, name: &str) -> Option<i64> {
        self.get(name)?.parse().ok()
    }

    /// Every pair but those named.
    pub(crate) fn without(&self, names: &[&str]) -> Self {
        Self(self.0.iter().filter(|(name, _)| !names.contains(&name.as_str())).cloned().collect())
    }

    /// The same with that name saying this, at the end.
    pub(crate) fn with(&self, name: &str, value: impl Into<String>) -> Self {
        let mut changed = self.without(&[name]);
        changed.0.push((name.to_owned(), value.into()));
        changed
    }

    /// Only the pairs of these names.
    pub(crate) fn only(&self, names: &[&str]) -> Self {
        Self(self.0.iter().filter(|(name, _)| names.contains(&name.as_str())).cloned().collect())
    }

    /// The pairs.
    pub(crate) fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// Where a reader stands in a list that is cut by `from`: so many rows shown from there, of all, in
    /// steps.
    pub(crate) fn pager(
        &self,
        path: &str,
        (from, shown, all): (usize, usize, usize),
        step: usize,
    ) -> Pager {
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let next = from + step;
        Pager {
            shown: count(shown),
            total: Some(count(all)),
            first: (from > 0).then(|| self.without(&["from"]).at(path)),
            next: (next < all).then(|| self.with("from", next.to_string()).at(path)),
            step: count(step),
        }
    }

    /// True when nothing is said.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The address of a path with this query.
    pub(crate) fn at(&self, path: &str) -> String {
        let mut address = path.to_owned();
        for (at, (name, value)) in self.0.iter().enumerate() {
            address.push(if at == 0 { '?' } else { '&' });
            address.push_str(&show::in_query(name));
            address.push('=');
            address.push_str(&show::in_query(value));
        }
        address
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(pairs: &[(&str, &str)]) -> Query {
        Query::of(pairs.iter().map(|(a, b)| ((*a).into(), (*b).into())).collect())
    }

    #[test]
    fn a_link_changes_one_thing_and_keeps_the_rest() {
        let given = query(&[("q", "माँ"), ("block", "12"), ("vo", " ")]);
        assert_eq!(
            (given.get("block"), given.number("block"), given.get("vo")),
            (Some("12"), Some(12), None)
        );
        assert_eq!(
            given.with("block", "13").at("/groups"),
            "/groups?q=%E0%A4%AE%E0%A4%BE%E0%A4%81&block=13"
        );
        assert_eq!(given.without(&["q", "block"]).at("/groups"), "/groups");
    }
}
