//! Invented samples of every page, for the gallery and for the tests.

mod dashboard;

use maud::Markup;
use samuh_web::page::{Section, Shell, Who, draw};
use samuh_web::words::{Lang, Overlay, Words};

/// Every page in both languages: a name for the file and the page's HTML.
pub(crate) fn every_page() -> Vec<(String, String)> {
    let mut pages = Vec::new();
    for lang in Lang::ALL {
        let w = Words::of(lang, Some(Overlay::Cg));
        let all = dashboard::pages(w);
        for (name, section, title, body) in all {
            let html = draw(&shell(w, section, &title), body).into_string();
            pages.push((format!("{name}-{}", lang.code()), html));
        }
    }
    pages
}

/// A page's file name, its section, its title and its body.
pub(crate) type Sample = (&'static str, Option<Section>, String, Markup);

fn shell<'a>(w: &'a Words, section: Option<Section>, title: &str) -> Shell<'a> {
    let hi = w.lang() == Lang::Hi;
    Shell {
        active: section,
        sections: Section::ALL.to_vec(),
        who: Some(Who {
            name: if hi { "कविता सोनी" } else { "Kavita Soni" }.into(),
            post: w.t("post-collector"),
            place: if hi { "जिला कोण्डागांव" } else { "Kondagaon district" }.into(),
        }),
        district: if hi { "जिला कोण्डागांव · छत्तीसगढ़" } else { "Kondagaon district · Chhattisgarh" }
            .into(),
        here: "/?year=2026-27".into(),
        updated_at: Some(1_795_138_800_000_000),
        synthetic: true,
        ..Shell::new(w, title)
    }
}
