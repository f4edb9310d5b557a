//! The forms in which pages and feeds print by-lines, days and ratings: a table for each kind. All
//! invented.

use ovation_read::{ReadLimits, Reading, SourceBytes, read};
use ovation_terms::{Day, ReviewFinding};

const BODY: &str = "<p>The film opens in an empty ferry hall and stays there for an hour. The Lamp Keeper \
trusts the audience to watch, and the director lets every scene run a little too long. The actors are \
wonderful, and the camera finds something to look at in each frame of the picture.</p>\
<p>Not all of it works: the script leans on a stolen ledger, and the score tells us what to feel. But the \
performances carry this drama through its slower scenes, and the cinematography is a pleasure.</p>\
<p>By the last reel the movie has earned its quiet ending. It is one of the better films of the year.</p>";

fn reading(html: &str, address: &str) -> Reading {
    let source = SourceBytes {
        bytes: html.as_bytes(),
        address,
        content_type: Some("text/html"),
        fetched: Day::new(2026, 6, 1).unwrap(),
    };
    read(&source, &ReadLimits::default())
}

/// A review page with something in its head, its headline, and a few lines below that.
fn page(lang: &str, head: &str, headline: &str, lines: &str) -> ReviewFinding {
    let html = format!(
        "<html lang=\"{lang}\"><head><title>{headline} - The Tide</title>\
         <meta property=\"og:site_name\" content=\"The Tide\">{head}</head><body>\
         <header><a href=\"/\">The Tide</a></header><main><article><h1>{headline}</h1>{lines}{BODY}\
         </article></main></body></html>"
    );
    let reading = reading(&html, "https://tide.example/lamp-keeper");
    let why = format!("{headline} {lines}: {}", reading.why_kind);
    reading
        .findings
        .into_iter()
        .next()
        .unwrap_or_else(|| panic!("{why}"))
}

const HEADLINE: &str = "Review: The Lamp Keeper (2024)";

pub(crate) fn critics(finding: &ReviewFinding) -> Vec<&str> {
    finding
        .critics
        .iter()
        .map(|name| name.value.as_str())
        .collect()
}

pub(crate) fn published(finding: &ReviewFinding) -> Option<String> {
    finding.published.as_ref().map(|day| day.value.to_string())
}

#[test]
fn printed_bylines_name_whole_people_without_the_day_behind_them() {
    let cases: [(&str, &[&str]); 16] = [
        (
            "<p class=\"byline\">By Tess Orchard May 9, 2024</p>",
            &["Tess Orchard"],
        ),
        (
            "<p class=\"author-line\">Tess Orchard May 9, 2024</p>",
            &["Tess Orchard"],
        ),
        (
            "<p class=\"byline\">By Tess Orchard on 9 May 2024</p>",
            &["Tess Orchard"],
        ),
        (
            "<p class=\"byline\">By Tess Orchard Thu, May 9, 2024</p>",
            &["Tess Orchard"],
        ),
        (
            "<p class=\"autor\">Por Tess Orchard jueves, 9 de mayo de 2024</p>",
            &["Tess Orchard"],
        ),
        (
            "<p class=\"auteur\">Par Tess Orchard jeudi 9 mai 2024</p>",
            &["Tess Orchard"],
        ),
        (
            "<p class=\"byline\">Von Tess Orchard 9. Mai 2024</p>",
            &["Tess Orchard"],
        ),
        (
            "<div class=\"byline\"><span class=\"by\">By</span><span class=\"n\">Tess Orchard</span>\
             <span class=\"d\">May 9, 2024</span></div>",
            &["Tess Orchard"],
        ),
        (
            "<p class=\"byline\">By Tess Orchard | Film Critic</p>",
            &["Tess Orchard"],
        ),
        (
            "<p class=\"byline\">By Tess Orchard, Senior Film Critic</p>",
            &["Tess Orchard"],
        ),
        (
            "<p class=\"byline\">Reviewed by Tess Orchard for The Tide</p>",
            &["Tess Orchard"],
        ),
        (
            "<p class=\"byline\">By Tess Orchard and Ivo Lund</p>",
            &["Tess Orchard", "Ivo Lund"],
        ),
        (
            "<p class=\"byline\">By Tess Orchard, Ivo Lund &amp; Bea Strand</p>",
            &["Tess Orchard", "Ivo Lund", "Bea Strand"],
        ),
        (
            "<p class=\"byline\">By Ivo Lund, Jr., and Tess Orchard</p>",
            &["Ivo Lund Jr.", "Tess Orchard"],
        ),
        ("<p class=\"byline\">By TESS ORCHARD</p>", &["TESS ORCHARD"]),
        (
            "<p class=\"byline\">By Tess Orchard · 4 min read</p>",
            &["Tess Orchard"],
        ),
    ];
    for (line, wanted) in cases {
        let finding = page("en", "", HEADLINE, &format!("{line}<p>Rating: 4/5</p>"));
        assert_eq!(critics(&finding), wanted, "{line}");
    }
}

#[test]
fn stated_authors_are_people_and_give_way_to_print_where_they_are_none() {
    let byline = "<p class=\"byline\">By <a href=\"/w/tess-orchard\">Tess Orchard</a></p>";
    let cases: [(&str, &str, &[&str]); 14] = [
        (
            r#"{"@type":"Person","givenName":"Tess","familyName":"Orchard"}"#,
            "",
            &["Tess Orchard"],
        ),
        (
            r#"[{"@type":"Person","name":"Tess Orchard"},{"@type":"Person","name":"Ivo Lund"}]"#,
            "",
            &["Tess Orchard", "Ivo Lund"],
        ),
        (
            r#""Tess Orchard and Ivo Lund""#,
            "",
            &["Tess Orchard", "Ivo Lund"],
        ),
        (
            r#""Tess Orchard / Ivo Lund""#,
            "",
            &["Tess Orchard", "Ivo Lund"],
        ),
        (r#""Orchard, Tess""#, "", &["Tess Orchard"]),
        (r#""By Tess Orchard""#, "", &["Tess Orchard"]),
        (
            r#""tess@tide.example (Tess Orchard)""#,
            "",
            &["Tess Orchard"],
        ),
        (
            r#"{"@type":"Person","name":"Tess Orchard, Film Editor"}"#,
            "",
            &["Tess Orchard"],
        ),
        (
            r#"{"@type":"Person","name":"The Tide"}"#,
            byline,
            &["Tess Orchard"],
        ),
        (
            r#"{"@type":"Person","name":"admin"}"#,
            byline,
            &["Tess Orchard"],
        ),
        (
            r#"{"@type":"Person","name":"Staff"}"#,
            byline,
            &["Tess Orchard"],
        ),
        (
            r#"{"@type":"Person","name":"tessorchard"}"#,
            byline,
            &["Tess Orchard"],
        ),
        (
            r#"{"@type":"Person","name":"tess-orchard"}"#,
            byline,
            &["Tess Orchard"],
        ),
        (
            r#"{"@id":"https://tide.example/#/person/9"}"#,
            byline,
            &["Tess Orchard"],
        ),
    ];
    for (author, line, wanted) in cases {
        let head = format!(
            "<script type=\"application/ld+json\">{{\"@type\":\"Review\",\"itemReviewed\":\
             {{\"@type\":\"Movie\",\"name\":\"The Lamp Keeper\"}},\"author\":{author},\
             \"reviewRating\":{{\"ratingValue\":\"4\",\"bestRating\":\"5\"}}}}</script>"
        );
        let finding = page("en", &head, HEADLINE, line);
        assert_eq!(critics(&finding), wanted, "{author}");
    }
}

#[test]
fn the_day_of_a_change_is_not_the_day_of_publication() {
    let day = Some("2024-05-09");
    let cases: [(&str, &str, Option<&str>); 18] = [
        (
            "en",
            "<p>Updated: February 2, 2025. First published May 9, 2024</p>",
            day,
        ),
        (
            "en",
            "<p>Published May 9, 2024. Updated February 2, 2025</p>",
            day,
        ),
        (
            "en",
            "<p class=\"meta\">Last modified 2 February 2025</p><p class=\"meta\">Posted 9 May 2024</p>",
            day,
        ),
        (
            "en",
            "<p class=\"published\">Updated February 2, 2025 | May 9, 2024</p>",
            day,
        ),
        (
            "en",
            "<time class=\"updated\" datetime=\"2025-02-02\">2 Feb 2025</time> <time class=\"published\" datetime=\"2024-05-09\">9 May 2024</time>",
            day,
        ),
        (
            "en",
            "<p class=\"meta\">Edited <time datetime=\"2025-02-02\">2 Feb 2025</time> · Published <time datetime=\"2024-05-09\">9 May 2024</time></p>",
            day,
        ),
        (
            "en",
            "<p>Updated <span itemprop=\"dateModified\">2 February 2025</span>, published <span itemprop=\"datePublished\">9 May 2024</span></p>",
            day,
        ),
        (
            "en",
            "<time datetime=\"2025-02-02\">Updated 2 February 2025</time><time datetime=\"2024-05-09\">9 May 2024</time>",
            day,
        ),
        (
            "de",
            "<p class=\"meta\">Zuletzt aktualisiert am 2. Februar 2025 | Veröffentlicht am 9. Mai 2024</p>",
            day,
        ),
        (
            "de",
            "<p class=\"meta\">Stand: 02.02.2025, erschienen am 09.05.2024</p>",
            day,
        ),
        (
            "fr",
            "<p class=\"meta\">Mis à jour le 2 février 2025 - Publié le 9 mai 2024</p>",
            day,
        ),
        (
            "es",
            "<p class=\"meta\">Actualizado el 2 de febrero de 2025. Publicado el 9 de mayo de 2024</p>",
            day,
        ),
        (
            "it",
            "<p class=\"meta\">Aggiornato il 2 febbraio 2025, pubblicato il 9 maggio 2024</p>",
            day,
        ),
        (
            "pt",
            "<p class=\"meta\">Atualizado em 2 de fevereiro de 2025. Publicado em 9 de maio de 2024</p>",
            day,
        ),
        (
            "nl",
            "<p class=\"meta\">Bijgewerkt op 2 februari 2025 - Gepubliceerd op 9 mei 2024</p>",
            day,
        ),
        (
            "pl",
            "<p class=\"meta\">Aktualizacja: 2.02.2025, opublikowano: 9.05.2024</p>",
            day,
        ),
        (
            "ru",
            "<p class=\"meta\">Обновлено 2 февраля 2025, опубликовано 9 мая 2024</p>",
            day,
        ),
        // The day of a change alone says nothing of publication.
        ("en", "<p>Updated: February 2, 2025</p>", None),
    ];
    for (lang, lines, wanted) in cases {
        let lines = format!("<p class=\"byline\">By Tess Orchard</p>{lines}<p>Rating: 4/5</p>");
        let finding = page(lang, "", HEADLINE, &lines);
        assert_eq!(published(&finding).as_deref(), wanted, "{lines}");
    }
}

#[test]
fn days_are_read_as_programs_stamp_them() {
    let cases = [
        (
            "<meta property=\"article:published_time\" content=\"Fri, 05/10/2024 - 10:30\">",
            "",
            "2024-05-10",
        ),
        (
            "<meta property=\"article:published_time\" content=\"Mon, 03/06/2023 - 8:00\">",
            "",
            "2023-03-06",
        ),
        (
            "<meta name=\"publish-date\" content=\"1715212800\">",
            "",
            "2024-05-09",
        ),
        (
            "<meta name=\"date\" content=\"1715212800000\">",
            "",
            "2024-05-09",
        ),
        ("", "<p>Tue, 04/02/2024</p>", "2024-04-02"),
        ("", "<p>Dienstag, 02/04/2024</p>", "2024-04-02"),
        ("", "<p>mardi 02/04/2024</p>", "2024-04-02"),
        (
            "",
            "<span class=\"posted-on\" data-timestamp=\"1715212800\">2 years ago</span>",
            "2024-05-09",
        ),
        (
            "",
            "<span class=\"date\" data-time=\"1715212800000\">a while ago</span>",
            "2024-05-09",
        ),
        (
            "",
            "<abbr class=\"published\" title=\"2024-05-09T08:00:00+02:00\">two years ago</abbr>",
            "2024-05-09",
        ),
    ];
    for (head, lines, wanted) in cases {
        let lines = format!("<p class=\"byline\">By Tess Orchard</p>{lines}<p>Rating: 4/5</p>");
        let finding = page("en", head, HEADLINE, &lines);
        assert_eq!(
            published(&finding).as_deref(),
            Some(wanted),
            "{head}{lines}"
        );
    }
}

#[test]
fn a_stated_best_is_the_top_of_whatever_form_the_value_has() {
    // value, best, worst, what is printed: the rating and its top
    let cases = [
        ("★★", "4", "", "", Some(("★★", Some("4")))),
        ("★★½", "4", "", "", Some(("★★½", Some("4")))),
        ("2½", "4", "", "", Some(("2½", Some("4")))),
        ("2 1/2", "4", "", "", Some(("2 1/2", Some("4")))),
        ("two stars", "4", "", "", Some(("two stars", Some("4")))),
        ("two", "6", "", "", Some(("two", Some("6")))),
        ("4", "6 (superb)", "", "", Some(("4", Some("6")))),
        ("6,5", "10", "0", "", Some(("6,5", Some("10")))),
        ("3", "1", "6", "", Some(("3", Some("1")))),
        ("0", "5", "1", "", None),
        ("0", "5", "1", "<p>Rating: 3/5</p>", Some(("3/5", None))),
        ("8", "5", "1", "<p>Rating: 8/10</p>", Some(("8/10", None))),
        ("", "5", "1", "<p>Rating: 3/5</p>", Some(("3/5", None))),
    ];
    for (value, best, worst, line, wanted) in cases {
        let worst = if worst.is_empty() {
            String::new()
        } else {
            format!(",\"worstRating\":\"{worst}\"")
        };
        let head = format!(
            "<script type=\"application/ld+json\">{{\"@type\":\"Review\",\"itemReviewed\":\
             {{\"@type\":\"Movie\",\"name\":\"The Lamp Keeper\"}},\"author\":\"Tess Orchard\",\
             \"reviewRating\":{{\"ratingValue\":\"{value}\",\"bestRating\":\"{best}\"{worst}}}}}</script>"
        );
        let finding = page("en", &head, "Light on the pier", line);
        let rating = finding.rating.as_ref().map(|rating| &rating.value);
        let told = rating.map(|it| (it.printed.as_str(), it.best.as_deref()));
        assert_eq!(told, wanted, "{value} of {best} {line}");
    }
}

#[test]
fn the_rating_in_a_headline_is_read_and_no_part_of_the_title() {
    for headline in [
        "The Lamp Keeper (2024) ★★★½",
        "Review: The Lamp Keeper [3.5/5]",
        "The Lamp Keeper – 7/10",
        "The Lamp Keeper review - 7/10",
        "Review: The Lamp Keeper (2024) | Grade: B+",
        "★★★½ The Lamp Keeper review",
        "The Lamp Keeper, 2024 - ★★★½",
        "Kritik: The Lamp Keeper (4 von 5 Sternen)",
        "Critique : The Lamp Keeper – 3,5/5",
        "The Lamp Keeper (3 out of 5 stars)",
        "7/10: The Lamp Keeper",
    ] {
        let finding = page(
            "en",
            "",
            headline,
            "<p class=\"byline\">By Tess Orchard</p>",
        );
        let title = finding
            .film
            .title
            .as_ref()
            .map(|title| title.value.as_str());
        assert_eq!(title, Some("The Lamp Keeper"), "{headline}");
        assert!(finding.rating.is_some(), "{headline}");
    }
}

#[test]
fn readers_reviews_beside_a_critics_leave_the_critics_alone() {
    let readers = r#"{"@type":"UserReview","author":"reader7","reviewRating":{"ratingValue":"10","bestRating":"10"}}"#;
    let own = |kind: &str| {
        format!(
            r#"{{"@type":"{kind}","author":{{"@type":"Person","name":"Tess Orchard"}},"reviewRating":{{"ratingValue":"2","bestRating":"5"}}}}"#
        )
    };
    for reviews in [
        format!("{readers},{},{readers}", own("CriticReview")),
        format!("{},{readers}", own("CriticReview")),
        format!("{readers},{}", own("Review")),
    ] {
        let head = format!(
            "<script type=\"application/ld+json\">{{\"@type\":\"Movie\",\"name\":\"The Lamp Keeper\",\
             \"review\":[{reviews}]}}</script>"
        );
        let finding = page(
            "en",
            &head,
            HEADLINE,
            "<p class=\"byline\">By Tess Orchard</p>",
        );
        assert_eq!(critics(&finding), ["Tess Orchard"], "{reviews}");
        let rating = &finding.rating.as_ref().unwrap().value;
        assert_eq!(
            (rating.printed.as_str(), rating.best.as_deref()),
            ("2", Some("5"))
        );
    }
}
