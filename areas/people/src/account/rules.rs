//! What a login, a password and an officer's name must be like. Pure.

use samuh_kernel::{
    fault::{Fault, Faults},
    read::mobile,
    sheet::Cell,
    text,
};

use super::{
    leaked::is_leaked,
    model::{FirstPassword, NewAccount, NewOfficer},
};
use crate::naming;

/// Letters of a login, least and most.
const LOGIN: (usize, usize) = (3, 32);
/// Letters of a password, least and most. Source: NIST SP 800-63B asks for no mixture of kinds.
const PASSWORD: (usize, usize) = (10, 128);
/// Different letters a password must have at least.
const DIFFERENT: usize = 5;

/// Words of the office and of the country, and the commonest short ones, which lists of leaked passwords do
/// not have with a year or number behind them. Compared in lower case without spaces and signs, as a whole
/// or between digits.
const COMMON: &[&str] = &[
    "password",
    "passw0rd",
    "welcome",
    "letmein",
    "iloveyou",
    "qwerty",
    "qwertyui",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx",
    "qazwsxedc",
    "abcdef",
    "admin",
    "changeme",
    "default",
    "secret",
    "india",
    "bharat",
    "jaihind",
    "jaishriram",
    "jaimatadi",
    "omnamahshivay",
    "ramram",
    "krishna",
    "ganesh",
    "lakshmi",
    "laxmi",
    "chhattisgarh",
    "kondagaon",
    "makdi",
    "madhyapradesh",
    "uttarpradesh",
    "bihan",
    "bihanmission",
    "jeevika",
    "aajeevika",
    "ajeevika",
    "nrlm",
    "nrlmbihan",
    "lokos",
    "lokosbihan",
    "samuh",
    "samuhsamuh",
    "collector",
    "district",
    "mission",
    "lakhpati",
    "lakhpatididi",
    "swasahayata",
    "gramsangathan",
];

/// A login as it is compared: without spaces around it, in lower case.
pub(crate) fn login_key(login: &str) -> String {
    login.trim().to_lowercase()
}

/// What is wrong with a login: 3 to 32 of a–z, 0–9, dot, hyphen and underscore, a letter first.
pub(super) fn login(key: &str) -> Option<Fault> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-_".contains(c);
    let fits = (LOGIN.0..=LOGIN.1).contains(&key.len())
        && key.chars().all(plain)
        && key.starts_with(|c: char| c.is_ascii_lowercase());
    (!fits).then(|| Fault::at("login", "login_format"))
}

/// What is wrong with a password somebody chooses.
pub(super) fn password(chosen: &str, login: &str) -> Option<Fault> {
    let letters = chosen.chars().count();
    let fault = |code| Some(Fault::at("password", code));
    if letters < PASSWORD.0 {
        return fault("password_short").map(|fault| fault.with("least", PASSWORD.0));
    }
    if letters > PASSWORD.1 {
        return fault("password_long").map(|fault| fault.with("most", PASSWORD.1));
    }
    let bare: String = chosen.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let stem = bare.trim_matches(|c: char| c.is_ascii_digit());
    if stem == bare_of(login) || chosen.to_lowercase().trim() == login {
        return fault("password_like_login");
    }
    let is_common = COMMON.iter().any(|common| *common == bare || *common == stem);
    if bare.is_empty() || is_common || few_letters(chosen) || is_run(&bare) {
        return fault("password_common");
    }
    let typed = chosen.to_lowercase();
    let is_known = [typed.trim(), &bare, stem].into_iter().any(is_leaked);
    is_known.then(|| Fault::at("password", "password_leaked"))
}

/// All that is wrong with an account to be opened, apart from its post.
pub(super) fn check(new: &NewAccount) -> Faults {
    let mut faults = Faults::default();
    let key = login_key(&new.login);
    faults.0.extend(login(&key));
    faults.0.extend(language(&new.lang));
    faults.0.extend(officer(&new.officer));
    if let FirstPassword::Given { password: given, .. } = &new.password {
        faults.0.extend(password(given, &key));
    }
    faults
}

/// Pages are in Hindi and English.
pub(super) fn language(code: &str) -> Option<Fault> {
    (!matches!(code, "hi" | "en")).then(|| Fault::at("lang", "language_unknown"))
}

/// The officer as written: name without stray spaces, mobile as ten digits.
pub(super) fn tidy(officer: &NewOfficer) -> NewOfficer {
    let digits = officer.mobile.as_ref().and_then(|typed| mobile(&Cell::Text(typed.clone())).ok());
    NewOfficer { name: text::tidy(&officer.name), mobile: digits.flatten().map(|read| read.value) }
}

/// What is wrong with a person to be written down.
pub(crate) fn officer(officer: &NewOfficer) -> Vec<Fault> {
    let mut faults = Vec::new();
    let name = text::tidy(&officer.name);
    if let Some(fault) = naming::check("name", &name) {
        faults.push(fault);
    } else if !name.chars().any(char::is_alphabetic) {
        faults.push(Fault::at("name", "officer_name_missing"));
    }
    let typed = officer.mobile.as_ref().map(|typed| mobile(&Cell::Text(typed.clone())));
    if let Some(Err(complaint)) = typed {
        let args = complaint.args.iter();
        let fault = Fault::at("mobile", complaint.code);
        faults.push(args.fold(fault, |fault, (name, value)| fault.with(name, value)));
    }
    faults
}

fn bare_of(login: &str) -> String {
    let bare: String = login.chars().filter(|c| c.is_alphanumeric()).collect();
    bare.trim_matches(|c: char| c.is_ascii_digit()).to_owned()
}

fn few_letters(chosen: &str) -> bool {
    let mut letters: Vec<char> = chosen.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    letters.len() < DIFFERENT
}

/// True for 0123456789, 9876543210, abcdefghij and the like.
fn is_run(bare: &str) -> bool {
    let codes: Vec<i64> = bare.chars().map(|c| i64::from(u32::from(c))).collect();
    let steps = || codes.windows(2).map(|pair| (pair[1] - pair[0]).rem_euclid(10));
    let numeric = bare.chars().all(|c| c.is_ascii_digit());
    let plain = codes.windows(2).all(|pair| pair[1] - pair[0] == 1);
    plain || (numeric && (steps().all(|step| step == 1) || steps().all(|step| step == 9)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(chosen: &str) -> Option<String> {
        password(chosen, "bpm.makdi").map(|fault| fault.code)
    }

    #[test]
    fn a_login_is_typed_on_any_keyboard_and_compared_in_lower_case() {
        for good in ["admin", "bpm.makdi", "clf_12", "a-1"] {
            assert_eq!(login(good), None, "{good}");
        }
        for bad in ["", "ab", "1admin", "bpm makdi", "माकड़ी", "a@b.in", "x".repeat(33).as_str()]
        {
            assert_eq!(
                login(bad).map(|fault| fault.code).as_deref(),
                Some("login_format"),
                "{bad}"
            );
        }
        assert_eq!(login_key("  BPM.Makdi "), "bpm.makdi");
    }

    #[test]
    fn a_good_password_is_taken_in_either_script() {
        for good in ["mahua-aur-sal-77", "महुआ का पेड़", "Tamarind#Rain", "correct horse"]
        {
            assert_eq!(code(good), None, "{good}");
        }
    }

    #[test]
    fn a_password_is_refused_with_its_reason() {
        assert_eq!(code("महुआ").as_deref(), Some("password_short"));
        assert_eq!(code(&"kh7".repeat(60)).as_deref(), Some("password_long"));
        for like in ["bpm.makdi12", "BPM.MAKDI1", "1234bpm-makdi"] {
            assert_eq!(code(like).as_deref(), Some("password_like_login"), "{like}");
        }
        for common in [
            "1234567890",
            "9876543210",
            "0123456789",
            "password123",
            "Kondagaon@2026",
            "Jai Hind 1947",
            "aaaaaaaaaaaa",
            "abcdefghijkl",
            "Bihan@1234567",
            "admin@123456",
        ] {
            assert_eq!(code(common).as_deref(), Some("password_common"), "{common}");
        }
        // However it is written, and with a number around it.
        for leaked in
            ["qwertyuiop", "Qwerty-Uiop", " Manchester ", "1qaz2wsx3edc", "Basketball#2026"]
        {
            assert_eq!(code(leaked).as_deref(), Some("password_leaked"), "{leaked}");
        }
    }

    #[test]
    fn an_officer_has_a_name_and_no_identity_number() {
        let codes = |name: &str, mobile: Option<&str>| -> Vec<String> {
            let new = NewOfficer { name: name.into(), mobile: mobile.map(Into::into) };
            officer(&new).into_iter().map(|fault| fault.code).collect()
        };
        assert!(codes("श्रीमती सुनीता नेताम", Some("98765 43210")).is_empty());
        assert!(codes("A. K. Sahu", None).is_empty());
        assert_eq!(codes("  ", None), ["officer_name_missing"]);
        assert_eq!(codes("2341 2341 2346", None), ["aadhaar_not_kept"]);
        assert_eq!(codes("सुनीता", Some("12345")).len(), 1);
        let tidied = tidy(&NewOfficer {
            name: " सुनीता  नेताम ".into(),
            mobile: Some("+91 9876543210".into()),
        });
        assert_eq!(
            (tidied.name.as_str(), tidied.mobile.as_deref()),
            ("सुनीता नेताम", Some("9876543210"))
        );
    }

    proptest! {
        #[test]
        fn no_text_panics_and_short_passwords_are_never_taken(text: String) {
            let key = login_key(&text);
            login(&key);
            let fault = password(&text, &key);
            prop_assert!(text.chars().count() >= PASSWORD.0 || fault.is_some());
        }
    }
}
