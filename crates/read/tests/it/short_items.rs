//! Reviews of a few words as items of feeds.

use crate::short::{h_review, reading, said};
use ovation_read::{ItemHolds, Reading};

fn item(title: &str, words: &str, more: &str) -> String {
    format!(
        "<item><title>{title}</title><link>https://lantern.example/1</link>\
         <pubDate>Fri, 01 Mar 2024 10:00:00 +0000</pubDate><dc:creator>Ada Marsh</dc:creator>\
         <description><![CDATA[<p>{words}</p>]]></description>{more}</item>"
    )
}

fn feed(name: &str, items: &str) -> Reading {
    let feed = format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:letterboxd=\"https://letterboxd.example\"><channel><title>{name}</title>{items}</channel></rss>"
    );
    reading(&feed, "https://lantern.example/feed.xml")
}

const WORDS: &str = "Two sisters drive through the night and hardly speak. I sat there and waited for what \
    would tell me why, and when it came it was over in a minute. Still, that minute stays with me.";

const MEMBER: &str = "<letterboxd:filmTitle>The Salt Road</letterboxd:filmTitle><letterboxd:filmYear>2021\
        </letterboxd:filmYear><letterboxd:memberRating>3.5</letterboxd:memberRating>";

/// Title, words, further elements; film, critic and rating.
const RATED: [(&str, &str, &str, &str); 15] = [
    (
        "Review: The Salt Road (2021) ★★★½",
        WORDS,
        "",
        "The Salt Road (2021) | Ada Marsh | ★★★½",
    ),
    (
        "The Salt Road (2021) – 4/5",
        WORDS,
        "",
        "The Salt Road (2021) | Ada Marsh | 4/5",
    ),
    (
        "★★★★ The Salt Road (2021)",
        WORDS,
        "",
        "The Salt Road (2021) | Ada Marsh | ★★★★",
    ),
    (
        "The Salt Road, 2021 - ★★★★",
        WORDS,
        "",
        "The Salt Road (2021) | Ada Marsh | ★★★★",
    ),
    (
        "Film review: The Salt Road [8/10]",
        WORDS,
        "",
        "The Salt Road | Ada Marsh | 8/10",
    ),
    (
        "Kritik: Nachtfahrt (2021) ★★★",
        "Zwei Schwestern fahren durch die Nacht und reden kaum.",
        "",
        "Nachtfahrt (2021) | Ada Marsh | ★★★",
    ),
    (
        "Critique : La Route du sel (2021) 3/5",
        "Deux sœurs roulent toute la nuit et ne parlent presque pas.",
        "",
        "La Route du sel (2021) | Ada Marsh | 3/5",
    ),
    (
        "Reseña: El camino de sal (2019) ★★★★",
        "Corta y amarga. Me gustó mucho el final.",
        "",
        "El camino de sal (2019) | Ada Marsh | ★★★★",
    ),
    (
        "Recensione: La via del sale (2019) ★★★",
        "Breve e amara. Il finale resta.",
        "",
        "La via del sale (2019) | Ada Marsh | ★★★",
    ),
    (
        "Recenzja: Droga soli (2019) 7/10",
        "Krótko i gorzko.",
        "",
        "Droga soli (2019) | Ada Marsh | 7/10",
    ),
    (
        "Рецензия: Соляной путь (2019) 8/10",
        "Две сестры едут ночью. Я ждал.",
        "",
        "Соляной путь (2019) | Ada Marsh | 8/10",
    ),
    (
        "Review: The Salt Road ★★★",
        WORDS,
        "<category>Film</category>",
        "The Salt Road | Ada Marsh | ★★★",
    ),
    (
        "Review: The Salt Road (2021)",
        "Two sisters drive through the night.</p><p>Rating: 4/5",
        "",
        "The Salt Road (2021) | Ada Marsh | 4/5",
    ),
    (
        "The Book of Salt (2010) ★★★",
        WORDS,
        "",
        "The Book of Salt (2010) | Ada Marsh | ★★★",
    ),
    (
        "some log",
        WORDS,
        MEMBER,
        "The Salt Road (2021) | Ada Marsh | 3.5/5",
    ),
];

#[test]
fn a_short_item_with_a_rating_is_a_review() {
    for (title, words, more, wanted) in RATED {
        let reading = feed("The Lantern", &item(title, words, more));
        let found: Vec<String> = reading.findings.iter().map(said).collect();
        assert_eq!(found, [wanted], "{title}");
        assert_eq!(reading.findings[0].doubt, None, "{title}");
        assert_eq!(reading.named.items[0].holds, ItemHolds::Review);
        assert!(reading.findings[0].text.is_some());
    }
}

#[test]
fn a_short_item_that_may_be_of_anything_waits_and_others_are_none() {
    let waits = [
        item("Review: The Salt Road ★★★", WORDS, ""),
        item(
            "Kritik: Nachtfahrt 7/10",
            "Zwei Schwestern fahren durch die Nacht.",
            "",
        ),
        item(
            "Review: The Lamp Keeper (2021) ★★★",
            "A novel that I read in one night.",
            "",
        ),
    ];
    for item in waits {
        let reading = feed("The Lantern", &item);
        assert_eq!(reading.findings.len(), 1, "{item}");
        assert!(reading.findings[0].doubt.is_some(), "{item}");
    }
    let none = [
        item("Book review: The Lamp Keeper (2021) ★★★★", WORDS, ""),
        item("Album review: Blue Hours (2021) 4/5", WORDS, ""),
        item("Game review: Tin Soldiers (2021) 4/5", WORDS, ""),
        item(
            "Buchkritik: Der Lampenwärter (2021) ★★★★",
            "Ein Roman, den ich in einer Nacht las.",
            "<category>Bücher</category>",
        ),
        item(
            "Review: The Lamp Keeper ★★★",
            WORDS,
            "<category>Books</category>",
        ),
        item("Review: Harbour Lights, season 2 ★★★", WORDS, ""),
        item("Ten best films of 2021", WORDS, ""),
        item("Interview: Ada Marsh (2021)", WORDS, ""),
        item("The Salt Road review – a slow night", WORDS, ""),
        item(
            "Review: The Salt Road",
            "Two sisters drive through the night and hardly speak …",
            "",
        ),
        item("9/11: A Memory", WORDS, ""),
        item("1917", WORDS, ""),
    ];
    for item in none {
        let reading = feed("The Lantern", &item);
        let taken: Vec<String> = reading.findings.iter().map(said).collect();
        assert_eq!(taken, [""; 0], "{item}");
    }
}

#[test]
fn a_short_item_with_markup_is_read_by_it() {
    let words = h_review(
        "<a class=\"p-name u-url\" href=\"https://films.example/s\">The Salt Road (2019)</a>",
        "<data class=\"p-rating\" value=\"4\">****</data>",
        "Bo Reed",
        "I laughed, then I did not. Go.",
    );
    let feed = serde_json::json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Bo's notes",
        "items": [{"id": "1", "url": "https://lantern.example/1", "title": "Seen on Friday",
            "content_html": words, "date_published": "2024-03-01T10:00:00Z"}]
    });
    let reading = reading(&feed.to_string(), "https://lantern.example/feed.json");
    let found: Vec<String> = reading.findings.iter().map(said).collect();
    assert_eq!(found, ["The Salt Road (2019) | Bo Reed | 4/5"]);
}
