//! The tables of words hold together.

use std::collections::BTreeMap;

use super::{
    attendance, federations, groups, households, lokos, members, places, producers, progress,
    targets,
};
use crate::{
    headword::{joined, sorted, words_of},
    shape::Shape,
};

const SHAPES: [&Shape; 11] = [
    &places::SHAPE,
    &federations::SHAPE,
    &groups::SHAPE,
    &members::SHAPE,
    &households::SHAPE,
    &producers::SHAPE,
    &producers::FPOS,
    &progress::SHAPE,
    &targets::SHAPE,
    &lokos::SHAPE,
    &attendance::SHAPE,
];

#[test]
fn no_heading_stands_for_two_fields() {
    let mut doubles = Vec::new();
    for shape in SHAPES {
        let mut known: BTreeMap<String, &str> = BTreeMap::new();
        for column in shape.columns {
            for heading in column.headings() {
                for key in [joined(&words_of(heading)), sorted(&words_of(heading))] {
                    let field = known.entry(key).or_insert(column.field);
                    if *field != column.field {
                        doubles.push((shape.register, heading, *field, column.field));
                    }
                }
            }
        }
    }
    assert!(doubles.is_empty(), "{doubles:#?}");
}

#[test]
fn every_needed_field_is_a_column_and_fields_are_named_once() {
    for shape in SHAPES {
        for field in shape.needs.iter().flat_map(|set| set.iter()) {
            assert!(shape.index(field).is_some(), "{} {field}", shape.register);
        }
        for (at, column) in shape.columns.iter().enumerate() {
            assert_eq!(shape.index(column.field), Some(at), "{} {}", shape.register, column.field);
        }
    }
}
