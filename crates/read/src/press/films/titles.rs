//! Where titles may stand: between marks, or in runs of words in capitals.

use crate::press::lexicon::Class;
use crate::press::tokens::Tokens;

/// Whether what stands between marks is written as a title: capitals but for small words, ten words at most.
pub(super) fn title_in_marks(
    tokens: &Tokens<'_>,
    from: usize,
    mut to: usize,
) -> Option<(usize, usize)> {
    while to > from && matches!(tokens.at(to - 1).class, Class::Comma | Class::Semicolon)
        || to > from + 1 && tokens.at(to - 1).class == Class::Stop && tokens.text_of(to - 1) == "."
    {
        to -= 1;
    }
    let mut words = 0;
    for at in from..to {
        let token = tokens.at(at);
        if !token.is_word() {
            if matches!(token.class, Class::Stop) && tokens.at(at + 1).is_word() && at > from + 3 {
                return None;
            }
            continue;
        }
        words += 1;
        let is_title_word = token.is_capital
            || matches!(
                token.class,
                Class::Number
                    | Class::In
                    | Class::And
                    | Class::The
                    | Class::A
                    | Class::To
                    | Class::Genitive
                    | Class::Be
                    | Class::His
                    | Class::Not
            )
            || (matches!(token.class, Class::Said | Class::Small)
                && words > 1
                && tokens.text_of(at).len() <= 3);
        if !is_title_word {
            return None;
        }
    }
    let first = tokens.at(from);
    let opens = first.is_capital || first.class == Class::Number;
    (opens && (1..=10).contains(&words)).then_some((from, to))
}

/// Runs of words in capitals with small words between, outside marks or not.
pub(super) fn runs(tokens: &Tokens<'_>) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let token = tokens.at(at);
        let opens = token.is_capital && token.is_word()
            || token.class == Class::Number
                && is_title_like(tokens.at(at + 1).class)
                && tokens.text_of(at).len() <= 3;
        if !opens {
            at += 1;
            continue;
        }
        let from = at;
        let mut to = at + 1;
        let mut look = to;
        while look < tokens.len() && look - from < 9 {
            let next = tokens.at(look);
            if next.sentence != token.sentence {
                break;
            }
            if next.is_word() && next.is_capital
                || next.class == Class::Number && is_title_number(tokens, look)
            {
                look += 1;
                to = look;
            } else if look - to < 2 && joins_titles(tokens, look)
                || joins_sign(tokens, from, to, look)
            {
                look += 1;
            } else {
                break;
            }
        }
        add_run(tokens, from, to, &mut runs);
        at = to.max(at + 1);
    }
    runs
}

/// `'s`, a colon after a word or two, the stop of `Mr.`.
fn joins_sign(tokens: &Tokens<'_>, from: usize, to: usize, at: usize) -> bool {
    let next = tokens.at(at);
    match next.class {
        Class::Genitive => true,
        Class::Colon => to == at && tokens.at(at + 1).is_capital && at - from <= 2,
        Class::Stop => !next.is_spaced && tokens.at(at - 1).class == Class::Title,
        _ => false,
    }
}

/// Small words within titles: `of`, `in the`, `and the`. Before `The` a new title begins.
fn joins_titles(tokens: &Tokens<'_>, at: usize) -> bool {
    let next = tokens.at(at + 1);
    let is_new = matches!(next.class, Class::The | Class::A) && next.is_capital;
    match tokens.text_of(at) {
        "of" | "the" | "a" | "an" | "in" | "with" | "on" | "du" | "de" | "la" | "le" | "del"
        | "des" | "der" | "und" | "di" | "da" | "do" | "no" => !is_new,
        "and" | "to" | "for" | "&" => matches!(tokens.text_of(at + 1), "the" | "a"),
        _ => false,
    }
}

fn is_title_like(class: Class) -> bool {
    matches!(class, Class::Name | Class::Capitals)
}

fn is_title_number(tokens: &Tokens<'_>, at: usize) -> bool {
    let is_counted = matches!(tokens.at(at + 1).class, Class::Number | Class::Day)
        || matches!(
            tokens.text_of(at + 1),
            "years"
                | "year"
                | "days"
                | "weeks"
                | "p.m"
                | "a.m"
                | "films"
                | "minutes"
                | "months"
                | "times"
        );
    tokens.text_of(at).len() <= 1
        && matches!(tokens.near(at, -1).class, Class::Name | Class::Capitals)
        && !is_counted
        || tokens.text_of(at).len() <= 2 && !tokens.at(at + 1).is_word()
        || tokens.text_of(at).len() == 4
            && tokens.text_of(at).starts_with("20")
            && tokens.near(at, -1).class == Class::Name
}

/// Adds a run, and its pieces where it may be several names.
fn add_run(tokens: &Tokens<'_>, mut from: usize, to: usize, runs: &mut Vec<(usize, usize)>) {
    // A small word in capitals only because it opens the sentence.
    let first = tokens.at(from);
    let opens_sentence = tokens.near(from, -1).sentence != first.sentence;
    if opens_sentence
        && matches!(
            first.class,
            Class::In
                | Class::If
                | Class::And
                | Class::What
                | Class::Also
                | Class::That
                | Class::Who
                | Class::To
                | Class::Be
                | Class::His
                | Class::He
                | Class::Said
                | Class::Saying
                | Class::Ing
                | Class::Day
                | Class::Title
        )
        && to > from
    {
        from += 1;
        while from < to && !tokens.at(from).is_capital {
            from += 1;
        }
    }
    // `The Lanterns director said`: the article is the sentence's.
    if opens_sentence
        && first.class == Class::The
        && to > from + 1
        && matches!(
            tokens.text_of(to),
            "director"
                | "star"
                | "actor"
                | "actress"
                | "filmmaker"
                | "producer"
                | "alum"
                | "movie"
                | "film"
                | "trailer"
        )
    {
        from += 1;
    }
    if from >= to {
        return;
    }
    let counts = !opens_sentence
        && matches!(tokens.at(from).class, Class::A | Class::Number)
        && tokens.text_of(from).len() >= 3
        && to == from + 1
        && crate::press::numbers::number_of(&tokens.text_of(from).to_lowercase()).is_some();
    let has_name = counts
        || (from..to).any(|at| {
            is_title_like(tokens.at(at).class)
                || tokens.at(at).class == Class::Title
                || tokens.at(at).class == Class::Ing
                || tokens.at(at).class == Class::Ed
        });
    if !has_name {
        return;
    }
    runs.push((from, to));
    // `Roy’s Lanterns`: what is after the ending may be the title.
    let mut start = from;
    for at in from..to {
        let token = tokens.at(at);
        let splits = token.class == Class::Genitive
            || matches!(
                tokens.text_of(at),
                "in" | "with" | "on" | "and" | "to" | "for"
            );
        if splits {
            if start > from && at > start {
                runs.push((start, at));
            } else if start == from && at > from {
                runs.push((from, at));
            }
            start = at + 1;
            while start < to && !tokens.at(start).is_capital {
                start += 1;
            }
        }
    }
    if start > from && start < to {
        runs.push((start, to));
    }
}
