//! Small charts drawn on the server: bars, lines, squares and maps that print, need no script and
//! carry their numbers as text for a reader.

mod bars;
mod map;
mod marks;

pub use bars::{MonthBar, month_bars, year_bar};
pub use map::{Choropleth, MapShape, ShapeLook, choropleth};
pub use marks::{band, spark, waffle, week_dots};
