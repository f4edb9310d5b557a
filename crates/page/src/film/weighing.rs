//! What is weighed of a title: how the headline and other lines have it, how the text takes it up, what its
//! words are.

use super::titles::{Marked, RankedTitle, TitlePage, TitlePlace, Titles};
use super::wording::of_words;
use crate::rank::features;
use ovation_language::words::{self, FILM};
use ovation_terms::fold;

features!(
    /// What a title is weighed by.
    TitleFeature {
        FormScore: "form: how much the headline's form and the text speak for it",
        FormFirst: "form: first by that",
        FormSecond: "form: second by that",
        OfHeadline: "place: in the headline",
        OfTitleElement: "place: in the page's title",
        OfCard: "place: in the title for other sites",
        OfFirstHeading: "place: in a first heading",
        OfHeading: "place: in a second heading",
        OfText: "place: marked in the text",
        InCredits: "place: in the line of credits",
        PieceOfHeadline: "place: a part of the headline by itself",
        PieceOfTitleElement: "place: a part of the page's title by itself",
        PieceOfCard: "place: a part of the title for other sites by itself",
        PieceOfFirstHeading: "place: a part of a first heading by itself",
        PieceOfHeading: "place: a part of a second heading by itself",
        WholeLine: "place: a line whole",
        WholePiece: "place: what stands between two marks",
        Span: "place: a run of words that the text takes up",
        Lines: "place: in how many sorts of lines",
        NoLine: "place: in no line but the text",
        Stated: "place: markup calls the page's film so",
        Quoted: "headline: in quotation marks",
        Dated: "headline: before a year",
        BehindReview: "headline: behind a word for a review",
        BeforeReview: "headline: before a word for a review",
        Labelled: "headline: behind a label",
        BehindLabel: "headline: behind what may be a label",
        Label: "headline: a label",
        First: "headline: first, before what says that it was seen",
        WithRemark: "headline: with a remark that it is a film",
        BeforeSeam: "headline: before a mark",
        BehindSeam: "headline: behind a mark",
        Directed: "headline: before its director",
        BehindFilm: "headline: behind a word for a film",
        InBrackets: "headline: in brackets",
        ByDirector: "headline: before a name",
        BeforeBracket: "headline: before a bracket",
        Whole: "headline: whole",
        BeforeComma: "headline: before a comma",
        Trimmed: "headline: with what stood behind it left off",
        TrimmedWhole: "headline: a part by itself with what stood behind it left off",
        SeveralPieces: "place: a part by itself of several lines",
        LastOfTitle: "place: the last part of the page's title",
        LastOfTitleOnly: "place: that, and in no other line",
        TitleOnly: "place: in the page's title and no other line",
        NamedInText: "text: behind a word for a film",
        MostOftenLine: "text: none of a line oftener",
        NoLineOften: "text: how often, of what no line has",
        NoLineLead: "text: its beginning has what no line has",
        NoLineFilm: "text: beside a word for a film, and in no line",
        NoLineYear: "text: before a year, and in no line",
        NoLineTag: "tags: one is it, and no line has it",
        NoLineFree: "text: has it, and nothing that a line has",
        NoLineMarked: "text: how often it is marked, of what no line has",
        LongUnmentioned: "text: has not these five words or more",
        Mentioned: "text: has it",
        Often: "text: how often it has it",
        MostOften: "text: none oftener, of those with two words",
        Lead: "text: its beginning has it",
        End: "text: its end has it",
        Spelled: "text: how often it is spelled so, of all",
        FilmBeside: "text: beside a word for a film",
        YearBeside: "text: before a year",
        MarkedEver: "text: marked",
        MarkedOften: "text: how often it is marked",
        MarkedFirst: "text: marked first",
        MarkedMost: "text: none marked oftener",
        QuotedInText: "text: in quotation marks",
        MarkedInLine: "text: marked, and in a line",
        MentionedInLine: "text: has it, and a line too",
        Slug: "address: has it",
        SlugWhole: "address: is it",
        Tag: "tags: one is it",
        TagPart: "tags: one has it",
        Alt: "pictures: one is called so",
        AltPart: "pictures: one has it in what it is called",
        OneWord: "words: one",
        FewWords: "words: two to four",
        ManyWords: "words: eight or more",
        FewLetters: "words: less than three letters",
        DenseLong: "words: more than twelve letters without spaces",
        Small: "words: begins small",
        Capitals: "words: each long one begins large",
        AllCapitals: "words: all in capitals",
        Asks: "words: ends with a mark of a sentence",
        Colon: "words: a colon within",
        Seam: "words: a mark of seams within",
        Comma: "words: a comma within",
        Brackets: "words: brackets within",
        Review: "words: a word for a review",
        Film: "words: a word for a film",
        Opinion: "words: a word of judgement",
        News: "words: a word of news or lists",
        Generic: "words: what no title is",
        HasYear: "words: a year within",
        Person: "words: a person's name",
        Name: "words: the outlet's name or the critic's",
        NameWithin: "words: the outlet's name or the critic's within",
        LabelWithin: "words: a label of films within",
        Credit: "words: begins with a label of credits",
        BracketFilm: "words: a remark in brackets",
        TrailingYear: "words: a mark and a year at the end",
        Sentence: "words: long ones that begin small among others",
        HoldsPiece: "others: holds one that a line has by itself",
        HoldsTaken: "others: holds one that a form of headline takes",
        Part: "others: part of a longer one that the text has",
        PartOfLine: "others: part of a longer one that a line has by itself",
        PartAsOften: "others: part of a longer one that the text has as often",
        HoldsOftener: "others: holds a shorter one that the text has oftener",
        Share: "headline: share of its letters",
        None: "none: always",
        NoneUnmentioned: "none: the text has nothing of the headline",
        NoneList: "none: the headline has words of lists",
        NoneFew: "none: few could be it",
    }
);

/// The mentions that are looked at one by one.
const LOOKED_AT: usize = 6;

/// Weighs every title of a page.
pub(super) fn weigh_all(page: &TitlePage<'_>, titles: &mut Titles) {
    let facts = Facts::of(page);
    let counts: Vec<usize> = titles
        .list
        .iter()
        .map(|it| words::mentions(page.below, &it.key))
        .collect();
    let marks: Vec<usize> = titles.list.iter().map(|it| facts.marks(&it.key)).collect();
    let longest = |it: &RankedTitle| it.key.trim().contains(' ') || words::is_dense(&it.key);
    let most = titles
        .list
        .iter()
        .zip(&counts)
        .filter(|(it, _)| longest(it));
    let most = most.map(|(_, count)| *count).max().unwrap_or(0);
    let most_marked = marks.iter().copied().max().unwrap_or(0);
    let in_line = |it: &RankedTitle| has_line(it) && it.folded.chars().count() > 3;
    let of_line = titles
        .list
        .iter()
        .zip(&counts)
        .filter(|(it, _)| in_line(it));
    let most_of_line = of_line.map(|(_, count)| *count).max().unwrap_or(0);
    for title in &mut titles.list {
        of_words(title, page.names);
    }
    let others: Vec<Other> = titles
        .list
        .iter()
        .zip(&counts)
        .map(|(it, count)| Other {
            key: it.key.clone(),
            count: *count,
            is_piece: is_clean(it),
            is_taken: TAKEN.iter().any(|form| it.row.has(*form)),
        })
        .collect();
    for ((title, count), marked) in titles.list.iter_mut().zip(&counts).zip(&marks) {
        of_lines(title, *count, *marked);
        facts.of_text(title, *count);
        let row = &mut title.row;
        row.flag(TitleFeature::MostOften, *count > 0 && *count >= most);
        let is_most = *marked > 0 && *marked == most_marked;
        row.flag(TitleFeature::MarkedMost, is_most);
        let is_most = *count > 0 && *count >= most_of_line && in_line(title);
        title.row.flag(TitleFeature::MostOftenLine, is_most);
        of_others(title, *count, &others);
        outside_of_lines(title, *count, *marked, most_of_line == 0);
    }
    let is_in_line = |it: &RankedTitle| !it.row.has(TitleFeature::NoLine);
    let is_taken_up = titles
        .list
        .iter()
        .zip(&counts)
        .any(|(it, count)| is_in_line(it) && *count > 0 && longest(it));
    let headline = page.lines.first().map_or("", |line| line.words.as_str());
    let none = &mut titles.none;
    none.flag(TitleFeature::None, true);
    none.flag(TitleFeature::NoneUnmentioned, !is_taken_up);
    none.flag(TitleFeature::NoneList, words::has(headline, words::LIST));
    none.flag(TitleFeature::NoneFew, titles.list.len() < 4);
}

/// Forms that take a title out of more words.
const TAKEN: [TitleFeature; 8] = [
    TitleFeature::Quoted,
    TitleFeature::Dated,
    TitleFeature::BehindReview,
    TitleFeature::BeforeReview,
    TitleFeature::Labelled,
    TitleFeature::Directed,
    TitleFeature::TrimmedWhole,
    TitleFeature::InCredits,
];

/// Sorts of lines.
const SORTS: [TitleFeature; 5] = [
    TitleFeature::OfHeadline,
    TitleFeature::OfTitleElement,
    TitleFeature::OfCard,
    TitleFeature::OfFirstHeading,
    TitleFeature::OfHeading,
];

fn has_line(title: &RankedTitle) -> bool {
    SORTS.iter().any(|sort| title.row.has(*sort))
}

/// Whether a part of a line by itself may be a title as it is.
fn is_clean(title: &RankedTitle) -> bool {
    let row = &title.row;
    let is_piece = row.has(TitleFeature::WholePiece) || row.has(TitleFeature::WholeLine);
    let is_said = [
        TitleFeature::LabelWithin,
        TitleFeature::BracketFilm,
        TitleFeature::TrailingYear,
        TitleFeature::Seam,
        TitleFeature::Review,
        TitleFeature::ManyWords,
        TitleFeature::Generic,
    ];
    is_piece && !is_said.iter().any(|said| row.has(*said))
}

/// What is said of a title that no line has.
fn outside_of_lines(title: &mut RankedTitle, count: usize, marked: usize, is_free: bool) {
    if has_line(title) {
        return;
    }
    let row = &mut title.row;
    row.add(TitleFeature::NoLineOften, logarithm(count));
    row.add(TitleFeature::NoLineMarked, logarithm(marked));
    row.flag(TitleFeature::NoLineLead, row.has(TitleFeature::Lead));
    row.flag(TitleFeature::NoLineFilm, row.has(TitleFeature::FilmBeside));
    row.flag(TitleFeature::NoLineYear, row.has(TitleFeature::YearBeside));
    row.flag(TitleFeature::NoLineTag, row.has(TitleFeature::Tag));
    row.flag(TitleFeature::NoLineFree, is_free && count > 0);
}

/// Another title of the page.
struct Other {
    key: String,
    count: usize,
    is_piece: bool,
    is_taken: bool,
}

fn of_lines(title: &mut RankedTitle, count: usize, marked: usize) {
    let row = &mut title.row;
    let lines = SORTS.iter().filter(|sort| row.has(**sort)).count();
    let lines = u8::try_from(lines).unwrap_or(0);
    row.add(TitleFeature::Lines, f32::from(lines) / 3.0);
    row.flag(TitleFeature::NoLine, lines == 0);
    let pieces = [
        TitleFeature::PieceOfHeadline,
        TitleFeature::PieceOfTitleElement,
        TitleFeature::PieceOfCard,
        TitleFeature::PieceOfFirstHeading,
        TitleFeature::PieceOfHeading,
    ];
    let pieces = pieces.iter().filter(|piece| row.has(**piece)).count();
    row.flag(TitleFeature::SeveralPieces, pieces > 1);
    let is_title = row.has(TitleFeature::OfTitleElement) && lines == 1;
    row.flag(TitleFeature::TitleOnly, is_title);
    let is_last = row.has(TitleFeature::LastOfTitle) && lines == 1;
    row.flag(TitleFeature::LastOfTitleOnly, is_last);
    row.flag(TitleFeature::MarkedInLine, lines > 0 && marked > 0);
    row.flag(TitleFeature::MentionedInLine, lines > 0 && count > 0);
}

/// What candidates are held against, made once.
struct Facts<'a> {
    page: &'a TitlePage<'a>,
    marked: Vec<(String, &'a Marked)>,
    lead: String,
    end: String,
    slug: String,
    tags: Vec<String>,
    alts: Vec<String>,
    headline: usize,
}

impl<'a> Facts<'a> {
    fn of(page: &'a TitlePage<'a>) -> Self {
        let marked = page.marked.iter();
        let lead: String = page.raw.chars().take(500).collect();
        let count = page.raw.chars().count();
        let end: String = page.raw.chars().skip(count.saturating_sub(500)).collect();
        let headline = page.lines.first().map_or("", |line| line.words.as_str());
        let spaced = |list: &[String]| list.iter().map(|it| words::spaced(it)).collect();
        Self {
            page,
            marked: marked
                .map(|mark| (words::spaced(super::without_year(&mark.words).0), mark))
                .collect(),
            lead: words::spaced(&lead),
            end: words::spaced(&end),
            slug: fold(page.slug),
            tags: spaced(page.tags),
            alts: spaced(page.alts),
            headline: fold(headline).chars().count(),
        }
    }

    fn marks(&self, key: &str) -> usize {
        self.marked.iter().filter(|(mark, _)| mark == key).count()
    }

    fn of_text(&self, title: &mut RankedTitle, count: usize) {
        let key = title.key.as_str();
        let marks: Vec<usize> = self
            .marked
            .iter()
            .enumerate()
            .filter(|(_, (mark, _))| mark == key)
            .map(|(at, _)| at)
            .collect();
        let is_quoted = |at: &usize| self.marked.get(*at).is_some_and(|(_, it)| it.is_quoted);
        let row = &mut title.row;
        row.flag(TitleFeature::Mentioned, count > 0);
        row.add(TitleFeature::Often, logarithm(count));
        row.flag(TitleFeature::Lead, words::mentions(&self.lead, key) > 0);
        let words = title.title.split_whitespace().count();
        let is_long = words >= 5 && count == 0;
        row.flag(TitleFeature::LongUnmentioned, is_long);
        row.flag(TitleFeature::End, words::mentions(&self.end, key) > 0);
        row.flag(TitleFeature::MarkedEver, !marks.is_empty());
        row.add(TitleFeature::MarkedOften, logarithm(marks.len()));
        row.flag(TitleFeature::MarkedFirst, marks.contains(&0));
        row.flag(TitleFeature::QuotedInText, marks.iter().any(is_quoted));
        let folded = fold(&title.title);
        let is_long = folded.chars().count() > 2;
        let is_in_slug = is_long && self.slug.contains(&folded);
        row.flag(TitleFeature::Slug, is_in_slug);
        row.flag(
            TitleFeature::SlugWhole,
            !folded.is_empty() && self.slug == folded,
        );
        let is = |list: &[String]| list.iter().any(|it| it == key);
        let has = |list: &[String]| list.iter().any(|it| words::mentions(it, key) > 0);
        row.flag(TitleFeature::Tag, is(&self.tags));
        row.flag(TitleFeature::TagPart, has(&self.tags));
        row.flag(TitleFeature::Alt, is(&self.alts));
        row.flag(TitleFeature::AltPart, has(&self.alts));
        let stated = self
            .page
            .stated
            .is_some_and(|stated| fold(stated) == folded);
        row.flag(TitleFeature::Stated, stated);
        row.flag(TitleFeature::Name, self.page.names.contains(&folded));
        let is_headline = matches!(title.place, TitlePlace::Headline);
        if is_headline && self.headline > 0 {
            row.add(
                TitleFeature::Share,
                ratio(folded.chars().count(), self.headline).min(1.0),
            );
        }
        self.beside(title, count);
    }

    /// What stands around the first mentions as they are spelled.
    fn beside(&self, title: &mut RankedTitle, count: usize) {
        let raw = self.page.raw;
        let (mut spelled, mut film, mut year) = (0, false, title.year.is_some());
        for (at, _) in raw.match_indices(title.title.as_str()) {
            spelled += 1;
            if spelled > LOOKED_AT {
                continue;
            }
            let before = raw.get(..at).unwrap_or("");
            let word = before
                .rsplit(|c: char| !c.is_alphanumeric())
                .find(|word| !word.is_empty())
                .unwrap_or("");
            let near = before.chars().rev().take(3).any(char::is_alphanumeric);
            film |= near && words::has(word, FILM);
            let behind = raw.get(at + title.title.len()..).unwrap_or("");
            let behind: String = behind.chars().take(16).collect();
            let mut runs = behind.split(|c: char| !c.is_alphanumeric());
            let next = runs.clone().find(|word| !word.is_empty()).unwrap_or("");
            film |= words::has(next, FILM);
            year |= runs.any(super::years::is_year);
        }
        if count > 0 {
            title
                .row
                .add(TitleFeature::Spelled, ratio(spelled, count).min(1.0));
        }
        title.row.flag(TitleFeature::FilmBeside, film);
        title.row.flag(TitleFeature::YearBeside, year);
    }
}

fn of_others(title: &mut RankedTitle, count: usize, others: &[Other]) {
    let key = title.key.trim();
    if key.is_empty() {
        return;
    }
    let (mut part, mut of_line, mut as_often, mut holds) = (false, false, false, false);
    let (mut holds_taken, mut holds_piece) = (false, false);
    for other in others.iter().filter(|other| other.key != title.key) {
        if words::mentions(&other.key, &title.key) > 0 {
            part |= other.count > 0;
            as_often |= other.count > 0 && other.count >= count;
            of_line |= other.is_piece;
        } else if words::mentions(&title.key, &other.key) > 0 {
            holds_taken |= other.is_taken;
            holds_piece |= other.is_piece;
            holds |= other.count > count && (other.key.trim().contains(' ') || other.count > 2);
        }
    }
    let row = &mut title.row;
    row.flag(TitleFeature::Part, part);
    row.flag(TitleFeature::PartOfLine, of_line);
    row.flag(TitleFeature::PartAsOften, as_often);
    row.flag(TitleFeature::HoldsOftener, holds);
    row.flag(TitleFeature::HoldsTaken, holds_taken);
    row.flag(TitleFeature::HoldsPiece, holds_piece);
}

fn ratio(part: usize, all: usize) -> f32 {
    let small = |count: usize| f32::from(u16::try_from(count).unwrap_or(u16::MAX));
    small(part) / small(all.max(1))
}

/// Of how often: each time counts less.
pub(super) fn logarithm(count: usize) -> f32 {
    let count = u8::try_from(count.min(30)).unwrap_or(30);
    (f32::from(count) + 1.0).ln()
}
