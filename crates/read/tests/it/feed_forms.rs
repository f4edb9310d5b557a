//! Feeds as programs write them: elements of their own, and days in every form.

use crate::forms::{critics, published};
use ovation_read::{ReadLimits, Reading, SourceBytes, read};
use ovation_terms::Day;

fn feed(items: &str) -> Reading {
    let text = format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:reel=\"https://reel.example\" xmlns:tmdb=\"https://tmdb.example\"><channel>\
         <title>Reel - Tess Orchard</title><link>https://reel.example/tess/</link>{items}</channel></rss>"
    );
    let source = SourceBytes {
        bytes: text.as_bytes(),
        address: "https://reel.example/tess/feed.xml",
        content_type: Some("application/rss+xml"),
        fetched: Day::new(2026, 6, 1).unwrap(),
    };
    read(&source, &ReadLimits::default())
}

/// An item of a member's feed.
fn item(title: &str, elements: &str, words: &str) -> String {
    format!(
        "<item><title>{title}</title><link>https://reel.example/tess/{}</link>\
         <pubDate>Sat, 9 Mar 2024 11:02:00 +1300</pubDate>{elements}\
         <description><![CDATA[{words}]]></description><dc:creator>Tess Orchard</dc:creator></item>",
        title.len()
    )
}

/// What it says of its film in elements of its own.
fn film(title: &str, year: &str, rating: &str) -> String {
    format!(
        "<reel:filmTitle>{title}</reel:filmTitle><reel:filmYear>{year}</reel:filmYear>\
         <reel:memberRating>{rating}</reel:memberRating><tmdb:movieId>99001</tmdb:movieId>"
    )
}

/// Reviews with their elements and without, and items that are none.
fn members_items() -> String {
    let poster = "<p><img src=\"https://reel.example/p.jpg\"/></p>";
    [
        item(
            "Kestrel Season, 2021 - ★★★½",
            &film("Kestrel Season", "2021", "3.5"),
            &format!("{poster} <p>A patient film.</p>"),
        ),
        item(
            "2012, 2009 - ★",
            &film("2012", "2009", "1.0"),
            &format!("{poster} <p>Watched on Sunday March 10, 2024.</p>"),
        ),
        // Only the title says it.
        item(
            "The Lamp Keeper, 2024 - ★★★★",
            "",
            "<p>Better than it looks.</p>",
        ),
        item("1917, 2019 - ★★½", "", ""),
        item("The Lamp Keeper (2024) 8/10", "", "<p>Short and sweet.</p>"),
        // Neither a rating nor words, a list, a post.
        item(
            "Kestrel Season, 2021",
            "<reel:filmTitle>Kestrel Season</reel:filmTitle><reel:filmYear>2021</reel:filmYear>",
            "<p>Watched on Monday March 11, 2024.</p>",
        ),
        item(
            "My ten best of the year",
            "",
            "<ul><li>Kestrel Season</li></ul>",
        ),
        item("On the ferry", "", "<p>No film today.</p>"),
    ]
    .concat()
}

#[test]
fn a_members_feed_gives_what_its_own_elements_say() {
    let reading = feed(&members_items());
    let told: Vec<_> = reading
        .findings
        .iter()
        .map(|finding| {
            let rating = finding
                .rating
                .as_ref()
                .map(|it| (it.value.printed.clone(), it.value.best.clone()));
            (
                finding.film.title.as_ref().unwrap().value.clone(),
                finding.film.year.as_ref().map(|year| year.value),
                rating.unwrap_or_default(),
                finding
                    .text
                    .as_ref()
                    .map(|text| text.value.clone())
                    .unwrap_or_default(),
            )
        })
        .collect();
    let of = |title: &str, year, rating: &str, best: Option<&str>, text: &str| {
        (
            title.to_owned(),
            Some(year),
            (rating.to_owned(), best.map(str::to_owned)),
            text.to_owned(),
        )
    };
    assert_eq!(
        told,
        [
            of("Kestrel Season", 2021, "3.5", Some("5"), "A patient film."),
            of("2012", 2009, "1.0", Some("5"), ""),
            of(
                "The Lamp Keeper",
                2024,
                "★★★★",
                None,
                "Better than it looks."
            ),
            of("1917", 2019, "★★½", None, ""),
            of("The Lamp Keeper", 2024, "8/10", None, "Short and sweet."),
        ]
    );
    assert!(
        reading
            .findings
            .iter()
            .all(|finding| critics(finding) == ["Tess Orchard"])
    );
    assert_eq!(reading.findings[0].film.keys[0].to_string(), "tmdb:99001");
    assert_eq!(
        published(&reading.findings[0]).as_deref(),
        Some("2024-03-09")
    );
}

#[test]
fn feeds_days_are_read_in_the_forms_that_feeds_have() {
    let cases = [
        ("Ke, 30 Lok 2013 11:34:37 +0000", "2013-10-30"),
        ("Ti, 5 Maa 2024 08:00:00 +0200", "2024-03-05"),
        ("Tue, 5 Mar 24 08:00:00 GMT", "2024-03-05"),
        ("5 Mar 98 08:00 EST", "1998-03-05"),
        ("1709625600", "2024-03-05"),
        ("1709625600000", "2024-03-05"),
        ("Tue Mar  5 08:00:00 UTC 2024", "2024-03-05"),
        ("Tue Mar 05 08:00:00 +0100 2024", "2024-03-05"),
        ("Di, 05 Mär 2024 08:00:00 +0100", "2024-03-05"),
        ("mar., 05 mars 2024 08:00:00 +0100", "2024-03-05"),
        ("2024/3/5 08:00:00", "2024-03-05"),
    ];
    for (printed, wanted) in cases {
        let reading = feed(&format!(
            "<item><title>The Lamp Keeper, 2024 - ★★★★</title><link>https://reel.example/1</link>\
             <pubDate>{printed}</pubDate></item>"
        ));
        assert_eq!(
            published(&reading.findings[0]).as_deref(),
            Some(wanted),
            "{printed}"
        );
    }
}
