//! `samuh user`: accounts, posts and their units, by the same acts as the page.

use std::io::{self, BufRead};

use clap::{Args, Subcommand};
use samuh_engine::{Error, Result, clock};
use samuh_groups::Kind;
use samuh_kernel::fault::Fault;
use samuh_people::{
    AccountFilter, AccountView, Created, Door, FirstPassword, NewAccount, NewOfficer, NewPost,
    PostChoice, Reset, Role, accounts, disable, enable, open_account, reset_password,
};
use samuh_places::Level;

use super::{Exit, Workplace, print};
use crate::{ids::new_id, importing::machine_desk};

/// Accounts, posts and their units.
#[derive(Debug, Args)]
pub(super) struct User {
    #[command(subcommand)]
    what: What,
    /// The district, by LGD code or name, where the database has several.
    #[arg(long, global = true, value_name = "CODE")]
    district: Option<String>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Open an account with a post; prints a one-time link for the first password.
    Add(Add),
    /// List the accounts.
    List,
    /// Take a password away; prints a new one-time link.
    Reset(Known),
    /// Close an account; its sessions end at once.
    Disable(Known),
    /// Open a closed account again.
    Enable(Known),
}

#[derive(Debug, Args)]
struct Add {
    /// What is typed at sign-in.
    #[arg(long)]
    login: String,
    /// The officer's name.
    #[arg(long)]
    name: String,
    /// admin, collector, dmmu, bmmu, clf, cadre or viewer.
    #[arg(long, value_parser = role)]
    role: Role,
    /// What the post looks at: the code or name of a block, panchayat, village or federation.
    #[arg(long = "unit", value_name = "CODE")]
    units: Vec<String>,
    /// The officer's mobile.
    #[arg(long)]
    mobile: Option<String>,
    /// The language of the pages.
    #[arg(long, default_value = "hi", value_parser = ["hi", "en"])]
    pages: String,
    /// Take the first password from standard input instead of printing a link; it must be changed
    /// at the first sign-in.
    #[arg(long)]
    password_stdin: bool,
}

#[derive(Debug, Args)]
struct Known {
    /// The login.
    login: String,
    /// Take the password from standard input instead of printing a link.
    #[arg(long)]
    password_stdin: bool,
}

/// Runs `samuh user`.
pub(super) fn run(workplace: &Workplace, user: &User) -> Result<Exit> {
    let district_id = workplace.one_district(user.district.as_deref())?.id;
    let (db, now) = (&workplace.db, clock::now());
    let desk = machine_desk(district_id);
    match &user.what {
        What::Add(add) => {
            let units = units(workplace, district_id, add)?;
            let new = NewAccount {
                login: add.login.clone(),
                lang: add.pages.clone(),
                officer: NewOfficer { name: add.name.clone(), mobile: add.mobile.clone() },
                post: PostChoice::New(NewPost {
                    role: add.role,
                    title_hi: None,
                    title_en: None,
                    units,
                }),
                password: password(add.password_stdin)?,
            };
            let made = open_account(db, &Door::new()?, &desk, new_id()?, &new, now)?;
            tell(workplace, &add.login, &made)
        }
        What::List => list(workplace, &all(workplace, district_id)?),
        What::Reset(known) => {
            let account_id = account(workplace, district_id, &known.login)?;
            let reset = Reset { account_id, password: password(known.password_stdin)? };
            let made = reset_password(db, &Door::new()?, &desk, new_id()?, &reset, now)?;
            tell(workplace, &known.login, &made)
        }
        What::Disable(known) => {
            disable(db, &desk, new_id()?, account(workplace, district_id, &known.login)?, now)?;
            Ok(Exit::Done)
        }
        What::Enable(known) => {
            enable(db, &desk, new_id()?, account(workplace, district_id, &known.login)?, now)?;
            Ok(Exit::Done)
        }
    }
}

fn role(code: &str) -> std::result::Result<Role, String> {
    let known: Vec<&str> = Role::ALL.into_iter().map(Role::code).collect();
    Role::of(code).ok_or_else(|| known.join(", "))
}

fn password(from_stdin: bool) -> Result<FirstPassword> {
    if !from_stdin {
        return Ok(FirstPassword::Link);
    }
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line);
    read.map_err(|error| Error::broken(format!("standard input: {error}")))?;
    let password = line.trim_end_matches(['\r', '\n']).to_owned();
    Ok(FirstPassword::Given { password, must_change: true })
}

fn all(workplace: &Workplace, district_id: i64) -> Result<Vec<AccountView>> {
    let desk = machine_desk(district_id);
    let mut filter = AccountFilter::default();
    let mut found = Vec::new();
    loop {
        let page = accounts(&workplace.db, &desk, &filter, clock::now())?;
        let Some(last) = page.last() else { return Ok(found) };
        filter.after.clone_from(&last.login);
        found.extend(page);
    }
}

fn account(workplace: &Workplace, district_id: i64, login: &str) -> Result<i64> {
    let found = all(workplace, district_id)?.into_iter().find(|account| account.login == login);
    found.map(|account| account.id).ok_or(Error::NotFound)
}

/// The units named, each by code or name; which levels are looked at follows from the role.
fn units(workplace: &Workplace, district_id: i64, add: &Add) -> Result<Vec<i64>> {
    let scope = machine_desk(district_id).scope;
    let (places, federations) = workplace.read(|reader| {
        Ok((samuh_places::gazetteer(reader, &scope)?, samuh_groups::known(reader, &scope)?))
    })?;
    let district = places.district().map_or(0, |place| place.id);
    let place = |level: Level, named: &str| {
        places.by_code(level, named).or_else(|| match places.by_name(level, district, named)[..] {
            [only] => Some(only),
            _ => None,
        })
    };
    let federation = |kind: Kind, named: &str| {
        federations.by_code(kind, named).or_else(|| {
            let mut found = federations.by_name(kind, named);
            let first = found.next()?;
            found.next().is_none().then_some(first.id)
        })
    };
    let find = |named: &str| match add.role {
        Role::Clf => federation(Kind::Clf, named).or_else(|| federation(Kind::Vo, named)),
        Role::Cadre => place(Level::Village, named)
            .or_else(|| place(Level::Gp, named))
            .or_else(|| federation(Kind::Vo, named)),
        _ => place(Level::Block, named)
            .or_else(|| place(Level::Gp, named))
            .or_else(|| federation(Kind::Clf, named)),
    };
    let unknown =
        |named: &str| Error::Faults(Fault::new("no_such_unit").with("named", named).into());
    add.units.iter().map(|named| find(named).ok_or_else(|| unknown(named))).collect()
}

fn tell(workplace: &Workplace, login: &str, made: &Created) -> Result<Exit> {
    let link = made.link.as_ref().map(|token| format!("/invitation/{token}"));
    if workplace.json {
        let told = serde_json::json!({ "account": made.account_id, "login": login, "link": link });
        print::json(&told)?;
    } else {
        let key = if link.is_some() { "cli-account-link" } else { "cli-account-made" };
        let args = [("login", login.into()), ("link", link.unwrap_or_default().into())];
        print::line(&workplace.words.args(key, &args))?;
    }
    Ok(Exit::Done)
}

fn list(workplace: &Workplace, all: &[AccountView]) -> Result<Exit> {
    if workplace.json {
        print::json(&all)?;
        return Ok(Exit::Done);
    }
    for account in all {
        let role = workplace.words.t(&format!("role-{}", account.post.role.code()));
        let units: Vec<&str> = account
            .post
            .units
            .iter()
            .filter_map(|unit| unit.name_en.as_deref().or(unit.name_hi.as_deref()))
            .collect();
        let mark = if account.disabled { "✗" } else { "✓" };
        let (login, name) = (&account.login, &account.officer_name);
        print::line(&format!("{mark} {login:<20} {name} · {role} {}", units.join(", ")))?;
    }
    Ok(Exit::Done)
}
