//! Which posts a draft is for: those of the offices it names; where it names nobody, the post that
//! answers for its subject. An officer confirms either.

use samuh_kernel::text::fold;

use super::model::{Draft, Office};

/// A post as the district has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its number.
    pub id: i64,
    /// Code of its role.
    pub role: String,
    /// Its own title in Hindi.
    pub title_hi: Option<String>,
    /// Its own title in English.
    pub title_en: Option<String>,
    /// Hindi name of the first unit it looks at.
    pub unit_hi: Option<String>,
    /// English name of that unit.
    pub unit_en: Option<String>,
    /// The areas of work it is narrowed to.
    pub themes: Vec<String>,
    /// The offices its Hindi title names.
    pub offices: Vec<&'static str>,
}

/// Where a suggestion comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The text names the office.
    Text,
    /// The text names nobody; the post answers for the subject.
    Topic,
    /// Neither the text nor its subject leads to a post.
    Nothing,
}

/// The most posts that are suggested for one draft.
const MOST: usize = 12;

/// The posts a draft is for, by number, and where that comes from.
pub fn posts(draft: &Draft, sentence: &str, known: &[Known]) -> (Vec<i64>, Basis) {
    let mut found: Vec<i64> = Vec::new();
    for office in &draft.offices {
        let fits: Vec<&Known> = known.iter().filter(|post| holds(post, *office)).collect();
        found.extend(narrowed(&fits, office.theme, sentence));
    }
    if !found.is_empty() {
        return (tidied(found), Basis::Text);
    }
    for topic in &draft.topics {
        let fits: Vec<&Known> = known
            .iter()
            .filter(|post| post.role == topic.role && topic.role != "line_dept")
            .collect();
        // Whoever is narrowed to other work does not answer for this.
        let fits: Vec<&Known> = fits
            .into_iter()
            .filter(|post| {
                post.themes.is_empty() || post.themes.iter().any(|own| own == topic.theme)
            })
            .collect();
        let fits = narrowed(&fits, topic.theme, sentence);
        if !fits.is_empty() && fits.len() <= MOST {
            return (tidied(fits), Basis::Topic);
        }
    }
    (Vec::new(), Basis::Nothing)
}

/// A department is known by its title; every other office by its role.
fn holds(post: &Known, office: Office) -> bool {
    if post.role != office.role {
        return false;
    }
    let by_title = matches!(office.role, "line_dept" | "bank" | "cadre");
    match (by_title, post.offices.is_empty()) {
        (true, _) if office.code == "line_dept" => true,
        (true, false) => post.offices.contains(&office.code),
        (true, true) => office.role == "bank" && office.code == "ldm",
        (false, _) => true,
    }
}

/// Of posts that fit: those of a place the sentence names, and of the area of work.
fn narrowed(fits: &[&Known], theme: &str, sentence: &str) -> Vec<i64> {
    let said = format!(" {} ", fold(sentence));
    let named: Vec<&Known> = fits
        .iter()
        .copied()
        .filter(|post| {
            post.unit_hi.as_deref().is_some_and(|unit| said.contains(&format!(" {} ", fold(unit))))
        })
        .collect();
    let fits = if named.is_empty() { fits.to_vec() } else { named };
    let of_theme: Vec<&Known> =
        fits.iter().copied().filter(|post| post.themes.iter().any(|own| own == theme)).collect();
    let fits = if of_theme.is_empty() { fits } else { of_theme };
    if fits.len() > MOST { Vec::new() } else { fits.iter().map(|post| post.id).collect() }
}

fn tidied(mut posts: Vec<i64>) -> Vec<i64> {
    posts.sort_unstable();
    posts.dedup();
    posts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::read;

    fn post(id: i64, role: &str, unit: &str, themes: &[&str]) -> Known {
        Known {
            id,
            role: role.into(),
            title_hi: None,
            title_en: None,
            unit_hi: Some(unit.into()),
            unit_en: None,
            themes: themes.iter().map(|theme| (*theme).to_owned()).collect(),
            offices: Vec::new(),
        }
    }

    fn of(text: &str) -> (Vec<i64>, Basis) {
        let known = [
            post(1, "janpad_ceo", "माकड़ी", &[]),
            post(2, "janpad_ceo", "केशकाल", &[]),
            post(3, "dpm", "", &["finance"]),
            post(4, "dpm", "", &["farm"]),
            Known { offices: vec!["agri_dd"], ..post(5, "line_dept", "", &[]) },
            Known { offices: vec!["phe"], ..post(6, "line_dept", "", &[]) },
        ];
        let reading = read(text, None);
        let draft = &reading.drafts[0];
        posts(draft, &reading.text[draft.sentence.from..draft.sentence.to], &known)
    }

    #[test]
    fn an_office_named_leads_to_its_posts_and_a_place_to_the_one() {
        assert_eq!(of("कलेक्टर ने सभी जनपद सीईओ को सूची भेजने के निर्देश दिए।"), (vec![1, 2], Basis::Text));
        assert_eq!(of("कलेक्टर ने जनपद सीईओ माकड़ी को सूची भेजने के निर्देश दिए।"), (vec![1], Basis::Text));
        assert_eq!(of("कलेक्टर ने कृषि विभाग को बीज देने के निर्देश दिए।"), (vec![5], Basis::Text));
    }

    #[test]
    fn where_nobody_is_named_the_subject_leads() {
        assert_eq!(of("कलेक्टर ने सीआईएफ की राशि जारी करने के निर्देश दिए।"), (vec![3], Basis::Topic));
        assert_eq!(of("कलेक्टर ने प्रशिक्षण कराने के निर्देश दिए।"), (vec![], Basis::Nothing));
        assert_eq!(of("कलेक्टर ने कार्य में तेजी लाने के निर्देश दिए।"), (vec![], Basis::Nothing));
    }
}
