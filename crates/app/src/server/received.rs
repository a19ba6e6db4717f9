//! Files that are sent, at the one place where they come in. No other part of the site takes a form with
//! files apart, and out of here comes no byte of a file that the scanner has not passed, where there is one
//! (docs/adr/0037). A house test holds the first; the second is why [`Arriving`] keeps its field to itself.

use std::{fs::File, io::Write, path::Path, time::Duration};

use axum::{
    body::Bytes,
    extract::{
        FromRequest, FromRequestParts, Multipart, Request,
        multipart::{Field, MultipartError},
    },
    http::{StatusCode, header::CONTENT_TYPE},
};
use samuh_engine::{Error, Result};
use samuh_kernel::{fault::Fault, text::tidy};
use tokio::{
    io::AsyncRead,
    sync::mpsc::{Receiver, channel},
    task::spawn_blocking,
    time::timeout,
};

use super::{
    App,
    fail::{Answer, Fail},
    imports::from_disk,
    visit::Here,
};
use crate::{
    ids::new_id,
    scanning::{Scanner, Unscanned, Verdict},
};

/// Pieces of a file on their way to the disk.
const ON_THE_WAY: usize = 16;
/// How long a file waits for those before it.
const TURN: Duration = Duration::from_secs(60);
/// Letters of a file's name that are said.
const NAMED: usize = 120;

/// A form with files, as it comes.
pub(super) struct Parcel {
    form: Multipart,
    app: App,
    here: Here,
}

/// The next thing in a form.
pub(super) enum Part<'a> {
    /// A field, with what was typed.
    Field(String, String),
    /// A file.
    File(Box<Arriving<'a>>),
}

/// A file that nobody has looked at yet.
pub(super) struct Arriving<'a> {
    /// The name of its field.
    pub(super) field: String,
    /// What the sender calls it.
    pub(super) called: String,
    bytes: Field<'a>,
    app: &'a App,
    here: &'a Here,
}

/// Why a file or its form is not taken.
pub(super) enum Refusal {
    /// It is larger than any.
    TooLarge,
    /// That is wrong with it, to be said beside its field under this status.
    Said(StatusCode, Fault),
    /// It cannot be answered with the form.
    Fail(Fail),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Fail(error.into())
    }
}

impl From<MultipartError> for Refusal {
    fn from(error: MultipartError) -> Self {
        match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            _ => Self::Fail(Fail::Request),
        }
    }
}

impl FromRequest<App> for Parcel {
    type Rejection = Fail;

    async fn from_request(request: Request, app: &App) -> Answer<Self> {
        let (mut parts, body) = request.into_parts();
        let here = Here::from_request_parts(&mut parts, app).await?;
        let form = Multipart::from_request(Request::from_parts(parts, body), app).await;
        Ok(Self { form: form.map_err(|_| Fail::Request)?, app: app.clone(), here })
    }
}

impl Parcel {
    /// What comes next; none at the end. A part that has the name of a file is one; so is what says of which type
    /// it is, or stands in the field of the files: of a name that is not UTF-8 nothing is left, and its file would
    /// be taken for something typed and lost without a word.
    ///
    /// # Errors
    /// What is no form, or is too large.
    pub(super) async fn next(
        &mut self,
        of_files: &str,
    ) -> std::result::Result<Option<Part<'_>>, Refusal> {
        let Some(bytes) = self.form.next_field().await? else { return Ok(None) };
        let field = bytes.name().unwrap_or_default().to_owned();
        let called = bytes.file_name().map(str::to_owned);
        let is_file = field == of_files || bytes.headers().contains_key(CONTENT_TYPE);
        if called.is_none() && !is_file {
            return Ok(Some(Part::Field(field, bytes.text().await?)));
        }
        let called = called.unwrap_or_default();
        let Self { app, here, .. } = self;
        Ok(Some(Part::File(Box::new(Arriving { field, called, bytes, app, here }))))
    }
}

impl Arriving<'_> {
    /// Writes the file there as it comes, and answers how long it is. It is looked at when it is there
    /// whole, and taken away again where it is refused.
    ///
    /// # Errors
    /// Faults `file_found`, `scanner_too_large`, `scanner_silent`; what the disk says.
    pub(super) async fn onto_disk(self, path: &Path) -> std::result::Result<u64, Refusal> {
        let Self { called, mut bytes, app, here, .. } = self;
        let length = keep(&mut bytes, path).await?;
        if length > 0 && app.config().scanner.is_some() {
            let file = tokio::fs::File::open(path).await.map_err(from_disk)?;
            let passed = pass(app, here, &called, file).await;
            if passed.is_err() {
                // Whoever gave the place sweeps it too; what is refused lies nowhere until then.
                drop(tokio::fs::remove_file(path).await);
            }
            passed?;
        }
        Ok(length)
    }

    /// The whole file; none where it has more bytes than `most`.
    ///
    /// # Errors
    /// As [`Arriving::onto_disk`].
    pub(super) async fn whole(self, most: usize) -> std::result::Result<Option<Bytes>, Refusal> {
        let Self { called, bytes, app, here, .. } = self;
        let bytes = bytes.bytes().await?;
        if bytes.len() > most {
            return Ok(None);
        }
        if !bytes.is_empty() {
            pass(app, here, &called, &bytes[..]).await?;
        }
        Ok(Some(bytes))
    }
}

/// Lets a file through that the scanner knows nothing against, and any where there is no scanner.
async fn pass(
    app: &App,
    here: &Here,
    called: &str,
    file: impl AsyncRead + Unpin,
) -> std::result::Result<(), Refusal> {
    let Some(scanner) = &app.config().scanner else { return Ok(()) };
    let (account, route) = (here.account.get().copied(), here.route.as_str());
    let name: String = tidy(called).chars().take(NAMED).collect();
    let fault = |code: &str| Fault::new(code).with("name", &name);
    let (status, fault) = match judged(app, scanner, file).await {
        Ok(Verdict::Clean) => return Ok(()),
        Ok(Verdict::Found(found)) => {
            tracing::warn!(
                account,
                route,
                found,
                "a file was refused in which the scanner found something"
            );
            (StatusCode::UNPROCESSABLE_ENTITY, fault("file_found").with("found", found))
        }
        Ok(Verdict::TooLarge) => {
            tracing::warn!(account, route, "a file was refused that is too large for the scanner");
            (StatusCode::UNPROCESSABLE_ENTITY, fault("scanner_too_large"))
        }
        Err(Unscanned::Unread(error)) => return Err(from_disk(error).into()),
        Err(Unscanned::Silent(why)) => {
            let reference = new_id()?.simple().to_string();
            tracing::error!(%reference, route, why, "the scanner of files does not answer");
            let fault = fault("scanner_silent").with("reference", reference);
            (StatusCode::SERVICE_UNAVAILABLE, fault)
        }
    };
    Err(Refusal::Said(status, fault))
}

/// What the scanner says of a file, once it has its turn.
async fn judged(
    app: &App,
    scanner: &Scanner,
    file: impl AsyncRead + Unpin,
) -> std::result::Result<Verdict, Unscanned> {
    // While it hangs, every file would hold its place among the uploads for minutes, and soon nobody could report.
    scanner.answers().await?;
    let Ok(Ok(_turn)) = timeout(TURN, app.scans().acquire()).await else {
        return Err(Unscanned::Silent("it is busy with files that came before".into()));
    };
    scanner.scan(file).await
}

/// Writes a file to the disk as it comes; answers how long it is.
async fn keep(bytes: &mut Field<'_>, path: &Path) -> std::result::Result<u64, Refusal> {
    let (pieces, waiting) = channel(ON_THE_WAY);
    let path = path.to_owned();
    let writer = spawn_blocking(move || write(&path, waiting));
    while let Some(piece) = bytes.chunk().await? {
        // A writer that stopped says why itself.
        if pieces.send(piece).await.is_err() {
            break;
        }
    }
    drop(pieces);
    let written = writer.await.unwrap_or_else(|_| Err(Error::broken("an upload's writer ended")));
    Ok(written?)
}

fn write(path: &Path, mut pieces: Receiver<Bytes>) -> Result<u64> {
    let mut file = File::create(path).map_err(from_disk)?;
    let mut bytes = 0;
    while let Some(piece) = pieces.blocking_recv() {
        file.write_all(&piece).map_err(from_disk)?;
        bytes += piece.len() as u64;
    }
    Ok(bytes)
}
