//! What an operator knows of platforms and aggregators takes effect.

use crate::place::Place;

/// An invented letter with a review.
const LETTER: &str = "From: Mira Holt <mira@quaypost.example>\nTo: us@harbour.example\n\
Subject: Review: The Lamplighter (2024)\nDate: Mon, 4 Mar 2024 10:00:00 +0000\nMIME-Version: 1.0\n\
Content-Type: text/plain; charset=utf-8\n\nReview: The Lamplighter (2024)\n\n\
The film follows a lamplighter through one night of fog, and the director keeps every scene short \
and every face in view. The actors are wonderful, the script is funny.\n\n\
By the last reel the movie has earned its quiet ending, and then some.\n\nRating: 4/5\n";

const ROW: &str = "[[row]]\nlist = \"hosts.open_mail\"\nvalues = [\"quaypost.example\"]\n\
noted = \"2031-05-06\"\nsource = \"its terms of use\"\n";

#[test]
fn an_operators_rows_take_effect_and_wrong_ones_are_told() {
    let place = Place::new();
    place.write("letter.eml", LETTER);
    let letter = place.path("letter.eml");
    let letter = letter.to_str().unwrap();
    let plain = place.run(&["read", letter, "--json"]);
    let outlet = |out: &str| {
        let lines = out.lines();
        let values = lines.map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        let mut reviews = values.filter_map(|value| value.get("review").cloned());
        let review = reviews.next().unwrap();
        review["outlet"]["value"].as_str().map(str::to_owned)
    };
    assert_eq!(outlet(&plain.out).as_deref(), Some("quaypost.example"));
    place.write("own/mail.toml", ROW);
    for own in ["own", "own/mail.toml"] {
        let own = place.path(own);
        let own = own.to_str().unwrap();
        let ran = place.run(&["read", letter, "--json", "--knowledge", own]);
        assert_eq!(outlet(&ran.out), None, "{}", ran.out);
    }
    place.write("wrong.toml", ROW.replace("open_mail", "open_male"));
    let wrong = place.path("wrong.toml");
    let ran = place.run(&["read", letter, "--knowledge", wrong.to_str().unwrap()]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err
            .contains("row 1 is wrong: `hosts.open_male` is no list"),
        "{}",
        ran.err
    );
}
