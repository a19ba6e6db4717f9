//! PocketBase as a peer: the same groups and members in its own collections, by its own interface,
//! without sign-in, figures or books. Installed from the Python package index.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value, json};

use super::peers;
use super::server::{Ask, Server};
use super::workshop::Workshop;
use crate::run::{command, must};

const LOGIN: &str = "bench@example.org";
const PASSWORD: &str = "bench-only-parijat-2026";
/// Records of one batch, as the speed paper sent them.
const BATCH: usize = 1000;
/// The name of the bench's block, as the district's sheets write it, in an address.
const BLOCK: &str =
    "%E0%A4%A1%E0%A5%8B%E0%A4%82%E0%A4%97%E0%A4%B0%E0%A5%80%E0%A4%97%E0%A4%BE%E0%A4%81%E0%A4%B5";

/// The fields of a group and of a member, in the order of the district's files.
const GROUP: [&str; 20] = [
    "code",
    "name",
    "block",
    "gp",
    "village",
    "village_code",
    "formed_on",
    "vo_code",
    "bank",
    "branch",
    "ifsc",
    "account",
    "opened_on",
    "status",
    "lokos",
    "meets",
    "saving",
    "members",
    "president",
    "mobile",
];
const MEMBER: [&str; 15] = [
    "code",
    "shg",
    "shg_name",
    "name",
    "relation",
    "gender",
    "born_on",
    "social",
    "religion",
    "disability",
    "pip",
    "office",
    "joined_on",
    "household",
    "mobile",
];

/// A folder that PocketBase has filled with the district, and what that took.
#[derive(Debug)]
pub(crate) struct Filled {
    folder: PathBuf,
    /// Seconds of the server's CPU for 20,000 groups and 200,000 members.
    pub(crate) import: f64,
}

/// Fills PocketBase with the district's registers; once for all rows of a run.
///
/// # Errors
/// When it cannot be installed or refuses a record.
pub(crate) fn filled(workshop: &Workshop) -> Result<Filled> {
    let folder = workshop.scratch("pocketbase");
    let mark = folder.join("import-seconds");
    if let Ok(import) = fs::read_to_string(&mark) {
        return Ok(Filled { folder, import: import.trim().parse()? });
    }
    let folder = workshop.fresh("pocketbase")?;
    let mut account = program()?;
    must(account.arg("--dir").arg(&folder).args(["superuser", "upsert", LOGIN, PASSWORD]))?;
    let mut server = start(&folder)?;
    let who = json!({ "identity": LOGIN, "password": PASSWORD });
    let token = call(&server, "POST", "/api/collections/_superusers/auth-with-password", &who)?;
    server.carry("Authorization", token["token"].as_str().context("no token")?);
    let batch = json!({ "enabled": true, "maxRequests": BATCH, "timeout": 120, "maxBodySize": 0 });
    call(&server, "PATCH", "/api/settings", &json!({ "batch": batch }))?;
    collection(&server, "shg", &GROUP, &["CREATE INDEX shg_block ON shg (block, name)"])?;
    collection(&server, "member", &MEMBER, &["CREATE INDEX member_shg ON member (shg)"])?;
    let before = server.cpu()?;
    send(&server, "shg", &GROUP, &workshop.file("groups.csv"))?;
    send(&server, "member", &MEMBER, &workshop.file("members.csv"))?;
    let import = server.cpu()? - before;
    let members = server.get("/api/collections/member/records?perPage=1")?.json()?;
    ensure!(members["totalItems"] == workshop.expected["members"], "PocketBase: {members}");
    drop(server);
    fs::write(mark, import.to_string())?;
    Ok(Filled { folder, import })
}

impl Filled {
    /// A server over the filled folder, asked without sign-in.
    ///
    /// # Errors
    /// When it does not start.
    pub(crate) fn serve(&self) -> Result<Server> {
        start(&self.folder)
    }
}

/// One group created.
pub(crate) fn create(first: u64) -> Ask<'static> {
    let body = json!({
        "code": "9{n}", "name": "उजाला महिला समूह {n}", "block": "डोंगरीगाँव",
        "village_code": "450003", "formed_on": "2026-04-01", "saving": "100", "mobile": "7000012345"
    });
    let (method, path) = ("POST", "/api/collections/shg/records".to_owned());
    Ask { name: "create", weight: 1, method, path, body: body.to_string(), expect: 200, first }
}

/// Fifty groups of a block, sorted and counted.
pub(crate) fn list() -> Ask<'static> {
    let path =
        format!("/api/collections/shg/records?perPage=50&sort=name&filter=(block%3D%22{BLOCK}%22)");
    Ask::get("list", &path)
}

fn program() -> Result<std::process::Command> {
    Ok(command(peers::programs()?.join("pocketbase")))
}

fn start(folder: &std::path::Path) -> Result<Server> {
    let mut serve = program()?;
    serve.arg("--dir").arg(folder).args(["serve", "--http"]);
    Server::peer(serve, "/api/health")
}

fn collection(server: &Server, name: &str, fields: &[&str], more: &[&str]) -> Result<()> {
    let once = format!("CREATE UNIQUE INDEX {name}_code ON {name} (code)");
    let indexes: Vec<&str> = std::iter::once(once.as_str()).chain(more.iter().copied()).collect();
    let fields: Vec<Value> =
        fields.iter().map(|field| json!({ "name": field, "type": "text" })).collect();
    let made = json!({
        "name": name, "type": "base", "fields": fields, "indexes": indexes,
        "listRule": "", "viewRule": "", "createRule": ""
    });
    call(server, "POST", "/api/collections", &made).map(drop)
}

/// Sends a file of the district, whose cells hold no comma and no quotation mark.
fn send(server: &Server, collection: &str, fields: &[&str], file: &std::path::Path) -> Result<()> {
    let text = fs::read_to_string(file)?;
    ensure!(!text.contains('"'), "{} has quoted cells", file.display());
    let rows: Vec<&str> = text.lines().skip(1).collect();
    let url = format!("/api/collections/{collection}/records");
    for batch in rows.chunks(BATCH) {
        let request = |row: &&str| {
            let cells = fields.iter().map(|field| (*field).to_owned()).zip(row.split(','));
            let body: Map<String, Value> =
                cells.map(|(field, cell)| (field, Value::from(cell))).collect();
            json!({ "method": "POST", "url": url, "body": body })
        };
        let requests: Vec<Value> = batch.iter().map(request).collect();
        call(server, "POST", "/api/batch", &json!({ "requests": requests }))?;
    }
    Ok(())
}

fn call(server: &Server, method: &str, path: &str, body: &Value) -> Result<Value> {
    let answer =
        server.ask(method, path, "Content-Type: application/json\r\n", &body.to_string())?;
    let said = || String::from_utf8_lossy(&answer.body).chars().take(300).collect::<String>();
    ensure!(answer.status == 200, "{method} {path}: {} {}", answer.status, said());
    answer.json()
}
