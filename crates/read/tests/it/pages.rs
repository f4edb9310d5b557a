//! Pages: what must never happen, whatever the bytes.

use ovation_read::{PageKind, ReadLimits, Reading, SourceBytes, read};
use ovation_terms::{ComplaintKind, Day, Evidence, MediaKind};
use proptest::prelude::*;

fn reading(bytes: &[u8]) -> Reading {
    let source = SourceBytes {
        bytes,
        address: "https://lantern.example/2024/03/01/page",
        content_type: Some("text/html"),
        fetched: Day::new(2024, 6, 1).unwrap(),
    };
    read(&source, &ReadLimits::default())
}

fn has(reading: &Reading, kind: ComplaintKind) -> bool {
    reading
        .complaints
        .iter()
        .any(|complaint| complaint.kind == kind)
}

/// A page that reads as a review, with something put into its head and before its end.
fn review_with(head: &str, tail: &str) -> String {
    let paragraph = "<p>The director of <em>The Salt Road</em> trusts her actors, and the film \
        repays it: every scene is beautiful, the plot never dull, the performances superb.</p>";
    format!(
        "<!doctype html><html><head><title>The Salt Road review | The Lantern</title>{head}</head>\
         <body><article><h1>The Salt Road review</h1>{}{tail}</article></body></html>",
        paragraph.repeat(8)
    )
}

#[test]
fn an_empty_source_is_named_empty() {
    for bytes in ["", " \n\t"] {
        let reading = reading(bytes.as_bytes());
        assert!(has(&reading, ComplaintKind::Empty));
        assert_eq!(reading.findings, []);
    }
}

#[test]
fn a_hundred_thousand_nested_elements_stop_early_and_what_was_read_stays() {
    let page = review_with("", &"<div>".repeat(100_000));
    let reading = reading(page.as_bytes());
    assert!(has(&reading, ComplaintKind::TooDeep));
    assert_eq!(
        reading.findings[0].film.title.as_ref().unwrap().value,
        "The Salt Road"
    );
}

#[test]
fn a_page_of_fifty_megabytes_is_read_up_to_the_limit() {
    let page = review_with("", &format!("<!--{}-->", "x".repeat(50_000_000)));
    let reading = reading(page.as_bytes());
    assert!(has(&reading, ComplaintKind::TooLarge));
    assert_eq!(reading.findings.len(), 1);
}

#[test]
fn an_element_with_countless_attributes_ends_the_reading() {
    let attributes: Vec<String> = (0..60_000).map(|number| format!(" a{number}=1")).collect();
    let attributes = attributes.concat();
    let page = review_with("", &format!("<div{attributes}>end</div>"));
    let reading = reading(page.as_bytes());
    assert!(has(&reading, ComplaintKind::TooMany));
    assert_eq!(reading.findings.len(), 1);
}

#[test]
fn text_beyond_the_limit_is_left_out_and_named() {
    let page = review_with("", &"<p>More and more of it. ".repeat(250_000));
    let reading = reading(page.as_bytes());
    assert!(has(&reading, ComplaintKind::TooLarge));
    assert!(reading.text.len() <= ReadLimits::default().text_bytes);
    assert!(reading.text.starts_with("The Salt Road review"));
}

#[test]
fn a_json_ld_block_that_is_nested_too_deep_is_named_and_the_page_is_read() {
    let (open, close) = ("[".repeat(100_000), "]".repeat(100_000));
    let deep = format!(r#"<script type="application/ld+json">{open}{close}</script>"#);
    let reading = reading(review_with(&deep, "").as_bytes());
    assert!(has(&reading, ComplaintKind::TooDeep));
    assert_eq!(reading.findings.len(), 1);
}

#[test]
fn markup_that_grows_or_takes_too_much_work_is_named_and_what_was_read_stays() {
    let fonts: Vec<String> = (0..400).map(|n| format!("<font size={n}>")).collect();
    let growing = format!("<p>{}{}", fonts.concat(), "<p>x".repeat(2_000));
    let inner = "<span>".repeat(450);
    let laborious = format!("<div><object>{inner}{}", "</div>".repeat(1_500_000));
    for (tail, kind) in [
        (growing, ComplaintKind::Expansion),
        (laborious, ComplaintKind::TooMuchWork),
    ] {
        let reading = reading(review_with("", &tail).as_bytes());
        assert!(has(&reading, kind), "{kind:?}");
        assert_eq!(reading.findings.len(), 1);
    }
}

#[test]
fn a_json_ld_block_with_a_syntax_error_is_named_and_the_page_is_read() {
    let broken = r#"<script type="application/ld+json">{"@type": "Review", "author: }</script>"#;
    let reading = reading(review_with(broken, "").as_bytes());
    let complaint = reading
        .complaints
        .iter()
        .find(|c| c.kind == ComplaintKind::BadMarkup)
        .unwrap();
    assert_eq!(complaint.place, "json-ld block 1");
    assert!(!complaint.lost);
    assert_eq!(reading.findings.len(), 1);
}

#[test]
fn a_day_that_no_review_can_have_is_left_out() {
    let head = r#"<script type="application/ld+json">{"@type": "Review",
        "itemReviewed": {"@type": "Movie", "name": "The Salt Road"},
        "datePublished": "2999-01-01"}</script>"#;
    let reading = reading(review_with(head, "").as_bytes());
    assert!(has(&reading, ComplaintKind::BadDate));
    assert_eq!(reading.findings[0].published, None);
}

#[test]
fn json_ld_is_read_with_trailing_commas_comments_and_entities() {
    let head = r##"<script type="application/ld+json">/* made by a plugin */ {"@graph": [
        {"@type": ["Review"], "@id": "#r", "itemReviewed": {"@id": "#film"},
         "author": [{"@type": "Person", "name": "Ada &amp; Co Marsh",}],
         "reviewRating": {"ratingValue": "7", "bestRating": 10,},},
        {"@type": "Movie", "@id": "#film", "name": "Salt &amp; Road", "dateCreated": "2019-05-01",
         "director": {"name": "Mira Holt"}, "sameAs": "https://films.example/title/tt7654321/"},
        ]}</script>"##;
    let reading = reading(review_with(head, "").as_bytes());
    let finding = &reading.findings[0];
    assert_eq!(finding.film.title.as_ref().unwrap().value, "Salt & Road");
    assert_eq!(finding.film.year.as_ref().unwrap().value, 2019);
    assert_eq!(finding.film.directors[0].value, "Mira Holt");
    assert_eq!(finding.film.keys[0].to_string(), "imdb:tt7654321");
    let rating = finding.rating.as_ref().unwrap();
    assert_eq!(
        (rating.value.printed.as_str(), rating.value.best.as_deref()),
        ("7", Some("10"))
    );
    let Evidence::Markup { format, path, .. } = &rating.evidence else {
        panic!("{:?}", rating.evidence);
    };
    assert_eq!(
        (&**format, path.as_str()),
        ("json-ld", "/@graph/0/reviewRating/ratingValue")
    );
}

#[test]
fn readers_ratings_are_not_the_critics() {
    let head = r#"<script type="application/ld+json">{"@type": "Movie", "name": "The Salt Road",
        "aggregateRating": {"ratingValue": "4.5", "bestRating": "5", "ratingCount": 12}}</script>"#;
    let tail = "<p>Readers' rating: 4.5/5 (12 votes)</p>";
    let reading = reading(review_with(head, tail).as_bytes());
    assert_eq!(reading.findings[0].rating, None);
}

#[test]
fn ratings_of_other_films_and_of_readers_are_not_the_reviews() {
    let beside = "<p>Readers: 4/5 (31 votes)</p></article>\
        <aside><h3>Recently rated</h3><ul><li><a href='/a'>The Tin Harbour</a> 2/5</li>\
        <li><a href='/b'>Nine Lanterns</a> ★★★★</li></ul></aside>\
        <section class='more'><h2>More</h2><p><a href='/c'>Otter Weather</a> Grade: B-</p></section>\
        <section class='comments'><p>I gave up. 2/10 and that is generous.</p></section>\
        <footer>Rate us five stars ⭐⭐⭐⭐⭐ wherever you listen.</footer><article>";
    let unrated = reading(review_with("", beside).as_bytes());
    assert_eq!(unrated.findings[0].rating, None);
    let own = format!("<p class='verdict'>Verdict: 3/5</p>{beside}");
    let rated = reading(review_with("", &own).as_bytes());
    assert_eq!(
        rated.findings[0].rating.as_ref().unwrap().value.printed,
        "3/5"
    );
}

#[test]
fn a_rating_below_the_article_in_its_frame_is_the_reviews() {
    let paragraph = "<p>The director of <em>The Salt Road</em> trusts her actors, and the film \
        repays it: every scene is beautiful, the plot never dull, the performances superb.</p>";
    let page = format!(
        "<html><title>The Salt Road - La Lanterne</title><body><div id=content>\
         <h1>The Salt Road</h1><div class=text>{}</div><p class=note>Note : <b>14/20</b></p>\
         <p>De Mira Holt. Avec Ada Marsh. 1 h 37. 2019.</p></div>\
         <div id=side><h3>Notes</h3><ul><li><a href=/a>Nine Lanterns</a> : 5/20</li></ul></div>",
        paragraph.repeat(6)
    );
    let reading = reading(page.as_bytes());
    let finding = &reading.findings[0];
    assert_eq!(finding.rating.as_ref().unwrap().value.printed, "14/20");
    assert_eq!(finding.film.year.as_ref().unwrap().value, 2019);
    assert_eq!(finding.film.directors[0].value, "Mira Holt");
    assert_eq!(finding.critics, []);
}

#[test]
fn an_entry_that_names_an_item_and_marks_it_is_a_review() {
    let page = "<html><title>Twelve thoughts</title><main class=h-entry><h1 class=p-name>Twelve \
        thoughts</h1><p>By <a class='p-author h-card' href=/>Ada Marsh</a>. The film: <cite \
        class=p-item>The Salt Road</cite>, Mira Holt, 2019.</p><div class=e-content><p>I went in \
        late and sat by the door, which was a mistake, since everybody who left let in the light, \
        and a good many left. I stayed. Somewhere in the second hour I stopped counting them, and \
        when the lamps came on I had forgotten where I was. It is a patient and glorious thing.\
        </p></div><p>Mark: <span class=p-rating>8/10</span></p></main>";
    let reading = reading(page.as_bytes());
    assert_eq!(reading.kind, PageKind::Review, "{}", reading.why_kind);
    let finding = &reading.findings[0];
    assert_eq!(finding.film.title.as_ref().unwrap().value, "The Salt Road");
    assert_eq!(finding.film.year.as_ref().unwrap().value, 2019);
    assert_eq!(finding.critics[0].value, "Ada Marsh");
    assert_eq!(finding.rating.as_ref().unwrap().value.printed, "8/10");
}

#[test]
fn the_charset_of_the_server_and_of_the_page_are_followed() {
    let page = review_with(
        r#"<meta charset="windows-1251">"#,
        "<p>Соляная дорога: отличный фильм.</p>",
    );
    let bytes = encoding_rs::WINDOWS_1251.encode(&page).0.into_owned();
    let read = reading(&bytes);
    assert_eq!(read.encoding, "windows-1251");
    assert!(read.text.contains("отличный фильм"));
    let japanese = review_with("", "<p>塩の道は素晴らしい映画でした。</p>");
    let bytes = encoding_rs::SHIFT_JIS.encode(&japanese).0.into_owned();
    let source = SourceBytes {
        bytes: &bytes,
        address: "https://lantern.example/page",
        content_type: Some("text/html; charset=Shift_JIS"),
        fetched: Day::new(2024, 6, 1).unwrap(),
    };
    assert!(read_text(&source).contains("素晴らしい"));
}

fn read_text(source: &SourceBytes<'_>) -> String {
    read(source, &ReadLimits::default()).text
}

#[test]
fn error_pages_walls_and_lists_are_no_reviews() {
    let pages = [
        (
            "<html><title>404 Not Found</title><h1>404 Not Found</h1><p>Nothing here.</p>",
            PageKind::ErrorPage,
        ),
        (
            "<html><title>The Lantern</title><p>We use cookies. Accept all cookies to read on.</p>",
            PageKind::ErrorPage,
        ),
    ];
    for (page, kind) in pages {
        let reading = reading(page.as_bytes());
        assert_eq!(reading.kind, kind, "{}", reading.why_kind);
        assert_eq!(reading.findings, []);
        assert!(has(&reading, ComplaintKind::NoReview));
    }
}

#[test]
fn what_is_neither_page_nor_feed_nor_text_is_named() {
    let source = SourceBytes {
        bytes: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        address: "picture.png",
        content_type: None,
        fetched: Day::new(2024, 6, 1).unwrap(),
    };
    let reading = read(&source, &ReadLimits::default());
    assert_eq!(reading.media, MediaKind::Other);
    assert!(has(&reading, ComplaintKind::UnknownFormat));
}

#[test]
fn words_quoted_as_evidence_stand_where_it_says() {
    let page = review_with("", "<p>By Ada Marsh, 1 March 2024</p><p>Rating: 4/5</p>");
    let reading = reading(page.as_bytes());
    let finding = &reading.findings[0];
    let mut seen = 0;
    let mut check = |evidence: &Evidence| {
        if let Evidence::Words {
            quote, start, end, ..
        } = evidence
        {
            assert_eq!(reading.text.get(*start..*end), Some(quote.as_str()));
            seen += 1;
        }
    };
    check(&finding.rating.as_ref().unwrap().evidence);
    check(&finding.film.title.as_ref().unwrap().evidence);
    assert!(seen > 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..3000)) {
        let _ = reading(&bytes);
    }

    #[test]
    fn no_markup_makes_it_panic_and_it_reads_the_same_twice(
        parts in proptest::collection::vec(
            prop_oneof![
                Just("<div class='post'>"), Just("</div>"), Just("<p>"), Just("<b>"), Just("<table><tr>"),
                Just("<h1>“Salt” Review</h1>"), Just("<script type='application/ld+json'>{\"@type\":[\"Review\",{}]}"),
                Just("</script>"), Just("<span itemprop=author itemscope>"), Just("★★★½ 4/5 "),
                Just("<div class='hreview'><span class=item>"), Just("Kritik: 3,5 von 5 — 2012年3月4日 "),
                Just("<a rel=author href=x>By Zoë SS"), Just("（映画『塩』2019）"), Just("&#0;&amp;\u{1f3ac}"),
            ],
            0..60,
        )
    ) {
        let page = format!("<html>{}", parts.concat());
        prop_assert_eq!(reading(page.as_bytes()), reading(page.as_bytes()));
    }
}
