//! What people answered to "is this a review of a film?", site by site.

use crate::rating::{log_odds, sigmoid};
use ovation_terms::{LikelyBySite, Probability, ReviewLikely, Seq};
use std::collections::BTreeMap;

/// How far sites lie apart, as the variance of their log-odds: so that one answer moves an even page
/// to .40 or .60 only, and ten of one sort settle it.
///
/// Each page of 45 sites foretold with the answers on the others of its site, on data that the model of
/// kinds was not learned from (`review-pages-fresh-1`): the mean loss falls from .247 without answers to
/// .199, from .528 to .379 on pages that are unsure. Four would be better still (.183), but moves by one
/// answer as far as one per day of testing shows: to .26.
const VARIANCE: f64 = 1.0;

/// Newton's steps; the function is smooth and concave, and settles in a few.
const STEPS: usize = 50;

/// Answers on one site.
#[derive(Clone, Debug, Default, PartialEq)]
struct SiteSays {
    /// What each page was thought to be, in log-odds, and whether it is a review.
    given: Vec<(f64, bool)>,
    /// What they add to the log-odds of its other pages.
    shift: f64,
}

/// The answers of a record, by site: what its pages are is learned from them, for no other site.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteAnswers {
    by_site: BTreeMap<String, SiteSays>,
    through: Seq,
}

impl SiteAnswers {
    /// Learns from answers, each with its page's site and how likely the page was by itself; `through`
    /// is the last entry that they were taken from. Their order says nothing.
    ///
    /// A site's shift of the log-odds is the likeliest under a normal distribution about nought: with
    /// few answers it is small.
    pub fn learn(
        answers: impl IntoIterator<Item = (String, Probability, bool)>,
        through: Seq,
    ) -> Self {
        let mut by_site: BTreeMap<String, SiteSays> = BTreeMap::new();
        for (site, p, is_review) in answers {
            let says = by_site.entry(site).or_default();
            says.given.push((log_odds(p.get()), is_review));
        }
        for says in by_site.values_mut() {
            // Sums of the same numbers in another order may differ in the last place.
            says.given
                .sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
            says.shift = shift(&says.given);
        }
        Self { by_site, through }
    }

    /// Whether nothing was answered.
    pub fn is_empty(&self) -> bool {
        self.by_site.is_empty()
    }

    /// What the answers on a site make of another of its pages; none where nobody answered there.
    pub fn of(&self, site: &str, page: &ReviewLikely) -> Option<LikelyBySite> {
        let says = self.by_site.get(site)?;
        let p = sigmoid(log_odds(page.p.get()) + says.shift);
        Some(LikelyBySite {
            p: Probability::clamped((p * 1e4).round() / 1e4),
            why: says.why(),
            through: self.through,
        })
    }
}

impl SiteSays {
    /// For a reader: `12 of 12 answers on this site say no review`.
    fn why(&self) -> String {
        let all = self.given.len();
        let yes = self
            .given
            .iter()
            .filter(|(_, is_review)| *is_review)
            .count();
        let no = all - yes;
        if no > yes {
            format!("{no} of {all} answers on this site say no review of a film")
        } else {
            format!("{yes} of {all} answers on this site say a review of a film")
        }
    }
}

/// The likeliest shift of the log-odds.
fn shift(given: &[(f64, bool)]) -> f64 {
    let mut shift = 0.0_f64;
    for _ in 0..STEPS {
        let mut slope = -shift / VARIANCE;
        let mut curve = -1.0 / VARIANCE;
        for (odds, is_review) in given {
            let p = sigmoid(odds + shift);
            slope += f64::from(u8::from(*is_review)) - p;
            curve -= p * (1.0 - p);
        }
        let step = slope / curve;
        shift -= step;
        if step.abs() < 1e-12 {
            break;
        }
    }
    shift
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(p: f64) -> ReviewLikely {
        ReviewLikely {
            p: Probability::clamped(p),
            none: Probability::clamped(0.186),
            sure: Probability::clamped(0.799),
            by_site: None,
        }
    }

    fn after(answers: &[(&str, f64, bool)], site: &str, p: f64) -> Option<(f64, String)> {
        let answers = answers
            .iter()
            .map(|(site, p, is)| ((*site).to_owned(), Probability::clamped(*p), *is));
        let known = SiteAnswers::learn(answers, Seq(9));
        let by_site = known.of(site, &page(p))?;
        Some((by_site.p.get(), by_site.why))
    }

    #[test]
    fn one_answer_barely_moves_and_ten_of_one_sort_settle() {
        let (one, why) = after(&[("quay.example", 0.5, false)], "quay.example", 0.5).unwrap();
        assert!((0.38..0.45).contains(&one), "{one}");
        assert_eq!(why, "1 of 1 answers on this site say no review of a film");
        let ten = [("quay.example", 0.5, false); 10];
        let (after_ten, _) = after(&ten, "quay.example", 0.5).unwrap();
        assert!(after_ten < 0.186, "{after_ten}");
        let ten = [("quay.example", 0.5, true); 10];
        let (after_ten, why) = after(&ten, "quay.example", 0.5).unwrap();
        assert!(after_ten > 0.799, "{after_ten}");
        assert_eq!(why, "10 of 10 answers on this site say a review of a film");
    }

    #[test]
    fn mixed_answers_move_little_and_foreseen_ones_less() {
        let mixed: Vec<_> = (0..10)
            .map(|at| ("quay.example", 0.5, at % 2 == 0))
            .collect();
        let (p, _) = after(&mixed, "quay.example", 0.5).unwrap();
        assert!((p - 0.5).abs() < 1e-3, "{p}");
        let foreseen = [("quay.example", 0.2, false); 4];
        let surprising = [("quay.example", 0.8, false); 4];
        let (foreseen, _) = after(&foreseen, "quay.example", 0.5).unwrap();
        let (surprising, _) = after(&surprising, "quay.example", 0.5).unwrap();
        assert!(
            surprising < foreseen && foreseen < 0.5,
            "{surprising} {foreseen}"
        );
    }

    #[test]
    fn no_site_learns_from_another_and_order_says_nothing() {
        let answers = [
            ("quay.example", 0.4, false),
            ("quay.example", 0.7, true),
            ("quay.example", 0.6, false),
            ("lantern.example", 0.5, true),
        ];
        assert_eq!(after(&answers, "harbour.example", 0.5), None);
        let alone: Vec<_> = answers.iter().copied().take(3).rev().collect();
        let (both, single) = (
            after(&answers, "quay.example", 0.5),
            after(&alone, "quay.example", 0.5),
        );
        assert_eq!(both, single);
    }
}
