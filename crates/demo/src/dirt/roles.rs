//! What a column of the demo's sheets holds, so that each is soiled as such columns are.

use crate::table::Table;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// An opaque code that is all digits.
    Code,
    /// The name a record cannot be without.
    MainName,
    /// Another name in Hindi.
    Name,
    /// A name in Latin letters.
    LatinName,
    /// The block.
    Block,
    /// The gram panchayat.
    Gp,
    /// The village, told by its name.
    Village,
    /// A day.
    Day,
    /// A mobile number.
    Mobile,
    /// Rupees.
    Money,
    /// A count.
    Count,
    /// Anything that is left alone.
    Other,
}

/// The roles of a table's columns.
pub fn roles(table: &Table) -> Vec<Role> {
    let coded = table.headings.iter().any(|heading| heading.contains("ग्राम कोड"));
    let of_members = table.column("सदस्य का नाम").is_some();
    let twice = table.column("संगठन का नाम (अंग्रेजी)").is_some();
    let role = |heading: &String| match role(heading, coded) {
        // A record with its name in Latin letters beside has not lost its name.
        Role::MainName if twice => Role::Name,
        // Among members the group's name only repeats what its code says.
        Role::MainName if of_members && heading == "समूह का नाम" => Role::Name,
        own => own,
    };
    table.headings.iter().map(role).collect()
}

fn role(heading: &str, village_coded: bool) -> Role {
    match heading {
        "SHG Code" | "सदस्य कोड" | "संगठन कोड" | "ग्राम संगठन कोड" | "संकुल संगठन कोड" => {
            Role::Code
        }
        "ग्राम कोड (LGD)" | "परिवार क्रमांक" => {
            Role::Code
        }
        "समूह का नाम" | "सदस्य का नाम" | "संगठन का नाम" => {
            Role::MainName
        }
        "पिता/पति का नाम" | "ग्राम संगठन का नाम" | "संकुल संगठन का नाम" | "अध्यक्ष" => {
            Role::Name
        }
        "संगठन का नाम (अंग्रेजी)" => Role::LatinName,
        "विकासखण्ड" => Role::Block,
        "ग्राम पंचायत" => Role::Gp,
        // Beside its code a village's name says nothing new, so dirt on it proves nothing.
        "ग्राम" if !village_coded => Role::Village,
        "मोबाइल नंबर" => Role::Mobile,
        "सदस्य संख्या" | "लक्षित परिवार" => {
            Role::Count
        }
        _ if heading.contains("राशि") || heading.contains("विक्रय") => {
            Role::Money
        }
        _ if ["दिनांक", "तिथि"].iter().any(|word| heading.contains(word)) => {
            Role::Day
        }
        _ if crate::reports::reported().any(|series| series.heading == heading) => Role::Count,
        _ => Role::Other,
    }
}
