//! The posts of a district as papers name them: title, unit, and who holds them on a day.

mod store;

pub use store::seats;

/// A post as a paper names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// The post.
    pub id: i64,
    /// Code of its role.
    pub role: String,
    /// Its own title in Hindi.
    pub title_hi: Option<String>,
    /// Its own title in English.
    pub title_en: Option<String>,
    /// The first unit it looks at; 0 for the district's own offices.
    pub unit_id: i64,
    /// That unit's Hindi name.
    pub unit_hi: Option<String>,
    /// That unit's English name.
    pub unit_en: Option<String>,
    /// Who holds it.
    pub holder: Option<String>,
    /// True when there is no such post any more.
    pub is_closed: bool,
}
