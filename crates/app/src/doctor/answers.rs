//! The headers of our own answers, asked of the site itself without a socket.

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request},
};
use tower::ServiceExt;

/// What every answer must say to the browser, and a word that must be in it.
const WANTED: [(&str, &str); 6] = [
    ("content-security-policy", "default-src 'self'"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("permissions-policy", "camera=()"),
    ("cross-origin-opener-policy", "same-origin"),
];
/// Addresses that answer everybody, one that is not there among them.
const ASKED: [&str; 3] = ["/sign-in", "/health", "/there-is-no-such-page"];

/// The headers that an answer of the site lacks; none where all is well.
pub async fn missing_headers(site: Router, is_secure: bool) -> Vec<String> {
    let mut missing = Vec::new();
    for address in ASKED {
        let Ok(request) = Request::get(address).body(Body::empty()) else { continue };
        let answer = site.clone().oneshot(request).await;
        let Ok(answer) = answer;
        missing.extend(lacking(answer.headers(), is_secure));
    }
    missing.sort();
    missing.dedup();
    missing
}

fn lacking(headers: &HeaderMap, is_secure: bool) -> Vec<String> {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("");
    let mut lacking: Vec<String> = WANTED
        .iter()
        .filter(|(name, word)| !said(name).contains(word))
        .map(|(name, _)| (*name).to_owned())
        .collect();
    if said("content-security-policy").contains("unsafe") {
        lacking.push("content-security-policy".to_owned());
    }
    if is_secure && said("strict-transport-security").is_empty() {
        lacking.push("strict-transport-security".to_owned());
    }
    lacking
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    #[test]
    fn a_header_that_is_lost_or_weakened_is_named() {
        let mut headers: HeaderMap = WANTED
            .iter()
            .map(|(name, word)| (HeaderName::from_static(name), HeaderValue::from_static(word)))
            .collect();
        assert!(lacking(&headers, false).is_empty());
        assert_eq!(lacking(&headers, true), ["strict-transport-security"]);
        headers.remove("x-frame-options");
        let weak = HeaderValue::from_static("default-src 'self' 'unsafe-inline'");
        headers.insert("content-security-policy", weak);
        assert_eq!(lacking(&headers, false), ["x-frame-options", "content-security-policy"]);
    }
}
