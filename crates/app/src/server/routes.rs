//! Every address of the site, in one table: where it leads, and what a desk needs to go there.
//!
//! The site is built from this table alone, so an address that is not in it does not exist; what
//! it needs is asked before the page is (see `Visitor`). `proofs/permissions.txt` is this table
//! as every role meets it.

use axum::{
    Extension, Router,
    extract::DefaultBodyLimit,
    routing::{MethodRouter, get, post},
};
use samuh_kernel::scope::{
    Area::{self, Figures, Groups, Imports, Meetings, People, Places, Plans},
    Right,
};

use super::{
    App, api, approvals, awards, changes, checks, dashboard, directions, doctor, drafts,
    duplicates, entrance, events, federations, figures, groups, imports, inbox, invitation, layers,
    lokos, meetings, members, own, packs, places, posts, privacy, rankings, registers, reported,
    reports, rules, saturation, search, second, sheet, small, targets, trail, users,
};

/// What a desk needs for an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: it is open to everybody.
    Nobody,
    /// To be signed in; what is seen then follows from the scope.
    SignedIn,
    /// That right in that area.
    Right(Right, Area),
}

/// One address for one kind of request.
pub struct Route {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Its pattern.
    pub path: &'static str,
    /// What a desk needs for it.
    pub needs: Needs,
    /// True where a large file is taken in: more bytes and more time.
    is_large: bool,
    to: fn() -> MethodRouter<App>,
}

const fn read(path: &'static str, needs: Needs, to: fn() -> MethodRouter<App>) -> Route {
    Route { method: "GET", path, needs, is_large: false, to }
}

const fn write(path: &'static str, needs: Needs, to: fn() -> MethodRouter<App>) -> Route {
    Route { method: "POST", path, needs, is_large: false, to }
}

const fn see(area: Area) -> Needs {
    Needs::Right(Right::See, area)
}

const fn enter(area: Area) -> Needs {
    Needs::Right(Right::Enter, area)
}

const fn approve(area: Area) -> Needs {
    Needs::Right(Right::Approve, area)
}

const fn administer(area: Area) -> Needs {
    Needs::Right(Right::Administer, area)
}

const OPEN: Needs = Needs::Nobody;
const SIGNED_IN: Needs = Needs::SignedIn;

/// Every address.
#[rustfmt::skip] // One line each: it is read as a table.
pub const ROUTES: &[Route] = &[
    read("/", see(Figures), || get(dashboard::front)),
    read("/places/{id}", see(Figures), || get(dashboard::of_unit)),
    read("/federations/{id}", see(Figures), || get(dashboard::of_unit)),
    read("/places", see(Places), || get(places::page)),
    read("/federations", see(Groups), || get(federations::page)),
    read("/federations/new", enter(Groups), || get(changes::of_federation)),
    write("/federations/new", enter(Groups), || post(changes::federation)),
    read("/federations/{id}/record", see(Groups), || get(groups::record)),
    read("/federations/{id}/{verb}", enter(Groups), || get(changes::of_institution)),
    write("/federations/{id}/{verb}", enter(Groups), || post(changes::institution)),
    read("/figures/{code}", see(Figures), || get(figures::page)),
    read("/reported", see(Figures), || get(reported::page)),
    read("/reported/{unit}/{month}", see(Figures), || get(sheet::page)),
    write("/reported/{unit}/{month}", approve(Figures), || post(sheet::change)),
    read("/checks", see(Figures), || get(checks::page)),
    write("/checks", approve(Figures), || post(checks::run)),
    read("/checks/{no}", see(Figures), || get(checks::one_page)),
    write("/checks/{no}", approve(Figures), || post(checks::decide)),
    read("/members", see(Groups), || get(members::page)),
    read("/members/{id}", see(Groups), || get(members::one)),
    read("/members/{id}/open", see(Groups), || get(privacy::back)),
    write("/members/{id}/open", approve(Groups), || post(privacy::open_member)),
    read("/duplicates", see(Groups), || get(duplicates::page)),
    write("/duplicates/find", approve(Groups), || post(duplicates::find)),
    read("/duplicates/{no}", see(Groups), || get(duplicates::one)),
    write("/duplicates/{no}", approve(Groups), || post(duplicates::decide)),
    read("/duplicates/find", see(Groups), || get(duplicates::back)),
    read("/duplicates/{no}/undo", see(Groups), || get(duplicates::back)),
    write("/duplicates/{no}/undo", approve(Groups), || post(duplicates::undo)),
    read("/lokos", see(Groups), || get(lokos::desk)),
    read("/lokos/list", see(Groups), || get(lokos::list)),
    read("/lokos/mending", see(Groups), || get(lokos::mending)),
    write("/lokos/mending", enter(Groups), || post(lokos::ask_entry)),
    read("/lokos/states", enter(Groups), || get(lokos::states)),
    write("/lokos/states", enter(Groups), || post(lokos::take)),
    read("/lokos/groups/{id}", see(Groups), || get(lokos::one)),
    write("/lokos/groups/{id}", enter(Groups), || post(lokos::choose)),
    read("/lokos/rows/{id}", see(Groups), || get(lokos::row)),
    write("/lokos/rows/{id}", enter(Groups), || post(lokos::decide)),
    read("/members/{id}/{verb}", enter(Groups), || get(changes::of_member)),
    write("/members/{id}/{verb}", enter(Groups), || post(changes::member)),
    read("/saturation", see(Groups), || get(saturation::page)),
    read("/saturation/places/{id}", see(Groups), || get(saturation::of_place)),
    read("/saturation/places/{id}/visits", enter(Groups), || get(saturation::draw_visits)),
    write("/saturation/places/{id}/visits", enter(Groups), || post(saturation::enter_visits)),
    read("/saturation/places/{id}/matches", see(Groups), || get(saturation::matches)),
    write("/saturation/places/{id}/matches", enter(Groups), || post(saturation::accept)),
    read("/saturation/households", see(Groups), || get(saturation::people)),
    read("/saturation/households/{id}", see(Groups), || get(saturation::one)),
    read("/saturation/households/{id}/open", see(Groups), || get(privacy::back)),
    write("/saturation/households/{id}/open", approve(Groups), || post(privacy::open_household)),
    read("/saturation/households/{id}/visit", see(Groups), || get(saturation::back)),
    write("/saturation/households/{id}/visit", enter(Groups), || post(saturation::visited)),
    read("/saturation/households/{id}/match", see(Groups), || get(saturation::back)),
    write("/saturation/households/{id}/match", enter(Groups), || post(saturation::matched)),
    read("/saturation/households/{id}/visits/{no}", enter(Groups), || get(saturation::draw_correct)),
    write("/saturation/households/{id}/visits/{no}", enter(Groups), || post(saturation::correct)),
    read("/search", SIGNED_IN, || get(search::page)),
    read("/groups", see(Groups), || get(groups::page)),
    read("/groups/new", enter(Groups), || get(groups::draw_form)),
    write("/groups/new", enter(Groups), || post(groups::enter)),
    read("/groups/{id}", see(Groups), || get(groups::one)),
    read("/groups/{id}/open", see(Groups), || get(privacy::back)),
    write("/groups/{id}/open", approve(Groups), || post(privacy::open_group)),
    read("/groups/{id}/entries", see(Groups), || get(groups::entries)),
    read("/groups/{id}/{verb}", enter(Groups), || get(changes::of_institution)),
    write("/groups/{id}/{verb}", enter(Groups), || post(changes::institution)),
    read("/api/v1/groups", see(Groups), || get(api::groups)),
    write("/api/v1/groups", enter(Groups), || post(api::create)),
    read("/api/v1/figures", see(Figures), || get(api::figures)),
    read("/api/v1/groups/{id}", see(Groups), || get(api::record)),
    read("/api/v1/places", see(Places), || get(api::register)),
    read("/api/v1/places/{id}", see(Places), || get(api::record)),
    read("/api/v1/federations", see(Groups), || get(api::register)),
    read("/api/v1/federations/{id}", see(Groups), || get(api::record)),
    read("/api/v1/members", see(Groups), || get(api::register)),
    read("/api/v1/members/{id}", see(Groups), || get(api::record)),
    read("/api/v1/producers", see(Groups), || get(api::register)),
    write("/api/v1/producers", enter(Groups), || post(api::enter)),
    read("/api/v1/producers/{id}", see(Groups), || get(api::record)),
    write("/api/v1/producers/{id}", enter(Groups), || post(api::correct)),
    read("/api/v1/fpos", see(Groups), || get(api::register)),
    write("/api/v1/fpos", enter(Groups), || post(api::enter)),
    read("/api/v1/fpos/{id}", see(Groups), || get(api::record)),
    write("/api/v1/fpos/{id}", enter(Groups), || post(api::correct)),
    read("/api/v1/openapi.json", SIGNED_IN, || get(api::openapi)),
    read("/registers", SIGNED_IN, || get(registers::shelves)),
    read("/registers/{of}", SIGNED_IN, || get(registers::page)),
    // No act: what no address may hold is asked for in a body.
    write("/registers/{of}", SIGNED_IN, || post(registers::find)),
    write("/registers/{of}/filters", SIGNED_IN, || post(registers::change_saved)),
    read("/registers/{of}/new", enter(Groups), || get(registers::draw_new)),
    write("/registers/{of}/new", enter(Groups), || post(registers::enter)),
    read("/registers/{of}/{id}", see(Groups), || get(registers::one)),
    read("/registers/{of}/{id}/open", see(Groups), || get(privacy::back)),
    write("/registers/{of}/{id}/open", approve(Groups), || post(privacy::open_record)),
    read("/registers/{of}/{id}/correct", enter(Groups), || get(registers::draw_correct)),
    write("/registers/{of}/{id}/correct", enter(Groups), || post(registers::correct)),
    // What waits is of several areas: each list and each decision asks for the rights of its own.
    read("/approvals", SIGNED_IN, || get(approvals::page)),
    write("/approvals", SIGNED_IN, || post(approvals::approve_all)),
    read("/approvals/policy", enter(Groups), || get(approvals::policy)),
    write("/approvals/policy", administer(Groups), || post(approvals::set_policy)),
    read("/approvals/{id}", SIGNED_IN, || get(approvals::one)),
    write("/approvals/{id}", SIGNED_IN, || post(approvals::decide)),
    read("/approvals/{id}/open", see(Groups), || get(privacy::back)),
    write("/approvals/{id}/open", approve(Groups), || post(privacy::open_proposal)),
    read("/imports", see(Imports), || get(imports::list)),
    Route { is_large: true, ..write("/imports", enter(Imports), || post(imports::send)) },
    read("/imports/new", enter(Imports), || get(imports::form)),
    read("/imports/samples/{register}", enter(Imports), || get(imports::sample)),
    read("/imports/{id}", see(Imports), || get(imports::show)),
    read("/imports/{id}/columns", see(Imports), || get(imports::back)),
    write("/imports/{id}/columns", enter(Imports), || post(imports::correct)),
    read("/imports/{id}/doubts", see(Imports), || get(imports::doubts)),
    write("/imports/{id}/doubts", enter(Imports), || post(imports::decide)),
    read("/imports/{id}/again", see(Imports), || get(imports::back)),
    write("/imports/{id}/again", enter(Imports), || post(imports::look_once_more)),
    read("/imports/{id}/apply", see(Imports), || get(imports::back)),
    write("/imports/{id}/apply", enter(Imports), || post(imports::apply)),
    read("/imports/{id}/undo", see(Imports), || get(imports::back)),
    write("/imports/{id}/undo", enter(Imports), || post(imports::undo)),
    read("/imports/{id}/report.xlsx", see(Imports), || get(imports::as_workbook)),
    read("/imports/{id}/report.json", see(Imports), || get(imports::as_json)),
    read("/imports/{id}/{part}", see(Imports), || get(imports::part)),
    read("/targets", see(Plans), || get(targets::list)),
    read("/targets/{year}/{indicator}", see(Plans), || get(targets::grid)),
    write("/targets/{year}/{indicator}", enter(Plans), || post(targets::change)),
    read("/meetings", see(Meetings), || get(meetings::list)),
    read("/meetings/new", enter(Meetings), || get(meetings::draw_new)),
    write("/meetings/new", enter(Meetings), || post(meetings::plan)),
    read("/meetings/series/new", enter(Meetings), || get(meetings::draw_new_series)),
    write("/meetings/series/new", enter(Meetings), || post(meetings::set_series)),
    read("/meetings/series/{id}", enter(Meetings), || get(meetings::draw_series)),
    write("/meetings/series/{id}", enter(Meetings), || post(meetings::set_series)),
    read("/meetings/{id}", see(Meetings), || get(meetings::one)),
    write("/meetings/{id}", enter(Meetings), || post(meetings::act)),
    read("/meetings/{id}/edit", enter(Meetings), || get(meetings::draw_amend)),
    write("/meetings/{id}/edit", enter(Meetings), || post(meetings::amend)),
    read("/meetings/{id}/wall", see(Meetings), || get(meetings::wall)),
    read("/meetings/{id}/close", enter(Meetings), || get(meetings::draw_close)),
    write("/meetings/{id}/close", enter(Meetings), || post(meetings::close)),
    read("/meetings/{id}/minutes", see(Meetings), || get(meetings::minutes)),
    read("/directions", see(Meetings), || get(directions::ledger)),
    read("/directions/owed", see(Meetings), || get(directions::owed)),
    read("/directions/new", enter(Meetings), || get(directions::draw_new)),
    write("/directions/new", enter(Meetings), || post(directions::give)),
    read("/directions/files/{hash}", see(Meetings), || get(directions::file)),
    read("/directions/{id}", see(Meetings), || get(directions::one)),
    write("/directions/{id}", see(Meetings), || post(directions::act)),
    read("/directions/{id}/report", see(Meetings), || get(directions::back)),
    Route { is_large: true, ..write("/directions/{id}/report", see(Meetings), || post(directions::report)) },
    read("/rankings", see(Plans), || get(rankings::page)),
    write("/rankings", approve(Plans), || post(rankings::freeze)),
    read("/rankings/rules", see(Plans), || get(rankings::rules_page)),
    write("/rankings/rules", approve(Plans), || post(rankings::set_rule)),
    read("/rankings/{no}", see(Plans), || get(rankings::one)),
    read("/rankings/{no}/{unit}", see(Plans), || get(rankings::why_page)),
    read("/rankings/{no}/{unit}/objection", see(Plans), || get(rankings::back)),
    write("/rankings/{no}/{unit}/objection", enter(Figures), || post(rankings::object)),
    read("/rankings/{no}/{unit}/answer", see(Plans), || get(rankings::back)),
    write("/rankings/{no}/{unit}/answer", approve(Plans), || post(rankings::answer)),
    // Of several areas: the list shows the rules of those that the desk sees.
    read("/rules", SIGNED_IN, || get(rules::index)),
    read("/rules/notices", see(Meetings), || get(rules::page::<rules::Notices>)),
    write("/rules/notices", enter(Meetings), || post(rules::set::<rules::Notices>)),
    read("/rules/escalation", see(Meetings), || get(rules::page::<rules::Escalations>)),
    write("/rules/escalation", enter(Meetings), || post(rules::set::<rules::Escalations>)),
    read("/rules/precedence", see(Meetings), || get(rules::page::<rules::Order>)),
    write("/rules/precedence", enter(Meetings), || post(rules::set::<rules::Order>)),
    read("/rules/attendance", see(Meetings), || get(rules::page::<rules::Share>)),
    write("/rules/attendance", enter(Meetings), || post(rules::set::<rules::Share>)),
    read("/rules/checks", see(Figures), || get(rules::page::<rules::Checks>)),
    write("/rules/checks", enter(Figures), || post(rules::set::<rules::Checks>)),
    read("/awards", see(Meetings), || get(awards::page)),
    write("/awards", approve(Meetings), || post(awards::decide)),
    read("/awards/print", see(Meetings), || get(awards::print)),
    read("/awards/{serial}", OPEN, || get(awards::check_page)),
    read("/reports", see(Figures), || get(reports::list)),
    read("/reports/{report}", see(Figures), || get(reports::one)),
    read("/packs", see(Figures), || get(packs::front)),
    read("/packs/{id}", see(Figures), || get(packs::of_place)),
    write("/packs/{id}", see(Figures), || post(packs::make)),
    read("/packs/{id}/file", see(Figures), || get(packs::file)),
    read("/users", see(People), || get(users::list)),
    read("/users/new", administer(People), || get(users::new)),
    write("/users/new", administer(People), || post(users::enter)),
    read("/users/{id}", see(People), || get(users::one)),
    write("/users/{id}", administer(People), || post(users::act)),
    write("/users/{id}/sessions", administer(People), || post(users::end)),
    write("/users/{id}/relieve", administer(People), || post(users::relieve)),
    read("/users/policy", see(People), || get(users::policy)),
    write("/users/policy", administer(People), || post(users::set_policy)),
    read("/posts", see(People), || get(posts::list)),
    read("/posts/new", administer(People), || get(posts::draw_new)),
    write("/posts/new", administer(People), || post(posts::make)),
    read("/posts/{id}", see(People), || get(posts::one)),
    read("/posts/{id}/hand-over", administer(People), || get(posts::hand_over)),
    write("/posts/{id}/hand-over", administer(People), || post(posts::hand)),
    read("/posts/{id}/change", administer(People), || get(posts::draw_change)),
    write("/posts/{id}/change", administer(People), || post(posts::change)),
    write("/posts/{id}/close", administer(People), || post(posts::close)),
    read("/trail", SIGNED_IN, || get(trail::of_days)),
    read("/trail/entries/{no}", SIGNED_IN, || get(trail::entry)),
    read("/trail/{kind}/{id}", SIGNED_IN, || get(trail::of_record)),
    read("/directions/paste", enter(Meetings), || get(drafts::page)),
    write("/directions/paste", enter(Meetings), || post(drafts::send)),
    read("/events", see(Meetings), || get(events::list)),
    read("/events/new", enter(Meetings), || get(events::draw_new)),
    write("/events/new", enter(Meetings), || post(events::plan)),
    read("/events/{id}", see(Meetings), || get(events::one)),
    write("/events/{id}", enter(Meetings), || post(events::act)),
    read("/events/{id}/change", enter(Meetings), || get(events::draw_change)),
    write("/events/{id}/change", enter(Meetings), || post(events::change)),
    read("/events/{id}/letter/{no}", see(Meetings), || get(events::letter)),
    read("/events/{id}/sheet", enter(Meetings), || get(events::sheet)),
    read("/events/{id}/certificates", enter(Meetings), || get(events::certificates)),
    read("/inbox", SIGNED_IN, || get(inbox::page)),
    write("/inbox", SIGNED_IN, || post(inbox::mark)),
    write("/inbox/address", SIGNED_IN, || post(inbox::set_address)),
    read("/inbox/address", SIGNED_IN, || get(inbox::back)),
    read("/inbox/{no}", SIGNED_IN, || get(inbox::one)),
    read("/notices", administer(People), || get(inbox::failures)),
    read("/doctor", administer(Places), || get(doctor::page)),
    read("/doctor/report.json", administer(Places), || get(doctor::report)),
    read("/health", OPEN, || get(small::health)),
    read("/assets/{name}", OPEN, || get(small::asset)),
    read("/robots.txt", OPEN, || get(small::robots)),
    read("/language", OPEN, || get(small::language)),
    read("/about/{topic}", OPEN, || get(small::about)),
    read("/sitemap", OPEN, || get(small::sitemap)),
    read("/sign-in", OPEN, || get(entrance::page)),
    write("/sign-in", OPEN, || post(entrance::enter)),
    read("/sign-in/code", SIGNED_IN, || get(second::code)),
    write("/sign-in/code", SIGNED_IN, || post(second::give)),
    write("/sign-out", OPEN, || post(entrance::leave)),
    read("/account", SIGNED_IN, || get(entrance::account)),
    read("/account/password", SIGNED_IN, || get(entrance::password)),
    write("/account/password", SIGNED_IN, || post(entrance::change)),
    write("/account/sessions", SIGNED_IN, || post(own::end)),
    read("/account/posts", SIGNED_IN, || get(own::posts)),
    write("/account/posts", SIGNED_IN, || post(own::work)),
    read("/account/second-factor", SIGNED_IN, || get(second::factor)),
    write("/account/second-factor", SIGNED_IN, || post(second::set_up)),
    read("/invitation", OPEN, || get(invitation::page)),
    write("/invitation", OPEN, || post(invitation::open)),
    read("/invitation/password", OPEN, || get(invitation::back)),
    write("/invitation/password", OPEN, || post(invitation::accept)),
    read("/invitation/{link}", OPEN, || get(invitation::before)),
];

/// True where files are taken in at that pattern.
pub(super) fn takes_files(pattern: &str) -> bool {
    ROUTES.iter().any(|route| route.is_large && route.path == pattern)
}

/// The whole site.
pub fn router(app: App) -> Router {
    let ordinary = routes(|route| !route.is_large);
    let large = routes(|route| route.is_large).layer(DefaultBodyLimit::max(imports::LARGEST));
    let all = layers::in_time(ordinary).merge(large).fallback(small::nowhere);
    layers::around(all, &app).with_state(app)
}

fn routes(fits: impl Fn(&Route) -> bool) -> Router<App> {
    let fitting = ROUTES.iter().filter(|route| fits(route));
    fitting.fold(Router::new(), |router, route| {
        router.route(route.path, (route.to)().layer(Extension(route.needs)))
    })
}
