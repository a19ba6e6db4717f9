//! A short text as a QR code, drawn as SVG: what a telephone reads off a page or a certificate.

use fast_qr::{
    ECL, QRBuilder,
    convert::{Builder as _, svg::SvgBuilder},
};

/// White modules around the code, as its standard asks (ISO/IEC 18004: four).
const QUIET: usize = 4;

/// The text as an SVG picture without styles or scripts; none where it is too long for a code.
pub fn svg(text: &str) -> Option<String> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    Some(SvgBuilder::default().margin(QUIET).to_str(&code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_a_picture_and_too_long_a_text_becomes_none() {
        let drawn = svg("otpauth://totp/Samuh:bpm.makdi?secret=ABC").expect("it fits");
        assert!(drawn.starts_with("<svg viewBox=") && drawn.ends_with("</svg>"), "{drawn}");
        assert!(!drawn.contains("style") && !drawn.contains("<script"));
        assert_ne!(Some(drawn), svg("otpauth://totp/Samuh:bpm.makdi?secret=ABD"));
        assert_eq!(svg(&"क".repeat(2000)), None);
    }
}
