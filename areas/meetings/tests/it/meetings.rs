//! A meeting from its plan to its frozen minutes.

use samuh_engine::{Db, Error};
use samuh_meetings::{
    direction::{self, Filter, Give, directions},
    meeting::{
        self, Attend, ChangeItem, Close, ItemKind, ItemState, Member, Minutes, NewItem, NewMeeting,
        NewSeries, Order, Presence, items_of, meeting_of, members_of, minutes::Both, minutes_of,
        previous,
    },
    notice,
};

use crate::kit::{
    BANK, BMMU_KESHKAL, BMMU_MAKDI, COLLECTOR, DAY, DMMU, MAKDI, NOW, ask, codes, day, desk,
    districts, op, review,
};

fn item(kind: ItemKind, indicator: &str, title: &str) -> NewItem {
    NewItem {
        kind,
        indicator: indicator.into(),
        title: title.into(),
        question: Both::default(),
        presenter: None,
    }
}

fn version(db: &Db, id: i64) -> i64 {
    db.read(|reader| meeting_of(reader, &desk(COLLECTOR), id)).expect("sees").version
}

fn attended(db: &Db, n: u128, id: i64) {
    let members = db.read(|reader| members_of(reader, &desk(DMMU), id)).expect("reads");
    let here = |one: &Member| Member { presence: Presence::Present, ..one.clone() };
    let ask = Attend { meeting_id: id, members: members.iter().map(here).collect() };
    meeting::attend(db, &desk(DMMU), op(n), &ask, NOW).expect("marks");
}

fn closed(db: &Db, n: u128, id: i64, now: i64) {
    let minutes =
        Minutes { number: 14, year: 2026, held_on: day("2026-11-20"), ..Minutes::default() };
    let ask =
        Close { meeting_id: id, version: version(db, id), memo_no: "512/DMMU".into(), minutes };
    meeting::close(db, &desk(COLLECTOR), op(n), &ask, now).expect("closes");
}

#[test]
fn a_meeting_is_planned_held_and_closed_and_its_minutes_stay_what_they_were() {
    for (engine, db) in districts() {
        let id = review(&db, 1, None, "2026-11-20", &[DMMU, BMMU_MAKDI, BANK]);
        let items = [
            item(ItemKind::Indicator, "linkage_groups", ""),
            item(ItemKind::Other, "", "छात्रावास"),
        ];
        meeting::add_items(&db, &desk(DMMU), op(2), (id, &items), NOW).expect("adds");
        let agenda = db.read(|reader| items_of(reader, &desk(BANK), id)).expect("a member sees it");
        let said = ChangeItem {
            meeting_id: id,
            no: agenda[0].no,
            version: agenda[0].version,
            title: String::new(),
            question: String::new(),
            presenter: Some(DMMU),
            discussion: "64 आवेदन लम्बित।\nमाकड़ी में 2 पद रिक्त।".into(),
            state: ItemState::Discussed,
        };
        meeting::change_item(&db, &desk(DMMU), op(3), &said, NOW).expect("says");
        let stale = meeting::change_item(&db, &desk(DMMU), op(4), &said, NOW);
        assert!(matches!(stale, Err(Error::Conflict { .. })), "{engine}: {stale:?}");
        let wanted = Give { meeting_id: Some(id), item_no: Some(1), ..ask(&[BANK]) };
        let given = direction::give(&db, &desk(DMMU), op(5), &wanted, NOW).expect("gives");
        let of = Filter { meeting_id: id, most: 9, ..Filter::default() };
        let all = db.read(|reader| directions(reader, &desk(COLLECTOR), &of)).expect("reads");
        assert_eq!((all[0].id, all[0].label().as_str()), (given, "1.1"), "{engine}");
        let order = Order { meeting_id: id, items: vec![2, 1] };
        meeting::order_items(&db, &desk(DMMU), op(6), &order, NOW).expect("orders");
        let minutes = Minutes { number: 1, ..Minutes::default() };
        let seen = version(&db, id);
        let early = Close {
            meeting_id: id,
            version: seen,
            memo_no: String::new(),
            minutes: minutes.clone(),
        };
        let tried = meeting::close(&db, &desk(COLLECTOR), op(7), &early, NOW);
        assert_eq!(codes(tried), ["meeting_attendance"], "{engine}");
        attended(&db, 8, id);
        let tried = meeting::close(&db, &desk(COLLECTOR), op(9), &early, NOW);
        assert!(matches!(tried, Err(Error::Conflict { .. })), "{engine}: something happened since");
        let end = Close { version: version(&db, id), ..early };
        let block = meeting::close(&db, &desk(BMMU_MAKDI), op(10), &end, NOW);
        assert!(matches!(block, Err(Error::Denied(_))), "{engine}: a block does not close it");
        meeting::close(&db, &desk(COLLECTOR), op(11), &end, NOW).expect("closes");
        let (kept, hash, _) =
            db.read(|reader| minutes_of(reader, &desk(BANK), id)).expect("reads").expect("minutes");
        assert_eq!((&kept, hash), (&minutes, minutes.sealed().expect("seals").1), "{engine}");
        let late = direction::give(&db, &desk(DMMU), op(12), &wanted, NOW);
        assert_eq!(codes(late), ["meeting_closed"], "{engine}");
    }
}

#[test]
fn the_next_meeting_of_a_series_opens_with_what_is_left() {
    for (engine, db) in districts() {
        let of = NewMeeting {
            kind: "district_review".into(),
            chair_post_id: COLLECTOR,
            members: vec![DMMU, BANK],
            ..NewMeeting::default()
        };
        let series = NewSeries { every_days: Some(7), of, ..NewSeries::default() };
        let series = meeting::set_series(&db, &desk(DMMU), op(1), &series, NOW).expect("a series");
        let first = review(&db, 2, Some(series), "2026-11-20", &[DMMU, BANK]);
        let wanted = Give { meeting_id: Some(first), ..ask(&[BANK]) };
        let given = direction::give(&db, &desk(DMMU), op(3), &wanted, NOW).expect("gives");
        attended(&db, 4, first);
        closed(&db, 5, first, NOW);
        let second = review(&db, 6, Some(series), "2026-11-27", &[DMMU, BANK]);
        let meeting = db.read(|reader| meeting_of(reader, &desk(COLLECTOR), second)).expect("sees");
        let before = db.read(|reader| previous(reader, &desk(COLLECTOR), &meeting)).expect("reads");
        assert_eq!(before.map(|one| one.id), Some(first), "{engine}");
        attended(&db, 7, second);
        closed(&db, 8, second, NOW + 7 * DAY);
        let carried = db.read(|reader| direction::direction_of(reader, &desk(COLLECTOR), given));
        assert_eq!(carried.expect("sees").carried, 1, "{engine}: open for one meeting more");
        let open = Filter { series_id: series, most: 9, ..Filter::default() };
        let open = db.read(|reader| directions(reader, &desk(COLLECTOR), &open)).expect("reads");
        assert_eq!(open.iter().map(|one| one.id).collect::<Vec<_>>(), [given], "{engine}");
    }
}

#[test]
fn a_block_reviews_itself_and_its_neighbour_sees_none_of_it() {
    for (engine, db) in districts() {
        let own = NewMeeting {
            kind: "block_review".into(),
            held_on: Some(day("2026-11-20")),
            chair_post_id: BMMU_MAKDI,
            members: vec![BMMU_MAKDI],
            ..NewMeeting::default()
        };
        let id = meeting::plan(&db, &desk(BMMU_MAKDI), op(1), &own, NOW).expect("plans");
        let meeting = db.read(|reader| meeting_of(reader, &desk(BMMU_MAKDI), id)).expect("sees");
        assert_eq!(meeting.unit_id, MAKDI, "{engine}: its own unit");
        let other = db.read(|reader| meeting_of(reader, &desk(BMMU_KESHKAL), id));
        assert!(matches!(other, Err(Error::NotFound)), "{engine}");
        let tried = meeting::add_items(
            &db,
            &desk(BMMU_KESHKAL),
            op(2),
            (id, &[item(ItemKind::Other, "", "x")]),
            NOW,
        );
        assert!(matches!(tried, Err(Error::NotFound)), "{engine}");
        let district = NewMeeting { unit_id: 1, ..own.clone() };
        let tried = meeting::plan(&db, &desk(BMMU_MAKDI), op(3), &district, NOW);
        assert!(matches!(tried, Err(Error::NotFound)), "{engine}: the district is not theirs");
        let tried = meeting::plan(&db, &desk(BANK), op(4), &own, NOW);
        assert!(matches!(tried, Err(Error::Denied(_))), "{engine}");
    }
}

#[test]
fn a_meeting_is_amended_or_cancelled_only_while_it_is_to_come() {
    for (engine, db) in districts() {
        let id = review(&db, 1, None, "2026-12-04", &[DMMU, BANK]);
        let moved = NewMeeting {
            kind: "district_review".into(),
            held_on: Some(day("2026-12-11")),
            chair_post_id: COLLECTOR,
            members: vec![DMMU, BMMU_MAKDI],
            ..NewMeeting::default()
        };
        meeting::amend(&db, &desk(DMMU), op(2), (id, 1, &moved), NOW).expect("amends");
        let members = db.read(|reader| members_of(reader, &desk(DMMU), id)).expect("reads");
        let posts: Vec<i64> = members.iter().map(|one| one.post_id).collect();
        assert_eq!(posts, [DMMU, BMMU_MAKDI], "{engine}");
        assert!(
            matches!(db.read(|r| meeting_of(r, &desk(BANK), id)), Err(Error::NotFound)),
            "{engine}"
        );
        let stale = meeting::amend(&db, &desk(DMMU), op(3), (id, 1, &moved), NOW);
        assert!(matches!(stale, Err(Error::Conflict { .. })), "{engine}");
        let early = Close {
            meeting_id: id,
            version: 2,
            memo_no: String::new(),
            minutes: Minutes::default(),
        };
        let tried = meeting::close(&db, &desk(COLLECTOR), op(4), &early, NOW);
        assert_eq!(codes(tried), ["meeting_not_yet", "meeting_attendance"], "{engine}");
        assert_eq!(
            codes(meeting::cancel(&db, &desk(DMMU), op(5), (id, 2, " "), NOW)),
            ["reason_empty"]
        );
        meeting::cancel(&db, &desk(DMMU), op(6), (id, 2, "निर्वाचन"), NOW).expect("cancels");
        let tried = meeting::amend(&db, &desk(DMMU), op(7), (id, 3, &moved), NOW);
        assert_eq!(codes(tried), ["meeting_cancelled"], "{engine}");
    }
}

#[test]
fn a_question_drawn_up_stays_in_both_languages_until_a_person_writes_her_own() {
    for (engine, db) in districts() {
        let id = review(&db, 1, None, "2026-11-20", &[DMMU]);
        let both = |hi: &str, en: &str| Both { hi: hi.into(), en: en.into() };
        let drawn = both("माकड़ी (24 कम): क्या बाधा है?", "Makdi (short by 24): why?");
        let items = [NewItem {
            question: drawn.clone(),
            ..item(ItemKind::Indicator, "linkage_groups", "")
        }];
        meeting::add_items(&db, &desk(DMMU), op(2), (id, &items), NOW).expect("adds");
        let stands = || {
            let all = db.read(|reader| items_of(reader, &desk(DMMU), id)).expect("reads");
            all.into_iter().next().expect("an item")
        };
        assert_eq!(stands().question, drawn, "{engine}");
        let said = |question: &str, version: i64| ChangeItem {
            meeting_id: id,
            no: 1,
            version,
            title: String::new(),
            question: question.into(),
            presenter: None,
            discussion: "चर्चा हुई".into(),
            state: ItemState::Discussed,
        };
        // Who writes down what was said sends the question of her own language along.
        let english = said("Makdi (short by 24): why?", 1);
        meeting::change_item(&db, &desk(DMMU), op(3), &english, NOW).expect("says");
        assert_eq!(stands().question, drawn, "{engine}");
        let own = said("बैंक कब आएगा?", 2);
        meeting::change_item(&db, &desk(DMMU), op(4), &own, NOW).expect("says");
        let now = stands();
        assert_eq!((now.asks(true), now.asks(false)), (Some("बैंक कब आएगा?"), Some("बैंक कब आएगा?")));
        let stranger = ChangeItem { presenter: Some(99), ..said("", 3) };
        let tried = meeting::change_item(&db, &desk(DMMU), op(5), &stranger, NOW);
        assert_eq!(codes(tried), ["direction_post_unknown"], "{engine}");
        meeting::change_item(&db, &desk(DMMU), op(6), &said(" ", 3), NOW).expect("says");
        assert_eq!(stands().asks(true), None, "{engine}");
    }
}

#[test]
fn whoever_is_asked_to_a_meeting_hears_of_its_other_day() {
    for (engine, db) in districts() {
        let id = review(&db, 1, None, "2026-12-04", &[BMMU_MAKDI]);
        let moved = NewMeeting {
            kind: "district_review".into(),
            held_on: Some(day("2026-12-11")),
            at_time: "11:00".into(),
            venue: "कलेक्ट्रेट सभाकक्ष".into(),
            chair_post_id: COLLECTOR,
            members: vec![BMMU_MAKDI, BANK],
            ..NewMeeting::default()
        };
        meeting::amend(&db, &desk(DMMU), op(2), (id, 1, &moved), NOW).expect("amends");
        let kinds = |post: i64| {
            let desk = desk(post);
            let all = db.read(|reader| notice::inbox(reader, &desk, (0, false), 9)).expect("reads");
            all.into_iter().map(|one| (one.kind, one.args["date"].clone())).collect::<Vec<_>>()
        };
        let changed = ("meeting_changed".to_owned(), "11/12/2026".to_owned());
        assert_eq!(kinds(BMMU_MAKDI)[0], changed, "{engine}");
        assert_eq!(kinds(COLLECTOR)[0], changed, "{engine}: the chair too");
        assert_eq!(kinds(BANK), [("meeting_called".to_owned(), "11/12/2026".to_owned())]);
        let same = NewMeeting { quorum: 1, ..moved };
        meeting::amend(&db, &desk(DMMU), op(3), (id, 2, &same), NOW).expect("amends");
        assert_eq!(kinds(BANK).len(), 1, "{engine}: a quorum concerns nobody");
    }
}
