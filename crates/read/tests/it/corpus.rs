//! The gold pages of `corpus/reading`: each case is a page and what is right about it.

use ovation_read::{ReadLimits, Reading, SourceBytes, read};
use ovation_terms::{Day, Evidence, ReviewFinding};
use serde::Deserialize;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expect {
    address: String,
    fetched: String,
    kind: Option<String>,
    #[serde(default)]
    article: Option<Article>,
    #[serde(default)]
    encoding: Option<String>,
    #[serde(default)]
    reviews: Vec<Review>,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    without: Vec<String>,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Article {
    title: Option<String>,
    authors: Vec<String>,
    published: Option<String>,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Review {
    film: Option<String>,
    /// What it is, where it is no film: `season 2 of a series`.
    work: Option<String>,
    year: Option<i16>,
    directors: Vec<String>,
    critics: Vec<String>,
    outlet: Option<String>,
    date: Option<String>,
    rating: Option<String>,
    best: Option<String>,
    language: Option<String>,
    /// Words that its own text must hold, and must not.
    with: Vec<String>,
    without: Vec<String>,
}

impl Review {
    /// Without what is compared by itself.
    fn bare(self) -> Self {
        Self {
            with: Vec::new(),
            without: Vec::new(),
            ..self
        }
    }
}

pub(crate) fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/reading");
    let mut cases: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    cases
}

pub(crate) fn read_case(case: &Path) -> (Expect, Reading) {
    let expect: Expect =
        toml::from_str(&std::fs::read_to_string(case.join("expect.toml")).unwrap()).unwrap();
    let bytes = std::fs::read(case.join("page.html")).unwrap();
    let source = SourceBytes {
        bytes: &bytes,
        address: &expect.address,
        content_type: None,
        fetched: expect.fetched.parse::<Day>().unwrap(),
    };
    let reading = read(&source, &ReadLimits::default());
    (expect, reading)
}

#[test]
fn every_case_reads_as_its_gold_says() {
    let cases = cases();
    assert!(cases.len() >= 25, "the corpus is missing");
    let fails = |case: &PathBuf| std::panic::catch_unwind(|| check(case)).is_err();
    let failed: Vec<PathBuf> = cases.into_iter().filter(fails).collect();
    assert!(failed.is_empty(), "not as their gold says: {failed:?}");
}

fn check(case: &Path) {
    let name = case.file_name().unwrap().to_string_lossy().into_owned();
    let (expect, reading) = read_case(case);
    if let Some(kind) = &expect.kind {
        assert_eq!(reading.kind.code(), kind, "{name}: {}", reading.why_kind);
    }
    // What is likelier no review, but not surely, is given with its doubt and waits.
    let is_likely = |finding: &&ReviewFinding| finding.doubt.is_none() || reading.kind.is_review();
    let found: Vec<Review> = reading
        .findings
        .iter()
        .filter(is_likely)
        .map(|finding| Review {
            film: finding.film.title.as_ref().map(|t| t.value.clone()),
            work: finding.film.work.as_ref().map(|work| work.value.words()),
            year: finding.film.year.as_ref().map(|y| y.value),
            directors: finding
                .film
                .directors
                .iter()
                .map(|d| d.value.clone())
                .collect(),
            critics: finding.critics.iter().map(|c| c.value.clone()).collect(),
            outlet: finding.outlet.as_ref().map(|o| o.value.clone()),
            date: finding.published.as_ref().map(|d| d.value.to_string()),
            rating: finding.rating.as_ref().map(|r| r.value.printed.clone()),
            best: finding.rating.as_ref().and_then(|r| r.value.best.clone()),
            language: finding.language.clone(),
            ..Review::default()
        })
        .collect();
    for (review, finding) in expect.reviews.iter().zip(&reading.findings) {
        let text = finding.text.as_ref().map_or("", |text| &text.value);
        for words in &review.with {
            assert!(text.contains(words), "{name}: without `{words}`: {text}");
        }
        for words in &review.without {
            assert!(!text.contains(words), "{name}: with `{words}`: {text}");
        }
    }
    let wanted: Vec<Review> = expect.reviews.into_iter().map(Review::bare).collect();
    assert_eq!(found, wanted, "{name}: {}", reading.why_kind);
    if let Some(encoding) = &expect.encoding {
        assert_eq!(reading.encoding, encoding, "{name}");
    }
    let article = reading.article.clone().unwrap_or_default();
    if let Some(expect) = &expect.article {
        let found = Article {
            title: article.title.as_ref().map(|t| t.value.clone()),
            authors: article.authors.iter().map(|a| a.value.clone()).collect(),
            published: article.published.as_ref().map(|p| p.value.day.to_string()),
        };
        assert_eq!(&found, expect, "{name}");
    }
    let own = article.text();
    let mut texts: Vec<&str> = reading
        .findings
        .iter()
        .filter_map(|finding| finding.text.as_ref().map(|text| text.value.as_str()))
        .collect();
    if texts.is_empty() {
        texts.push(&own);
    }
    for segment in &expect.with {
        assert!(
            texts.iter().any(|text| text.contains(segment)),
            "{name}: without `{segment}`"
        );
    }
    for segment in &expect.without {
        assert!(
            !texts.iter().any(|text| text.contains(segment)),
            "{name}: with `{segment}`"
        );
    }
}

#[test]
fn every_word_quoted_in_the_corpus_stands_in_its_text() {
    for case in cases() {
        let (_, reading) = read_case(&case);
        for finding in &reading.findings {
            let mut evidence: Vec<&Evidence> =
                finding.critics.iter().map(|c| &c.evidence).collect();
            evidence.extend(finding.film.title.as_ref().map(|t| &t.evidence));
            evidence.extend(finding.outlet.as_ref().map(|t| &t.evidence));
            evidence.extend(finding.published.as_ref().map(|t| &t.evidence));
            evidence.extend(finding.rating.as_ref().map(|t| &t.evidence));
            for evidence in evidence {
                if let Evidence::Words {
                    quote, start, end, ..
                } = evidence
                {
                    assert!(start < end, "{case:?}: evidence of nothing");
                    assert_eq!(
                        reading.text.get(*start..*end),
                        Some(quote.as_str()),
                        "{case:?}"
                    );
                }
            }
        }
    }
}
