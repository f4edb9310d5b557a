//! Reviews of a few words on pages with markup.

use ovation_read::{PageKind, ReadLimits, Reading, SourceBytes, read};
use ovation_terms::{Day, ReviewFinding};

pub(crate) fn reading(bytes: &str, address: &str) -> Reading {
    let source = SourceBytes {
        bytes: bytes.as_bytes(),
        address,
        content_type: None,
        fetched: Day::new(2024, 6, 1).unwrap(),
    };
    read(&source, &ReadLimits::default())
}

fn page(language: &str, body: &str) -> Reading {
    let page = format!(
        "<!doctype html><html lang=\"{language}\"><head><title>Notes</title></head><body>{body}</body></html>"
    );
    reading(&page, "https://lantern.example/2024/salt")
}

/// `film (year) | critic | rating/best`.
pub(crate) fn said(finding: &ReviewFinding) -> String {
    let film = finding
        .film
        .title
        .as_ref()
        .map_or("-", |title| &title.value);
    let year = finding.film.year.as_ref();
    let year = year.map_or(String::new(), |year| format!(" ({})", year.value));
    let critic = finding.critics.first().map_or("-", |name| &name.value);
    let rating = finding.rating.as_ref().map_or("-".to_owned(), |rating| {
        let best = rating.value.best.as_ref();
        let best = best.map_or(String::new(), |best| format!("/{best}"));
        format!("{}{best}", rating.value.printed)
    });
    format!("{film}{year} | {critic} | {rating}")
}

pub(crate) fn h_review(item: &str, rating: &str, critic: &str, words: &str) -> String {
    format!(
        "<div class=\"h-review\"><p class=\"p-item h-item\">{item}</p>{rating}\
         <div class=\"e-content\"><p>{words}</p></div><a class=\"p-author h-card\" href=\"/who\">{critic}</a> \
         <time class=\"dt-published\" datetime=\"2024-03-01T20:00:00Z\">then</time></div>"
    )
}

#[test]
fn a_short_review_whose_markup_names_a_film_is_settled() {
    let four = "<data class=\"p-rating\" value=\"4\">****</data>";
    let of_ten = "<span class=\"p-rating\">8</span>/<span class=\"p-best\">10</span>";
    let name = |name: &str| {
        format!("<a class=\"u-url p-name\" href=\"https://films.example/s\">{name}</a>")
    };
    let cases = [
        ("en", h_review(&name("The Salt Road (2019)"), four, "Ada Marsh", "I laughed, then I did not. Go."), "The Salt Road (2019) | Ada Marsh | 4/5"),
        ("de", h_review(&name("Nachtfahrt (2021)"), of_ten, "Jule Brandt", "Zwei Schwestern, ein Auto, eine Nacht. Mehr braucht es nicht."), "Nachtfahrt (2021) | Jule Brandt | 8/10"),
        ("fr", h_review(&name("La Route du sel (2019)"), four, "Léa Morin", "Je n'attendais rien. J'y suis retourné deux fois."), "La Route du sel (2019) | Léa Morin | 4/5"),
        ("es", h_review(&name("El camino de sal (2019)"), of_ten, "Inés Prado", "Corta y amarga. Me gustó mucho el final."), "El camino de sal (2019) | Inés Prado | 8/10"),
        ("it", h_review(&name("La via del sale (2019)"), four, "Ugo Serra", "Breve e amara. Il finale resta in mente per giorni."), "La via del sale (2019) | Ugo Serra | 4/5"),
        ("pl", h_review(&name("Droga soli (2019)"), of_ten, "Ewa Lis", "Krótko i gorzko. Wrócę tam jutro, bez wahania."), "Droga soli (2019) | Ewa Lis | 8/10"),
        ("ru", h_review(&name("Соляной путь (2019)"), four, "Анна Лис", "Две сестры едут ночью. Я ждал и дождался."), "Соляной путь (2019) | Анна Лис | 4/5"),
        ("pt", h_review(&name("A estrada do sal (2019)"), of_ten, "Rita Melo", "Curto e amargo. O fim fica comigo ainda hoje."), "A estrada do sal (2019) | Rita Melo | 8/10"),
        // The year stands behind the item, or is the item's own.
        ("en", h_review("<span class=\"p-name\">The Salt Road</span> (2019)", four, "Ada Marsh", "I laughed, then I did not. Go."), "The Salt Road (2019) | Ada Marsh | 4/5"),
        ("nl", h_review("<span class=\"p-name\">De zoutweg</span> <time class=\"dt-published\" datetime=\"2019-05-01\">mei</time>", four, "Bas Kok", "Kort en bitter. Morgen ga ik nog een keer."), "De zoutweg (2019) | Bas Kok | 4/5"),
        // What it is filed under, and where it leads.
        ("en", h_review(&name("The Salt Road"), four, "Ada Marsh", "I laughed, then I did not. <a class=\"p-category\" href=\"/t\">film</a>"), "The Salt Road | Ada Marsh | 4/5"),
        ("en", h_review("<a class=\"p-name u-url\" href=\"https://www.imdb.com/title/tt0000002/\">The Salt Road</a>", four, "Ada Marsh", "I laughed, then I did not. Go."), "The Salt Road | Ada Marsh | 4/5"),
        // hReview.
        ("fr", "<div class=\"hreview\"><span class=\"item\"><span class=\"fn\">La Route du sel</span></span> <span class=\"type\">movie</span> <abbr class=\"rating\" title=\"4\">****</abbr> <blockquote class=\"description\"><p>Je n'attendais rien. J'y suis retourné.</p></blockquote> <span class=\"reviewer vcard\"><span class=\"fn\">Léa Morin</span></span> <abbr class=\"dtreviewed\" title=\"20240301\">1er mars</abbr></div>".to_owned(), "La Route du sel | Léa Morin | 4/5"),
        ("de", "<div class=\"hreview\"><span class=\"item\"><span class=\"fn\">Nachtfahrt (2021)</span></span> <span class=\"rating\"><span class=\"value\">8</span> von <span class=\"best\">10</span></span> <p class=\"description\">Zwei Schwestern, ein Auto. Mehr braucht es nicht.</p> <span class=\"reviewer\">Jule Brandt</span> <abbr class=\"dtreviewed\" title=\"2024-03-01\">gestern</abbr></div>".to_owned(), "Nachtfahrt (2021) | Jule Brandt | 8/10"),
    ];
    for (language, body, wanted) in cases {
        let reading = page(language, &body);
        let found: Vec<String> = reading.findings.iter().map(said).collect();
        assert_eq!(found, [wanted], "{body}: {}", reading.why_kind);
        let finding = &reading.findings[0];
        assert_eq!(finding.doubt, None, "{body}");
        assert_eq!(
            finding.published.as_ref().unwrap().value.to_string(),
            "2024-03-01",
            "{body}"
        );
        let text = &finding.text.as_ref().unwrap().value;
        assert!(
            !text.contains(wanted.split(" (").next().unwrap()),
            "only its own words: {text}"
        );
    }
}

fn json_ld(kind: &str, name: &str, words: &str, more: &str) -> String {
    format!(
        "<script type=\"application/ld+json\">{{\"@context\":\"https://schema.org\",\"@type\":\"Review\",\
         \"author\":{{\"@type\":\"Person\",\"name\":\"Ada Marsh\"}},\"datePublished\":\"2024-03-01\",\
         \"itemReviewed\":{{\"@type\":\"{kind}\",\"name\":\"{name}\"{more}}},\"reviewRating\":\
         {{\"@type\":\"Rating\",\"ratingValue\":4,\"bestRating\":5}},\"reviewBody\":\"{words}\"}}</script>\
         <article><h1>{name}</h1><p>{words}</p></article>"
    )
}

const SCHEMA_ORG: [(&str, &str, &str, &str, &str, &str); 10] = [
    (
        "en",
        "Movie",
        "The Salt Road",
        "I laughed, then I did not. Go.",
        ",\"dateCreated\":\"2019\"",
        "The Salt Road (2019)",
    ),
    (
        "en",
        "Movie",
        "The Salt Road (2019)",
        "I laughed, then I did not. Go.",
        "",
        "The Salt Road (2019)",
    ),
    (
        "de",
        "Movie",
        "Nachtfahrt (2021)",
        "Zwei Schwestern, ein Auto. Mehr braucht es nicht.",
        "",
        "Nachtfahrt (2021)",
    ),
    (
        "fr",
        "CreativeWork",
        "La Route du sel (2019)",
        "Je n'attendais rien. J'y suis retourné.",
        "",
        "La Route du sel (2019)",
    ),
    (
        "es",
        "Thing",
        "El camino de sal (2019)",
        "Corta y amarga. Me gustó el final.",
        "",
        "El camino de sal (2019)",
    ),
    (
        "it",
        "CreativeWork",
        "La via del sale",
        "Breve e amara. Il finale resta.",
        ",\"director\":{\"@type\":\"Person\",\"name\":\"Ugo Serra\"}",
        "La via del sale",
    ),
    (
        "pl",
        "Movie",
        "Droga soli",
        "Krótko i gorzko. Wrócę tam jutro.",
        ",\"datePublished\":\"2019-02-01\"",
        "Droga soli (2019)",
    ),
    (
        "ru",
        "Movie",
        "Соляной путь (2019)",
        "Две сестры едут ночью. Я ждал.",
        "",
        "Соляной путь (2019)",
    ),
    (
        "en",
        "Thing",
        "The Salt Road",
        "I laughed, then I did not. Go.",
        ",\"sameAs\":\"https://www.imdb.com/title/tt0000002/\"",
        "The Salt Road",
    ),
    (
        "sv",
        "Movie",
        "Saltvägen (2019)",
        "Kort och bitter. Jag går igen i morgon.",
        "",
        "Saltvägen (2019)",
    ),
];

#[test]
fn a_short_body_with_schema_org_markup_is_a_review_of_the_film_it_names() {
    for (language, kind, name, words, more, wanted) in SCHEMA_ORG {
        let reading = page(language, &json_ld(kind, name, words, more));
        let found: Vec<String> = reading.findings.iter().map(said).collect();
        assert_eq!(
            found,
            [format!("{wanted} | Ada Marsh | 4/5")],
            "{name}: {}",
            reading.why_kind
        );
        assert_eq!(
            reading.findings[0].doubt, None,
            "{name}: {}",
            reading.why_kind
        );
        assert_eq!(reading.findings[0].text.as_ref().unwrap().value, words);
    }
}

#[test]
fn a_short_review_of_nobody_knows_what_waits() {
    let four = "<data class=\"p-rating\" value=\"4\">****</data>";
    let plain = |name: &str, critic: &str, words: &str| {
        let name = format!("<span class=\"p-name\">{name}</span>");
        h_review(&name, four, critic, words)
    };
    let schema = |kind: &str, name: &str, words: &str| json_ld(kind, name, words, "");
    let laughed = "I laughed, then I did not. Go.";
    let sisters = "Zwei Schwestern, ein Auto, eine Nacht. Mehr braucht es nicht.";
    let twice = "Je n'attendais rien. J'y suis retourné deux fois.";
    let short = "Corta y amarga. Me gustó mucho el final.";
    let bitter = "Breve e amara. Il finale resta in mente.";
    // A year, but words of books.
    let novel = "A novel that I read in one night. The chapters are short.";
    let cases = [
        ("en", plain("The Salt Road", "Ada Marsh", laughed)),
        ("de", plain("Nachtfahrt", "Jule Brandt", sisters)),
        ("fr", plain("La Route du sel", "Léa Morin", twice)),
        ("es", plain("El camino de sal", "Inés Prado", short)),
        ("it", plain("La via del sale", "Ugo Serra", bitter)),
        ("en", schema("Thing", "The Salt Road", laughed)),
        ("de", schema("CreativeWork", "Nachtfahrt", sisters)),
        ("fr", schema("CreativeWork", "La Route du sel", twice)),
        ("es", schema("Thing", "El camino de sal", short)),
        ("en", plain("The Lamp Keeper (2019)", "Ada Marsh", novel)),
    ];
    for (language, body) in cases {
        let reading = page(language, &body);
        assert_eq!(reading.findings.len(), 1, "{body}: {}", reading.why_kind);
        let finding = &reading.findings[0];
        assert!(finding.doubt.is_some(), "{body}");
        assert!(finding.likely.is_some(), "{body}");
        assert_eq!(finding.rating.as_ref().unwrap().value.printed, "4");
    }
}

#[test]
fn a_short_review_of_something_else_is_none() {
    let five = "<span class=\"p-rating\">5</span>";
    let item = |item: &str, words: &str| {
        format!(
            "<div class=\"h-review\"><div class=\"p-item {item}</div>{five}<p class=\"e-content\">{words}</p></div>"
        )
    };
    let cases = [
        ("en", item("h-card\"><span class=\"p-name p-org\">Quay Crepes</span> <span class=\"p-adr h-adr\">5 Quay Street</span>", "Best crepes, good coffee and quick service.")),
        ("fr", item("h-card\"><span class=\"p-name\">Crêpes du Quai</span> <span class=\"p-tel\">01 02</span>", "De bonnes crêpes, un café correct, service rapide.")),
        ("en", item("h-item\"><span class=\"p-name\">The Lamp Keeper</span>", "I read it in one night. <a class=\"p-category\">book</a>")),
        ("en", item("h-item\"><span class=\"p-name\">Tin Soldiers (2019)</span>", "We played all night. <a class=\"p-category\">games</a>")),
        ("en", item("h-item\"><span class=\"p-name\">Blue Hours (2019)</span>", "Ten of them, all short. <a rel=\"tag\" href=\"/t\">album</a>")),
        ("de", "<div class=\"hreview\"><span class=\"item vcard\"><span class=\"fn org\">Gasthof Anker</span> <span class=\"adr\">Hafenweg 3</span></span> <span class=\"rating\">5</span> <p class=\"description\">Gutes Essen, freundliche Leute, schöner Blick.</p></div>".to_owned()),
        ("en", "<div class=\"hreview\"><span class=\"type\">business</span><span class=\"item\"><span class=\"fn\">Anchor Repairs</span></span> <span class=\"rating\">5</span> <p class=\"description\">They mended it in a day and were kind.</p></div>".to_owned()),
        ("en", json_ld("Restaurant", "Anchor Inn", "Good soup, kind people, and a view.", "")),
        ("en", json_ld("Book", "The Lamp Keeper (2019)", "I read it in one night. Go and read.", "")),
        ("en", "<div class=\"h-product\"><span class=\"p-name\">Salt Kettle</span><p class=\"p-review h-review\"><span class=\"p-rating\">4.5</span> out of 5</p></div>".to_owned()),
        ("en", "<div class=\"h-review-aggregate\"><p class=\"p-item h-item\">Quay Wraps</p><span class=\"p-rating\">4.5</span> out of 5, <span class=\"p-count\">17</span> votes</div>".to_owned()),
    ];
    for (language, body) in cases {
        let reading = page(language, &body);
        let taken: Vec<String> = reading.findings.iter().map(said).collect();
        assert_eq!(taken, [""; 0], "{body}: {}", reading.why_kind);
        // Its prose is nobody's speech.
        let is_press = matches!(reading.kind, PageKind::News);
        assert!(!is_press, "{body}: {}", reading.why_kind);
    }
}
