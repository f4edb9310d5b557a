//! Answers kept in memory, valid while the ledger's head stands where it stood.

use crate::packing::{PACKED_FROM, Packing, is_text, taken};
use axum::body::Bytes;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use ovation_ledger::{Head, Ledger, LedgerError};
use ovation_terms::{Hash, Seq};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Kept answers together, in bytes. Two generations of half this size are held.
const KEPT_BYTES: usize = 64 * 1024 * 1024;
/// Kept answers together, so that a flood of tiny ones cannot fill the map either.
const KEPT_ANSWERS: usize = 8192;
/// An answer as it goes out, plain and, once somebody takes it so, compressed.
#[derive(Debug)]
pub(crate) struct KeptAnswer {
    status: StatusCode,
    headers: HeaderMap,
    plain: Bytes,
    /// The same in each packing that was asked for; none where it does not pay.
    packed: [OnceLock<Option<Bytes>>; Packing::ALL.len()],
    is_packable: bool,
    digest: String,
    is_for_ever: bool,
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
        let kind = headers
            .get(CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok());
        let policy = headers
            .get(CACHE_CONTROL)
            .and_then(|kept| kept.to_str().ok());
        Self {
            status,
            packed: Default::default(),
            is_packable: plain.len() >= PACKED_FROM && kind.is_some_and(is_text),
            is_for_ever: policy.is_some_and(|policy| policy.contains("immutable")),
            headers,
            digest,
            plain,
        }
    }

    /// What it may take in memory: packed it is a part of itself, at most as much again.
    fn size(&self) -> usize {
        if self.is_packable {
            2 * self.plain.len()
        } else {
            self.plain.len()
        }
    }

    /// The answer packed as the reader takes it.
    fn packed(&self, asked: &HeaderMap) -> Option<(Packing, &Bytes)> {
        if !self.is_packable {
            return None;
        }
        let packing = taken(asked)?;
        let place = self.packed.get(packing as usize)?;
        let made = place.get_or_init(|| packing.pack(&self.plain, self.is_for_ever));
        made.as_ref().map(|bytes| (packing, bytes))
    }

    fn tag(&self, packing: Option<Packing>) -> HeaderValue {
        let text = match packing {
            Some(packing) => format!("\"{}-{}\"", self.digest, packing.code()),
            None => format!("\"{}\"", self.digest),
        };
        HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static("\"\""))
    }

    /// The answer to a request with these headers: whole, compressed, or "not changed".
    pub(crate) fn answer(&self, asked: &HeaderMap, head_only: bool) -> Response {
        let packed = self.packed(asked);
        let etag = self.tag(packed.map(|(packing, _)| packing));
        let mut headers = self.headers.clone();
        headers.insert(ETAG, etag.clone());
        if self.status == StatusCode::OK && knows(asked, &etag) {
            headers.remove(CONTENT_TYPE);
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        let body = packed.map_or(&self.plain, |(_, bytes)| bytes);
        if let Some((packing, _)) = packed {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(packing.code()));
        }
        headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
        if head_only {
            (self.status, headers).into_response()
        } else {
            (self.status, headers, body.clone()).into_response()
        }
    }
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
}
