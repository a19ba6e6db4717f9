//! Pages that say what went wrong, that nothing was lost, and where to go from here.

use maud::{Markup, html};

use crate::parts::{Link, Look, Problem, button_link, problems};
use crate::words::Words;

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// 400: the address cannot be understood.
    Request,
    /// 403: the post may not do this.
    Forbidden,
    /// 404: not there, or outside the reader's area.
    NotFound,
    /// 409: changed meanwhile by somebody else.
    Conflict,
    /// 413: the file is too large.
    TooLarge,
    /// 422: what was sent is incomplete.
    Refused,
    /// 429: too many attempts.
    TooMany,
    /// 500: the system failed.
    Broken,
    /// 503: the system is busy or starting.
    Busy,
    /// 507: there is no room on the disk.
    Full,
}

impl Wrong {
    /// The status of the answer.
    pub fn status(self) -> u16 {
        match self {
            Self::Request => 400,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::TooLarge => 413,
            Self::Refused => 422,
            Self::TooMany => 429,
            Self::Broken => 500,
            Self::Busy => 503,
            Self::Full => 507,
        }
    }

    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::Request,
        Self::Forbidden,
        Self::NotFound,
        Self::Conflict,
        Self::TooLarge,
        Self::Refused,
        Self::TooMany,
        Self::Broken,
        Self::Busy,
        Self::Full,
    ];

    /// The title of its page.
    pub fn title(self, w: &Words) -> String {
        w.t(&format!("error-{}", self.status()))
    }
}

/// A page about something that went wrong.
pub struct ErrorPage {
    /// What went wrong.
    pub wrong: Wrong,
    /// The number under which the log knows it.
    pub reference: Option<String>,
    /// What is wrong in detail, in the reader's language.
    pub problems: Vec<Problem>,
    /// Where the reader came from.
    pub back: Option<String>,
}

/// Draws the page.
pub fn draw(page: &ErrorPage, w: &Words) -> Markup {
    let key = format!("error-{}", page.wrong.status());
    let home = Link::new(w.t("error-home"), "/");
    let search = Link::new(w.t("error-search"), "/search");
    html! {
        div.oops {
            (problems(w, &page.problems))
            section.panel {
                h1 { (w.t(&key)) }
                p { (w.t(&format!("{key}.text"))) }
                @if let Some(number) = &page.reference {
                    p.ref { (w.args("error-reference", &[("number", number.as_str().into())])) }
                }
                div.go {
                    @if let Some(back) = &page.back {
                        (button_link(&Link::new(w.t("error-back"), back.as_str()), None, Look::Primary))
                    }
                    (button_link(&home, None, Look::Plain))
                    @if page.wrong == Wrong::NotFound {
                        (button_link(&search, None, Look::Plain))
                    }
                }
            }
        }
    }
}
