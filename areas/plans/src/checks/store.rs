//! Findings in the database, and the reported figures they are found among.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use samuh_engine::{
    Error, Reader, Result, Row, Tx, params,
    rule::{self, Head, NewRule, Rule},
};
use samuh_figures::{
    catalogue::IndicatorId,
    checks::{Candidate, Detector, Thresholds},
};
use samuh_kernel::{calendar::Month, scope::Scope};
use samuh_places::always;

use super::{
    look::Placed,
    model::{BackCheck, CheckAsk, CheckTerms, Finding, State},
};

/// The kind of its dated rules.
const KIND: &str = "checks";
const RULE: &str = "
    select same_least, same_percent, same_total, jump_hundredths, late_percent, late_one_in,
           heaped_hundredths, members_most, sample_of_block
    from check_rule where district_id = $1 and rule_no = $2";
const ADD_RULE: &str = "
    insert into check_rule (district_id, rule_no, same_least, same_percent, same_total,
                            jump_hundredths, late_percent, late_one_in, heaped_hundredths,
                            members_most, sample_of_block)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const REPORTED: &str = "
    select r.indicator, r.place_id, r.institution_id, r.month, r.value, r.op_no, o.at, i.formed_on,
           coalesce(i.block_id, (
             select b.ancestor_id from place_closure b
             join place q on q.district_id = b.district_id and q.id = b.ancestor_id
               and q.level = 'block'
             where b.district_id = $1 and b.place_id = r.place_id and b.to_on = $5), 0)
    from place_closure c
    join reported r on r.district_id = c.district_id and r.place_id = c.place_id
    join place p on p.district_id = r.district_id and p.id = r.place_id
    join op o on o.district_id = r.district_id and o.no = r.op_no
    left join institution i on i.district_id = r.district_id and i.id = r.institution_id
    where c.district_id = $1 and c.ancestor_id = $2 and c.to_on = $5
      and r.month >= $3 and r.month <= $4
      and case when coalesce(i.kind, p.level) in ('district', 'block', 'clf', 'vo') then 1 else 0 end
        = $6";
const CANDIDATES: &str = "
    select c.ancestor_id, r.month, r.place_id, r.institution_id, r.indicator
    from place_closure c
    join place b on b.district_id = c.district_id and b.id = c.ancestor_id and b.level = 'block'
    join reported r on r.district_id = c.district_id and r.place_id = c.place_id
    where c.district_id = $1 and c.to_on = $4 and r.month >= $2 and r.month <= $3";
const ADD: &str = "
    insert into check_finding
      (district_id, no, detector, unit_id, place_id, institution_id, block_id, indicator, month,
       evidence, state, found_at, seen, decided_at, version, op_no, decided_op_no)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', $11, null, null, 1, $12, 0)
    on conflict (district_id, detector, unit_id, indicator, month) do nothing";
const FINDINGS: &str = "
    select f.no, f.detector, f.unit_id, f.place_id, f.institution_id, coalesce(i.name_hi, p.name_hi),
           coalesce(i.name_en, p.name_en), f.indicator, f.month, f.evidence, f.state, f.found_at,
           f.seen, f.decided_at, f.version, f.decided_op_no
    from check_finding f
    join place p on p.district_id = f.district_id and p.id = f.place_id
    left join institution i on i.district_id = f.district_id and i.id = f.institution_id
    where f.district_id = $1 and ($2 = 0 or f.no = $2) and ($3 = '' or f.state = $3)
      and ($4 = '' or f.detector = $4)
      and ($5 = 0 or exists (
        select 1 from place_closure w
        where w.district_id = $1 and w.ancestor_id = $5 and w.place_id = f.place_id))
      and ($6 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $6 and c.place_id = f.place_id)
        or exists (
        select 1 from post_unit s
        join federation_closure g on g.district_id = s.district_id and g.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $6 and g.institution_id = f.institution_id))
    order by case when f.detector = 'sample' then 1 else 0 end, f.month desc, f.detector, f.no";
const DECIDE: &str = "
    update check_finding
    set state = $3, seen = $4, decided_at = $5, decided_op_no = $6, version = version + 1
    where district_id = $1 and no = $2 and version = $7 and state = 'open'";
const BACK_CHECKS: &str = "
    select f.block_id, count(*), CAST(SUM(case when f.state = 'open' then 0 else 1 end) AS BIGINT),
           CAST(SUM(case when f.state = 'corrected' then 1 else 0 end) AS BIGINT)
    from check_finding f
    where f.district_id = $1 and f.detector = 'sample' and f.month >= $2 and f.month <= $3
      and ($4 = -1 or exists (
        select 1 from post_unit s
        join place_closure c on c.district_id = s.district_id and c.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $4 and c.place_id = f.place_id)
        or exists (
        select 1 from post_unit s
        join federation_closure g on g.district_id = s.district_id and g.ancestor_id = s.unit_id
        where s.district_id = $1 and s.post_id = $4 and g.institution_id = f.institution_id))
    group by f.block_id order by f.block_id";

/// The rule in force on a day.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn rule_on(reader: &mut Reader, scope: &Scope, day: NaiveDate) -> Result<CheckTerms> {
    let head = rule::rule_on(reader, scope, KIND, day)?;
    terms(reader, &head)
}

/// Every rule of checks with its order, the district's own first, the latest day first.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn check_rules(reader: &mut Reader, scope: &Scope) -> Result<Vec<Rule<CheckTerms>>> {
    let heads = rule::rules(reader, scope, KIND)?;
    heads.into_iter().map(|head| Ok(Rule { terms: terms(reader, &head)?, head })).collect()
}

fn terms(reader: &mut Reader, head: &Head) -> Result<CheckTerms> {
    let row = reader.first(RULE, &params![head.of, head.no])?;
    let row = row.ok_or_else(|| Error::broken("no rule of checks"))?;
    Ok(CheckTerms {
        thresholds: Thresholds {
            same_least: row.at(0)?,
            same_percent: row.at(1)?,
            same_total: row.at(2)?,
            jump_hundredths: row.at(3)?,
            late_percent: row.at(4)?,
            late_one_in: row.at(5)?,
            heaped_hundredths: row.at(6)?,
            members_most: row.at(7)?,
        },
        sample_of_block: row.at(8)?,
    })
}

/// Adds a rule from a day on; answers its number.
pub(crate) fn add_rule(tx: &mut Tx, new: &NewRule<CheckTerms>) -> Result<i64> {
    let no = rule::add_rule(tx, KIND, new)?;
    let terms = &new.terms.thresholds;
    let row = params![
        tx.district_id(),
        no,
        terms.same_least,
        terms.same_percent,
        terms.same_total,
        terms.jump_hundredths,
        terms.late_percent,
        terms.late_one_in,
        terms.heaped_hundredths,
        terms.members_most,
        new.terms.sample_of_block
    ];
    tx.exec(ADD_RULE, &row)?;
    Ok(no)
}

/// Units that are looked at beside each other.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Family {
    /// The district or block they lie in.
    pub(crate) within: i64,
    /// True for blocks and federations, false for villages and groups.
    pub(crate) is_wide: bool,
}

/// A reported figure with when it was typed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reported {
    pub(crate) indicator: IndicatorId,
    pub(crate) place_id: i64,
    pub(crate) institution_id: i64,
    pub(crate) block_id: i64,
    pub(crate) month: Month,
    pub(crate) value: i64,
    pub(crate) op_no: i64,
    pub(crate) at: i64,
    pub(crate) formed_on: Option<NaiveDate>,
}

impl Reported {
    pub(crate) fn unit_id(&self) -> i64 {
        if self.institution_id == 0 { self.place_id } else { self.institution_id }
    }
}

/// The figures of a family of units. The act that looks is of the whole district: no scope.
pub(crate) fn reported(
    reader: &mut Reader,
    district_id: i64,
    (from, to): (Month, Month),
    family: Family,
) -> Result<Vec<Reported>> {
    let mut rows = Vec::new();
    let (first, last) = (i64::from(from.0), i64::from(to.0));
    let wide = i64::from(family.is_wide);
    let given = params![district_id, family.within, first, last, always().1, wide];
    reader.each(REPORTED, &given, &mut |row| {
        rows.push(Reported {
            indicator: row.at(0)?,
            place_id: row.at(1)?,
            institution_id: row.at(2)?,
            month: month_at(&row, 3)?,
            value: row.at(4)?,
            op_no: row.at(5)?,
            at: row.at(6)?,
            formed_on: row.at(7)?,
            block_id: row.at(8)?,
        });
        Ok(())
    })?;
    Ok(rows)
}

type Stands = BTreeMap<i64, (i64, i64)>;

/// Every figure of some months that may be drawn, and where each unit stands. The act that draws is
/// of the whole district: no scope.
pub(crate) fn candidates(
    reader: &mut Reader,
    district_id: i64,
    (from, to): (Month, Month),
) -> Result<(Stands, Vec<Candidate>)> {
    let (mut stands, mut all) = (Stands::new(), Vec::new());
    let given = params![district_id, i64::from(from.0), i64::from(to.0), always().1];
    reader.each(CANDIDATES, &given, &mut |row| {
        let (place_id, institution_id): (i64, i64) = (row.at(2)?, row.at(3)?);
        let unit_id = if institution_id == 0 { place_id } else { institution_id };
        stands.insert(unit_id, (place_id, institution_id));
        all.push(Candidate {
            block_id: row.at(0)?,
            month: month_at(&row, 1)?,
            unit_id,
            indicator: row.at(4)?,
        });
        Ok(())
    })?;
    Ok((stands, all))
}

/// Adds a finding; false when it is known.
pub(crate) fn add(tx: &mut Tx, no: i64, one: &Placed) -> Result<bool> {
    let found = &one.found;
    let given = params![
        tx.district_id(),
        no,
        found.detector.code(),
        found.unit_id,
        one.place_id,
        one.institution_id,
        one.block_id,
        found.indicator.unwrap_or(0),
        i64::from(found.month.0),
        serde_json::to_string(&found.evidence)?,
        tx.at(),
        tx.op_no()
    ];
    Ok(tx.exec(ADD, &given)? == 1)
}

/// The findings that the scope sees, the latest month first.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn findings(reader: &mut Reader, scope: &Scope, ask: &CheckAsk) -> Result<Vec<Finding>> {
    let detector = ask.detector.map_or("", Detector::code);
    let state = ask.state.code();
    let district_id = scope.district_id();
    let given = params![district_id, 0_i64, state, detector, ask.place_id, scope.key()];
    reader.query(FINDINGS, &given)?.iter().map(finding).collect()
}

/// One finding.
///
/// # Errors
/// `NotFound` when there is none or the desk does not see it.
pub fn finding_of(reader: &mut Reader, scope: &Scope, no: i64) -> Result<Finding> {
    if no < 1 {
        return Err(Error::NotFound);
    }
    let given = params![scope.district_id(), no, "", "", 0_i64, scope.key()];
    finding(&reader.first(FINDINGS, &given)?.ok_or(Error::NotFound)?)
}

/// Decides a finding; false when somebody did so first.
pub(crate) fn decide(tx: &mut Tx, finding: &Finding, state: State, seen: &str) -> Result<bool> {
    let given = params![
        tx.district_id(),
        finding.no,
        state.code(),
        seen,
        tx.at(),
        tx.op_no(),
        finding.version
    ];
    Ok(tx.exec(DECIDE, &given)? == 1)
}

/// How the back-checks of some months stand, by block.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn back_checks(
    reader: &mut Reader,
    scope: &Scope,
    (from, to): (Month, Month),
) -> Result<Vec<BackCheck>> {
    let (first, last) = (i64::from(from.0), i64::from(to.0));
    let rows =
        reader.query(BACK_CHECKS, &params![scope.district_id(), first, last, scope.key()])?;
    rows.iter()
        .map(|row| {
            Ok(BackCheck {
                block_id: row.at(0)?,
                drawn: row.at(1)?,
                checked: row.at(2)?,
                wrong: row.at(3)?,
            })
        })
        .collect()
}

fn finding(row: &Row) -> Result<Finding> {
    let indicator: IndicatorId = row.at(7)?;
    let unknown = || Error::broken("a finding of an unknown kind");
    Ok(Finding {
        no: row.at(0)?,
        detector: Detector::of(&row.at::<String>(1)?).ok_or_else(unknown)?,
        unit_id: row.at(2)?,
        place_id: row.at(3)?,
        institution_id: row.at(4)?,
        name_hi: row.at(5)?,
        name_en: row.at(6)?,
        indicator: (indicator != 0).then_some(indicator),
        month: month_at(row, 8)?,
        evidence: serde_json::from_str(&row.at::<String>(9)?)?,
        state: State::of(&row.at::<String>(10)?).ok_or_else(unknown)?,
        found_at: row.at(11)?,
        seen: row.at(12)?,
        decided_at: row.at(13)?,
        version: row.at(14)?,
        decided_op_no: row.at(15)?,
    })
}

fn month_at(row: &Row, at: usize) -> Result<Month> {
    let number = i32::try_from(row.at::<i64>(at)?);
    number.map(Month).map_err(|_| Error::broken("a month out of range"))
}
