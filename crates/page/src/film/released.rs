//! Every year on the page that may be the film's, with what speaks for each and against it; a learned
//! ranker picks one or none.

use super::stated_year;
use super::weighing::logarithm;
use super::years::is_year;
use crate::rank::{Ranker, Row, features};
use ovation_language::data::{headlines, years};
use ovation_language::dates::{DayOrder, find_days};
use ovation_language::words::{self, FILM};
use ovation_terms::Evidence;
use std::ops::Range;
use std::sync::LazyLock;

features!(
    /// What a year is weighed by.
    YearFeature {
        InHeadline: "place: in the headline",
        InTitle: "place: in the page's title",
        InCard: "place: in what the page says of itself to other sites",
        InFirst: "place: in the article's first lines",
        InEarly: "place: in the lines below them",
        InLater: "place: further below",
        ShortLine: "place: in a short line",
        LongLine: "place: in a long line",
        LineEnd: "place: ends its line",
        LineWhole: "place: a line of its own",
        LabelAlone: "place: behind a label, with nothing else in its line",
        Bracket: "place: in brackets",
        BracketFirst: "place: in brackets at the head of a line",
        BracketHeadline: "place: in brackets in the headline",
        BehindTitle: "title: right before it",
        BracketBehindTitle: "title: before the brackets that it stands in",
        NearTitle: "title: a few words before it",
        BeforeTitle: "title: right behind it",
        TitleInLine: "title: in its line",
        Labelled: "said: behind a label of years",
        Stated: "said: as the year of a film",
        FilmBeside: "said: beside a word for a film",
        BehindOf: "said: behind a word such as from",
        Directed: "said: in a line that says who directed",
        Credits: "said: in the line of credits",
        Length: "said: in a line with a length",
        InDay: "said: part of a day",
        Copyright: "said: behind a sign of copyright",
        Several: "said: with other years in its line",
        Rule: "form: right beside the title, in the credits, or stated",
        Tag: "tags: one is it",
        Often: "page: how often it stands there",
        Only: "page: no other year in the article",
        FirstYear: "page: the first in the article",
        SamePublished: "day: year of publication",
        SamePublishedBeside: "day: year of publication, not beside the title",
        YearBefore: "day: the year before",
        FewBefore: "day: two to four years before",
        LongBefore: "day: long before",
        After: "day: after publication",
        Unknown: "day: of publication not known",
        None: "none: always",
        NoneUnknown: "none: the day of publication is not known",
        NoneMany: "none: how many years",
        NoneNoRule: "none: none right beside the title, in the credits, or stated",
    }
);

/// What years are sought in.
pub(crate) struct YearPage<'a> {
    pub(crate) headline: &'a str,
    /// The page's title, and titles and descriptions for other sites.
    pub(crate) title: &'a str,
    pub(crate) cards: &'a [(String, Evidence)],
    /// The article's lines, in order, with where each stands.
    pub(crate) lines: &'a [(Range<usize>, &'a str)],
    /// What the film is called, in small letters.
    pub(crate) names: &'a [String],
    /// Where the line of credits stands.
    pub(crate) credits: Option<Range<usize>>,
    /// The year in the line of credits.
    pub(crate) credited: Option<i16>,
    /// The year that stands beside the title, in the credits or is stated.
    pub(crate) ruled: Option<i16>,
    pub(crate) tags: &'a [String],
    /// Year of publication.
    pub(crate) published: Option<i16>,
}

/// Where a year stands.
#[derive(Clone, Debug)]
pub(crate) enum YearPlace {
    Headline,
    Text(Range<usize>),
    Markup(Evidence),
    Unknown,
}

/// A year that was weighed.
#[derive(Clone, Debug)]
pub(crate) struct RankedYear {
    pub(crate) year: i16,
    pub(crate) place: YearPlace,
    pub(crate) row: Row,
    pub(crate) share: f32,
    /// How much the place speaks for it that it is shown at.
    best: f32,
    count: usize,
}

/// The years of a page, likeliest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Years {
    pub(crate) list: Vec<RankedYear>,
    pub(crate) none: Row,
    pub(crate) is_given: bool,
}

static RANKER: LazyLock<Ranker> = LazyLock::new(|| {
    Ranker::read(
        include_str!("../../models/fields/year.tsv"),
        YearFeature::NAMES,
    )
});

/// The most lines of the article that are looked at.
const LINES: usize = 400;

/// Finds and ranks the years.
pub(crate) fn film_years(page: &YearPage<'_>) -> Years {
    let mut years = Years::default();
    let mut add = |year: i16, place: YearPlace, row: Row| {
        let score = RANKER.score(&row);
        match years.list.iter_mut().find(|known| known.year == year) {
            Some(known) => {
                known.row.join(&row);
                known.count += 1;
                if score > known.best {
                    (known.best, known.place) = (score, place);
                }
            }
            None => years.list.push(RankedYear {
                year,
                place,
                row,
                share: 0.0,
                best: score,
                count: 1,
            }),
        }
    };
    let mut in_article: Vec<i16> = Vec::new();
    for (at, (range, line)) in page.lines.iter().take(LINES).enumerate() {
        each(line, |year, place| {
            let mut row = of_line(page, line, &place);
            row.flag(YearFeature::InFirst, at < 3);
            row.flag(YearFeature::InEarly, (3..12).contains(&at));
            row.flag(YearFeature::InLater, at >= 12);
            let credits = page.credits.as_ref();
            let is_credits =
                credits.is_some_and(|it| range.start <= it.start && it.end <= range.end);
            row.flag(YearFeature::Directed, is_credits);
            let place = range.start + place.start..range.start + place.end;
            add(year, YearPlace::Text(place), row);
            in_article.push(year);
        });
    }
    each(page.headline, |year, place| {
        let mut row = of_line(page, page.headline, &place);
        row.flag(YearFeature::BracketHeadline, row.has(YearFeature::Bracket));
        row.flag(YearFeature::InHeadline, true);
        add(year, YearPlace::Headline, row);
    });
    each(page.title, |year, place| {
        let mut row = of_line(page, page.title, &place);
        row.flag(YearFeature::BracketHeadline, row.has(YearFeature::Bracket));
        row.flag(YearFeature::InTitle, true);
        add(year, YearPlace::Unknown, row);
    });
    for (words, evidence) in page.cards {
        each(words, |year, place| {
            let mut row = of_line(page, words, &place);
            row.flag(YearFeature::InCard, true);
            add(year, YearPlace::Markup(evidence.clone()), row);
        });
    }
    let is_single = in_article.windows(2).all(|two| two.first() == two.last());
    let first = in_article.first().copied();
    for found in &mut years.list {
        of_year(page, found);
        let row = &mut found.row;
        row.flag(YearFeature::Only, is_single && first == Some(found.year));
        row.flag(YearFeature::FirstYear, first == Some(found.year));
    }
    let none = &mut years.none;
    none.flag(YearFeature::None, true);
    none.flag(YearFeature::NoneUnknown, page.published.is_none());
    none.flag(YearFeature::NoneNoRule, page.ruled.is_none());
    none.add(YearFeature::NoneMany, logarithm(years.list.len()));
    let ranked = RANKER.rank(years.list.iter().map(|it| &it.row), &years.none);
    for (year, share) in years.list.iter_mut().zip(&ranked.shares) {
        year.share = *share;
    }
    years.is_given = ranked.best.is_some() && ranked.p >= RANKER.bound;
    years
        .list
        .sort_by(|one, other| other.share.total_cmp(&one.share));
    years
}

/// What weighed most for a year, in words.
pub(crate) fn reasons(year: &RankedYear) -> String {
    RANKER.reasons(&year.row)
}

/// What the year itself says.
fn of_year(page: &YearPage<'_>, found: &mut RankedYear) {
    let (year, count) = (found.year, found.count);
    let row = &mut found.row;
    row.flag(YearFeature::Rule, page.ruled == Some(year));
    row.flag(YearFeature::Credits, page.credited == Some(year));
    let digits = year.to_string();
    row.flag(YearFeature::Tag, page.tags.contains(&digits));
    row.add(YearFeature::Often, logarithm(count));
    let Some(published) = page.published else {
        row.flag(YearFeature::Unknown, true);
        return;
    };
    let is_beside = row.has(YearFeature::BehindTitle)
        || row.has(YearFeature::BracketBehindTitle)
        || row.has(YearFeature::Rule);
    row.flag(YearFeature::SamePublished, year == published);
    row.flag(
        YearFeature::SamePublishedBeside,
        year == published && !is_beside,
    );
    let before = published - year;
    row.flag(YearFeature::YearBefore, before == 1);
    row.flag(YearFeature::FewBefore, (2..=4).contains(&before));
    row.flag(YearFeature::LongBefore, before > 4);
    row.flag(YearFeature::After, before < 0);
}

/// Gives each year of a line with where it stands there; no decades, and no part of a longer number.
fn each(line: &str, mut take: impl FnMut(i16, Range<usize>)) {
    let bytes = line.as_bytes();
    let mut at = 0;
    while let Some(four) = line.as_bytes().get(at..at + 4) {
        if !matches!(four, [b'1' | b'2', ..]) {
            at += 1;
            continue;
        }
        let is_part = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        let word = line.get(at..at + 4).unwrap_or("");
        if is_year(word) && !is_part(before) && !is_part(bytes.get(at + 4)) {
            if let Ok(year) = word.parse() {
                take(year, at..at + 4);
            }
            at += 4;
        } else {
            at += 1;
        }
    }
}

/// What the line around a year says.
fn of_line(page: &YearPage<'_>, line: &str, place: &Range<usize>) -> Row {
    let mut row = Row::default();
    let before = line.get(..place.start).unwrap_or("");
    let behind = line.get(place.end..).unwrap_or("");
    let letters = line.len();
    let is_mark = |c: char| !c.is_alphanumeric();
    row.flag(YearFeature::ShortLine, letters < 90);
    row.flag(YearFeature::LongLine, letters > 250);
    row.flag(YearFeature::LineEnd, behind.chars().all(is_mark));
    let is_alone = behind.chars().all(is_mark);
    row.flag(
        YearFeature::LineWhole,
        is_alone && before.chars().all(is_mark),
    );
    let label = before.trim_end().strip_suffix([':', '：']);
    let is_short = |label: &str| label.len() < 30 && !label.contains([':', '.', ',']);
    row.flag(
        YearFeature::LabelAlone,
        is_alone && label.is_some_and(is_short),
    );
    let said = label.map(|label| label.trim().to_lowercase());
    let is_label = said.is_some_and(|it| years::LABEL.contains(&it.as_str()));
    row.flag(YearFeature::Labelled, is_label);
    bracket(page, before, behind, &mut row);
    title_beside(page, line, before, behind, &mut row);
    let stated = stated_year(line).is_some_and(|(_, at)| at == *place);
    row.flag(YearFeature::Stated, stated);
    let mut next = behind.split(is_mark).filter(|word| !word.is_empty());
    let mut last = before.rsplit(is_mark).filter(|word| !word.is_empty());
    let (next, previous) = (next.next().unwrap_or(""), last.next().unwrap_or(""));
    let is_film = |word: &str| words::has(word, FILM);
    let is_film = is_film(next) || is_film(previous) || last.next().is_some_and(is_film);
    row.flag(YearFeature::FilmBeside, is_film);
    let previous = previous.to_lowercase();
    row.flag(
        YearFeature::BehindOf,
        years::OF.contains(&previous.as_str()),
    );
    row.flag(YearFeature::Length, crate::credits::has_length(line));
    let lower = line.to_lowercase();
    let mut directed = headlines::DIRECTED_BY.iter();
    let is_directed = letters < 250 && directed.any(|it| lower.contains(*it));
    row.flag(YearFeature::Directed, is_directed);
    let days = find_days(line, DayOrder::DayFirst);
    let is_day = days
        .iter()
        .any(|day| day.range.start <= place.start && place.end <= day.range.end);
    row.flag(YearFeature::InDay, is_day);
    let sign: String = before.chars().rev().take(24).collect();
    row.flag(YearFeature::Copyright, sign.contains('©'));
    let mut count = 0;
    each(line, |_, _| count += 1);
    row.flag(YearFeature::Several, count > 1);
    row
}

fn bracket(page: &YearPage<'_>, before: &str, behind: &str, row: &mut Row) {
    let open = before.rfind(['(', '[', '（', '【']);
    let is_shut = |from: usize| {
        let inner = before.get(from..).unwrap_or("");
        inner.contains([')', ']', '）', '】'])
    };
    let Some(open) = open.filter(|open| !is_shut(*open) && before.len() - open < 90) else {
        return;
    };
    let near: String = behind.chars().take(60).collect();
    if !near.contains([')', ']', '）', '】']) {
        return;
    }
    row.flag(YearFeature::Bracket, true);
    let front = before.get(..open).unwrap_or("").trim_end();
    row.flag(YearFeature::BracketFirst, front.is_empty());
    // `(no relation to the 2023 thriller)` speaks of another film: a year of this one stands bare, behind a
    // sign or behind a name.
    let inner = before.get(open..).unwrap_or("").trim_end();
    let last = inner.split_whitespace().next_back().unwrap_or("");
    let runs_on = last.starts_with(char::is_lowercase) && last.ends_with(char::is_alphabetic);
    row.flag(
        YearFeature::BracketBehindTitle,
        !runs_on && ends_with_title(page, front),
    );
}

/// Whether words end with what the film is called, but for marks.
fn ends_with_title(page: &YearPage<'_>, words: &str) -> bool {
    let words = words.trim_end_matches(|c: char| !c.is_alphanumeric());
    let from = words.floor_char_boundary(words.len().saturating_sub(220));
    let lower = words.get(from..).unwrap_or("").to_lowercase();
    page.names.iter().any(|name| {
        let name = name.trim_end_matches(|c: char| !c.is_alphanumeric());
        !name.is_empty() && lower.ends_with(name)
    })
}

/// Where the film is named in the line of a year.
fn title_beside(page: &YearPage<'_>, line: &str, before: &str, behind: &str, row: &mut Row) {
    row.flag(YearFeature::BehindTitle, ends_with_title(page, before));
    // `from 2006`, `, a 2006`: a word or two between.
    let mut front = before;
    for _ in 0..2 {
        front = front.trim_end_matches(|c: char| !c.is_alphanumeric());
        front = front.trim_end_matches(char::is_alphanumeric);
        row.flag(YearFeature::NearTitle, ends_with_title(page, front));
    }
    let end = behind.floor_char_boundary(behind.len().min(220));
    let rest = behind.get(..end).unwrap_or("").to_lowercase();
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let starts = page
        .names
        .iter()
        .any(|name| rest.starts_with(name.as_str()));
    row.flag(YearFeature::BeforeTitle, starts);
    if line.len() < 600 {
        let lower = line.to_lowercase();
        let has = page.names.iter().any(|name| lower.contains(name.as_str()));
        row.flag(YearFeature::TitleInLine, has);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_is_of_these_features() {
        assert!(RANKER.strange.is_empty(), "{:?}", RANKER.strange);
        assert!(!RANKER.version.is_empty());
    }
}
