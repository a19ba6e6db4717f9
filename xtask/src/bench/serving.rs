//! B1, B2, B5, B6, B6h, B12 and B13: the site under load, beside the floors' servers.

use std::process::Stdio;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::Options;
use super::figure::{Figure, Must};
use super::measure::{median, pairs};
use super::pocketbase;
use super::server::{Ask, Loaded, Server};
use super::workshop::{Stage, Workshop};

// SPEED §2a and §2c, on the machine of that paper.
const POCKETBASE_START: f64 = 0.06;
const POCKETBASE_IDLE: f64 = 60.0;
const POCKETBASE_LOADED: f64 = 324.0;
const POCKETBASE_CREATES: f64 = 1_876.0;
const POCKETBASE_LISTS: f64 = 316.0;
const DJANGO_CREATES: f64 = 324.0;
const FEW: usize = 4;
const MANY: usize = 64;
/// The block whose groups are listed.
const BLOCK: &str = "3603";

/// B1: from the start to the first answer, with the district loaded.
///
/// # Errors
/// When the server does not start.
pub(crate) fn start(workshop: &Workshop, options: &Options) -> Result<Vec<Figure>> {
    let folder = workshop.filled(Stage::Registers, "b1")?;
    // The first start of a folder makes its first account.
    drop(Server::product(workshop, &folder)?);
    let mut starts = Vec::new();
    for _ in 0..options.pairs() {
        starts.push(Server::product(workshop, &folder)?.started);
    }
    let peer = peer(workshop, options, POCKETBASE_START, |filled| {
        let starts: Vec<f64> =
            (0..options.pairs()).map(|_| Ok(filled.serve()?.started)).collect::<Result<_>>()?;
        Ok(median(&starts))
    })?;
    let figure = Figure::new("B1 start to first 200", median(&starts), "s");
    Ok(vec![figure.against(peer.0, peer.1, Must::AtMost(5.0))])
}

/// B2: memory three seconds after the start, and after creates and lists.
///
/// # Errors
/// When the server does not start or answers wrongly.
pub(crate) fn memory(workshop: &Workshop, options: &Options) -> Result<Vec<Figure>> {
    let folder = workshop.filled(Stage::Registers, "b2")?;
    drop(Server::product(workshop, &folder)?);
    let mut server = Server::product(workshop, &folder)?;
    thread::sleep(Duration::from_secs(3));
    let idle = server.pss()?;
    server.sign_in()?;
    let seconds = seconds(options);
    server.load(workshop, FEW, seconds, &[create(&server, 0)?])?;
    server.load(workshop, FEW, seconds, &[list(&server)?])?;
    let loaded = server.pss()?;
    let rested = peer(workshop, options, POCKETBASE_IDLE, |filled| {
        let server = filled.serve()?;
        thread::sleep(Duration::from_secs(3));
        server.pss()
    })?;
    let tired = peer(workshop, options, POCKETBASE_LOADED, |filled| {
        let server = filled.serve()?;
        server.load(workshop, FEW, seconds, &[pocketbase::create(900_000_000)])?;
        server.load(workshop, FEW, seconds, &[pocketbase::list()])?;
        server.pss()
    })?;
    let figure = |name: &str, value: f64| Figure::new(name, value, "MiB PSS");
    Ok(vec![
        figure("B2 idle", idle).against(rested.0, rested.1, Must::AtMost(1.0)),
        figure("B2 after creates and lists", loaded).against(tired.0, tired.1, Must::AtMost(0.6)),
    ])
}

/// B5: one group created, signed in, with its op and figures, durably.
///
/// # Errors
/// When a creation fails.
pub(crate) fn creates(workshop: &Workshop, options: &Options) -> Result<Vec<Figure>> {
    let (ours, floor) = both_servers(workshop, "b5")?;
    let mut figures = Vec::new();
    let mut first = 0;
    for connections in [FEW, MANY] {
        let mut next = || {
            first += 1_000_000;
            first
        };
        let numbers: Vec<u64> = (0..options.pairs() * 2).map(|_| next()).collect();
        let (mut mine, mut theirs) = (numbers.iter().step_by(2), numbers.iter().skip(1).step_by(2));
        let (own, other) = pairs(
            options.pairs(),
            || {
                let first = *mine.next().expect("a number for each pair");
                ours.load(workshop, connections, seconds(options), &[create(&ours, first)?])
            },
            || {
                let first = *theirs.next().expect("a number for each pair");
                floor.load(workshop, connections, seconds(options), &[floor_create(first)])
            },
        )?;
        figures.extend(create_figures(connections, &own, &other));
        if connections == FEW {
            figures.push(against_peer(workshop, options, &own)?);
        }
    }
    Ok(figures)
}

fn against_peer(workshop: &Workshop, options: &Options, own: &[Loaded]) -> Result<Figure> {
    let peer = peer(workshop, options, POCKETBASE_CREATES, |filled| {
        let server = filled.serve()?;
        let loads: Vec<Loaded> = (1..)
            .take(options.pairs())
            .map(|turn| {
                let create = pocketbase::create(turn * 1_000_000);
                server.load(workshop, FEW, seconds(options), &[create])
            })
            .collect::<Result<_>>()?;
        Ok(per_second(&loads))
    })?;
    let name = format!("B5 create a group, {FEW} connections");
    let rate = Figure::new(&name, per_second(own), "req/s");
    Ok(rate.against(peer.0, peer.1, Must::AtLeast(1.0)))
}

/// The peer's figure of this run when peers are asked for, else the one recorded.
fn peer(
    workshop: &Workshop,
    options: &Options,
    recorded: f64,
    measure: impl FnOnce(&pocketbase::Filled) -> Result<f64>,
) -> Result<(&'static str, f64)> {
    if !options.peers {
        return Ok(("PocketBase (recorded)", recorded));
    }
    Ok(("PocketBase", measure(&pocketbase::filled(workshop)?)?))
}

fn create_figures(connections: usize, own: &[Loaded], floor: &[Loaded]) -> Vec<Figure> {
    let name = format!("B5 create a group, {connections} connections");
    let rate = Figure::new(&name, per_second(own), "req/s");
    let cpu = Figure::new(&name, cpu(own), "ms CPU");
    let p99 = Figure::new(&format!("{name}, p99"), p99(own), "ms");
    let mut figures = vec![rate.clone().against("floor", per_second(floor), Must::Report)];
    if connections == FEW {
        figures.push(rate.against("Django (recorded)", DJANGO_CREATES, Must::AtLeast(5.0)));
        figures.push(cpu.against("floor", self::cpu(floor), Must::AtMost(4.0)));
    } else {
        figures.push(cpu.against("floor", self::cpu(floor), Must::Report));
    }
    figures.push(p99.against("floor", self::p99(floor), Must::Report));
    figures
}

/// B6: fifty groups of a block, sorted, counted, within a scope, as JSON.
///
/// # Errors
/// When a list is not answered or the two do not count alike.
pub(crate) fn lists(workshop: &Workshop, options: &Options) -> Result<Vec<Figure>> {
    let (ours, floor) = both_servers(workshop, "b6")?;
    let path = list(&ours)?.path;
    let count = |server: &Server, path: &str| -> Result<Option<i64>> {
        Ok(server.get(path)?.json()?["count"].as_i64())
    };
    let (own, other) = (count(&ours, &path)?, count(&floor, &floor_list().path)?);
    ensure!(own.is_some() && own == other, "our list counts {own:?}, the floor's {other:?}");
    let (own, other) = pairs(
        options.pairs(),
        || ours.load(workshop, FEW, seconds(options), &[list(&ours)?]),
        || floor.load(workshop, FEW, seconds(options), &[floor_list()]),
    )?;
    let rate = Figure::new("B6 list 50 groups", per_second(&own), "req/s");
    let peer = peer(workshop, options, POCKETBASE_LISTS, |filled| {
        let server = filled.serve()?;
        let loads: Vec<Loaded> = (0..options.pairs())
            .map(|_| server.load(workshop, FEW, seconds(options), &[pocketbase::list()]))
            .collect::<Result<_>>()?;
        Ok(per_second(&loads))
    })?;
    Ok(vec![
        rate.clone().against("floor", per_second(&other), Must::Report),
        rate.against(peer.0, peer.1, Must::AtLeast(3.0)),
        Figure::new("B6 list 50 groups", cpu(&own), "ms CPU").against(
            "floor",
            cpu(&other),
            Must::AtMost(2.0),
        ),
        Figure::new("B6 list, p99", p99(&own), "ms").against("floor", p99(&other), Must::Report),
    ])
}

/// B6h: the same as a finished page.
///
/// # Errors
/// When the page is not answered.
pub(crate) fn pages(workshop: &Workshop, options: &Options) -> Result<Vec<Figure>> {
    let folder = workshop.filled(Stage::Registers, "b6h")?;
    let mut server = Server::product(workshop, &folder)?;
    server.sign_in()?;
    let path = format!("/groups?block={}", numbers(&server)?.0);
    let bytes = server.get(&path)?.body.len();
    let mut loads = Vec::new();
    for _ in 0..options.pairs() {
        let ask = Ask::get("page", &path);
        loads.push(server.load(workshop, FEW, seconds(options), &[ask])?);
    }
    Ok(vec![
        Figure::new("B6h page of 50 groups", cpu(&loads), "ms CPU").against(
            "limit",
            4.0,
            Must::AtMost(1.0),
        ),
        Figure::new("B6h page of 50 groups", bytes as f64 / 1000.0, "kB").against(
            "limit",
            60.0,
            Must::AtMost(1.0),
        ),
    ])
}

/// B12: the smallest answer at 64 connections.
///
/// # Errors
/// When it is not answered.
pub(crate) fn health(workshop: &Workshop, options: &Options) -> Result<Vec<Figure>> {
    let folder = workshop.filled(Stage::Registers, "b12")?;
    let ours = Server::product(workshop, &folder)?;
    let floor = Server::floor(workshop, &["hello"])?;
    let ask = || Ask::get("health", "/health");
    let (own, other) = pairs(
        options.pairs(),
        || ours.load(workshop, MANY, seconds(options), &[ask()]),
        || floor.load(workshop, MANY, seconds(options), &[ask()]),
    )?;
    let rate = Figure::new("B12 /health, 64 connections", per_second(&own), "req/s");
    Ok(vec![
        rate.against("axum hello", per_second(&other), Must::AtLeast(0.5)),
        Figure::new("B12 /health", cpu(&own), "ms CPU").against(
            "axum hello",
            cpu(&other),
            Must::Report,
        ),
    ])
}

/// B13: a mixed day while 200,000 members are imported. That nothing breaks is the must; how much
/// slower a list becomes is reported.
///
/// # Errors
/// When the import or the load cannot be run.
pub(crate) fn mixed(workshop: &Workshop, options: &Options) -> Result<Vec<Figure>> {
    let folder = workshop.filled(Stage::Groups, "b13")?;
    let mut server = Server::product(workshop, &folder)?;
    server.sign_in()?;
    let day = |first: u64| -> Result<Vec<Ask<'static>>> {
        let page = Ask { weight: 1, ..Ask::get("page", "/") };
        let create = Ask { weight: 3, ..create(&server, first)? };
        Ok(vec![Ask { weight: 16, ..list(&server)? }, create, page])
    };
    let seconds = if options.quick { 5 } else { 15 };
    let quiet = server.load(workshop, MANY, seconds, &day(0)?)?;
    let mut import = workshop.product(&folder);
    import.args(["import", "members"]).arg(workshop.file("members.csv"));
    let mut import = import.stdin(Stdio::null()).stdout(Stdio::null()).spawn()?;
    let busy = server.load(workshop, MANY, seconds, &day(50_000_000)?);
    let status = import.wait()?;
    let busy = busy?;
    ensure!(status.code().is_some_and(|code| code < 2), "the import ended with {status}");
    let errors: f64 = busy.came.iter().map(|came| came.server_errors).sum();
    Ok(vec![
        Figure::new("B13 answers of status 5xx", errors, "answers").against(
            "allowed, and one more",
            1.0,
            Must::AtMost(0.0),
        ),
        Figure::new("B13 list p99 while importing", busy.came[0].p99, "ms").against(
            "quiet",
            quiet.came[0].p99,
            Must::Report,
        ),
    ])
}

fn both_servers(workshop: &Workshop, name: &str) -> Result<(Server, Server)> {
    let folder = workshop.filled(Stage::Registers, name)?;
    let mut ours = Server::product(workshop, &folder)?;
    ours.sign_in()?;
    let database = workshop.fresh(&format!("{name}-floor.db"))?;
    let mut fill = std::process::Command::new(&workshop.floor);
    crate::run::said(fill.arg("csv").arg(&workshop.data).arg(&database))?;
    let floor = Server::floor(workshop, &["service", &database.to_string_lossy()])?;
    Ok((ours, floor))
}

/// Our numbers of the block and of a village in it: pages and programs name places by them.
fn numbers(server: &Server) -> Result<(i64, i64)> {
    let listed = server.get("/api/v1/groups?limit=200")?.json()?;
    let rows = listed["rows"].as_array().map_or(&[][..], Vec::as_slice);
    let own = rows.iter().find(|row| row["block"]["code"] == BLOCK);
    let number = |level: &str| own.and_then(|row| row[level]["id"].as_i64());
    let found = number("block").zip(number("village"));
    found.with_context(|| format!("200 groups, and none of block {BLOCK}"))
}

fn list(server: &Server) -> Result<Ask<'static>> {
    Ok(Ask::get("list", &format!("/api/v1/groups?block={}", numbers(server)?.0)))
}

fn floor_list() -> Ask<'static> {
    // The name of the block, as the district's sheets write it.
    Ask::get(
        "list",
        "/groups?block=%E0%A4%A1%E0%A5%8B%E0%A4%82%E0%A4%97%E0%A4%B0%E0%A5%80%E0%A4%97%E0%A4%BE%E0%A4%81%E0%A4%B5",
    )
}

fn create(server: &Server, first: u64) -> Result<Ask<'static>> {
    let body = json!({
        "name_hi": "उजाला महिला समूह {n}", "code": "9{n}", "place_id": numbers(server)?.1,
        "formed_on": "2026-04-01", "saving_paise": 10_000, "mobile": "7000012345"
    });
    let (method, path, body) = ("POST", "/api/v1/groups".to_owned(), body.to_string());
    Ok(Ask { name: "create", weight: 1, method, path, body, expect: 201, first })
}

fn floor_create(first: u64) -> Ask<'static> {
    let body = json!({
        "code": "9{n}", "name": "उजाला महिला समूह {n}", "block": "डोंगरीगाँव",
        "village_code": "450003", "formed_on": "2026-04-01", "saving": 100, "mobile": "7000012345"
    });
    let (method, path, body) = ("POST", "/groups".to_owned(), body.to_string());
    Ask { name: "create", weight: 1, method, path, body, expect: 201, first }
}

fn seconds(options: &Options) -> u64 {
    if options.quick { 2 } else { 4 }
}

fn per_second(loads: &[Loaded]) -> f64 {
    median(&loads.iter().map(|load| load.came[0].per_second).collect::<Vec<_>>())
}

fn p99(loads: &[Loaded]) -> f64 {
    median(&loads.iter().map(|load| load.came[0].p99).collect::<Vec<_>>())
}

fn cpu(loads: &[Loaded]) -> f64 {
    median(&loads.iter().map(|load| load.cpu).collect::<Vec<_>>())
}
