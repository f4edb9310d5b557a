//! What an editor writes of a film, and a draft to begin from: the sentences that weighed most on either side.

use crate::DeskError;
use async_recursion::async_recursion as boxed;
use ovation_ledger::Ledger;
use ovation_terms::{
    EditorTextSet, EntryBody, FilmRecord, Remark, ReviewId, SignedText, TextAbout, shortened,
};

/// Sentences of a draft on either side.
const SENTENCES: usize = 3;
/// The most words of one sentence.
const SENTENCE_WORDS: usize = 30;
/// The most reviews that are looked through for sentences.
const REVIEWS: usize = 400;

/// A sentence that weighed in a verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftSentence {
    /// The review that it stands in.
    pub review: ReviewId,
    /// Who wrote it; empty when unsigned.
    pub critic: String,
    /// Where; empty when unknown.
    pub outlet: String,
    /// The probability that the critic is for the film.
    pub p: f64,
    /// The words, shortened.
    pub words: String,
    /// The language of the review, BCP 47.
    pub language: Option<String>,
}

/// A draft of a consensus. It is offered to an editor, and never published by itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ConsensusDraft {
    /// What weighed most for the film, the surest first.
    pub praise: Vec<DraftSentence>,
    /// What weighed most against it.
    pub blame: Vec<DraftSentence>,
}

impl ConsensusDraft {
    /// The draft as a text to be rewritten, each sentence with its review.
    pub fn text(&self) -> String {
        let side = |name: &str, sentences: &[DraftSentence]| {
            let told = sentences.iter().map(|one| {
                format!(
                    "\u{201c}{}\u{201d} (review {})",
                    one.words.trim(),
                    one.review
                )
            });
            let told: Vec<String> = told.collect();
            (!told.is_empty()).then(|| format!("{name}: {}.", told.join("; ")))
        };
        let sides = [
            side("For it", &self.praise),
            side("Against it", &self.blame),
        ];
        let sides: Vec<String> = sides.into_iter().flatten().collect();
        sides.join(" ")
    }

    /// The reviews it rests on.
    pub fn reviews(&self) -> Vec<ReviewId> {
        let all = self.praise.iter().chain(&self.blame);
        all.map(|one| one.review).collect()
    }
}

/// Makes a draft for a film from the reviews that stand now.
///
/// # Errors
/// What the record says.
#[boxed]
pub async fn consensus_draft(
    ledger: &Ledger,
    film: &FilmRecord,
) -> Result<ConsensusDraft, DeskError> {
    let mut ballots = ledger.ballots_of_film(film.id, None).await?;
    ballots.retain(ovation_terms::Ballot::takes_part);
    // The surest first, so that of a long list the sentences are among those looked through.
    let sureness = |p: Option<ovation_terms::Probability>| p.map_or(0.0, |p| (p.get() - 0.5).abs());
    ballots.sort_by(|a, b| {
        let surer = sureness(b.p).total_cmp(&sureness(a.p));
        surer.then(a.review.cmp(&b.review))
    });
    ballots.truncate(REVIEWS);
    let versions: Vec<_> = ballots.iter().map(|one| (one.review, one.entry)).collect();
    let readings = ledger.readings(&versions).await?;
    let mut draft = ConsensusDraft::default();
    for ballot in &ballots {
        let read = readings.get(&ballot.review);
        let verdict = read.and_then(|read| read.verdict.as_ref());
        let grounds = verdict.and_then(|verdict| verdict.grounds.as_ref());
        let sentence = grounds.and_then(|grounds| grounds.sentence.as_deref());
        let (Some(sentence), Some(p)) = (sentence, ballot.p) else {
            continue;
        };
        let side = if p.is_positive() {
            &mut draft.praise
        } else {
            &mut draft.blame
        };
        if side.len() < SENTENCES {
            side.push(DraftSentence {
                review: ballot.review,
                critic: ballot.byline(),
                outlet: ballot.outlet_name.clone(),
                p: p.get(),
                words: shortened(sentence, SENTENCE_WORDS),
                language: read.and_then(|read| read.finding.language.clone()),
            });
        }
    }
    Ok(draft)
}

/// The entry by which somebody writes, changes or, with empty words, withdraws a text.
///
/// # Errors
/// [`DeskError::NotSo`] for a text that is too long or rests on too many reviews.
pub fn text_set(
    about: TextAbout,
    words: &str,
    by: &str,
    reviews: Vec<ReviewId>,
    remark: Remark,
) -> Result<EntryBody, DeskError> {
    let words = words.trim();
    let text = (!words.is_empty()).then(|| SignedText {
        words: words.to_owned(),
        by: by.trim().to_owned(),
        language: None,
        reviews,
    });
    let set = EditorTextSet {
        about,
        text,
        remark,
    };
    match set.fault() {
        Some(fault) => Err(DeskError::NotSo(fault)),
        None => Ok(EntryBody::EditorTextSet(set)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_names_the_review_of_each_sentence_and_empty_words_withdraw() {
        let sentence = |review, words: &str| DraftSentence {
            review: ReviewId(review),
            critic: "Ada Quill".to_owned(),
            outlet: "The Lantern".to_owned(),
            p: 0.9,
            words: words.to_owned(),
            language: None,
        };
        let draft = ConsensusDraft {
            praise: vec![sentence(4, "A quiet wonder.")],
            blame: vec![sentence(9, "Long.")],
        };
        assert_eq!(
            draft.text(),
            "For it: \u{201c}A quiet wonder.\u{201d} (review 4). Against it: \u{201c}Long.\u{201d} (review 9)."
        );
        assert_eq!(draft.reviews(), [ReviewId(4), ReviewId(9)]);
        assert_eq!(ConsensusDraft::default().text(), "");
        let film = TextAbout::Film(ovation_terms::FilmId(1));
        let set = text_set(film, "  ", "ada", Vec::new(), Remark::default());
        let Ok(EntryBody::EditorTextSet(set)) = set else {
            panic!("{set:?}");
        };
        assert_eq!(set.text, None);
        assert!(
            text_set(
                film,
                &"x".repeat(3_000),
                "ada",
                Vec::new(),
                Remark::default()
            )
            .is_err()
        );
    }
}
