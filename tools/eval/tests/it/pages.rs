//! How sure the figures of labelled pages are.

use ovation_eval::bootstrap::FigureInterval;
use ovation_eval::reading::{GoldPage, Judged, PagesTally};
use ovation_read::{ReadLimits, SourceBytes, read};
use ovation_terms::Day;

/// A review whose markup says so, with its film's title.
fn review(title: &str) -> String {
    let sentence = "The camera stays with the keeper and the film has the patience to wait. ";
    format!(
        r#"<title>{title}</title><script type="application/ld+json">{{"@context": "https://schema.org",
        "@type": "Review", "itemReviewed": {{"@type": "Movie", "name": "{title}"}},
        "author": {{"@type": "Person", "name": "Ada Marlow"}}}}</script>
        <article><h1>{title}</h1><p>{}</p></article>"#,
        sentence.repeat(20)
    )
}

/// Adds a page of a site whose label says which film is reviewed.
fn add(tally: &mut PagesTally, site: &str, html: &str, film: &str) {
    let source = SourceBytes {
        bytes: html.as_bytes(),
        address: "https://lantern.example/2024/03/a-page",
        content_type: Some("text/html"),
        fetched: Day::new(2026, 11, 1).unwrap(),
    };
    let gold = GoldPage {
        id: format!("{site} {film}"),
        site: site.to_owned(),
        kind: "review".to_owned(),
        lang: Some("en-GB".to_owned()),
        is_film_review: true,
        film_title: Some(film.to_owned()),
        ..GoldPage::default()
    };
    tally.add(
        &gold,
        &read(&source, &ReadLimits::default()),
        Judged::default(),
    );
}

#[test]
fn figures_come_with_intervals_over_sites_and_by_language_and_kind() {
    let mut tally = PagesTally::default();
    for at in 0..12 {
        let site = format!("site-{at}");
        let html = review("The Salt Road");
        add(&mut tally, &site, &html, "The Salt Road");
        // Every third site has a page whose title is another one.
        let film = if at % 3 == 0 {
            "Low Water"
        } else {
            "The Salt Road"
        };
        add(&mut tally, &site, &html, film);
    }
    let figures = tally.figures();
    assert_eq!((figures.pages, figures.sites), (24, 12));
    let Some(FigureInterval(low, high)) = figures.intervals["title"]["p"] else {
        panic!("no interval of titles");
    };
    assert!((figures.title.p - 20.0 / 24.0).abs() < 1e-9);
    assert!(
        low < figures.title.p && figures.title.p < high,
        "{low} {high}"
    );
    // Nobody gave a year, so nothing is known of how sure one is.
    assert_eq!(figures.intervals["year"]["p"], None);
    assert!((figures.settled.share - 1.0).abs() < 1e-9);
    assert_eq!(figures.by_language["en"].reviews, 24);
    assert_eq!(figures.by_kind["review"].settled_wrong, 0);
}
