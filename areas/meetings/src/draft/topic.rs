//! What an order is about, and which indicator it would move.

use std::sync::LazyLock;

use super::{
    gazetteer::{Gazetteer, rows},
    model::Topic,
    word::Words,
};

static ROWS: LazyLock<Vec<(Topic, &'static str)>> = LazyLock::new(|| {
    rows(include_str!("topics.txt"))
        .map(|row| {
            let topic = Topic { code: row[0], theme: row[1], role: row[2], indicators: row[3] };
            (topic, row[4])
        })
        .collect()
});

static NAMES: LazyLock<Gazetteer> =
    LazyLock::new(|| Gazetteer::of(ROWS.iter().map(|(_, names)| *names)));

/// The subjects known.
pub fn topics() -> impl Iterator<Item = Topic> {
    ROWS.iter().map(|(topic, _)| *topic)
}

/// The subjects of an order; those with an indicator first, else in the order of the text.
pub(super) fn find(words: &Words) -> Vec<Topic> {
    let mut found: Vec<Topic> = Vec::new();
    for mention in NAMES.find(words) {
        let topic = ROWS[mention.entry].0;
        if !found.contains(&topic) {
            found.push(topic);
        }
    }
    found.sort_by_key(|topic| topic.indicators.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use samuh_people::{Role, Theme};

    use super::*;
    use crate::draft::offices;

    #[test]
    fn topics_name_indicators_roles_and_areas_of_work_that_exist() {
        let codes: BTreeSet<&str> = topics().map(|topic| topic.code).collect();
        assert!(codes.len() >= 31 && codes.contains("mgnrega") && codes.contains("sbm"));
        for topic in topics() {
            assert!(Role::of(topic.role).is_some(), "{topic:?}");
            assert!(topic.theme.is_empty() || Theme::of(topic.theme).is_some(), "{topic:?}");
            for code in topic.indicators.split(' ').filter(|code| !code.is_empty()) {
                assert!(samuh_figures::catalogue::by_code(code).is_some(), "{topic:?}");
            }
        }
        for office in offices() {
            assert!(Role::of(office.role).is_some(), "{office:?}");
            assert!(office.theme.is_empty() || Theme::of(office.theme).is_some(), "{office:?}");
        }
    }

    #[test]
    fn an_order_is_about_what_it_names() {
        let of =
            |text: &str| find(&Words::of(text)).iter().map(|topic| topic.code).collect::<Vec<_>>();
        assert_eq!(of("सीआईएफ की राशि समूहों को दें"), ["cif"]);
        assert_eq!(of("मनरेगा के मस्टर रोल और शौचालयों का कार्य"), ["mgnrega", "sbm"]);
        assert_eq!(of("छूटे हुए परिवारों का सर्वे"), ["shg_formation"]);
        assert!(of("आज मौसम साफ रहा").is_empty());
    }
}
