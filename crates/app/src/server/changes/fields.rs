//! What each form asks.

use samuh_engine::{Reader, Result, clock};
use samuh_groups::{
    Filter, GROUP_REASONS, Kind, LEAVING_REASONS, LOANS, OFFICES, Order, grading_set,
    is_age_unlikely, list, members_of,
};
use samuh_kernel::{read, sheet::Cell};
use samuh_places::Level;
use samuh_web::{
    parts::{Choice, Control, Field},
    show,
};

use super::{Typed, conflict::rupees, subject::Subject, verb::Verb};
use crate::server::{
    dashboard::federations,
    groups::{meetings as said_meetings, member_row, villages},
    visit::Visitor,
};

/// Religions, by their codes.
pub(super) const RELIGIONS: [&str; 8] =
    ["hindu", "muslim", "christian", "sikh", "buddhist", "jain", "parsi", "other"];

/// The most groups a list of neighbours shows.
const NEIGHBOURS: i64 = 200;

/// A form in the making.
struct Form<'a> {
    visitor: &'a Visitor,
    typed: &'a Typed,
}

impl Form<'_> {
    fn one(&self, name: &str, key: &str, control: Control, stands: &str) -> Field {
        Field::new(name, self.visitor.words.t(key), control).value(self.typed.value(name, stands))
    }

    fn hinted(&self, field: Field, key: &str) -> Field {
        field.hint(self.visitor.words.find(key, &[]).unwrap_or_default())
    }

    fn day(&self) -> Field {
        let today = show::day(clock::today());
        self.one("on", "change-on", Control::Day, &today).required()
    }

    fn codes(&self, name: &str, key: &str, prefix: &str, codes: &[&str]) -> Field {
        let words = self.visitor.words;
        let mut all = vec![Choice::new("", words.t("change-choose"))];
        let choice = |code: &&str| Choice::new(*code, words.t(&format!("{prefix}-{code}")));
        all.extend(codes.iter().map(choice));
        self.one(name, key, Control::Select(all), "").required()
    }

    fn select(&self, name: &str, key: &str, (first, rest): (&str, Vec<Choice>)) -> Field {
        let mut all = vec![Choice::new("", self.visitor.words.t(first))];
        all.extend(rest);
        self.one(name, key, Control::Select(all), "")
    }
}

/// The fields of a form; none while a block is still to be chosen.
pub(super) fn of(
    reader: &mut Reader,
    visitor: &Visitor,
    (verb, subject): (Verb, &Subject),
    typed: &Typed,
) -> Result<Vec<Field>> {
    let form = Form { visitor, typed };
    match verb {
        Verb::Correct => Ok(correct(&form, subject)),
        Verb::Deactivate => Ok(vec![
            form.day(),
            form.codes("reason", "change-reason", "reason", GROUP_REASONS),
            form.codes("loan", "change-loan", "loan", LOANS),
        ]),
        Verb::Revive => Ok(vec![form.day()]),
        Verb::Leave => Ok(vec![
            form.day(),
            form.codes("reason", "change-reason", "reason", LEAVING_REASONS),
            form.codes("loan", "change-loan", "loan", LOANS),
        ]),
        Verb::Move => Ok(places(&form, subject, "change-to-place")
            .map_or_else(Vec::new, |place| vec![form.day(), place])),
        Verb::Affiliate => Ok(vec![form.day(), parents(reader, &form, subject)?]),
        Verb::Merge => {
            let mut fields = vec![form.day()];
            fields.extend(other_group(reader, &form, subject)?);
            fields.push(form.codes("loan", "change-loan", "loan", LOANS));
            Ok(fields)
        }
        Verb::Amend => Ok(amend(&form, subject)),
        Verb::Transfer => {
            let mut fields = vec![form.day()];
            fields.extend(other_group(reader, &form, subject)?);
            Ok(fields)
        }
        Verb::Split => split(reader, &form, subject),
        Verb::Enrol => enrol(reader, &form, subject),
        Verb::Bearer => bearer(reader, &form, subject),
        Verb::Grade => grade(reader, &form),
        Verb::Federate => federate(reader, &form, subject),
    }
}

/// The block whose villages a form offers, where there is more than one to choose.
pub(super) fn block(
    visitor: &Visitor,
    (verb, subject): (Verb, &Subject),
    typed: &Typed,
) -> Option<Field> {
    if !matches!(verb, Verb::Move | Verb::Federate) {
        return None;
    }
    let home = &visitor.home;
    let seen = home.below(home.top(), Level::Block).into_iter();
    let blocks: Vec<Choice> = seen
        .filter(|block| home.is_seen(visitor.scope(), block.id))
        .map(|block| Choice::new(block.id.to_string(), block.name(visitor.hindi())))
        .collect();
    let within = within(visitor, subject, typed);
    let chosen = if within == 0 { String::new() } else { within.to_string() };
    (blocks.len() > 1).then(|| {
        let label = visitor.words.t("field-block");
        Field::new("block", label, Control::Select(blocks)).value(chosen)
    })
}

/// The block in hand: the one asked for, else the one where it stands.
fn within(visitor: &Visitor, subject: &Subject, typed: &Typed) -> i64 {
    let stands = subject.institution.as_ref().and_then(|institution| {
        let block = visitor.home.places.at_level(institution.place_id, Level::Block);
        block.map(|block| block.id)
    });
    typed.query.number("block").or(stands).unwrap_or(0)
}

fn places(form: &Form<'_>, subject: &Subject, key: &str) -> Option<Field> {
    let within = within(form.visitor, subject, form.typed);
    let found = villages(form.visitor, within);
    (!found.is_empty()).then(|| form.select("place_id", key, ("change-choose", found)).required())
}

fn correct(form: &Form<'_>, subject: &Subject) -> Vec<Field> {
    let Some(institution) = &subject.institution else { return Vec::new() };
    let profile = institution.profile.masked();
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let day = |value: Option<chrono::NaiveDate>| value.map(show::day).unwrap_or_default();
    let code = |register: &str| {
        let mut codes = institution.codes.iter();
        codes.find(|(known, _)| known == register).map_or("", |(_, code)| code.as_str())
    };
    let line = |name: &str, key: &str, value: &Option<String>| {
        form.one(name, key, Control::Text, &text(value))
    };
    let mut fields = vec![
        form.hinted(line("name", "excel-name-hi", &profile.name_hi), "group-name-hint"),
        line("name_en", "excel-name-en", &profile.name_en),
        form.one("code_nrlm", "register-code-nrlm", Control::Text, code("nrlm")),
        form.one("code_lokos", "register-code-lokos", Control::Text, code("lokos")),
        form.one("formed_on", "field-formed-on", Control::Day, &day(profile.formed_on)),
    ];
    if institution.kind == Kind::Shg {
        let saving = profile.saving_paise.map(rupees).unwrap_or_default();
        fields.extend([
            line("category", "group-category", &profile.category),
            line("promoted_by", "field-promoted-by", &profile.promoted_by),
            form.one("saving", "field-saving", Control::Number, &saving),
        ]);
    } else {
        fields.extend([
            form.one(
                "registered_on",
                "change-registered-on",
                Control::Day,
                &day(profile.registered_on),
            ),
            line("registration_no", "change-registration-no", &profile.registration_no),
        ]);
    }
    let kept = |field| form.hinted(field, "change-account-kept");
    fields.extend([
        meetings(form, profile.meeting_frequency.as_deref()),
        line("bank_name", "field-bank", &profile.bank_name),
        line("branch_name", "field-branch", &profile.branch_name),
        line("ifsc", "field-ifsc", &profile.ifsc),
        kept(form.one(
            "account_no",
            "field-account-no",
            Control::Number,
            &text(&profile.account_no),
        )),
        form.one(
            "account_opened_on",
            "field-account-opened",
            Control::Day,
            &day(profile.account_opened_on),
        ),
        kept(form.one("mobile", "field-mobile", Control::Number, &text(&profile.mobile))),
    ]);
    // Asked for only where a proposal would write it, as LokOS stated it.
    if form.typed.query.get("members_stated").is_some() {
        fields.push(form.one("members_stated", "trail-members-stated", Control::Number, ""));
    }
    fields
}

/// How often it meets: the usual answers, and what stands where that is another.
fn meetings(form: &Form<'_>, stands: Option<&str>) -> Field {
    let words = form.visitor.words;
    let usual = ["weekly", "fortnightly", "monthly"];
    let other = stands.filter(|code| !usual.contains(code));
    let choice = |code: &str| Choice::new(code, said_meetings(words, code));
    let rest = usual.into_iter().chain(other).map(choice).collect();
    let field = form.select("meeting_frequency", "field-meeting", ("change-choose", rest));
    let value = form.typed.value("meeting_frequency", stands.unwrap_or_default());
    field.value(value)
}

fn parents(reader: &mut Reader, form: &Form<'_>, subject: &Subject) -> Result<Field> {
    let (visitor, hindi) = (form.visitor, form.visitor.hindi());
    let within = within(visitor, subject, form.typed);
    let levels: &[&str] = if subject.kind() == Kind::Shg { &["vo", "clf"] } else { &["clf"] };
    let mut found = Vec::new();
    for level in levels {
        let kind = visitor.words.t(&format!("field-{level}"));
        let all = federations(reader, visitor.scope(), level, within)?;
        let mut some: Vec<Choice> = all
            .iter()
            .map(|one| Choice::new(one.id.to_string(), format!("{} ({kind})", one.name(hindi))))
            .collect();
        some.sort_by(|a, b| a.label.cmp(&b.label));
        found.extend(some);
    }
    Ok(form.select("parent_id", "change-parent", ("group-unfederated", found)))
}

/// Other groups of the same panchayat, and the code of one anywhere else.
fn other_group(reader: &mut Reader, form: &Form<'_>, subject: &Subject) -> Result<Vec<Field>> {
    let (visitor, hindi) = (form.visitor, form.visitor.hindi());
    let Some(own) = &subject.institution else { return Ok(Vec::new()) };
    let gp = visitor.home.places.at_level(own.place_id, Level::Gp);
    let within_id = gp.map_or(own.place_id, |gp| gp.id);
    let status = Some("active".to_owned());
    let filter = Filter { within_id, status, ..Filter::all(Kind::Shg) };
    let found = list(reader, visitor.scope(), &filter, Order::Name, None, NEIGHBOURS)?;
    let open = subject.member.as_ref().is_none_or(|member| member.left_on.is_none());
    let others = found.iter().filter(|group| group.id != own.id || !open);
    let choice = |group: &samuh_groups::Listed| {
        let (first, second) =
            if hindi { (&group.name_hi, &group.name_en) } else { (&group.name_en, &group.name_hi) };
        let name = first.as_deref().or(second.as_deref()).unwrap_or_default();
        let code = group.code.as_deref().unwrap_or_default();
        Choice::new(group.id.to_string(), format!("{name} {code}").trim_end().to_owned())
    };
    let groups =
        form.select("to_id", "change-to-group", ("change-choose", others.map(choice).collect()));
    let code = form.one("to_code", "change-to-code", Control::Text, "");
    Ok(vec![form.hinted(groups, "change-to-group.hint"), code])
}

/// The present members of the group as choices.
fn present(reader: &mut Reader, form: &Form<'_>, subject: &Subject) -> Result<Vec<Choice>> {
    let Some(own) = &subject.institution else { return Ok(Vec::new()) };
    let members = members_of(reader, form.visitor.scope(), own.id, false)?;
    let choice = |member: &samuh_groups::MemberSeen| {
        let row = member_row(member, form.visitor.hindi());
        let label = [row.member.text.as_str(), row.relation.as_str()];
        let label = label.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        Choice::new(member.id.to_string(), label.join(" / "))
    };
    Ok(members.iter().filter(|member| member.left_on.is_none()).map(choice).collect())
}

fn split(reader: &mut Reader, form: &Form<'_>, subject: &Subject) -> Result<Vec<Field>> {
    let going = form.typed.every("members").join(",");
    let members = Control::Checks(present(reader, form, subject)?);
    let label = form.visitor.words.t("change-going");
    Ok(vec![
        form.day(),
        form.one("name", "change-new-name-hi", Control::Text, ""),
        form.one("name_en", "change-new-name-en", Control::Text, ""),
        form.one("code", "change-new-code", Control::Text, ""),
        Field::new("members", label, members).value(going),
    ])
}

fn enrol(reader: &mut Reader, form: &Form<'_>, subject: &Subject) -> Result<Vec<Field>> {
    let words = form.visitor.words;
    let coded = |prefix: &str, codes: &[&str]| -> Vec<Choice> {
        codes
            .iter()
            .map(|code| Choice::new(code.to_lowercase(), words.t(&format!("{prefix}-{code}"))))
            .collect()
    };
    let relatives = present(reader, form, subject)?;
    let household =
        form.select("household_of", "change-household-of", ("change-household-own", relatives));
    let mut fields = vec![
        form.day(),
        form.hinted(form.one("name", "excel-name-hi", Control::Text, ""), "group-name-hint"),
        form.one("name_en", "excel-name-en", Control::Text, ""),
        form.one("relation_name", "field-relation", Control::Text, ""),
        form.one("code", "field-code", Control::Text, ""),
        form.one("birth_year", "change-birth-year", Control::Number, ""),
    ];
    fields.extend(sure_of_age(form));
    fields.extend([
        form.select(
            "social",
            "field-category",
            ("change-choose", coded("category", &["SC", "ST", "OBC", "OTHER"])),
        ),
        form.select(
            "religion",
            "change-religion",
            ("change-choose", coded("religion", &RELIGIONS)),
        ),
        form.select(
            "disability",
            "change-disability",
            ("change-choose", coded("disability", &["no", "self", "family"])),
        ),
        form.one("pvtg", "member-pvtg", Control::Checkbox, ""),
        form.one("mobile", "field-mobile", Control::Number, ""),
        form.hinted(household, "change-household-of.hint"),
        form.one("household_code", "change-household-code", Control::Text, ""),
    ]);
    Ok(fields)
}

/// Asked only where an unlikely year of birth was sent.
fn sure_of_age(form: &Form<'_>) -> Option<Field> {
    let today = clock::today();
    let born = form.typed.query.get("birth_year").and_then(whole);
    let day = form.typed.query.get("born_on").and_then(|text| {
        let cell = Cell::Text(text.to_owned());
        let read = read::day(&cell, today).ok().flatten();
        read.map(|reading| i64::from(chrono::Datelike::year(&reading.value)))
    });
    let asks = form.typed.is_sent && day.or(born).is_some_and(|born| is_age_unlikely(born, today));
    asks.then(|| form.one("age_sure", "change-age-sure", Control::Checkbox, ""))
}

fn whole(text: &str) -> Option<i64> {
    let read = read::whole(&Cell::Text(text.to_owned())).ok().flatten();
    read.map(|reading| reading.value)
}

/// What is written of her, as it is shown to the desk; what is masked is asked with an empty field.
fn amend(form: &Form<'_>, subject: &Subject) -> Vec<Field> {
    let Some(her) = &subject.member else { return Vec::new() };
    let words = form.visitor.words;
    let line = |name: &str, key: &str, stands: &Option<String>| {
        form.one(name, key, Control::Text, stands.as_deref().unwrap_or_default())
    };
    let listed =
        |name: &str, key: &str, prefix: &str, codes: &[&str], stands: &Option<String>| {
            let mut all = vec![Choice::new("", words.t("change-stays"))];
            all.extend(codes.iter().map(|code| {
                Choice::new(code.to_lowercase(), words.t(&format!("{prefix}-{code}")))
            }));
            form.one(name, key, Control::Select(all), stands.as_deref().unwrap_or_default())
        };
    let yes_no = her.pvtg.map(|yes| if yes { "yes" } else { "no" }.to_owned());
    let born = her.born_on.map(show::day);
    let year = her.birth_year.map(|year| year.to_string());
    let mut fields = vec![
        line("name", "excel-name-hi", &her.name_hi),
        line("name_en", "excel-name-en", &her.name_en),
        line("relation_name", "field-relation", &her.relation_name),
        line("code", "field-code", &her.code),
        form.one("born_on", "field-born", Control::Day, born.as_deref().unwrap_or_default()),
        form.one("birth_year", "change-birth-year", Control::Number, &year.unwrap_or_default()),
    ];
    fields.extend(sure_of_age(form));
    fields.extend([
        listed("social", "field-category", "category", &["SC", "ST", "OBC", "OTHER"], &her.social),
        listed("religion", "change-religion", "religion", &RELIGIONS, &her.religion),
        listed(
            "disability",
            "change-disability",
            "disability",
            &["no", "self", "family"],
            &her.disability,
        ),
        listed("pvtg", "member-pvtg", "pvtg", &["yes", "no"], &yes_no),
        line("mobile", "field-mobile", &her.mobile),
        line("bank_name", "field-bank", &her.bank_name),
        line("branch_name", "field-branch", &her.branch_name),
        line("ifsc", "field-ifsc", &her.ifsc),
        line("account_no", "field-account-no", &her.account_no),
        line("address", "field-address", &her.address),
        line("household_code", "change-household-code", &her.household_code),
        form.one("without_contact", "change-without-contact", Control::Checkbox, ""),
        form.one("at_her_request", "change-at-her-request", Control::Checkbox, ""),
    ]);
    fields
}

fn bearer(reader: &mut Reader, form: &Form<'_>, subject: &Subject) -> Result<Vec<Field>> {
    let office = form.codes("office", "field-office", "office", OFFICES);
    let mut fields = vec![form.day(), office];
    if subject.kind() == Kind::Shg {
        let members = present(reader, form, subject)?;
        let none = "change-bearer-none";
        fields.push(form.select("member_id", "change-bearer-member", (none, members)));
    } else {
        fields.push(form.one("name", "change-bearer-name", Control::Text, ""));
    }
    Ok(fields)
}

fn grade(reader: &mut Reader, form: &Form<'_>) -> Result<Vec<Field>> {
    let (words, hindi) = (form.visitor.words, form.visitor.hindi());
    let Some(set) = grading_set(reader, form.visitor.scope(), clock::today())? else {
        return Ok(Vec::new());
    };
    let passes = words.args("change-passes", &[("pass", set.pass.into())]);
    let mut fields = vec![form.day().hint(passes)];
    for question in set.questions {
        let name = format!("mark_{}", question.no);
        let text = if hindi { question.text_hi } else { question.text_en };
        let principle = words.t(&format!("principle-{}", question.principle));
        let args = [("principle", principle.into()), ("most", question.most.into())];
        let value = form.typed.value(&name, "");
        let label = format!("{}. {text}", question.no);
        let field = Field::new(name, label, Control::Number).value(value).required();
        fields.push(field.hint(words.args("change-marks", &args)));
    }
    Ok(fields)
}

fn federate(reader: &mut Reader, form: &Form<'_>, subject: &Subject) -> Result<Vec<Field>> {
    let (visitor, words) = (form.visitor, form.visitor.words);
    let Some(place) = places(form, subject, "field-village") else { return Ok(Vec::new()) };
    let kinds = ["vo", "clf"].map(|kind| Choice::new(kind, words.t(&format!("field-{kind}"))));
    let within = within(visitor, subject, form.typed);
    let found = federations(reader, visitor.scope(), "clf", within)?;
    let clfs = found.iter().map(|one| Choice::new(one.id.to_string(), one.name(visitor.hindi())));
    let mut above = vec![Choice::new("", "—")];
    above.extend(clfs);
    Ok(vec![
        form.one("kind", "field-kind", Control::Select(kinds.to_vec()), "vo").required(),
        form.hinted(form.one("name", "excel-name-hi", Control::Text, ""), "group-name-hint"),
        form.one("name_en", "excel-name-en", Control::Text, ""),
        form.one("code", "field-code", Control::Text, ""),
        place,
        form.one("parent_id", "field-clf", Control::Select(above), ""),
        form.one("formed_on", "field-formed-on", Control::Day, "").required(),
        form.one("registered_on", "change-registered-on", Control::Day, ""),
        form.one("registration_no", "change-registration-no", Control::Text, ""),
    ])
}
