//! The way to PostgreSQL as an office has it: encrypted to a server that proves who it is, and by an account
//! that serves without owning the tables. Without a server at hand there is nothing to test.
#![cfg(unix)]

use postgres::{Client, NoTls};
use samuh_engine::{
    Db, Error, Result,
    db::{Location, tool_variables},
};

/// The server of the tests, and the file of the authority that signed its certificate.
#[expect(clippy::disallowed_methods, reason = "tests are told of PostgreSQL by the environment")]
fn server() -> Option<(String, String)> {
    let url = std::env::var("SAMUH_TEST_PG").ok()?;
    let roots = std::env::var("SAMUH_TEST_PG_ROOTS").ok()?;
    Some((url, roots))
}

fn open(url: &str, schema: Option<&str>) -> Result<Db> {
    Db::open(&Location::Postgres { url: url.to_owned(), schema: schema.map(str::to_owned) })
}

fn codes<T>(outcome: Result<T>) -> Vec<String> {
    match outcome {
        Err(Error::Faults(faults)) => faults.iter().map(|fault| fault.code.clone()).collect(),
        Err(other) => vec![other.to_string()],
        Ok(_) => Vec::new(),
    }
}

#[test]
fn the_database_is_reached_over_tls_and_only_where_its_certificate_proves_it() {
    let Some((url, roots)) = server() else { return };
    let trusted = format!("{url}?sslmode=verify-full&sslrootcert={roots}");
    let encrypted = |url: &str| {
        let sql =
            "select s.version as it from pg_stat_ssl s where s.pid = pg_backend_pid() and s.ssl";
        let row = open(url, None).unwrap().read(|reader| reader.first(sql, &[])).unwrap();
        row.map(|row| row.get::<String>("it").unwrap())
    };
    assert_eq!(encrypted(&trusted).as_deref(), Some("TLSv1.3"));
    assert_eq!(encrypted(&format!("{url}?sslrootcert={roots}")).as_deref(), Some("TLSv1.3"));
    assert_eq!(encrypted(&url), None, "to this same machine the way is plain");
    // The twins: another name than the certificate's, and an authority that nobody trusts.
    let elsewhere = trusted.replace("127.0.0.1", "localhost");
    let unknown = format!("{url}?sslmode=require");
    for (refused, why) in [(elsewhere, "not valid for name"), (unknown, "UnknownIssuer")] {
        let told = codes(open(&refused, None)).join(" ");
        assert!(
            told.contains("invalid peer certificate") && told.contains(why),
            "{refused}: {told}"
        );
    }
    let dump = std::process::Command::new("pg_dump")
        .args(["--schema-only", "--schema=none_such*", "--strict-names"])
        .envs(tool_variables(&trusted).unwrap())
        .output()
        .expect("pg_dump runs");
    let said = String::from_utf8_lossy(&dump.stderr).into_owned();
    assert!(said.contains("no matching schemas"), "it came in over TLS: {said}");
}

/// `cert` of the rules of the tests' server: this role has no password and comes by its certificate only.
#[test]
fn an_account_proves_itself_by_its_certificate_and_by_nothing_else_and_backs_up_over_it() {
    let Some((url, roots)) = server() else { return };
    let schema = format!("s_certified_{}", std::process::id());
    open(&url, Some(&schema)).unwrap().migrate(0).unwrap();
    let mut owner = Client::connect(&url, NoTls).expect("the owner comes in");
    let rights = format!(
        "grant usage on schema {schema} to samuh_by_certificate;
         grant select, insert, update, delete on all tables in schema {schema} to samuh_by_certificate"
    );
    owner.batch_execute(&rights).expect("the owner may say so");
    let tls = std::path::Path::new(&roots).parent().unwrap();
    let bare = url.replacen("://samuh@", "://samuh_by_certificate@", 1);
    let proved_by = |folder: &str| {
        let file = |name: &str| tls.join(folder).join(name).display().to_string();
        let (certificate, key) = (file("client.pem"), file("client.key"));
        format!("{bare}?sslrootcert={roots}&sslcert={certificate}&sslkey={key}")
    };
    let proved = proved_by("");
    let db = open(&proved, Some(&schema)).unwrap();
    assert_eq!(db.migrate(1).unwrap(), 0, "it serves what the owner has brought up");
    let sql = "select s.client_dn as it from pg_stat_ssl s where s.pid = pg_backend_pid()";
    let row = db.read(|reader| reader.first(sql, &[])).unwrap().unwrap();
    assert_eq!(row.get::<String>("it").unwrap(), "/CN=samuh_by_certificate");
    let mut dump = std::process::Command::new("pg_dump");
    dump.arg(format!("--schema={schema}"));
    let dump = dump.envs(tool_variables(&proved).unwrap()).output().expect("pg_dump runs");
    let said = String::from_utf8_lossy(&dump.stdout).into_owned();
    let complaint = String::from_utf8_lossy(&dump.stderr).into_owned();
    assert!(said.contains(&format!("CREATE TABLE {schema}.op ")), "{complaint}");
    let laid = laid_open_while_it_works(&schema, &proved, tls);
    let without = format!("{bare}?sslrootcert={roots}");
    let told =
        [&without, &proved_by("stranger"), &bare].map(|url| codes(open(url, None)).join(" "));
    owner.batch_execute(&format!("drop schema {schema} cascade")).expect("it goes again");
    assert!(laid[0].contains("database_key_open") && laid[0] != "database_key_open", "{laid:?}");
    assert_eq!(laid[1], "database_key_open", "who starts a server is told");
    assert!(told[0].contains("requires a valid client certificate"), "no certificate: {told:?}");
    assert!(!told[1].is_empty(), "the certificate of another authority: {told:?}");
    assert!(told[2].contains("pg_hba.conf rejects"), "in plain: {told:?}");
}

/// A schema that its owner has brought up, and an account beside him; both go at the end.
struct Beside {
    owner: Client,
    url: String,
    schema: String,
    account: String,
}

impl Beside {
    fn make(url: &str, mark: &str) -> Self {
        let name = format!("{mark}_{}", std::process::id());
        let (schema, account) = (format!("s_{name}"), format!("a_{name}"));
        let mut owner = Client::connect(url, NoTls).expect("the owner comes in");
        owner.batch_execute(&format!("create role {account} login")).expect("an account is made");
        let url = url.replacen("://samuh@", &format!("://{account}@"), 1);
        Self { owner, url, schema, account }
    }

    fn grant(&mut self, what: &str) {
        let Self { schema, account, .. } = self;
        let said = what.replace("$schema", schema).replace("$account", account);
        self.owner.batch_execute(&said).expect("the owner may say so");
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        let Self { owner, schema, account, .. } = self;
        let gone = format!(
            "drop schema if exists {schema} cascade; drop owned by {account}; drop role {account}"
        );
        drop(owner.batch_execute(&gone));
    }
}

/// What is said where others may read the key from some moment on: to a server that works and needs one more
/// connection, and to one that starts.
fn laid_open_while_it_works(schema: &str, proved: &str, tls: &std::path::Path) -> [String; 2] {
    use std::{fs, os::unix::fs::PermissionsExt as _};
    let key = std::env::temp_dir().join(format!("samuh-key-{}", std::process::id()));
    fs::copy(tls.join("client.key"), &key).expect("a key is there");
    let mode =
        |bits| fs::set_permissions(&key, fs::Permissions::from_mode(bits)).expect("it is ours");
    mode(0o600);
    let known = tls.join("client.key").display().to_string();
    let url = proved.replace(&known, &key.display().to_string());
    let db = open(&url, Some(schema)).expect("the key is fit");
    mode(0o644);
    let told = db.read(|_| Ok(codes(db.read(|_| Ok(()))).join(" "))).expect("the first way holds");
    let anew = codes(open(&url, Some(schema))).join(" ");
    fs::remove_file(&key).expect("it goes");
    [told, anew]
}

#[test]
fn an_account_that_owns_no_table_serves_what_the_owner_has_brought_up_and_makes_none() {
    let Some((url, _)) = server() else { return };
    let mut beside = Beside::make(&url, "serving");
    open(&url, Some(&beside.schema)).unwrap().migrate(0).unwrap();
    beside.grant("grant usage on schema $schema to $account");
    beside.grant("grant select on $schema.migration to $account");
    beside
        .grant("grant select, insert, update, delete on all tables in schema $schema to $account");
    let db = open(&beside.url, Some(&beside.schema)).unwrap();
    assert_eq!(db.migrate(1).unwrap(), 0, "there is nothing to bring up");
    for served in [
        "insert into state (id, abbreviation, name_hi, name_en) values (99, 'ZZ', 'क', 'K')",
        "update state set name_en = 'L' where id = 99",
        "delete from state where id = 99",
    ] {
        assert_eq!(db.transact(move |tx| tx.exec(served, &[])).unwrap(), 1, "{served}");
    }
    for refused in [
        "create table more (a BIGINT)",
        "alter table place add column more TEXT",
        "drop table place",
    ] {
        let told = codes(db.transact(move |tx| tx.exec(refused, &[])));
        assert!(told[0].starts_with("right: "), "{refused}: {told:?}");
    }
}

#[test]
fn what_an_account_lacks_is_said_by_name_and_so_is_a_schema_that_it_may_not_bring_up() {
    let Some((url, _)) = server() else { return };
    let mut beside = Beside::make(&url, "lacking");
    let owner = open(&url, Some(&beside.schema)).unwrap();
    beside.grant("grant usage on schema $schema to $account");
    let db = open(&beside.url, Some(&beside.schema)).unwrap();
    assert_eq!(codes(db.migrate(1)), ["schema_owner"], "nothing is there and it may make nothing");
    owner.migrate(0).unwrap();
    beside
        .grant("grant select, insert, update, delete on all tables in schema $schema to $account");
    beside.grant("revoke delete on $schema.session from $account");
    beside.grant("revoke insert on $schema.op from $account");
    let Err(Error::Faults(faults)) = db.migrate(1) else { panic!("it lacks two rights") };
    let fault = &faults.0[0];
    let said = |name: &str| fault.args.iter().find(|(known, _)| known == name).unwrap().1.clone();
    assert_eq!((fault.code.as_str(), said("tables").as_str()), ("grants_missing", "op, session"));
    assert_eq!((said("account"), said("schema")), (beside.account.clone(), beside.schema.clone()));
    beside
        .grant("grant select, insert, update, delete on all tables in schema $schema to $account");
    assert_eq!(db.migrate(2).unwrap(), 0, "the words of the fault are enough");
    beside.grant(
        // The last step that changes tables, and what came after it.
        "delete from $schema.migration where name >= '0024_codes'",
    );
    assert_eq!(
        codes(db.migrate(3)),
        ["schema_owner"],
        "an older schema is the owner's to bring up"
    );
}

#[test]
fn however_many_statements_are_asked_the_server_keeps_a_few_hundred() {
    let Some((url, _)) = server() else { return };
    let kept = open(&url, None).unwrap().read(|reader| {
        // As filters of lists make ever new ones.
        for n in 0..700 {
            let row = reader.first(&format!("select cast({n} as bigint) as it"), &[])?;
            assert_eq!(row.expect("a row").get::<i64>("it")?, n);
        }
        let sql = "select count(*) as it from pg_prepared_statements";
        reader.first(sql, &[])?.expect("a row").get::<i64>("it")
    });
    let kept = kept.unwrap();
    assert!((1..=257).contains(&kept), "{kept} are kept");
}
