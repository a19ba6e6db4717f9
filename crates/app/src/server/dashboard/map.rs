//! The map of a district's blocks, drawn from the borders that ship with the demo's geography. A
//! district without borders has its table.

use std::sync::LazyLock;

use samuh_figures::catalogue::Indicator;
use samuh_web::{
    dashboard::{Level, MapCard},
    svg::MapShape,
    words::Words,
};
use serde::Deserialize;

use super::{
    board::Board,
    subject::Subject,
    table::{cell, name, shown},
};
use crate::server::query::Query;

/// Width of the drawing, in its own units.
const WIDTH: f64 = 420.0;

const KONDAGAON: &str = include_str!("../../../../../data/boundaries/kondagaon-blocks.geojson");

#[derive(Deserialize)]
struct Borders {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    geometry: Geometry,
    properties: Properties,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Vec<Ring>),
    MultiPolygon(Vec<Vec<Ring>>),
}

type Ring = Vec<[f64; 2]>;

#[derive(Deserialize)]
struct Properties {
    code: i64,
}

/// The paths of the borders by LGD code.
static PATHS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let borders: Borders =
        serde_json::from_str(KONDAGAON).expect("the borders shipped are GeoJSON");
    paths(&borders)
});

/// The map of the blocks, coloured by one indicator; none where no border is known.
pub(super) fn map(
    board: &Board,
    subject: &Subject,
    words: &Words,
    query: &Query,
) -> Option<MapCard> {
    if subject.units_are != Level::Block {
        return None;
    }
    let shapes: Vec<(MapShape, usize)> = subject
        .units
        .iter()
        .enumerate()
        .filter_map(|(at, unit)| {
            let (code, path) = PATHS.iter().find(|(code, _)| *code == unit.code)?;
            Some((MapShape::new(code, &unit.name, path), at))
        })
        .collect();
    let indicators: Vec<&'static Indicator> = shown(board, subject).collect();
    let chosen = chosen(board, subject, &indicators, query)?;
    if shapes.is_empty() {
        return None;
    }
    Some(MapCard {
        indicators: indicators.iter().map(|one| (one.code.to_owned(), name(words, one))).collect(),
        chosen: chosen.code.to_owned(),
        areas: shapes
            .into_iter()
            .map(|(shape, at)| (shape, cell(board, chosen, &subject.units[at])))
            .collect(),
        note: "map-schematic",
    })
}

/// The indicator asked for, else the one that lags most.
fn chosen(
    board: &Board,
    subject: &Subject,
    indicators: &[&'static Indicator],
    query: &Query,
) -> Option<&'static Indicator> {
    let asked = query.get("map");
    let asked = indicators.iter().find(|one| Some(one.code) == asked);
    let percent = |one: &Indicator| board.standing(one, subject.id).percent;
    let weakest = || {
        let aimed = indicators.iter().filter(|one| percent(one).is_some());
        aimed.min_by_key(|one| percent(one)).or(indicators.first())
    };
    asked.or_else(weakest).copied()
}

/// Degrees as points of the drawing: a degree of longitude is shorter than one of latitude.
fn paths(borders: &Borders) -> Vec<(String, String)> {
    let points = || borders.features.iter().flat_map(|one| rings(&one.geometry)).flatten();
    let bound = |pick: fn(&[f64; 2]) -> f64| {
        points()
            .map(pick)
            .fold((f64::MAX, f64::MIN), |(least, most), n| (least.min(n), most.max(n)))
    };
    let ((west, east), (south, north)) = (bound(|point| point[0]), bound(|point| point[1]));
    let shrink = ((south + north) / 2.0).to_radians().cos();
    let scale = WIDTH / ((east - west) * shrink).max(f64::EPSILON);
    let draw = |ring: &Ring| {
        let mut path = String::new();
        for (at, [x, y]) in ring.iter().enumerate() {
            let (x, y) = ((x - west) * shrink * scale, (north - y) * scale);
            path.push_str(&format!("{}{x:.0} {y:.0}", if at == 0 { 'M' } else { 'L' }));
        }
        path + "Z"
    };
    let path = |one: &Feature| rings(&one.geometry).map(draw).collect::<String>();
    borders.features.iter().map(|one| (one.properties.code.to_string(), path(one))).collect()
}

fn rings(geometry: &Geometry) -> Box<dyn Iterator<Item = &Ring> + '_> {
    match geometry {
        Geometry::Polygon(rings) => Box::new(rings.iter()),
        Geometry::MultiPolygon(parts) => Box::new(parts.iter().flatten()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_borders_shipped_are_five_blocks_inside_the_frame() {
        assert_eq!(PATHS.len(), 5);
        for (code, path) in PATHS.iter() {
            assert!(code.parse::<i64>().is_ok() && path.starts_with('M') && path.ends_with('Z'));
            assert!(!path.contains('-'), "{code} lies outside the frame");
        }
    }
}
