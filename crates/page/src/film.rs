//! Which film the page says it reviews: from its headline, its own markup and its text.

mod forms;
mod quoted;
mod rated;
mod released;
mod spans;
mod titles;
mod weighing;
mod wording;
mod years;

use ovation_language::data::headlines::{CREDIT, NO_TITLE};
use ovation_language::words::{self, REVIEW};
use ovation_terms::fold;
pub(super) use quoted::quoted;
pub(super) use rated::unrated;
pub use rated::{RatedTitle, rated_title};
pub(super) use released::{
    RankedYear, YearFeature, YearPage, YearPlace, Years, film_years, reasons as reasons_of_year,
};
pub(super) use titles::{
    Marked, RankedTitle, Source, TitleLine, TitlePage, TitlePlace, Titles, reasons, titles,
};
pub(super) use weighing::TitleFeature;
use years::year_in_lower;
pub(super) use years::{stated_year, without_year, year_beside};

/// A possible title and how likely it is.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) title: String,
    pub(super) year: Option<i16>,
    pub(super) score: f64,
    /// Where it was seen, for evidence: `headline`, `text`, `slug`.
    pub(super) from: &'static str,
    /// Of `text`: the marked words in the page's text that it was taken from.
    pub(super) at: Option<std::ops::Range<usize>>,
}

/// Whether a headline begins with this title in quotation marks.
pub(super) fn opens_with(headline: &str, title: &str) -> bool {
    let headline = headline.trim_start();
    let is_open = headline.starts_with(['“', '„', '«', '"', '『', '「', '《', '‘', '\'']);
    let first = quoted(headline).into_iter().next();
    is_open && first.is_some_and(|first| fold(first) == fold(title))
}

/// Everything about the page that a title is sought in.
pub(super) struct TitleFacts<'a> {
    /// The headline, without the site's name.
    pub(super) headline: &'a str,
    /// The article's text, [`words::spaced`].
    pub(super) text: &'a str,
    /// The same without the headline, which is no mention of the film of its own.
    pub(super) below: &'a str,
    /// The article's first lines, as printed.
    pub(super) opening: &'a str,
    /// Texts in italics or bold, and in quotation marks, in the article.
    pub(super) marked: &'a [String],
    /// Where each of them stands in the page's text.
    pub(super) marked_at: &'a [Option<std::ops::Range<usize>>],
    /// The last part of the address, words parted by spaces, [`words::spaced`].
    pub(super) slug: &'a str,
    /// Captions, alternative texts, tags.
    pub(super) asides: &'a str,
    /// The title and year in the line of credits.
    pub(super) credited: Option<(&'a str, Option<i16>)>,
}

/// The possible titles as they are gathered, each once.
#[derive(Default)]
struct TitleGathering {
    found: Vec<Candidate>,
    /// The title of each, [`words::spaced`].
    keys: Vec<String>,
}

impl TitleGathering {
    /// Adds a title that was seen somewhere; one that is known already gains by it.
    fn add(
        &mut self,
        clues: &TitleFacts<'_>,
        (title, year): (&str, Option<i16>),
        score: f64,
        from: &'static str,
    ) {
        let title = clean(title);
        if title.is_empty() || title.chars().count() > 100 {
            return;
        }
        let key = words::spaced(&title);
        // Four digits are a title where the headline has them as one and the text takes them up.
        let is_title = is_number(key.trim())
            && score >= 3.0
            && (year.is_some() || words::mentions(clues.below, &key) > 0);
        if key.trim().is_empty() || (is_generic(key.trim()) && !is_title) {
            return;
        }
        let known = self.keys.iter().position(|known| *known == key);
        if let Some(known) = known.and_then(|at| self.found.get_mut(at)) {
            known.score = known.score.max(score) + 0.3;
            known.year = known.year.or(year);
        } else {
            self.keys.push(key);
            self.found.push(Candidate {
                title,
                year,
                score,
                from,
                at: None,
            });
        }
    }

    /// Adds the titles in italics, in bold and in quotation marks.
    fn add_marked(&mut self, clues: &TitleFacts<'_>) {
        for (at, title) in clues.marked.iter().enumerate().take(60) {
            let (bare, year) = without_year(title);
            let early = if at < 2 { 0.5 } else { 0.0 };
            let length = bare.split_whitespace().count();
            if length <= 9
                && bare
                    .chars()
                    .next()
                    .is_some_and(|c| c.is_uppercase() || !c.is_lowercase())
            {
                self.add(clues, (bare, year), 0.4 + early, "text");
            }
        }
        for candidate in self.found.iter_mut().filter(|found| found.from == "text") {
            let places = clues.marked.iter().zip(clues.marked_at).take(60);
            candidate.at = places
                .filter(|(words, _)| clean(without_year(words).0) == candidate.title)
                .find_map(|(_, at)| at.clone());
        }
    }
}

/// The possible titles, likeliest first.
pub(super) fn candidates(clues: &TitleFacts<'_>) -> Vec<Candidate> {
    let mut gathering = TitleGathering::default();
    forms::forms(clues.headline.trim(), &mut |title, year, score, _| {
        gathering.add(clues, (title, year), score, "headline");
    });
    if let Some(named) = clues.credited {
        gathering.add(clues, named, 3.6, "credits");
    }
    gathering.add_marked(clues);
    let mut found = gathering.found;
    let explicit = explicit_titles(&found, clues);
    let keys = Keys {
        marked: clues
            .marked
            .iter()
            .map(|mark| words::spaced(mark))
            .collect(),
        slug: fold(clues.slug),
        opening: words::spaced(clues.opening),
        lower_opening: clues.opening.to_lowercase(),
        headline: words::spaced(clues.headline),
    };
    for candidate in &mut found {
        let key = words::spaced(&candidate.title);
        weigh(candidate, &key, clues, &keys);
        // `Title: Subtitle review`: the part before the colon is no title of its own.
        if explicit.iter().any(|longer| {
            let is_part = longer.starts_with(&key) || longer.ends_with(&key);
            *longer != key && is_part && candidate.from == "headline"
        }) {
            candidate.score -= 1.5;
        }
        let is_whole = candidate.title.contains(": ") && candidate.from == "headline";
        if is_whole && explicit.contains(&key) && words::mentions(clues.below, &key) > 0 {
            candidate.score += 0.6;
        }
    }
    below_headline(&mut found, &explicit, clues);
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    found
}

/// The titles, [`words::spaced`], that a form of headlines sets apart, or that have a colon and are
/// taken up by the text.
fn explicit_titles(found: &[Candidate], clues: &TitleFacts<'_>) -> Vec<String> {
    let is_explicit = |candidate: &&Candidate| {
        let is_phrase = candidate.title.contains(": ") && candidate.from == "headline";
        let key = words::spaced(&candidate.title);
        let is_named = is_phrase && words::mentions(clues.below, &key) > 0;
        (candidate.score >= 3.0 || is_named) && !words::has(&candidate.title, REVIEW)
    };
    let explicit = found.iter().filter(is_explicit);
    explicit
        .map(|candidate| words::spaced(&candidate.title))
        .collect()
}

/// A film named in the text alone is the subject only where the headline names none: where the text
/// never takes up the headline's words, and comes back to a title in italics.
fn below_headline(found: &mut [Candidate], explicit: &[String], clues: &TitleFacts<'_>) {
    let headline_key = words::spaced(clues.headline.trim());
    let best = found
        .iter()
        .filter(|candidate| candidate.from == "headline")
        .max_by(|a, b| a.score.total_cmp(&b.score));
    let is_taken_up =
        best.is_some_and(|best| words::mentions(clues.below, &words::spaced(&best.title)) > 0);
    let is_explicit = best.is_some_and(|best| explicit.contains(&words::spaced(&best.title)));
    let best = best.map_or(0.0, |best| best.score);
    for candidate in found {
        if candidate.from != "text" || best < 1.9 {
            continue;
        }
        let key = words::spaced(&candidate.title);
        let mentions = words::mentions(clues.below, &key);
        let is_dated = candidate.year.is_some() && candidate.score >= 3.0;
        let is_subject = (mentions >= 4 && is_dated && !is_taken_up && !is_explicit)
            || (mentions >= 3 && best < 2.2);
        if words::mentions(&headline_key, &key) == 0 && !is_subject {
            candidate.score = candidate.score.min(best - 0.2);
        }
    }
}

/// What candidates are held against, made for that once.
struct Keys {
    marked: Vec<String>,
    slug: String,
    opening: String,
    lower_opening: String,
    headline: String,
}

fn weigh(candidate: &mut Candidate, key: &str, clues: &TitleFacts<'_>, keys: &Keys) {
    let in_text = words::mentions(clues.text, key);
    #[expect(clippy::cast_precision_loss, reason = "at most 6")]
    let repeats = in_text.min(6) as f64;
    candidate.score += repeats * 0.35;
    if in_text == 0 && candidate.from == "headline" {
        candidate.score -= 0.5;
    }
    let marks = keys.marked.iter().filter(|mark| *mark == key).count();
    #[expect(clippy::cast_precision_loss, reason = "at most 4")]
    let marks = marks.min(4) as f64;
    candidate.score += marks * 0.4;
    // Addresses are written without accents.
    if keys.slug.contains(&fold(&candidate.title)) {
        candidate.score += 0.5;
    }
    if words::mentions(&keys.opening, key) > 0 {
        candidate.score += 0.4;
    }
    if words::mentions(clues.asides, key) > 0 {
        candidate.score += 0.4;
    }
    if candidate.from == "text" && words::mentions(&keys.headline, key) > 0 {
        candidate.score += 1.6;
    }
    if candidate.year.is_none() {
        candidate.year = year_in_lower(&keys.lower_opening, &candidate.title);
    }
    if candidate.year.is_some() {
        candidate.score += 0.4;
    }
    let letters = candidate.title.chars().count();
    if letters < 3 && candidate.from == "text" {
        candidate.score -= 1.0;
    }
    if words::has(&candidate.title, REVIEW) {
        candidate.score -= 1.0;
    }
}

pub(super) fn clean(title: &str) -> String {
    let title = title.trim().trim_matches([
        '"', '“', '”', '„', '«', '»', '『', '』', '「', '」', '《', '》', '‘', '*', '_', ' ', ':',
        '|', '-', '–', '—', ',', '/', '·', '【', '】', '\u{a0}',
    ]);
    let title = title
        .strip_suffix('.')
        .filter(|_| !title.ends_with(".."))
        .unwrap_or(title);
    let title = title.trim_end_matches(['’', '\'']).trim();
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn is_generic(key: &str) -> bool {
    let is_credit = CREDIT
        .iter()
        .any(|word| key.starts_with(word) || key.contains("credits"));
    is_credit || NO_TITLE.contains(&key) || is_number(key)
}

/// Four digits: a year as a rule, and a title now and then.
fn is_number(key: &str) -> bool {
    key.len() == 4 && key.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests;
