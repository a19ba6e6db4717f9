//! Where a post's rows can lie: a few units of which a list can begin. The exact question, whether the
//! post sees a row, is then asked of the rows of those units only.

use samuh_kernel::scope::Scope;

use crate::{
    db::{Reader, Value},
    error::Result,
    params,
};

/// More units than this are no beginning: the whole is walked instead.
const MOST: usize = 8;

/// A column of units and the units in which rows that a post sees can lie. It must name every such
/// unit; rows that the post does not see may lie there too.
#[derive(Debug, Clone, Copy)]
pub struct Near {
    /// The column, by which the rows are indexed: `i.block_id`.
    pub column: &'static str,
    /// The units of the post `$2` of the district `$1`.
    pub units: &'static str,
}

impl Near {
    /// The units from which the lists of a desk can begin; none where they would not be narrower.
    ///
    /// # Errors
    /// `Broken` when the database cannot be read.
    pub fn units(&self, reader: &mut Reader, scope: &Scope) -> Result<Option<Vec<i64>>> {
        if scope.is_whole_district() {
            return Ok(None);
        }
        let rows = reader.kept(self.units, &params![scope.district_id(), scope.key()])?;
        if rows.len() > MOST {
            return Ok(None);
        }
        rows.iter().map(|row| row.at(0)).collect::<Result<Vec<i64>>>().map(Some)
    }

    /// The condition that a row lies in one of those units, ` and …`, its values behind those given;
    /// nothing where there are none to begin from.
    pub fn condition(&self, units: Option<&[i64]>, values: &mut Vec<Value>) -> String {
        let Some(units) = units else { return String::new() };
        let mut mark = |unit: &i64| {
            values.push((*unit).into());
            format!("${}", values.len())
        };
        match units {
            [] => " and 1 = 0".to_owned(),
            // One unit, said as such, keeps the order of the index.
            [one] => format!(" and {} = {}", self.column, mark(one)),
            all => {
                let marks: Vec<String> = all.iter().map(mark).collect();
                format!(" and {} in ({})", self.column, marks.join(", "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_begins_from_one_unit_from_few_or_from_the_whole() {
        let near = Near { column: "i.block_id", units: "" };
        let said = |units: Option<&[i64]>| {
            let mut values = vec![Value::from(643)];
            let condition = near.condition(units, &mut values);
            (condition, values.len())
        };
        assert_eq!(said(None), (String::new(), 1));
        assert_eq!(said(Some(&[])), (" and 1 = 0".into(), 1));
        assert_eq!(said(Some(&[7])), (" and i.block_id = $2".into(), 2));
        assert_eq!(said(Some(&[7, 9])), (" and i.block_id in ($2, $3)".into(), 3));
    }
}
