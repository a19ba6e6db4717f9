//! Places from draws: the band that holds nine in ten of a unit's places, and the groups that are
//! tied.

/// The best and the worst place of a unit's band, 1 for the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Band {
    pub(super) low: usize,
    pub(super) high: usize,
}

/// The band of each unit: `per_cent` of its places lie within, as many below as above it. A single
/// place stands only where no other band reaches it.
pub(super) fn bands(scores: &[f64], units: usize, per_cent: i64) -> Vec<Band> {
    let draws = scores.len().checked_div(units).unwrap_or(0);
    let mut places = vec![0_u32; units * units];
    let mut order: Vec<usize> = (0..units).collect();
    for draw in scores.chunks_exact(units.max(1)) {
        order.sort_unstable_by(|one, other| {
            draw[*other].total_cmp(&draw[*one]).then(one.cmp(other))
        });
        for (place, unit) in order.iter().enumerate() {
            places[unit * units + place] += 1;
        }
    }
    let outside = draws as f64 * (100 - per_cent) as f64 / 200.0;
    let own = || places.chunks_exact(units.max(1));
    let bands: Vec<Band> = own().map(|own| band(own, outside, draws)).collect();
    own().enumerate().map(|(unit, own)| apart(&bands, unit, own)).collect()
}

/// The band of a unit; the place beside a single one is of it where another band reaches that.
fn apart(bands: &[Band], unit: usize, own: &[u32]) -> Band {
    let Band { low, high } = bands[unit];
    let reaches = |at: usize| at != unit && (bands[at].low..=bands[at].high).contains(&low);
    if low < high || !(0..bands.len()).any(reaches) {
        return bands[unit];
    }
    let held =
        |place: usize| place.checked_sub(1).and_then(|at| own.get(at)).is_some_and(|n| *n > 0);
    match (held(high + 1), held(low - 1)) {
        (true, _) => Band { low, high: high + 1 },
        (false, true) => Band { low: low - 1, high },
        (false, false) => bands[unit],
    }
}

fn band(places: &[u32], outside: f64, draws: usize) -> Band {
    let mut seen = 0.0;
    let (mut low, mut high) = (0, 0);
    for (at, count) in places.iter().enumerate() {
        seen += f64::from(*count);
        if low == 0 && seen >= outside.max(1.0) {
            low = at + 1;
        }
        if high == 0 && seen >= draws as f64 - outside {
            high = at + 1;
        }
    }
    Band { low: low.max(1), high: high.max(low).max(1) }
}

/// Groups that are tied, 1 for the first: whoever may hold the best place that is still free is of
/// one group, so that the first group is everybody who may be first.
pub(super) fn groups(bands: &[Band]) -> Vec<usize> {
    let mut groups = vec![0; bands.len()];
    let (mut free, mut group) = (1, 0);
    while let Some(best) =
        (0..bands.len()).filter(|at| groups[*at] == 0).map(|at| bands[at].low).min()
    {
        group += 1;
        let reach = best.max(free);
        for (at, band) in bands.iter().enumerate() {
            if groups[at] == 0 && band.low <= reach {
                groups[at] = group;
                free += 1;
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn of(low: usize, high: usize) -> Band {
        Band { low, high }
    }

    #[test]
    fn the_first_group_is_everybody_who_may_be_first() {
        // A to E of RULES B1(c).
        let example = [of(3, 5), of(2, 4), of(1, 2), of(4, 5), of(1, 3)];
        assert_eq!(groups(&example), [2, 2, 1, 3, 1]);
        assert_eq!(groups(&[]), Vec::<usize>::new());
    }

    #[test]
    fn units_that_nothing_tells_apart_are_one_group() {
        assert_eq!(groups(&[of(2, 29); 30]), [1; 30]);
        assert_eq!(groups(&[of(1, 1), of(2, 2), of(3, 3)]), [1, 2, 3]);
    }

    #[test]
    fn a_band_leaves_out_as_many_places_below_as_above() {
        let scores: Vec<f64> =
            (0..100).flat_map(|draw| if draw < 4 { [1.0, 2.0] } else { [2.0, 1.0] }).collect();
        assert_eq!(bands(&scores, 2, 90), [of(1, 1), of(2, 2)]);
        assert_eq!(bands(&scores, 2, 98), [of(1, 2), of(1, 2)]);
        assert_eq!(bands(&[], 0, 90), []);
    }

    #[test]
    fn a_single_place_that_another_may_hold_too_is_none() {
        // The third is third in 902 draws, second in 48, fourth in 50; the fourth is third in 98.
        let usual = std::iter::repeat_n([4.0, 3.0, 2.0, 1.0], 902);
        let others = [([4.0, 1.0, 3.0, 2.0], 48), ([4.0, 3.0, 1.0, 2.0], 50)];
        let others = others.into_iter().flat_map(|(draw, n)| std::iter::repeat_n(draw, n));
        let scores: Vec<f64> = usual.chain(others).flatten().collect();
        assert_eq!(bands(&scores, 4, 90), [of(1, 1), of(2, 2), of(3, 4), of(3, 4)]);
    }
}
