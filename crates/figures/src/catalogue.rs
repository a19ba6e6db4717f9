//! The indicators: what is counted from registers, what is reported until its area exists.
//!
//! `docs/indicators.md` is printed from this list; words for each stand in `figures.ftl`.

/// An indicator's number inside the journal. Never reused.
pub type IndicatorId = i64;

/// How an indicator's months add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// Months add up: groups formed, loans given.
    Flow,
    /// A state at a day: active groups, members. Its value is the sum of all deltas so far.
    Stock,
    /// Two indicators divided, in per cent.
    Ratio {
        /// Above the line.
        numerator: IndicatorId,
        /// Below the line.
        denominator: IndicatorId,
    },
}

/// What one unit of an indicator is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Things counted.
    Count,
    /// Money, in paise.
    Paise,
    /// Per cent.
    Percent,
}

impl Unit {
    /// How much of it is one piece, where a rule speaks of counts (RULES B1b, B1c): one thing, a
    /// lakh rupees in paise, one per cent in tenths.
    pub const fn grain(self) -> i64 {
        match self {
            Self::Count => 1,
            Self::Paise => 10_000_000,
            Self::Percent => 10,
        }
    }
}

/// Who makes the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Samuh counts it from its registers.
    Counted,
    /// Somebody types or imports it.
    Reported,
}

/// The heading under which an indicator stands on the Collector's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// संस्था निर्माण
    Institutions,
    /// वित्तीय समावेशन
    Finance,
    /// आजीविका
    Livelihoods,
    /// बाज़ार
    Market,
}

impl Family {
    /// The key of its words.
    pub fn code(self) -> &'static str {
        match self {
            Self::Institutions => "institutions",
            Self::Finance => "finance",
            Self::Livelihoods => "livelihoods",
            Self::Market => "market",
        }
    }
}

/// One indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Indicator {
    /// Its number in the journal.
    pub id: IndicatorId,
    /// Its code outside.
    pub code: &'static str,
    /// How months add up.
    pub nature: Nature,
    /// What it counts in.
    pub unit: Unit,
    /// Who makes it.
    pub origin: Origin,
    /// Its heading.
    pub family: Family,
}

const fn counted(id: IndicatorId, code: &'static str, nature: Nature) -> Indicator {
    Indicator {
        id,
        code,
        nature,
        unit: Unit::Count,
        origin: Origin::Counted,
        family: Family::Institutions,
    }
}

const fn reported(id: IndicatorId, code: &'static str, unit: Unit, family: Family) -> Indicator {
    Indicator { id, code, nature: Nature::Flow, unit, origin: Origin::Reported, family }
}

/// Groups formed.
pub const SHG_FORMED: IndicatorId = 1;
/// Groups active now.
pub const SHG_ACTIVE: IndicatorId = 2;
/// Groups inactive now.
pub const SHG_INACTIVE: IndicatorId = 3;
/// Members of groups.
pub const MEMBERS: IndicatorId = 4;
/// Households with a member in a group.
pub const HOUSEHOLDS: IndicatorId = 5;
/// Target households of villages.
pub const TARGET_HOUSEHOLDS: IndicatorId = 6;
/// Households in groups out of target households.
pub const SATURATION: IndicatorId = 7;
/// Groups entered in LokOS.
pub const LOKOS_ENTERED: IndicatorId = 8;
/// Groups approved in LokOS.
pub const LOKOS_APPROVED: IndicatorId = 9;
/// Groups with transactions in LokOS.
pub const LOKOS_TRANSACTING: IndicatorId = 10;
/// Groups with a bank account.
pub const WITH_ACCOUNT: IndicatorId = 11;
/// Members of Scheduled Castes.
pub const MEMBERS_SC: IndicatorId = 12;
/// Members of Scheduled Tribes.
pub const MEMBERS_ST: IndicatorId = 13;
/// Members of particularly vulnerable tribal groups.
pub const MEMBERS_PVTG: IndicatorId = 14;
/// Members of religious minorities.
pub const MEMBERS_MINORITY: IndicatorId = 15;
/// Members with a disability.
pub const MEMBERS_DISABLED: IndicatorId = 16;
/// Village organisations formed.
pub const VO_FORMED: IndicatorId = 17;
/// Cluster level federations formed.
pub const CLF_FORMED: IndicatorId = 18;
/// Groups that stand in a village organisation.
pub const SHG_IN_VO: IndicatorId = 19;
/// Village organisations that stand in a cluster level federation.
pub const VO_IN_CLF: IndicatorId = 20;
/// Trainings and workshops held, from the register of events.
pub const TRAININGS_HELD: IndicatorId = 23;
/// Persons who came to them.
pub const PERSONS_TRAINED: IndicatorId = 24;
/// Producer groups formed.
pub const PG_FORMED: IndicatorId = 21;
/// Farmer producer organisations formed.
pub const FPO_FORMED: IndicatorId = 22;

/// Every indicator, in the order in which pages and sheets show them.
pub const INDICATORS: &[Indicator] = &[
    counted(SHG_FORMED, "shg_formed", Nature::Flow),
    counted(SHG_ACTIVE, "shg_active", Nature::Stock),
    counted(SHG_INACTIVE, "shg_inactive", Nature::Stock),
    counted(MEMBERS, "members", Nature::Stock),
    counted(HOUSEHOLDS, "households", Nature::Stock),
    counted(TARGET_HOUSEHOLDS, "target_households", Nature::Stock),
    Indicator {
        id: SATURATION,
        code: "saturation",
        nature: Nature::Ratio { numerator: HOUSEHOLDS, denominator: TARGET_HOUSEHOLDS },
        unit: Unit::Percent,
        origin: Origin::Counted,
        family: Family::Institutions,
    },
    counted(LOKOS_ENTERED, "lokos_entered", Nature::Stock),
    counted(LOKOS_APPROVED, "lokos_approved", Nature::Stock),
    counted(LOKOS_TRANSACTING, "lokos_transacting", Nature::Stock),
    counted(WITH_ACCOUNT, "with_account", Nature::Stock),
    counted(MEMBERS_SC, "members_sc", Nature::Stock),
    counted(MEMBERS_ST, "members_st", Nature::Stock),
    counted(MEMBERS_PVTG, "members_pvtg", Nature::Stock),
    counted(MEMBERS_MINORITY, "members_minority", Nature::Stock),
    counted(MEMBERS_DISABLED, "members_disabled", Nature::Stock),
    counted(VO_FORMED, "vo_formed", Nature::Flow),
    counted(CLF_FORMED, "clf_formed", Nature::Flow),
    counted(SHG_IN_VO, "shg_in_vo", Nature::Stock),
    counted(VO_IN_CLF, "vo_in_clf", Nature::Stock),
    counted(TRAININGS_HELD, "trainings_held", Nature::Flow),
    counted(PERSONS_TRAINED, "persons_trained", Nature::Flow),
    Indicator { family: Family::Livelihoods, ..counted(PG_FORMED, "pg_formed", Nature::Flow) },
    Indicator { family: Family::Livelihoods, ..counted(FPO_FORMED, "fpo_formed", Nature::Flow) },
    reported(41, "vo_audited", Unit::Count, Family::Institutions),
    reported(42, "trainings", Unit::Count, Family::Institutions),
    reported(43, "rf_groups", Unit::Count, Family::Finance),
    reported(44, "rf_amount", Unit::Paise, Family::Finance),
    reported(45, "cif_groups", Unit::Count, Family::Finance),
    reported(46, "cif_amount", Unit::Paise, Family::Finance),
    reported(47, "linkage_groups", Unit::Count, Family::Finance),
    reported(48, "linkage_amount", Unit::Paise, Family::Finance),
    reported(49, "pmjjby", Unit::Count, Family::Finance),
    reported(50, "pmsby", Unit::Count, Family::Finance),
    reported(51, "apy", Unit::Count, Family::Finance),
    reported(52, "lakhpati_didis", Unit::Count, Family::Livelihoods),
    reported(53, "mission2020_groups", Unit::Count, Family::Livelihoods),
    reported(54, "producer_groups", Unit::Count, Family::Livelihoods),
    reported(55, "pvtg_families", Unit::Count, Family::Livelihoods),
    reported(56, "sales", Unit::Paise, Family::Market),
];

/// The indicator of that code.
pub fn by_code(code: &str) -> Option<&'static Indicator> {
    INDICATORS.iter().find(|indicator| indicator.code == code)
}

/// The indicator of that number.
pub fn by_id(id: IndicatorId) -> Option<&'static Indicator> {
    INDICATORS.iter().find(|indicator| indicator.id == id)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn numbers_and_codes_stand_once_and_ratios_name_known_indicators() {
        let ids: BTreeSet<_> = INDICATORS.iter().map(|i| i.id).collect();
        let codes: BTreeSet<_> = INDICATORS.iter().map(|i| i.code).collect();
        assert_eq!((ids.len(), codes.len()), (INDICATORS.len(), INDICATORS.len()));
        for indicator in INDICATORS {
            if let Nature::Ratio { numerator, denominator } = indicator.nature {
                assert!(by_id(numerator).is_some() && by_id(denominator).is_some());
            }
        }
    }
}
