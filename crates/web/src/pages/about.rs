//! The pages every government site must have: accessibility, privacy, contact.

use maud::{Markup, html};

use crate::parts::heading;
use crate::words::Words;

/// A mandatory page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// How the pages can be used by everybody.
    Accessibility,
    /// What is kept about people, and what never is.
    Privacy,
    /// Whom to ask.
    Contact,
}

impl Topic {
    /// Every topic.
    pub const ALL: [Self; 3] = [Self::Accessibility, Self::Privacy, Self::Contact];

    /// The last part of its address `/about/…`.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Accessibility => "accessibility",
            Self::Privacy => "privacy",
            Self::Contact => "contact",
        }
    }

    /// The topic of an address.
    pub fn of(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.slug() == slug)
    }

    /// The page's title.
    pub fn title(self, w: &Words) -> String {
        w.t(&format!("about-{}", self.slug()))
    }

    fn parts(self) -> [&'static str; 4] {
        match self {
            Self::Accessibility => ["standard", "colour", "language", "trouble"],
            Self::Privacy => ["aadhaar", "least", "scope", "rights"],
            Self::Contact => ["office", "help", "figure", "reference"],
        }
    }
}

/// Draws a mandatory page.
pub fn draw(topic: Topic, w: &Words) -> Markup {
    html! {
        (heading(&topic.title(w), html! {}, html! {}))
        section.panel.prose {
            @for part in topic.parts() { p { (w.t(&format!("about-{}.{part}", topic.slug()))) } }
        }
    }
}
