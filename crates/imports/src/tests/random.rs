//! Whatever a file holds: nothing panics, and every row below a heading comes out once.

use crate::{Event, Tally, Verdict, words};
use proptest::prelude::*;
use samuh_kernel::sheet::{Cell, Merge, Piece, Row};

use super::read;

fn any_cell() -> impl Strategy<Value = Cell> {
    let words = prop::sample::select(vec![
        "समूह का नाम",
        "समूह कोड",
        "विकासखण्ड",
        "ग्राम",
        "सदस्य",
        "कुल",
        "योग",
        "1",
        "(2)",
        "दीप",
        "सखी",
        "आधार",
        "10/02/2024",
        "\"",
        "अप्रैल",
        "लक्ष्य",
        "y{eh",
        "2341 2341 2346",
    ]);
    prop_oneof![
        3 => Just(Cell::Empty),
        6 => words.prop_map(|text| Cell::Text(text.into())),
        1 => any::<String>().prop_map(Cell::Text),
        2 => any::<f64>().prop_map(Cell::Number),
        2 => (0..50_u32).prop_map(|n| Cell::Number(f64::from(n))),
        1 => any::<bool>().prop_map(Cell::Bool),
        1 => Just(Cell::Error("#REF!".into())),
    ]
}

fn any_rows() -> impl Strategy<Value = Vec<Vec<Cell>>> {
    prop::collection::vec(prop::collection::vec(any_cell(), 0..8), 0..12)
}

fn any_merge() -> impl Strategy<Value = Merge> {
    (0..6_u32, 0..6_u32, 0..8_u32, 0..8_u32).prop_map(|(a, b, c, d)| Merge {
        first_row: a,
        last_row: b,
        first_column: c,
        last_column: d,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]
    #[test]
    fn every_row_below_the_heading_comes_out_once(
        rows in any_rows(),
        merges in prop::collection::vec(any_merge(), 0..4),
    ) {
        let shapes =
            [&words::groups::SHAPE, &words::members::SHAPE, &words::targets::SHAPE, &words::places::SHAPE];
        for shape in shapes {
            let numbered = rows.iter().zip(1..).map(|(cells, number)| Row { number, cells: cells.clone() });
            let mut pieces = vec![Piece::Sheet { name: "x".into(), merges: merges.clone(), hidden: false }];
            pieces.extend(numbered.map(Piece::Row));
            let out = read(shape, pieces);
            let mut tally = Tally::default();
            let mut heading = u32::MAX;
            for event in &out.events {
                match event {
                    Event::Understood(sheet) if sheet.understood => {
                        heading = *sheet.heading_rows.last().unwrap();
                    }
                    Event::Row(row) => {
                        tally.add(if row.refused() { Verdict::Refused } else { Verdict::New });
                    }
                    Event::Skipped(_) => tally.add(Verdict::Skipped),
                    _ => {}
                }
            }
            let filled = |cells: &[Cell]| cells.iter().any(|cell| match cell {
                Cell::Empty => false,
                Cell::Text(text) => text.chars().any(|c| !c.is_whitespace()
                    && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}')),
                _ => true,
            });
            let below = rows.iter().zip(1_u32..).filter(|(cells, n)| *n > heading && filled(cells));
            prop_assert!(tally.adds_up());
            prop_assert_eq!(tally.rows, below.count() as u64);
        }
    }
}
