//! Titles, and what is told of the films they name, in invented articles.

use crate::press::article;
use ovation_press::{KnownTitles, PressContext, Span, read_press, read_press_article};
use ovation_terms::{Day, Evidence};

#[test]
fn a_catalogues_title_needs_less_to_speak_for_it_but_a_common_word_does_not_become_one() {
    let text =
        "Working on The Salt and the Lantern took years, said Nora Vale on Monday in Harbor.";
    let films = |known: Option<&KnownTitles>| {
        let context = PressContext {
            titles: known,
            ..PressContext::default()
        };
        let reading = read_press(text, &context);
        let named = reading.films.iter().map(|film| film.title.clone());
        named.collect::<Vec<_>>()
    };
    let whole = "The Salt and the Lantern".to_owned();
    assert!(!films(None).contains(&whole), "{:?}", films(None));
    let mut known = KnownTitles::default();
    for title in [
        "The Salt and the Lantern",
        "Harbor",
        "Monday",
        "Nora Vale",
        "",
    ] {
        known.add(title);
    }
    assert_eq!(films(Some(&known)), [whole]);
}

#[test]
fn statements_say_where_and_when_outside_their_own_words() {
    let context = PressContext {
        published: Some(Day::new(2024, 5, 16).unwrap()),
        ..PressContext::default()
    };
    let cases = [
        (
            "“We shot it in nine days,” Ada Marlow said on Tuesday at the Lake Festival.",
            "Lake Festival | Tuesday | 2024-05-14 counted",
        ),
        (
            "“We shot it in nine days,” Ada Marlow told reporters on March 3, 2023.",
            " | March 3, 2023 | 2023-03-03 stated",
        ),
        (
            "At a press conference of the Lake Festival on Monday, Ada Marlow took questions. “We shot it in nine \
             days,” she said.",
            "Lake Festival | Monday | 2024-05-13 counted",
        ),
        (
            "“We open at the Lake Festival on Friday,” Ada Marlow said.",
            " |  | ",
        ),
        (
            "Ada Marlow said that the film opens on Friday at the Lake Festival.",
            " |  | ",
        ),
    ];
    for (text, wanted) in cases {
        let reading = read_press(text, &context);
        let said = &reading.statements[0];
        let words =
            |span: Option<Span>| span.map_or("", |span| text.get(span.start..span.end).unwrap());
        let day = said.day.map(|told| {
            let how = if told.is_stated { "stated" } else { "counted" };
            format!("{} {how}", told.day)
        });
        let told = format!(
            "{} | {} | {}",
            words(said.place),
            words(said.when),
            day.unwrap_or_default()
        );
        assert_eq!(told, wanted, "{text}");
    }
}

#[test]
fn words_set_off_as_a_block_after_a_colon_are_a_statement_without_marks() {
    let page = r#"<html lang="en"><head><title>A report of The Salt Road</title></head><body><article>
        <h1>A report of The Salt Road</h1>
        <p>The film opened on a cold evening, and the hall was full to the last seat of the last row.</p>
        <p>Director Ada Marlow wrote to the guests:</p>
        <blockquote><p>We shot it in nine days and slept in none of them.</p><p>Nobody asked us why.</p></blockquote>
        <p>The hall was cleared at midnight, and “the bar was closed,” Tomas Weir said.</p></article></body></html>"#;
    let article = article(page);
    let finding = read_press_article(&article, None);
    let said: Vec<_> = finding
        .statements
        .iter()
        .map(|said| {
            let speaker = said.speaker.as_ref().map_or("", |name| name.value.as_str());
            (speaker, said.in_words())
        })
        .collect();
    let wanted = [
        (
            "Ada Marlow",
            "We shot it in nine days and slept in none of them.".to_owned(),
        ),
        ("Ada Marlow", "Nobody asked us why.".to_owned()),
        ("Tomas Weir", "“the bar was closed,”".to_owned()),
    ];
    assert_eq!(said, wanted);
    let text = article.text();
    for part in finding.statements.iter().flat_map(|said| &said.words) {
        let Evidence::Words { start, end, .. } = part.evidence else {
            panic!("{part:?}");
        };
        assert_eq!(text.get(start..end), Some(part.value.as_str()));
    }
}

#[test]
fn a_title_between_the_marks_of_a_headline_is_known_in_the_text() {
    let text = "Ada Marlow brought A Ledger of Salt to the lake. Nobody asked her why.";
    let titles = |headline| {
        let context = PressContext {
            headline: Some(headline),
            ..PressContext::default()
        };
        let reading = read_press(text, &context);
        reading
            .films
            .into_iter()
            .map(|film| film.title)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        titles("‘A Ledger of Salt’ Comes To The Lake"),
        ["A Ledger of Salt"]
    );
    // What only the headline names is no film of the text.
    let other = titles("‘Grey Weir’ Comes To The Lake");
    assert!(other.iter().all(|title| title != "Grey Weir"), "{other:?}");
}

#[test]
fn titles_are_told_from_names_with_marks_or_without() {
    let films = |text: &str| -> Vec<String> {
        let reading = read_press(text, &PressContext::default());
        reading.films.into_iter().map(|film| film.title).collect()
    };
    let cases: [(&str, &[&str]); 12] = [
        (
            "Ada Marlow directed the film The Salt Road in 2019.",
            &["The Salt Road"],
        ),
        (
            "She starred in the drama Nine Lanterns (2011).",
            &["Nine Lanterns"],
        ),
        (
            "The movie will be titled Harbor Genesis.",
            &["Harbor Genesis"],
        ),
        (
            "In 2004's The Long Ferry she played a nurse.",
            &["The Long Ferry"],
        ),
        (
            "He is known for films like Salt Harbor, The Long Ferry and Nine Lanterns.",
            &["Salt Harbor", "The Long Ferry", "Nine Lanterns"],
        ),
        (
            "The trailer for Low Tide: A Love Story is out.",
            &["Low Tide: A Love Story"],
        ),
        (
            "The film Mission: Harbor 7 is the latest in the Mission: Harbor franchise.",
            &["Mission: Harbor 7"],
        ),
        (
            "“The Salt Road” premiered at the Lake Festival.",
            &["The Salt Road"],
        ),
        ("Ada Marlow told Tomas Weir about Brooklyn on Monday.", &[]),
        (
            "The actor Jonas Brandt lives in Los Angeles with his wife Lena.",
            &[],
        ),
        ("The song “Rolling Home” is on her album.", &[]),
        ("He won the Academy Award for Best Supporting Actor.", &[]),
    ];
    let wrong: Vec<_> = cases
        .iter()
        .map(|(text, wanted)| (text, films(text), wanted))
        .filter(|(_, found, wanted)| found != *wanted)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn will_before_a_name_is_a_name() {
    let text = "Will Marlow won in 2020. Ada Pell Marlow is his wife.\n“I will be back,” Marlow said.\n\
        “Never,” Will Marlow added.";
    let reading = read_press(text, &PressContext::default());
    let last = reading
        .statements
        .last()
        .and_then(|said| said.named)
        .unwrap();
    assert_eq!(text.get(last.start..last.end), Some("Will Marlow"));
}

#[test]
fn a_prize_that_may_come_is_no_award_and_a_heading_tells_no_event() {
    for text in [
        "The film “The Salt Road” is set to win the Oscar.",
        "The film “The Salt Road” is long.\nThe Salt Road Wins The Golden Lion Award\nIt rained.",
    ] {
        let reading = read_press(text, &PressContext::default());
        // What is less likely stays with the operator.
        let shown: Vec<_> = reading
            .events
            .iter()
            .filter(|event| event.is_sure)
            .collect();
        assert!(shown.is_empty(), "{text}: {shown:?}");
    }
}

#[test]
fn events_are_told_from_what_only_sounds_like_one() {
    // What is less likely stays with the operator.
    let told = |text: &str, is_shown: bool| -> Vec<String> {
        let reading = read_press(text, &PressContext::default());
        let events = reading.events.into_iter();
        let events = events
            .filter(|event| event.is_sure || !is_shown)
            .map(|event| {
                let film = event.film.unwrap_or_default();
                format!("{} {film}", event.kind.code())
            });
        events.collect()
    };
    let cases: [(&str, &[&str]); 16] = [
        // Shown, without a festival's name.
        (
            "The film “The Salt Road” screened on Wednesday to polite clapping.",
            &["screening The Salt Road"],
        ),
        (
            "The drama “The Salt Road” had its gala screening on Friday at midnight.",
            &["screening The Salt Road"],
        ),
        (
            "The film “The Salt Road” bowed in second with $14 million on Friday.",
            &[],
        ),
        (
            "The film “The Salt Road” is in cinemas from Friday.",
            &["release The Salt Road"],
        ),
        (
            "The film “The Salt Road” is in the running for the Golden Lion.",
            &["competition The Salt Road"],
        ),
        // Prizes by their own names, for one film or a row.
        (
            "The film “The Salt Road” won the Silver Bear in 2019.",
            &["award The Salt Road"],
        ),
        (
            "She won Best Actress for the film “The Salt Road” and the drama “Low Tide”.",
            &["award The Salt Road"],
        ),
        (
            "She won Oscars for “The Salt Road” and “Low Tide (2011)”, and smiles in the film “Nine Lanterns”.",
            &["award The Salt Road", "award Low Tide"],
        ),
        (
            "He became the youngest to win the award for the film “The Salt Road”.",
            &["award The Salt Road"],
        ),
        (
            "She has won a BAFTA for the film “The Salt Road”, and she is nominated for an Oscar.",
            &["award The Salt Road"],
        ),
        // A nomination, a hope and a show are no prize.
        ("The film “The Salt Road” earned an Oscar nod.", &[]),
        (
            "If the film “The Salt Road” wins an Oscar, he will shave.",
            &[],
        ),
        (
            "The film “The Salt Road” earned much talk at award shows.",
            &[],
        ),
        // What is spoken of is no film.
        (
            "She plays in the film “The Salt Road”. Her live album is expected to be released in theaters in February.",
            &[],
        ),
        (
            "She plays in the film “The Salt Road”. In June 2019, Wolfwater premiered on television.",
            &[],
        ),
        // In Spanish and Portuguese one word says both.
        (
            "O filme “The Salt Road”, que estreia nesta quinta-feira, é longo.",
            &["release The Salt Road"],
        ),
    ];
    // Nothing else is shown, and nearly all of it is read.
    let wrong: Vec<_> = cases
        .iter()
        .map(|(text, wanted)| (text, told(text, true), wanted))
        .filter(|(_, shown, wanted)| !shown.iter().all(|it| wanted.contains(&it.as_str())))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let missed: Vec<_> = cases
        .iter()
        .map(|(text, wanted)| (text, told(text, false), wanted))
        .filter(|(_, read, wanted)| !wanted.iter().all(|it| read.iter().any(|read| read == it)))
        .collect();
    assert!(missed.len() <= 3, "{missed:#?}");
}

#[test]
fn a_film_named_in_passing_is_not_what_the_next_sentences_are_about() {
    let text = "The film “The Salt Road” premiered at the Lake Festival on Monday. The Salt Road runs three hours. Its \
        director, whose last film “Low Tide” flopped, held a press conference.\nIt opens in cinemas on 12 September.";
    let reading = read_press(text, &PressContext::default());
    let told = reading.events.iter();
    let told: Vec<_> = told
        .map(|event| (event.kind.code(), event.film.as_deref().unwrap_or("")))
        .collect();
    assert!(told.contains(&("premiere", "The Salt Road")), "{told:?}");
    assert!(!told.contains(&("release", "Low Tide")), "{told:?}");
}
