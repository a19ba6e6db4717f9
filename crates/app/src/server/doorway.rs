//! Who is let in when many come at once: so many connections, so much work at a time, a queue with an
//! end, and a lane of its own for signing in. Whoever is turned away is told at once when to come again.

use std::{
    convert::Infallible,
    io,
    net::{IpAddr, SocketAddr},
    pin::pin,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, MatchedPath, Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use samuh_web::words::{Lang, Words};
use tokio::{
    net::{TcpListener, TcpSocket, TcpStream},
    sync::{Semaphore, SemaphorePermit, watch},
    time::{sleep, timeout},
};
use tower::ServiceExt;

use super::{App, hop::Hops, routes::takes_files};

/// Connections that are served; what comes beyond may only sign in.
pub const CONNECTIONS: usize = 2_500;
/// Who may knock at the same moment; the machine may allow fewer (`net.core.somaxconn`).
const KNOCKING: u32 = 4_096;
/// As many again are listened to, to be told that the site is busy; beyond these nothing is read.
const BEYOND: usize = 2;
/// How long a browser may take to say what it wants, or stay silent between two requests.
const HEADERS: Duration = Duration::from_secs(30);
/// Bytes of a request's head at most.
const HEAD: usize = 64 * 1024;
/// How long requests in hand are waited for when the site closes.
const FAREWELL: Duration = Duration::from_secs(20);
/// How long somebody waits in a lane.
const PATIENCE: Duration = Duration::from_secs(10);
/// When to come again, seconds.
const AGAIN: &str = "5";

/// Work at a time, and a queue with an end.
pub(crate) struct Lane {
    working: Semaphore,
    waiting: AtomicUsize,
    most_waiting: usize,
}

impl Lane {
    fn new(working: usize, most_waiting: usize) -> Self {
        Self { working: Semaphore::new(working), waiting: AtomicUsize::new(0), most_waiting }
    }

    /// A turn in the lane; none where the queue is full or the wait too long.
    async fn enter(&self) -> Option<SemaphorePermit<'_>> {
        if let Ok(turn) = self.working.try_acquire() {
            return Some(turn);
        }
        let _place = Waiting::in_line(self)?;
        timeout(PATIENCE, self.working.acquire()).await.ok()?.ok()
    }
}

/// A place in the queue, given back however the wait ends.
struct Waiting<'a>(&'a Lane);

impl<'a> Waiting<'a> {
    fn in_line(lane: &'a Lane) -> Option<Self> {
        let before = lane.waiting.fetch_add(1, Ordering::Relaxed);
        let place = Self(lane);
        (before < lane.most_waiting).then_some(place)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The lanes of the site. Signing in never waits behind lists, and uploads, which may take minutes
/// on a slow line or at the scanner of files, never hold a page's turn.
pub(crate) struct Lanes {
    pages: Lane,
    entrance: Lane,
    uploads: Lane,
}

impl Default for Lanes {
    fn default() -> Self {
        Self {
            pages: Lane::new(48, 2 * CONNECTIONS),
            entrance: Lane::new(8, 500),
            uploads: Lane::new(16, 64),
        }
    }
}

/// A connection beyond those that are served.
#[derive(Clone, Copy)]
struct Beyond;

/// Gives each request its turn, or says that the site is busy.
pub(super) async fn admit(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_entrance = path.starts_with("/sign-in") || path.starts_with("/invitation");
    if path == "/health" || path.starts_with("/assets/") {
        return next.run(request).await;
    }
    if request.extensions().get::<Beyond>().is_some() && !is_entrance {
        return busy();
    }
    let lanes = app.lanes();
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    let is_upload = request.method() == "POST" && route.is_some_and(takes_files);
    let lane = match (is_entrance, is_upload) {
        (true, _) => &lanes.entrance,
        (_, true) => &lanes.uploads,
        _ => &lanes.pages,
    };
    match lane.enter().await {
        Some(_turn) => next.run(request).await,
        None => busy(),
    }
}

/// The page of a busy site: in both languages, made once, without asking the database for anything.
fn busy() -> Response {
    static PAGE: LazyLock<String> = LazyLock::new(|| {
        let said = |lang: Lang| {
            let words = Words::of(lang, None);
            let (title, text) = (words.t("error-503"), words.t("error-503.text"));
            format!("<h1 lang=\"{0}\">{title}</h1><p lang=\"{0}\">{text}</p>", lang.code())
        };
        let (hindi, english) = (said(Lang::Hi), said(Lang::En));
        format!(
            "<!DOCTYPE html><html lang=\"hi\"><head><meta charset=\"utf-8\"><title>503</title>\
             </head><body><main>{hindi}{english}</main></body></html>"
        )
    });
    let headers = [
        (header::RETRY_AFTER, HeaderValue::from_static(AGAIN)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::CONNECTION, HeaderValue::from_static("close")),
    ];
    (StatusCode::SERVICE_UNAVAILABLE, headers, Html(PAGE.as_str())).into_response()
}

/// Listens at an address. As many as are served may knock at the same moment: with the runtime's own
/// 1,024 the rest waited a second or three for the network to knock again.
///
/// # Errors
/// When the address is taken or the machine refuses.
pub(super) fn listen(at: SocketAddr) -> io::Result<TcpListener> {
    let socket = if at.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    socket.set_reuseaddr(true)?;
    socket.bind(at)?;
    socket.listen(KNOCKING)
}

/// Serves until told to stop; requests in hand are then answered first.
pub(super) async fn serve(
    listener: TcpListener,
    site: Router,
    (connections, proxies): (usize, &[IpAddr]),
    stop: impl Future<Output = ()>,
) {
    let hops = Hops::new(proxies);
    let served = Arc::new(Semaphore::new(connections));
    let beyond = Arc::new(Semaphore::new(connections * BEYOND));
    let (farewell, closing) = watch::channel(());
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let Ok((stream, peer)) = accepted else {
            // No more descriptors: those who are there go on, and some will leave.
            sleep(Duration::from_millis(50)).await;
            continue;
        };
        let (place, is_beyond) = match Arc::clone(&served).try_acquire_owned() {
            Ok(place) => (place, false),
            Err(_) => match Arc::clone(&beyond).try_acquire_owned() {
                Ok(place) => (place, true),
                Err(_) => continue,
            },
        };
        let (site, hops, closing) = (site.clone(), hops.clone(), closing.clone());
        tokio::spawn(async move {
            attend(stream, (peer, hops), site, is_beyond, closing).await;
            drop(place);
        });
    }
    drop(closing);
    let _ = farewell.send(());
    drop(timeout(FAREWELL, farewell.closed()).await);
}

/// One connection to its end.
async fn attend(
    stream: TcpStream,
    (peer, hops): (SocketAddr, Hops),
    site: Router,
    is_beyond: bool,
    mut closing: watch::Receiver<()>,
) {
    // Small answers go out at once; where that cannot be set they only come later.
    drop(stream.set_nodelay(true));
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let mut request = request.map(Body::new);
        let visitor = hops.visitor(peer.ip(), request.headers());
        let visitor = SocketAddr::new(visitor, peer.port());
        request.extensions_mut().insert(ConnectInfo(visitor));
        if is_beyond {
            request.extensions_mut().insert(Beyond);
        }
        let site = site.clone();
        async move { Ok::<_, Infallible>(answer(site, request).await) }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEADERS).max_buf_size(HEAD);
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
    let is_over = tokio::select! {
        _ = connection.as_mut() => true,
        _ = closing.changed() => false,
    };
    if !is_over {
        connection.as_mut().graceful_shutdown();
        drop(connection.await);
    }
}

async fn answer(site: Router, request: Request) -> Response {
    match site.oneshot(request).await {
        Ok(answer) => answer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_lane_works_on_so_many_lets_so_many_wait_and_turns_the_rest_away_at_once() {
        let lane = Arc::new(Lane::new(1, 1));
        let first = lane.enter().await.expect("a free lane");
        let waits = {
            let lane = Arc::clone(&lane);
            tokio::spawn(async move { lane.enter().await.is_some() })
        };
        while lane.waiting.load(Ordering::Relaxed) == 0 {
            tokio::task::yield_now().await;
        }
        assert!(lane.enter().await.is_none(), "the queue is full");
        drop(first);
        assert!(waits.await.expect("it ended"), "who waited got a turn");
        assert!(lane.enter().await.is_some(), "all places were given back");
        assert_eq!(lane.waiting.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn whatever_takes_files_in_waits_in_their_lane_and_nothing_else_does() {
        assert!(takes_files("/imports") && takes_files("/directions/{id}/report"));
        assert!(!takes_files("/imports/{id}/apply") && !takes_files("/directions/{id}"));
    }

    #[test]
    fn a_busy_site_says_when_to_come_again_in_both_languages() {
        let response = busy();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.headers()[header::RETRY_AFTER], AGAIN);
    }
}
