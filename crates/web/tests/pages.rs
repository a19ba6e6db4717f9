//! Every page with invented data, in both languages: the promises of the design system.

#[path = "../examples/gallery/samples/mod.rs"]
mod samples;

fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or(rest))
}

fn named<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    tags(html)
        .filter_map(|tag| tag.split(&start).nth(1))
        .map(|rest| rest.split('"').next().unwrap_or(rest))
        .collect()
}

#[test]
fn no_page_needs_more_than_the_strict_content_policy_allows() {
    for (name, html) in samples::every_page() {
        for tag in tags(&html) {
            assert!(!tag.contains(" style="), "{name}: <{tag}>");
            let handler = tag.split_whitespace().any(|part| {
                let name = part.split('=').next().unwrap_or(part);
                part.contains("=\"") && name.starts_with("on")
            });
            assert!(!handler, "{name}: handler in <{tag}>");
            let outside =
                tag.contains("src=\"http") || tag.starts_with("link") && tag.contains("http");
            assert!(!outside, "{name}: <{tag}>");
        }
        assert!(!html.contains("<style"), "{name}");
        let inline = html.split("<script").skip(1).any(|script| !script.contains(" src="));
        assert!(!inline, "{name} has an inline script");
    }
}

#[test]
fn every_page_has_one_title_and_its_headings_step_down_one_by_one() {
    for (name, html) in samples::every_page() {
        let levels: Vec<u32> = tags(&html)
            .filter_map(|tag| tag.strip_prefix('h')?.chars().next()?.to_digit(10))
            .collect();
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{name}: {levels:?}");
        for pair in levels.windows(2) {
            assert!(pair[1] <= pair[0] + 1, "{name}: {levels:?}");
        }
    }
}

#[test]
fn every_field_has_a_label_and_ids_are_used_once() {
    for (name, html) in samples::every_page() {
        let ids = named(&html, "id");
        let labels = named(&html, "for");
        for (at, id) in ids.iter().enumerate() {
            assert!(!ids[..at].contains(id), "{name}: id {id} twice");
        }
        for label in &labels {
            assert!(ids.contains(label), "{name}: label for {label} without a field");
        }
        for tag in tags(&html).filter(|tag| tag.starts_with("select") || tag.starts_with("input")) {
            let told = tag.contains("type=\"hidden\"")
                || tag.contains("aria-label=")
                || tag.contains("type=\"radio\"")
                || tag.contains("type=\"checkbox\"")
                || labels.iter().any(|label| tag.contains(&format!("id=\"{label}\"")));
            assert!(told, "{name}: <{tag}> has no label");
        }
        for described in named(&html, "aria-describedby").iter().flat_map(|ids| ids.split(' ')) {
            assert!(ids.contains(&described), "{name}: {described} is not there");
        }
    }
}

#[test]
fn a_page_is_written_in_the_language_it_names() {
    for (name, html) in samples::every_page() {
        let lang = if name.ends_with("-hi") { "hi" } else { "en" };
        assert!(html.contains(&format!("<html lang=\"{lang}\"")), "{name}");
        let marked = html.contains(['⟦', '⟧', '⟨', '⟩']) || html.contains("{ $");
        assert!(!marked, "{name} shows a mark of the word files");
    }
}

#[test]
fn english_pages_hold_hindi_only_where_data_is_hindi() {
    let hindi = |text: &str| text.chars().any(|c| ('\u{900}'..='\u{97f}').contains(&c) && c != '।');
    for (name, html) in samples::every_page() {
        let about =
            ["sign-in", "error", "privacy", "accessibility", "contact", "users", "dashboard"];
        if !name.ends_with("-en") || !about.iter().any(|start| name.starts_with(start)) {
            continue;
        }
        let body = html.split("<main").nth(1).and_then(|rest| rest.split("</main>").next());
        assert!(!hindi(body.expect("a main part")), "{name} is half translated");
    }
}

#[test]
fn every_figure_of_the_collectors_page_opens() {
    let pages = samples::every_page();
    let (_, html) = pages.iter().find(|(name, _)| name == "dashboard-hi").expect("a sample");
    let table = html.split("class=\"heat ").nth(1).expect("the table");
    let rows = table.split("<tr").skip(2);
    for row in rows.filter(|row| row.contains("role=\"cell\"")) {
        let cells = row.matches("role=\"cell\"").count();
        assert_eq!(cells, 6, "five blocks and the district");
        assert_eq!(
            row.matches("class=\"cell ").count() + row.matches("class=\"t\"").count(),
            cells
        );
        assert!(!row.contains("href=\"\""), "{row}");
    }
}

#[test]
fn the_six_counts_and_the_rows_stand_on_the_page_of_a_dry_run() {
    let pages = samples::every_page();
    let (_, html) = pages.iter().find(|(name, _)| name == "import-dry-run-hi").expect("a sample");
    let tally = html.split("class=\"tally\"").nth(1).expect("the counts");
    let numbers: Vec<i64> = tally
        .split("<dd>")
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap_or("").replace(',', ""))
        .map(|number| number.parse().expect("a number"))
        .collect();
    assert_eq!(numbers.len(), 7);
    assert_eq!(numbers[0], numbers[1..].iter().sum::<i64>());
}

#[test]
fn a_target_grid_shows_the_sums_of_its_rows_and_columns() {
    let pages = samples::every_page();
    let (_, html) = pages.iter().find(|(name, _)| name == "targets-grid-en").expect("a sample");
    assert!(html.contains("data-column=\"1\">35<"), "five blocks of 7 in April");
    assert!(html.contains("data-all=\"\">895<"), "five blocks of 179");
    assert!(html.contains("class=\"sum off\" data-row=\"\">179<"), "a row that misses its year");
}

#[test]
fn the_collectors_page_stays_inside_its_budget() {
    let pages = samples::every_page();
    let (_, html) = pages.iter().find(|(name, _)| name == "dashboard-hi").expect("a sample");
    assert!(html.len() < 96 * 1024, "{} bytes before compression", html.len());
}
