//! The settings of sending: a JSON file named on the command line. Passwords stand in it, so it
//! belongs to the user that runs the server, and nothing of it is ever logged.

use std::{collections::BTreeMap, fs, path::Path};

use samuh_engine::{Error, Result};
use samuh_kernel::fault::Fault;
use samuh_meetings::notice::Channel;
use serde::Deserialize;

/// How the connection to the mail server is kept secret.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    /// From the first byte on.
    Tls,
    /// After the greeting; the usual way.
    #[default]
    Starttls,
    /// Not at all: for a mail server on the same machine.
    None,
}

/// The mail server.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Smtp {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is kept secret.
    #[serde(default)]
    pub tls: Tls,
    /// Who signs in; nobody where it is empty.
    #[serde(default)]
    pub user: String,
    /// The password.
    #[serde(default)]
    pub password: String,
    /// The sender: `Samuh <samuh@example.in>`.
    pub from: String,
}

/// A gateway for SMS or WhatsApp, described as data. `{mobile}`, `{text}`, `{link}` and `{template}`
/// in address and body are replaced, each written as the place needs it.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gateway {
    /// Which channel it serves.
    pub channel: Channel,
    /// `POST` or `GET`.
    #[serde(default = "post")]
    pub method: String,
    /// The address.
    pub url: String,
    /// Headers; a body of `application/json` is written as JSON text.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// The body; none for an empty one.
    #[serde(default)]
    pub body: String,
    /// The registered template of each kind of notice, for `{template}`.
    #[serde(default)]
    pub templates: BTreeMap<String, String>,
}

fn post() -> String {
    "POST".to_owned()
}

/// Everything of the file.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The address of the site, for links: `https://samuh.example.in`.
    #[serde(default)]
    pub site: String,
    /// The mail server; without one no mail is sent.
    pub smtp: Option<Smtp>,
    /// The gateways.
    #[serde(default)]
    pub gateways: Vec<Gateway>,
}

impl Settings {
    /// Reads the file.
    ///
    /// # Errors
    /// Fault `notice_settings` when the file cannot be read or is not as it must be.
    pub fn read(path: &Path) -> Result<Self> {
        let wrong = |why: String| {
            let fault = Fault::new("notice_settings").with("path", path.display().to_string());
            Error::Faults(fault.with("why", why).into())
        };
        let text = fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
        let mut settings: Self =
            serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        let email = settings.gateways.iter().any(|one| one.channel == Channel::Email);
        let method =
            settings.gateways.iter().any(|one| !matches!(one.method.as_str(), "GET" | "POST"));
        if email || method {
            return Err(wrong("gateways: sms, whatsapp; GET, POST".to_owned()));
        }
        let mail = settings.smtp.iter().any(|smtp| smtp.tls == Tls::None && !is_near(&smtp.host));
        let gateway = |one: &Gateway| !one.url.starts_with("https://") && !is_near(host(&one.url));
        if mail || settings.gateways.iter().any(gateway) {
            return Err(wrong("another machine: https://, starttls, tls".to_owned()));
        }
        settings.site = settings.site.trim_end_matches('/').to_owned();
        Ok(settings)
    }

    /// The channels that are set up, in their order.
    pub fn channels(&self) -> impl Iterator<Item = Channel> {
        Channel::ALL.into_iter().filter(|channel| match channel {
            Channel::Email => self.smtp.is_some(),
            other => self.gateway(*other).is_some(),
        })
    }

    /// The gateway of a channel.
    pub fn gateway(&self, channel: Channel) -> Option<&Gateway> {
        self.gateways.iter().find(|gateway| gateway.channel == channel)
    }
}

/// True for this same machine, the only one to which what is sent goes in plain.
fn is_near(host: &str) -> bool {
    host == "localhost" || host.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

/// The host of an `http://` address; nothing where there is none.
fn host(url: &str) -> &str {
    let rest = url.strip_prefix("http://").unwrap_or_default();
    let place = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // What stands before an @ names somebody, not a machine.
    let place = place.rsplit('@').next().unwrap_or_default();
    place.split(':').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Settings> {
        let path = std::env::temp_dir().join(format!(
            "samuh-notices-{}-{}.json",
            std::process::id(),
            text.len()
        ));
        fs::write(&path, text).unwrap();
        Settings::read(&path)
    }

    #[test]
    fn channels_are_those_that_the_file_describes() {
        let text = r#"{"site": "https://s.in/", "smtp": {"host": "localhost", "port": 25,
            "tls": "none", "from": "s@s.in"}, "gateways": [{"channel": "sms", "url": "https://g"}]}"#;
        let settings = read(text).unwrap();
        assert_eq!(settings.site, "https://s.in");
        let channels: Vec<Channel> = settings.channels().collect();
        assert_eq!(channels, [Channel::Email, Channel::Sms]);
        assert_eq!(read("{}").unwrap().channels().count(), 0);
    }

    #[test]
    fn to_another_machine_nothing_goes_in_plain() {
        let smtp = |host: &str, tls: &str| {
            format!(
                r#"{{"smtp": {{"host": "{host}", "port": 25, "tls": "{tls}", "from": "s@s.in"}}}}"#
            )
        };
        let sms = |url: &str| format!(r#"{{"gateways": [{{"channel": "sms", "url": "{url}"}}]}}"#);
        for taken in [
            smtp("127.0.0.1", "none"),
            smtp("mail.s.in", "starttls"),
            sms("http://127.0.0.1:99/send?to={mobile}"),
            sms("https://sms.s.in/send"),
        ] {
            assert!(read(&taken).is_ok(), "{taken}");
        }
        for refused in [
            smtp("mail.s.in", "none"),
            sms("http://sms.s.in/send"),
            sms("http://localhost@sms.s.in/send"),
            sms("http://127.0.0.1.s.in/"),
            sms("ftp://localhost/"),
        ] {
            assert!(read(&refused).is_err(), "{refused}");
        }
    }

    #[test]
    fn a_file_with_a_word_nobody_knows_is_refused() {
        assert!(read(r#"{"smpt": {}}"#).is_err());
        assert!(read(r#"{"gateways": [{"channel": "email", "url": "x"}]}"#).is_err());
        assert!(Settings::read(Path::new("/nowhere/at/all.json")).is_err());
    }
}
