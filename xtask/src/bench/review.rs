//! B15 and B16: what a review needs on paper and screen: the pack as slides, minutes as PDF, and the page
//! of a meeting with a thousand directions open.

use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};

use super::Options;
use super::figure::{Figure, Must};
use super::measure::{median, run};
use super::peers;
use super::server::{Ask, Server};
use super::workshop::{Stage, Workshop};

/// The last month of which the bench district has figures.
const MONTH: &str = "2026-03";
/// Directions of the first and of the second meeting: together those that are open in the third.
const FIRST: u64 = 100;
const SECOND: u64 = 900;
/// Connections at once, as the other pages are measured.
const CONNECTIONS: usize = 4;
/// Milliseconds of SPEED's limits.
const PDF_LIMIT: f64 = 150.0;
const PAGE_LIMIT: f64 = 30.0;

/// B15: the pack of the district as slides, figures read and all, beside a program that writes the same
/// slides with python-pptx; both as whole processes.
///
/// # Errors
/// When a side cannot be run.
pub(crate) fn slides(workshop: &Workshop, options: &Options) -> Result<Vec<Figure>> {
    let folder = workshop.filled(Stage::Figures, "b15")?;
    let out = workshop.scratch("pack.pptx");
    let mut own = Vec::new();
    for _ in 0..options.pairs() {
        drop(std::fs::remove_file(&out));
        let mut pack = workshop.product(&folder);
        pack.args(["pack", "--month", MONTH, "--format", "pptx", "--out"]).arg(&out);
        own.push(run(&mut pack, &[0])?.0.cpu);
    }
    let figure = Figure::new("B15 pack as slides, whole process", median(&own), "s CPU");
    if !options.peers {
        return Ok(vec![figure.against("limit", 1.0, Must::Report)]);
    }
    let mut peer = Vec::new();
    for _ in 0..options.pairs() {
        peer.push(peers::slides(workshop, &out)?);
    }
    Ok(vec![figure.against("python-pptx, the same slides", median(&peer), Must::AtMost(0.2))])
}

/// B16: minutes as PDF after the first, and the page of a meeting with a thousand directions open.
///
/// # Errors
/// When the meetings cannot be held.
pub(crate) fn meetings(workshop: &Workshop, options: &Options) -> Result<Vec<Figure>> {
    let folder = workshop.filled(Stage::Figures, "b16")?;
    let mut server = Server::product(workshop, &folder)?;
    server.sign_in()?;
    let mut office = Office { server: &server, ops: 0 };
    let post = office.post_number()?;
    let series = format!("kind=district_review&unit=0&chair={post}&members={post}&every_days=7");
    office.send("/meetings/series/new", &series)?;
    let today = day_of(&server)?;
    for count in [FIRST, SECOND] {
        let meeting =
            office.send("/meetings/new", &format!("{series}&series=1&held_on={today}"))?;
        for n in 0..count {
            let text = format!(
                "act=give&within=7&responsible={post}&text=Direction {n}: dispose of the pending applications and report."
            );
            office.send(&meeting, &text)?;
        }
        office.send(&meeting, &format!("act=attend&presence-{post}=present"))?;
        let form = server.get(&format!("{meeting}/close"))?;
        let text = String::from_utf8_lossy(&form.body).into_owned();
        let version = between(&text, "name=\"version\" value=\"", "\"").context("no edition")?;
        office.send(&format!("{meeting}/close"), &format!("version={version}"))?;
    }
    let meeting = office.send("/meetings/new", &format!("{series}&series=1&held_on={today}"))?;
    office.send(&meeting, "act=compose")?;
    let mut times = Vec::new();
    for turn in 0..=options.pairs() {
        let began = Instant::now();
        let paper = server.get("/meetings/1/minutes?format=pdf")?;
        ensure!(paper.body.starts_with(b"%PDF-"), "no paper: status {}", paper.status);
        // The first lays the fonts out.
        if turn > 0 {
            times.push(began.elapsed().as_secs_f64() * 1000.0);
        }
    }
    let seconds = if options.quick { 2 } else { 5 };
    let mut loads = Vec::new();
    for _ in 0..options.pairs() {
        loads.push(server.load(
            workshop,
            CONNECTIONS,
            seconds,
            &[Ask::get("meeting", &meeting)],
        )?);
    }
    let p99: Vec<f64> = loads.iter().map(|load| load.came[0].p99).collect();
    let cpu: Vec<f64> = loads.iter().map(|load| load.cpu).collect();
    let paper = Figure::new("B16 minutes of 100 directions as PDF", median(&times), "ms");
    let page = Figure::new("B16 meeting, 1,000 open directions, p99", median(&p99), "ms");
    Ok(vec![
        paper.against("limit", PDF_LIMIT, Must::AtMost(1.0)),
        page.against("limit", PAGE_LIMIT, Must::AtMost(1.0)),
        Figure::new("B16 meeting page", median(&cpu), "ms CPU").against(
            "limit",
            PAGE_LIMIT,
            Must::Report,
        ),
    ])
}

/// The pages of an office, each form with an op of its own.
struct Office<'a> {
    server: &'a Server,
    ops: u64,
}

impl Office<'_> {
    /// Sends a form; answers where it leads.
    fn send(&mut self, path: &str, form: &str) -> Result<String> {
        self.ops += 1;
        let body = format!("{form}&op=018f0000-0000-7000-8000-{:012x}", self.ops).replace(' ', "+");
        let kind = "Content-Type: application/x-www-form-urlencoded\r\n";
        let answer = self.server.ask("POST", path, kind, &body)?;
        let to = answer.head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("location").then(|| value.trim().to_owned())
        });
        match to {
            Some(to) => Ok(to.split('#').next().unwrap_or_default().to_owned()),
            None => bail!("{path} answered {}", answer.status),
        }
    }

    /// A post that may sit in the chair: the administrator's.
    fn post_number(&self) -> Result<String> {
        let page = self.server.get("/meetings/new")?;
        let text = String::from_utf8_lossy(&page.body).into_owned();
        let chairs = text.split("name=\"chair\"").nth(1).context("no form of a meeting")?;
        let options = chairs.split("value=\"").skip(1);
        let mut values = options.filter_map(|rest| rest.split('"').next());
        let found = values.find(|value| !value.is_empty());
        Ok(found.context("no post")?.to_owned())
    }
}

/// Today as the site's own form says it.
fn day_of(server: &Server) -> Result<String> {
    let page = server.get("/directions/new")?;
    let text = String::from_utf8_lossy(&page.body).into_owned();
    Ok(between(&text, "name=\"from\" value=\"", "\"").context("no day")?.to_owned())
}

fn between<'a>(text: &'a str, begins: &str, ends: &str) -> Option<&'a str> {
    text.split_once(begins)?.1.split_once(ends).map(|(found, _)| found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_two_marks_is_found() {
        assert_eq!(between("a name=\"version\" value=\"7\">", "value=\"", "\""), Some("7"));
        assert_eq!(between("nothing", "value=\"", "\""), None);
    }
}
