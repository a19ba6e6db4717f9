//! Headings of attendance sheets of trainings: who came, to which session, with marks before and
//! after. The blank sheet of an event and the block offices' own.

use super::lists;
use crate::shape::{
    Column,
    Kind::{Choice, Code, Mobile, Name, Whole},
    Shape,
};

/// How many columns of sessions a sheet may have.
pub const SESSIONS: usize = 20;
/// Where the columns of sessions begin.
pub const FIRST_SESSION: usize = 9;

macro_rules! session {
    ($no:literal) => {
        Column::new(
            concat!("session_", $no),
            Choice(lists::PRESENCE),
            concat!(
                "सत्र ",
                $no,
                " | Session ",
                $no,
                " | सत्र क्रमांक ",
                $no,
                " | Session No ",
                $no,
                " | S",
                $no,
                " | दिन ",
                $no,
                " | Day ",
                $no,
                " | दिवस ",
                $no,
                " | D",
                $no,
                " | उपस्थिति सत्र ",
                $no,
                " | Attendance Day ",
                $no,
                " | उपस्थिति दिन ",
                $no
            ),
        )
    };
}

/// The columns; the event may stand in the title instead.
pub const COLUMNS: &[Column] = &[
    Column::new(
        "event_no",
        Code,
        "कार्यक्रम क्रमांक | Event No | प्रशिक्षण क्रमांक | Training No | Event Number | Event ID | \
         कार्यक्रम नंबर | Training ID | Programme No",
    ),
    Column::new(
        "name",
        Name,
        "नाम | Name | प्रतिभागी का नाम | Participant Name | Name of Participant | सहभागी का नाम | \
         प्रशिक्षणार्थी का नाम | Trainee Name | Name of Trainee | सदस्य का नाम | Member Name | दीदी का नाम | \
         प्रतिभागी | Participant | हितग्राही का नाम",
    )
    .required()
    .identifies(),
    Column::new(
        "shg_name",
        Name,
        "समूह का नाम | SHG Name | समूह | SHG | Name of SHG | Group Name | Group | स्व सहायता समूह | \
         समूह/संस्था | संस्था | संगठन | Institution",
    ),
    Column::new(
        "village",
        Name,
        "ग्राम | Village | गाँव | ग्राम का नाम | Village Name | Name of Village | निवास | पता | Address",
    ),
    Column::new(
        "mobile",
        Mobile,
        "मोबाइल | Mobile | मोबाइल नंबर | Mobile No | मो. | मो. नं. | Contact No | Phone | Mobile Number | \
         मोबाईल | मोबाईल नंबर | संपर्क नंबर | दूरभाष",
    ),
    Column::new(
        "member_code",
        Code,
        "सदस्य कोड | Member Code | Member ID | सदस्य आईडी | सदस्य का कोड | LokOS Member Code | SHG Member Code",
    )
    .identifies(),
    Column::new(
        "present",
        Choice(lists::PRESENCE),
        "उपस्थिति | Attendance | उपस्थित | Present | हाजिरी | उपस्थिति (हाँ/नहीं) | Present (Yes/No) | P/A",
    ),
    Column::new(
        "before",
        Whole,
        "पूर्व अंक | Pre-test marks | पूर्व परीक्षण | Pre Test | Pre-Test Score | पूर्व परीक्षण अंक | Pre Marks | \
         प्री टेस्ट | Pre",
    ),
    Column::new(
        "after",
        Whole,
        "पश्चात अंक | Post-test marks | पश्चात परीक्षण | Post Test | Post-Test Score | पश्चात परीक्षण अंक | \
         Post Marks | पोस्ट टेस्ट | Post",
    ),
    session!(1),
    session!(2),
    session!(3),
    session!(4),
    session!(5),
    session!(6),
    session!(7),
    session!(8),
    session!(9),
    session!(10),
    session!(11),
    session!(12),
    session!(13),
    session!(14),
    session!(15),
    session!(16),
    session!(17),
    session!(18),
    session!(19),
    session!(20),
];

/// A sheet of attendance names persons.
pub const SHAPE: Shape =
    Shape { register: "attendance", columns: COLUMNS, needs: &[&["name"]], repeated: None };
