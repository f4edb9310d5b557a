//! What the run of a text and the article's own layout say of a page's kind.

use super::Signs;
use super::features::{EDGE_BYTES, KindSheet, Said};
use super::layout::Layout;
use super::rhythm::{Rhythm, rhythm};
use super::words::boundary;
use ovation_language::data::MONTHS;
use ovation_language::dates::is_weekday;
use ovation_language::words::List;

/// What stands in the article.
pub(super) fn own_layout(sheet: &mut KindSheet, layout: &Layout) {
    for (what, count) in [
        ("the article's lists", layout.own_lists),
        ("the article's tables", layout.own_tables),
        ("the article's players", layout.own_players),
        ("the article's bold words", layout.own_strong),
        ("numbered headings", layout.numbered_headings),
        ("headings that ask", layout.asking_headings),
        ("headings with a year", layout.dated_headings),
        ("films of a catalogue linked to", layout.linked_films),
        ("links to other sites", layout.links_out),
        ("links of a sentence", layout.long_links),
        ("elements alike", layout.alike),
        ("the article's elements alike", layout.own_alike),
    ] {
        sheet.count(what, count);
    }
    sheet.flag("four elements alike or more", layout.alike >= 4);
    sheet.flag(
        "four of the article's elements alike or more",
        layout.own_alike >= 4,
    );
    sheet.flag(
        "three numbered headings or more",
        layout.numbered_headings >= 3,
    );
    sheet.flag(
        "three headings with a year or more",
        layout.dated_headings >= 3,
    );
}

/// How the text runs.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^23")]
pub(super) fn lines(sheet: &mut KindSheet, text: &str) -> Rhythm {
    sheet.place = "text";
    let run = rhythm(text);
    for (what, count) in [
        ("lines that ask", run.asking),
        ("lines that begin with a number", run.numbered),
        ("lines that break off", run.cut),
        ("short lines", run.short),
        ("lines under a short one", run.headed),
        ("times of day", run.clocks),
        ("days in digits", run.days),
        ("letters of the longest line", run.longest),
    ] {
        sheet.count(what, count);
    }
    let of = |count: usize, all: usize| count as f32 / all.max(1) as f32;
    sheet.add("share of lines that ask", of(run.asking, run.lines));
    sheet.add("share of short lines", of(run.short, run.lines));
    sheet.add("share of lines that break off", of(run.cut, run.lines));
    sheet.add("share of names", of(run.names, run.words) * 4.0);
    sheet.add(
        "share of words with digits",
        of(run.numbers, run.words) * 8.0,
    );
    sheet.flag("three lines that ask or more", run.asking >= 3);
    sheet.flag("a time of day", run.clocks > 0);
    run
}

/// What the run of a text says beside its words.
pub(super) fn along(sheet: &mut KindSheet, signs: &Signs<'_>, run: &Rhythm, said: &Said) {
    sheet.place = "together";
    let (lead, headline) = (
        signs.text.get(..boundary(signs.text, EDGE_BYTES)),
        signs.headline,
    );
    let days_of_the_week = |text: &str| {
        let words = text.split(|letter: char| !letter.is_alphabetic());
        words
            .filter(|word| word.len() > 3 && is_weekday(&word.to_lowercase()))
            .count()
    };
    let weekdays = days_of_the_week(lead.unwrap_or(""));
    let in_headline = days_of_the_week(headline);
    sheet.count("days of the week in the lead", weekdays.min(6));
    let is_month = |word: &str| {
        let lower = word.to_lowercase();
        word.len() > 3 && MONTHS.iter().any(|names| names.contains(&lower.as_str()))
    };
    let mut words = headline.split(|letter: char| !letter.is_alphabetic());
    let has_month = words.any(is_month);
    let has_day = rhythm(headline).days > 0;
    sheet.flag("headline of a month", has_month);
    sheet.flag("headline of a day", has_day || in_headline > 0);
    let is_timed = run.clocks > 0 || run.days > 1 || weekdays > 1 || has_day;
    let is_event = said.headline.has(List::Event) || signs.tally.count(List::Event) > 2;
    sheet.flag("words of events, with times", is_timed && is_event);
    let number = headline
        .split_whitespace()
        .any(|word| word.len() <= 3 && word.parse::<u32>().is_ok_and(|it| it >= 3));
    let is_ranked = said.headline.has(List::Ranked);
    sheet.flag("headline of a list, with a number", number && is_ranked);
    sheet.flag(
        "a number, and entries with a head",
        number && run.headed >= 3,
    );
    sheet.flag(
        "headline leads elsewhere",
        headline.trim_end().ends_with(['→', '»', '›', '↗', '⇒']),
    );
    let asks = run.asking >= 3;
    sheet.flag(
        "asks, and words for an interview",
        asks && (said.headline.has(List::Interview) || said.labels.has(List::Interview)),
    );
    let sells = said.address.has(List::Shop) || signs.tally.count(List::Shop) > 2;
    sheet.flag("words of shops, something stated as sold", {
        sells && (signs.claims_product || signs.stated.get(4) == Some(&true))
    });
}
