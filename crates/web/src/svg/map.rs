//! The map of a district's units, each filled by its status: borders drawn from paths made once at
//! import, no tiles, no outside calls.

use maud::{Markup, html};

/// One unit's border, made from a boundary file.
#[derive(Clone, Debug, PartialEq)]
pub struct MapShape {
    /// The unit's code, the same as in the tables.
    pub code: String,
    /// The unit's name in the reader's language.
    pub name: String,
    /// The SVG path: rings of `M … L … Z`, absolute points.
    pub path: String,
    /// Where the name is written.
    pub label: (f64, f64),
    /// How broad the shape is there, to both sides alike.
    pub room: f64,
}

impl MapShape {
    /// A shape whose name stands in the middle of its largest ring.
    pub fn new(code: &str, name: &str, path: &str) -> Self {
        let rings = rings(path);
        let largest =
            rings.iter().map(|ring| (centre(ring), ring)).max_by(|a, b| a.0.0.total_cmp(&b.0.0));
        let (label, room) =
            largest.map_or(((0.0, 0.0), 0.0), |((_, x, y), ring)| ((x, y), room_at(ring, (x, y))));
        Self { code: code.into(), name: name.into(), path: path.into(), label, room }
    }
}

/// Twice the way from a point within a ring to the nearer of the borders at its left and right.
fn room_at(ring: &[(f64, f64)], (x, y): (f64, f64)) -> f64 {
    let crossings = ring.iter().enumerate().filter_map(|(at, (x0, y0))| {
        let (x1, y1) = ring[(at + 1) % ring.len()];
        ((*y0 <= y) != (y1 <= y)).then(|| x0 + (y - y0) / (y1 - y0) * (x1 - x0))
    });
    let nearest = crossings.map(|border| (border - x).abs()).min_by(f64::total_cmp);
    2.0 * nearest.unwrap_or(0.0)
}

/// How one shape looks and where it leads.
pub struct ShapeLook {
    /// The border.
    pub shape: MapShape,
    /// The status's class: `s0` (no target) to `s5`.
    pub class: &'static str,
    /// The line under the name: `52% · 130/250`.
    pub value: String,
    /// The whole in words, for a reader: `माकड़ी: 52%, गंभीर`.
    pub told: String,
    /// The page behind it.
    pub href: String,
}

/// A map with its heading for a reader.
pub struct Choropleth {
    /// What the map shows.
    pub title: String,
    /// The units.
    pub shapes: Vec<ShapeLook>,
}

/// Draws the map in the frame of its own points; nothing when there are no shapes.
pub fn choropleth(map: &Choropleth) -> Markup {
    let all: Vec<(f64, f64)> =
        map.shapes.iter().flat_map(|s| rings(&s.shape.path)).flatten().collect();
    let Some((left, top, width, height)) = frame(&all) else { return html! {} };
    let scale = width / 432.0;
    html! {
        svg.areas viewBox=(format!("{left:.1} {top:.1} {width:.1} {height:.1}")) role="group"
            aria-label=(map.title) {
            @for look in &map.shapes { (area(look, scale)) }
            @for look in &map.shapes { (names(look, scale)) }
        }
    }
}

fn area(look: &ShapeLook, scale: f64) -> Markup {
    html! {
        a href=(look.href) aria-label=(look.told) {
            title { (look.told) }
            path class=(look.class) d=(look.shape.path)
                stroke-width=(format!("{:.2}", 1.3 * scale)) {}
        }
    }
}

fn names(look: &ShapeLook, scale: f64) -> Markup {
    let (x, y) = look.shape.label;
    let at = |dy: f64| format!("{:.1}", y + dy * scale);
    let text = |size: f64| format!("{:.1}", size * scale);
    // Digits are a little more than half as broad as they are high.
    let breadth = look.value.chars().count() as f64 * 14.5 * 0.56 * scale;
    let short = look.value.split(" · ").next().unwrap_or_default();
    let value = if breadth <= look.shape.room { look.value.as_str() } else { short };
    html! {
        g class=(format!("name {}", look.class)) aria-hidden="true" {
            text.lbl x=(format!("{x:.1}")) y=(at(-2.0)) font-size=(text(17.0)) { (look.shape.name) }
            text x=(format!("{x:.1}")) y=(at(18.0)) font-size=(text(14.5)) { (value) }
        }
    }
}

fn rings(path: &str) -> Vec<Vec<(f64, f64)>> {
    path.split(['M', 'm'])
        .map(|ring| {
            let parts = ring.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'));
            let numbers: Vec<f64> = parts.filter_map(|n| n.parse().ok()).collect();
            numbers.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
        })
        .filter(|ring: &Vec<(f64, f64)>| !ring.is_empty())
        .collect()
}

/// A ring's area (unsigned) and its centre of mass; the mean of its points when it has no area.
fn centre(ring: &[(f64, f64)]) -> (f64, f64, f64) {
    let (mut area, mut x, mut y) = (0.0, 0.0, 0.0);
    for (at, (x0, y0)) in ring.iter().enumerate() {
        let (x1, y1) = ring[(at + 1) % ring.len()];
        let cross = x0 * y1 - x1 * y0;
        area += cross;
        x += (x0 + x1) * cross;
        y += (y0 + y1) * cross;
    }
    if area.abs() < 1e-9 {
        let n = ring.len() as f64;
        let sum = ring.iter().fold((0.0, 0.0), |sum, p| (sum.0 + p.0, sum.1 + p.1));
        return (0.0, sum.0 / n, sum.1 / n);
    }
    (area.abs() / 2.0, x / (3.0 * area), y / (3.0 * area))
}

fn frame(points: &[(f64, f64)]) -> Option<(f64, f64, f64, f64)> {
    let first = points.first()?;
    let (mut left, mut top, mut right, mut bottom) = (first.0, first.1, first.0, first.1);
    for (x, y) in points {
        left = left.min(*x);
        right = right.max(*x);
        top = top.min(*y);
        bottom = bottom.max(*y);
    }
    let margin = (right - left).max(bottom - top).max(1.0) * 0.015;
    Some((left - margin, top - margin, right - left + 2.0 * margin, bottom - top + 2.0 * margin))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_stands_in_the_middle_of_the_largest_ring() {
        let shape = MapShape::new("1", "माकड़ी", "M0 0L10 0L10 10L0 10ZM20 20L21 20L21 21Z");
        assert_eq!((shape.label, shape.room), ((5.0, 5.0), 10.0));
    }

    #[test]
    fn a_value_broader_than_its_shape_gives_up_its_second_half() {
        let look = |value: &str| ShapeLook {
            shape: MapShape::new("1", "माकड़ी", "M0 0L100 0L100 100L0 100Z"),
            class: "s1",
            value: value.into(),
            told: String::new(),
            href: "/places/1".into(),
        };
        assert!(names(&look("52% · 1/2"), 1.0).into_string().contains("52% · 1/2"));
        let narrow = names(&look("52% · 1,130/2,250"), 1.0).into_string();
        assert!(narrow.contains(">52%<") && !narrow.contains("2,250"), "{narrow}");
    }

    #[test]
    fn a_map_frames_its_own_points_and_links_every_unit() {
        let look = |code: &str| ShapeLook {
            shape: MapShape::new(code, "क", "M-5,-5L15,-5L15,15Z"),
            class: "s1",
            value: "52%".into(),
            told: "क: 52%, गंभीर".into(),
            href: format!("/places/{code}"),
        };
        let map = Choropleth {
            title: "मानचित्र".into(), shapes: vec![look("1"), look("2")]
        };
        let drawn = choropleth(&map).into_string();
        assert!(drawn.contains("viewBox=\"-5.3 -5.3 20.6 20.6\""), "{drawn}");
        assert_eq!(drawn.matches("<a href").count(), 2);
    }

    #[test]
    fn no_shapes_draw_nothing() {
        let map = Choropleth { title: String::new(), shapes: Vec::new() };
        assert!(choropleth(&map).into_string().is_empty());
    }
}
