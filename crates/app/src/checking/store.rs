//! Reads of the checks that span areas: targets against plans, references, tokens of names.

use std::collections::{HashMap, HashSet};

use samuh_engine::{Reader, Result, params};
use samuh_kernel::text::key;

use super::InBooks;

const PLANS: &str = "select count(*) from plan where district_id = $1";
const UNPLANNED: &str = "
    select t.indicator, t.month, count(*)
    from target t
    where t.district_id = $1 and not exists (
      select 1 from plan p
      where p.district_id = t.district_id and p.indicator = t.indicator
        and t.month >= p.year * 12 + 3 and t.month <= p.year * 12 + 14)
    group by t.indicator, t.month
    order by t.indicator, t.month";

/// The parts of every plan add up to its whole, and no target stands without a plan.
pub(super) fn targets(reader: &mut Reader, district_id: i64) -> Result<InBooks> {
    let of = params![district_id];
    let plans: i64 = reader.first(PLANS, &of)?.map_or(Ok(0), |row| row.at(0))?;
    let compared = usize::try_from(plans).unwrap_or_default();
    let mut differences = samuh_plans::targets_add_up(reader, district_id)?;
    for row in reader.query(UNPLANNED, &of)? {
        let (indicator, month, count): (i64, i64, i64) = (row.at(0)?, row.at(1)?, row.at(2)?);
        differences
            .push(format!("indicator {indicator}, month {month}: {count} targets without a plan"));
    }
    Ok((compared, differences))
}

/// Where a number leads: table, column.
type End = (&'static str, &'static str);

const PLACE: End = ("place", "id");
const INSTITUTION: End = ("institution", "id");
/// The second record of a group that was recorded twice.
const SECOND: End = ("institution_merge", "gone_id");
const MEMBER: End = ("member", "id");
const HOUSEHOLD: End = ("household", "id");
const TARGET_HOUSEHOLD: End = ("target_household", "id");
const OP: End = ("op", "no");

/// Every reference of the schema that leads from one table to another within a district.
const REFERENCES: &[(End, End)] = &[
    (("place_parent", "place_id"), PLACE),
    (("place_parent", "parent_id"), PLACE),
    (("place_closure", "ancestor_id"), PLACE),
    (("place_closure", "place_id"), PLACE),
    (("place_code", "place_id"), PLACE),
    (("place_decision", "place_id"), PLACE),
    (("place_decision", "within_id"), PLACE),
    (("place", "op_no"), OP),
    (("institution", "place_id"), PLACE),
    (("institution", "op_no"), OP),
    (("institution", "batch_no"), ("import_batch", "no")),
    (("institution_code", "institution_id"), INSTITUTION),
    (("institution_merge", "kept_id"), INSTITUTION),
    (("institution_merge", "op_no"), OP),
    (("institution_place", "institution_id"), INSTITUTION),
    (("institution_place", "place_id"), PLACE),
    (("institution_fact", "institution_id"), INSTITUTION),
    (("affiliation", "institution_id"), INSTITUTION),
    (("affiliation", "parent_id"), INSTITUTION),
    (("affiliation_doubt", "institution_id"), INSTITUTION),
    (("federation_closure", "ancestor_id"), INSTITUTION),
    (("federation_closure", "institution_id"), INSTITUTION),
    (("office_bearer", "institution_id"), INSTITUTION),
    (("office_bearer", "member_id"), MEMBER),
    (("institution_event", "institution_id"), INSTITUTION),
    (("institution_event", "op_no"), OP),
    (("membership_event", "member_id"), MEMBER),
    (("membership_event", "institution_id"), INSTITUTION),
    (("membership_event", "op_no"), OP),
    (("grading", "institution_id"), INSTITUTION),
    (("grading", "op_no"), OP),
    (("proposal", "institution_id"), INSTITUTION),
    (("proposal", "member_id"), MEMBER),
    (("proposal", "place_id"), PLACE),
    (("proposal", "op_no"), OP),
    (("proposal_step", "proposal_id"), ("proposal", "id")),
    (("proposal_step", "op_no"), OP),
    (("proposal_posting", "proposal_id"), ("proposal", "id")),
    (("approval_policy", "op_no"), OP),
    (("household", "place_id"), PLACE),
    (("member", "household_id"), HOUSEHOLD),
    (("target_household", "place_id"), PLACE),
    (("target_household", "batch_no"), ("import_batch", "no")),
    (("target_household", "op_no"), OP),
    (("target_link", "target_id"), TARGET_HOUSEHOLD),
    (("target_link", "household_id"), HOUSEHOLD),
    (("target_link", "op_no"), OP),
    (("target_refusal", "target_id"), TARGET_HOUSEHOLD),
    (("target_refusal", "household_id"), HOUSEHOLD),
    (("target_refusal", "op_no"), OP),
    (("target_visit", "target_id"), TARGET_HOUSEHOLD),
    (("target_visit", "institution_id"), INSTITUTION),
    (("target_visit", "op_no"), OP),
    (("member", "op_no"), OP),
    (("member", "batch_no"), ("import_batch", "no")),
    (("membership", "institution_id"), INSTITUTION),
    (("membership", "member_id"), MEMBER),
    (("entry", "op_no"), OP),
    (("reported", "place_id"), PLACE),
    (("reported", "institution_id"), INSTITUTION),
    (("reported", "op_no"), OP),
    (("plan", "op_no"), OP),
    (("target", "op_no"), OP),
    (("import_batch", "op_no"), OP),
    (("import_chunk", "batch_no"), ("import_batch", "no")),
    (("post_unit", "post_id"), ("post", "id")),
    (("account", "post_id"), ("post", "id")),
    (("account", "officer_id"), ("officer", "id")),
    (("post_theme", "post_id"), ("post", "id")),
    (("post_holder", "post_id"), ("post", "id")),
    (("post_holder", "officer_id"), ("officer", "id")),
    (("session", "post_id"), ("post", "id")),
    (("second_factor", "account_id"), ("account", "id")),
    (("recovery_code", "account_id"), ("account", "id")),
    (("invitation", "account_id"), ("account", "id")),
    (("session", "account_id"), ("account", "id")),
    (("producer", "place_id"), PLACE),
    (("producer", "fpo_id"), ("producer", "id")),
    (("producer", "batch_no"), ("import_batch", "no")),
    (("producer", "op_no"), OP),
    (("saved_filter", "op_no"), OP),
];
/// The tables whose rows stay where they are while a group is a second record: what was decided or
/// done of it, and its codes, which lead to the kept one.
const OF_SECONDS: &[&str] = &[
    "institution_code",
    "institution_merge",
    "institution_event",
    "membership_event",
    "grading",
    "proposal",
    "target_visit",
];
/// References to a unit: a place or an institution.
const TO_UNITS: &[End] = &[("target", "unit_id"), ("post_unit", "unit_id")];
/// What was taken back leaves its entries and their reversals, and balances of nought: only what
/// still counts must lead to a unit.
const COUNTING: &[(&str, &str)] = &[
    (
        "entry",
        "select count(*) from (
           select e.place_id, e.institution_id, e.federation_id from entry e
           where e.district_id = $1
             and (not exists (
                 select 1 from place p where p.district_id = $1 and p.id = e.place_id)
               or (e.institution_id <> 0 and not exists (
                 select 1 from institution i
                 where i.district_id = $1 and i.id = e.institution_id) and not exists (
                 select 1 from producer r
                 where r.district_id = $1 and r.id = e.institution_id))
               or (e.federation_id <> 0 and not exists (
                 select 1 from institution i
                 where i.district_id = $1 and i.id = e.federation_id)))
           group by e.place_id, e.institution_id, e.federation_id, e.indicator, e.month, e.class
           having sum(e.delta) <> 0) lost",
    ),
    (
        "balance",
        "select count(*) from balance b
         where b.district_id = $1 and b.value <> 0
           and not exists (select 1 from place p where p.district_id = $1 and p.id = b.unit_id)
           and not exists (
             select 1 from institution i where i.district_id = $1 and i.id = b.unit_id)",
    ),
];

/// A number that leads nowhere; an op or batch of several districts stands under district 0.
fn lost(from: End, to: &[End]) -> String {
    let (table, column) = from;
    let ends: Vec<String> = to
        .iter()
        .map(|(table, key)| {
            format!(
                "not exists (select 1 from {table} p
                 where p.district_id in (c.district_id, 0) and p.{key} = c.{column})"
            )
        })
        .collect();
    format!(
        "select count(*) from {table} c
         where c.district_id = $1 and c.{column} is not null and c.{column} <> 0 and {}",
        ends.join(" and ")
    )
}

/// Every reference leads somewhere.
pub(super) fn references(reader: &mut Reader, district_id: i64) -> Result<InBooks> {
    let single = REFERENCES.iter().map(|(from, to)| {
        let may_be_second = *to == INSTITUTION && OF_SECONDS.contains(&from.0);
        (*from, if may_be_second { vec![*to, SECOND] } else { vec![*to] })
    });
    let units = TO_UNITS.iter().map(|from| (*from, vec![PLACE, INSTITUTION]));
    let named = single
        .chain(units)
        .map(|((table, column), to)| (format!("{table}.{column}"), lost((table, column), &to)));
    let counting = COUNTING.iter().map(|(table, sql)| ((*table).to_owned(), (*sql).to_owned()));
    let mut compared = 0;
    let mut differences = Vec::new();
    for (name, sql) in named.chain(counting) {
        let row = reader.first(&sql, &params![district_id])?;
        let count: i64 = row.map_or(Ok(0), |row| row.at(0))?;
        compared += 1;
        if count > 0 {
            differences.push(format!("{name}: {count} lead nowhere"));
        }
    }
    Ok((compared, differences))
}

/// Names of each subject of search, with the key kept beside them.
const NAMED: &[(&str, &str)] = &[
    ("place", "select id, name_hi, name_en, search_key from place where district_id = $1"),
    (
        "institution",
        "select id, name_hi, name_en, search_key from institution where district_id = $1",
    ),
    ("member", "select id, name_hi, name_en, search_key from member where district_id = $1"),
];
const TOKENS: &str = "
    select subject_id, token from name_token where district_id = $1 and subject = $2";

/// The search key and the tokens of every name are what the name sounds like.
pub(super) fn names(reader: &mut Reader, district_id: i64) -> Result<InBooks> {
    let mut compared = 0;
    let mut differences = Vec::new();
    for (subject, named) in NAMED {
        let mut kept: HashMap<i64, HashSet<String>> = HashMap::new();
        reader.each(TOKENS, &params![district_id, *subject], &mut |row| {
            kept.entry(row.at(0)?).or_default().insert(row.at(1)?);
            Ok(())
        })?;
        reader.each(named, &params![district_id], &mut |row| {
            let id: i64 = row.at(0)?;
            let names: [Option<String>; 2] = [row.at(1)?, row.at(2)?];
            let search_key: String = row.at(3)?;
            let wanted: HashSet<String> =
                names.iter().flatten().flat_map(|n| words(&key(n))).collect();
            compared += 1;
            let tokens = kept.remove(&id).unwrap_or_default();
            let in_key: HashSet<String> = words(&search_key).collect();
            if tokens != wanted || in_key != wanted {
                differences.push(format!("{subject} {id}: its words for search differ"));
            }
            Ok(())
        })?;
        differences.extend(
            kept.into_keys().map(|id| format!("{subject} {id}: words for search without a name")),
        );
    }
    Ok((compared, differences))
}

fn words(key: &str) -> impl Iterator<Item = String> + use<> {
    let words: Vec<String> =
        key.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.into_iter()
}

/// Rows of a dated tree: child, parent, from, to.
pub(super) const TREES: &[(&str, &str, &str)] = &[
    (
        "place",
        "select place_id, parent_id, from_on, to_on from place_parent where district_id = $1",
        "select place_id, ancestor_id, depth, from_on, to_on from place_closure
         where district_id = $1",
    ),
    (
        "institution",
        "select institution_id, parent_id, from_on, to_on from affiliation where district_id = $1",
        "select institution_id, ancestor_id, depth, from_on, to_on from federation_closure
         where district_id = $1",
    ),
];
