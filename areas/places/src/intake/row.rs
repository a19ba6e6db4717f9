//! A row of a places sheet, level by level.

use samuh_imports::{CellFault, InRow, Shape, Value};

use crate::model::{Level, Register};

/// What a row says of one level.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Mention {
    pub(super) codes: Vec<(Register, String)>,
    pub(super) name_hi: Option<String>,
    pub(super) name_en: Option<String>,
}

impl Mention {
    pub(super) fn is_empty(&self) -> bool {
        self.codes.is_empty() && !self.is_named()
    }

    pub(super) fn is_named(&self) -> bool {
        self.name_hi.is_some() || self.name_en.is_some()
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        [self.name_hi.as_deref(), self.name_en.as_deref()].into_iter().flatten()
    }

    /// How a person would call it.
    pub(super) fn shown(&self) -> String {
        let code = self.codes.first().map(|(_, code)| code.as_str());
        self.names().next().or(code).unwrap_or("").to_owned()
    }
}

/// Fields of a row by name.
pub(super) struct Fields<'a> {
    pub(super) shape: &'static Shape,
    pub(super) row: &'a InRow,
}

impl Fields<'_> {
    fn value(&self, field: &str) -> Option<&Value> {
        self.row.values.get(self.shape.index(field)?)?.as_ref()
    }

    pub(super) fn text(&self, field: &str) -> Option<&str> {
        match self.value(field)? {
            Value::Text(text) if !text.is_empty() => Some(text),
            Value::Code(code) => Some(code),
            _ => None,
        }
    }

    pub(super) fn whole(&self, field: &str) -> Option<i64> {
        match self.value(field)? {
            Value::Whole(number) => Some(*number),
            _ => None,
        }
    }

    pub(super) fn decimal(&self, field: &str) -> Option<f64> {
        match self.value(field)? {
            Value::Decimal(number) => Some(*number),
            _ => None,
        }
    }

    /// What the row says of a level, the general columns of a one-level sheet included.
    pub(super) fn mention(&self, level: Level, sheet_level: Option<Level>) -> Mention {
        let base = level.code();
        let mut mention = Mention::default();
        self.name(&mut mention, base);
        self.name(&mut mention, &format!("{base}_hi"));
        self.name(&mut mention, &format!("{base}_en"));
        if let Some(code) = self.text(&format!("{base}_code")) {
            mention.codes.push((register_of(level, code), code.to_owned()));
        }
        for (field, register) in further_codes(level) {
            if let Some(code) = self.text(field) {
                mention.codes.push((*register, code.to_owned()));
            }
        }
        if sheet_level == Some(level) {
            for field in ["name", "name_hi", "name_en"] {
                self.name(&mut mention, field);
            }
            if let Some(code) = self.text("code") {
                mention.codes.push((register_of(level, code), code.to_owned()));
            }
        }
        mention.codes.sort();
        mention.codes.dedup();
        mention
    }

    /// The column of a level in which a code stands.
    pub(super) fn field_of_code(&self, level: Level, code: &str) -> &'static str {
        let own = match level {
            Level::District => "district_code",
            Level::Block => "block_code",
            Level::Gp => "gp_code",
            Level::Village => "village_code",
        };
        let further = further_codes(level).iter().map(|(field, _)| *field);
        let mut fields = std::iter::once(own).chain(further);
        fields.find(|field| self.text(field) == Some(code)).unwrap_or("code")
    }

    /// Puts a name where its script belongs; the first one stays.
    fn name(&self, mention: &mut Mention, field: &str) {
        let Some(name) = self.text(field) else { return };
        let is_hindi = name.chars().any(|letter| ('\u{900}'..='\u{97f}').contains(&letter));
        let slot = if is_hindi { &mut mention.name_hi } else { &mut mention.name_en };
        slot.get_or_insert_with(|| name.to_owned());
    }

    /// The deepest level a row says anything of, leaving the general columns aside.
    pub(super) fn deepest(&self) -> Option<Level> {
        Level::ALL.into_iter().rev().find(|level| !self.mention(*level, None).is_empty())
    }
}

/// Columns of other registers than the LGD. Source: ARCHITECTURE, "Ids"; DATA §1.
fn further_codes(level: Level) -> &'static [(&'static str, Register)] {
    match level {
        Level::District => &[],
        Level::Block => &[("block_nrlm", Register::Nrlm), ("block_body", Register::LgdBody)],
        Level::Gp => &[("gp_nrlm", Register::Nrlm)],
        Level::Village => &[
            ("village_nrlm", Register::Nrlm),
            ("village_census", Register::Census),
            ("pmgsy_id", Register::Pmgsy),
        ],
    }
}

/// The mission's own codes are told by their length: block 7, panchayat 10, village 13 digits.
/// Source: DOMAIN A.2.
fn register_of(level: Level, code: &str) -> Register {
    let nrlm = match level {
        Level::District => 4,
        Level::Block => 7,
        Level::Gp => 10,
        Level::Village => 13,
    };
    if level != Level::District && code.len() == nrlm && code.bytes().all(|b| b.is_ascii_digit()) {
        Register::Nrlm
    } else {
        Register::Lgd
    }
}

/// Something to know about a row that is taken all the same.
pub(super) fn warning(
    row: &InRow,
    code: &'static str,
    field: &'static str,
    value: &str,
) -> CellFault {
    CellFault {
        sheet: row.sheet.clone(),
        row: Some(row.number),
        field: Some(field.into()),
        value: value.to_owned(),
        code: code.into(),
        ..CellFault::default()
    }
}

/// The same with one more argument of its sentence.
pub(super) fn with(mut said: CellFault, name: &'static str, value: &str) -> CellFault {
    said.args.push((name.into(), value.to_owned()));
    said
}
