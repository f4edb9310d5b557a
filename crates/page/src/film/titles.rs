//! Every part of the page that may be the film's title, with what speaks for each and against it; a
//! learned ranker picks one or none.

use super::forms::{HeadlineForm, forms};
use super::spans::{self, pieces, spans};
use super::weighing::{TitleFeature, weigh_all};
use super::{Candidate, clean, is_generic, without_year};
use crate::rank::{Ranker, Row};
use ovation_language::words;
use ovation_terms::{Evidence, fold};
use std::ops::Range;
use std::sync::LazyLock;

/// A line of the page that may name the film: its headline, its title, a heading.
#[derive(Clone, Debug)]
pub(crate) struct TitleLine {
    pub(crate) source: Source,
    pub(crate) words: String,
    /// Where it stands; of the headline what is known of it is told elsewhere.
    pub(crate) place: TitlePlace,
}

/// What sort of line it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Headline,
    TitleElement,
    Card,
    FirstHeading,
    Heading,
}

/// Where a title stands.
#[derive(Clone, Debug)]
pub(crate) enum TitlePlace {
    /// In the headline.
    Headline,
    /// In the line of credits.
    Credits,
    /// Within these words of the page's text.
    Text(Option<Range<usize>>),
    /// In markup.
    Markup(Evidence),
}

/// Words marked in the article.
#[derive(Clone, Debug)]
pub(crate) struct Marked {
    pub(crate) words: String,
    /// Where they stand in the page's text.
    pub(crate) at: Option<Range<usize>>,
    /// By quotation marks, not by italics or weight.
    pub(crate) is_quoted: bool,
}

/// What titles are sought in.
pub(crate) struct TitlePage<'a> {
    pub(crate) lines: &'a [TitleLine],
    /// Those that the headline's form, marks and credits give by themselves, best first.
    pub(crate) formed: &'a [Candidate],
    /// The page's text, and the article's lines in it.
    pub(crate) page: &'a str,
    pub(crate) article: &'a [Range<usize>],
    /// The article's text, as printed.
    pub(crate) raw: &'a str,
    /// The same without the headline, [`words::spaced`].
    pub(crate) below: &'a str,
    pub(crate) marked: &'a [Marked],
    /// Tags and keywords.
    pub(crate) tags: &'a [String],
    /// Alternative texts of the article's pictures.
    pub(crate) alts: &'a [String],
    /// The last part of the address, [`words::spaced`].
    pub(crate) slug: &'a str,
    /// Folded names that are no title: the outlet's.
    pub(crate) names: &'a [String],
    /// The title of the film that markup says the page is about.
    pub(crate) stated: Option<&'a str>,
}

impl TitlePage<'_> {
    /// Where words of the article's first lines stand in the page's text.
    fn in_text(&self, words: &str) -> Option<Range<usize>> {
        let mut lines = self.article.iter().take(40);
        lines.find_map(|line| crate::place::locate(self.page, line.clone(), words))
    }
}

/// A title that was weighed.
#[derive(Clone, Debug)]
pub(crate) struct RankedTitle {
    pub(crate) title: String,
    pub(crate) place: TitlePlace,
    /// [`words::spaced`].
    pub(crate) key: String,
    /// Letters and digits alone: those alike in them are one.
    pub(crate) folded: String,
    pub(crate) row: Row,
    /// The year printed beside it where it stands.
    pub(crate) year: Option<i16>,
    /// Its share among all.
    pub(crate) share: f32,
}

/// The titles of a page, likeliest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Titles {
    pub(crate) list: Vec<RankedTitle>,
    pub(crate) none: Row,
    /// How likely the first is right.
    pub(crate) p: f64,
    /// Whether that is enough to give it.
    pub(crate) is_given: bool,
}

static RANKER: LazyLock<Ranker> = LazyLock::new(|| {
    Ranker::read(
        include_str!("../../models/fields/title.tsv"),
        TitleFeature::NAMES,
    )
});

/// The most titles that are weighed on one page.
const MOST: usize = 160;

/// Finds and ranks the titles.
pub(crate) fn titles(page: &TitlePage<'_>) -> Titles {
    let mut pool = Pool::default();
    for line in page.lines {
        pool.line(line, page);
    }
    for (at, formed) in page.formed.iter().enumerate() {
        let place = match formed.from {
            "headline" => TitlePlace::Headline,
            "credits" => TitlePlace::Credits,
            _ => TitlePlace::Text(formed.at.clone()),
        };
        let feature = match formed.from {
            "credits" => TitleFeature::InCredits,
            "headline" => TitleFeature::OfHeadline,
            _ => TitleFeature::OfText,
        };
        let Some(found) = pool.add(&formed.title, formed.year, &place, feature) else {
            continue;
        };
        #[expect(clippy::cast_possible_truncation, reason = "a small number")]
        found.row.add(
            TitleFeature::FormScore,
            (formed.score.clamp(0.0, 8.0) / 4.0) as f32,
        );
        found.row.flag(TitleFeature::FormFirst, at == 0);
        found.row.flag(TitleFeature::FormSecond, at == 1);
    }
    for name in spans::behind_film(page.raw) {
        let at = TitlePlace::Text(page.in_text(&name));
        pool.add(&name, None, &at, TitleFeature::NamedInText);
    }
    for mark in page.marked.iter().take(60) {
        let (bare, year) = without_year(&mark.words);
        if bare.split_whitespace().count() <= 9 {
            let place = TitlePlace::Text(mark.at.clone());
            pool.add(bare, year, &place, TitleFeature::OfText);
        }
    }
    let mut titles = Titles {
        list: pool.found,
        ..Titles::default()
    };
    weigh_all(page, &mut titles);
    let ranked = RANKER.rank(titles.list.iter().map(|it| &it.row), &titles.none);
    for (title, share) in titles.list.iter_mut().zip(&ranked.shares) {
        title.share = *share;
    }
    titles.p = ranked.p;
    titles.is_given = ranked.best.is_some() && ranked.p >= RANKER.bound;
    // Of equals the first stands, as in the ranking.
    titles
        .list
        .sort_by(|one, other| other.share.total_cmp(&one.share));
    titles
}

/// What weighed most for a title, in words.
pub(crate) fn reasons(title: &RankedTitle) -> String {
    RANKER.reasons(&title.row)
}

#[derive(Default)]
struct Pool {
    found: Vec<RankedTitle>,
}

impl Pool {
    fn add(
        &mut self,
        title: &str,
        year: Option<i16>,
        place: &TitlePlace,
        feature: TitleFeature,
    ) -> Option<&mut RankedTitle> {
        let title = clean(title);
        if title.is_empty() || title.chars().count() > 100 {
            return None;
        }
        let (key, folded) = (words::spaced(&title), fold(&title));
        let is_empty = folded.is_empty();
        let known = self.found.iter().position(|known| known.folded == folded);
        if is_empty || (known.is_none() && self.found.len() >= MOST) {
            return None;
        }
        let at = known.unwrap_or(self.found.len());
        if known.is_none() {
            let mut row = Row::default();
            row.flag(TitleFeature::Generic, is_generic(key.trim()));
            self.found.push(RankedTitle {
                title,
                place: place.clone(),
                key,
                folded,
                row,
                year: None,
                share: 0.0,
            });
        }
        let found = self.found.get_mut(at)?;
        found.year = found.year.or(year);
        found.row.flag(feature, true);
        Some(found)
    }

    fn line(&mut self, line: &TitleLine, page: &TitlePage<'_>) {
        let whole = line.words.trim();
        let own = source_feature(line.source);
        let pieces = pieces(whole);
        let count = pieces.iter().filter(|piece| !piece.is_trimmed).count();
        for (at, piece) in pieces.into_iter().enumerate() {
            let is_last = line.source == Source::TitleElement && count > 1 && at + 1 == count;
            let bare = super::unrated(&piece.words);
            forms(&bare, &mut |title, year, _, form| {
                if let Some(found) = self.add(title, year, &line.place, own) {
                    found.row.flag(form_feature(form), true);
                    found.row.flag(TitleFeature::Trimmed, piece.is_trimmed);
                    let is_piece = form == HeadlineForm::Whole || form == HeadlineForm::Dated;
                    found.row.flag(TitleFeature::WholePiece, is_piece && at > 0);
                    found.row.flag(TitleFeature::WholeLine, is_piece && at == 0);
                    if is_piece {
                        found.row.flag(whole_feature(line.source), true);
                        found.row.flag(TitleFeature::TrimmedWhole, piece.is_trimmed);
                        found.row.flag(TitleFeature::LastOfTitle, is_last);
                    }
                }
            });
        }
        if matches!(
            line.source,
            Source::Headline | Source::TitleElement | Source::Card
        ) {
            for span in spans(whole, page.below) {
                self.add(&span, None, &line.place, TitleFeature::Span);
            }
        }
    }
}

fn source_feature(source: Source) -> TitleFeature {
    match source {
        Source::Headline => TitleFeature::OfHeadline,
        Source::TitleElement => TitleFeature::OfTitleElement,
        Source::Card => TitleFeature::OfCard,
        Source::FirstHeading => TitleFeature::OfFirstHeading,
        Source::Heading => TitleFeature::OfHeading,
    }
}

fn whole_feature(source: Source) -> TitleFeature {
    match source {
        Source::Headline => TitleFeature::PieceOfHeadline,
        Source::TitleElement => TitleFeature::PieceOfTitleElement,
        Source::Card => TitleFeature::PieceOfCard,
        Source::FirstHeading => TitleFeature::PieceOfFirstHeading,
        Source::Heading => TitleFeature::PieceOfHeading,
    }
}

fn form_feature(form: HeadlineForm) -> TitleFeature {
    match form {
        HeadlineForm::Quoted => TitleFeature::Quoted,
        HeadlineForm::Dated => TitleFeature::Dated,
        HeadlineForm::BehindReview => TitleFeature::BehindReview,
        HeadlineForm::BeforeReview => TitleFeature::BeforeReview,
        HeadlineForm::Labelled => TitleFeature::Labelled,
        HeadlineForm::BehindLabel => TitleFeature::BehindLabel,
        HeadlineForm::Label => TitleFeature::Label,
        HeadlineForm::First => TitleFeature::First,
        HeadlineForm::WithRemark => TitleFeature::WithRemark,
        HeadlineForm::BeforeSeam => TitleFeature::BeforeSeam,
        HeadlineForm::BehindSeam => TitleFeature::BehindSeam,
        HeadlineForm::Directed => TitleFeature::Directed,
        HeadlineForm::BehindFilm => TitleFeature::BehindFilm,
        HeadlineForm::InBrackets => TitleFeature::InBrackets,
        HeadlineForm::ByDirector => TitleFeature::ByDirector,
        HeadlineForm::BeforeBracket => TitleFeature::BeforeBracket,
        HeadlineForm::Whole => TitleFeature::Whole,
        HeadlineForm::BeforeComma => TitleFeature::BeforeComma,
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
