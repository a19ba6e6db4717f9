//! What an award needs, and its serial. Pure.

use chrono::{Months, NaiveDate};
use samuh_kernel::{
    calendar::FinancialYear,
    fault::{Fault, Faults},
    text,
};
use sha2::{Digest, Sha256};

use super::model::GiveAwards;

/// Letters and figures that nobody mistakes for each other on paper.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// Awards given in one act.
const MOST: usize = 500;
/// The longest name, and the longest award or reason, in letters: what a certificate holds.
const LONGEST_NAME: usize = 120;
const LONGEST_TEXT: usize = 300;

/// The award with its texts tidied, or every fault: somebody to honour, the award and what for in
/// Hindi, all of it short enough for a certificate, and a day within a year. English is left out
/// where nobody wrote it.
pub(crate) fn give(ask: &GiveAwards, today: NaiveDate) -> Result<GiveAwards, Faults> {
    let mut faults = Faults::default();
    let mut tidied = ask.clone();
    let texts =
        [&mut tidied.award_hi, &mut tidied.award_en, &mut tidied.reason_hi, &mut tidied.reason_en];
    for text in texts {
        *text = text::tidy(text);
    }
    for one in &mut tidied.recipients {
        (one.name, one.who) = (text::tidy(&one.name), text::tidy(&one.who));
    }
    if tidied.recipients.is_empty() || tidied.recipients.iter().any(|one| one.name.is_empty()) {
        faults.on("recipient", "recipient_missing");
    }
    if tidied.recipients.len() > MOST {
        faults.push(Fault::at("recipient", "too_many_recipients").with("most", MOST));
    }
    if tidied.award_hi.is_empty() {
        faults.on("award_hi", "award_missing");
    }
    if tidied.reason_hi.is_empty() {
        faults.on("reason_hi", "award_reason_missing");
    }
    let said = [
        ("award_hi", &tidied.award_hi),
        ("award_en", &tidied.award_en),
        ("reason_hi", &tidied.reason_hi),
        ("reason_en", &tidied.reason_en),
    ];
    for (field, text) in said {
        not_longer(&mut faults, (field, text), LONGEST_TEXT);
    }
    for one in &tidied.recipients {
        not_longer(&mut faults, ("name", &one.name), LONGEST_NAME);
        not_longer(&mut faults, ("who", &one.who), LONGEST_NAME);
    }
    if tidied.given_on > today + Months::new(12) {
        faults.on("given_on", "day_far");
    }
    faults.or(tidied)
}

fn not_longer(faults: &mut Faults, (field, text): (&str, &str), most: usize) {
    if text.chars().count() > most {
        faults.with_args(field, "text_long", &[("most", most.to_string())]);
    }
}

/// `643-2026-0007-K4TX9MPQ`: district, year, number, and eight letters hashed out of the act's own
/// random number, so that nobody finds certificates by counting, nor from the one beside.
pub(crate) fn serial(district_id: i64, given_on: NaiveDate, no: i64, random: u128) -> String {
    let mixed = Sha256::new().chain_update(random.to_be_bytes()).chain_update(no.to_be_bytes());
    let letter = |byte: &u8| char::from(LETTERS[usize::from(byte % 32)]);
    let tail: String = mixed.finalize().iter().take(8).map(letter).collect();
    format!("{district_id}-{}-{no:04}-{tail}", FinancialYear::of(given_on).0)
}

#[cfg(test)]
mod tests {
    use super::{super::model::Recipient, *};

    fn ask() -> GiveAwards {
        let one =
            Recipient {
                unit_id: 5, post_id: 0, name: " माकड़ी ".into(), who: "विकासखण्ड".into()
            };
        GiveAwards {
            recipients: vec![one],
            award_hi: "प्रथम  समूह".into(),
            award_en: String::new(),
            reason_hi: "लक्ष्य पूर्ति".into(),
            reason_en: String::new(),
            ranking_no: 1,
            given_on: "2027-01-26".parse().unwrap(),
        }
    }

    #[test]
    fn an_award_names_somebody_and_says_what_for() {
        let today = "2026-12-01".parse().unwrap();
        let given = give(&ask(), today).unwrap();
        assert_eq!(
            (given.recipients[0].name.as_str(), given.award_hi.as_str()),
            ("माकड़ी", "प्रथम समूह")
        );
        let bare = GiveAwards {
            recipients: Vec::new(),
            award_hi: " ".into(),
            reason_hi: String::new(),
            ..ask()
        };
        let codes: Vec<String> =
            give(&bare, today).unwrap_err().0.into_iter().map(|f| f.code).collect();
        assert_eq!(codes, ["recipient_missing", "award_missing", "award_reason_missing"]);
    }

    #[test]
    fn an_award_fits_on_its_certificate_and_is_not_years_ahead() {
        let today = "2026-12-01".parse().unwrap();
        let name = Recipient { name: "क".repeat(121), ..ask().recipients[0].clone() };
        let long = GiveAwards {
            recipients: vec![name],
            reason_hi: "क".repeat(301),
            given_on: "2027-12-02".parse().unwrap(),
            ..ask()
        };
        let wrong = give(&long, today).unwrap_err();
        let told: Vec<_> = wrong
            .iter()
            .map(|f| (f.field.as_deref().unwrap_or_default(), f.code.as_str()))
            .collect();
        assert_eq!(
            told,
            [("reason_hi", "text_long"), ("name", "text_long"), ("given_on", "day_far")]
        );
        let just = GiveAwards { given_on: "2027-12-01".parse().unwrap(), ..ask() };
        assert!(give(&just, today).is_ok());
    }

    #[test]
    fn a_serial_says_district_year_and_number_and_cannot_be_counted_through() {
        let day = "2027-01-26".parse().unwrap();
        let one = serial(643, day, 7, 0x018f_0000_0000_7000_8123_4567_89ab_cdef);
        assert!(one.starts_with("643-2026-0007-") && one.len() == 22, "{one}");
        assert_eq!(one, serial(643, day, 7, 0x018f_0000_0000_7000_8123_4567_89ab_cdef));
        let next = serial(643, day, 8, 0x018f_0000_0000_7000_8123_4567_89ab_cdef);
        assert_ne!(one[14..], next[14..]);
        // The steps from one to the next are no more alike than chance has it.
        let tails = (1..40).map(|no| serial(643, day, no, 77)[14..].to_owned());
        let tails: Vec<Vec<usize>> = tails
            .map(|tail| {
                let place = |letter: u8| LETTERS.iter().position(|known| *known == letter);
                tail.bytes().filter_map(place).collect()
            })
            .collect();
        let step = |pair: &[Vec<usize>]| (pair[1][3] + 32 - pair[0][3]) % 32;
        let steps: std::collections::BTreeSet<usize> = tails.windows(2).map(step).collect();
        assert!(steps.len() > 12, "{steps:?}");
    }
}
