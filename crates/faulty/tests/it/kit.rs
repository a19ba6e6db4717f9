//! A database on the disk that fails, acts that can be counted, and what is left of them.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use samuh_engine::{Db, Desk, Op, Result, db::Location, params};
use samuh_kernel::scope::{Rights, Scope};
use uuid::Uuid;

/// The district of these tests.
pub(crate) const DISTRICT: i64 = 643;
/// Rows an act writes besides its op: all of them or none.
const ROWS: i64 = 3;

/// A folder of its own for each test.
pub(crate) fn folder() -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let mark = format!("{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let folder = std::env::temp_dir().join(format!("samuh-faulty-{mark}"));
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A migrated file; the schema is made once.
pub(crate) fn prepared(folder: &Path) -> PathBuf {
    static TEMPLATE: OnceLock<Vec<u8>> = OnceLock::new();
    let template = TEMPLATE.get_or_init(|| {
        let file = self::folder().join("template.db");
        open(&file).migrate(0).unwrap();
        fs::read(&file).unwrap()
    });
    let file = folder.join("samuh.db");
    fs::write(&file, template).unwrap();
    file
}

pub(crate) fn open(file: &Path) -> Db {
    Db::open(&Location::File(file.to_path_buf())).unwrap()
}

fn desk() -> Desk {
    Desk::new(0, 0, Scope::district(DISTRICT, Rights::all()))
}

/// An act that writes its rows one by one.
pub(crate) fn act(db: &Db, number: i64) -> Result<i64> {
    let id = Uuid::from_u128(u128::try_from(number).unwrap() + 1);
    let op = Op::over(id, "test.rows", &number, number)?;
    db.act(&desk(), &op, move |tx| {
        for row in 0..ROWS {
            let values = params![DISTRICT, format!("token {row}"), number];
            tx.exec(
                "insert into name_token (district_id, subject, token, subject_id)
                 values ($1, 'place', $2, $3)",
                &values,
            )?;
        }
        tx.changed("test", number, 0).public("rows", None::<i64>, ROWS);
        Ok(number)
    })
}

/// What stands in a file after it was opened again.
#[derive(Debug, Default)]
pub(crate) struct Left {
    /// Acts whose rows and op are all there.
    pub(crate) whole: Vec<i64>,
    /// Acts of which something is missing.
    pub(crate) partial: Vec<i64>,
    /// What the engine says of its pages.
    pub(crate) unsound: Vec<String>,
}

/// Opens a file as the program does and looks.
pub(crate) fn left(file: &Path) -> Left {
    let db = open(file);
    db.read(|reader| {
        let mut left = Left::default();
        let rows = reader.query(
            "select o.at, count(n.token) from op o
             left join name_token n on n.district_id = o.district_id and n.subject_id = o.at
             group by o.at",
            &[],
        )?;
        for row in rows {
            let (number, count): (i64, i64) = (row.at(0)?, row.at(1)?);
            if count == ROWS { left.whole.push(number) } else { left.partial.push(number) }
        }
        let orphans = reader.query(
            "select distinct subject_id from name_token n
             where not exists (select 1 from op o where o.at = n.subject_id)",
            &[],
        )?;
        for row in orphans {
            left.partial.push(row.at(0)?);
        }
        for row in reader.query("pragma integrity_check", &[])? {
            left.unsound.push(row.at(0)?);
        }
        left.unsound.retain(|line| line != "ok");
        Ok(left)
    })
    .unwrap()
}

impl Left {
    /// How many of these are not there.
    pub(crate) fn lacks(&self, acked: &[i64]) -> usize {
        acked.iter().filter(|number| !self.whole.contains(number)).count()
    }
}

/// True where the tests may take minutes.
#[expect(clippy::disallowed_methods, reason = "cargo xtask test --long says so by the environment")]
pub(crate) fn is_long() -> bool {
    std::env::var("SAMUH_LONG").is_ok()
}
