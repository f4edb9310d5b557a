//! What entries about how verdicts are made say.

use super::{About, Told};
use crate::{Texts, counted, kind};

impl Told for kind::JudgeLearned {
    fn sentence(it: &Self::Body, _: usize) -> String {
        format!(
            "the judge learned from {} and {}",
            counted(it.known, "known verdict", "known verdicts"),
            counted(it.settled, "settled case", "settled cases")
        )
    }

    fn about(_: &Self::Body) -> About<'_> {
        About::default()
    }

    fn texts(_: &mut Self::Body) -> Texts<'_> {
        Texts::default()
    }
}

impl Told for kind::JudgingSet {
    fn sentence(it: &Self::Body, _: usize) -> String {
        let reader = it
            .text_reader
            .map(|reader| format!("texts read by {reader}"));
        let error = it
            .accepted_error
            .map(|share| format!("accepted error {:.1} %", share * 100.0));
        let said: Vec<String> = reader.into_iter().chain(error).collect();
        format!("how verdicts are made was set: {}", said.join(", "))
    }

    fn about(_: &Self::Body) -> About<'_> {
        About::default()
    }

    fn texts(_: &mut Self::Body) -> Texts<'_> {
        Texts::default()
    }
}

impl Told for kind::LeaningsSet {
    fn sentence(it: &Self::Body, _: usize) -> String {
        let leanings = counted(it.leanings.len() as u64, "leaning", "leanings");
        format!("{leanings} of critics and outlets brought in")
    }

    fn about(it: &Self::Body) -> About<'_> {
        About::remarked(&it.remark)
    }

    fn texts(it: &mut Self::Body) -> Texts<'_> {
        Texts::remarked(&mut it.remark)
    }
}

impl Told for kind::RatingRuleSet {
    fn sentence(it: &Self::Body, _: usize) -> String {
        format!("ratings of {}", it.rule.sentence())
    }

    fn about(it: &Self::Body) -> About<'_> {
        About::remarked(&it.remark)
    }

    fn texts(it: &mut Self::Body) -> Texts<'_> {
        Texts::remarked(&mut it.remark)
    }
}

impl Told for kind::RatingRuleCleared {
    fn sentence(it: &Self::Body, _: usize) -> String {
        format!("no longer holds: ratings of {}", it.rule.sentence())
    }

    fn about(it: &Self::Body) -> About<'_> {
        About::remarked(&it.remark)
    }

    fn texts(it: &mut Self::Body) -> Texts<'_> {
        Texts::remarked(&mut it.remark)
    }
}
