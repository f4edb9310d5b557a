//! The state of a review: counted, waiting or excluded, and why.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Every review is in exactly one state at every moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// In the score.
    Counted,
    /// On the desk for a person. With a film and a `p` it counts in the meantime, marked unsure.
    Waiting,
    /// Out, with a reason.
    Excluded,
}

impl State {
    /// The text form: `counted`, `waiting`, `excluded`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::Waiting => "waiting",
            Self::Excluded => "excluded",
        }
    }

    /// Reads the text form.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Counted, Self::Waiting, Self::Excluded]
            .into_iter()
            .find(|s| s.code() == code)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Why a review waits or is out. The text form (`kebab-case`) is stored and counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Reason {
    /// Waits: the source names no film.
    FilmMissing,
    /// Waits: no film of the record or its catalogues fits; a person may create it.
    FilmUnknown,
    /// Waits: several films fit.
    FilmAmbiguous,
    /// Waits: several critics or outlets of that name fit.
    BylineAmbiguous,
    /// Waits: the model's probability lies between the bounds.
    VerdictUnsure,
    /// Waits: rating and text disagree.
    RatingAgainstText,
    /// Waits: a bare number of which no scale is known, and nothing else to judge by.
    ScaleUnknown,
    /// Waits: the text is in a language the model was not tested on.
    LanguageUntested,
    /// Excluded: neither a stated verdict nor a readable rating nor a text to judge.
    NothingToJudge,
    /// Excluded: the page is no review of a film.
    NotAReview,
    /// Excluded: a newer review of the same film by the same critic stands.
    Superseded,
    /// Excluded: a person took it out.
    ByPerson,
    /// Excluded: the same review stands elsewhere in the record, and is counted there.
    Twin,
    /// Excluded: withdrawn by its critic or outlet, or its page is gone for good.
    Withdrawn,
    /// Excluded: its source was deleted at its owner's request.
    SourceDeleted,
    /// Excluded: the import that brought it was taken back.
    ImportUndone,
    /// Waits: a rating in words or signs that nobody has said the worth of, and nothing else to
    /// judge by.
    RatingUnknown,
    /// Waits: another critic's review has nearly the same text.
    MayBeSame,
    /// Waits: a person has to say whether it is a review of a film. It takes no part in scores
    /// until then.
    ReviewUnsure,
}

impl Reason {
    const ALL: [Self; 19] = [
        Self::FilmMissing,
        Self::FilmUnknown,
        Self::FilmAmbiguous,
        Self::BylineAmbiguous,
        Self::VerdictUnsure,
        Self::RatingAgainstText,
        Self::ScaleUnknown,
        Self::LanguageUntested,
        Self::NothingToJudge,
        Self::NotAReview,
        Self::Superseded,
        Self::ByPerson,
        Self::Twin,
        Self::Withdrawn,
        Self::SourceDeleted,
        Self::ImportUndone,
        Self::RatingUnknown,
        Self::MayBeSame,
        Self::ReviewUnsure,
    ];

    /// Every reason.
    pub fn all() -> &'static [Self] {
        &Self::ALL
    }

    /// The text form, such as `film-ambiguous`.
    pub fn code(self) -> &'static str {
        match self {
            Self::FilmMissing => "film-missing",
            Self::FilmUnknown => "film-unknown",
            Self::FilmAmbiguous => "film-ambiguous",
            Self::BylineAmbiguous => "byline-ambiguous",
            Self::VerdictUnsure => "verdict-unsure",
            Self::RatingAgainstText => "rating-against-text",
            Self::ScaleUnknown => "scale-unknown",
            Self::LanguageUntested => "language-untested",
            Self::NothingToJudge => "nothing-to-judge",
            Self::NotAReview => "not-a-review",
            Self::Superseded => "superseded",
            Self::ByPerson => "by-person",
            Self::Twin => "twin",
            Self::Withdrawn => "withdrawn",
            Self::SourceDeleted => "source-deleted",
            Self::ImportUndone => "import-undone",
            Self::RatingUnknown => "rating-unknown",
            Self::MayBeSame => "may-be-same",
            Self::ReviewUnsure => "review-unsure",
        }
    }

    /// Reads the text form.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// What a reader is told.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::FilmMissing => "the source names no film",
            Self::FilmUnknown => "no film of the catalogue fits; it may be created",
            Self::FilmAmbiguous => "several films fit",
            Self::BylineAmbiguous => "several critics or outlets fit the byline",
            Self::VerdictUnsure => "not sure whether the review is for or against",
            Self::RatingAgainstText => "the rating and the text disagree",
            Self::ScaleUnknown => "a bare number, and no scale is known for this critic or outlet",
            Self::LanguageUntested => {
                "the text is in a language that the model was tested on too little, or not at all"
            }
            Self::NothingToJudge => "no stated verdict, no readable rating and no text to judge",
            Self::NotAReview => "not a review of a film",
            Self::Superseded => "a newer review of this film by the same critic stands",
            Self::ByPerson => "taken out by an editor",
            Self::Twin => "the same review stands elsewhere in the record and is counted there",
            Self::Withdrawn => {
                "withdrawn by the critic or the outlet, or no longer where it was read"
            }
            Self::SourceDeleted => "its source was deleted at its owner's request",
            Self::ImportUndone => "the import that brought it was taken back",
            Self::RatingUnknown => {
                "a rating in words or signs, and nobody has said yet what they are worth"
            }
            Self::MayBeSame => "it may be another review of the record, and nobody has said yet",
            Self::ReviewUnsure => "is this a review of a film? The page leaves it unsure",
        }
    }

    /// The state this reason leads to.
    pub fn state(self) -> State {
        match self {
            Self::NothingToJudge
            | Self::NotAReview
            | Self::Superseded
            | Self::ByPerson
            | Self::Twin
            | Self::Withdrawn
            | Self::SourceDeleted
            | Self::ImportUndone => State::Excluded,
            _ => State::Waiting,
        }
    }

    /// Whether it keeps a review that waits out of scores: its film is open, or whether it is a review
    /// at all.
    pub fn keeps_out(self) -> bool {
        self.is_about_film() || self == Self::ReviewUnsure
    }

    /// Whether choosing the film settles it.
    pub fn is_about_film(self) -> bool {
        matches!(
            self,
            Self::FilmMissing | Self::FilmUnknown | Self::FilmAmbiguous
        )
    }

    /// Whether it follows from people's decisions or from other reviews: no reading says it.
    pub fn is_never_read(self) -> bool {
        matches!(
            self,
            Self::Superseded
                | Self::ByPerson
                | Self::Twin
                | Self::Withdrawn
                | Self::SourceDeleted
                | Self::ImportUndone
        )
    }

    /// Whether judging says it, so that judging anew may take it back.
    pub fn is_judged(self) -> bool {
        self.is_about_verdict() || self == Self::NotAReview
    }

    /// Whether stating the verdict settles it.
    pub fn is_about_verdict(self) -> bool {
        matches!(
            self,
            Self::VerdictUnsure
                | Self::RatingAgainstText
                | Self::ScaleUnknown
                | Self::RatingUnknown
                | Self::LanguageUntested
                | Self::NothingToJudge
        )
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A review's reasons; its state follows from them, so the two can never disagree.
///
/// No reason: counted. Any excluding reason: excluded. Else: waiting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Standing {
    reasons: Vec<Reason>,
}

impl Standing {
    /// From reasons in any order; repeats are dropped.
    pub fn new(mut reasons: Vec<Reason>) -> Self {
        reasons.sort_unstable();
        reasons.dedup();
        Self { reasons }
    }

    /// The state the reasons lead to.
    pub fn state(&self) -> State {
        self.reasons
            .iter()
            .map(|reason| reason.state())
            .max()
            .unwrap_or(State::Counted)
    }

    /// Whether a review of this standing that has a verdict takes part in scores: it is not out, its
    /// film is known, and it is sure to be a review.
    pub fn takes_part(&self) -> bool {
        let keeps_out = self.reasons.iter().any(|reason| reason.keeps_out());
        self.state() != State::Excluded && !keeps_out
    }

    /// Why, sorted; empty when counted.
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }

    /// Adds a reason.
    pub fn add(&mut self, reason: Reason) {
        if let Err(place) = self.reasons.binary_search(&reason) {
            self.reasons.insert(place, reason);
        }
    }

    /// Drops the reasons that `settled` names.
    pub fn settle(&mut self, settled: impl Fn(Reason) -> bool) {
        self.reasons.retain(|reason| !settled(*reason));
    }

    /// The reasons as bits of a number, for tables in memory: bit `i` is the reason of place `i`
    /// in the order of [`Reason`]. Never stored.
    pub fn to_bits(&self) -> u32 {
        let bit = |reason: &Reason| 1_u32 << (*reason as u32);
        self.reasons.iter().map(bit).fold(0, |all, one| all | one)
    }

    /// Reads [`Standing::to_bits`].
    pub fn from_bits(bits: u32) -> Self {
        let set = |reason: &Reason| bits & (1 << (*reason as u32)) != 0;
        Self::new(Reason::ALL.into_iter().filter(set).collect())
    }

    /// Text form for a column: codes joined by spaces.
    pub fn to_codes(&self) -> String {
        let codes: Vec<_> = self.reasons.iter().map(|reason| reason.code()).collect();
        codes.join(" ")
    }

    /// Reads the column's form; unknown codes are dropped.
    pub fn from_codes(codes: &str) -> Self {
        Self::new(codes.split(' ').filter_map(Reason::from_code).collect())
    }
}
