//! Who may verify a reported figure, and when: a second person, once, of what stands. Pure.

use samuh_figures::{catalogue::by_id, journal::Class};
use samuh_kernel::fault::{Fault, Faults};

use super::model::{Checked, SheetLine};

/// The lines to be verified, or every fault: each stands reported, and this officer did not enter it.
pub(crate) fn verify<'a>(
    lines: &'a [SheetLine],
    chosen: &[Checked],
    officer_id: i64,
) -> Result<Vec<&'a SheetLine>, Faults> {
    let mut faults = Faults::default();
    let taken = of(lines, chosen, &mut faults);
    for line in &taken {
        if line.class != Class::Reported {
            faults.push(about("already_verified", line));
        } else if line.officer_id == officer_id {
            faults.push(about("verify_own", line));
        }
    }
    faults.or(taken)
}

/// The lines whose verification is taken back, or every fault: each stands verified, and a reason
/// is given.
pub(crate) fn unverify<'a>(
    lines: &'a [SheetLine],
    chosen: &[Checked],
    reason: &str,
) -> Result<Vec<&'a SheetLine>, Faults> {
    let mut faults = Faults::default();
    let taken = of(lines, chosen, &mut faults);
    for line in taken.iter().filter(|line| line.class != Class::Verified) {
        faults.push(about("not_verified", line));
    }
    if reason.trim().is_empty() {
        faults.on("reason", "unverify_reason_missing");
    }
    faults.or(taken)
}

fn of<'a>(lines: &'a [SheetLine], chosen: &[Checked], faults: &mut Faults) -> Vec<&'a SheetLine> {
    if chosen.is_empty() {
        faults.push(Fault::new("nothing_chosen"));
    }
    let is_chosen = |line: &&SheetLine| chosen.iter().any(|one| one.indicator == line.indicator);
    lines.iter().filter(is_chosen).collect()
}

fn about(code: &str, line: &SheetLine) -> Fault {
    Fault::new(code).with("indicator", by_id(line.indicator).map_or("", |known| known.code))
}

#[cfg(test)]
mod tests {
    use samuh_figures::catalogue::by_code;
    use samuh_kernel::calendar::Month;

    use super::*;

    fn line(code: &str, class: Class, officer_id: i64) -> SheetLine {
        SheetLine {
            indicator: by_code(code).unwrap().id,
            place_id: 9,
            institution_id: 0,
            federation_id: 0,
            month: Month(24_316),
            class,
            value: 5,
            version: 1,
            op_no: 3,
            officer_id,
        }
    }

    fn choose(lines: &[SheetLine]) -> Vec<Checked> {
        lines.iter().map(|line| Checked { indicator: line.indicator, version: 1 }).collect()
    }

    fn codes(faults: Faults) -> Vec<String> {
        faults.0.into_iter().map(|fault| fault.code).collect()
    }

    #[test]
    fn a_second_person_verifies_what_stands_reported() {
        let lines = [line("rf_groups", Class::Reported, 4), line("rf_amount", Class::Verified, 4)];
        assert_eq!(verify(&lines, &choose(&lines[..1]), 7).unwrap().len(), 1);
        assert_eq!(
            codes(verify(&lines, &choose(&lines), 4).unwrap_err()),
            ["verify_own", "already_verified"]
        );
        assert_eq!(codes(verify(&lines, &[], 7).unwrap_err()), ["nothing_chosen"]);
    }

    #[test]
    fn what_is_verified_opens_only_with_a_reason() {
        let lines = [line("rf_groups", Class::Verified, 4), line("rf_amount", Class::Reported, 4)];
        assert_eq!(unverify(&lines, &choose(&lines[..1]), "पंजी से भिन्न").unwrap().len(), 1);
        let wrong = unverify(&lines, &choose(&lines), " ").unwrap_err();
        assert_eq!(codes(wrong), ["not_verified", "unverify_reason_missing"]);
    }
}
