//! Accepted rows of a register's sheet: applied in one act, taken back from their before-images. What
//! a row means is its area's affair.

use samuh_kernel::{
    fault::{Fault, Faults},
    scope::{Rights, Scope},
};
use serde::{Deserialize, Serialize};

use super::{Counted, Kept, Register, Values, acts::note, read, write};
use crate::{
    batch::{Batch, Work, joined, pieces},
    clock,
    db::{Reader, Tx},
    error::{Error, Result},
    params,
};

/// One record that an accepted row adds or changes, with every column that is written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Its number; 0 when it is new.
    pub id: i64,
    /// The edition the row saw; 0 when it is new.
    pub version: i64,
    /// How it stands afterwards.
    pub values: Values,
}

/// What undo needs of a record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Before {
    id: i64,
    /// The edition after this batch.
    version: i64,
    /// How it stood; none for a new one.
    was: Option<Values>,
}

/// Accepted rows, ready to be applied.
pub struct Steps {
    register: &'static Register,
    steps: Vec<Step>,
}

impl Steps {
    /// The steps of a register.
    pub fn of(register: &'static Register, steps: Vec<Step>) -> Self {
        Self { register, steps }
    }
}

/// The work of a staged batch.
///
/// # Errors
/// `Broken` when the staged rows cannot be read.
pub fn work_of(register: &'static Register, chunks: &[Vec<u8>]) -> Result<Box<dyn Work>> {
    Ok(Box::new(Steps { register, steps: joined(chunks)? }))
}

impl Work for Steps {
    fn chunks(&self) -> Result<Vec<Vec<u8>>> {
        pieces(&self.steps)
    }

    fn apply(&self, tx: &mut Tx, batch: &Batch) -> Result<Vec<Vec<u8>>> {
        let (register, kept) = (self.register, kept(self.register)?);
        let district_id = batch.district_id;
        let scope = Scope::district(district_id, Rights::none());
        let today = clock::day_of(tx.at());
        let new = self.steps.iter().filter(|step| step.id == 0).count();
        let count = i64::try_from(new).map_err(|_| Error::broken("too many rows"))?;
        let mut next = if new == 0 { 0 } else { tx.allot(district_id, kept.counter, count)? };
        let mut before = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            if step.id == 0 {
                write::add(tx, register, kept, (next, Some(batch.no)), &step.values)?;
                before.push(Before { id: next, version: 1, was: None });
                next += 1;
                continue;
            }
            let stands = read::one(tx, (register, &scope, today), step.id)?;
            let is_same = stands.version == step.version;
            if !is_same
                || !write::change(tx, register, kept, (step.id, step.version), &step.values)?
            {
                return Err(Error::fault("register_moved"));
            }
            note(tx, (register, kept), step.id, &stands.values, &step.values);
            let was = Some(stands.values);
            before.push(Before { id: step.id, version: step.version + 1, was });
        }
        let counted = before.iter().zip(&self.steps).map(|(image, step)| Counted {
            id: image.id,
            was: image.was.as_ref(),
            now: Some(&step.values),
        });
        kept.count(tx, &counted.collect::<Vec<_>>())?;
        pieces(&before)
    }
}

/// Takes a batch back by its before-images.
///
/// # Errors
/// `Faults` naming what later depends on the batch; nothing has changed then.
pub fn undo(
    register: &'static Register,
    tx: &mut Tx,
    batch: &Batch,
    images: &[Vec<u8>],
) -> Result<()> {
    let kept = kept(register)?;
    let images: Vec<Before> = joined(images)?;
    let stand = dependents(tx, register, kept, batch.district_id, &images)?;
    for (image, stands) in images.iter().zip(&stand) {
        match &image.was {
            None => write::drop_row(tx, kept, image.id)?,
            Some(was) => {
                if !write::change(tx, register, kept, (image.id, image.version), was)? {
                    return Err(Error::fault("register_moved"));
                }
                note(tx, (register, kept), image.id, stands, was);
            }
        }
    }
    let counted = images.iter().zip(&stand).map(|(image, stands)| Counted {
        id: image.id,
        was: Some(stands),
        now: image.was.as_ref(),
    });
    kept.count(tx, &counted.collect::<Vec<_>>())
}

fn kept(register: &'static Register) -> Result<&'static Kept> {
    register.kept.as_ref().ok_or_else(|| Error::broken("a register that is not written here"))
}

/// How the records stand that a batch added or changed, where nothing depends on them yet.
fn dependents(
    reader: &mut Reader,
    register: &Register,
    kept: &Kept,
    district_id: i64,
    images: &[Before],
) -> Result<Vec<Values>> {
    let mut all = Vec::with_capacity(images.len());
    let mut faults = Faults::default();
    let scope = Scope::district(district_id, Rights::none());
    for image in images {
        let found = read::one(reader, (register, &scope, clock::today()), image.id);
        let stands = match found {
            Ok(stands) => stands,
            Err(Error::NotFound) => {
                faults.push(Fault::new("undo_changed_later").with("name", image.id));
                continue;
            }
            Err(other) => return Err(other),
        };
        let name = stands.values.text("name_hi").or(stands.values.text("name_en"));
        let name = name.unwrap_or_default().to_owned();
        if stands.version != image.version {
            faults.push(Fault::new("undo_changed_later").with("name", &name));
        }
        all.push(stands.values);
        if image.was.is_some() {
            continue;
        }
        for (sql, code) in kept.standing {
            let row = reader.first(sql, &params![district_id, image.id])?;
            let count: i64 = row.map_or(Ok(0), |row| row.at(0))?;
            if count > 0 {
                faults.push(Fault::new(code).with("name", &name).with("count", count));
            }
        }
    }
    faults.or(all).map_err(Error::Faults)
}
