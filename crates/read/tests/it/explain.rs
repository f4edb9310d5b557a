//! What was considered, and why it lost.

use ovation_read::{Considered, ReadLimits, SourceBytes, read, read_explained};
use ovation_terms::Day;

const PAGE: &str = r#"<!doctype html><title>Worth its weight | The Lantern</title>
<script type="application/ld+json">{"@type": "Review", "author": "Ada Marsh",
 "itemReviewed": {"@type": "Movie", "name": "The Salt Road"},
 "reviewRating": {"ratingValue": "4", "bestRating": "5"}}</script>
<article><h1>Worth its weight</h1>
<div class="hreview"><span class="item fn">The Salt Road</span> <span class="rating"><span
class="value">3</span>/<span class="best">5</span></span> by <span class="reviewer">A. Marsh</span></div>
<p>The director trusts her two leads, and the film repays that trust in every scene. Two sisters
carry salt over a mountain pass, and what they find on the far side is not what they were told.</p>
<p>The performances are superb, above all in the long night at the pass, where the camera hardly
moves. It is a beautiful film, never dull, and its screenplay knows when to be silent.</p>
<p>Readers' rating: 4.9/5 (31 votes)</p></article>"#;

fn source() -> SourceBytes<'static> {
    SourceBytes {
        bytes: PAGE.as_bytes(),
        address: "https://lantern.example/worth-its-weight",
        content_type: Some("text/html; charset=utf-8"),
        fetched: Day::new(2024, 6, 1).unwrap(),
    }
}

#[test]
fn an_explained_reading_is_the_reading() {
    let limits = ReadLimits::default();
    let (reading, explanation) = read_explained(&source(), &limits);
    assert_eq!(reading, read(&source(), &limits));
    assert!(!explanation.kind.is_empty());
    let sum: f64 = explanation.kind.iter().map(|sign| sign.weight).sum();
    assert!(sum >= explanation.needed, "{:?}", explanation.kind);
}

#[test]
fn formats_that_disagree_are_kept_with_the_reason_why_one_lost() {
    let (_, explanation) = read_explained(&source(), &ReadLimits::default());
    let of = |field: &str| {
        let own = explanation
            .considered
            .iter()
            .filter(move |c| c.field == field);
        own.collect::<Vec<&Considered>>()
    };
    let ratings = of("rating");
    let chosen: Vec<_> = ratings.iter().filter(|c| c.is_chosen).collect();
    assert_eq!(chosen.len(), 1, "{ratings:#?}");
    assert_eq!(chosen[0].value, "4 of 5");
    let other = ratings.iter().find(|c| c.value == "3 of 5").unwrap();
    assert_eq!(other.why, "markup of a review; outranked by `4 of 5`");
    let readers = ratings.iter().find(|c| c.value == "4.9/5").unwrap();
    assert!(
        readers.why.starts_with("somebody else's"),
        "{}",
        readers.why
    );
    assert!(readers.weight.unwrap() < 0.0);
    let critics = of("critic");
    assert!(
        critics
            .iter()
            .any(|c| c.value == "A. Marsh" && !c.is_chosen)
    );
    assert!(
        critics
            .iter()
            .any(|c| c.value == "Ada Marsh" && c.is_chosen)
    );
    let films = of("film");
    let headline = films
        .iter()
        .find(|c| c.value == "Worth its weight")
        .unwrap();
    assert!(
        headline.why.ends_with("outranked by `The Salt Road`"),
        "{}",
        headline.why
    );
}
