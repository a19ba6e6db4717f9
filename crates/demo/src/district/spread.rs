//! How many groups each village has, and how many households it should have in them.

use std::collections::BTreeSet;

use super::{GROUPS, Group, Member};
use crate::SEED;
use crate::random::{Random, share};
use crate::sources::{BLOCKS, Village};

/// Households in groups for every hundred that should be, by block: 78 for the district.
const SATURATION: [i64; 5] = [84, 80, 78, 65, 79];

/// Groups of each village: the block's share, by population; the block's mean where none is known.
pub(super) fn groups_of_villages(villages: &[Village]) -> Vec<usize> {
    let total = i64::try_from(GROUPS).expect("a few thousand");
    let blocks = share(total, &BLOCKS.map(|block| block.share));
    let mut counts = Vec::with_capacity(villages.len());
    for (block, groups) in blocks.into_iter().enumerate() {
        let own: Vec<&Village> = villages.iter().filter(|v| v.block == block).collect();
        let known: Vec<i64> = own.iter().filter_map(|village| village.population).collect();
        let mean = known.iter().sum::<i64>() / i64::try_from(known.len().max(1)).expect("few");
        let weights: Vec<i64> = own.iter().map(|village| weight(village, mean)).collect();
        counts.extend(share(groups, &weights).into_iter().map(|n| usize::try_from(n).unwrap_or(0)));
    }
    counts
}

/// Target households of each village, from the households that its groups hold today.
pub(super) fn target_households(
    villages: &[Village],
    groups: &[Group],
    members: &[Member],
) -> Vec<i64> {
    let mut homes: Vec<BTreeSet<u32>> = vec![BTreeSet::new(); villages.len()];
    for member in members.iter().filter(|member| member.left_on.is_none()) {
        homes[groups[member.group].village].insert(member.household);
    }
    let mut random = Random::named(SEED, "target households");
    villages
        .iter()
        .zip(homes)
        .map(|(village, homes)| {
            let reached = i64::try_from(homes.len()).expect("a few hundred");
            let exact = reached * 100 / SATURATION[village.block];
            (exact * random.between(92, 108) / 100).max(reached)
        })
        .collect()
}

// The directory marks an abandoned village so: nobody lives there.
fn weight(village: &Village, mean: i64) -> i64 {
    if village.name.contains("Viran") { 0 } else { village.population.unwrap_or(mean) }
}
