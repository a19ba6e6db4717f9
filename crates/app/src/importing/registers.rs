//! The registers that can be imported, each with its judge, its work and its undo: the one table
//! where a new register is named.

use samuh_engine::{
    Desk, Error, Reader, Result, Tx,
    batch::{Batch, Judge, Work},
    clock, register,
};
use samuh_groups::{
    InstitutionsJudge, MembersJudge, ProducersJudge,
    lokos::intake::{self as lokos, LokosJudge},
    saturation::intake::{self as saturation_intake, HouseholdsJudge},
};
use samuh_imports::{Series, Shape, words};
use samuh_kernel::scope::Area;
use samuh_meetings::event::intake::{self as attendance, AttendanceJudge};
use samuh_plans::{ProgressJudge, TargetsJudge};

use super::Asked;
use crate::registers;

/// A register that takes sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Register {
    /// Districts, blocks, gram panchayats, villages.
    Places,
    /// Village organisations and cluster level federations.
    Federations,
    /// Self-help groups.
    Groups,
    /// Members of groups.
    Members,
    /// Households that the mission wants in groups.
    Households,
    /// Monthly figures that somebody reports.
    Progress,
    /// Targets of a year, month by month.
    Targets,
    /// Producer groups.
    Producers,
    /// Farmer producer organisations.
    Fpos,
    /// What LokOS says of a block's groups in a month.
    Lokos,
    /// Who came to a training.
    Attendance,
}

impl Register {
    /// In the order in which a new district fills them.
    pub const ALL: [Self; 11] = [
        Self::Places,
        Self::Federations,
        Self::Groups,
        Self::Members,
        Self::Households,
        Self::Progress,
        Self::Targets,
        Self::Fpos,
        Self::Producers,
        Self::Lokos,
        Self::Attendance,
    ];

    /// As the command line and the database say it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Places => "places",
            Self::Federations => "federations",
            Self::Groups => "groups",
            Self::Members => "members",
            Self::Households => "households",
            Self::Progress => "progress",
            Self::Targets => "targets",
            Self::Producers => "producers",
            Self::Fpos => "fpos",
            Self::Lokos => "lokos",
            Self::Attendance => "attendance",
        }
    }

    /// The register of that code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|register| register.code() == code)
    }

    /// Whose rights decide who may import it.
    pub fn area(self) -> Area {
        match self {
            Self::Places => Area::Places,
            Self::Federations
            | Self::Groups
            | Self::Members
            | Self::Households
            | Self::Producers
            | Self::Fpos
            | Self::Lokos => Area::Groups,
            Self::Progress => Area::Figures,
            Self::Targets => Area::Plans,
            Self::Attendance => Area::Meetings,
        }
    }

    /// Indicators that may head columns.
    pub(super) fn series(self) -> Vec<Series> {
        match self {
            Self::Progress | Self::Targets => samuh_plans::series(),
            _ => Vec::new(),
        }
    }

    /// What is read of a sheet.
    pub fn shape(self) -> &'static Shape {
        match self {
            Self::Places => &words::places::SHAPE,
            Self::Federations => &words::federations::SHAPE,
            Self::Groups => &words::groups::SHAPE,
            Self::Members => &words::members::SHAPE,
            Self::Households => &words::households::SHAPE,
            Self::Progress => &words::progress::SHAPE,
            Self::Targets => &words::targets::SHAPE,
            Self::Producers => &words::producers::SHAPE,
            Self::Fpos => &words::producers::FPOS,
            Self::Lokos => &words::lokos::SHAPE,
            Self::Attendance => &words::attendance::SHAPE,
        }
    }

    /// The judge over a snapshot of the register.
    pub(super) fn judge(
        self,
        reader: &mut Reader,
        desk: &Desk,
        asked: &Asked,
    ) -> Result<Box<dyn Judge>> {
        match self {
            Self::Places => {
                let known = samuh_places::intake::Known::load(reader, asked.district_id)?;
                Ok(Box::new(samuh_places::intake::PlacesJudge::new(known, asked.level)))
            }
            Self::Federations | Self::Groups => {
                let (scope, is_groups) = (&desk.scope, self == Self::Groups);
                Ok(Box::new(InstitutionsJudge::new(reader, scope, is_groups, clock::today())?))
            }
            Self::Members => Ok(Box::new(MembersJudge::new(reader, &desk.scope, clock::today())?)),
            Self::Households => Ok(Box::new(HouseholdsJudge::new(reader, &desk.scope)?)),
            Self::Progress => {
                Ok(Box::new(ProgressJudge::new(reader, &desk.scope, clock::today())?))
            }
            Self::Targets => Ok(Box::new(TargetsJudge::new(reader, &desk.scope, asked.year)?)),
            Self::Producers | Self::Fpos => {
                let judge = ProducersJudge::new(reader, &desk.scope, self.kept()?, clock::today())?;
                Ok(Box::new(judge))
            }
            Self::Lokos => {
                let judge = LokosJudge::new(reader, &desk.scope, asked.month, clock::today())?;
                Ok(Box::new(judge))
            }
            Self::Attendance => Ok(Box::new(AttendanceJudge::new(reader, desk)?)),
        }
    }

    /// The work of a staged batch.
    pub(super) fn work_of(self, chunks: &[Vec<u8>]) -> Result<Box<dyn Work>> {
        match self {
            Self::Places => samuh_places::intake::work_of(chunks),
            Self::Federations | Self::Groups => samuh_groups::institutions_work(chunks),
            Self::Members => samuh_groups::members_work(chunks),
            Self::Households => saturation_intake::work_of(chunks),
            Self::Progress => samuh_plans::progress_work(chunks),
            Self::Targets => samuh_plans::targets_work(chunks),
            Self::Producers | Self::Fpos => register::intake::work_of(self.kept()?, chunks),
            Self::Lokos => lokos::work_of(chunks),
            Self::Attendance => attendance::work_of(chunks),
        }
    }

    /// Takes an applied batch back by its before-images.
    pub(super) fn undo(self, tx: &mut Tx, batch: &Batch, images: &[Vec<u8>]) -> Result<()> {
        match self {
            Self::Places => samuh_places::intake::undo(tx, batch, images),
            Self::Federations | Self::Groups => samuh_groups::undo_institutions(tx, batch, images),
            Self::Members => samuh_groups::undo_members(tx, batch, images),
            Self::Households => saturation_intake::undo(tx, batch, images),
            Self::Progress => samuh_plans::undo_progress(tx, batch, images),
            Self::Targets => samuh_plans::undo_targets(tx, batch, images),
            Self::Producers | Self::Fpos => register::intake::undo(self.kept()?, tx, batch, images),
            Self::Lokos => lokos::undo(tx, batch, images),
            Self::Attendance => attendance::undo(tx, batch, images),
        }
    }

    /// The constants of a register that is kept through the engine.
    fn kept(self) -> Result<&'static register::Register> {
        registers::of(self.code()).filter(|register| register.kept.is_some()).ok_or(Error::NotFound)
    }
}
