//! Columns of a register: what each holds, who may see it, where it stands.

use crate::audit::Class;

/// What a column holds. There are seven kinds; an eighth needs a decision.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Words, names, codes and numbers that nobody adds up.
    Text(Typed),
    /// One of a closed list.
    Choice(&'static Choices),
    /// A count.
    Count,
    /// Money in paise.
    Money,
    /// A day.
    Day,
    /// Yes or no.
    Flag,
    /// A place or an institution, by its number.
    Unit(&'static Units),
}

/// How a text is read where it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// Free words.
    Plain,
    /// A name.
    Name,
    /// An opaque code.
    Code,
    /// Ten digits of a mobile.
    Mobile,
    /// A bank account number.
    Account,
    /// An IFSC.
    Ifsc,
}

/// A closed list.
#[derive(Debug)]
pub struct Choices {
    /// Its words are `<words>-<code>`.
    pub words: &'static str,
    /// What is stored.
    pub codes: &'static [&'static str],
}

/// The units that a column may name, as SQL.
#[derive(Debug)]
pub struct Units {
    /// The Hindi name of the unit `$UNIT`.
    pub name_hi: &'static str,
    /// The English name of the unit `$UNIT`.
    pub name_en: &'static str,
    /// The numbers at or below the unit `$ABOVE`, in brackets.
    pub below: &'static str,
    /// Answers a row when the post `$3` (-1 for the whole district) sees the unit `$2` of `$1`.
    pub seen: &'static str,
    /// Answers number, Hindi and English name of every unit of `$1` that the post `$2` may choose; none
    /// for places, and for units that no column is entered with.
    pub choices: Option<&'static str>,
    /// True for places, which a page lets the reader choose level by level.
    pub are_places: bool,
}

/// Who may see a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Privacy {
    /// Anybody.
    Public,
    /// The office.
    Office,
    /// Personal, and told to whoever may see the register, as its pages do: a member's name.
    Named,
    /// Personal, and in no list or file: on one record it is masked, and opened for a reason only.
    Masked,
}

impl Privacy {
    /// The class of the schema and the trail.
    pub fn class(self) -> Class {
        match self {
            Self::Public => Class::Public,
            Self::Office => Class::Office,
            Self::Named | Self::Masked => Class::Personal,
        }
    }
}

/// One column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name in addresses, files and the interface for programs; its words are `column-<name>`.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Who may see it.
    pub privacy: Privacy,
    /// Where it stands, as SQL.
    pub sql: &'static str,
    /// What the list is sorted by instead, as SQL that is never null; none for the column itself.
    pub sort: Option<&'static str>,
    /// True where it is entered, in a column of the table of the same name.
    pub entered: bool,
    /// Whether it must be filled in.
    pub required: bool,
    /// No two records of the register have the same.
    pub once: bool,
    /// Most letters of a text, most of a number.
    pub most: i64,
}

impl Column {
    /// A column that is only read.
    pub const fn new(name: &'static str, kind: Kind, privacy: Privacy, sql: &'static str) -> Self {
        let most = match kind {
            Kind::Text(_) => 200,
            Kind::Money => 1_000_000_000_000_000,
            _ => 1_000_000_000,
        };
        Self {
            name,
            kind,
            privacy,
            sql,
            sort: None,
            entered: false,
            required: false,
            once: false,
            most,
        }
    }

    /// The same column, sorted by something else.
    #[must_use]
    pub const fn sorted_by(mut self, sql: &'static str) -> Self {
        self.sort = Some(sql);
        self
    }

    /// The same column, entered.
    #[must_use]
    pub const fn entered(mut self) -> Self {
        self.entered = true;
        self
    }

    /// The same column, to be filled in.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same column, whose value stands once.
    #[must_use]
    pub const fn once(mut self) -> Self {
        self.once = true;
        self
    }

    /// The same column with a limit.
    #[must_use]
    pub const fn most(mut self, most: i64) -> Self {
        self.most = most;
        self
    }
}
