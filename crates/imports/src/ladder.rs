//! Which columns begin anew when another changes: a new block ends "as above" for its panchayats.

/// From the widest to the narrowest, by the first part of the field's name.
const LADDERS: [&[&str]; 3] = [
    &["state", "district", "block", "gp", "village"],
    &["clf", "vo", "shg"],
    &["block", "gp", "shg"],
];

/// Which mapped columns stand above which.
#[derive(Debug)]
pub(crate) struct Ladder {
    moved: Vec<Vec<bool>>,
}

impl Ladder {
    /// For fields in the order of the plan.
    pub(crate) fn of(fields: &[&str]) -> Self {
        let level = |field: &&str| field.split('_').next().unwrap_or_default().to_owned();
        let levels: Vec<String> = fields.iter().map(level).collect();
        let row = |wide: usize| {
            (0..levels.len()).map(|at| at != wide && moves(&levels[wide], &levels[at])).collect()
        };
        Self { moved: (0..levels.len()).map(row).collect() }
    }

    /// True when a new value of `wide` leaves what stood above in `narrow` behind: a narrower
    /// column, or another column of the same level (its code beside its name).
    pub(crate) fn moves(&self, wide: usize, narrow: usize) -> bool {
        self.moved[wide][narrow]
    }
}

/// The same for two fields by name.
pub(crate) fn moves_field(wide: &str, narrow: &str) -> bool {
    let level = |field: &str| field.split('_').next().unwrap_or_default().to_owned();
    moves(&level(wide), &level(narrow))
}

fn moves(wide: &str, narrow: &str) -> bool {
    LADDERS.iter().any(|ladder| {
        let at = |level: &str| ladder.iter().position(|step| *step == level);
        matches!((at(wide), at(narrow)), (Some(wide), Some(narrow)) if wide <= narrow)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_block_leaves_panchayat_and_group_behind_but_not_the_federation() {
        let ladder = Ladder::of(&["block_code", "block", "gp", "clf_name", "shg_name", "name"]);
        assert!(ladder.moves(1, 2) && ladder.moves(1, 4) && ladder.moves(1, 0));
        assert!(ladder.moves(3, 4));
        assert!(!ladder.moves(1, 3) && !ladder.moves(2, 1) && !ladder.moves(1, 5));
    }
}
