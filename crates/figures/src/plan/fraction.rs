//! An exact quota: what a unit is owed before whole numbers are made of it.

/// An exact ratio in lowest terms, its denominator above zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fraction {
    numerator: i128,
    denominator: i128,
}

impl Fraction {
    // Only the plan's own rules make one: their bounds keep every product within an i128.
    pub(super) fn new(numerator: i128, denominator: i128) -> Self {
        assert!(denominator > 0, "a quota is a part of something");
        let divisor = common_divisor(numerator.unsigned_abs(), denominator.unsigned_abs());
        let divisor = i128::try_from(divisor).expect("it divides a positive i128");
        Self { numerator: numerator / divisor, denominator: denominator / divisor }
    }

    pub(super) fn whole(number: i64) -> Self {
        Self { numerator: i128::from(number), denominator: 1 }
    }

    pub(super) fn plus(self, number: i64) -> Self {
        let numerator = self.numerator + i128::from(number) * self.denominator;
        Self { numerator, ..self }
    }

    pub(super) fn negated(self) -> Self {
        Self { numerator: -self.numerator, ..self }
    }

    /// The upper number, in lowest terms.
    pub fn numerator(self) -> i128 {
        self.numerator
    }

    /// The lower number, in lowest terms, above zero.
    pub fn denominator(self) -> i128 {
        self.denominator
    }

    /// The largest whole number not above it.
    pub fn floor(self) -> i128 {
        self.numerator.div_euclid(self.denominator)
    }

    /// The smallest whole number not below it.
    pub fn ceiling(self) -> i128 {
        self.floor() + i128::from(self.numerator.rem_euclid(self.denominator) != 0)
    }

    /// Hundredths, rounded half up: 370.74 is 37,074. For showing, never for reckoning on.
    pub fn hundredths(self) -> i128 {
        let part = self.numerator.rem_euclid(self.denominator);
        self.floor() * 100 + (part * 200 + self.denominator) / (2 * self.denominator)
    }
}

fn common_divisor(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

#[cfg(test)]
mod tests {
    use super::Fraction;

    #[test]
    fn a_quota_shows_two_decimals_and_keeps_its_whole_neighbours() {
        let quota = Fraction::new(900 * 4_210, 10_220);
        assert_eq!((quota.floor(), quota.ceiling(), quota.hundredths()), (370, 371, 37_074));
        let given_back = quota.negated();
        assert_eq!((given_back.floor(), given_back.ceiling()), (-371, -370));
        assert_eq!(given_back.plus(371).hundredths(), 26);
    }

    #[test]
    fn a_whole_number_is_its_own_floor_and_ceiling() {
        let quota = Fraction::whole(300);
        assert_eq!((quota.floor(), quota.ceiling(), quota.hundredths()), (300, 300, 30_000));
        assert_eq!(Fraction::new(6, 4), Fraction::new(3, 2));
    }
}
