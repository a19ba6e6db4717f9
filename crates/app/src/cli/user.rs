//! `samuh user`: accounts, posts and their units, by the same acts as the page.

use std::{
    io::{self, BufRead},
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use samuh_engine::{Desk, Error, Result, clock};
use samuh_groups::Kind;
use samuh_kernel::{fault::Fault, show};
use samuh_people::{
    AccountFilter, AccountView, Charge, CodeDigest, Created, Door, FirstPassword, HandOver,
    LinkCode, NewAccount, NewOfficer, NewPost, NewSignInPolicy, Post, PostChoice, Relieve, Reset,
    Role, SignInPolicy, Status, Successor, Theme, accounts, day_after, disable, enable, hand_over,
    holders_of, keys, make_post, open_account, posts, relieve, reset_factor, reset_password,
    set_sign_in_policy, sign_in_policies, waive_second_factor,
};
use samuh_places::Level;
use samuh_web::words::Arg;

use super::{Exit, Workplace, print};
use crate::{
    ids::new_id,
    importing::machine_desk,
    sealing::{self, KEY},
};

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
    Disable(Closing),
    /// Open a closed account again.
    Enable(Known),
    /// Take the second factor of a lost telephone off; the next sign-in sets up a new one.
    ResetFactor(Known),
    /// Take off every second factor that the key file does not open, as after it was lost; each is set up
    /// anew at the next sign-in.
    ResetFactors(KeyArgs),
    /// List the posts with their holders.
    Posts,
    /// Make a post that nobody holds yet.
    MakePost(PostArgs),
    /// Hand the charge of a post over: ends one charge and begins another.
    HandOver(HandOverArgs),
    /// Relieve a person of every post, as for a transfer out of the district.
    Relieve(RelieveArgs),
    /// Show the sign-in rules, or set the district's own for one role or all.
    Policy(PolicyArgs),
}

#[derive(Debug, Args)]
struct Add {
    /// What is typed at sign-in.
    #[arg(long)]
    login: String,
    /// The officer's name.
    #[arg(long)]
    name: String,
    /// A post to be made with the account.
    #[command(flatten)]
    post: PostArgs,
    /// A post that exists and is vacant, or whose holder has no account yet.
    #[arg(long, value_name = "POST", conflicts_with = "role")]
    held: Option<i64>,
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
struct KeyArgs {
    /// The key file; else `second-factor.key` in the data folder.
    #[arg(long, env = "SAMUH_KEY", value_name = "FILE")]
    key: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct PostArgs {
    /// admin, collector, zp_ceo, dmmu, dpm, janpad_ceo, bmmu, area_coordinator, prp, bank,
    /// line_dept, clf, cadre or viewer.
    #[arg(long, value_parser = role)]
    role: Option<Role>,
    /// What the post looks at: the code or name of a block, panchayat, village or federation.
    #[arg(long = "unit", value_name = "CODE")]
    units: Vec<String>,
    /// An area of work: institutions, finance, farm, non_farm, social, skills or mis.
    #[arg(long = "theme", value_parser = theme)]
    themes: Vec<Theme>,
    /// The kind of a cadre, such as bank_sakhi.
    #[arg(long)]
    cadre: Option<String>,
}

#[derive(Debug, Args)]
struct HandOverArgs {
    /// The post's number, as `samuh user posts` lists it.
    post: i64,
    /// The login of who takes it.
    #[arg(long, value_name = "LOGIN", group = "taker")]
    to: Option<String>,
    /// The name of a new person who takes it.
    #[arg(long, value_name = "NAME", group = "taker")]
    to_new: Option<String>,
    /// Nobody takes it: the post falls vacant.
    #[arg(long, group = "taker")]
    vacant: bool,
    /// The first day of the one who takes it; today if not said.
    #[arg(long, value_name = "DAY", value_parser = day)]
    on: Option<NaiveDate>,
    /// The last day, for a charge with a term.
    #[arg(long, value_name = "DAY", value_parser = day)]
    until: Option<NaiveDate>,
    /// Held beside another post.
    #[arg(long)]
    additional: bool,
    /// Why.
    #[arg(long)]
    reason: String,
    /// The order's number.
    #[arg(long = "order", value_name = "NUMBER")]
    order_no: String,
}

#[derive(Debug, Args)]
struct RelieveArgs {
    /// The login.
    login: String,
    /// The first day no more; today if not said.
    #[arg(long, value_name = "DAY", value_parser = day)]
    on: Option<NaiveDate>,
    /// Why.
    #[arg(long)]
    reason: String,
    /// The order's number.
    #[arg(long = "order", value_name = "NUMBER")]
    order_no: String,
}

#[derive(Debug, Args)]
struct PolicyArgs {
    /// The roles whose rule is set, with commas between.
    #[arg(long, value_parser = role, value_delimiter = ',', group = "whose")]
    role: Vec<Role>,
    /// Every role.
    #[arg(long, conflicts_with = "role", group = "whose")]
    every_role: bool,
    /// Minutes without use after which a session ends.
    #[arg(long, value_name = "MINUTES", requires = "whose")]
    idle: Option<i64>,
    /// Minutes after which a session ends however much it is used.
    #[arg(long, value_name = "MINUTES", requires = "whose")]
    whole: Option<i64>,
    /// Whether a second factor is required: required or optional.
    #[arg(long, value_parser = ["required", "optional"], requires = "whose")]
    second_factor: Option<String>,
    /// For how many steps of thirty seconds before and after its own a one-time code is taken: 0 or 1.
    #[arg(long, value_name = "STEPS", requires = "whose")]
    code_steps: Option<i64>,
    /// The digest that new keys of one-time codes are for: sha1 or sha256.
    #[arg(long, value_parser = digest, requires = "whose")]
    code_digest: Option<CodeDigest>,
    /// Ask no role for a second factor.
    #[arg(long, conflicts_with = "whose")]
    waive_second_factor: bool,
    /// The order, or why the rule differs.
    #[arg(long)]
    source: Option<String>,
}

#[derive(Debug, Args)]
struct Known {
    /// The login.
    login: String,
    /// Take the password from standard input instead of printing a link.
    #[arg(long)]
    password_stdin: bool,
}

#[derive(Debug, Args)]
struct Closing {
    /// The login.
    login: String,
    /// Why it is closed, with the order's number where there is one.
    #[arg(long)]
    reason: String,
}

/// Runs `samuh user`.
pub(super) fn run(workplace: &Workplace, data: &Path, user: &User) -> Result<Exit> {
    let district_id = workplace.one_district(user.district.as_deref())?.id;
    let (db, now) = (&workplace.db, clock::now());
    let desk = machine_desk(district_id);
    match &user.what {
        What::Add(add) => {
            let post = match add.held {
                Some(post_id) => PostChoice::Held(post_id),
                None => PostChoice::New(new_post(workplace, district_id, &add.post)?),
            };
            let new = NewAccount {
                login: add.login.clone(),
                lang: add.pages.clone(),
                officer: NewOfficer { name: add.name.clone(), mobile: add.mobile.clone() },
                post,
                password: password(add.password_stdin)?,
            };
            let made = open_account(db, &Door::new()?, &desk, new_id()?, &new, now)?;
            tell(workplace, ("account", &add.login), &made)
        }
        What::List => list(workplace, &all(workplace, district_id)?),
        What::Reset(known) => {
            let account_id = account(workplace, district_id, &known.login)?;
            let reset = Reset { account_id, password: password(known.password_stdin)? };
            let made = reset_password(db, &Door::new()?, &desk, new_id()?, &reset, now)?;
            tell(workplace, ("reset", &known.login), &made)
        }
        What::Disable(known) => {
            let account_id = account(workplace, district_id, &known.login)?;
            disable(db, &desk, new_id()?, (account_id, &known.reason), now)?;
            Ok(Exit::Done)
        }
        What::Enable(known) => {
            enable(db, &desk, new_id()?, account(workplace, district_id, &known.login)?, now)?;
            Ok(Exit::Done)
        }
        What::ResetFactor(known) => {
            let account_id = account(workplace, district_id, &known.login)?;
            reset_factor(db, &desk, new_id()?, account_id, now)?;
            say(workplace, "cli-factor-reset", &[("login", known.login.as_str().into())])
        }
        What::ResetFactors(args) => reset_factors(workplace, &desk, &args.path(data), now),
        What::Posts => list_posts(workplace, &desk, now),
        What::MakePost(args) => {
            let new = new_post(workplace, district_id, args)?;
            let id = make_post(db, &desk, new_id()?, &new, now)?;
            say(workplace, "cli-post-made", &[("id", id.to_string().into())])
        }
        What::HandOver(args) => {
            hand_over(db, &desk, new_id()?, &asked(workplace, district_id, args)?, now)?;
            say(workplace, "cli-handed-over", &[])
        }
        What::Relieve(args) => {
            let ask = Relieve {
                account_id: account(workplace, district_id, &args.login)?,
                on: args.on.unwrap_or_else(clock::today),
                reason: args.reason.clone(),
                order_no: args.order_no.clone(),
            };
            let count = relieve(db, &desk, new_id()?, &ask, now)?;
            say(workplace, "cli-relieved", &[("count", count.into())])
        }
        What::Policy(args) => policy(workplace, &desk, args, now),
    }
}

impl KeyArgs {
    fn path(&self, data: &Path) -> PathBuf {
        self.key.clone().unwrap_or_else(|| data.join(KEY))
    }
}

/// Takes off the second factors of the district that the key file does not open.
fn reset_factors(workplace: &Workplace, desk: &Desk, path: &Path, now: i64) -> Result<Exit> {
    let seal = sealing::read(path)?;
    let lost = keys(&workplace.db, seal.as_ref())?.unreadable;
    let mut count: i64 = 0;
    for (_, account_id) in lost.into_iter().filter(|(of, _)| *of == desk.district_id()) {
        reset_factor(&workplace.db, desk, new_id()?, account_id, now)?;
        count += 1;
    }
    say(workplace, "cli-factors-reset", &[("n", count.into())])
}

fn say(workplace: &Workplace, key: &str, args: &[Arg<'_>]) -> Result<Exit> {
    if !workplace.json {
        print::line(&workplace.words.args(key, args))?;
    }
    Ok(Exit::Done)
}

fn new_post(workplace: &Workplace, district_id: i64, args: &PostArgs) -> Result<NewPost> {
    let missing = || Error::Faults(Fault::at("post", "post_not_chosen").into());
    let role = args.role.ok_or_else(missing)?;
    let units = units(workplace, district_id, role, &args.units)?;
    Ok(NewPost {
        cadre: args.cadre.clone(),
        themes: args.themes.clone(),
        ..NewPost::of(role, &units)
    })
}

fn asked(workplace: &Workplace, district_id: i64, args: &HandOverArgs) -> Result<HandOver> {
    let to = match (&args.to, &args.to_new, args.vacant) {
        (Some(login), _, _) => Successor::Account(account(workplace, district_id, login)?),
        (_, Some(name), _) => Successor::New(NewOfficer { name: name.clone(), mobile: None }),
        (_, _, true) => Successor::Nobody,
        _ => return Err(Error::Faults(Fault::at("to", "taker_missing").into())),
    };
    Ok(HandOver {
        post_id: args.post,
        to,
        on: args.on.unwrap_or_else(clock::today),
        // An order names the last day; the charge ends with it.
        until: args.until.map(day_after),
        charge: if args.additional { Charge::Additional } else { Charge::Regular },
        reason: args.reason.clone(),
        order_no: args.order_no.clone(),
        seen_holder: None,
    })
}

fn list_posts(workplace: &Workplace, desk: &Desk, now: i64) -> Result<Exit> {
    let all = posts(&workplace.db, desk)?;
    let holders = holders_of(&workplace.db, desk, now)?;
    if workplace.json {
        let told: Vec<_> = all
            .iter()
            .map(|post| serde_json::json!({ "post": post, "holder": holders.get(&post.id) }))
            .collect();
        print::json(&told)?;
        return Ok(Exit::Done);
    }
    for post in &all {
        let holder = holders.get(&post.id);
        let name = holder.map_or_else(
            || workplace.words.t("post-state-vacant"),
            |one| format!("{} ({})", one.officer_name, show::day(one.from_on)),
        );
        print::line(&format!("{:>5} {} · {name}", post.id, called(workplace, post)))?;
    }
    Ok(Exit::Done)
}

/// A post by its title and its units.
fn called(workplace: &Workplace, post: &Post) -> String {
    let role = workplace.words.t(&format!("role-{}", post.role.code()));
    let title = post.title_en.clone().or_else(|| post.title_hi.clone()).unwrap_or(role);
    let unit = |unit: &samuh_people::Unit| unit.name_en.clone().or_else(|| unit.name_hi.clone());
    let units: Vec<String> = post.units.iter().filter_map(unit).collect();
    format!("{title} {}", units.join(", ")).trim_end().to_owned()
}

fn policy(workplace: &Workplace, desk: &Desk, args: &PolicyArgs, now: i64) -> Result<Exit> {
    let db = &workplace.db;
    let source = args.source.clone().unwrap_or_default();
    if args.waive_second_factor {
        waive_second_factor(db, desk, new_id()?, &source, now)?;
        return say(workplace, "cli-policy-set", &[]);
    }
    let all = sign_in_policies(db, desk, now)?;
    if args.role.is_empty() && !args.every_role {
        return show_policy(workplace, &all);
    }
    let asked = args.second_factor.as_deref().map(|said| said == "required");
    let meant = all.iter().filter(|one| args.every_role || args.role.contains(&one.role));
    let new = meant.map(|known| NewSignInPolicy {
        idle_minutes: args.idle.unwrap_or(known.idle_minutes),
        whole_minutes: args.whole.unwrap_or(known.whole_minutes),
        second_factor: asked.unwrap_or(known.second_factor),
        code_steps: args.code_steps.unwrap_or(known.code_steps),
        code_digest: args.code_digest.unwrap_or(known.code_digest),
        ..known.own(source.clone())
    });
    set_sign_in_policy(db, desk, new_id()?, &new.collect::<Vec<_>>(), now)?;
    say(workplace, "cli-policy-set", &[])
}

fn show_policy(workplace: &Workplace, all: &[SignInPolicy]) -> Result<Exit> {
    if workplace.json {
        print::json(&all)?;
        return Ok(Exit::Done);
    }
    for one in all {
        let key = if one.second_factor { "policy-required" } else { "policy-optional" };
        let (role, factor) = (one.role.code(), workplace.words.t(key));
        let minutes = format!("{} / {}", one.idle_minutes, one.whole_minutes);
        let seconds = one.code_seconds();
        let codes = format!("{seconds} s {}", one.code_digest.code());
        print::line(&format!("{role:<17} {minutes:<14} {factor} · {codes} · {}", one.source))?;
    }
    Ok(Exit::Done)
}

fn theme(code: &str) -> std::result::Result<Theme, String> {
    let known: Vec<&str> = Theme::ALL.into_iter().map(Theme::code).collect();
    Theme::of(code).ok_or_else(|| known.join(", "))
}

fn day(text: &str) -> std::result::Result<NaiveDate, String> {
    let last = NaiveDate::from_ymd_opt(9999, 12, 31).ok_or("a day of the calendar")?;
    let read = samuh_kernel::read::day(&samuh_kernel::sheet::Cell::Text(text.to_owned()), last);
    read.ok().flatten().map(|read| read.value).ok_or_else(|| "dd/mm/yyyy".to_owned())
}

fn digest(code: &str) -> std::result::Result<CodeDigest, String> {
    CodeDigest::of(code).ok_or_else(|| CodeDigest::ALL.map(CodeDigest::code).join(", "))
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
fn units(
    workplace: &Workplace,
    district_id: i64,
    role: Role,
    named: &[String],
) -> Result<Vec<i64>> {
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
    let find = |named: &str| match role {
        Role::Clf => federation(Kind::Clf, named).or_else(|| federation(Kind::Vo, named)),
        Role::Cadre | Role::Prp => place(Level::Village, named)
            .or_else(|| place(Level::Gp, named))
            .or_else(|| federation(Kind::Vo, named))
            .or_else(|| federation(Kind::Clf, named)),
        _ => place(Level::Block, named)
            .or_else(|| place(Level::Gp, named))
            .or_else(|| federation(Kind::Clf, named)),
    };
    let unknown =
        |named: &str| Error::Faults(Fault::new("no_such_unit").with("named", named).into());
    named.iter().map(|named| find(named).ok_or_else(|| unknown(named))).collect()
}

/// What was done to an account, and the link that came of it: `account` for an opened one, `reset` for a password.
fn tell(workplace: &Workplace, (done, login): (&str, &str), made: &Created) -> Result<Exit> {
    let link = made.link.as_ref().map(LinkCode::address);
    let code = made.link.as_ref().map(LinkCode::to_string);
    if workplace.json {
        let told = serde_json::json!({
            "account": made.account_id, "login": login, "link": link, "code": code,
        });
        print::json(&told)?;
    } else {
        let key = format!("cli-{done}-{}", if link.is_some() { "link" } else { "made" });
        let (link, code) = (link.unwrap_or_default(), code.unwrap_or_default());
        let args = [("login", login.into()), ("link", link.into()), ("code", code.into())];
        print::line(&workplace.words.args(&key, &args))?;
    }
    Ok(Exit::Done)
}

fn list(workplace: &Workplace, all: &[AccountView]) -> Result<Exit> {
    if workplace.json {
        print::json(&all)?;
        return Ok(Exit::Done);
    }
    for account in all {
        let posts: Vec<String> = account.posts.iter().map(|post| called(workplace, post)).collect();
        let status = workplace.words.t(&format!("user-status-{}", account.status.code()));
        let posts = if posts.is_empty() { status } else { posts.join("; ") };
        let mark = if account.status == Status::Active { "✓" } else { "✗" };
        let (login, name) = (&account.login, &account.officer_name);
        print::line(&format!("{mark} {login:<20} {name} · {posts}"))?;
    }
    Ok(Exit::Done)
}
