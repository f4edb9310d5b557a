//! What speaks for and against a run of words being a film's title: signs, each of which has a learned weight.

mod context;
mod names;
mod shape;

use super::article_features::ArticleFeatures;
use super::spans::CandidateRun;
use super::words::Sorts;
use crate::tokens::Token;
use ovation_language::data::titles;
use ovation_language::lexicon::Class;

/// Values that a sign may have.
pub const VALUES: usize = 128;

macro_rules! groups {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// What a sign looks at.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u16)]
        pub enum Group { $($(#[$doc])* $name),* }

        /// All groups with their names in the model file.
        pub const GROUPS: &[(Group, &str)] = &[$((Group::$name, stringify!($name))),*];
    };
}

groups! {
    /// Always there.
    Bias,
    /// What the strongest cues say together, rising.
    Cues,
    /// How many words.
    Words,
    /// How it stands to quotation marks.
    Marked,
    /// Quotation marks right beside it.
    Beside,
    /// Class of the first word, within a sentence or at its head.
    First,
    /// What stands within.
    Inner,
    /// Small words with capitals within a sentence.
    SmallCapitals,
    /// Ordinary words among its words in capitals.
    Ordinary,
    /// Whether the run of capitals goes on before it, and how.
    Left,
    /// Whether it goes on after it.
    Right,
    /// Class of the word before.
    Before,
    /// The word before, of a closed list.
    BeforeWord,
    /// Sorts of the word before.
    BeforeSort,
    /// Class of the word after.
    After,
    /// The word after, of a closed list.
    AfterWord,
    /// Sorts of the word after.
    AfterSort,
    /// What follows: a year, `is a film`, a part in brackets.
    Follows,
    /// The second word before, of the closed list.
    SecondBefore,
    /// Its sorts, and those of the third.
    FurtherBefore,
    /// The second word after, of the closed list.
    SecondAfter,
    /// Its sorts, and those of the third.
    FurtherAfter,
    /// Sorts of words in the sentence, or else in the paragraph.
    Around,
    /// How much of the article speaks of films.
    Article,
    /// What part of a line it is, where its paragraph is one.
    Line,
    /// What it has to do with people.
    Person,
    /// Whether its words are those of names in most texts.
    Named,
    /// How much says that it is somebody's name, rising.
    Known,
    /// A listed name of a person.
    ListedName,
    /// A listed title.
    Listed,
    /// How often the same words stand in the article.
    Times,
    /// The same, with how ordinary its words are.
    TimesOf,
    /// Whether it is in the headline.
    Headline,
    /// What sort of paragraph it stands in.
    Place,
    /// The best of its other mentions, at first sight.
    Other,
    /// The best of what stands before it in a row.
    RowLeft,
    /// The best of what stands after it in a row.
    RowRight,
    /// The best of what overlaps it.
    Rival,
    /// What all other mentions say together.
    Together,
    /// The best of longer runs elsewhere that begin with the same words.
    Longer,
}

/// Places of weights: those for all paragraphs, then those for lists alone.
pub const PLACES: usize = 2 * GROUPS.len() * VALUES;

/// Steps of [`Group::Cues`]: half of one each, the first at -5.
pub const CUE_STEPS: u8 = 24;

/// The signs of one run; a list that is cleared and filled again.
pub type TitleSigns = Vec<u16>;

/// The number of a sign.
fn id(group: Group, value: usize) -> u16 {
    let number = group as usize * VALUES + value.min(VALUES - 1);
    u16::try_from(number).unwrap_or(u16::MAX)
}

/// Adds to each sign the one that is for lists alone.
fn for_lists(signs: &mut TitleSigns) {
    let offset = u16::try_from(GROUPS.len() * VALUES).unwrap_or(u16::MAX);
    for at in 0..signs.len() {
        if let Some(&sign) = signs.get(at) {
            signs.push(sign.saturating_add(offset));
        }
    }
}

/// Takes a sign.
type Add<'f> = &'f mut dyn FnMut(Group, usize);

/// A run with what stands around it, quotation marks skipped.
struct Seat<'r> {
    run: &'r CandidateRun,
    /// Its words.
    words: usize,
    /// After the word before.
    begin: usize,
    /// At the word after.
    end: usize,
    /// Whether it opens a sentence.
    opens: bool,
    /// 1 for a run of one word.
    single: usize,
}

impl ArticleFeatures<'_, '_> {
    /// The signs of a run at first sight, or with `others` those too that the other runs of the article give.
    pub(crate) fn signs(
        &self,
        run: &CandidateRun,
        others: Option<&Others>,
        signs: &mut TitleSigns,
    ) {
        signs.clear();
        let seat = self.seat(run);
        let mut add = |group: Group, value: usize| signs.push(id(group, value));
        add(Group::Bias, 0);
        let cues = self.cues(run, seat.begin, seat.end);
        for step in 0..CUE_STEPS {
            if cues >= f32::from(step) * 0.5 - 5.0 {
                add(Group::Cues, usize::from(step));
            }
        }
        add(Group::Words, seat.words);
        if seat.words > 1 && ends_in_number(self.tokens.text_of(run.to - 1)) {
            add(Group::Words, 20);
        }
        self.mark_signs(&seat, &mut add);
        self.inner_signs(&seat, &mut add);
        self.edge_signs(&seat, &mut add);
        self.before_signs(&seat, &mut add);
        self.after_signs(&seat, &mut add);
        self.around_signs(&seat, &mut add);
        self.person_signs(&seat, &mut add);
        self.name_signs(&seat, &mut add);
        self.list_signs(&seat, &mut add);
        self.article_signs(&seat, &mut add);
        if let Some(others) = others {
            self.further_signs(&seat, &mut add);
            add(Group::Other, bucket(others.same));
            add(Group::RowLeft, bucket(others.before));
            add(Group::RowRight, bucket(others.after));
            add(Group::Rival, bucket(others.rival));
            add(Group::Together, passed(others.together, &TOGETHER));
            add(Group::Longer, bucket(others.longer));
            for step in 0..passed(others.titles, &TITLES) {
                add(Group::Article, 64 + step);
            }
            for step in 0..passed(others.dense, &DENSE) {
                add(Group::Article, 80 + step);
            }
        }
        if self.is_listing(run) {
            for_lists(signs);
        }
    }

    fn seat<'r>(&self, run: &'r CandidateRun) -> Seat<'r> {
        let tokens = self.tokens;
        let first = tokens.at(run.from);
        let mut begin = run.from;
        while begin > 0 && is_mark(tokens.at(begin - 1).class) {
            begin -= 1;
        }
        let mut end = run.to;
        while is_mark(tokens.at(end).class)
            || tokens.at(end).class == Class::Comma && is_mark(tokens.at(end + 1).class)
        {
            end += 1;
        }
        let words = (run.from..run.to)
            .filter(|&at| tokens.at(at).is_word())
            .count();
        let near = tokens.near(run.from, -1);
        Seat {
            run,
            words,
            begin,
            end,
            opens: near.sentence != first.sentence
                || is_mark(near.class) && tokens.near(run.from, -2).sentence != first.sentence,
            single: usize::from(words == 1),
        }
    }

    /// How the same words stand elsewhere in the article, and what sort of paragraph this is.
    fn article_signs(&self, seat: &Seat<'_>, add: Add<'_>) {
        let run = seat.run;
        let times = self.times(run);
        let count = match times.count {
            0 | 1 => 1,
            2 => 2,
            3 | 4 => 3,
            5..=8 => 4,
            _ => 5,
        };
        add(Group::Times, count + 8 * seat.single);
        if times.count >= 2 {
            let varied =
                usize::from(times.is_varied_before) + 2 * usize::from(times.is_varied_after);
            add(Group::Times, 16 + varied + 4 * seat.single);
        }
        let headed = self
            .headline
            .get(&run.key)
            .map_or(0, |&is_marked| 1 + usize::from(is_marked));
        add(Group::Headline, headed + 4 * seat.words.min(3));
        let is_heading = usize::from(self.scene.is_heading(run.from));
        add(Group::Place, self.mode(run.from) + 8 * is_heading);
        add(Group::Article, self.films_spoken_of + 8 * seat.words.min(3));
        self.line_signs(seat, add);
    }
}

/// How the other runs of an article look at first sight, for one of them; none where there is no such run.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Others {
    /// The best of the same words.
    pub(super) same: Option<f32>,
    /// The best that stands before it in a row.
    pub(super) before: Option<f32>,
    /// The best that stands after it in a row.
    pub(super) after: Option<f32>,
    /// The best that overlaps it.
    pub(super) rival: Option<f32>,
    /// Of the other mentions, how many are titles by first sight: a sum of shares.
    pub(super) together: f32,
    /// How many titles the article has by first sight.
    pub(super) titles: f32,
    /// The same in a hundred tokens.
    pub(super) dense: f32,
    /// The best of longer runs elsewhere that begin with the same words.
    pub(super) longer: Option<f32>,
}

/// Bounds of the steps in which scores are seen.
const BOUNDS: [f32; 13] = [
    -6.0, -4.0, -3.0, -2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0, 4.0, 6.0,
];

/// Bounds of what all other mentions say together.
const TOGETHER: [f32; 9] = [0.001, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2];
/// Bounds of how many titles an article has by first sight, and in a hundred tokens.
const TITLES: [f32; 8] = [0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 12.0, 20.0];
const DENSE: [f32; 8] = [0.1, 0.2, 0.3, 0.5, 0.8, 1.2, 2.0, 3.0];

/// How many bounds a number reaches.
fn passed(number: f32, bounds: &[f32]) -> usize {
    bounds.iter().filter(|&&bound| number >= bound).count()
}

fn bucket(score: Option<f32>) -> usize {
    score.map_or(0, |score| 1 + passed(score, &BOUNDS))
}

/// Class of a neighbour, with whether it has a capital.
fn class_value(token: Option<&Token>) -> usize {
    token.map_or(Class::Edge as usize, |token| {
        let is_capital = token.is_capital && token.is_word();
        token.class as usize + 64 * usize::from(is_capital)
    })
}

fn each_sort(sorts: Sorts, mut each: impl FnMut(usize)) {
    let mut rest = sorts;
    while rest != 0 {
        each(rest.trailing_zeros() as usize);
        rest &= rest - 1;
    }
}

/// Whether a class is a quotation mark's.
pub(super) fn is_mark(class: Class) -> bool {
    matches!(class, Class::Open | Class::Close | Class::Mark)
}

/// `Lanterns II`, `Lanterns 7`.
pub(super) fn ends_in_number(word: &str) -> bool {
    matches!(word, "II" | "III" | "IV" | "VI" | "VII" | "VIII" | "IX")
        || word.len() == 1 && word.starts_with(|letter: char| letter.is_ascii_digit())
}

/// `Oscar-winner`, `Roy-starring`: a word about somebody, not a title.
pub(super) fn is_compound(word: &str) -> bool {
    let mut ends = titles::COMPOUND_ENDS.iter();
    word.contains('-') && ends.any(|end| word.ends_with(end))
}
