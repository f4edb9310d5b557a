//! The figure that leads a film's page: that of the formula that was asked for.

use crate::chart::IntervalBar;
use crate::show;
use crate::view::{FilmScore, ScoreShown};
use ovation_score::Formula;

/// A figure, its interval and what it means.
#[derive(Debug)]
pub(super) struct LeadShown {
    /// The formula's name.
    pub(super) name: &'static str,
    /// The figure; none where there is too little for one.
    pub(super) figure: Option<String>,
    /// `%`, `/10`, `/100`
    pub(super) unit: &'static str,
    pub(super) bar: Option<IntervalBar>,
    /// `52 to 81`; none where the formula has no interval.
    pub(super) interval: Option<String>,
    pub(super) sentence: String,
    /// Whether another formula than the usual one leads.
    pub(super) is_asked: bool,
}

impl LeadShown {
    pub(super) fn of(scored: &FilmScore, shown: &ScoreShown) -> Self {
        match scored.question.formula {
            Formula::AverageRating => Self::average(shown),
            Formula::WeightedScore => Self::weighted(scored),
            Formula::AdjustedApproval => Self::adjusted(scored),
            _ => Self {
                name: "Approval",
                figure: shown.headline.clone(),
                unit: "%",
                bar: shown.bar.clone(),
                interval: shown.interval.clone(),
                sentence: shown.sentence.clone(),
                is_asked: false,
            },
        }
    }

    fn asked(name: &'static str, unit: &'static str) -> Self {
        Self {
            name,
            figure: None,
            unit,
            bar: None,
            interval: None,
            sentence: String::new(),
            is_asked: true,
        }
    }

    fn average(shown: &ScoreShown) -> Self {
        let lead = Self::asked("Average rating", "/10");
        match &shown.average {
            Some(average) => Self {
                figure: Some(average.clone()),
                sentence: format!(
                    "The mean of the printed ratings, on one scale: {} of the {} reviews in the score had one.",
                    shown.rated, shown.n
                ),
                ..lead
            },
            None => Self {
                sentence: "No average: no review in the score has a rating.".to_owned(),
                ..lead
            },
        }
    }

    fn weighted(scored: &FilmScore) -> Self {
        let lead = Self::asked("Weighted score", "/100");
        let Some(found) = scored.score.weighted else {
            return Self {
                sentence: "No weighted score: no review in the score has a rating and a weight."
                    .to_owned(),
                ..lead
            };
        };
        Self {
            figure: Some(show::whole(found.score)),
            sentence: format!(
                "From {} with a rating and {} whose text lets one be expected, by the weights of outlets; {} \
                 in the score had neither.",
                show::counted(found.rated, "review", "reviews"),
                show::count(found.expected),
                show::count(found.unrated),
            ),
            ..lead
        }
    }

    fn adjusted(scored: &FilmScore) -> Self {
        let lead = Self::asked("Adjusted approval", "%");
        let Some(found) = scored.score.adjusted else {
            return Self {
                sentence: "No adjusted approval: no signed review is in the score.".to_owned(),
                ..lead
            };
        };
        let (low, high) = (show::whole(found.low), show::whole(found.high));
        Self {
            figure: Some(show::whole(found.percent)),
            bar: Some(IntervalBar::between(
                "Adjusted approval",
                (found.percent, &show::whole(found.percent)),
                (found.low, found.high),
            )),
            sentence: format!(
                "What a critic of average leniency would say, between {low} % and {high} % nine times in ten, \
                 from {} signed reviews.",
                show::count(found.signed),
            ),
            interval: Some(format!("{low} to {high}")),
            ..lead
        }
    }
}
