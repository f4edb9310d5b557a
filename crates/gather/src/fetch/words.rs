//! What a server's answer or silence means to a person.

use super::resolve::RefusedName;
use ovation_terms::{Complaint, ComplaintKind};
use reqwest::{StatusCode, header::HeaderMap, header::RETRY_AFTER};
use std::error::Error;

fn unreachable(detail: impl Into<String>) -> Complaint {
    Complaint::lost(ComplaintKind::Unreachable, "", detail)
}

/// The complaint about a status other than success.
pub(crate) fn status_complaint(status: StatusCode, headers: &HeaderMap) -> Complaint {
    let said = match status.canonical_reason() {
        Some(words) => format!("the server answered {} {words}", status.as_u16()),
        None => format!("the server answered {}", status.as_u16()),
    };
    let what_to_do = match status.as_u16() {
        401 | 402 | 403 | 407 => {
            "it shows this page to some readers only; save the page from a browser and give the \
             file"
        }
        404 | 410 => "the page is not there (any more); check the address, or look for a kept copy",
        429 => "too much was asked of it; try again later, with longer pauses",
        451 => "the page is withheld for legal reasons; look for another publication of it",
        300..=399 => "it points elsewhere without saying where; open the address in a browser",
        500..=599 => "it has trouble of its own; try again later",
        _ => "open the address in a browser to see what it wants",
    };
    let wait = headers
        .get(RETRY_AFTER)
        .and_then(|value| value.to_str().ok()?.trim().parse::<u32>().ok())
        .map_or(String::new(), |seconds| {
            format!(" (it asks to wait {seconds} seconds)")
        });
    let detail = format!("{said}: {what_to_do}{wait}");
    if status == StatusCode::GONE {
        // RFC 9110 section 15.5.11: likely to be permanent, unlike 404.
        return Complaint::lost(ComplaintKind::Gone, "", detail);
    }
    if status == StatusCode::NOT_FOUND {
        return Complaint::lost(ComplaintKind::NotFound, "", detail);
    }
    unreachable(detail)
}

/// The complaint about a request that got no answer, or broke off.
pub(crate) fn error_complaint(error: &reqwest::Error) -> Complaint {
    if let Some(refused) = find::<RefusedName>(error) {
        return Complaint::lost(ComplaintKind::Refused, "", refused.to_string());
    }
    let cause = deepest(error);
    unreachable(if error.is_timeout() {
        "the server took too long to answer; try again later".to_owned()
    } else if error.is_dns() {
        format!("the name of the host is not known ({cause}); check how the address is spelt")
    } else if error.is_connect() {
        format!(
            "no connection to the server ({cause}); check the address and the network, or try \
             again later"
        )
    } else if error.is_decode() {
        format!("the answer's compression is damaged ({cause}); try again later")
    } else {
        format!("the answer broke off ({cause}); try again later")
    })
}

fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        next = error.source();
    }
    None
}

/// The innermost cause, which is where the network says what it was; those further out repeat
/// the address.
fn deepest(error: &(dyn Error + 'static)) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}

/// Content types that are read, whatever their parameters.
///
/// Servers that do not know a file's type call it `application/octet-stream`; then its name or
/// its bytes decide later on.
pub(crate) fn reads_type(content_type: &str) -> bool {
    let essence = content_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    matches!(
        essence.as_str(),
        "" | "text/html"
            | "text/xml"
            | "text/plain"
            | "text/csv"
            | "text/x-csv"
            | "text/tab-separated-values"
            | "text/markdown"
            | "text/json"
            | "application/xml"
            | "application/json"
            | "application/csv"
            | "application/jsonl"
            | "application/x-jsonlines"
            | "application/ndjson"
            | "application/x-ndjson"
            | "application/gzip"
            | "application/x-gzip"
            | "application/octet-stream"
            | "application/warc"
            | "application/x-warc"
            | "application/zip"
            | "application/x-zip-compressed"
            | "application/x-tar"
            | "application/zstd"
    ) || (essence.starts_with("application/")
        && (essence.ends_with("+xml") || essence.ends_with("+json")))
}

/// The complaint about a type that is not read.
pub(crate) fn type_complaint(content_type: &str) -> Complaint {
    let shown: String = content_type
        .chars()
        .filter(|c| !c.is_control())
        .take(80)
        .collect();
    Complaint::lost(
        ComplaintKind::UnknownFormat,
        "",
        format!(
            "the server says it is `{shown}`, and only pages, feeds, tables and texts are read; \
             give the address of the page itself"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_feeds_tables_and_texts_are_read() {
        for good in [
            "text/html; charset=utf-8",
            "TEXT/HTML",
            "application/xhtml+xml",
            "application/rss+xml",
            "application/atom+xml;type=feed",
            "application/feed+json",
            "application/ld+json",
            "text/csv",
            "application/x-gzip",
        ] {
            assert!(reads_type(good), "{good}");
        }
        for bad in [
            "image/png",
            "application/pdf",
            "video/mp4",
            "image/svg+xml",
            "font/woff2",
        ] {
            assert!(!reads_type(bad), "{bad}");
        }
    }

    #[test]
    fn a_status_says_what_to_do() {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, "120".parse().unwrap());
        let complaint = status_complaint(StatusCode::TOO_MANY_REQUESTS, &headers);
        assert_eq!(complaint.kind, ComplaintKind::Unreachable);
        assert!(
            complaint.detail.contains("429 Too Many Requests"),
            "{complaint}"
        );
        assert!(complaint.detail.contains("wait 120 seconds"), "{complaint}");
        let gone = status_complaint(StatusCode::NOT_FOUND, &HeaderMap::new());
        assert_eq!(gone.kind, ComplaintKind::NotFound);
        assert!(gone.detail.contains("404 Not Found"), "{gone}");
    }
}
