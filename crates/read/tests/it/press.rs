//! Who said what, in invented sentences of five languages.

use ovation_read::press::{
    Change, PressContext, PrintedQuote, QuoteCheck, Span, SpeechKind, Statement, WhyOriginal,
    check_quote, group_quotes, read_press,
};
use ovation_terms::Day;
use proptest::prelude::*;

fn words(text: &str, statement: &Statement) -> String {
    let parts = statement.parts.iter();
    let parts: Vec<_> = parts
        .filter_map(|part| text.get(part.start..part.end))
        .collect();
    parts.join(" … ")
}

fn speaker<'a>(text: &'a str, statement: &Statement) -> &'a str {
    statement
        .speaker
        .map_or("", |span| text.get(span.start..span.end).unwrap())
}

/// `speaker | kind | words` for each statement.
fn lines(text: &str) -> String {
    let reading = read_press(text, &PressContext::default());
    let lines = reading.statements.iter().map(|statement| {
        let kind = match statement.kind {
            SpeechKind::Direct => "direct",
            SpeechKind::Mixed => "mixed",
            SpeechKind::Indirect => "indirect",
        };
        format!(
            "{} | {kind} | {}\n",
            speaker(text, statement),
            words(text, statement)
        )
    });
    lines.collect()
}

/// Films, events and claims, a line each.
fn events(text: &str) -> String {
    let reading = read_press(text, &PressContext::default());
    let words =
        |span: Option<Span>| span.map_or("", |span| text.get(span.start..span.end).unwrap());
    let films = reading
        .films
        .iter()
        .map(|film| format!("film: {}\n", film.title));
    let events = reading.events.iter().map(|event| {
        let minutes = event
            .minutes
            .map(|minutes| minutes.to_string())
            .unwrap_or_default();
        let (when, place) = (words(event.when), words(event.place));
        let film = event.film.as_deref().unwrap_or("");
        format!(
            "{} | {film} | {minutes} | {when} | {place}\n",
            event.kind.code()
        )
    });
    let claims = reading
        .claims
        .iter()
        .map(|claim| format!("claim: {}\n", words(Some(claim.words))));
    films.chain(events).chain(claims).collect()
}

#[test]
fn films_events_and_claims_are_read() {
    check(include_str!("../md/events.md"), events);
}

#[test]
fn a_weekday_is_counted_back_from_the_day_of_the_article() {
    let text = "The film “Salt Harbor” opened in theaters on Friday. “Low Tide” opens in theaters on June 5, 2026.";
    let context = PressContext {
        published: Day::new(2026, 5, 20),
        ..PressContext::default()
    };
    let reading = read_press(text, &context);
    let days: Vec<_> = reading
        .events
        .iter()
        .filter_map(|event| event.day)
        .collect();
    let days: Vec<_> = days
        .iter()
        .map(|told| (told.day.to_string(), told.is_stated))
        .collect();
    assert_eq!(
        days,
        [
            ("2026-05-15".to_owned(), false),
            ("2026-06-05".to_owned(), true)
        ]
    );
}

#[test]
fn pronouns_and_roles_stand_for_the_person_named() {
    let text = "Nora Vale spoke to the press on Monday. “We built the whole village,” the director said.\n\nShe added: “I would do it again.”";
    let reading = read_press(text, &PressContext::default());
    let named: Vec<_> = reading
        .statements
        .iter()
        .filter_map(|statement| statement.named)
        .collect();
    let named: Vec<_> = named
        .iter()
        .filter_map(|span| text.get(span.start..span.end))
        .collect();
    assert_eq!(named, ["Nora Vale", "Nora Vale"]);
    let findings = reading.statement_findings(text);
    assert_eq!(
        findings.first().unwrap().speaker.as_ref().unwrap().value,
        "Nora Vale"
    );
}

/// Each case of a Markdown file: a heading, a block of text, a block of what is wanted.
fn check(cases: &str, lines: fn(&str) -> String) {
    let mut wrong = String::new();
    for case in cases.split("\n## ").skip(1) {
        let mut blocks = case.split("```");
        let name = blocks.next().unwrap().trim();
        let text = blocks
            .next()
            .unwrap()
            .trim_start_matches("text\n")
            .trim_end();
        let wanted = blocks.nth(1).unwrap().trim_start_matches("text\n");
        let given = lines(text);
        if given.trim_end() != wanted.trim_end() {
            wrong = format!("{wrong}\n{name}\nwanted\n{wanted}given\n{given}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn statements_are_read_with_their_speakers() {
    check(include_str!("../md/statements.md"), lines);
}

proptest! {
    #[test]
    fn any_text_is_read_and_every_span_lies_in_it(
        text in "([A-Za-z]{1,8}| |\\. |, |\"|“|”|‘|’|«|»|„|''|said |he |Mr\\. |\n|é|漢|—|: ){0,80}"
    ) {
        let reading = read_press(&text, &PressContext::default());
        for statement in &reading.statements {
            let spans = statement.parts.iter().chain(&statement.quoted);
            for span in spans.chain(&statement.speaker).chain(&statement.cue) {
                prop_assert!(span.start < span.end);
                prop_assert!(text.get(span.start..span.end).is_some());
            }
        }
    }

    #[test]
    fn any_characters_are_read(text in "\\PC{0,200}") {
        read_press(&text, &PressContext::default());
    }
}

#[test]
fn a_quotation_is_exact_whatever_its_marks_and_capitals() {
    let text = "At noon she said: “We don’t make films for prizes. We make them for the dark.”";
    let quote = "we don't make films for prizes";
    let QuoteCheck::Exact { at, is_shortened } = check_quote(quote, text) else {
        panic!("not exact");
    };
    assert_eq!(
        text.get(at.start..at.end),
        Some("We don’t make films for prizes")
    );
    assert!(!is_shortened);
}

#[test]
fn words_left_out_at_an_ellipsis_are_no_alteration() {
    let text = "It is a slow, patient and finally rather beautiful film about boats.";
    let check = check_quote("It is a slow … beautiful film about boats", text);
    assert!(
        matches!(
            check,
            QuoteCheck::Exact {
                is_shortened: true,
                ..
            }
        ),
        "{check:?}"
    );
}

#[test]
fn a_dropped_not_is_told_apart_from_other_changes() {
    let text = "I would not call it a masterpiece, but I was moved.";
    let QuoteCheck::Altered {
        changes,
        is_negation_changed,
        ..
    } = check_quote("I would call it a masterpiece", text)
    else {
        panic!("not altered");
    };
    assert!(is_negation_changed);
    assert!(
        changes.contains(&Change::Dropped("not".to_owned())),
        "{changes:?}"
    );
    let check = check_quote("I would not call it a triumph", text);
    assert!(
        matches!(
            check,
            QuoteCheck::Altered {
                is_negation_changed: false,
                ..
            }
        ),
        "{check:?}"
    );
    let check = check_quote(
        "I will never call it a masterpiece, but I was moved",
        "I will call it a masterpiece, but I was moved",
    );
    assert!(
        matches!(
            check,
            QuoteCheck::Altered {
                is_negation_changed: true,
                ..
            }
        ),
        "{check:?}"
    );
}

#[test]
fn a_quotation_of_other_words_is_not_found() {
    let text = "The weather was fine and nobody spoke of the film.";
    assert_eq!(
        check_quote("An astonishing debut by a born storyteller", text),
        QuoteCheck::NotFound
    );
    assert_eq!(check_quote("", text), QuoteCheck::NotFound);
    assert_eq!(check_quote("Anything", ""), QuoteCheck::NotFound);
}

fn printed(words: &str, source: &str, day: i8) -> PrintedQuote {
    PrintedQuote {
        words: words.to_owned(),
        source: source.to_owned(),
        published: Day::new(2026, 5, day),
        ..PrintedQuote::default()
    }
}

#[test]
fn forms_of_one_quotation_are_grouped_with_the_likeliest_original_first() {
    let quotes = [
        printed("I will never shoot on film again", "first.example", 20),
        printed("I will shoot on film again", "second.example", 19),
        printed("I will never shoot on film again", "third.example", 21),
        printed("The lake was colder than we thought", "first.example", 20),
    ];
    let groups = group_quotes(&quotes);
    assert_eq!(groups.len(), 2);
    let group = groups.first().unwrap();
    assert_eq!(group.why, WhyOriginal::MostSources);
    assert_eq!(group.variants.first().unwrap().printed, [0, 2]);
    assert!(group.variants.get(1).unwrap().is_negation_changed);
}

#[test]
fn the_speakers_own_words_are_the_original_however_many_print_another_form() {
    let mut quotes = [
        printed("We shot it in ten days flat", "first.example", 1),
        printed("We shot it in ten days", "second.example", 2),
        printed("We shot it in ten days flat", "third.example", 3),
    ];
    quotes.get_mut(1).unwrap().is_own = true;
    let groups = group_quotes(&quotes);
    let group = groups.first().unwrap();
    assert_eq!(
        (groups.len(), group.why),
        (1, WhyOriginal::NearestToSpeaker)
    );
    assert_eq!(
        group.variants.first().unwrap().words,
        "We shot it in ten days"
    );
}

#[test]
fn without_a_majority_the_earliest_form_is_the_original() {
    let quotes = [
        printed("It was the longest winter of my life", "late.example", 9),
        printed("It was the longest winter of our lives", "early.example", 3),
    ];
    let groups = group_quotes(&quotes);
    let group = groups.first().unwrap();
    assert_eq!(group.why, WhyOriginal::Earliest);
    assert_eq!(group.variants.first().unwrap().printed, [1]);
}

/// What else an article states, a line each.
fn made(text: &str) -> String {
    let reading = read_press(text, &PressContext::default());
    let words = |span: Span| text.get(span.start..span.end).unwrap();
    let credits = reading.credits.iter().map(|credit| {
        let soon = if credit.is_announced {
            " (announced)"
        } else {
            ""
        };
        format!(
            "{}: {} of {}{soon}\n",
            words(credit.person),
            credit.kind.code(),
            credit.film
        )
    });
    let comparisons = reading
        .comparisons
        .iter()
        .map(|pair| format!("{} beside {}\n", pair.film, pair.other));
    credits.chain(comparisons).collect()
}

#[test]
fn credits_are_what_a_sentence_states() {
    let text = "“The Salt Road” premiered on Monday. Directed by Ada Marlow and written by Tomas Weir, \
        the film stars Lena Okoro, Piet Haan and Ines Duarte.\n\
        Jonas Brandt composed the score for “The Salt Road”.";
    assert_eq!(
        made(text),
        "Ada Marlow: director of The Salt Road\n\
        Tomas Weir: writer of The Salt Road\n\
        Lena Okoro: cast of The Salt Road\n\
        Piet Haan: cast of The Salt Road\n\
        Ines Duarte: cast of The Salt Road\n\
        Jonas Brandt: composer of The Salt Road\n"
    );
}

#[test]
fn work_to_come_is_told_from_work_done() {
    let text =
        "Ada Marlow is set to direct the thriller “Nine Lanterns”, the studio said on Friday.";
    assert_eq!(
        made(text),
        "Ada Marlow: director of Nine Lanterns (announced)\n"
    );
}

#[test]
fn films_compared_are_told() {
    let text = "The film “The Salt Road” drew comparisons to the drama “Harbour Lights” and the film “Nine Lanterns”.";
    assert_eq!(
        made(text),
        "The Salt Road beside Harbour Lights\n\
        The Salt Road beside Nine Lanterns\n"
    );
}

#[test]
fn a_name_near_a_film_earns_no_credit() {
    let text =
        "Critic Tomas Weir saw the film “The Salt Road” on Monday and wrote about the weather.";
    assert_eq!(made(text), "");
}

#[test]
fn statements_say_which_film_and_on_what_occasion() {
    let text = "The film “The Salt Road” opened the festival.\n\
        “We shot it in nine days,” Ada Marlow said at the press conference.\n\
        “I never slept,” she told the paper in an interview.";
    let reading = read_press(text, &PressContext::default());
    let words =
        |span: Option<Span>| span.map_or("", |span| text.get(span.start..span.end).unwrap());
    let lines: Vec<_> = reading
        .statements
        .iter()
        .map(|said| (said.film.as_deref().unwrap_or(""), words(said.occasion)))
        .collect();
    assert_eq!(
        lines,
        [
            ("The Salt Road", "press conference"),
            ("The Salt Road", "interview")
        ]
    );
}
