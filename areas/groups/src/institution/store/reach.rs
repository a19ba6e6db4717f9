//! What a desk sees of the institutions `i` of a statement, where a read of many begins, and how the marks
//! of a statement that is put together are numbered.

use samuh_engine::{Reader, Result, Value};
use samuh_kernel::scope::Scope;

use crate::registers::{IN_BLOCKS, SCOPE};

/// The condition that the desk sees `i`, ` and …`, its value behind those given; nothing for the whole
/// district.
pub(crate) fn seen(scope: &Scope, given: &mut Vec<Value>) -> String {
    if scope.is_whole_district() {
        return String::new();
    }
    given.push(scope.key().into());
    format!(" and {}", SCOPE.replace("$POST", &format!("${}", given.len())))
}

/// The condition by which a read begins from the blocks in which the desk's institutions lie, its values
/// behind those given; nothing where that is no narrower. It is no right: `seen` stands beside it.
///
/// # Errors
/// `Broken` when the database cannot be read.
pub(crate) fn near(reader: &mut Reader, scope: &Scope, given: &mut Vec<Value>) -> Result<String> {
    let blocks = IN_BLOCKS.units(reader, scope)?;
    Ok(IN_BLOCKS.condition(blocks.as_deref(), given))
}

/// Numbers the marks that a statement has, and gives their values behind those already given.
pub(crate) fn numbered(mut sql: String, marks: &[(&str, Value)], given: &mut Vec<Value>) -> String {
    for (mark, value) in marks {
        if sql.contains(mark) {
            given.push(value.clone());
            sql = sql.replace(mark, &format!("${}", given.len()));
        }
    }
    sql
}
