//! Mail over SMTP.

use std::time::Duration;

use lettre::{
    Message, SmtpTransport, Transport,
    message::header::ContentType,
    transport::smtp::{
        authentication::Credentials,
        client::{Tls as Secrecy, TlsParameters},
    },
};

use super::{
    Refusal,
    settings::{Smtp, Tls},
    text::Letter,
};

/// How long the mail server has for each answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// Hands a letter to the mail server.
pub(super) fn send(smtp: &Smtp, to: &str, letter: &Letter) -> Result<(), Refusal> {
    let never = |code: &str| Refusal { code: code.to_owned(), may_help: false };
    let message = Message::builder()
        .from(smtp.from.parse().map_err(|_| never("from_address"))?)
        .to(to.parse().map_err(|_| never("bad_address"))?)
        .subject(&letter.subject)
        .header(ContentType::TEXT_PLAIN)
        .body(letter.body.clone())
        .map_err(|_| never("bad_letter"))?;
    let transport = transport(smtp).map_err(|()| never("tls"))?;
    transport.send(&message).map(drop).map_err(|error| {
        let code = match error.status() {
            Some(status) => format!("smtp_{status}"),
            None if error.is_timeout() => "timeout".to_owned(),
            None if error.is_tls() => "tls".to_owned(),
            None => "refused".to_owned(),
        };
        Refusal { code, may_help: !error.is_permanent() }
    })
}

fn transport(smtp: &Smtp) -> Result<SmtpTransport, ()> {
    let secrecy = match smtp.tls {
        Tls::None => Secrecy::None,
        Tls::Starttls => Secrecy::Required(parameters(smtp)?),
        Tls::Tls => Secrecy::Wrapper(parameters(smtp)?),
    };
    let mut builder = SmtpTransport::builder_dangerous(&smtp.host)
        .port(smtp.port)
        .timeout(Some(PATIENCE))
        .tls(secrecy);
    if !smtp.user.is_empty() {
        let credentials = Credentials::new(smtp.user.clone(), smtp.password.clone());
        builder = builder.credentials(credentials);
    }
    Ok(builder.build())
}

fn parameters(smtp: &Smtp) -> Result<TlsParameters, ()> {
    TlsParameters::new(smtp.host.clone()).map_err(drop)
}
