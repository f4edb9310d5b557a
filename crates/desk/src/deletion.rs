//! What deleting a source at its owner's request is about: its words, and the same words wherever else they stand.

mod copies;

use super::DeskError;
use async_recursion::async_recursion as boxed;
use copies::copies_with;
use ovation_identify::{
    DeletedTexts, TextRuns, count_words, runs_of_press, runs_of_review, runs_of_words,
};
use ovation_ledger::{Transaction, Undoing, Worded};
use ovation_terms::{
    EntryBody, Hash, Remark, ReviewId, Seq, SourceId, SourceStanding, Sourced, Subject, WordRuns,
    counted, grouped,
};
use std::collections::{BTreeMap, BTreeSet};

/// Texts of one entry at most: a table's deletion may have tens of thousands.
const TEXTS_OF_ONE_ENTRY: usize = 4_000;

/// A run of words that so many other texts have is common to many, and tells none of them.
const COMMON: usize = 2;

/// Texts of fewer words are not looked for in kept copies: nothing tells them surely.
const FEW_WORDS: u64 = 25;

/// A deletion in the making.
#[derive(Clone, Debug)]
pub struct Deletion {
    /// The entries that say so.
    pub entry_bodies: Vec<EntryBody>,
    /// The kept copies that go with it.
    pub copies: BTreeSet<Hash>,
    /// What it does.
    pub counts: DeletionCounts,
}

/// What a deletion does, in numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct DeletionCounts {
    /// Sources that are deleted: every version read at the address.
    pub sources: u64,
    /// Reviews that are out by it.
    pub reviews: u64,
    /// Texts whose words go.
    pub texts: u64,
    /// Words of these.
    pub words: u64,
    /// Of the texts those that stood in other sources.
    pub elsewhere: u64,
    /// Kept copies.
    pub copies: u64,
}

impl DeletionCounts {
    /// For people.
    pub fn in_words(&self, doing: &str) -> String {
        let elsewhere = match self.elsewhere {
            0 => String::new(),
            count => format!(" ({} of them met in other sources)", grouped(count)),
        };
        format!(
            "{doing} {}{elsewhere} with {} and {}; {} out",
            counted(self.texts, "text", "texts"),
            counted(self.words, "word", "words"),
            counted(self.copies, "kept copy", "kept copies"),
            counted(self.reviews, "review is", "reviews are")
        )
    }
}

impl Deletion {
    /// Keeps what an earlier deletion of the same sources knew its texts by, of which the words are gone.
    fn keep_texts_of(&mut self, earlier: Vec<EntryBody>) {
        for entry_body in earlier {
            let EntryBody::SourceDeleted(earlier) = entry_body else {
                continue;
            };
            let mut planned = self.entry_bodies.iter_mut().filter_map(deleted_mut);
            if let Some(planned) = planned.find(|planned| planned.source == earlier.source) {
                let mut texts: BTreeSet<_> =
                    std::mem::take(&mut planned.texts).into_iter().collect();
                texts.extend(earlier.texts);
                planned.texts = texts.into_iter().collect();
                let mut reviews: BTreeSet<_> = planned.reviews.iter().copied().collect();
                reviews.extend(earlier.reviews);
                planned.reviews = reviews.into_iter().collect();
            }
        }
    }
}

/// What an entry deletes, where it deletes.
fn deleted_mut(entry_body: &mut EntryBody) -> Option<&mut SourceStanding> {
    if let EntryBody::SourceDeleted(standing) = entry_body {
        return Some(standing);
    }
    None
}

/// Finds what deleting the sources takes: all their words, and those of other sources that are the same texts.
///
/// # Errors
/// [`DeskError::Ledger`] where the record did not answer.
#[boxed]
pub async fn plan_deletion(
    transaction: &mut Transaction,
    sources: &[SourceId],
    remark: &Remark,
) -> Result<Deletion, DeskError> {
    let mut counts = DeletionCounts {
        sources: sources.len() as u64,
        ..DeletionCounts::default()
    };
    let mut has_short = false;
    let mut texts: BTreeMap<SourceId, BTreeSet<WordRuns>> = BTreeMap::new();
    for source in sources {
        let of = texts.entry(*source).or_default();
        transaction
            .each_worded(Some(*source), &mut |mut worded| {
                let said = Said::of(&mut worded);
                counts.add(&said);
                has_short |= said.words > 0 && said.words < FEW_WORDS;
                let runs = said.runs.iter().map(TextRuns::digests);
                of.extend(runs.filter(|runs| !runs.is_empty()));
            })
            .await?;
    }
    let known = DeletedTexts::new(texts.values().flatten().cloned());
    let mut same = Same::default();
    if !known.is_empty() {
        transaction
            .each_worded(None, &mut |mut worded| {
                if !sources.contains(&worded.source) {
                    same.look_at(&mut worded, &known, &mut counts);
                }
            })
            .await?;
    }
    let common = same.common();
    let (entries, reviews) = same.end(transaction).await?;
    let mut out = transaction.reviews_read_from(sources).await?;
    out.extend(&reviews);
    counts.reviews = out.len() as u64;
    let mut holding = sources.to_vec();
    holding.extend(entries.values().copied());
    let copies = copies_with(transaction, &holding, &known, has_short).await?;
    counts.copies = copies.len() as u64;
    let mut entry_bodies = Vec::new();
    for (source, texts) in texts {
        let texts = texts.into_iter().map(|text| text.without(&common));
        let texts: BTreeSet<WordRuns> = texts.filter(|text| !text.is_empty()).collect();
        let texts: Vec<WordRuns> = texts.into_iter().collect();
        let mut portions = texts.chunks(TEXTS_OF_ONE_ENTRY);
        let mut standing = SourceStanding {
            texts: portions.next().unwrap_or_default().to_vec(),
            ..SourceStanding::new(source, remark.clone())
        };
        if entry_bodies.is_empty() {
            standing.entries = entries.keys().copied().collect();
            standing.reviews = reviews.iter().copied().collect();
        }
        entry_bodies.push(EntryBody::SourceDeleted(standing));
        entry_bodies.extend(portions.map(|texts| {
            EntryBody::SourceDeleted(SourceStanding {
                texts: texts.to_vec(),
                ..SourceStanding::new(source, remark.clone())
            })
        }));
    }
    Ok(Deletion {
        entry_bodies,
        copies,
        counts,
    })
}

/// The deletion that undoing an act makes: what was met since the sources were restored is deleted with the
/// rest. None where nothing is deleted by it.
///
/// # Errors
/// [`DeskError::Ledger`] where the record did not answer.
#[boxed]
pub async fn undone_deletion(
    transaction: &mut Transaction,
    undoing: &mut Undoing,
    remark: &Remark,
) -> Result<Option<Deletion>, DeskError> {
    let deleted: Vec<SourceId> = undoing
        .entry_bodies
        .iter_mut()
        .filter_map(deleted_mut)
        .map(|standing| standing.source)
        .collect();
    if deleted.is_empty() {
        return Ok(None);
    }
    let mut plan = plan_deletion(transaction, &deleted, remark).await?;
    plan.keep_texts_of(std::mem::take(&mut undoing.entry_bodies));
    Ok(Some(plan))
}

/// The entries that let sources stand again, and how many reviews may count again by them.
///
/// # Errors
/// [`DeskError::Ledger`] where the record did not answer.
#[boxed]
pub async fn sources_restored(
    transaction: &mut Transaction,
    sources: &[SourceId],
    remark: &Remark,
) -> Result<(Vec<EntryBody>, u64), DeskError> {
    let reviews = transaction.reviews_deleted_with(sources).await?;
    let restored = sources.iter().map(|source| {
        let reviews = reviews.iter().copied().collect();
        EntryBody::SourceRestored(SourceStanding {
            reviews,
            ..SourceStanding::new(*source, remark.clone())
        })
    });
    Ok((restored.collect(), reviews.len() as u64))
}

impl DeletionCounts {
    fn add(&mut self, said: &Said) {
        if said.words > 0 {
            self.texts += 1;
            self.words += said.words;
        }
    }
}

/// What stands beside an entry.
struct Said {
    /// Runs of each text.
    runs: Vec<TextRuns>,
    words: u64,
}

impl Said {
    fn of(worded: &mut Worded) -> Self {
        let length =
            |text: Option<&Sourced<String>>| text.map_or(0, |text| count_words(&text.value) as u64);
        let texts = worded.body.texts();
        if let Some(finding) = texts.finding {
            return Self {
                runs: vec![runs_of_review(finding)],
                words: length(finding.text.as_ref()) + length(finding.headline.as_ref()),
            };
        }
        if let Some(press) = texts.press {
            let pieces = press.statements.iter().flat_map(|said| &said.words);
            return Self {
                runs: vec![runs_of_press(press)],
                words: pieces.map(|piece| length(Some(piece))).sum(),
            };
        }
        // The sentence that weighed most in a judgement is the review's own.
        let complaints = texts.complaints.iter();
        Self {
            runs: complaints.map(|it| runs_of_words(&it.detail)).collect(),
            words: 0,
        }
    }
}

/// The same words in other sources.
#[derive(Default)]
struct Same {
    /// Entries beside which they stand, and the source.
    entries: BTreeMap<Seq, SourceId>,
    /// Of readings among them the review.
    readings: BTreeMap<Seq, ReviewId>,
    /// Judgements, which quote a sentence of their review: entry, source and review.
    judged: Vec<(Seq, SourceId, ReviewId)>,
    /// Runs of the texts that stand in others, which stay, and those others: a synopsis, a note on who
    /// writes.
    elsewhere: BTreeMap<u64, BTreeSet<i64>>,
}

impl Same {
    fn look_at(&mut self, worded: &mut Worded, known: &DeletedTexts, counts: &mut DeletionCounts) {
        if let EntryBody::ReviewJudged(judged) = &worded.body {
            self.judged.push((worded.seq, worded.source, judged.review));
            return;
        }
        let said = Said::of(worded);
        if !said.runs.iter().any(|runs| known.know(runs)) {
            let other = if let Subject::Review(review) = worded.body.subject() {
                review.0
            } else {
                // Apart from the numbers of reviews.
                -worded.seq.0
            };
            for run in said.runs.iter().flat_map(|runs| known.shared(runs)) {
                self.elsewhere.entry(run).or_default().insert(other);
            }
            return;
        }
        counts.add(&said);
        counts.elsewhere += u64::from(said.words > 0);
        self.entries.insert(worded.seq, worded.source);
        if let EntryBody::ReviewRead(read) = &worded.body {
            self.readings.insert(worded.seq, read.review);
        }
    }

    /// Runs that two other texts have, which stay: no words of the owner's alone.
    fn common(&self) -> BTreeSet<u64> {
        let common = self.elsewhere.iter();
        let common = common.filter(|(_, others)| others.len() >= COMMON);
        common.map(|(run, _)| *run).collect()
    }

    /// Gives the entries whose words go, and the reviews whose current reading is among them.
    async fn end(
        mut self,
        transaction: &mut Transaction,
    ) -> Result<(BTreeMap<Seq, SourceId>, BTreeSet<ReviewId>), DeskError> {
        let read: BTreeSet<ReviewId> = self.readings.values().copied().collect();
        for (seq, source, review) in std::mem::take(&mut self.judged) {
            if read.contains(&review) {
                self.entries.insert(seq, source);
            }
        }
        let current = transaction.readings_of(&read).await?;
        let is_current = |seq: &Seq, review: &ReviewId| current.get(review) == Some(seq);
        let out = self
            .readings
            .iter()
            .filter(|(seq, review)| is_current(seq, review));
        let out = out.map(|(_, review)| *review).collect();
        Ok((self.entries, out))
    }
}
