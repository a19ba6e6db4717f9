//! What the office's sheets call each indicator: codes, Hindi and English names, usual short forms.

use std::{collections::HashMap, sync::LazyLock};

use samuh_figures::catalogue::{INDICATORS, Indicator, Nature, by_code};
use samuh_imports::Series;
use samuh_kernel::text::fold;

/// Code and names, parted by `|`. Sources: DOMAIN A.3 and H; headings of district sheets.
const NAMES: &[(&str, &str)] = &[
    (
        "shg_formed",
        "समूह गठन | गठित समूह | नवीन समूह गठन | नये समूह | समूहों का गठन | स्व सहायता समूह गठन | \
         SHG Formed | SHGs Formed | Groups Formed | SHG Formation | New SHG | New SHGs",
    ),
    ("shg_active", "सक्रिय समूह | सक्रिय समूहों की संख्या | Active SHG | Active SHGs | Active Groups"),
    (
        "shg_inactive",
        "निष्क्रिय समूह | असक्रिय समूह | Inactive SHG | Inactive SHGs | Inactive Groups | Defunct SHG",
    ),
    (
        "members",
        "समूह सदस्य | समूह सदस्यों की संख्या | सदस्य संख्या | SHG Members | Group Members | \
         Members of SHG | Members in SHG",
    ),
    (
        "households",
        "समूहों से जुड़े परिवार | जुड़े परिवार | समूह में परिवार | परिवार कवरेज | Households in Groups | \
         Households Mobilised | HH Mobilised | Households Covered | HH Covered",
    ),
    (
        "target_households",
        "लक्षित परिवार | लक्षित परिवारों की संख्या | Target Households | Targeted Households | Target HH",
    ),
    ("saturation", "संतृप्तता | संतृप्तता (सैचुरेशन) | सैचुरेशन | Saturation"),
    (
        "lokos_entered",
        "लोकोस में समूह प्रविष्टि | लोकोस प्रविष्टि | लोकोस में दर्ज समूह | LokOS में प्रविष्टि | \
         Groups Entered in LokOS | SHG Entered in LokOS | LokOS Entry | LokOS SHG Entry",
    ),
    (
        "lokos_approved",
        "लोकोस में स्वीकृत समूह | लोकोस स्वीकृत | लोकोस अनुमोदित समूह | Groups Approved in LokOS | \
         SHG Approved in LokOS | LokOS Approved",
    ),
    (
        "lokos_transacting",
        "लोकोस में लेन-देन वाले समूह | लोकोस लेनदेन | लोकोस ट्रांजेक्शन | \
         Groups with Transactions in LokOS | LokOS Transaction | LokOS Transactions",
    ),
    (
        "with_account",
        "बैंक खाता वाले समूह | समूह बैंक खाता | बचत खाता वाले समूह | समूहों के बैंक खाते | \
         Groups with a Bank Account | SHG with Bank Account | SHG Bank Account | SHG Savings Account",
    ),
    ("members_sc", "अनुसूचित जाति सदस्य | अजा सदस्य | SC Members | SC Member"),
    ("members_st", "अनुसूचित जनजाति सदस्य | अजजा सदस्य | ST Members | ST Member"),
    (
        "members_pvtg",
        "विशेष पिछड़ी जनजाति (पीवीटीजी) सदस्य | विशेष पिछड़ी जनजाति सदस्य | पीवीटीजी सदस्य | \
         PVTG Members | PVTG Member",
    ),
    ("members_minority", "अल्पसंख्यक सदस्य | Minority Members | Minority Member"),
    (
        "members_disabled",
        "दिव्यांग सदस्य | Members with Disability | Disabled Members | PwD Members | Divyang Members",
    ),
    (
        "vo_formed",
        "ग्राम संगठन गठन | गठित ग्राम संगठन | ग्राम संगठनों का गठन | VO Formed | VOs Formed | VO Formation",
    ),
    (
        "clf_formed",
        "संकुल संगठन गठन | गठित संकुल संगठन | संकुल गठन | CLF Formed | CLFs Formed | CLF Formation",
    ),
    ("shg_in_vo", "ग्राम संगठन से जुड़े समूह | वीओ से जुड़े समूह | Groups in a VO | SHG in VO | SHGs in VO"),
    ("vo_in_clf", "संकुल संगठन से जुड़े ग्राम संगठन | संकुल से जुड़े ग्राम संगठन | VOs in a CLF | VO in CLF"),
    ("trainings_held", "पंजी से आयोजित प्रशिक्षण | Trainings from the Register"),
    ("persons_trained", "प्रशिक्षित व्यक्ति | प्रशिक्षित सदस्य | Persons Trained"),
    ("pg_formed", "पंजी में उत्पादक समूह | पंजीबद्ध उत्पादक समूह | PGs in the Register | PG in Register"),
    ("fpo_formed", "कृषक उत्पादक संगठन गठन | एफपीओ गठन | FPOs Formed | FPO Formed | FPO Formation"),
    (
        "vo_audited",
        "ग्राम संगठन ऑडिट | ग्राम संगठन अंकेक्षण | ऑडिट हुए ग्राम संगठन | VOs Audited | VO Audited | VO Audit",
    ),
    (
        "trainings",
        "प्रशिक्षण | प्रशिक्षणों की संख्या | आयोजित प्रशिक्षण | Trainings | Training | Trainings Held | \
         No of Trainings",
    ),
    (
        "rf_groups",
        "आरएफ (चक्रीय निधि) वितरण | चक्रीय निधि वितरण | चक्रीय निधि समूह | आरएफ समूह | आरएफ वितरण | \
         RF समूह | Revolving Fund (RF) Released | RF Groups | RF SHG | RF SHGs | RF Released | \
         Revolving Fund Groups",
    ),
    (
        "rf_amount",
        "आरएफ (चक्रीय निधि) राशि | चक्रीय निधि राशि | आरएफ राशि | RF राशि | \
         Revolving Fund (RF) Amount | RF Amount | Revolving Fund Amount",
    ),
    (
        "cif_groups",
        "सीआईएफ वितरण | सीआईएफ समूह | सामुदायिक निवेश निधि वितरण | सामुदायिक निवेश निधि समूह | CIF समूह | \
         CIF Released | CIF Groups | CIF SHG | CIF SHGs",
    ),
    (
        "cif_amount",
        "सीआईएफ राशि | सामुदायिक निवेश निधि राशि | CIF राशि | CIF Amount | Community Investment Fund Amount",
    ),
    (
        "linkage_groups",
        "बैंक लिंकेज | बैंक लिंकेज समूह | बैंक लिंकेज वाले समूह | बैंक ऋण समूह | बैंक लिंकेज संख्या | \
         Bank Linkage | Bank Linkage Groups | Bank Linkage SHG | Credit Linkage | Credit Linked SHG | \
         SHG Bank Linkage",
    ),
    (
        "linkage_amount",
        "बैंक लिंकेज राशि | बैंक ऋण राशि | Bank Linkage Amount | Credit Linkage Amount | \
         Bank Loan Amount | Bank Linkage राशि",
    ),
    (
        "pmjjby",
        "पीएमजेजेबीवाई बीमा | पीएमजेजेबीवाई | प्रधानमंत्री जीवन ज्योति बीमा योजना | जीवन ज्योति बीमा | \
         PMJJBY | PMJJBY Cover | PMJJBY Covers | PMJJBY Enrolment",
    ),
    (
        "pmsby",
        "पीएमएसबीवाई बीमा | पीएमएसबीवाई | प्रधानमंत्री सुरक्षा बीमा योजना | सुरक्षा बीमा | \
         PMSBY | PMSBY Cover | PMSBY Covers | PMSBY Enrolment",
    ),
    ("apy", "अटल पेंशन योजना | अटल पेंशन | एपीवाई | Atal Pension Yojana | APY | APY Enrolment"),
    (
        "lakhpati_didis",
        "लखपति दीदी | लखपति दीदियाँ | लखपति दीदी संख्या | Lakhpati Didi | Lakhpati Didis",
    ),
    (
        "mission2020_groups",
        "मिशन 20-20 समूह | मिशन 20-20 | मिशन 2020 समूह | मिशन 2020 | Mission 20-20 Groups | \
         Mission 20-20 | Mission 2020 Groups | Mission 2020",
    ),
    (
        "producer_groups",
        "उत्पादक समूह गठन | उत्पादक समूह | Producer Groups Formed | Producer Groups | Producer Group | PG Formed",
    ),
    (
        "pvtg_families",
        "लाभान्वित पीवीटीजी परिवार | पीवीटीजी परिवार | विशेष पिछड़ी जनजाति परिवार | \
         PVTG Families Reached | PVTG Families | PVTG Households",
    ),
    (
        "sales",
        "समूहों का विक्रय | विक्रय | विक्रय राशि | बिक्री | बिक्री राशि | समूह उत्पाद विक्रय | \
         Sales of Groups | Sales | Sale | Sale Amount | Sales Amount",
    ),
];

/// Every indicator that may head a column or stand in one, with its names. Ratios are not typed.
pub fn series() -> Vec<Series> {
    let typed = NAMES.iter().filter(|(code, _)| {
        by_code(code).is_some_and(|known| !matches!(known.nature, Nature::Ratio { .. }))
    });
    typed
        .map(|(code, names)| Series {
            code: (*code).to_owned(),
            words: names.split('|').map(|name| name.trim().to_owned()).collect(),
        })
        .collect()
}

static BY_NAME: LazyLock<HashMap<String, &'static Indicator>> = LazyLock::new(|| {
    let names = NAMES.iter().flat_map(|(code, names)| {
        names.split('|').chain([*code]).map(move |name| (fold(name), *code))
    });
    let found = names.filter_map(|(name, code)| Some((name, by_code(code)?)));
    found.chain(INDICATORS.iter().map(|one| (fold(one.code), one))).collect()
});

/// The indicator of a code or a whole name, in either language.
pub(crate) fn named(text: &str) -> Option<&'static Indicator> {
    BY_NAME.get(&fold(text)).copied()
}

/// The one indicator that a title speaks of: the longest name in it, when no other is as long.
pub(crate) fn named_in(title: &str) -> Option<&'static Indicator> {
    let title = format!(" {} ", fold(title));
    let mut found: Option<(usize, &'static Indicator)> = None;
    let mut is_sure = true;
    for (name, indicator) in BY_NAME.iter().filter(|(name, _)| title.contains(&format!(" {name} ")))
    {
        match found {
            Some((length, _)) if name.len() < length => {}
            Some((length, known)) if name.len() == length => is_sure &= known.id == indicator.id,
            _ => (found, is_sure) = (Some((name.len(), *indicator)), true),
        }
    }
    found.filter(|_| is_sure).map(|(_, indicator)| indicator)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    #[test]
    fn every_indicator_has_names_and_no_name_means_two() {
        let named: Vec<&str> = NAMES.iter().map(|(code, _)| *code).collect();
        let codes: Vec<&str> = INDICATORS.iter().map(|one| one.code).collect();
        assert_eq!(named, codes, "in the order of the catalogue");
        let mut claimed: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for (code, names) in NAMES {
            for name in names.split('|') {
                claimed.entry(fold(name)).or_default().insert(code);
            }
        }
        claimed.retain(|_, codes| codes.len() > 1);
        assert!(claimed.is_empty(), "{claimed:?}");
    }

    #[test]
    fn a_title_names_the_longest_indicator_it_holds() {
        let code = |title: &str| named_in(title).map(|one| one.code);
        assert_eq!(code("बैंक लिंकेज राशि — लक्ष्य वर्ष 2026-27"), Some("linkage_amount"));
        assert_eq!(code("समूह गठन लक्ष्य वर्ष 2026-27"), Some("shg_formed"));
        assert_eq!(code("Mission 20-20 Groups: target"), Some("mission2020_groups"));
        assert_eq!(code("मासिक प्रगति प्रतिवेदन"), None);
    }

    #[test]
    fn a_ratio_heads_no_column() {
        assert!(series().iter().all(|one| one.code != "saturation"));
        assert_eq!(named("Saturation").map(|one| one.code), Some("saturation"));
    }
}
