//! Who said what, in invented sentences of five languages.

use ovation_press::{PressContext, Span, SpeechKind, Statement, read_press};
use ovation_terms::{Day, ReadArticle, ReadLimits};
use proptest::prelude::*;

/// The article of a page.
pub(crate) fn article(html: &str) -> ReadArticle {
    let address = "https://harbour.example/2024/03/lamps";
    let fetched = Day::new(2024, 6, 1).unwrap();
    let limits = ReadLimits::default();
    let reading = ovation_page::read_html(html, address, fetched, &limits, Vec::new(), None);
    reading.article.unwrap()
}

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

/// The scores claimed: `figure | reviews | publisher`, a line each.
fn scores(text: &str) -> String {
    let reading = read_press(text, &PressContext::default());
    let found = reading.claim_findings(text);
    let scores = found.iter().filter(|claim| claim.kind == "score");
    let lines = scores.map(|claim| {
        let value = |value: &Option<ovation_terms::Sourced<String>>| {
            value
                .as_ref()
                .map_or_else(String::new, |value| value.value.clone())
        };
        let reviews = claim.reviews.as_ref();
        let reviews = reviews.map_or_else(String::new, |reviews| reviews.value.to_string());
        let line = format!(
            "{} | {reviews} | {}",
            value(&claim.figure),
            value(&claim.publisher)
        );
        format!("{}\n", line.trim_end())
    });
    lines.collect()
}

/// The prizes told of: `prize | winner | film`, a line each.
fn prizes(text: &str) -> String {
    let reading = read_press(text, &PressContext::default());
    let found = reading.event_findings(text);
    // What is less likely stays with the operator.
    let awards = found
        .iter()
        .filter(|event| event.kind == "award" && !event.is_unsure);
    let lines = awards.map(|event| {
        let value = |value: &Option<ovation_terms::Sourced<String>>| {
            value
                .as_ref()
                .map_or_else(String::new, |value| value.value.clone())
        };
        let film = event.film.clone().unwrap_or_default();
        let line = format!(
            "{} | {} | {film}",
            value(&event.prize),
            value(&event.winner)
        );
        format!("{}\n", line.trim_end())
    });
    lines.collect()
}

#[test]
fn a_score_is_told_from_the_number_of_its_reviews() {
    check(include_str!("../md/claims.md"), scores);
}

#[test]
fn a_prize_is_read_with_its_name_and_whoever_has_it() {
    check(include_str!("../md/awards.md"), prizes);
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

#[test]
fn a_score_is_claimed_for_whoever_publishes_it() {
    let text = "The film “The Salt Road” is currently at 97% on Filmometer from 31 reviews.";
    assert!(
        events(text).contains("97% on Filmometer"),
        "{}",
        events(text)
    );
}

#[test]
fn a_score_without_its_number_of_reviews_and_a_sum_without_a_sign_are_claims() {
    let cases = [
        (
            "The film “The Salt Road” is currently 100 % fresh with critics on the aggregator Filmometer.",
            "100 % fresh with critics on the aggregator Filmometer",
            "100 %",
            "Filmometer",
        ),
        (
            "The film “The Salt Road” took 2.4 million crowns at the box office over the weekend.",
            "took 2.4 million crowns at the box office over the weekend",
            "2.4 million crowns",
            "",
        ),
    ];
    for (text, claimed, figure, source) in cases {
        let reading = read_press(text, &PressContext::default());
        let words =
            |span: Option<Span>| span.map_or("", |span| text.get(span.start..span.end).unwrap());
        let claims = reading.claims.iter();
        let claims: Vec<_> = claims
            .map(|claim| {
                (
                    words(Some(claim.words)),
                    words(claim.figure),
                    words(claim.source),
                    claim.film.as_deref(),
                )
            })
            .collect();
        assert_eq!(claims, [(claimed, figure, source, Some("The Salt Road"))]);
    }
    // Who publishes a score is no film.
    let text = "The film “The Salt Road” opened on Friday.\n\nThe picture is currently 100 % fresh with critics on the \
        aggregator Plaudit, as the posters in the foyer have it. They do not say of how many.";
    let reading = read_press(text, &PressContext::default());
    // What is less likely stays with the operator.
    let shown = reading.claims.iter().filter(|claim| claim.is_sure);
    let films = shown.map(|claim| claim.film.as_deref());
    assert!(films.eq([Some("The Salt Road")]), "{:?}", reading.claims);
    // How many saw it is a claim without a figure of a score.
    let text = "The film “The Salt Road” was seen by 2.4 million viewers.";
    let reading = read_press(text, &PressContext::default());
    let figures = reading.claims.iter().filter_map(|claim| claim.figure);
    assert_eq!(figures.count(), 0, "{:?}", reading.claims);
}

#[test]
fn a_speaker_without_a_name_is_more_than_an_article() {
    let cases = [
        (
            "A reporter suggested that the long scene had been shortened since the first cut.",
            "A reporter",
        ),
        (
            "A woman in the third row said that it was long.",
            "A woman in the third row",
        ),
        ("The spokesman said the film was delayed.", "The spokesman"),
    ];
    for (text, wanted) in cases {
        let reading = read_press(text, &PressContext::default());
        let speaker = reading.statements.first().and_then(|said| said.named);
        let speaker = speaker.and_then(|span| text.get(span.start..span.end));
        assert_eq!(speaker, Some(wanted), "{text}");
    }
}

mod sure {
    use ovation_press::{PressContext, is_no_speaker, read_press};
    use proptest::prelude::*;

    /// Who can stand before a verb of speech, in seven languages, and be nobody.
    const NOBODY: [&str; 28] = [
        "100", "12", "who", "Who", "which", "she", "They", "everyone", "this", "seven", "qui",
        "elle", "trois", "wer", "sie", "zwei", "quien", "ella", "cinco", "chi", "lei", "quattro",
        "quem", "ela", "quatro", "кто", "она", "три",
    ];

    fn speakers(text: &str) -> Vec<String> {
        let reading = read_press(text, &PressContext::default());
        let shown = reading.statements.iter().filter(|said| said.is_sure);
        shown
            .map(|said| {
                let named = said.named.unwrap();
                text.get(named.start..named.end).unwrap().to_owned()
            })
            .collect()
    }

    #[test]
    fn a_named_person_is_shown_and_a_number_a_title_or_a_phrase_is_not() {
        let text = "The director Ada Marlow came to the festival with “Low Tide”.\n\n“We shot for nine weeks in the \
                    rain and I loved every day of it,” Marlow said.\n\n“It is 100 percent on Glass Scores with \
                    critics,” 100 said.\n\nIn fact, who said it was late?\n\nHer Low Tide said that “nothing is as \
                    quiet as the sea at night”.";
        let shown = speakers(text);
        assert!(shown.iter().any(|name| name == "Ada Marlow"), "{shown:?}");
        assert!(shown.iter().all(|name| name == "Ada Marlow"), "{shown:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn no_shown_statement_is_a_numbers_a_pronouns_or_a_relative_words(
            lines in proptest::collection::vec(
                (0..NOBODY.len(), 0..7_usize, 0..4_usize),
                1..6,
            ),
        ) {
            let mut text = "Ada Marlow and Bo Tarn brought “Low Tide” to the festival.\n\n".to_owned();
            for (who, verb, form) in lines {
                let who = NOBODY.get(who).copied().unwrap_or("who");
                let verb = ["said", "told", "says", "a déclaré", "sagte", "dijo", "disse"][verb];
                let said = match form {
                    0 => format!("“We worked on it for nine long weeks,” {who} {verb}.\n\n"),
                    1 => format!("{who} {verb} that the film was made in nine weeks of rain.\n\n"),
                    2 => format!("{who} {verb}: “The sea is a hard master to work for.”\n\n"),
                    _ => format!("“The sea is hard,” {who} {verb}, “and it never waits for anybody.”\n\n"),
                };
                text = [text, said].concat();
            }
            for name in speakers(&text) {
                prop_assert!(!is_no_speaker(&name), "{name}\n{text}");
                prop_assert!(!name.chars().all(|letter| !letter.is_alphabetic()), "{name}");
            }
        }
    }
}
