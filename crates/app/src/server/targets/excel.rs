//! Targets as a workbook: the sheet that the office fills in and that the import reads again.

use axum::response::Response;
use samuh_documents::write::{Column, Head, Kind, Value};
use samuh_engine::clock;
use samuh_figures::catalogue::Unit;
use samuh_imports::words::targets::SHAPE;
use samuh_plans::{Grid, UnitLevel};
use samuh_web::{
    show,
    words::{Lang, Words},
};

use super::{
    super::{excel, fail::Answer, visit::Visitor},
    Subject, indicator_name, name_of,
};

/// Writes grids, one under the other: a row for each unit of each indicator. All are of one year.
pub(super) fn answer(
    visitor: &Visitor,
    title: &str,
    grids: &[(Subject, Grid)],
) -> Answer<Response> {
    let words = visitor.words;
    let head = head(words, title, grids);
    excel::answer(title, &head, |sheet| {
        for (subject, grid) in grids {
            let name = indicator_name(subject.indicator, words);
            let amount = |value: i64| match subject.indicator.unit {
                Unit::Paise => Value::Paise(value),
                Unit::Count | Unit::Percent => Value::Whole(value),
            };
            for row in &grid.rows {
                let called = name_of(row.name_hi.as_ref(), row.name_en.as_ref(), words);
                let mut values = vec![
                    Value::Text(&name),
                    Value::Text(grid.level.code()),
                    Value::Text(row.code.as_deref().unwrap_or_default()),
                    Value::Text(&called),
                ];
                values.extend(row.months.iter().map(|value| amount(*value)));
                values.push(amount(row.months.iter().sum()));
                sheet.row(&values)?;
            }
        }
        Ok(())
    })
}

fn head(words: &Words, title: &str, grids: &[(Subject, Grid)]) -> Head {
    let usual = |field: &str| {
        let column = SHAPE.index(field).map(|at| &SHAPE.columns[at]);
        let is_hindi = words.lang() == Lang::Hi;
        let fits = |heading: &&str| heading.is_ascii() != is_hindi;
        column.and_then(|column| column.headings().find(fits)).unwrap_or_default().to_owned()
    };
    let text = |heading: String, width| Column { heading, kind: Kind::Text, width };
    let amount = |heading: String| Column { heading, kind: Kind::Decimal, width: 12 };
    let mut columns = vec![
        text(usual("indicator"), 32),
        text(usual("level"), 10),
        text(usual("code"), 14),
        text(usual("name"), 24),
    ];
    if let Some((subject, _)) = grids.first() {
        columns.extend(subject.year.months().map(|month| amount(show::month(month, words))));
    }
    columns.push(amount(usual("annual")));
    let level = grids.first().map_or(UnitLevel::Block, |(_, grid)| grid.level);
    let rows: usize = grids.iter().map(|(_, grid)| grid.rows.len()).sum();
    let at = show::instant(clock::now());
    Head {
        name: words.t(&format!("level-{}", level.code())),
        titles: vec![
            title.to_owned(),
            words.args("list-as-on", &[("at", at.into())]),
            words.args("list-count", &[("n", i64::try_from(rows).unwrap_or(i64::MAX).into())]),
        ],
        columns,
    }
}
