//! Who said what, in invented sentences of five languages.

use ovation_read::press::{SpeechKind, Statement, read_press};
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
    let reading = read_press(text);
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

/// Each case of a Markdown file: a heading, a block of text, a block of what is wanted.
fn check(cases: &str) {
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
        if given.trim() != wanted.trim() {
            wrong = format!("{wrong}\n{name}\nwanted\n{wanted}given\n{given}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn statements_are_read_with_their_speakers() {
    check(include_str!("../md/statements.md"));
}

proptest! {
    #[test]
    fn any_text_is_read_and_every_span_lies_in_it(
        text in "([A-Za-z]{1,8}| |\\. |, |\"|“|”|‘|’|«|»|„|''|said |he |Mr\\. |\n|é|漢|—|: ){0,80}"
    ) {
        let reading = read_press(&text);
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
        read_press(&text);
    }
}
