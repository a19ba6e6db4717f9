//! A member as the office knows her: the fields of her sheet, and how 2.5 lakh of them are held.

use std::borrow::Cow;

use chrono::NaiveDate;
use samuh_engine::{Result, Row, Value};
use samuh_places::always;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The fields of a member, in the order in which they are packed. Source: DOMAIN A.4.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Code,
    NameHi,
    NameEn,
    NameLegacy,
    Relation,
    Gender,
    BornOn,
    BirthYear,
    Social,
    Religion,
    Minority,
    Disability,
    Pvtg,
    Pip,
    Poverty,
    Education,
    Mobile,
    BankName,
    Branch,
    AccountNo,
    Ifsc,
    Address,
    HouseholdHead,
    HouseholdCode,
    LeftReason,
    Office,
}

/// How a field stands in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    Text,
    Day,
    Whole,
    Flag,
}

/// How many fields there are.
pub(crate) const FIELDS: usize = 26;

impl Field {
    /// Every field, in order.
    pub(crate) const ALL: [Self; FIELDS] = [
        Self::Code,
        Self::NameHi,
        Self::NameEn,
        Self::NameLegacy,
        Self::Relation,
        Self::Gender,
        Self::BornOn,
        Self::BirthYear,
        Self::Social,
        Self::Religion,
        Self::Minority,
        Self::Disability,
        Self::Pvtg,
        Self::Pip,
        Self::Poverty,
        Self::Education,
        Self::Mobile,
        Self::BankName,
        Self::Branch,
        Self::AccountNo,
        Self::Ifsc,
        Self::Address,
        Self::HouseholdHead,
        Self::HouseholdCode,
        Self::LeftReason,
        Self::Office,
    ];
    /// Those of the member's own row; the others stand with her household and her membership.
    pub(crate) const OWN: &[Self] = Self::ALL.split_at(23).0;

    /// Its name in sheets and words.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Code => "member_code",
            Self::NameHi => "name_hi",
            Self::NameEn => "name_en",
            Self::NameLegacy => "name_legacy",
            Self::Relation => "relation_name",
            Self::Gender => "gender",
            Self::BornOn => "born_on",
            Self::BirthYear => "birth_year",
            Self::Social => "social_category",
            Self::Religion => "religion",
            Self::Minority => "minority",
            Self::Disability => "disability",
            Self::Pvtg => "pvtg",
            Self::Pip => "pip_category",
            Self::Poverty => "poverty_line",
            Self::Education => "education",
            Self::Mobile => "mobile",
            Self::BankName => "bank_name",
            Self::Branch => "branch",
            Self::AccountNo => "account_no",
            Self::Ifsc => "ifsc",
            Self::Address => "address",
            Self::HouseholdHead => "household_head",
            Self::HouseholdCode => "household_code",
            Self::LeftReason => "left_reason",
            Self::Office => "office",
        }
    }

    /// How the database keeps it.
    pub(crate) fn kept(self) -> Kept {
        match self {
            Self::BornOn => Kept::Day,
            Self::BirthYear => Kept::Whole,
            Self::Minority | Self::Pvtg => Kept::Flag,
            _ => Kept::Text,
        }
    }

    /// A packed text as the database keeps it.
    pub(crate) fn value(self, text: &str) -> Value {
        if text.is_empty() {
            return Value::Null;
        }
        match self.kept() {
            Kept::Text => Value::from(text),
            Kept::Day => text.parse::<NaiveDate>().map_or(Value::Null, Value::Day),
            Kept::Whole => text.parse::<i64>().map_or(Value::Null, Value::Int),
            Kept::Flag => Value::Bool(text == YES),
        }
    }

    /// A column of the database as a packed text.
    pub(crate) fn text(self, row: &Row, at: usize) -> Result<String> {
        let text = match self.kept() {
            Kept::Text => row.at::<Option<String>>(at)?,
            Kept::Day => row.at::<Option<NaiveDate>>(at)?.map(|day| day.to_string()),
            Kept::Whole => row.at::<Option<i64>>(at)?.map(|number| number.to_string()),
            Kept::Flag => row.at::<Option<bool>>(at)?.map(|flag| flag_text(flag).to_owned()),
        };
        Ok(text.unwrap_or_default())
    }
}

/// A flag that is set.
pub(crate) const YES: &str = "1";

/// A flag as packed text.
pub(crate) fn flag_text(flag: bool) -> &'static str {
    if flag { YES } else { "0" }
}

/// What a row or the register says of a member, field by field; blank is "".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Texts<'a>([Cow<'a, str>; FIELDS]);

impl Default for Texts<'_> {
    fn default() -> Self {
        Self([const { Cow::Borrowed("") }; FIELDS])
    }
}

impl<'a> Texts<'a> {
    /// The text of a field.
    pub(crate) fn get(&self, field: Field) -> &str {
        &self.0[field as usize]
    }

    /// Says a field.
    pub(crate) fn set(&mut self, field: Field, text: impl Into<Cow<'a, str>>) {
        self.0[field as usize] = text.into();
    }

    /// The names in either script.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        [self.get(Field::NameHi), self.get(Field::NameEn)]
            .into_iter()
            .filter(|name| !name.is_empty())
    }

    /// The name by which a person knows her.
    pub(crate) fn label(&self) -> &str {
        self.names().next().unwrap_or_default()
    }

    /// All fields in one piece of memory.
    pub(crate) fn pack(&self) -> Packed {
        let length: usize = self.0.iter().map(|text| text.len()).sum();
        let mut packed = String::with_capacity(length + FIELDS - 1);
        for (at, text) in self.0.iter().enumerate() {
            if at > 0 {
                packed.push(BETWEEN);
            }
            if text.contains(BETWEEN) {
                packed.push_str(&text.replace(BETWEEN, " "));
            } else {
                packed.push_str(text);
            }
        }
        Packed(packed.into_boxed_str())
    }
}

/// Stands between packed fields; texts that were read hold none.
const BETWEEN: char = '\t';

/// The fields of a member in one piece of memory: 2.5 lakh of these fit where as many structures
/// of texts would not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Packed(Box<str>);

impl Packed {
    /// The fields, borrowed.
    pub(crate) fn open(&self) -> Texts<'_> {
        let mut texts = Texts::default();
        for (slot, text) in texts.0.iter_mut().zip(self.0.split(BETWEEN)) {
            *slot = Cow::Borrowed(text);
        }
        texts
    }
}

/// A member with her membership in one group: as known, as staged and as she stood before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    /// Her number; below zero when she is new in a batch.
    pub(crate) id: i64,
    /// Edition of her row; 0 when she is new.
    pub(crate) version: i64,
    /// Her group.
    pub(crate) institution_id: i64,
    /// Her household; 0 for one of her own that is new, below zero for a new one with a code.
    pub(crate) household_id: i64,
    /// First day in the group.
    pub(crate) joined_on: NaiveDate,
    /// First day out of it.
    pub(crate) left_on: NaiveDate,
    /// Everything else.
    pub(crate) text: Packed,
}

impl Record {
    /// True while she is in the group.
    pub(crate) fn is_open(&self) -> bool {
        self.left_on == always().1
    }

    /// True where this is another membership, begun after the one given had ended.
    pub(crate) fn is_after(&self, earlier: &Self) -> bool {
        earlier.is_followed_by(self.joined_on)
    }

    /// True where a day of joining begins another membership.
    pub(crate) fn is_followed_by(&self, joined_on: NaiveDate) -> bool {
        !self.is_open() && joined_on >= self.left_on && joined_on != self.joined_on
    }
}

/// Staged as a list without names: two lakh rows are many.
type Line<'a> = (i64, i64, i64, i64, NaiveDate, NaiveDate, Cow<'a, str>);

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let line: Line<'_> = (
            self.id,
            self.version,
            self.institution_id,
            self.household_id,
            self.joined_on,
            self.left_on,
            Cow::Borrowed(&self.text.0),
        );
        line.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let (id, version, institution_id, household_id, joined_on, left_on, text) =
            Line::deserialize(deserializer)?;
        let text = Packed(text.into_owned().into_boxed_str());
        Ok(Self { id, version, institution_id, household_id, joined_on, left_on, text })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_fields_come_out_as_they_went_in() {
        let mut texts = Texts::default();
        texts.set(Field::NameHi, "सीता नेताम");
        texts.set(Field::Pvtg, YES);
        texts.set(Field::Office, "presi\tdent");
        let packed = texts.pack();
        let open = packed.open();
        assert_eq!(open.get(Field::NameHi), "सीता नेताम");
        assert_eq!(open.get(Field::Pvtg), YES);
        assert_eq!(open.get(Field::Office), "presi dent");
        assert_eq!(open.get(Field::Code), "");
    }

    #[test]
    fn a_record_is_staged_as_a_short_line_and_read_back() {
        let mut texts = Texts::default();
        texts.set(Field::NameEn, "Sita");
        let record = Record {
            id: -1,
            version: 0,
            institution_id: 9,
            household_id: 0,
            joined_on: always().0,
            left_on: always().1,
            text: texts.pack(),
        };
        let line = serde_json::to_string(&record).unwrap();
        assert!(line.len() < 120, "{line}");
        assert_eq!(serde_json::from_str::<Record>(&line).unwrap(), record);
        assert!(record.is_open());
    }

    #[test]
    fn fields_stand_in_their_order() {
        for (at, field) in Field::ALL.into_iter().enumerate() {
            assert_eq!(field as usize, at);
        }
        assert_eq!(Field::OWN.last(), Some(&Field::HouseholdHead));
    }
}
