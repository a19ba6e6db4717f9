//! SMS and WhatsApp: one request to a gateway, written from its template.

use std::{fmt::Write, sync::Once, time::Duration};

use samuh_web::show;
use ureq::{
    Agent,
    http::Request,
    tls::{RootCerts, TlsConfig},
};

use super::{Refusal, settings::Gateway, text::Letter};

/// How long a gateway has for its whole answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// How a value is written into its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Part of an address or of a form.
    Query,
    /// Inside a JSON text.
    Json,
    /// As it is.
    Plain,
}

/// Hands a message to the gateway.
pub(super) fn send(gateway: &Gateway, mobile: &str, letter: &Letter) -> Result<(), Refusal> {
    let place = place_of(gateway);
    let url = filled(gateway, (&gateway.url, Place::Query), mobile, letter);
    let body = filled(gateway, (&gateway.body, place), mobile, letter);
    let mut request = Request::builder().method(gateway.method.as_str()).uri(url);
    for (name, value) in &gateway.headers {
        request = request.header(name, value);
    }
    let never = |code: &str| Refusal { code: code.to_owned(), may_help: false };
    let answer = match gateway.method.as_str() {
        "GET" => agent().run(request.body(()).map_err(|_| never("bad_request"))?),
        _ => agent().run(request.body(body).map_err(|_| never("bad_request"))?),
    };
    match answer {
        Ok(response) => {
            let status = response.status().as_u16();
            let code = format!("http_{status}");
            match status {
                200..=299 => Ok(()),
                408 | 425 | 429 | 500..=599 => Err(Refusal { code, may_help: true }),
                _ => Err(Refusal { code, may_help: false }),
            }
        }
        Err(ureq::Error::BadUri(_) | ureq::Error::Http(_)) => Err(never("bad_request")),
        Err(ureq::Error::Timeout(_)) => Err(Refusal { code: "timeout".into(), may_help: true }),
        Err(_) => Err(Refusal { code: "refused".into(), may_help: true }),
    }
}

fn agent() -> Agent {
    static PROVIDER: Once = Once::new();
    // Refused where it was set before: then it is there.
    PROVIDER.call_once(|| drop(rustls::crypto::ring::default_provider().install_default()));
    let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
    Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .http_status_as_error(false)
        .max_redirects(0)
        .tls_config(tls)
        .build()
        .into()
}

fn place_of(gateway: &Gateway) -> Place {
    let kind = gateway
        .headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("content-type"))
        .map_or("", |(_, value)| value.as_str());
    match kind {
        kind if kind.starts_with("application/json") => Place::Json,
        kind if kind.starts_with("application/x-www-form-urlencoded") => Place::Query,
        _ => Place::Plain,
    }
}

/// A template with its values. What stands in a value is never read as a template again.
fn filled(
    gateway: &Gateway,
    (template, place): (&str, Place),
    mobile: &str,
    letter: &Letter,
) -> String {
    let registered = gateway.templates.get(&letter.kind).map_or("", String::as_str);
    let values = [
        ("{mobile}", mobile),
        ("{text}", &letter.short),
        ("{link}", &letter.link),
        ("{template}", registered),
    ];
    let mut out = String::with_capacity(template.len() + letter.short.len());
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match values.iter().find(|(name, _)| rest.starts_with(name)) {
            Some((name, value)) => {
                out.push_str(&written(value, place));
                rest = &rest[name.len()..];
            }
            None => {
                out.push('{');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn written(value: &str, place: Place) -> String {
    match place {
        Place::Query => show::in_query(value),
        Place::Plain => value.to_owned(),
        Place::Json => value.chars().fold(String::with_capacity(value.len()), |mut out, c| {
            match c {
                '"' | '\\' => {
                    out.push('\\');
                    out.push(c);
                }
                c if c < ' ' => drop(write!(out, "\\u{:04x}", u32::from(c))),
                c => out.push(c),
            }
            out
        }),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use samuh_meetings::notice::Channel;

    use super::*;

    fn gateway(kind: &str) -> Gateway {
        Gateway {
            channel: Channel::Sms,
            method: "POST".into(),
            url: "https://g/?to={mobile}&t={template}".into(),
            headers: BTreeMap::from([("Content-Type".to_owned(), kind.to_owned())]),
            body: r#"{"to":"{mobile}","text":"{text}"}"#.into(),
            templates: BTreeMap::from([("direction_given".to_owned(), "1107 a".to_owned())]),
        }
    }

    fn letter() -> Letter {
        Letter {
            subject: String::new(),
            body: String::new(),
            short: "कहा: \"{mobile}\"\n".into(),
            link: String::new(),
            kind: "direction_given".into(),
        }
    }

    #[test]
    fn values_are_written_as_their_place_needs_it_and_never_read_again() {
        let json = gateway("application/json; charset=utf-8");
        let body = filled(&json, (&json.body, place_of(&json)), "9000000001", &letter());
        let read: serde_json::Value = serde_json::from_str(&body).unwrap();
        assert_eq!(read["text"], "कहा: \"{mobile}\"\n");
        assert_eq!(read["to"], "9000000001");
        let url = filled(&json, (&json.url, Place::Query), "9000000001", &letter());
        assert_eq!(url, "https://g/?to=9000000001&t=1107%20a");
        assert_eq!(place_of(&gateway("text/plain")), Place::Plain);
    }
}
