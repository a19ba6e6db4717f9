//! The verbs that have a form.

use samuh_kernel::scope::Right;

/// A change that is asked for by a form of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    Correct,
    Deactivate,
    Revive,
    Move,
    Affiliate,
    Merge,
    Split,
    Enrol,
    Amend,
    Bearer,
    Grade,
    Federate,
    Transfer,
    Leave,
}

impl Verb {
    /// Those of an institution, in the order in which a page offers them.
    const OF_INSTITUTION: [Self; 10] = [
        Self::Correct,
        Self::Enrol,
        Self::Bearer,
        Self::Grade,
        Self::Affiliate,
        Self::Move,
        Self::Split,
        Self::Merge,
        Self::Deactivate,
        Self::Revive,
    ];
    const OF_MEMBER: [Self; 3] = [Self::Amend, Self::Transfer, Self::Leave];

    /// The verb of an institution's address.
    pub(super) fn of_institution(code: &str) -> Option<Self> {
        Self::OF_INSTITUTION.into_iter().find(|verb| verb.code() == code)
    }

    /// The verb of a member's address.
    pub(super) fn of_member(code: &str) -> Option<Self> {
        Self::OF_MEMBER.into_iter().find(|verb| verb.code() == code)
    }

    /// Its name in addresses and in the keys of words.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Correct => "correct",
            Self::Deactivate => "deactivate",
            Self::Revive => "revive",
            Self::Move => "move",
            Self::Affiliate => "affiliate",
            Self::Merge => "merge",
            Self::Split => "split",
            Self::Enrol => "enrol",
            Self::Bearer => "bearer",
            Self::Grade => "grade",
            Self::Federate => "federate",
            Self::Amend => "amend",
            Self::Transfer => "transfer",
            Self::Leave => "leave",
        }
    }

    /// True where it is about a member.
    pub(super) fn is_of_member(self) -> bool {
        Self::OF_MEMBER.contains(&self)
    }

    /// The page that shows what was done, by the number that the act answers. A federation's number
    /// leads on from the address of a group.
    pub(super) fn page_of(self, id: i64) -> String {
        match self {
            Self::Enrol | Self::Amend | Self::Transfer | Self::Leave => format!("/members/{id}"),
            _ => format!("/groups/{id}"),
        }
    }
}

impl Verb {
    /// The name of its act.
    pub(super) fn act(self) -> &'static str {
        match self {
            Self::Correct => "groups.correct",
            Self::Deactivate => "groups.deactivate",
            Self::Revive => "groups.revive",
            Self::Move => "groups.move",
            Self::Affiliate => "groups.affiliate",
            Self::Merge => "groups.merge",
            Self::Split => "groups.split",
            Self::Bearer => "groups.bearer",
            Self::Grade => "groups.grade",
            Self::Federate => "groups.federate",
            Self::Enrol => "members.enrol",
            Self::Amend => "members.amend",
            Self::Transfer => "members.transfer",
            Self::Leave => "members.leave",
        }
    }

    /// The right by which it is done alone.
    pub(super) fn needs(self) -> Right {
        match self {
            Self::Deactivate
            | Self::Revive
            | Self::Move
            | Self::Affiliate
            | Self::Merge
            | Self::Split
            | Self::Federate => Right::Approve,
            _ => Right::Enter,
        }
    }
}
