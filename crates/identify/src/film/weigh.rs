//! Weighing the films whose title fits.

use super::known::{BestKnown, best_known, is_hardly_known, is_well_known};
use super::occasion::ReviewSays;
use super::{FilmAnswer, MOST_CANDIDATES};
use crate::title::{Form, Strength};
use ovation_terms::{Attribution, FilmId, Probability};

/// How a printed title and a film's title agree, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Agreement {
    /// Letter by letter.
    Same,
    /// In another spelling.
    Spelling,
    /// What is printed has a remark on a cut, a copy or a showing behind the film's title.
    Edition,
    /// A further title in parentheses is the film's: it may be a remark.
    InParentheses,
    /// What is printed is the film's title without its subtitle.
    PartOfTheirs,
    /// Both are the film of the same number in a row, under different subtitles; or what is printed has the
    /// number where the film has a subtitle.
    Numbered,
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
                Strength::Same | Strength::Spelling => Self::Edition,
                Strength::Part | Strength::NumberedPart => Self::PartOfTheirs,
                Strength::WithoutNumber => return None,
            });
        }
        Some(match (printed.strength, theirs) {
            (
                Strength::NumberedPart,
                Strength::NumberedPart | Strength::Same | Strength::Spelling,
            )
            | (Strength::WithoutNumber, Strength::Part) => Self::Numbered,
            (Strength::WithoutNumber, _) | (_, Strength::WithoutNumber) => return None,
            (Strength::Part | Strength::NumberedPart, Strength::Part | Strength::NumberedPart) => {
                return None;
            }
            (Strength::Part, _) if printed.in_parentheses => Self::InParentheses,
            (Strength::Part, _) if printed.lost_number => Self::OtherNumber,
            (Strength::Part, _) => Self::PartOfOurs,
            (_, Strength::Part | Strength::NumberedPart) => Self::PartOfTheirs,
            (Strength::Same, Strength::Same) => Self::Same,
            _ => Self::Spelling,
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

/// What the directors' names say, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DirectorsSay {
    /// One is the same.
    Same,
    /// The mention or the film has none.
    Nothing,
    /// Others are named.
    Other,
}

/// A film whose title fits.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) film: FilmId,
    pub(super) agreement: Agreement,
    /// How many of the printed titles (title, original title, those in parentheses) are its own.
    pub(super) titles: u32,
    pub(super) years: YearsSay,
    pub(super) directors: DirectorsSay,
    /// A person is asked before it is taken, as the operator wants of editions.
    pub(super) is_asked: bool,
    /// The mention gives another id of the same catalogue.
    pub(super) other_id: bool,
    /// How many people voted on it; none where nothing tells how well known it is.
    pub(super) votes: Option<u64>,
    /// The mention's year is two after the film's: that of a release elsewhere, perhaps.
    pub(super) is_later: bool,
    /// What the review's date says, where no year is stated.
    pub(super) review: ReviewSays,
}

impl Candidate {
    /// Whether it may be the film at all.
    fn fits(&self) -> bool {
        if self.other_id || self.is_asked {
            return false;
        }
        let whole = self.agreement <= Agreement::Edition;
        match self.years {
            YearsSay::Same => match self.agreement {
                Agreement::Same
                | Agreement::Spelling
                | Agreement::Edition
                | Agreement::InParentheses
                | Agreement::PartOfTheirs => true,
                // What is printed beyond the film's title may make it another film; hardly one of the
                // very year in which a well-known film has the title.
                Agreement::Numbered => self.votes.is_some() && !is_hardly_known(self.votes),
                Agreement::PartOfOurs => is_well_known(self),
                Agreement::OtherNumber => false,
            },
            YearsSay::Near => match self.agreement {
                Agreement::Same
                | Agreement::Spelling
                | Agreement::Edition
                | Agreement::InParentheses => true,
                Agreement::PartOfTheirs
                | Agreement::Numbered
                | Agreement::PartOfOurs
                | Agreement::OtherNumber => false,
            },
            YearsSay::Nothing => whole && self.review != ReviewSays::Before,
            // A year printed wrong, or that of a later release: only with the director.
            YearsSay::Apart => whole && self.is_by_same() || self.is_late_release(),
        }
    }

    /// Whether it fits, and as often another film of the title is meant: one that hardly anybody knows, by
    /// a neighbouring year; one that not many know, by a shorter title than its own.
    fn is_doubtful(&self) -> bool {
        !self.is_by_same()
            && (self.years == YearsSay::Near && is_hardly_known(self.votes)
                || self.agreement == Agreement::PartOfTheirs
                    && self.votes.is_some()
                    && !is_well_known(self))
    }

    fn is_by_same(&self) -> bool {
        self.directors == DirectorsSay::Same
    }

    /// Whether it may be a well-known film at its release in another country.
    pub(super) fn is_late_release(&self) -> bool {
        self.is_later && self.agreement == Agreement::Same && is_well_known(self)
    }

    /// Whether the title as a whole is the film's and the year is not against it, whatever the ids say.
    pub(super) fn is_by_title(&self) -> bool {
        self.agreement <= Agreement::Edition && self.years != YearsSay::Apart
    }

    /// Whether it may be the film although it does not fit well enough, so that a person is asked
    /// before there are two: the title is the film's with a subtitle more or less, or with a remark on
    /// the edition, and the years agree within one. A number in the subtitle is a sequel's.
    fn is_near(&self, is_numbered: bool) -> bool {
        let of_year = matches!(self.years, YearsSay::Same | YearsSay::Near);
        let is_near = match self.agreement {
            // A copy is shown, and dated, long after the film.
            Agreement::Edition => true,
            Agreement::PartOfOurs => of_year && !is_numbered,
            Agreement::Same
            | Agreement::Spelling
            | Agreement::InParentheses
            | Agreement::PartOfTheirs
            | Agreement::Numbered => of_year,
            Agreement::OtherNumber => false,
        };
        is_near && !self.other_id && self.directors != DirectorsSay::Other
    }

    /// How probable it is that this one is meant, when no other fits.
    fn p(&self) -> f64 {
        let years = match self.years {
            YearsSay::Same => 0.99,
            YearsSay::Near => 0.96,
            YearsSay::Nothing => 0.9,
            YearsSay::Apart => 0.8,
        };
        let title = match self.agreement {
            Agreement::Same => 1.0,
            Agreement::Spelling => 0.98,
            Agreement::Edition => 0.97,
            Agreement::InParentheses => 0.96,
            Agreement::PartOfTheirs => 0.93,
            Agreement::Numbered => 0.9,
            Agreement::PartOfOurs => 0.88,
            Agreement::OtherNumber => 0.1,
        };
        match self.directors {
            DirectorsSay::Same => 1.0 - (1.0 - years * title) * 0.3,
            DirectorsSay::Nothing => years * title,
            DirectorsSay::Other => years * title * 0.75,
        }
    }

    fn why(&self) -> String {
        let title = match self.agreement {
            Agreement::Same => "title",
            Agreement::Spelling => "title (spelled otherwise)",
            Agreement::Edition => "title without its remark on cut, copy or showing",
            Agreement::InParentheses => "title in parentheses",
            Agreement::PartOfTheirs => "title without its subtitle",
            Agreement::Numbered => "title but for number or subtitle",
            Agreement::PartOfOurs => "title but for the subtitle",
            Agreement::OtherNumber => "title but for the number",
        };
        let mut agree = vec![title];
        let mut but = Vec::new();
        match self.years {
            YearsSay::Same => agree.push("year"),
            YearsSay::Near => agree.push("year (within one)"),
            YearsSay::Nothing => match self.review {
                ReviewSays::With => agree.push("the review's date"),
                ReviewSays::Before => but.push("the review came out before it"),
                ReviewSays::Nothing | ReviewSays::Doubtful => {}
            },
            YearsSay::Apart if self.is_late_release() => {
                but.push("the year is two later, as of a release elsewhere");
            }
            YearsSay::Apart => but.push("the year is another"),
        }
        match self.directors {
            DirectorsSay::Same => agree.push("director"),
            DirectorsSay::Nothing => {}
            DirectorsSay::Other => but.push("another director is named"),
        }
        if self.other_id {
            but.push("the id is another");
        }
        let verb = if agree.len() == 1 { "agrees" } else { "agree" };
        let mut why = format!("{} {verb}", agree.join(" and "));
        if !but.is_empty() {
            why.push_str(", but ");
            why.push_str(&but.join(" and "));
        }
        why
    }
}

/// How often the film of the exact year is meant where another of the same title is a year apart:
/// nine times in ten on 80 labelled mentions (the tenth gives the release's year of a film that the
/// catalogue has under its festival's).
const NEIGHBOUR_P: f64 = 0.9;

/// Decides among the films whose title fits; there is at least one.
/// `is_numbered`: what the printed title has behind its colon or dash is a number.
pub(super) fn decide(mut candidates: Vec<Candidate>, is_numbered: bool) -> FilmAnswer {
    candidates.sort_by(|a, b| {
        b.fits()
            .cmp(&a.fits())
            .then(a.directors.cmp(&b.directors))
            .then(b.titles.cmp(&a.titles))
            .then(b.p().total_cmp(&a.p()))
            .then(a.film.cmp(&b.film))
    });
    let all: Vec<FilmId> = candidates
        .iter()
        .map(|candidate| candidate.film)
        .take(MOST_CANDIDATES)
        .collect();
    let fitting: Vec<&Candidate> = candidates
        .iter()
        .filter(|candidate| candidate.fits())
        .collect();
    let Some(best) = fitting.first() else {
        let why = match candidates.as_slice() {
            [only] => only.why(),
            several => format!("{} films have this title, none of this year", several.len()),
        };
        let answer = Attribution {
            chosen: None,
            p: Probability::ZERO,
            why,
            candidates: all,
        };
        return if candidates.iter().any(|it| it.is_near(is_numbered)) {
            FilmAnswer::Slip(answer)
        } else {
            FilmAnswer::Unknown(answer)
        };
    };
    let rivals: Vec<&&Candidate> = fitting
        .iter()
        .skip(1)
        .filter(|rival| !beats(best, rival))
        .collect();
    let p = Probability::clamped(best.p());
    let peers: Vec<&Candidate> = fitting
        .iter()
        .copied()
        .filter(|peer| peer.directors == best.directors && peer.titles == best.titles)
        .collect();
    match best_known(&peers) {
        BestKnown::One(known, _) if known.review == ReviewSays::Doubtful && !known.is_by_same() => {
            return FilmAnswer::Ambiguous(doubtful(known, all));
        }
        BestKnown::One(known, share) => {
            return FilmAnswer::One(Attribution {
                chosen: Some(known.film),
                p: Probability::clamped(known.p().max(p_of_years(known)) * share),
                why: format!(
                    "{}; of {} films that may be meant it is by far the best known",
                    known.why(),
                    peers.len()
                ),
                candidates: all,
            });
        }
        // The exact year decides where the best known does not speak against it.
        BestKnown::Several(likeliest, share)
            if rivals.is_empty() && likeliest.film == best.film && share >= LIKELY => {}
        BestKnown::Several(_, share) => {
            return FilmAnswer::Ambiguous(Attribution {
                chosen: None,
                p: Probability::clamped(share),
                why: format!(
                    "{} films fit, none of them far better than the others: {}",
                    peers.len(),
                    best.why()
                ),
                candidates: all,
            });
        }
        BestKnown::Untold => {}
    }
    if !rivals.is_empty() {
        let why = format!("{} films fit equally: {}", rivals.len() + 1, best.why());
        return FilmAnswer::Ambiguous(Attribution {
            chosen: None,
            p: Probability::clamped(1.0 / float(rivals.len() + 1)),
            why,
            candidates: all,
        });
    }
    if best.years == YearsSay::Nothing
        && best.review == ReviewSays::Doubtful
        && best.directors != DirectorsSay::Same
        && best.titles < 2
    {
        return FilmAnswer::Ambiguous(doubtful(best, all));
    }
    let is_other_year = best.directors == DirectorsSay::Other && best.years != YearsSay::Same;
    if is_other_year || best.is_doubtful() {
        let little_known = if is_other_year {
            ""
        } else {
            ", but few people know this film and another may be meant"
        };
        return FilmAnswer::Ambiguous(Attribution {
            chosen: None,
            p,
            why: format!("{}{little_known}", best.why()),
            candidates: all,
        });
    }
    let close: Vec<FilmId> = fitting
        .iter()
        .skip(1)
        .filter(|rival| rival.agreement <= best.agreement && rival.years == YearsSay::Near)
        .map(|rival| rival.film)
        .collect();
    if best.years == YearsSay::Same
        && best.directors != DirectorsSay::Same
        && let Some(other) = close.first()
    {
        return FilmAnswer::One(Attribution {
            chosen: Some(best.film),
            p: Probability::clamped(best.p().min(NEIGHBOUR_P)),
            why: format!(
                "{}; film {other} has the same title a year apart",
                best.why()
            ),
            candidates: all,
        });
    }
    FilmAnswer::One(Attribution {
        chosen: Some(best.film),
        p,
        why: best.why(),
        candidates: Vec::new(),
    })
}

/// A page's bare title is no film's beyond doubt.
fn doubtful(best: &Candidate, candidates: Vec<FilmId>) -> Attribution<FilmId> {
    Attribution {
        chosen: None,
        p: Probability::HALF,
        why: format!(
            "{}, but no year is stated and the review did not come out with this film, as far as is \
             known: an older film of the title may be meant",
            best.why()
        ),
        candidates,
    }
}

/// The share of the film of the exact year among those of its title that leaves it the one meant.
const LIKELY: f64 = 0.7;

/// How probable a title's film is where its being well known stands for the year.
fn p_of_years(known: &Candidate) -> f64 {
    match known.years {
        YearsSay::Same => 0.99,
        YearsSay::Near | YearsSay::Nothing => 0.97,
        YearsSay::Apart => 0.0,
    }
}

/// Whether one candidate is clearly the one meant, beside another that would fit too.
fn beats(best: &Candidate, rival: &Candidate) -> bool {
    // The director decides: two films of one title and year have two.
    if best.directors != rival.directors {
        return best.directors < rival.directors;
    }
    if best.titles != rival.titles {
        return best.titles > rival.titles;
    }
    // A title shared without a year is ambiguous, always; else the exact year decides.
    if best.years != rival.years {
        return best.years == YearsSay::Same && best.agreement <= rival.agreement;
    }
    best.years != YearsSay::Nothing && best.agreement < rival.agreement
}

/// A small count as a float.
fn float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
