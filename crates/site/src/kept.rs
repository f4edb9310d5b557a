//! Answers kept in memory, valid while the ledger's head stands where it stood.

use axum::body::Bytes;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use ovation_ledger::{Head, Ledger, LedgerError};
use ovation_terms::{Hash, Seq};
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Kept answers together, in bytes. Two generations of half this size are held.
const KEPT_BYTES: usize = 64 * 1024 * 1024;
/// Kept answers together, so that a flood of tiny ones cannot fill the map either.
const KEPT_ANSWERS: usize = 8192;
/// Shorter answers are not worth a gzip header.
const GZIP_FROM: usize = 512;

/// An answer as it goes out, plain and compressed.
#[derive(Debug)]
pub(crate) struct KeptAnswer {
    status: StatusCode,
    headers: HeaderMap,
    plain: Bytes,
    gzip: Option<Bytes>,
    etag: HeaderValue,
    gzip_etag: HeaderValue,
}

impl KeptAnswer {
    /// Takes a whole answer; digests and compresses it.
    pub(crate) fn new(status: StatusCode, mut headers: HeaderMap, plain: Bytes) -> Self {
        headers.remove(CONTENT_LENGTH);
        if !headers.contains_key(CACHE_CONTROL) {
            // Pages may be kept by anybody but are asked for again each time: a score may move.
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        }
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        let digest: String = Hash::of(&plain).to_string().chars().take(24).collect();
        let tag = |text: String| {
            HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static("\"\""))
        };
        Self {
            status,
            gzip: gzip(&headers, &plain),
            headers,
            etag: tag(format!("\"{digest}\"")),
            gzip_etag: tag(format!("\"{digest}-gz\"")),
            plain,
        }
    }

    fn size(&self) -> usize {
        self.plain.len() + self.gzip.as_ref().map_or(0, Bytes::len)
    }

    /// The answer to a request with these headers: whole, compressed, or "not changed".
    pub(crate) fn answer(&self, asked: &HeaderMap, head_only: bool) -> Response {
        let packed = self.gzip.as_ref().filter(|_| takes_gzip(asked));
        let etag = if packed.is_some() {
            &self.gzip_etag
        } else {
            &self.etag
        };
        let mut headers = self.headers.clone();
        headers.insert(ETAG, etag.clone());
        if self.status == StatusCode::OK && knows(asked, etag) {
            headers.remove(CONTENT_TYPE);
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        let body = packed.unwrap_or(&self.plain);
        if packed.is_some() {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
        if head_only {
            (self.status, headers).into_response()
        } else {
            (self.status, headers, body.clone()).into_response()
        }
    }
}

fn gzip(headers: &HeaderMap, plain: &[u8]) -> Option<Bytes> {
    let kind = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let is_text = [
        "text/",
        "application/json",
        "application/problem+json",
        "image/svg",
    ]
    .iter()
    .any(|start| kind.starts_with(start));
    if !is_text || plain.len() < GZIP_FROM {
        return None;
    }
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 4), Compression::new(6));
    encoder.write_all(plain).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

/// Whether the reader takes gzip (RFC 9110 section 12.5.3; a weight of zero refuses it).
fn takes_gzip(asked: &HeaderMap) -> bool {
    asked
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|part| {
            let mut pieces = part.split(';').map(str::trim);
            let named = pieces
                .next()
                .is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
            let refused = pieces.any(|piece| {
                piece
                    .strip_prefix("q=")
                    .and_then(|weight| weight.trim().parse::<f64>().ok())
                    .is_some_and(|weight| weight <= 0.0)
            });
            named && !refused
        })
}

/// Whether the reader already has the answer of this tag (RFC 9110 section 13.1.2).
fn knows(asked: &HeaderMap, etag: &HeaderValue) -> bool {
    let Ok(etag) = etag.to_str() else {
        return false;
    };
    asked
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

/// Answers kept for one head, in two generations: what is asked for again moves to the young one;
/// when the young one is full it becomes the old one, and what was old is let go.
#[derive(Debug, Default)]
pub(crate) struct KeptAnswers(Mutex<Generations>);

#[derive(Debug, Default)]
struct Generations {
    seq: Option<Seq>,
    young: BTreeMap<String, Arc<KeptAnswer>>,
    old: BTreeMap<String, Arc<KeptAnswer>>,
    young_bytes: usize,
}

impl Generations {
    /// Lets everything go when the head moved; tells whether `seq` is the head answers are kept for.
    fn turn_to(&mut self, seq: Seq) -> bool {
        if self.seq.is_none_or(|known| known < seq) {
            *self = Self {
                seq: Some(seq),
                ..Self::default()
            };
        }
        self.seq == Some(seq)
    }

    fn put(&mut self, key: String, answer: Arc<KeptAnswer>) {
        let size = answer.size() + key.len();
        if size > KEPT_BYTES / 4 {
            return;
        }
        if self.young_bytes + size > KEPT_BYTES / 2 || self.young.len() >= KEPT_ANSWERS / 2 {
            self.old = std::mem::take(&mut self.young);
            self.young_bytes = 0;
        }
        self.young_bytes += size;
        if let Some(replaced) = self.young.insert(key, answer) {
            self.young_bytes = self.young_bytes.saturating_sub(replaced.size());
        }
    }
}

impl KeptAnswers {
    /// The answer kept under a key for this head.
    pub(crate) fn get(&self, seq: Seq, key: &str) -> Option<Arc<KeptAnswer>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !kept.turn_to(seq) {
            return None;
        }
        if let Some(answer) = kept.young.get(key) {
            return Some(answer.clone());
        }
        let (key, answer) = kept.old.remove_entry(key)?;
        kept.put(key, answer.clone());
        Some(answer)
    }

    /// Keeps an answer made at this head.
    pub(crate) fn put(&self, seq: Seq, key: String, answer: Arc<KeptAnswer>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.turn_to(seq) {
            kept.put(key, answer);
        }
    }
}

/// Asks the ledger where its head stands, once for all requests that wait for the answer.
///
/// The head given was always read after the request came, so a reader who was told that an entry
/// is durable finds it on the next page; yet under load one query serves many requests.
#[derive(Debug)]
pub(crate) struct HeadWatch {
    ledger: Ledger,
    came: AtomicU64,
    last: tokio::sync::Mutex<(u64, Option<Head>)>,
}

impl HeadWatch {
    pub(crate) fn new(ledger: Ledger) -> Self {
        Self {
            ledger,
            came: AtomicU64::new(0),
            last: tokio::sync::Mutex::new((0, None)),
        }
    }

    /// Where the head stands now.
    pub(crate) async fn head(&self) -> Result<Head, LedgerError> {
        let mine = self.came.fetch_add(1, Ordering::SeqCst) + 1;
        let mut last = self.last.lock().await;
        if let (covers, Some(head)) = &*last
            && *covers >= mine
        {
            return Ok(*head);
        }
        // Everybody who came until here may use what is read from here on.
        let covers = self.came.load(Ordering::SeqCst);
        let head = self.ledger.head().await?;
        *last = (covers, Some(head));
        Ok(head)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> Arc<KeptAnswer> {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html"));
        Arc::new(KeptAnswer::new(
            StatusCode::OK,
            headers,
            Bytes::from(text.to_owned()),
        ))
    }

    #[test]
    fn lets_every_answer_go_when_the_head_moves() {
        let kept = KeptAnswers::default();
        kept.put(Seq(4), "/".to_owned(), page("four"));
        assert!(kept.get(Seq(4), "/").is_some());
        assert!(kept.get(Seq(5), "/").is_none());
        // A late answer for the head before is not kept either.
        kept.put(Seq(4), "/".to_owned(), page("four"));
        assert!(kept.get(Seq(5), "/").is_none());
        assert!(kept.get(Seq(4), "/").is_none());
    }

    #[test]
    fn keeps_within_its_bounds_and_holds_on_to_what_is_asked_for_again() {
        let kept = KeptAnswers::default();
        let large = "x".repeat(256 * 1024);
        kept.put(Seq(1), "/asked-often".to_owned(), page("home"));
        for number in 0..1000 {
            kept.put(Seq(1), format!("/{number}"), page(&large));
            assert!(kept.get(Seq(1), "/asked-often").is_some(), "after {number}");
        }
        let generations = kept.0.lock().expect("the lock");
        let held: usize = generations
            .young
            .values()
            .chain(generations.old.values())
            .map(|answer| answer.size())
            .sum();
        assert!(held <= KEPT_BYTES, "{held}");
    }

    #[test]
    fn reads_what_a_reader_accepts() {
        let takes = |value: &'static str| {
            let mut asked = HeaderMap::new();
            asked.insert(ACCEPT_ENCODING, HeaderValue::from_static(value));
            takes_gzip(&asked)
        };
        assert!(takes("gzip, deflate, br"));
        assert!(takes("br;q=1.0, GZIP;q=0.5"));
        assert!(!takes("gzip;q=0"));
        assert!(!takes("identity"));
    }
}
