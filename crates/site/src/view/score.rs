//! A score as readers see it.

use crate::chart::IntervalBar;
use crate::show;
use ovation_score::{HEADLINE_FROM, Score};

/// A score in words and figures, ready to print.
#[derive(Debug)]
pub(crate) struct ScoreShown {
    /// The approval; none under five reviews.
    pub(crate) headline: Option<String>,
    /// `52 reviews`
    pub(crate) reviews: String,
    /// `78 to 92`
    pub(crate) interval: Option<String>,
    pub(crate) bar: Option<IntervalBar>,
    pub(crate) positives: String,
    pub(crate) negatives: String,
    /// `7.4`
    pub(crate) average: Option<String>,
    /// How many had a rating.
    pub(crate) rated: String,
    pub(crate) n: String,
    pub(crate) unsure: String,
    pub(crate) any_unsure: bool,
    /// Every review found, by what became of it: `25 reviews: 22 settled, 1 unsure but counted, 2 waiting`
    pub(crate) sum: String,
    /// What the interval means, or why there is no number yet.
    pub(crate) sentence: String,
}

impl ScoreShown {
    pub(crate) fn of(score: &Score) -> Self {
        let approval = score.approval;
        let interval = approval
            .map(|found| format!("{} to {}", show::whole(found.low), show::whole(found.high)));
        let sentence = match (&approval, score.headline) {
            (None, _) => "No review counts towards a score here.".to_owned(),
            (Some(_), false) => format!(
                "Too few for a number: a score is given from {HEADLINE_FROM} reviews on. {} of {} \
                 so far {} positive.",
                show::count(score.positives),
                show::count(score.n),
                if score.positives == 1 { "is" } else { "are" },
            ),
            (Some(found), true) => format!(
                "{} of {} reviews are positive. With that many, the share among all critics lies \
                 between {} % and {} %, nine times in ten.",
                show::count(score.positives),
                show::count(score.n),
                show::whole(found.low),
                show::whole(found.high),
            ),
        };
        Self {
            headline: approval
                .filter(|_| score.headline)
                .map(|found| show::percent(found.percent, score.positives, score.n)),
            reviews: show::counted(score.n, "review", "reviews"),
            interval,
            bar: IntervalBar::of(score).filter(|_| score.headline),
            positives: show::count(score.positives),
            negatives: show::count(score.n.saturating_sub(score.positives)),
            average: score.average.map(|average| show::tenth(average.mean)),
            rated: show::count(score.average.map_or(0, |average| average.rated)),
            n: show::count(score.n),
            unsure: show::count(score.unsure),
            any_unsure: score.unsure > 0,
            sum: sum(
                score.found,
                &[
                    (score.counted, "settled"),
                    (score.unsure, "unsure but counted"),
                    (score.waiting.saturating_sub(score.unsure), "waiting"),
                    (score.excluded, "out"),
                ],
            ),
            sentence,
        }
    }
}

/// A number of reviews and its parts, which add up to it; parts of none are left out.
pub(crate) fn sum(all: u64, parts: &[(u64, &str)]) -> String {
    let there = parts.iter().filter(|(count, _)| *count > 0);
    let told = there.map(|(count, words)| format!("{} {words}", show::count(*count)));
    let told: Vec<String> = told.collect();
    let all = show::counted(all, "review", "reviews");
    if told.is_empty() {
        return all;
    }
    format!("{all}: {}", told.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ovation_score::Approval;

    #[test]
    fn gives_the_count_and_no_number_under_five_reviews() {
        let score = Score {
            found: 4,
            counted: 4,
            n: 4,
            positives: 3,
            approval: Some(Approval {
                percent: 75.0,
                low: 35.0,
                high: 95.0,
            }),
            ..Score::default()
        };
        let shown = ScoreShown::of(&score);
        assert_eq!(shown.headline, None);
        assert!(shown.bar.is_none());
        assert_eq!(shown.reviews, "4 reviews");
        assert!(shown.sentence.contains("3 of 4 so far are positive"));
    }
}
