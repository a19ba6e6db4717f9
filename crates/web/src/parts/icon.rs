//! Line drawings beside words; never instead of them.

use maud::{Markup, PreEscaped, html};

/// A drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A magnifying glass.
    Search,
    /// A printer.
    Print,
    /// A house: the first page.
    Home,
    /// People: groups and members.
    Group,
    /// A flag: targets.
    Target,
    /// An arrow into a tray: files coming in.
    Import,
    /// An arrow out of a tray: a file to keep.
    Download,
    /// Three lines: everything else.
    Menu,
    /// A tick.
    Check,
    /// A warning triangle.
    Alert,
    /// A small i in a ring: a remark.
    Info,
    /// A clock.
    Clock,
    /// A plus sign.
    Plus,
    /// An arrow turning back.
    Undo,
}

impl Icon {
    fn lines(self) -> &'static str {
        match self {
            Self::Search => r#"<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>"#,
            Self::Print => {
                r#"<path d="M7 9V4h10v5M7 17H4.5v-7h15v7H17"/><path d="M7 14h10v6H7z"/>"#
            }
            Self::Home => r#"<path d="m3.5 11 8.5-7 8.5 7M6 9.5V20h12V9.5"/>"#,
            Self::Group => concat!(
                r#"<circle cx="9" cy="8" r="3.2"/><path d="M3 19c0-3.6 2.7-5.5 6-5.5s6 1.9 6 5.5"/>"#,
                r#"<path d="M15.5 5.2a3 3 0 0 1 0 5.8M17.5 14c2.2.6 3.5 2.3 3.5 5"/>"#
            ),
            Self::Target => r#"<path d="M5 21V4M5 4.5c5-2.5 8 2.5 14 0v9c-6 2.5-9-2.5-14 0"/>"#,
            Self::Import => r#"<path d="M12 4v10M8 10.5l4 4 4-4M4 15v5h16v-5"/>"#,
            Self::Download => r#"<path d="M12 3.5v11M7.5 10.5l4.5 4.5 4.5-4.5M4.5 19.5h15"/>"#,
            Self::Menu => r#"<path d="M4 6.5h16M4 12h16M4 17.5h16"/>"#,
            Self::Check => r#"<path d="m5 12.5 4.5 4.5L19 7.5"/>"#,
            Self::Alert => r#"<path d="M12 4 2.8 19.5h18.4zM12 10v4.5M12 17.3v.2"/>"#,
            Self::Info => r#"<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.6v.2"/>"#,
            Self::Clock => r#"<circle cx="12" cy="12" r="8"/><path d="M12 7.5V12l3 2"/>"#,
            Self::Plus => r#"<path d="M12 5v14M5 12h14"/>"#,
            Self::Undo => r#"<path d="M9 5 4.5 9.5 9 14M5 9.5h9a5 5 0 0 1 0 10h-3"/>"#,
        }
    }
}

/// Draws a line drawing at the size of the text around it.
pub fn icon(which: Icon) -> Markup {
    html! { svg.i viewBox="0 0 24 24" aria-hidden="true" { (PreEscaped(which.lines())) } }
}

/// The product's own sign: a seedling.
pub fn sign() -> Markup {
    html! {
        svg viewBox="0 0 40 40" aria-hidden="true" {
            circle cx="20" cy="20" r="19" fill="#fff" opacity=".1" {}
            path d="M20 33V19" stroke="#e9a820" stroke-width="2.6" stroke-linecap="round" {}
            path d="M20 21C20 13 14 9 7 9c0 8 5 12 13 12z" fill="#fff" {}
            path d="M20 18c0-7 5-11 13-11 0 8-5 12-13 11z" fill="#e9a820" {}
            path d="M10 33h20" stroke="#fff" stroke-width="2.6" stroke-linecap="round" {}
        }
    }
}
