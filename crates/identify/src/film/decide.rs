//! Deciding among the films whose title fits.

use super::known::{BestKnown, best_known};
use super::occasion::ReviewSays;
use super::people::PeopleSay;
use super::weigh::{Candidate, TitleSays, YearsSay};
use super::{FilmAnswer, MOST_CANDIDATES};
use ovation_terms::{Attribution, FilmId, Probability};

/// How often the film of the exact year is meant where another of the same title is a year apart:
/// nine times in ten on 80 labelled mentions (the tenth gives the release's year of a film that the
/// catalogue has under its festival's).
const NEIGHBOUR_P: f64 = 0.9;
/// The share of the film of the exact year among those of its title that leaves it the one meant.
const LIKELY: f64 = 0.7;

/// What the printed titles are like.
#[derive(Clone, Copy, Debug)]
pub(super) struct Printed {
    /// What one has behind its colon or dash is a number, or has one.
    pub(super) is_numbered: bool,
    /// How many words the longest has beside its article.
    pub(super) words: usize,
}

/// Decides among the films whose title fits; there is at least one.
pub(super) fn decide(mut candidates: Vec<Candidate>, printed: Printed) -> FilmAnswer {
    candidates.sort_by(|a, b| {
        b.fits()
            .cmp(&a.fits())
            .then(a.people.cmp(&b.people))
            .then(b.titles.cmp(&a.titles))
            .then(b.p().total_cmp(&a.p()))
            .then(a.film.cmp(&b.film))
    });
    let fitting: Vec<&Candidate> = candidates.iter().filter(|it| it.fits()).collect();
    let Some(best) = fitting.first().copied() else {
        return nobody_fits(&candidates, printed.is_numbered);
    };
    let title = TitleSays {
        words: printed.words,
    };
    let choice = Choice {
        best,
        fitting,
        all: first_of(&candidates),
        title,
    };
    choice
        .by_popularity()
        .or_else(|| choice.equals())
        .or_else(|| choice.doubts())
        .unwrap_or_else(|| choice.settled())
}

fn first_of(candidates: &[Candidate]) -> Vec<FilmId> {
    let films = candidates.iter().map(|candidate| candidate.film);
    films.take(MOST_CANDIDATES).collect()
}

/// No film fits: what is nearest stands beside the answer.
fn nobody_fits(candidates: &[Candidate], is_numbered: bool) -> FilmAnswer {
    let why = match candidates {
        [only] => only.why(),
        several => format!("{} films have this title, none of this year", several.len()),
    };
    let answer = Attribution {
        chosen: None,
        p: Probability::ZERO,
        why,
        candidates: first_of(candidates),
    };
    if candidates.iter().any(|it| it.is_near(is_numbered)) {
        FilmAnswer::Slip(answer)
    } else {
        FilmAnswer::Unknown(answer)
    }
}

/// The films that fit, best first.
struct Choice<'c> {
    best: &'c Candidate,
    fitting: Vec<&'c Candidate>,
    /// All whose title fits, those that do not fit otherwise behind.
    all: Vec<FilmId>,
    title: TitleSays,
}

impl Choice<'_> {
    /// Where people and titles leave several, how well known they are decides, or leaves them side by side.
    fn by_popularity(&self) -> Option<FilmAnswer> {
        let peers = self.fitting.iter().copied();
        // A release elsewhere is no reading of a year in which a film of the title came out.
        let has_year = self.best.years == YearsSay::Same;
        let peers = peers
            .filter(|peer| peer.people == self.best.people && peer.titles == self.best.titles)
            .filter(|peer| !(has_year && peer.years == YearsSay::Apart))
            .collect::<Vec<_>>();
        match best_known(&peers) {
            BestKnown::One(known, _) if is_doubtful_page(known) => {
                Some(FilmAnswer::Ambiguous(self.doubtful(known)))
            }
            BestKnown::One(known, _) if known.people == PeopleSay::Other && known.titles < 2 => {
                Some(self.waits(known.p(), known.why()))
            }
            BestKnown::One(known, share) if known.is_doubtful(self.title) => {
                Some(self.waits(share.min(known.p()), little_known(known)))
            }
            BestKnown::One(known, share) => Some(FilmAnswer::One(Attribution {
                chosen: Some(known.film),
                p: Probability::clamped(known.p().max(p_of_years(known)) * share),
                why: format!(
                    "{}; of {} films that may be meant it is by far the best known",
                    known.why(),
                    peers.len()
                ),
                candidates: self.all.clone(),
            })),
            // The exact year decides where the best known does not speak against it.
            BestKnown::Several(likeliest, share)
                if self.rivals() == 0 && likeliest.film == self.best.film && share >= LIKELY =>
            {
                None
            }
            BestKnown::Several(_, share) => Some(self.waits(
                share,
                format!(
                    "{} films fit, none of them far better than the others: {}",
                    peers.len(),
                    self.best.why()
                ),
            )),
            BestKnown::Untold => None,
        }
    }

    /// How many others fit as well as the best.
    fn rivals(&self) -> usize {
        let others = self.fitting.iter().skip(1);
        others.filter(|rival| !beats(self.best, rival)).count()
    }

    fn equals(&self) -> Option<FilmAnswer> {
        let rivals = self.rivals();
        (rivals > 0).then(|| {
            self.waits(
                1.0 / float(rivals + 1),
                format!("{} films fit equally: {}", rivals + 1, self.best.why()),
            )
        })
    }

    /// The best fits, and something says that another may be meant.
    fn doubts(&self) -> Option<FilmAnswer> {
        let best = self.best;
        if is_doubtful_page(best) && best.titles < 2 {
            return Some(FilmAnswer::Ambiguous(self.doubtful(best)));
        }
        // Other people are named: title and year may be a namesake's, where not two of its titles are printed.
        let is_told = best.years == YearsSay::Same && best.titles > 1;
        if best.people == PeopleSay::Other && !is_told {
            return Some(self.waits(best.p(), best.why()));
        }
        let is_doubtful = best.is_doubtful(self.title);
        is_doubtful.then(|| self.waits(best.p(), little_known(best)))
    }

    /// The best is meant.
    fn settled(&self) -> FilmAnswer {
        let best = self.best;
        let neighbour = self
            .fitting
            .iter()
            .skip(1)
            .find(|rival| rival.agreement <= best.agreement && rival.years == YearsSay::Near);
        if best.years == YearsSay::Same
            && !best.is_by_same()
            && let Some(other) = neighbour
        {
            return FilmAnswer::One(Attribution {
                chosen: Some(best.film),
                p: Probability::clamped(best.p().min(NEIGHBOUR_P)),
                why: format!(
                    "{}; film {} has the same title a year apart",
                    best.why(),
                    other.film
                ),
                candidates: self.all.clone(),
            });
        }
        FilmAnswer::One(Attribution {
            chosen: Some(best.film),
            p: Probability::clamped(best.p()),
            why: best.why(),
            candidates: Vec::new(),
        })
    }

    fn waits(&self, p: f64, why: String) -> FilmAnswer {
        FilmAnswer::Ambiguous(Attribution {
            chosen: None,
            p: Probability::clamped(p),
            why,
            candidates: self.all.clone(),
        })
    }

    /// A page's bare title is no film's beyond doubt.
    fn doubtful(&self, best: &Candidate) -> Attribution<FilmId> {
        Attribution {
            chosen: None,
            p: Probability::HALF,
            why: format!(
                "{}, but no year is stated and the review did not come out with this film, as far as is \
                 known: an older film of the title may be meant",
                best.why()
            ),
            candidates: self.all.clone(),
        }
    }
}

fn little_known(candidate: &Candidate) -> String {
    format!(
        "{}, but few people know this film and another may be meant",
        candidate.why()
    )
}

/// Whether nothing but a page's bare title speaks for it.
fn is_doubtful_page(candidate: &Candidate) -> bool {
    candidate.years == YearsSay::Nothing
        && candidate.review == ReviewSays::Doubtful
        && !candidate.is_by_same()
}

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
    // The people decide: two films of one title and year have others.
    if best.people != rival.people {
        return best.people < rival.people;
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
