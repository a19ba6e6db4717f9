//! Invented samples of every page, for the gallery and for the tests.

mod accounts;
mod dashboard;
mod imports;
mod registers;
mod sheets;

use maud::Markup;
use samuh_web::page::{Section, Shell, Who, draw};
use samuh_web::words::{Lang, Overlay, Words};

/// A page's file name, its section, its title and its body.
pub(crate) type Sample = (&'static str, Option<Section>, String, Markup);

/// Every page in both languages: a name for the file and the page's HTML.
pub(crate) fn every_page() -> Vec<(String, String)> {
    let mut pages = Vec::new();
    for lang in Lang::ALL {
        let w = Words::of(lang, Some(Overlay::Cg));
        for (name, _, title, body) in accounts::outside(w) {
            let shell = Shell { district: district(w), ..Shell::new(w, title) };
            pages.push((format!("{name}-{}", lang.code()), draw(&shell, body).into_string()));
        }
        let inside = [
            dashboard::pages(w),
            registers::pages(w),
            accounts::pages(w),
            imports::pages(w),
            sheets::pages(w),
        ];
        for (name, section, title, body) in inside.into_iter().flatten() {
            let html = draw(&shell(w, section, &title), body).into_string();
            pages.push((format!("{name}-{}", lang.code()), html));
        }
    }
    pages
}

fn district(w: &Words) -> String {
    dashboard::named(w, "जिला कोण्डागांव · छत्तीसगढ़", "Kondagaon district · Chhattisgarh")
}

fn shell<'a>(w: &'a Words, section: Option<Section>, title: &str) -> Shell<'a> {
    Shell {
        active: section,
        sections: Section::ALL.to_vec(),
        who: Some(Who {
            name: dashboard::named(w, "कविता सोनी", "Kavita Soni"),
            post: w.t("role-collector"),
            place: dashboard::named(w, "जिला कोण्डागांव", "Kondagaon district"),
        }),
        district: district(w),
        here: "/?year=2026-27".into(),
        updated_at: Some(1_795_138_800_000_000),
        synthetic: true,
        ..Shell::new(w, title)
    }
}
