//! How far two folded names lie apart, to put the nearest hit first.

/// The fewest letters put in, taken out or changed that turn `a` into `b`. Give it folded text.
pub fn skeleton_distance(a: &str, b: &str) -> usize {
    if a == b {
        return 0;
    }
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let changed = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_missing_letter_counts_one() {
        assert_eq!(skeleton_distance("केशकाल", "केशकाल"), 0);
        assert_eq!(skeleton_distance("keshkal", "keskal"), 1);
        assert_eq!(skeleton_distance("", "abc"), 3);
        assert_eq!(skeleton_distance("kitten", "sitting"), 3);
    }

    proptest! {
        #[test]
        fn the_way_there_is_as_long_as_the_way_back(a: String, b: String) {
            prop_assert_eq!(skeleton_distance(&a, &b), skeleton_distance(&b, &a));
        }
    }
}
