//! The outermost layer: checks addresses, keeps answers, compresses, adds headers, and turns what
//! went wrong into a page or a problem document.

use crate::error::{SiteError, Trouble};
use crate::figures::Figures;
use crate::fits::Fits;
use crate::kept::{HeadWatch, KeptAnswer, KeptAnswers};
use crate::matching::Matching;
use crate::score_indexes::ScoreIndexes;
use crate::settings::{Clock, SiteSettings};
use crate::{api, ask, assets, pages};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, LOCATION,
    REFERRER_POLICY, RETRY_AFTER, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use ovation_desk::KeptSuggestions;
use ovation_ledger::{Head, Ledger};
use ovation_terms::Seq;
use std::any::Any;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, Semaphore};
use tower_http::catch_panic::CatchPanicLayer;

/// The longest an answer may take.
const ANSWER_SECONDS: u64 = 10;
/// When to ask again where somebody else is writing: a batch of an ingest takes about so long.
const RETRY_SECONDS: &str = "5";
/// Answers made at once; the others wait, and often find theirs kept when their turn comes.
const MADE_AT_ONCE: usize = 8;
/// How often an answer is made again because the head moved meanwhile.
const TRIES: usize = 3;
/// Most bytes that are read of what is sent to change something.
const SENT_BYTES: usize = 16 * 1024;
/// The same of questions that a program sends together and that change nothing.
const ASKED_BYTES: usize = 256 * 1024;
/// Largest answer, in bytes: a receipt of a film with 20,000 reviews is about 10 MB.
const ANSWER_BYTES: usize = 64 * 1024 * 1024;

/// What every handler needs.
#[derive(Clone)]
pub(crate) struct Site {
    pub(crate) ledger: Ledger,
    pub(crate) settings: Arc<SiteSettings>,
    pub(crate) clock: Clock,
    pub(crate) figures: Figures,
    pub(crate) fits: Arc<Fits>,
    pub(crate) score_indexes: Arc<ScoreIndexes>,
    pub(crate) matching: Matching,
    pub(crate) suggestions: Arc<Mutex<KeptSuggestions>>,
    watch: Arc<HeadWatch>,
    kept: Arc<KeptAnswers>,
    /// Answers of which the address names the content: no head changes them.
    kept_for_ever: Arc<KeptAnswers>,
    making: Arc<Semaphore>,
}

impl std::fmt::Debug for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Site")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

/// The whole site over a ledger: pages at `/`, the API at `/api/v1/`.
///
/// Reads only, but for what people with a token send to the API. Needs no state beside the ledger, so
/// any number of processes may serve one record.
/// `clock` dates receipts.
pub fn router(ledger: Ledger, settings: SiteSettings, clock: Clock) -> Router {
    let site = Site {
        watch: Arc::new(HeadWatch::new(ledger.clone())),
        ledger,
        settings: Arc::new(settings),
        clock,
        figures: Figures::default(),
        fits: Arc::new(Fits::default()),
        score_indexes: Arc::new(ScoreIndexes::default()),
        matching: Matching::default(),
        suggestions: Arc::default(),
        kept: Arc::new(KeptAnswers::default()),
        kept_for_ever: Arc::new(KeptAnswers::default()),
        making: Arc::new(Semaphore::new(MADE_AT_ONCE)),
    };
    Router::new()
        .merge(pages::routes())
        .merge(api::routes())
        .fallback(nothing_here)
        .method_not_allowed_fallback(|| async { SiteError::MethodNotAllowed })
        .with_state(site.clone())
        .layer(CatchPanicLayer::custom(crashed))
        .layer(middleware::from_fn_with_state(site, answer))
}

/// No route: an address with a slash too many at its end is led to the one without.
async fn nothing_here(uri: Uri) -> Response {
    let path = uri.path();
    let shorter = path.trim_end_matches('/');
    // `//host` would lead away from this site.
    if shorter != path && shorter.len() > 1 && !shorter.starts_with("//") {
        let query = uri
            .query()
            .map_or_else(String::new, |query| format!("?{query}"));
        return redirect(&format!("{shorter}{query}"));
    }
    SiteError::NoPage.into_response()
}

/// Leads to the canonical address of the same page.
pub(crate) fn redirect(to: &str) -> Response {
    match HeaderValue::from_str(to) {
        Ok(location) => (StatusCode::MOVED_PERMANENTLY, [(LOCATION, location)]).into_response(),
        Err(_) => SiteError::NoPage.into_response(),
    }
}

/// Leads to what was asked for in words; the words may mean something else another time.
pub(crate) fn lead_to(to: &str) -> Response {
    match HeaderValue::from_str(to) {
        Ok(location) => (StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response(),
        Err(_) => SiteError::NoPage.into_response(),
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the layer that catches panics hands the panic over"
)]
fn crashed(panic: Box<dyn Any + Send + 'static>) -> Response {
    let words = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no words");
    tracing::error!(panic = words, "a handler panicked: {words}");
    SiteError::Crashed.into_response()
}

/// Answers a request: from what is kept, or by letting a handler make it.
async fn answer(State(site): State<Site>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let is_reconciling = parts.uri.path().starts_with(api::RECONCILE);
    let is_api = parts.uri.path() == "/api" || parts.uri.path().starts_with("/api/v1");
    let made = if parts.method == Method::POST && is_api {
        change(&site, &parts, body, next).await
    } else {
        make(&site, &parts, next).await
    };
    let mut response = match made {
        Ok(response) => response,
        Err((error, head)) => {
            tell(&error, &parts.uri);
            let answer = if is_api && parts.uri.path() != "/api" {
                api::problem(&error, parts.uri.path())
            } else {
                pages::trouble(&site, &error, head.as_ref())
            };
            if parts.method == Method::HEAD {
                let (parts, _) = answer.into_parts();
                Response::from_parts(parts, Body::empty())
            } else {
                answer
            }
        }
    };
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        let later = HeaderValue::from_static(RETRY_SECONDS);
        response.headers_mut().insert(RETRY_AFTER, later);
    }
    guard(response.headers_mut());
    if is_reconciling {
        // Browsers ask for it from pages elsewhere; it is public and takes no token.
        let anywhere = HeaderValue::from_static("*");
        response
            .headers_mut()
            .insert(ACCESS_CONTROL_ALLOW_ORIGIN, anywhere);
    }
    response
}

type Failed = (Arc<SiteError>, Option<Head>);

/// Lets a handler change the record: nothing is kept, and it is not begun again.
async fn change(site: &Site, asked: &Parts, body: Body, next: Next) -> Result<Response, Failed> {
    let without_head = |error: SiteError| (Arc::new(error), None);
    let head = site.watch.head().await;
    let head = head.map_err(|error| without_head(SiteError::Ledger(error)))?;
    let limit = Duration::from_secs(ANSWER_SECONDS);
    let path = asked.uri.path();
    let most = if path == api::RECONCILE {
        ASKED_BYTES
    } else if path.starts_with("/api/v1/films/") && path.ends_with("/poster") {
        ovation_terms::POSTER_BYTES
    } else {
        SENT_BYTES
    };
    let read = tokio::time::timeout(limit, axum::body::to_bytes(body, most)).await;
    let too_slow = || SiteError::SlowBody {
        seconds: ANSWER_SECONDS,
    };
    let too_long = SiteError::BodyTooLong { most };
    let read = read.ok().ok_or_else(|| without_head(too_slow()))?;
    let body = read.ok().ok_or_else(|| without_head(too_long))?;
    let mut request = Request::new(Body::from(body));
    *request.method_mut() = asked.method.clone();
    *request.uri_mut() = asked.uri.clone();
    *request.headers_mut() = asked.headers.clone();
    request.extensions_mut().extend(asked.extensions.clone());
    request.extensions_mut().insert(head);
    // Not timed: an answer must not be taken for a failure while the entries become durable.
    let mut response = next.run(request).await;
    if let Some(Trouble(error)) = response.extensions().get::<Trouble>() {
        return Err((error.clone(), Some(head)));
    }
    let unkept = HeaderValue::from_static("no-store");
    response.headers_mut().insert(CACHE_CONTROL, unkept);
    Ok(response)
}

async fn make(site: &Site, asked: &Parts, next: Next) -> Result<Response, Failed> {
    let (method, uri, headers) = (&asked.method, &asked.uri, &asked.headers);
    let without_head = |error: SiteError| (Arc::new(error), None);
    let whole = uri.path_and_query().map_or("/", |whole| whole.as_str());
    if whole.len() > ask::ADDRESS_BYTES {
        return Err(without_head(SiteError::TooLong {
            length: whole.len(),
            most: ask::ADDRESS_BYTES,
        }));
    }
    let uri = &as_read(uri);
    let key = uri.path_and_query().map_or("/", |whole| whole.as_str());
    let head_only = method == Method::HEAD;
    if method != Method::GET && !head_only {
        return Err(without_head(SiteError::MethodNotAllowed));
    }
    let is_for_ever = key.starts_with(assets::FOLDER);
    if is_for_ever && let Some(kept) = site.kept_for_ever.get(Seq(0), key) {
        return Ok(kept.answer(headers, head_only));
    }
    let read_head = async || {
        site.watch
            .head()
            .await
            .map_err(|error| without_head(SiteError::Ledger(error)))
    };
    let mut head = read_head().await?;
    if let Some(kept) = site.kept.get(head.seq, key) {
        return Ok(kept.answer(headers, head_only));
    }
    let limit = Duration::from_secs(ANSWER_SECONDS);
    let too_slow = || SiteError::TooSlow {
        seconds: ANSWER_SECONDS,
    };
    let turn = tokio::time::timeout(limit, site.making.acquire()).await;
    let _turn = turn.ok().ok_or_else(|| without_head(too_slow()))?;
    for tries_left in (0..TRIES).rev() {
        // Somebody else may have made it while this request waited for its turn.
        if let Some(kept) = site.kept.get(head.seq, key) {
            return Ok(kept.answer(headers, head_only));
        }
        let mut request = Request::new(Body::empty());
        *request.uri_mut() = uri.clone();
        // The route's parameters are among them.
        request.extensions_mut().extend(asked.extensions.clone());
        request.extensions_mut().insert(head);
        let made = tokio::time::timeout(limit, next.clone().run(request)).await;
        let response = made
            .ok()
            .ok_or_else(|| (Arc::new(too_slow()), Some(head)))?;
        if let Some(Trouble(error)) = response.extensions().get::<Trouble>() {
            return Err((error.clone(), Some(head)));
        }
        if response.status() != StatusCode::OK {
            return Ok(response);
        }
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, ANSWER_BYTES)
            .await
            .ok()
            .ok_or_else(|| (Arc::new(SiteError::Crashed), Some(head)))?;
        let answer = Arc::new(KeptAnswer::new(parts.status, parts.headers, bytes));
        // The answer speaks of one head only if the head did not move while it was made.
        let now = read_head().await?;
        if is_for_ever {
            site.kept_for_ever
                .put(Seq(0), key.to_owned(), answer.clone());
            return Ok(answer.answer(headers, head_only));
        }
        if now.seq == head.seq {
            site.kept.put(head.seq, key.to_owned(), answer.clone());
            return Ok(answer.answer(headers, head_only));
        }
        if tries_left == 0 {
            return Ok(answer.answer(headers, head_only));
        }
        head = now;
    }
    Err((Arc::new(SiteError::Crashed), Some(head)))
}

/// A page's address with the parts of its query that the page reads, in one order. Addresses of the API stay as
/// they are: it refuses what it does not know.
fn as_read(uri: &Uri) -> Uri {
    let path = uri.path();
    let Some(query) = uri.query().filter(|_| !path.starts_with("/api/")) else {
        return uri.clone();
    };
    // What cannot be read is told of by the page.
    let Ok(query) = ask::Query::parse(query) else {
        return uri.clone();
    };
    let read = query.keep(&pages::parts_read(path));
    format!("{path}{read}")
        .parse()
        .unwrap_or_else(|_| uri.clone())
}

/// Logs what is the site's own fault, with its cause; what a reader mistyped is no news.
fn tell(error: &SiteError, uri: &Uri) {
    if error.status().is_server_error() {
        let mut cause = error.to_string();
        let mut next = std::error::Error::source(error);
        while let Some(inner) = next {
            cause = format!("{cause}: {inner}");
            next = inner.source();
        }
        tracing::error!(
            path = uri.path(),
            cause,
            "could not answer {}: {cause}",
            uri.path()
        );
    }
}

/// The headers that keep a page from doing anything but being read.
fn guard(headers: &mut HeaderMap) {
    const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; \
        form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    let mut set = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(CONTENT_SECURITY_POLICY, POLICY);
    set(X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(REFERRER_POLICY, "strict-origin-when-cross-origin");
    set(
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    set(
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=()",
    );
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    }
}
