//! The same statement for many rows: in few sizes, so that each stays prepared, and with few trips.

use samuh_engine::{Result, Tx, Value};

use super::series::marks;

/// Rows of one statement.
const SIZES: [usize; 4] = [200, 16, 4, 1];

/// A statement that takes rows between its head and its tail.
pub(super) struct Runs([String; SIZES.len()]);

impl Runs {
    /// With rows of so many values.
    pub(super) fn new(head: &str, width: usize, tail: &str) -> Self {
        Self(SIZES.map(|size| {
            let rows: Vec<String> = (0..size).map(|row| marks(row * width + 1, width)).collect();
            format!("{head}{}{tail}", rows.join(", "))
        }))
    }

    /// Runs it over the items, each made a row of values.
    ///
    /// # Errors
    /// `Broken` or `StorageFull` from the database.
    pub(super) fn run<T, const WIDTH: usize>(
        &self,
        tx: &mut Tx,
        items: &[T],
        row: impl Fn(&T) -> [Value; WIDTH],
    ) -> Result<()> {
        let mut rest = items;
        for (size, sql) in SIZES.iter().zip(&self.0) {
            while rest.len() >= *size {
                let (now, later) = rest.split_at(*size);
                let values: Vec<Value> = now.iter().flat_map(&row).collect();
                tx.exec(sql, &values)?;
                rest = later;
            }
        }
        Ok(())
    }
}
