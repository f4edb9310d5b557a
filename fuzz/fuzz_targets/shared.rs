//! What every reading must keep, whatever the bytes.

use ovation_read::{ReadLimits, Reading, SourceBytes, read};
use ovation_terms::{Day, Evidence, ReviewFinding};

/// The day of reading, the same in every run.
fn today() -> Day {
    Day::new(2024, 6, 1).expect("a day of the calendar")
}

/// Reads bytes and checks that every value's evidence stands where it says.
pub fn checked(bytes: &[u8], content_type: Option<&str>) -> Reading {
    let source = SourceBytes {
        bytes,
        address: "https://fuzz.example/2024/05/a-review",
        content_type,
        fetched: today(),
    };
    let reading = read(&source, &ReadLimits::default());
    for finding in &reading.findings {
        for evidence in evidences(finding) {
            check(evidence, &reading.text);
        }
    }
    if reading.findings.is_empty() {
        let is_told = !reading.complaints.is_empty() || !reading.why_kind.is_empty();
        assert!(is_told, "nothing was found and no reason given");
    }
    reading
}

fn check(evidence: &Evidence, text: &str) {
    if let Evidence::Words { quote, start, end, .. } = evidence {
        let stands = text.get(*start..*end);
        assert_eq!(stands, Some(quote.as_str()), "evidence at {start}..{end}");
    }
}

fn evidences(finding: &ReviewFinding) -> Vec<&Evidence> {
    let mut all = Vec::new();
    all.extend(finding.url.iter().map(|s| &s.evidence));
    all.extend(finding.film.title.iter().map(|s| &s.evidence));
    all.extend(finding.film.original_title.iter().map(|s| &s.evidence));
    all.extend(finding.film.year.iter().map(|s| &s.evidence));
    all.extend(finding.film.directors.iter().map(|s| &s.evidence));
    all.extend(finding.critics.iter().map(|s| &s.evidence));
    all.extend(finding.outlet.iter().map(|s| &s.evidence));
    all.extend(finding.published.iter().map(|s| &s.evidence));
    all.extend(finding.rating.iter().map(|s| &s.evidence));
    all.extend(finding.headline.iter().map(|s| &s.evidence));
    all
}
