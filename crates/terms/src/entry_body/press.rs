//! What entries about film press say.

use super::{About, Told};
use crate::{Texts, counted, kind, shortened};

impl Told for kind::PressRead {
    fn sentence(it: &Self::Body, most_words: usize) -> String {
        let finding = &it.finding;
        let headline = finding.headline.as_ref();
        let headline =
            headline.map(|headline| format!(": {}", shortened(&headline.value, most_words)));
        format!(
            "film press read in source {}{} ({}, {}, {})",
            it.source,
            headline.unwrap_or_default(),
            counted(finding.statements.len() as u64, "statement", "statements"),
            counted(finding.events.len() as u64, "event", "events"),
            counted(finding.claims.len() as u64, "claim", "claims"),
        )
    }

    fn about(it: &Self::Body) -> About<'_> {
        About {
            words_of: Some(it.source),
            ..About::default()
        }
    }

    fn texts(it: &mut Self::Body) -> Texts<'_> {
        let it = &mut **it;
        Texts {
            press: Some(&mut it.finding),
            digest: Some(&mut it.words),
            ..Texts::default()
        }
    }
}

impl Told for kind::PressSettled {
    fn sentence(it: &Self::Body, most_words: usize) -> String {
        let part = it.part.map_or("article", |(part, _)| part.word());
        let decision = shortened(&it.decision.sentence(), most_words);
        format!("film press settled: {part} {decision}")
    }

    fn about(it: &Self::Body) -> About<'_> {
        About::remarked(&it.remark)
    }

    fn texts(it: &mut Self::Body) -> Texts<'_> {
        Texts::remarked(&mut it.remark)
    }
}
