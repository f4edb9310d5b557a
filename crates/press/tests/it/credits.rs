//! Credits, comparisons and canon in passing, in invented sentences.

use ovation_press::{KnownTitles, PressContext, read_press};

/// Credits and comparisons: `director Nora Vale | Low Tide`, `Low Tide ~ Tin Orchard`.
fn told(text: &str) -> Vec<String> {
    let mut known = KnownTitles::default();
    for title in [
        "Salt Harbor",
        "The Salt Harbor Road",
        "Low Tide at Dawn",
        "The Tin Orchard",
        "La Lampe Bleue",
        "Die Blaue Lampe",
        "La Lámpara Azul",
    ] {
        known.add(title);
    }
    let context = PressContext {
        titles: Some(&known),
        ..PressContext::default()
    };
    let reading = read_press(text, &context);
    let credits = reading.credits.iter().map(|credit| {
        let person = text.get(credit.person.start..credit.person.end).unwrap();
        format!("{} {person} | {}", credit.kind.code(), credit.film)
    });
    let compared = reading.comparisons.iter();
    let compared = compared.map(|pair| format!("{} ~ {}", pair.film, pair.other));
    credits.chain(compared).collect()
}

/// Holds each text to what it must tell.
fn check(cases: &[(&str, &[&str])]) {
    let mut wrong = String::new();
    for (text, wanted) in cases {
        let told = told(text);
        if !wanted.iter().all(|one| told.iter().any(|it| it == one)) {
            wrong = format!("{wrong}\n{text}\n  wanted {wanted:?}, told {told:?}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_likeness_is_read_within_marks_and_over_an_ellipsis() {
    let film = "The film “Salt Harbor” opens on Friday. ";
    let cases: Vec<(String, Vec<&str>)> = [
        "There were similarities ... to the film “The Tin Orchard”, Vale said.",
        "Vale said: “There were similarities to ... The Tin Orchard.”",
        "There were similarities to … The Tin Orchard, Vale said.",
        "“It is reminiscent … of the film The Tin Orchard,” said Otto Brand.",
        "“I saw echoes … comparisons with the film “The Tin Orchard” are fair,” said Vale.",
        "Vale compared it with ... “The Tin Orchard”.",
        "“There is a similarity ... with “The Tin Orchard”,” said Brand.",
        "It has been likened to … the film “The Tin Orchard”.",
        "Brand, comparing the two, named … “The Tin Orchard”.",
        "“It is akin … to the film “The Tin Orchard”,” she said.",
        "It is similar to the film “The Tin Orchard”.",
    ]
    .into_iter()
    .map(|said| {
        (
            format!("{film}{said}"),
            vec!["Salt Harbor ~ The Tin Orchard"],
        )
    })
    .collect();
    let cases: Vec<(&str, &[&str])> = cases
        .iter()
        .map(|(text, wanted)| (text.as_str(), wanted.as_slice()))
        .collect();
    check(&cases);
}

#[test]
fn a_canon_in_passing_credits_whose_it_is() {
    let director: &[&str] = &[
        "director Nora Vale | Salt Harbor",
        "director Nora Vale | The Tin Orchard",
    ];
    check(&[
        (
            "The director Nora Vale has a new film. It is one of many in her canon, including “Salt Harbor” and “The Tin Orchard”.",
            director,
        ),
        (
            "The director Nora Vale has a new film. it is one of many in her canon including “Salt Harbor” and “The Tin Orchard”.",
            director,
        ),
        (
            "Director Nora Vale spoke on Monday. The film joins her filmography, which includes “Salt Harbor” and “The Tin Orchard”.",
            director,
        ),
        (
            "Director Nora Vale spoke on Monday. It is the longest of her oeuvre, notably “Salt Harbor” and “The Tin Orchard”.",
            director,
        ),
        (
            "The filmmaker Nora Vale turned 60. Her canon includes “Salt Harbor” and “The Tin Orchard”.",
            director,
        ),
        (
            "Filmmaker Nora Vale was there. One of several in her canon including the films “Salt Harbor” and “The Tin Orchard”, it is short.",
            director,
        ),
        (
            "The actor Otto Brand was there. It is the best of his repertoire, among “Salt Harbor” and “The Tin Orchard”.",
            &[
                "cast Otto Brand | Salt Harbor",
                "cast Otto Brand | The Tin Orchard",
            ],
        ),
        (
            "The actress Ines Falk was there. Her filmography includes “Salt Harbor”.",
            &["cast Ines Falk | Salt Harbor"],
        ),
        (
            "La réalisatrice Nora Vale est venue. Sa filmographie comprend, dont « Salt Harbor ».",
            &[],
        ),
        (
            "La directora Nora Vale vino. El público adora su filmografía, incluyendo «La Lámpara Azul».",
            &["director Nora Vale | La Lámpara Azul"],
        ),
    ]);
    // Whose it is, or what they do, must be said.
    let nobody =
        "Nora Vale met Otto Brand. It is one of many in her canon, including “Salt Harbor”.";
    assert!(told(nobody).is_empty(), "{:?}", told(nobody));
}

#[test]
fn a_script_written_for_somebody_is_a_credit_of_its_writer() {
    let wanted: &[&str] = &["writer Nora Vale | Salt Harbor"];
    check(&[
        (
            "The film “Salt Harbor” opens on Friday. Nora Vale wrote the script specifically for Otto Brand.",
            wanted,
        ),
        (
            "The film “Salt Harbor” opens on Friday. Nora Vale wrote the screenplay for a friend.",
            wanted,
        ),
        (
            "The film “Salt Harbor” is by Nora Vale. She wrote the script specifically for Otto Brand.",
            wanted,
        ),
        (
            "Nora Vale made the film “Salt Harbor”. She wrote the script for Otto Brand.",
            wanted,
        ),
        (
            "Nora Vale made the film “Salt Harbor”. She penned the screenplay for Otto Brand.",
            wanted,
        ),
        (
            "Nora Vale also wrote the script of the film “Salt Harbor” for Otto Brand.",
            wanted,
        ),
        (
            "Nora Vale penned the film “Salt Harbor” specifically for Otto Brand.",
            wanted,
        ),
        (
            "Nora Vale, who wrote the script of “Salt Harbor”, lives in Oslo.",
            wanted,
        ),
        (
            "The film “Salt Harbor” was written by Nora Vale for Otto Brand.",
            wanted,
        ),
        (
            "Nora Vale directed the film “Salt Harbor”. She wrote the story for Otto Brand.",
            wanted,
        ),
    ]);
    // Two who may be meant are nobody.
    let two = "Ines Falk and Nora Vale made the film “Salt Harbor”. She wrote the script.";
    assert!(
        told(two).iter().all(|it| !it.starts_with("writer")),
        "{:?}",
        told(two)
    );
}
