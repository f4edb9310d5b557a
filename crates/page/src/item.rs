//! A few words with a rating: short reviews on pages with markup, and short items of feeds.

use super::claims::{Claim, Subject, speaks_of_other};
use super::film::{self, Candidate};
use super::kind::Judgement;
use super::{Parts, article, kind, merge, printed};
use ovation_language::data::glyphs;
use ovation_language::seasons::season_in;
use ovation_language::words::{self, List, WordTally};
use ovation_terms::{
    Complaint, Day, PageKind, PrintedRating, ReadLimits, Reading, ReviewFinding, Sourced,
};
use std::borrow::Cow;

/// Letters of an article up to which it is a few words, of which the learned sum of signs cannot say
/// much.
const FEW: usize = 600;

/// What a short item of a feed holds.
#[derive(Debug)]
pub enum ShortItem {
    /// A review of a film, maybe with a doubt.
    Review(Box<ReviewFinding>),
    /// A review of something else, or none, and why.
    NoReview(String),
    /// No more than its first lines.
    Excerpt,
}

impl Parts<'_> {
    /// What holds of a page of a few words on which markup states a review: where it names and rates an
    /// unnamed sort of thing and has a sentence, that may be a film, and a person has to say; else it is
    /// a review of something, and no film press.
    pub(super) fn brief(&self, judged: Judgement, own: &[Claim]) -> Judgement {
        let is_open = matches!(
            judged.kind,
            PageKind::List | PageKind::News | PageKind::Other
        );
        let is_short = article::weight(&self.text) < FEW;
        if !is_open || judged.is_unsure || !is_short || own.is_empty() {
            return judged;
        }
        let is_brief = |claim: &Claim| claim.is_brief && claim.subject == Subject::Unknown;
        let is_brief = own.len() == 1 && own.iter().all(is_brief);
        let mut judged = judged;
        if is_brief {
            judged.is_unsure = true;
            judged.likely = Some(kind::unweighed());
            let why = "a short review by its markup, which does not say of what sort of thing";
            judged.why = format!("{why}; {}", judged.why);
        } else {
            judged.kind = PageKind::OtherReview;
        }
        judged
    }
}

/// Reads an item of a feed that has a few words only: a review where its title or its words state a
/// rating of what its title names.
///
/// `html` is a page made of the item; `labels` are its categories and the name of its feed.
pub fn read_short_item(
    html: &str,
    address: &str,
    fetched: Day,
    limits: &ReadLimits,
    labels: &str,
) -> ShortItem {
    let work = |parts: Parts<'_>, mut claims: Vec<Claim>, complaints: Vec<Complaint>| {
        let own = merge::own_claims(&mut claims);
        if own.is_empty() {
            return parts.short_item(labels);
        }
        held(parts.reading(own, limits, complaints, None))
    };
    super::take_apart(html, address, fetched, limits, Vec::new(), work)
}

/// What an item with markup of a review holds.
fn held(reading: Reading) -> ShortItem {
    let is_cut = reading.article.is_some_and(|article| article.cut.is_some());
    match reading.findings.into_iter().next() {
        Some(finding) => ShortItem::Review(Box::new(finding)),
        None if is_cut => ShortItem::Excerpt,
        None => ShortItem::NoReview(format!("{}: {}", reading.kind.sentence(), reading.why_kind)),
    }
}

impl Parts<'_> {
    fn short_item(&self, labels: &str) -> ShortItem {
        let headline = self.headline();
        let (bare, in_title) = without_rating(&headline);
        let bare = &*with_year(bare);
        let spaced = words::spaced(&self.text);
        let gathered = self.gather(bare, &spaced, &film::quoted(&self.text));
        let candidates = self.candidates(bare, &spaced, &gathered);
        let best = candidates
            .iter()
            .find(|it| it.from == "headline" && it.score >= 1.0);
        let Some(best) = best else {
            return ShortItem::Excerpt;
        };
        let rating = match in_title {
            Some(printed) => {
                let evidence = self.evidence_of(printed);
                Some(Sourced::new(PrintedRating::of(printed), evidence))
            }
            None => self.rating_of_words(&headline),
        };
        let Some(rating) = rating else {
            return ShortItem::Excerpt;
        };
        let said = ShortWords::of(bare, best, labels, &self.text, in_title.is_some());
        if said.is_other() {
            let why = "a short item: its title or its labels say that it is of something else";
            return ShortItem::NoReview(why.to_owned());
        }
        if !said.may_be_review() {
            return ShortItem::Excerpt;
        }
        let mut page_wide = self.page_finding(self.read_article().as_ref(), Some(rating));
        // By its form: a few words are too few to weigh titles by.
        let title = Sourced::new(best.title.clone(), self.within_headline(&best.title));
        page_wide.film.title.get_or_insert(title);
        let ranked = film::Titles::default();
        let mut finding = self.with_film(page_wide, &ranked, &candidates, &gathered);
        finding.doubt = said.doubt();
        finding.likely = finding.doubt.is_some().then(kind::unweighed);
        ShortItem::Review(Box::new(finding))
    }

    /// The rating that the item's words print, unless they break off: then the whole is elsewhere.
    fn rating_of_words(&self, headline: &str) -> Option<Sourced<PrintedRating>> {
        let text = self.page.text.trim_end();
        let ends = ["…", "...", "[…]", "[...]", "(…)", "…]", "»", "→"];
        if ends.iter().any(|end| text.ends_with(end)) {
            return None;
        }
        let found = self.printed_ratings(headline);
        self.printed_rating(&found)
    }

    fn evidence_of(&self, words: &str) -> ovation_terms::Evidence {
        let start = self.page.text.find(words).unwrap_or(0);
        super::fields::words_at(&self.page, start..start + words.len())
    }
}

/// What the words of a short item say of what it is.
#[expect(clippy::struct_excessive_bools, reason = "each is one sign of its own")]
struct ShortWords {
    /// The title or the labels call it a review.
    is_called: bool,
    /// The title has the film's year.
    has_year: bool,
    is_rated_in_title: bool,
    /// Title or labels speak of films.
    names_film: bool,
    /// Title or labels speak of books, games, records or series.
    names_other: bool,
    /// Its text speaks of those, and not of films.
    tells_other: bool,
    /// Its text speaks of films.
    tells_film: bool,
}

impl ShortWords {
    fn of(headline: &str, best: &Candidate, labels: &str, text: &str, is_rated: bool) -> Self {
        // A film may be called by a word for something else.
        let around = headline.replacen(best.title.as_str(), " ", 1);
        let (around, labels) = (WordTally::of(&around), WordTally::of(labels));
        let body = WordTally::of(&text.replacen(headline, " ", 1));
        let names_film = around.has(List::Film) || labels.has(List::Film);
        let is_season = season_in(headline).is_some_and(|season| season.is_sure);
        let is_other = |tally: &WordTally| speaks_of_other(tally) || tally.has(List::Series);
        Self {
            is_called: around.has(List::Review) || labels.has(List::Review),
            has_year: best.year.is_some(),
            is_rated_in_title: is_rated,
            names_film,
            names_other: is_season || (is_other(&around) || is_other(&labels)) && !names_film,
            tells_other: is_other(&body) && !body.has(List::Film),
            tells_film: body.has(List::Film),
        }
    }

    fn is_other(&self) -> bool {
        self.names_other
    }

    fn may_be_review(&self) -> bool {
        self.is_called || self.names_film || self.has_year
    }

    /// Why it is not sure that it is a review of a film.
    fn doubt(&self) -> Option<String> {
        let is_of_film = self.names_film || self.tells_film || self.has_year;
        let is_sure = is_of_film
            && !self.tells_other
            && (self.is_rated_in_title || self.is_called || self.names_film);
        if is_sure {
            return None;
        }
        let why = if self.tells_other {
            "a short item with a rating, whose words speak of something else than films"
        } else {
            "a short item with a rating, which does not say that it is of a film"
        };
        Some(why.to_owned())
    }
}

/// A title with the year behind its last comma in brackets.
fn with_year(title: &str) -> Cow<'_, str> {
    let is_year = |words: &str| {
        let year = words.parse::<i16>();
        words.len() == 4 && year.is_ok_and(|year| (1870..2200).contains(&year))
    };
    match title.rsplit_once(", ") {
        Some((title, year)) if is_year(year) => Cow::Owned(format!("{title} ({year})")),
        _ => Cow::Borrowed(title),
    }
}

/// A title without the rating at its end or its beginning, and that rating.
fn without_rating(title: &str) -> (&str, Option<&str>) {
    let title = title.trim();
    let is_glyph = |c: char| {
        let lists = [
            glyphs::STARS,
            glyphs::HALVES,
            glyphs::HOLLOW_STARS,
            glyphs::LOOKS,
        ];
        lists.iter().any(|list| list.contains(c))
    };
    let is_drawn = |c: char| is_glyph(c) || c == '½' || c.is_whitespace();
    let seams = |c: char| " ,-–—|:·•([".contains(c);
    let told = |bare: &'_ str, rating: &'_ str| {
        bare.chars().any(char::is_alphanumeric) && !rating.is_empty()
    };
    let before = title.trim_end_matches(is_drawn);
    let drawn = title.get(before.len()..).unwrap_or("").trim();
    if drawn.contains(is_glyph) && told(before, drawn) {
        return (before.trim_end_matches(seams), Some(drawn));
    }
    let behind = title.trim_start_matches(is_drawn);
    let drawn = title.get(..title.len() - behind.len()).unwrap_or("").trim();
    if drawn.contains(is_glyph) && told(behind, drawn) {
        return (behind.trim_start_matches(seams), Some(drawn));
    }
    // In brackets; figures with their top, ` 8/10`; behind a seam: ` | Grade: B+`.
    let marks: [&[char]; 3] = [&['(', '['], &[' '], &['–', '—', '|', '-', ':', '·', '•']];
    for marks in marks {
        let needs_figures = marks == [' '];
        for (at, mark) in title.rmatch_indices(marks).take(6) {
            let bare = title.get(..at).unwrap_or("");
            let rating = title.get(at + mark.len()..).unwrap_or("");
            let rating = rating.trim().trim_end_matches([')', ']']);
            let is_figures = rating.starts_with(|c: char| c.is_ascii_digit());
            if told(bare, rating) && is_rating(rating) && (is_figures || !needs_figures) {
                return (bare.trim_end_matches(seams), Some(rating));
            }
        }
    }
    (title, None)
}

/// Whether words are a rating with its top, and no year, day or part of a title.
fn is_rating(words: &str) -> bool {
    let runs = words.split(|c: char| !c.is_ascii_digit());
    let figures: Vec<&str> = runs.filter(|run| !run.is_empty()).collect();
    let is_year = figures.iter().any(|run| run.len() == 4);
    let is_bare = figures.len() == 1 && !words.contains('%');
    let begins = words.starts_with(|c: char| c.is_alphanumeric());
    !is_year && !is_bare && begins && printed::is_rating(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_told_from_the_rating_beside_it() {
        let cases = [
            (
                "Review: The Salt Road (2021) ★★★½",
                "Review: The Salt Road (2021)",
                Some("★★★½"),
            ),
            (
                "★★★★ The Salt Road (2021)",
                "The Salt Road (2021)",
                Some("★★★★"),
            ),
            ("★★★★☆ – The Salt Road", "The Salt Road", Some("★★★★☆")),
            (
                "The Salt Road (2021) – 4/5",
                "The Salt Road (2021)",
                Some("4/5"),
            ),
            (
                "Critique : La Route du sel (2021) 3,5/5",
                "Critique : La Route du sel (2021)",
                Some("3,5/5"),
            ),
            (
                "Kritik: Nachtfahrt (2021) [8/10]",
                "Kritik: Nachtfahrt (2021)",
                Some("8/10"),
            ),
            (
                "Review: The Salt Road (4 out of 5)",
                "Review: The Salt Road",
                Some("4 out of 5"),
            ),
            (
                "Kritik: Nachtfahrt 7/10",
                "Kritik: Nachtfahrt",
                Some("7/10"),
            ),
            ("The Salt Road (2021)", "The Salt Road (2021)", None),
            ("Review: The Salt Road", "Review: The Salt Road", None),
            ("1917", "1917", None),
            ("9/11: A Memory", "9/11: A Memory", None),
            ("The Salt Road: Part 2", "The Salt Road: Part 2", None),
            ("50/50", "50/50", None),
            ("★★★", "★★★", None),
        ];
        for (title, bare, rating) in cases {
            assert_eq!(without_rating(title), (bare, rating), "{title}");
        }
    }
}
