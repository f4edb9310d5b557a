//! How a film whose title fits agrees with a mention in what else is said.

use super::known::{is_hardly_known, is_known_to_few, is_known_to_many, is_well_known};
use super::occasion::ReviewSays;
use super::people::PeopleSay;
use crate::title::{Form, Strength};
use ovation_terms::FilmId;

/// How a printed title and a film's title agree, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Agreement {
    /// Letter by letter.
    Same,
    /// In another spelling.
    Spelling,
    /// But for an article.
    Bare,
    /// What is printed has a remark on a cut, a copy or a showing behind the film's title.
    Edition,
    /// In the letters of another script: one of the ways to write one title is the other.
    Romanised,
    /// A further title in parentheses is the film's: it may be a remark.
    InParentheses,
    /// What is printed is the film's title without its subtitle, or its subtitle alone.
    PartOfTheirs,
    /// Both are the film of the same number in a row, under different subtitles; or what is printed has the
    /// number where the film has a subtitle.
    Numbered,
    /// The same long words, with other little words and endings: perhaps another translation.
    Words,
    /// The film's title is the printed one without its subtitle. The subtitle may make it another
    /// film, a sequel, so this only gives a candidate.
    PartOfOurs,
    /// The same, and a number is printed beyond the film's title: another film of the row, a candidate at
    /// best.
    OtherNumber,
}

impl Agreement {
    /// None when two parts agree: two sequels share their main title, which proves nothing.
    pub(super) fn of(printed: &Form, theirs: Strength) -> Option<Self> {
        if printed.is_edition && printed.strength != Strength::Part && !printed.in_parentheses {
            return Some(match theirs {
                Strength::Same | Strength::Spelling | Strength::Bare => Self::Edition,
                Strength::Part | Strength::NumberedPart => Self::PartOfTheirs,
                Strength::Romanised => Self::Romanised,
                Strength::WithoutNumber | Strength::Subtitle | Strength::Words => return None,
            });
        }
        Some(match (printed.strength, theirs) {
            (Strength::Words, Strength::Words) => Self::Words,
            (Strength::Words, _) | (_, Strength::Words) => return None,
            (
                Strength::Same | Strength::Spelling | Strength::Bare | Strength::Romanised,
                Strength::Subtitle,
            ) if !printed.in_parentheses => Self::PartOfTheirs,
            (
                Strength::Romanised,
                Strength::Same | Strength::Spelling | Strength::Bare | Strength::Romanised,
            )
            | (Strength::Same | Strength::Spelling | Strength::Bare, Strength::Romanised) => {
                Self::Romanised
            }
            (
                Strength::NumberedPart,
                Strength::NumberedPart | Strength::Same | Strength::Spelling | Strength::Bare,
            )
            | (Strength::WithoutNumber, Strength::Part) => Self::Numbered,
            (Strength::Romanised | Strength::WithoutNumber | Strength::Subtitle, _)
            | (_, Strength::Romanised | Strength::WithoutNumber | Strength::Subtitle)
            | (Strength::Part | Strength::NumberedPart, Strength::Part | Strength::NumberedPart) => {
                return None;
            }
            (Strength::Part, _) if printed.in_parentheses => Self::InParentheses,
            (Strength::Part, _) if printed.lost_number => Self::OtherNumber,
            (Strength::Part, _) => Self::PartOfOurs,
            (_, Strength::Part | Strength::NumberedPart) => Self::PartOfTheirs,
            (Strength::Same, Strength::Same) => Self::Same,
            (Strength::Bare, _) | (_, Strength::Bare) => Self::Bare,
            (Strength::Same | Strength::Spelling, Strength::Same | Strength::Spelling) => {
                Self::Spelling
            }
        })
    }
}

/// What the years say, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum YearsSay {
    /// The same year.
    Same,
    /// Within one: a festival's year against the release's.
    Near,
    /// The mention or the film has none.
    Nothing,
    /// Years apart.
    Apart,
}

impl YearsSay {
    pub(crate) fn of(named: Option<i16>, known: Option<i16>) -> Self {
        match (named, known) {
            (Some(named), Some(known)) => match named.abs_diff(known) {
                0 => Self::Same,
                1 => Self::Near,
                _ => Self::Apart,
            },
            _ => Self::Nothing,
        }
    }
}

/// What a printed title is like: how many films may have it.
#[derive(Clone, Copy, Debug)]
pub(super) struct TitleSays {
    /// Words beside its article.
    pub(super) words: usize,
}

/// A title of more words is hardly any other film's, one of fewer easily.
const LONG: usize = 5;
const SHORT: usize = 2;

impl TitleSays {
    pub(super) fn is_short(self) -> bool {
        self.words <= SHORT
    }

    fn is_long(self) -> bool {
        self.words >= LONG
    }
}

/// A film whose title fits.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) film: FilmId,
    pub(super) agreement: Agreement,
    /// What is printed has a subtitle that the film has only in another of its titles.
    pub(super) has_subtitle_elsewhere: bool,
    /// How many of the printed titles (title, original title, those in parentheses) are its own.
    pub(super) titles: u32,
    pub(super) years: YearsSay,
    pub(super) people: PeopleSay,
    /// A person is asked before it is taken, as the operator wants of editions.
    pub(super) is_asked: bool,
    /// The mention gives another id of the same catalogue.
    pub(super) other_id: bool,
    /// How many people voted on it; none where nothing tells how well known it is.
    pub(super) votes: Option<u64>,
    /// By how many years the mention's year is after the film's; none where one of them is not stated.
    pub(super) years_later: Option<i16>,
    /// What the review's date says, where no year is stated.
    pub(super) review: ReviewSays,
}

impl Candidate {
    /// Whether it may be the film at all.
    pub(super) fn fits(&self) -> bool {
        if self.other_id || self.is_asked {
            return false;
        }
        let whole = self.agreement <= Agreement::Edition;
        match self.years {
            YearsSay::Same => match self.agreement {
                Agreement::Same
                | Agreement::Spelling
                | Agreement::Bare
                | Agreement::Edition
                | Agreement::Romanised
                | Agreement::InParentheses
                | Agreement::PartOfTheirs => true,
                // What is printed beyond the film's title may make it another film; hardly one of the
                // very year in which a well-known film has the title.
                Agreement::Numbered => self.votes.is_some() && !is_hardly_known(self.votes),
                Agreement::PartOfOurs => is_well_known(self),
                Agreement::Words => is_well_known(self) && self.people != PeopleSay::Other,
                Agreement::OtherNumber => false,
            },
            YearsSay::Near => match self.agreement {
                Agreement::Same
                | Agreement::Spelling
                | Agreement::Bare
                | Agreement::Edition
                | Agreement::Romanised
                | Agreement::InParentheses => true,
                // One translation has the subtitle, another has not.
                Agreement::PartOfOurs => self.has_subtitle_elsewhere && is_well_known(self),
                Agreement::PartOfTheirs
                | Agreement::Numbered
                | Agreement::Words
                | Agreement::OtherNumber => false,
            },
            YearsSay::Nothing => {
                let is_told = whole || self.agreement == Agreement::Romanised && self.is_by_same();
                is_told && self.review != ReviewSays::Before
            }
            // A year printed wrong, or that of a later release: only with the people.
            YearsSay::Apart => {
                self.agreement <= Agreement::Romanised && self.is_by_same()
                    || self.is_late_release()
            }
        }
    }

    /// Whether it fits, and too often another film of the title is meant, perhaps one that the catalogue lacks:
    /// one that hardly anybody knows by a review's day, or by a short title even in its very year; one that few
    /// know by a neighbouring year; one that not many know by an article more or less in a short title, or any by that
    /// without its very year; by a shorter title than its own, or without any year by a title that is not long. Where nobody
    /// tells how well films are known, none is doubted.
    pub(super) fn is_doubtful(&self, title: TitleSays) -> bool {
        if self.is_by_same() || self.titles > 1 || self.votes.is_none() {
            return false;
        }
        let is_hardly_known = is_hardly_known(self.votes);
        let of_years = match self.years {
            YearsSay::Same => is_hardly_known && title.is_short(),
            // Catalogues have a film under its first year: one before that is hardly ever stated.
            YearsSay::Near if self.years_later == Some(-1) => !is_well_known(self),
            YearsSay::Near => is_known_to_few(self.votes),
            YearsSay::Nothing if self.review == ReviewSays::With => is_hardly_known,
            YearsSay::Nothing if title.is_short() => !is_known_to_many(self),
            YearsSay::Nothing => !is_well_known(self) && !title.is_long() || is_hardly_known,
            YearsSay::Apart => false,
        };
        let of_title = match self.agreement {
            // Two weak agreements.
            Agreement::Bare if self.years != YearsSay::Same => return true,
            Agreement::Bare => title.is_short(),
            Agreement::PartOfTheirs => true,
            Agreement::Same
            | Agreement::Spelling
            | Agreement::Edition
            | Agreement::Romanised
            | Agreement::InParentheses
            | Agreement::Numbered
            | Agreement::Words
            | Agreement::PartOfOurs
            | Agreement::OtherNumber => false,
        };
        of_years || of_title && !is_well_known(self)
    }

    pub(super) fn is_by_same(&self) -> bool {
        self.people.is_same()
    }

    /// Whether it may be a well-known film at its release in another country.
    pub(super) fn is_late_release(&self) -> bool {
        self.years_later == Some(2) && self.agreement == Agreement::Same && is_well_known(self)
    }

    /// Whether the title as a whole is the film's and the year is not against it, whatever the ids say.
    pub(super) fn is_by_title(&self) -> bool {
        self.agreement <= Agreement::Edition && self.years != YearsSay::Apart
    }

    /// Whether it may be the film although it does not fit well enough, so that a person is asked
    /// before there are two: the title is the film's with a subtitle more or less, or with a remark on
    /// the edition, and the years agree within one. A number in the subtitle is a sequel's.
    pub(super) fn is_near(&self, is_numbered: bool) -> bool {
        let of_year = matches!(self.years, YearsSay::Same | YearsSay::Near);
        let is_near = match self.agreement {
            // A copy is shown, and dated, long after the film.
            Agreement::Edition => true,
            Agreement::Romanised => self.years != YearsSay::Apart,
            Agreement::PartOfOurs => of_year && !is_numbered,
            Agreement::Same
            | Agreement::Spelling
            | Agreement::Bare
            | Agreement::InParentheses
            | Agreement::PartOfTheirs
            | Agreement::Words
            | Agreement::Numbered => of_year,
            Agreement::OtherNumber => false,
        };
        is_near && !self.other_id && self.people != PeopleSay::Other
    }
}
