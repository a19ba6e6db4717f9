//! Dice that fall the same way every time: the demo district must not differ between two machines.

/// SplitMix64 (Steele, Lea, Flood 2014): small, seedable, good enough for invented records.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// Dice for a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Dice for a name within a seed, so that one part does not shift another.
    pub fn named(seed: u64, name: &str) -> Self {
        Self(seed ^ hash(name.as_bytes()))
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to `count` − 1; 0 when `count` is 0.
    pub fn below(&mut self, count: usize) -> usize {
        let wide = u128::from(self.bits()) * count as u128;
        usize::try_from(wide >> 64).expect("below count, which is a usize")
    }

    /// A number of the range, ends included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = usize::try_from((high - low).max(0) + 1).expect("a small range");
        low + self.below(width).cast_signed() as i64
    }

    /// True so many times in a thousand.
    pub fn chance(&mut self, per_thousand: usize) -> bool {
        self.below(1000) < per_thousand
    }

    /// One of a list that is not empty.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// The list in another order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last + 1));
        }
    }
}

/// A list whose items come up as often as their weights say.
#[derive(Debug, Clone)]
pub struct Wheel {
    ends: Vec<usize>,
}

impl Wheel {
    /// A wheel over weights, of which at least one is above 0.
    pub fn new(weights: impl IntoIterator<Item = usize>) -> Self {
        let ends = weights
            .into_iter()
            .scan(0, |sum, weight| {
                *sum += weight;
                Some(*sum)
            })
            .collect();
        Self { ends }
    }

    /// The place of the item that came up.
    pub fn turn(&self, random: &mut Random) -> usize {
        let at = random.below(self.ends.last().copied().unwrap_or(0));
        self.ends.partition_point(|&end| end <= at)
    }
}

/// FNV-1a, for names of dice and for comparing two generated districts.
pub fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3)
    })
}

/// Parts of a whole by weight: floors, then the largest remainders; ties go to the earlier part.
pub fn share(whole: i64, weights: &[i64]) -> Vec<i64> {
    let sum: i128 = weights.iter().map(|&weight| i128::from(weight)).sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let exact = |weight: i64| i128::from(whole) * i128::from(weight);
    let mut parts: Vec<i64> = weights
        .iter()
        .map(|&weight| i64::try_from(exact(weight) / sum).expect("a part is below the whole"))
        .collect();
    let left = whole - parts.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(exact(weights[at]) % sum), at));
    for &at in order.iter().take(usize::try_from(left).unwrap_or(0)) {
        parts[at] += 1;
    }
    parts
}

/// Parts of a whole by weight, rounded along the running sum, so that no sum to date is off by one.
pub fn phase(whole: i64, weights: &[i64]) -> Vec<i64> {
    let sum: i128 = weights.iter().map(|&weight| i128::from(weight)).sum::<i128>().max(1);
    let (mut run, mut given) = (0i128, 0i64);
    weights
        .iter()
        .map(|&weight| {
            run += i128::from(weight);
            let due = (i128::from(whole) * run * 2 + sum) / (sum * 2);
            let due = i64::try_from(due).expect("a running sum is below the whole");
            let part = due - given;
            given = due;
            part
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        let mut dice = Random::new(7);
        let first: Vec<u64> = (0..4).map(|_| dice.bits()).collect();
        let mut again = Random::new(7);
        assert_eq!(first, (0..4).map(|_| again.bits()).collect::<Vec<_>>());
        assert_ne!(first[0], Random::new(8).bits());
    }

    #[test]
    fn parts_always_sum_to_the_whole() {
        assert_eq!(share(8412, &[28, 20, 20, 17, 15]).iter().sum::<i64>(), 8412);
        assert_eq!(share(10, &[0, 0]), [0, 0]);
        let months = phase(353, &[4, 5, 7, 4, 4, 6, 10, 12, 14, 12, 12, 10]);
        assert_eq!(months, [14, 18, 24, 15, 14, 21, 35, 43, 49, 42, 43, 35], "RULES B1(a)");
    }

    #[test]
    fn a_wheel_never_stops_at_weight_zero() {
        let wheel = Wheel::new([0, 3, 0, 1]);
        let mut dice = Random::new(1);
        for _ in 0..200 {
            assert!([1, 3].contains(&wheel.turn(&mut dice)));
        }
    }
}
