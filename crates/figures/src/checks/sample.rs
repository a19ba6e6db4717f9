//! The back-check: figures that chance chooses in each block and quarter, to be compared with the
//! papers. Of 29 that are all right one knows with 95 per cent that fewer than one in ten is wrong,
//! for 0.9²⁹ = 0.047. RULES B1(d).

use std::collections::BTreeMap;

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};
use samuh_kernel::calendar::Month;
use serde::{Deserialize, Serialize};

use crate::catalogue::IndicatorId;

/// A figure that may be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Candidate {
    /// In which block.
    pub block_id: i64,
    /// Of which month.
    pub month: Month,
    /// Whose.
    pub unit_id: i64,
    /// Which.
    pub indicator: IndicatorId,
}

/// Draws `of_block` figures from every block, fewer where it has fewer; the same seed draws the same
/// whatever the order in which they come.
pub fn draw_sample(all: &[Candidate], of_block: usize, seed: u64) -> Vec<Candidate> {
    let mut blocks: BTreeMap<i64, Vec<Candidate>> = BTreeMap::new();
    for one in all {
        blocks.entry(one.block_id).or_default().push(*one);
    }
    let mut drawn = Vec::new();
    for (block, mut own) in blocks {
        own.sort_unstable();
        own.dedup();
        let mut dice = ChaCha8Rng::seed_from_u64(seed);
        dice.set_stream(block.cast_unsigned());
        let wanted = of_block.min(own.len());
        for at in 0..wanted {
            let left = (own.len() - at) as u128;
            let chosen = usize::try_from((u128::from(dice.next_u64()) * left) >> 64).unwrap_or(0);
            own.swap(at, at + chosen);
        }
        own.truncate(wanted);
        own.sort_unstable();
        drawn.extend(own);
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Candidate> {
        let one =
            |n: i64| Candidate { block_id: n % 2, month: Month(24_316), unit_id: n, indicator: 43 };
        (0..200).map(one).chain([Candidate { block_id: 9, ..one(999) }]).collect()
    }

    #[test]
    fn every_block_gives_its_number_and_the_seed_decides() {
        let drawn = draw_sample(&all(), 29, 20_261);
        let of = |block: i64| drawn.iter().filter(|one| one.block_id == block).count();
        assert_eq!((of(0), of(1), of(9)), (29, 29, 1));
        let mut turned = all();
        turned.reverse();
        assert_eq!(draw_sample(&turned, 29, 20_261), drawn);
        assert_ne!(draw_sample(&all(), 29, 20_262), drawn);
    }

    #[test]
    fn every_figure_has_the_same_chance() {
        let mut times = [0_u32; 200];
        for seed in 0..2_000 {
            for one in draw_sample(&all(), 10, seed).iter().filter(|one| one.block_id < 2) {
                times[usize::try_from(one.unit_id).unwrap()] += 1;
            }
        }
        assert!(times.iter().all(|n| (140..=260).contains(n)), "{times:?}");
    }
}
