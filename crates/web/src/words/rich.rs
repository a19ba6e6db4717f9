//! Turns the stress and link marks of a message into HTML, with everything else escaped.

use maud::{Markup, PreEscaped, html};

/// Draws `⟦…⟧` as bold and `⟨…⟩` as a link to the next address; an unclosed mark is closed at
/// the end, a link without an address is plain text.
pub(super) fn mark_up(text: &str, links: &[&str]) -> Markup {
    let mut drawn = String::with_capacity(text.len() + 32);
    let mut addresses = links.iter();
    let mut open: Vec<&'static str> = Vec::new();
    for piece in text.split_inclusive(['⟦', '⟧', '⟨', '⟩']) {
        let plain = piece.trim_end_matches(['⟦', '⟧', '⟨', '⟩']);
        drawn.push_str(&html! { (plain) }.into_string());
        match piece.chars().next_back() {
            Some('⟦') => {
                drawn.push_str("<b>");
                open.push("</b>");
            }
            Some('⟨') => match addresses.next() {
                Some(address) => {
                    let escaped = html! { (*address) }.into_string();
                    drawn.push_str(&format!("<a href=\"{escaped}\">"));
                    open.push("</a>");
                }
                None => open.push(""),
            },
            Some('⟧' | '⟩') => drawn.push_str(open.pop().unwrap_or("")),
            _ => {}
        }
    }
    while let Some(tag) = open.pop() {
        drawn.push_str(tag);
    }
    PreEscaped(drawn)
}
