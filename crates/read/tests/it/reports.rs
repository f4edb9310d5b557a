//! Reports about one film are no reviews of it; reviews without any label are.

use ovation_read::{PageKind, ReadLimits, Reading, SourceBytes, read};
use ovation_terms::{Day, ReviewFinding};

/// Reads texts of `tests/md/reports.md`: a heading of the first level says what all below are, one
/// of the second is the headline of a page.
fn check(told: &str, is_review: bool) {
    let all = include_str!("../md/reports.md");
    let part = all
        .split("\n# ")
        .find(|part| part.starts_with(told))
        .unwrap();
    let mut count = 0;
    for case in part.split("\n## ").skip(1) {
        let (headline, text) = case.split_once('\n').unwrap();
        let reading = page(headline, text);
        let given = matches!(reading.kind, PageKind::Review | PageKind::SeveralReviews);
        assert_eq!(given, is_review, "{headline}: {}", reading.why_kind);
        // A report that is unsure waits for a person; none is taken for a review.
        let is_taken = |finding: &ReviewFinding| finding.doubt.is_none();
        let is_any_taken = reading.findings.iter().any(is_taken);
        assert!(
            is_review || !is_any_taken,
            "{headline}: {}",
            reading.why_kind
        );
        assert!(!is_review || !reading.findings.is_empty(), "{headline}");
        count += 1;
    }
    assert!(count >= 5, "{count} texts");
}

fn page(headline: &str, text: &str) -> Reading {
    let paragraphs = text.trim().replace("\n\n", "</p><p>");
    let html = format!(
        "<!doctype html><html><head><meta charset=\"utf-8\"><title>{headline} | The Lantern\
         </title></head><body><article><h1>{headline}</h1><p>{paragraphs}</p></article></body></html>"
    );
    let source = SourceBytes {
        bytes: html.as_bytes(),
        address: "https://lantern.example/2024/03/01/page",
        content_type: Some("text/html"),
        fetched: Day::new(2024, 6, 1).unwrap(),
    };
    read(&source, &ReadLimits::default())
}

#[test]
fn reports_about_one_film_are_no_reviews_of_it() {
    check("Reports", false);
}

#[test]
fn reviews_that_nothing_calls_so_are_reviews() {
    check("Reviews", true);
}
