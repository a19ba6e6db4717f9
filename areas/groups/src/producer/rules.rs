//! What must hold across the columns of a producer group or FPO, and what is worth a warning.

use chrono::NaiveDate;
use samuh_engine::register::Values;
use samuh_kernel::{
    fault::{Fault, Faults},
    show,
};

/// The faults of a record by itself.
pub(super) fn faults(values: &Values, today: NaiveDate, faults: &mut Faults) {
    if values.text("name_hi").is_none() && values.text("name_en").is_none() {
        faults.on("name_hi", "name_missing");
    }
    for (field, code) in [
        ("formed_on", "formed_in_future"),
        ("registered_on", "registered_in_future"),
        ("status_since", "since_in_future"),
    ] {
        if let Some(day) = values.day(field).filter(|day| *day > today) {
            faults.push(Fault::at(field, code).with("value", show::day(day)));
        }
    }
    if let (Some(formed), Some(registered)) = (values.day("formed_on"), values.day("registered_on"))
        && registered < formed
    {
        let fault = Fault::at("registered_on", "registered_before_formed");
        faults.push(fault.with("day", show::day(formed)));
    }
    if let (Some(women), Some(all)) = (values.number("women_members"), values.number("members"))
        && women > all
    {
        faults.push(Fault::at("women_members", "women_beyond_members").with("count", all));
    }
    if values.text("account_no").is_some() && values.text("ifsc").is_none() {
        faults.on("ifsc", "ifsc_missing");
    }
}

/// Members of an FPO below the norm of its State. The source stands in the norm's row.
pub(super) fn below_norm(members: Option<i64>, least: i64) -> Option<Fault> {
    let members = members.filter(|members| *members < least)?;
    let fault = Fault::at("members", "fpo_members_below_norm");
    Some(fault.with("count", members).with("least", least))
}

#[cfg(test)]
mod tests {
    use samuh_engine::register::Held;

    use super::*;

    fn day(text: &str) -> Held {
        Held::Day(text.parse().expect("a day"))
    }

    #[test]
    fn every_fault_of_a_producer_group_is_told_at_once() {
        let today = "2026-11-30".parse().expect("a day");
        let mut values = Values::default();
        values
            .set("formed_on", day("2026-12-01"))
            .set("registered_on", day("2026-11-01"))
            .set("members", Held::Count(20))
            .set("women_members", Held::Count(21))
            .set("account_no", Held::Text("31209871234".into()));
        let mut found = Faults::default();
        faults(&values, today, &mut found);
        let codes: Vec<&str> = found.iter().map(|fault| fault.code.as_str()).collect();
        assert_eq!(
            codes,
            [
                "name_missing",
                "formed_in_future",
                "registered_before_formed",
                "women_beyond_members",
                "ifsc_missing"
            ]
        );
    }

    #[test]
    fn an_fpo_below_the_norm_is_warned_about_and_one_that_states_no_members_is_not() {
        assert_eq!(below_norm(Some(300), 300), None);
        assert_eq!(below_norm(None, 300), None);
        let fault = below_norm(Some(299), 300).expect("a warning");
        assert_eq!(fault.args[0], ("count".to_owned(), "299".to_owned()));
    }
}
