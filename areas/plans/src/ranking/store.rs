//! Rules, frozen rankings and objections in the database. A frozen ranking is a paper of the whole
//! district, which every desk with a right in plans may read; what stands behind a unit's place is
//! shown to those who see the unit, and the page asks that.

use chrono::NaiveDate;
use samuh_engine::{Error, Reader, Result, Row, Tx, Value, params};
use samuh_figures::{
    catalogue::{INDICATORS, IndicatorId},
    ranking::{Entrant, Place, Ranked, Tally},
};
use samuh_kernel::scope::Scope;

use super::model::{
    AnswerObjection, Basis, FileObjection, Frozen, FrozenUnit, Head, Objection, Rule,
};
use crate::unit::UnitLevel;

const RULES: &str = "
    select district_id, no, from_on, least_due, least_known, band, draws, months_back, reason,
           order_no
    from ranking_rule where district_id = $1 or district_id = 0
    order by from_on desc, no desc";
const WEIGHTS: &str = "
    select indicator, weight from ranking_weight where district_id = $1 and rule_no = $2";
const ADD_RULE: &str = "
    insert into ranking_rule
      (district_id, no, from_on, least_due, least_known, band, draws, months_back, reason, order_no,
       op_no)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const ADD_WEIGHT: &str = "
    insert into ranking_weight (district_id, rule_no, indicator, weight) values ($1, $2, $3, $4)";
const HEADS: &str = "
    select no, level, cut_on, before_on, rule_of, rule_no, seed, frozen_at from ranking
    where district_id = $1 and ($2 = 0 or no = $2)
    order by cut_on desc, no desc";
const UNITS: &str = "
    select unit_id, name_hi, name_en, last_on, level_score, level_low, level_high, level_group,
           change_score, change_low, change_high, change_group
    from ranking_unit where district_id = $1 and ranking_no = $2 order by unit_id";
const TALLIES: &str = "
    select unit_id, indicator, basis, x, n, x_before, n_before from ranking_tally
    where district_id = $1 and ranking_no = $2";
const ADD: &str = "
    insert into ranking
      (district_id, no, level, cut_on, before_on, rule_of, rule_no, seed, frozen_at, op_no)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const LEVEL_OF: &str = "
    select r.level from ranking r
    join ranking_unit u on u.district_id = r.district_id and u.ranking_no = r.no
    where r.district_id = $1 and r.no = $2 and u.unit_id = $3";
const OBJECTIONS: &str = "
    select unit_id, no, text, filed_at, answer, upheld, answered_at, version, op_no, answer_op_no
    from ranking_objection
    where district_id = $1 and ranking_no = $2 and ($3 = 0 or unit_id = $3)
    order by filed_at, no";
const FILE: &str = "
    insert into ranking_objection
      (district_id, ranking_no, unit_id, no, text, filed_at, answer, upheld, answered_at, version,
       op_no, answer_op_no)
    values ($1, $2, $3, $4, $5, $6, null, $7, null, 1, $8, 0)";
const ANSWER: &str = "
    update ranking_objection
    set answer = $5, upheld = $6, answered_at = $7, answer_op_no = $8, version = version + 1
    where district_id = $1 and ranking_no = $2 and unit_id = $3 and no = $4 and version = $9
      and answer is null";

/// Every rule that counts for the district, the latest first.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn rules(reader: &mut Reader, scope: &Scope) -> Result<Vec<Rule>> {
    let mut all = Vec::new();
    for row in reader.query(RULES, &params![scope.district_id()])? {
        let (of, no): (i64, i64) = (row.at(0)?, row.at(1)?);
        let mut weights = Vec::new();
        for row in reader.query(WEIGHTS, &params![of, no])? {
            weights.push((row.at::<IndicatorId>(0)?, row.at::<i64>(1)?));
        }
        let place = |id: IndicatorId| INDICATORS.iter().position(|one| one.id == id);
        weights.sort_by_key(|(id, _)| place(*id));
        all.push(Rule {
            of,
            no,
            from_on: row.at(2)?,
            least_due: row.at(3)?,
            least_known: row.at(4)?,
            band: row.at(5)?,
            draws: row.at(6)?,
            months_back: row.at(7)?,
            weights,
            reason: row.at(8)?,
            order_no: row.at(9)?,
        });
    }
    Ok(all)
}

/// The rule in force on a day: the district's own, else the usual one.
///
/// # Errors
/// `Broken` when the database cannot be read, or holds no rule.
pub fn rule_on(reader: &mut Reader, scope: &Scope, day: NaiveDate) -> Result<Rule> {
    let all = rules(reader, scope)?;
    let in_force =
        |own: bool| all.iter().find(|rule| rule.from_on <= day && (rule.of != 0) == own).cloned();
    in_force(true).or_else(|| in_force(false)).ok_or_else(|| Error::broken("no rule of ranking"))
}

/// Writes a rule whose other terms are those of the rule before it.
pub(crate) fn add_rule(
    tx: &mut Tx,
    was: &Rule,
    (from_on, weights): (NaiveDate, &[(IndicatorId, i64)]),
    (reason, order_no): (&str, &str),
) -> Result<i64> {
    let district_id = tx.district_id();
    let no = tx.allot(district_id, "ranking_rule", 1)?;
    let given = params![
        district_id,
        no,
        from_on,
        was.least_due,
        was.least_known,
        was.band,
        was.draws,
        was.months_back,
        reason,
        order_no,
        tx.op_no()
    ];
    tx.exec(ADD_RULE, &given)?;
    for (indicator, weight) in weights {
        tx.exec(ADD_WEIGHT, &params![district_id, no, *indicator, *weight])?;
    }
    Ok(no)
}

/// The frozen rankings, the latest day first.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn heads(reader: &mut Reader, scope: &Scope) -> Result<Vec<Head>> {
    reader.query(HEADS, &params![scope.district_id(), 0_i64])?.iter().map(head).collect()
}

/// A frozen ranking with all that went into it.
///
/// # Errors
/// `NotFound` for a number that is none, `Broken` when the database cannot be read.
pub fn frozen(reader: &mut Reader, scope: &Scope, no: i64) -> Result<Frozen> {
    let district_id = scope.district_id();
    if no < 1 {
        return Err(Error::NotFound);
    }
    let row = reader.first(HEADS, &params![district_id, no])?.ok_or(Error::NotFound)?;
    let head = head(&row)?;
    let rule = rules(reader, scope)?.into_iter().find(|one| (one.of, one.no) == head.rule);
    let rule = rule.ok_or_else(|| Error::broken("a ranking without its rule"))?;
    let mut units = Vec::new();
    for row in reader.query(UNITS, &params![district_id, no])? {
        let unit_id = row.at(0)?;
        units.push(FrozenUnit {
            unit_id,
            name_hi: row.at(1)?,
            name_en: row.at(2)?,
            last_on: row.at(3)?,
            ranked: Ranked { unit_id, level: place(&row, 4)?, change: place(&row, 8)? },
        });
    }
    let none = vec![None; rule.weights.len()];
    let mut entrants: Vec<Entrant> = units
        .iter()
        .map(|unit| Entrant { unit_id: unit.unit_id, now: none.clone(), before: none.clone() })
        .collect();
    let mut bases = vec![Basis::Target; rule.weights.len()];
    for row in reader.query(TALLIES, &params![district_id, no])? {
        let (unit_id, indicator): (i64, IndicatorId) = (row.at(0)?, row.at(1)?);
        let at = rule.weights.iter().position(|(known, _)| *known == indicator);
        let entrant = entrants.iter_mut().find(|one| one.unit_id == unit_id);
        let (Some(at), Some(entrant)) = (at, entrant) else {
            return Err(Error::broken("a tally without its unit or measure"));
        };
        bases[at] = Basis::of(&row.at::<String>(2)?)
            .ok_or_else(|| Error::broken("a tally of an unknown basis"))?;
        entrant.now[at] = tally(&row, 3)?;
        entrant.before[at] = tally(&row, 5)?;
    }
    Ok(Frozen { head, rule, units, entrants, bases })
}

/// How many rankings were frozen, and those that do not come out the same when made once more: for
/// `samuh verify`, which looks at the whole district: no scope.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn ranks_like_stored(reader: &mut Reader, district_id: i64) -> Result<(usize, Vec<String>)> {
    let scope = Scope::district(district_id, samuh_kernel::scope::Rights::none());
    let mut differ = Vec::new();
    let heads = heads(reader, &scope)?;
    for head in &heads {
        let frozen = frozen(reader, &scope, head.no)?;
        let stored: Vec<Ranked> = frozen.units.iter().map(|unit| unit.ranked).collect();
        if frozen.again() != stored {
            differ.push(format!("ranking {} does not come out as it was frozen", head.no));
        }
    }
    Ok((heads.len(), differ))
}

/// Writes a frozen ranking.
pub(crate) fn add(tx: &mut Tx, district_id: i64, frozen: &Frozen) -> Result<()> {
    let head = &frozen.head;
    let given = params![
        district_id,
        head.no,
        head.level.code(),
        head.cut_on,
        head.before_on,
        head.rule.0,
        head.rule.1,
        head.seed,
        head.frozen_at,
        tx.op_no()
    ];
    tx.exec(ADD, &given)?;
    let mut units = frozen.units.iter().map(|unit| unit_row(district_id, head.no, unit));
    tx.load("ranking_unit", UNIT_COLUMNS, &mut units)?;
    let mut tallies = frozen.entrants.iter().flat_map(|one| tally_rows(district_id, frozen, one));
    tx.load("ranking_tally", TALLY_COLUMNS, &mut tallies).map(drop)
}

const UNIT_COLUMNS: &[&str] = &[
    "district_id",
    "ranking_no",
    "unit_id",
    "name_hi",
    "name_en",
    "last_on",
    "level_score",
    "level_low",
    "level_high",
    "level_group",
    "change_score",
    "change_low",
    "change_high",
    "change_group",
];
const TALLY_COLUMNS: &[&str] = &[
    "district_id",
    "ranking_no",
    "unit_id",
    "indicator",
    "basis",
    "x",
    "n",
    "x_before",
    "n_before",
];

fn unit_row(district_id: i64, no: i64, unit: &FrozenUnit) -> Vec<Value> {
    let mut row = params![
        district_id,
        no,
        unit.unit_id,
        unit.name_hi.as_deref(),
        unit.name_en.as_deref(),
        unit.last_on
    ]
    .to_vec();
    for place in [unit.ranked.level, unit.ranked.change] {
        let numbers = [
            place.map(|place| place.score),
            place.map(|place| place.low),
            place.map(|place| place.high),
            place.map(|place| place.group),
        ];
        row.extend(numbers.map(Value::from));
    }
    row
}

fn tally_rows(district_id: i64, frozen: &Frozen, one: &Entrant) -> Vec<Vec<Value>> {
    let measures = frozen.rule.weights.iter().zip(&frozen.bases).enumerate();
    let row = |(at, ((indicator, _), basis)): (usize, (&(IndicatorId, i64), &Basis))| {
        let (now, before) = (one.now[at], one.before[at]);
        params![
            district_id,
            frozen.head.no,
            one.unit_id,
            *indicator,
            basis.code(),
            now.map(|tally| tally.x),
            now.map(|tally| tally.n),
            before.map(|tally| tally.x),
            before.map(|tally| tally.n)
        ]
        .to_vec()
    };
    measures.map(row).collect()
}

/// The level of a ranking that has that unit, inside an act.
pub(crate) fn level_of(
    reader: &mut Reader,
    scope: &Scope,
    (ranking_no, unit_id): (i64, i64),
) -> Result<UnitLevel> {
    let given = params![scope.district_id(), ranking_no, unit_id];
    let row = reader.first(LEVEL_OF, &given)?.ok_or(Error::NotFound)?;
    level(&row, 0)
}

/// The objections to a ranking, of one unit or of all, the first filed first.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub fn objections(
    reader: &mut Reader,
    scope: &Scope,
    (ranking_no, unit_id): (i64, Option<i64>),
) -> Result<Vec<Objection>> {
    let given = params![scope.district_id(), ranking_no, unit_id.unwrap_or(0)];
    let rows = reader.query(OBJECTIONS, &given)?;
    rows.iter()
        .map(|row| {
            Ok(Objection {
                unit_id: row.at(0)?,
                no: row.at(1)?,
                text: row.at(2)?,
                filed_at: row.at(3)?,
                answer: row.at(4)?,
                upheld: row.at(5)?,
                answered_at: row.at(6)?,
                version: row.at(7)?,
                op_no: row.at(8)?,
                answer_op_no: row.at(9)?,
            })
        })
        .collect()
}

/// Files an objection.
pub(crate) fn file(tx: &mut Tx, (ask, no): (&FileObjection, i64), text: &str) -> Result<()> {
    let (district_id, at, op_no) = (tx.district_id(), tx.at(), tx.op_no());
    let given = params![district_id, ask.ranking_no, ask.unit_id, no, text, at, false, op_no];
    tx.exec(FILE, &given).map(drop)
}

/// Answers one; false when it was answered meanwhile.
pub(crate) fn answer(tx: &mut Tx, ask: &AnswerObjection, answer: &str) -> Result<bool> {
    let given = params![
        tx.district_id(),
        ask.ranking_no,
        ask.unit_id,
        ask.no,
        answer,
        ask.upheld,
        tx.at(),
        tx.op_no(),
        ask.version
    ];
    Ok(tx.exec(ANSWER, &given)? == 1)
}

fn head(row: &Row) -> Result<Head> {
    Ok(Head {
        no: row.at(0)?,
        level: level(row, 1)?,
        cut_on: row.at(2)?,
        before_on: row.at(3)?,
        rule: (row.at(4)?, row.at(5)?),
        seed: row.at(6)?,
        frozen_at: row.at(7)?,
    })
}

fn level(row: &Row, at: usize) -> Result<UnitLevel> {
    let code: String = row.at(at)?;
    UnitLevel::of(&code).ok_or_else(|| Error::broken("a ranking of an unknown level"))
}

fn place(row: &Row, at: usize) -> Result<Option<Place>> {
    let Some(score) = row.at::<Option<i64>>(at)? else { return Ok(None) };
    Ok(Some(Place { score, low: row.at(at + 1)?, high: row.at(at + 2)?, group: row.at(at + 3)? }))
}

fn tally(row: &Row, at: usize) -> Result<Option<Tally>> {
    let (x, n): (Option<i64>, Option<i64>) = (row.at(at)?, row.at(at + 1)?);
    Ok(x.zip(n).map(|(x, n)| Tally { x, n }))
}
