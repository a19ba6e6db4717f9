//! A certificate of appreciation (प्रशस्ति पत्र): one page, lying, in both languages.

use chrono::NaiveDateTime;
use serde::Serialize;

use super::Signer;

/// A certificate. Empty texts are not drawn.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Certificate {
    /// When it was made, by India's clock.
    pub made_at: NaiveDateTime,
    /// The office's lines in the first language.
    pub office: Vec<String>,
    /// The same in the second, in one line.
    pub office_below: String,
    /// The title, large.
    pub title: String,
    /// The title in the second language.
    pub title_below: String,
    /// The name, with its honorific.
    pub name: String,
    /// Who she or he is: post, group, village, block.
    pub who: String,
    /// Why it is given.
    pub text: String,
    /// Why it is given, in the second language.
    pub text_below: String,
    /// The serial, as it is shown.
    pub serial: String,
    /// The day it is given, as it is shown.
    pub dated: String,
    /// The address behind the QR code, at which anybody may check the serial.
    pub check_address: String,
    /// The line below the QR code.
    pub check_line: String,
    /// Who signs, from left to right.
    pub signers: Vec<Signer>,
}
