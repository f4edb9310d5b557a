//! Tests of what stands above.

use super::*;

fn title_of(headline: &str, text: &str) -> String {
    let spaced = words::spaced(text);
    let marked: Vec<String> = quoted(text).into_iter().map(str::to_owned).collect();
    let clues = TitleFacts {
        headline,
        text: &spaced,
        below: &spaced,
        opening: text,
        marked: &marked,
        marked_at: &[],
        slug: "",
        asides: "",
        credited: None,
    };
    candidates(&clues)
        .first()
        .map(|c| c.title.clone())
        .unwrap_or_default()
}

#[test]
fn finds_the_title_in_headlines_of_many_habits() {
    let cases = [
        ("Movie Review: The Salt Road", "The Salt Road"),
        ("The Salt Road (2019) Review", "The Salt Road"),
        ("“The Salt Road” review: a long way home", "The Salt Road"),
        ("The Salt Road: Movie Review", "The Salt Road"),
        ("The Salt Road – Filmkritik", "The Salt Road"),
        ("Filmkritik: The Salt Road", "The Salt Road"),
        ("Critique : The Salt Road", "The Salt Road"),
        ("Recensione The Salt Road", "The Salt Road"),
        ("Рецензия на фильм «Соляная дорога»", "Соляная дорога"),
        ("映画『塩の道』感想", "塩の道"),
        ("映画 塩の道の評価と感想（ネタバレ無し）", "塩の道"),
        ("The Salt Road, le sel de la terre", "The Salt Road"),
        ("The Salt Road: The Movie", "The Salt Road: The Movie"),
        ("The Salt Road", "The Salt Road"),
    ];
    for (headline, title) in cases {
        assert_eq!(title_of(headline, ""), title, "{headline}");
    }
}

#[test]
fn takes_the_year_behind_a_title() {
    assert_eq!(
        without_year("The Salt Road (2019)"),
        ("The Salt Road", Some(2019))
    );
    assert_eq!(
        without_year("The Salt Road (Norway, 2019)"),
        ("The Salt Road", Some(2019))
    );
    assert_eq!(without_year("(2019)"), ("(2019)", None));
    assert_eq!(
        year_beside("I saw “The Salt Road” (2019) twice.", "The Salt Road"),
        Some(2019)
    );
    let beside = [
        "Film: “The salt road / Saltveien”, 2019, 97 minutes",
        "Two years on came 2019's The Salt Road, and",
        "2019年『The Salt Road』",
    ];
    for text in beside {
        assert_eq!(year_beside(text, "The Salt Road"), Some(2019), "{text}");
    }
    let stated = [
        "A 2019 film, and a good one",
        "il film, diretto da Mira Holt nel 2019, è",
        "Wyprodukowany w 2019 roku",
        "in sala, uscita nel 2019",
    ];
    for text in stated {
        assert_eq!(stated_year(text).map(|found| found.0), Some(2019), "{text}");
    }
    assert_eq!(
        year_beside("The Salt Road, 3 May 2019", "The Salt Road"),
        None
    );
}

#[test]
fn four_digits_are_a_title_where_headline_and_text_have_them_as_one() {
    let text = "The film opens on a pier. 1931 trusts its audience to look.";
    for headline in [
        "Review: 1931",
        "Review: 1931 (2019)",
        "1931 (2019)",
        "1931 review – a quiet war",
        "1931 review: a quiet war",
        "1931 film review",
        "Movie Review: 1931",
        "Kritik: 1931",
        "Critique : 1931",
        "Recensione: 1931",
    ] {
        assert_eq!(title_of(headline, text), "1931", "{headline}");
    }
    for headline in ["2019 in review", "Review: 2019", "The year 2019"] {
        assert_ne!(title_of(headline, text), "2019", "{headline}");
    }
    assert_eq!(
        title_of("Review: Harbour 2049 (2017)", text),
        "Harbour 2049"
    );
}
