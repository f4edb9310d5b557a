//! Structured data in the forms that pages have, also those that are wrong but common.

use ovation_read::{PageKind, ReadLimits, Reading, SourceBytes, read};
use ovation_terms::Day;

fn page(head: &str, body: &str) -> Reading {
    let paragraph = "<p>I went in late and sat by the door, which was a mistake, since everybody \
        who left let in the light, and a good many left. I stayed for the director, whose film \
        before this one was a beautiful thing, and never dull.</p>";
    let page = format!(
        "<!doctype html><html><head><title>Twelve thoughts | The Lantern</title>{head}</head><body>\
         <article><h1>Twelve thoughts</h1>{}{body}</article></body></html>",
        paragraph.repeat(5)
    );
    let source = SourceBytes {
        bytes: page.as_bytes(),
        address: "https://lantern.example/2024/03/01/twelve",
        content_type: Some("text/html"),
        fetched: Day::new(2024, 6, 1).unwrap(),
    };
    read(&source, &ReadLimits::default())
}

/// `film (year) | critics | rating/best`, of each review.
fn said(reading: &Reading) -> Vec<String> {
    let review = |finding: &ovation_terms::ReviewFinding| {
        let film = finding.film.title.as_ref().map_or("-", |t| &t.value);
        let year = finding
            .film
            .year
            .as_ref()
            .map_or(String::new(), |y| format!(" ({})", y.value));
        let critics: Vec<&str> = finding.critics.iter().map(|c| c.value.as_str()).collect();
        let rating = finding.rating.as_ref().map_or("-".to_owned(), |rating| {
            let best = rating.value.best.as_ref();
            let best = best.map_or(String::new(), |best| format!("/{best}"));
            format!("{}{best}", rating.value.printed)
        });
        format!("{film}{year} | {} | {rating}", critics.join(", "))
    };
    reading.findings.iter().map(review).collect()
}

fn json_ld(json: &str) -> String {
    format!(r#"<script type="application/ld+json">{json}</script>"#)
}

#[test]
fn json_ld_is_read_in_every_shape_that_pages_give_it() {
    let whole = "The Salt Road (2019) | Ada Marsh | 4/5";
    let film = r#"{"@type": "Movie", "name": "The Salt Road", "dateCreated": "2019-02-01"}"#;
    let rating = r#"{"@type": "Rating", "ratingValue": 4, "bestRating": 5}"#;
    let cases = [
        (
            "plain",
            json_ld(&format!(
                r#"{{"@context": "https://schema.org", "@type": "Review", "author": {{"@type": "Person", "name": "Ada Marsh"}}, "itemReviewed": {film}, "reviewRating": {rating}}}"#
            )),
            whole,
        ),
        (
            "a critic's, in an array",
            json_ld(&format!(
                r#"[{{"@type": "BreadcrumbList"}}, {{"@type": "CriticReview", "author": "Ada Marsh", "itemReviewed": [{film}], "reviewRating": [{rating}]}}]"#
            )),
            whole,
        ),
        (
            "an article that is a review",
            json_ld(&format!(
                r#"{{"@type": ["ReviewNewsArticle", "NewsArticle"], "author": [{{"name": "Ada Marsh"}}], "itemReviewed": {film}, "reviewRating": {rating}}}"#
            )),
            whole,
        ),
        (
            "references across blocks",
            format!(
                "{}{}",
                json_ld(
                    r##"{"@graph": [{"@type": "Review", "itemReviewed": {"@id": "#film"}, "author": {"@id": "#ada"}, "reviewRating": {"@id": "#r"}}]}"##
                ),
                json_ld(
                    r##"{"@graph": [{"@type": "Person", "@id": "#ada", "name": "Ada Marsh"}, {"@type": "Rating", "@id": "#r", "ratingValue": "4", "bestRating": "5"}, {"@type": "Movie", "@id": "#film", "name": "The Salt Road", "datePublished": "2019"}]}"##
                )
            ),
            whole,
        ),
        (
            "held by the article",
            json_ld(&format!(
                r#"{{"@type": "BlogPosting", "headline": "Twelve thoughts", "author": {{"name": "Ada Marsh"}}, "about": {film}, "review": {{"@type": "Review", "author": "Ada Marsh", "reviewRating": {rating}}}}}"#
            )),
            whole,
        ),
        (
            "held by the film",
            json_ld(
                r#"{"@type": "Movie", "name": "The Salt Road", "dateCreated": "2019", "review": {"@type": "Review", "author": "Ada Marsh", "reviewRating": {"ratingValue": "4", "bestRating": "5"}}}"#,
            ),
            whole,
        ),
        (
            "typed on the film",
            json_ld(
                r#"{"@type": ["Movie", "Review"], "name": "The Salt Road", "dateCreated": "2019", "author": "Ada Marsh", "reviewRating": {"ratingValue": "4", "bestRating": "5"}}"#,
            ),
            whole,
        ),
        (
            "the film as words",
            json_ld(
                r#"{"@type": "Review", "itemReviewed": "The Salt Road (2019)", "author": "Ada Marsh", "reviewRating": "4"}"#,
            ),
            whole,
        ),
        (
            "an average of one",
            json_ld(&format!(
                r#"{{"@type": "Review", "author": "Ada Marsh", "itemReviewed": {film}, "aggregateRating": {{"ratingValue": "4", "ratingCount": "1"}}}}"#
            )),
            whole,
        ),
        (
            "a plugin's product",
            json_ld(
                r#"{"@type": "Review", "author": "Ada Marsh", "itemReviewed": {"@type": "Product", "name": "The Salt Road"}, "reviewRating": {"ratingValue": "80", "bestRating": "100"}}"#,
            ),
            "The Salt Road | Ada Marsh | 80/100",
        ),
        (
            "a rating in words, with entities and tags",
            json_ld(
                r#"{"@type": "Review", "author": "Ada &amp; Co Marsh", "itemReviewed": {"@type": "Movie", "name": "<em>Salt &amp;amp; Road</em>"}, "reviewRating": {"ratingValue": "4 out of 5"}}"#,
            ),
            "Salt & Road | Ada & Co Marsh | 4 out of 5",
        ),
        (
            "a decimal comma",
            json_ld(&format!(
                r#"{{"@type": "Review", "author": "Ada Marsh", "itemReviewed": {film}, "reviewRating": {{"ratingValue": "3,5", "bestRating": "5"}}}}"#
            )),
            "The Salt Road (2019) | Ada Marsh | 3,5/5",
        ),
        (
            "a letter",
            json_ld(&format!(
                r#"{{"@type": "Review", "author": "Ada Marsh", "itemReviewed": {film}, "reviewRating": {{"ratingValue": "B+", "bestRating": "A"}}}}"#
            )),
            "The Salt Road (2019) | Ada Marsh | B+",
        ),
        (
            "a best that the points exceed",
            json_ld(&format!(
                r#"{{"@type": "Review", "author": "Ada Marsh", "itemReviewed": {film}, "reviewRating": {{"ratingValue": "8", "bestRating": "5"}}}}"#
            )),
            "The Salt Road (2019) | Ada Marsh | 8",
        ),
        (
            "comments, single quotes and a trailing comma",
            json_ld(
                "/* made */ {'@type': 'Review', 'author': 'Ada Marsh', // who\n 'itemReviewed': {'@type': 'Movie', 'name': 'The Salt Road', 'dateCreated': '2019',}, 'reviewRating': {'ratingValue': 4},}",
            ),
            whole,
        ),
    ];
    for (name, head, wanted) in cases {
        let reading = page(&head, "");
        assert_eq!(said(&reading), [wanted], "{name}: {}", reading.why_kind);
    }
}

#[test]
fn microdata_and_rdfa_are_read_in_their_old_and_new_forms() {
    let whole = "The Salt Road (2019) | Ada Marsh | 4/5";
    let cases = [
        (
            "microdata",
            r#"<div itemscope itemtype="https://schema.org/Review"><div itemprop="itemReviewed" itemscope itemtype="https://schema.org/Movie"><span itemprop="name">The Salt Road</span><meta itemprop="dateCreated" content="2019"></div><span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">Ada Marsh</span></span><div itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating"><span itemprop="ratingValue">4</span> of <meta itemprop="bestRating" content="5">5</div></div>"#,
        ),
        (
            "microdata with itemref",
            r#"<div itemscope itemtype="https://schema.org/Review" itemref="who what"><div itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating"><data itemprop="ratingValue" value="4">good</data></div></div><p id="who">By <span itemprop="author">Ada Marsh</span></p><p id="what"><span itemprop="itemReviewed" itemscope itemtype="https://schema.org/Movie"><span itemprop="name">The Salt Road</span> <time itemprop="dateCreated" datetime="2019-02-01">then</time></span></p>"#,
        ),
        (
            "microdata whose scope hangs by itself",
            r#"<div itemprop="review" itemscope itemtype="https://schema.org/Review"><div itemprop="itemReviewed" itemscope itemtype="https://schema.org/Movie"><meta itemprop="name" content="The Salt Road"><meta itemprop="dateCreated" content="2019"></div><meta itemprop="author" content="Ada Marsh"><div itemprop="reviewRating" itemscope><meta itemprop="ratingValue" content="4"></div></div>"#,
        ),
        (
            "RDFa Lite within the page's own",
            r#"<div vocab="https://schema.org/" typeof="WebPage"><div typeof="Review"><div property="itemReviewed" typeof="Movie"><span property="name">The Salt Road</span><span property="dateCreated" content="2019"></span></div><span property="author" typeof="Person"><span property="name">Ada Marsh</span></span><div property="reviewRating" typeof="Rating"><span property="ratingValue">4</span>/<span property="bestRating">5</span></div></div></div>"#,
        ),
        (
            "RDFa with a prefix",
            r#"<div prefix="schema: https://schema.org/" typeof="schema:Review"><div property="schema:itemReviewed" typeof="schema:Movie"><span property="schema:name">The Salt Road</span><meta property="schema:dateCreated" content="2019"></div><span property="schema:author">Ada Marsh</span><div property="schema:reviewRating" typeof="schema:Rating"><meta property="schema:ratingValue" content="4"></div></div>"#,
        ),
    ];
    for (name, body) in cases {
        let reading = page("", body);
        assert_eq!(said(&reading), [whole], "{name}: {}", reading.why_kind);
    }
    let old = r#"<div xmlns:v="http://rdf.data-vocabulary.org/#" typeof="v:Review"><span property="v:itemreviewed">The Salt Road</span> by <span property="v:reviewer">Ada Marsh</span><span rel="v:rating"><span typeof="v:Rating"><span property="v:value">4</span>/<span property="v:best">5</span></span></span></div>"#;
    let reading = page("", old);
    assert_eq!(
        said(&reading),
        ["The Salt Road | Ada Marsh | 4/5"],
        "{}",
        reading.why_kind
    );
}

#[test]
fn microformats_are_read() {
    let cases = [
        (
            "hReview",
            r#"<div class="hreview"><span class="item"><span class="fn">The Salt Road</span></span><span class="reviewer vcard"><span class="fn">Ada Marsh</span></span><span class="rating"><span class="value">4</span>/<span class="best">5</span></span></div>"#,
            "The Salt Road | Ada Marsh | 4/5",
        ),
        (
            "hReview with a value title",
            r#"<div class="hreview"><span class="item fn">The Salt Road</span><span class="reviewer">Ada Marsh</span><span class="rating"><span class="value-title" title="4"></span>★★★★</span></div>"#,
            "The Salt Road | Ada Marsh | 4/5",
        ),
        (
            "h-review",
            r#"<div class="h-review"><a class="p-item h-item" href="/f">The Salt Road</a><a class="p-author h-card" href="/">Ada Marsh</a><data class="p-rating" value="8">good</data><data class="p-best" value="10"></data></div>"#,
            "The Salt Road | Ada Marsh | 8/10",
        ),
        (
            "h-entry with a rating",
            r#"<div class="h-entry"><cite class="u-review-of h-cite"><a class="p-name" href="/f">The Salt Road</a></cite><a class="p-author h-card" href="/">Ada Marsh</a><span class="p-rating">8/10</span></div>"#,
            "The Salt Road | Ada Marsh | 8/10",
        ),
    ];
    for (name, body, wanted) in cases {
        let reading = page("", body);
        assert_eq!(said(&reading), [wanted], "{name}: {}", reading.why_kind);
    }
}

#[test]
fn what_readers_write_and_what_is_no_film_is_not_the_review() {
    let readers = json_ld(
        r#"{"@type": "Movie", "name": "The Salt Road", "aggregateRating": {"ratingValue": "4.5", "ratingCount": "812"}, "review": [
        {"@type": "Review", "author": "salty", "reviewRating": {"ratingValue": "1"}}, {"@type": "Review", "author": "roadie", "reviewRating": {"ratingValue": "5"}}]}"#,
    );
    let reading = page(&readers, "");
    assert!(reading.findings.iter().all(|f| f.rating.is_none()));
    let user = json_ld(
        r#"{"@type": "UserReview", "author": "salty", "itemReviewed": {"@type": "Movie", "name": "The Salt Road"}, "reviewRating": {"ratingValue": "1"}}"#,
    );
    assert!(page(&user, "").findings.iter().all(|f| f.rating.is_none()));
    for (kind, wanted) in [
        ("TVSeries", PageKind::SeriesReview),
        ("TVSeason", PageKind::SeriesReview),
        ("Book", PageKind::OtherReview),
        ("VideoGame", PageKind::OtherReview),
        ("MusicAlbum", PageKind::OtherReview),
        ("Restaurant", PageKind::OtherReview),
    ] {
        let head = json_ld(&format!(
            r#"{{"@type": "Review", "author": "Ada Marsh", "itemReviewed": {{"@type": "{kind}", "name": "The Salt Road"}}, "reviewRating": {{"ratingValue": "4"}}}}"#
        ));
        let reading = page(&head, "");
        assert_eq!(reading.kind, wanted, "{kind}: {}", reading.why_kind);
        // A review of a series says that it is one; of what is no work of film there is none.
        let is_series = wanted == PageKind::SeriesReview;
        assert_eq!(!reading.findings.is_empty(), is_series, "{kind}");
        assert!(reading.findings.iter().all(|it| it.film.work.is_some()));
    }
}
