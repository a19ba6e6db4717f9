//! The demo district: Kondagaon's real places, invented groups and people, fed to the importer as
//! the sheets that an office would bring, each on its own day of the past 32 months.

mod desks;
mod lokos;
mod office;
mod review;
mod sheets;
mod trainings;
mod visits;
mod work;

use std::path::{Path, PathBuf};

use chrono::{Days, Months, NaiveDate};
use samuh_demo::{District, Span, Table, sources};
use samuh_engine::{Db, Error, Result, clock};
use samuh_kernel::calendar::{FinancialYear, Month};

pub use desks::{LOGINS, Login, PASSWORD};

use crate::{
    importing::{self, Asked, Register, Source, machine_desk},
    server::Config,
};

/// The LGD code of Kondagaon.
pub const DISTRICT: i64 = 643;

/// Months between two imports of groups and members.
const STEP_MONTHS: u32 = 4;

/// What the demo has made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Rows taken, register by register.
    pub taken: Vec<(&'static str, u64)>,
    /// Dirty workbooks to try the importer on.
    pub samples: Vec<PathBuf>,
}

/// Fills an empty, initialised database and writes the sample workbooks into `folder`.
/// `progress` hears the share done, in per cent, and the sheet in hand.
///
/// # Errors
/// Fault `demo_database_full` where districts are there already; whatever the importer answers.
pub fn make(
    db: &Db,
    folder: &Path,
    program: &Path,
    today: NaiveDate,
    progress: &mut dyn FnMut(u64, &str),
) -> Result<Made> {
    if !db.read(samuh_places::all_districts)?.is_empty() {
        return Err(Error::fault("demo_database_full"));
    }
    let made = history(db, folder, program, today, progress);
    clock::unset();
    let taken = made?;
    visits::enter(db, today)?;
    // The officers have held their posts for a while: there were meetings in the last weeks.
    clock::set(clock::start_of(today - Days::new(40)) + 10 * 3_600_000_000);
    let opened = desks::open(db);
    clock::unset();
    opened?;
    work::leave(db, clock::today())?;
    let listen = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
    let (data, program) = (folder.to_owned(), program.to_owned());
    let (key, scanner) = (None, None);
    let config = Config { listen, secure: false, data, program, key, scanner, demo: None };
    trainings::hold(db, &config, folder, today)?;
    review::hold(db, &config, today)?;
    let district = samuh_demo::district(today);
    let samples = samuh_demo::sample_workbooks(&folder.join("samples"), &district)
        .map_err(|error| Error::broken(format!("samples: {error:?}")))?;
    Ok(Made { taken, samples })
}

/// A sheet that came to the office on a day.
struct Arrival {
    on: NaiveDate,
    register: Register,
    name: String,
    /// Made when its day comes, so that only one is held.
    table: Box<dyn Fn(&District) -> Table>,
    asked: Asked,
}

fn history(
    db: &Db,
    folder: &Path,
    program: &Path,
    today: NaiveDate,
    progress: &mut dyn FnMut(u64, &str),
) -> Result<Vec<(&'static str, u64)>> {
    let district = samuh_demo::district(today);
    let inbox = folder.join("inbox");
    std::fs::create_dir_all(&inbox).map_err(|error| Error::broken(format!("inbox: {error}")))?;
    let mut taken: Vec<(&'static str, u64)> = Vec::new();
    let geography = inbox.join("kondagaon.csv");
    sheets::write_text(&geography, sources::geography_csv())?;
    let arrivals = arrivals(&district);
    let count = u64::try_from(arrivals.len()).unwrap_or(1) + 1;
    let first = arrivals.first().map_or(today, |arrival| arrival.on);
    let plain = Asked::default();
    take(db, program, (Register::Places, &geography, &plain), first, &mut taken)?;
    let this = Month::of(today);
    let decided = arrivals.iter().rposition(|one| one.asked.month.is_some_and(|m| m < this));
    for ((at, arrival), done) in arrivals.iter().enumerate().zip(1u64..) {
        progress(done * 100 / count, &arrival.name);
        let path = inbox.join(format!("{}.csv", arrival.name));
        sheets::write(&path, &(arrival.table)(&district))?;
        take(db, program, (arrival.register, &path, &arrival.asked), arrival.on, &mut taken)?;
        if let (true, Some(month)) = (decided == Some(at), arrival.asked.month) {
            lokos::decide(db, month)?;
        }
    }
    drop(std::fs::remove_dir_all(&inbox));
    Ok(taken)
}

/// Every sheet of the history in the order in which it came.
fn arrivals(district: &District) -> Vec<Arrival> {
    let today = district.today;
    let months = district.months();
    let mut arrivals = Vec::new();
    let mut add = |on, register, name: String, asked, table: Box<dyn Fn(&District) -> Table>| {
        arrivals.push(Arrival { on, register, name, table, asked });
    };
    let plain = Asked::default;
    let begin = months.first().map_or(today, |month| month.first_day());
    let villages = "लक्षित परिवार".to_owned();
    add(begin, Register::Places, villages, plain(), Box::new(District::villages_sheet));
    let mut after = NaiveDate::MIN;
    let mut to = begin;
    while after < today {
        let span = Span { after, to };
        for (register, name) in [
            (Register::Federations, "संगठन"),
            (Register::Groups, "समूह"),
            (Register::Members, "सदस्य"),
        ] {
            let table: Box<dyn Fn(&District) -> Table> = match register {
                Register::Federations => Box::new(move |d| d.federations(span)),
                Register::Groups => Box::new(move |d| d.groups(span)),
                _ => Box::new(move |d| d.members(span)),
            };
            add(to, register, format!("{name} {to}"), plain(), table);
        }
        after = to;
        to = to.checked_add_months(Months::new(STEP_MONTHS)).map_or(today, |day| day.min(today));
    }
    for year in years(district) {
        let on = year.first_day().max(begin) + Days::new(9);
        let name = format!("लक्ष्य {year}");
        let asked = Asked { year: Some(year), ..plain() };
        add(on, Register::Targets, name, asked, Box::new(move |d| d.targets(year)));
    }
    // The survey's list came last year; its visits are entered when everything else is there.
    let listed = today - Days::new(240);
    let households: Box<dyn Fn(&District) -> Table> = Box::new(District::households);
    add(listed, Register::Households, "लक्षित परिवार सूची".to_owned(), plain(), households);
    for month in months {
        for (at, report) in district.progress(month).into_iter().enumerate() {
            let name = format!("{} {}", report.table.name, at + 1);
            let table = Box::new(move |d: &District| d.progress(month).swap_remove(at).table);
            add(report.reported_on, Register::Progress, name, plain(), table);
        }
    }
    for report in district.lokos_reports() {
        let name =
            format!("LokOS SHG Report {} {}", sources::BLOCKS[report.block].name, report.month);
        let asked = Asked { month: Some(report.month), ..plain() };
        add(report.on, Register::Lokos, name, asked, Box::new(move |d| d.lokos(report)));
    }
    // Groups and federations before what is reported of the same day.
    arrivals.sort_by_key(|arrival| arrival.on);
    arrivals
}

/// The last and this financial year.
fn years(district: &District) -> [FinancialYear; 2] {
    let this = FinancialYear::of(district.today);
    [FinancialYear(this.0 - 1), this]
}

fn take(
    db: &Db,
    program: &Path,
    (register, path, asked): (Register, &Path, &Asked),
    on: NaiveDate,
    taken: &mut Vec<(&'static str, u64)>,
) -> Result<()> {
    // At six in the evening of its day, but today never later than now.
    clock::unset();
    clock::set(clock::now().min(clock::start_of(on) + 18 * 3_600_000_000));
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into());
    let source = Source { register, path, name: &name, program };
    let desk = machine_desk(if register == Register::Places { 0 } else { DISTRICT });
    let reading = importing::read(db, &desk, &source, asked, &mut |_| {})?;
    if reading.is_refused {
        return Err(Error::broken(format!("demo: {name}: {:?}", reading.findings.faults.first())));
    }
    importing::run(db, &desk, &reading)?;
    let tally = reading.findings.tally;
    let rows = tally.new + tally.changed;
    match taken.iter_mut().find(|(code, _)| *code == register.code()) {
        Some((_, sum)) => *sum += rows,
        None => taken.push((register.code(), rows)),
    }
    Ok(())
}
