//! What people said of a reading's values that stand in no column: its language and its headline.

use crate::LedgerError;
use crate::chain::entry_body_with;
use crate::db::{Arg, Conn, pieces};
use crate::projection::ReadAndDecided;
use ovation_terms::{Decision, EntryBody, Evidence, ReviewId, ReviewRead, Sourced};
use std::collections::BTreeMap;

/// What people said of readings.
#[derive(Debug, Default)]
pub(super) struct Overrides {
    languages: BTreeMap<ReviewId, Box<str>>,
    /// The entries that set headlines.
    headlines: BTreeMap<ReviewId, i64>,
}

impl Overrides {
    /// Takes down what was said of a review.
    pub(super) fn note(&mut self, review: ReviewId, both: Option<Box<ReadAndDecided>>) {
        let Some(both) = both else { return };
        if let Some(language) = both.set.language {
            self.languages.insert(review, language);
        }
        if let Some(entry) = both.set.headline {
            self.headlines.insert(review, entry);
        }
    }
}

/// Puts what people said in the place of what was read.
pub(super) async fn say(
    conn: &mut Conn,
    said: Overrides,
    readings: &mut BTreeMap<ReviewId, ReviewRead>,
) -> Result<(), LedgerError> {
    for (review, language) in said.languages {
        if let Some(read) = readings.get_mut(&review) {
            read.finding.language = Some(language.into()).filter(|tag: &String| !tag.is_empty());
        }
    }
    if said.headlines.is_empty() {
        return Ok(());
    }
    let entries: Vec<i64> = said.headlines.values().copied().collect();
    let set = set_headlines(conn, &entries).await?;
    for (review, entry) in said.headlines {
        let (Some(read), Some(headline)) = (readings.get_mut(&review), set.get(&entry)) else {
            continue;
        };
        let headline = headline.clone().filter(|words| !words.is_empty());
        // It stands nowhere in the source.
        let nowhere = || Evidence::Address { url: String::new() };
        read.finding.headline = headline.map(|words| Sourced::new(words, nowhere()));
    }
    Ok(())
}

/// The headlines that entries set, by entry; an empty one where the words were deleted.
pub(crate) async fn set_headlines(
    conn: &mut Conn,
    entries: &[i64],
) -> Result<BTreeMap<i64, Option<String>>, LedgerError> {
    let mut found = BTreeMap::new();
    let mut left = entries.iter();
    for piece in pieces(entries.len(), 1) {
        let sql = format!(
            "select e.seq, e.body, w.words from entry e \
             left join entry_words w on w.seq = e.seq where e.seq in ({})",
            conn.only_list_sql(piece)
        );
        let args = left.by_ref().take(piece).copied().map(Arg::int).collect();
        for row in conn.rows(sql, args).await? {
            let read = || Ok((row.int(0)?, row.text(1)?, row.maybe_text(2)?));
            let (seq, body, words) = read().map_err(|error: sqlx::Error| conn.failed(error))?;
            if let EntryBody::ReviewSettled(settled) = entry_body_with(conn, seq, body, words)?
                && let Decision::Headline(headline) = settled.decision
            {
                found.insert(seq, headline);
            }
        }
    }
    Ok(found)
}
