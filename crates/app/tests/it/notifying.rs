//! Notices from the act that raises them to the mail server and the gateway, both on this machine.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

use axum::http::StatusCode;
use chrono::NaiveDate;
use samuh::{
    importing::machine_desk,
    notifying::{Gateway, Round, Settings, Smtp, Tls, send_due},
};
use samuh_engine::{Op, clock};
use samuh_meetings::notice::{self, Channel, Raise};
use samuh_people::Role;
use uuid::Uuid;

use crate::site::{Browser, DISTRICT, Site, sites};

const MINUTE: i64 = 60_000_000;
const EMAIL: &str = "netam@kondagaon.example.in";
const MOBILE: &str = "9000012345";

/// A mail server that takes everything; answers its port and what it took.
fn mail_server() -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let letters = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&letters);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let kept = Arc::clone(&kept);
            thread::spawn(move || drop(take_letter(stream, &kept)));
        }
    });
    (port, letters)
}

fn take_letter(stream: TcpStream, kept: &Mutex<Vec<String>>) -> io::Result<()> {
    let mut out = stream.try_clone()?;
    out.write_all(b"220 test\r\n")?;
    let mut letter: Option<String> = None;
    for line in BufReader::new(stream).lines() {
        let line = line?;
        if let Some(text) = &mut letter {
            if line == "." {
                kept.lock().unwrap().push(letter.take().unwrap_or_default());
                out.write_all(b"250 taken\r\n")?;
            } else {
                text.push_str(&line);
                text.push('\n');
            }
            continue;
        }
        let answer: &[u8] = match line.split(' ').next().unwrap_or_default() {
            "EHLO" => b"250 test\r\n",
            "DATA" => {
                letter = Some(String::new());
                b"354 go on\r\n"
            }
            "QUIT" => b"221 bye\r\n",
            _ => b"250 yes\r\n",
        };
        out.write_all(answer)?;
    }
    Ok(())
}

/// A gateway that answers with these statuses in turn, then with 200; answers its port and what it
/// was sent.
fn gateway_server(statuses: Vec<u16>) -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let requests = Arc::new(Mutex::new(Vec::new()));
    let (kept, mut statuses) = (Arc::clone(&requests), statuses.into_iter());
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let status = statuses.next().unwrap_or(200);
            drop(answer(stream, status, &kept));
        }
    });
    (port, requests)
}

fn answer(stream: TcpStream, status: u16, kept: &Mutex<Vec<String>>) -> io::Result<()> {
    let mut out = stream.try_clone()?;
    let mut reader = BufReader::new(stream);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if let Some(said) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = said.trim().parse().unwrap_or(0);
        }
        if line.trim().is_empty() {
            break;
        }
        head.push_str(&line);
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    kept.lock().unwrap().push(format!("{head}\n{}", String::from_utf8_lossy(&body)));
    write!(out, "HTTP/1.1 {status} X\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
}

fn by_mail(port: u16) -> Settings {
    Settings {
        site: "https://samuh.example.in".into(),
        smtp: Some(Smtp {
            host: "127.0.0.1".into(),
            port,
            tls: Tls::None,
            user: String::new(),
            password: String::new(),
            from: "Samuh <samuh@example.in>".into(),
        }),
        gateways: Vec::new(),
    }
}

fn by_sms(port: u16) -> Settings {
    let headers = [("content-type", "application/json"), ("x-key", "secret-of-the-gateway")];
    Settings {
        site: "https://samuh.example.in".into(),
        smtp: None,
        gateways: vec![Gateway {
            channel: Channel::Sms,
            method: "POST".into(),
            url: format!("http://127.0.0.1:{port}/send?to={{mobile}}"),
            headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
            body: r#"{"text":"{text} {link}"}"#.into(),
            templates: [].into(),
        }],
    }
}

/// Eleven in the morning of an ordinary day, after the accounts were made.
fn morning() -> i64 {
    let day = clock::today().max(NaiveDate::from_ymd_opt(2026, 11, 20).unwrap());
    clock::start_of(day + chrono::Days::new(1)) + 11 * 60 * MINUTE
}

fn post_of(site: &Site, role: Role) -> i64 {
    let all = samuh_people::posts(&site.db, &machine_desk(DISTRICT)).unwrap();
    all.iter().find(|post| post.role == role).unwrap().id
}

/// An act that tells the post of Makdi's manager of a direction.
fn told(site: &Site, count: i64, at: i64) -> Vec<i64> {
    let post_id = post_of(site, Role::Bmmu);
    let op = Op::over(Uuid::now_v7(), "test.give", &count, at).unwrap();
    site.db
        .act(&machine_desk(DISTRICT), &op, move |tx| {
            tx.changed("inbox", post_id, 0);
            (1..=count)
                .map(|no| {
                    let args = [("by", "कलेक्टर"), ("text", "सूची भेजें।"), ("due", "27/11/2026")];
                    let mut args: std::collections::BTreeMap<&str, String> =
                        args.map(|(name, value)| (name, value.to_owned())).into();
                    args.insert("no", format!("14.{no}"));
                    let raised = Raise {
                        post_id,
                        kind: "direction_given",
                        subject: "direction",
                        subject_id: no,
                        args,
                    };
                    notice::raise(tx, &raised)
                })
                .collect::<samuh_engine::Result<Vec<i64>>>()
        })
        .unwrap()
}

fn reachable(site: &Site) -> Browser {
    let makdi = site.as_desk("makdi");
    let form = format!("op={}&email={EMAIL}&mobile={MOBILE}", Uuid::now_v7());
    let saved = site.post(&makdi, "/inbox/address", &form);
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, saved.text);
    makdi
}

fn round(sent: usize, again: usize, failed: usize) -> Round {
    Round { sent, again, failed }
}

#[test]
fn a_notice_goes_out_by_mail_once() {
    for site in sites() {
        let (port, letters) = mail_server();
        let settings = by_mail(port);
        reachable(&site);
        told(&site, 1, morning());
        let now = morning() + 6 * MINUTE;
        assert_eq!(send_due(&site.db, &settings, now).unwrap(), round(1, 0, 0), "{}", site.engine);
        assert_eq!(send_due(&site.db, &settings, now + MINUTE).unwrap(), round(0, 0, 0));
        let letters = letters.lock().unwrap();
        assert_eq!(letters.len(), 1);
        assert!(letters[0].contains(&format!("To: {EMAIL}")), "{}", letters[0]);
        assert!(letters[0].contains("Subject: =?utf-8?"), "{}", letters[0]);
    }
}

#[test]
fn a_gateway_in_trouble_is_asked_again_and_a_refusal_is_given_up() {
    for site in sites() {
        let (port, requests) = gateway_server(vec![500, 200, 403]);
        let settings = by_sms(port);
        reachable(&site);
        told(&site, 1, morning());
        let now = morning() + 6 * MINUTE;
        assert_eq!(send_due(&site.db, &settings, now).unwrap(), round(0, 1, 0));
        assert_eq!(send_due(&site.db, &settings, now + 30_000_000).unwrap(), round(0, 0, 0));
        assert_eq!(send_due(&site.db, &settings, now + MINUTE).unwrap(), round(1, 0, 0));
        told(&site, 1, now);
        assert_eq!(send_due(&site.db, &settings, now + 10 * MINUTE).unwrap(), round(0, 0, 1));
        assert_eq!(send_due(&site.db, &settings, now + 300 * MINUTE).unwrap(), round(0, 0, 0));
        let requests = requests.lock().unwrap();
        assert_eq!(requests.len(), 3, "{}", site.engine);
        assert!(requests[0].starts_with(&format!("POST /send?to={MOBILE} ")), "{}", requests[0]);
        let body = requests[0].split_once("\n\n").unwrap().1;
        let body: serde_json::Value = serde_json::from_str(body).unwrap();
        let text = body["text"].as_str().unwrap();
        assert!(
            text.contains("14.1") && text.contains("https://samuh.example.in/inbox/"),
            "{text}"
        );
        let admin = site.as_desk("admin");
        let page = site.get(&admin, "/notices");
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("http_403") && page.text.contains("http_500"));
        assert!(!page.text.contains(MOBILE) && !page.text.contains(EMAIL));
    }
}

#[test]
fn a_gateway_that_nobody_answers_at_is_tried_until_the_tries_are_used_up() {
    for site in sites() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        reachable(&site);
        told(&site, 1, morning());
        let mut now = morning() + 6 * MINUTE;
        let mut rounds = Vec::new();
        for minutes in [1, 5, 15, 60, 240, 600] {
            rounds.push(send_due(&site.db, &by_sms(port), now).unwrap());
            now += minutes * MINUTE;
        }
        let again = round(0, 1, 0);
        assert_eq!(rounds, [again, again, again, again, again, round(0, 0, 1)], "{}", site.engine);
    }
}

#[test]
fn nothing_goes_out_in_quiet_hours_and_twenty_go_out_as_one() {
    for site in sites() {
        let (port, requests) = gateway_server(vec![]);
        let settings = by_sms(port);
        reachable(&site);
        let evening = morning() + 11 * 60 * MINUTE;
        told(&site, 20, evening);
        assert_eq!(send_due(&site.db, &settings, evening + 30 * MINUTE).unwrap(), round(0, 0, 0));
        let next = morning() + 24 * 60 * MINUTE;
        assert_eq!(send_due(&site.db, &settings, next - 150 * MINUTE).unwrap(), round(0, 0, 0));
        assert_eq!(send_due(&site.db, &settings, next).unwrap(), round(1, 0, 0), "{}", site.engine);
        let requests = requests.lock().unwrap();
        assert_eq!(requests.len(), 1);
        assert!(requests[0].contains("20 सूचनाएँ"), "{}", requests[0]);
    }
}

#[test]
fn a_post_reads_its_own_notices_and_nobody_elses() {
    for site in sites() {
        let ids = told(&site, 2, morning());
        let makdi = site.as_desk("makdi");
        let viewer = site.as_desk("viewer");
        let page = site.get(&makdi, "/inbox");
        assert!(page.text.contains("14.1") && page.text.contains("14.2"), "{}", page.text);
        assert!(!site.get(&viewer, "/inbox").text.contains("14.1"));
        let one = format!("/inbox/{}", ids[0]);
        assert_eq!(site.get(&makdi, &one).status, StatusCode::OK);
        assert_eq!(site.get(&viewer, &one).status, StatusCode::NOT_FOUND);
        let stranger = site.get(&Browser::default(), &one);
        assert!(stranger.location().starts_with("/sign-in?back=/inbox/"), "{:?}", stranger.headers);
        let op = Uuid::now_v7();
        let form = format!("op={op}&notice={}&act=open", ids[0]);
        let theirs = format!("op={}&notice={}", Uuid::now_v7(), ids[0]);
        assert_eq!(site.post(&viewer, "/inbox", &theirs).status, StatusCode::NOT_FOUND);
        for _ in 0..2 {
            let opened = site.post(&makdi, "/inbox", &form);
            assert_eq!(opened.location(), "/directions/1", "{}: {}", site.engine, opened.text);
        }
        let unread = site.get(&makdi, "/inbox?show=unread");
        assert!(!unread.text.contains("14.1") && unread.text.contains("14.2"));
    }
}

#[test]
fn a_bad_address_is_said_beside_its_field() {
    for site in sites() {
        let makdi = site.as_desk("makdi");
        let form = format!("op={}&email=nobody&mobile=12", Uuid::now_v7());
        let refused = site.post(&makdi, "/inbox/address", &form);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        assert!(refused.text.contains("email-error") && refused.text.contains("mobile-error"));
    }
}

/// What a subscriber wrote.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn the_log_names_no_address_and_no_secret() {
    for site in sites() {
        let (port, _) = gateway_server(vec![500]);
        reachable(&site);
        told(&site, 1, morning());
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_writer(move || writer.clone())
            .finish();
        let mut settings = by_sms(port);
        settings.smtp = by_mail(1).smtp;
        tracing::subscriber::with_default(subscriber, || {
            send_due(&site.db, &settings, morning() + 6 * MINUTE).unwrap();
        });
        let said = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        assert!(said.contains("http_500") && said.contains("refused"), "{said}");
        for hidden in [EMAIL, MOBILE, "secret-of-the-gateway", "सूची", "नेताम"] {
            assert!(!said.contains(hidden), "{hidden}: {said}");
        }
    }
}

#[test]
fn quiet_hours_that_hold_from_tomorrow_are_kept_from_tomorrow() {
    for site in sites() {
        let (port, _) = gateway_server(Vec::new());
        let settings = by_sms(port);
        reachable(&site);
        let tomorrow = clock::day_of(morning());
        let form = format!(
            "op={}&from_on={}&quiet_from=10:00&quiet_to=12:00&gather_minutes=5&singles=3\
             &digest_minute=13:00&most_tries=6&keep_days=3&reason=बैठक&order_no=77",
            Uuid::now_v7(),
            samuh_kernel::show::day(tomorrow)
        );
        let set = site.post(&site.as_desk("collector"), "/rules/notices", &form);
        assert_eq!(set.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, set.text);
        let today = morning() - 24 * 60 * MINUTE;
        told(&site, 1, today);
        let sent = send_due(&site.db, &settings, today + 6 * MINUTE).unwrap();
        assert_eq!(sent, round(1, 0, 0), "{}: eleven in the morning today", site.engine);
        told(&site, 1, morning());
        let kept = send_due(&site.db, &settings, morning() + 6 * MINUTE).unwrap();
        assert_eq!(kept, round(0, 0, 0), "{}: eleven in the morning tomorrow", site.engine);
        let sent = send_due(&site.db, &settings, morning() + 60 * MINUTE).unwrap();
        assert_eq!(sent, round(1, 0, 0), "{}: at noon", site.engine);
    }
}
