//! What people do: entered together as one act, and only where it changes something.

use super::{Transaction, load_touched};
use crate::chain::NewEntry;
use crate::db::Arg;
use crate::kinds::{self, Part, part_of};
use crate::projection::{Line, Working};
use crate::{LedgerError, Undoing, words};
use async_recursion::async_recursion as boxed;
use ovation_terms::{Actor, Decision, EntryBody, Moment, ReviewId, Seq, SourceId, SourceStanding};
use std::collections::BTreeSet;

impl Transaction {
    /// Enters what one decision says, all of it together: where it makes several entries, each names the
    /// first, so that they are undone together. What holds already is left out.
    ///
    /// # Errors
    /// [`LedgerError::Refused`] where all of it holds already; the text says how things stand. Else as
    /// [`Transaction::enter`].
    #[boxed]
    pub async fn enter_act(
        &mut self,
        at: Moment,
        actor: &Actor,
        entry_bodies: Vec<EntryBody>,
    ) -> Result<Vec<Seq>, LedgerError> {
        let part = |entry_body: &EntryBody| part_of(entry_body.entry_kind());
        let settled: Vec<EntryBody> = entry_bodies
            .iter()
            .filter(|it| matches!(it, EntryBody::ReviewSettled(_)))
            .cloned()
            .collect();
        // Several decisions may be about one review: together they change something, or nothing.
        let settles = !self.leaves_reviews(actor, &settled).await?;
        let mut weighed = Vec::with_capacity(entry_bodies.len());
        for entry_body in entry_bodies {
            let stands = match &entry_body {
                EntryBody::ReviewSettled(_) if settles => None,
                EntryBody::ReviewSettled(settled) => Some(format!(
                    "review {}: that holds already: {}",
                    settled.review,
                    settled.decision.sentence()
                )),
                other => kinds::holds_already(other, actor, self).await?,
            };
            weighed.push((entry_body, stands));
        }
        // Somebody new is made for what is decided; alone they are nothing that is asked for.
        let mut decisions = weighed
            .iter()
            .filter(|(it, _)| !part(it).is_addition())
            .peekable();
        let decides = decisions.peek().is_none() || decisions.any(|(_, stands)| stands.is_none());
        if weighed.is_empty() || !decides {
            let why = weighed.into_iter().find_map(|(_, stands)| stands);
            let why = why.unwrap_or_else(|| "there is nothing to change".to_owned());
            return Err(LedgerError::Refused { why });
        }
        let is_kept = |(entry_body, stands): &(EntryBody, Option<String>)| {
            // Several may be about the same, and then each counts on the one before.
            part(entry_body) == Part::InTurn || stands.is_none()
        };
        weighed.retain(is_kept);
        let mut kept: Vec<EntryBody> = weighed
            .into_iter()
            .map(|(entry_body, _)| entry_body)
            .collect();
        if kept.len() > 1 {
            let first = Seq(self.tail.seq.0 + 1);
            for entry_body in &mut kept {
                entry_body.set_act(first);
            }
        }
        let mut entered = Vec::with_capacity(kept.len());
        for entry_body in kept {
            entered.push(self.enter(at, actor, entry_body)?);
        }
        Ok(entered)
    }

    /// Enters what undoes an act.
    ///
    /// # Errors
    /// [`LedgerError::Refused`] where nothing of it holds any more: it is undone already.
    #[boxed]
    pub async fn enter_undoing(
        &mut self,
        at: Moment,
        actor: &Actor,
        undoing: &Undoing,
    ) -> Result<Vec<Seq>, LedgerError> {
        if undoing.entry_bodies.is_empty() {
            let why = format!(
                "{} changed nothing: there is nothing to undo",
                undoing.told()
            );
            return Err(LedgerError::Refused { why });
        }
        let made = undoing.entry_bodies.clone();
        match self.enter_act(at, actor, made).await {
            Err(LedgerError::Refused { why }) => {
                let why = format!("nothing of {} holds any more: {why}", undoing.told());
                Err(LedgerError::Refused { why })
            }
            entered => entered,
        }
    }

    /// What was decided about a review so far.
    pub(crate) async fn decided_of(
        &mut self,
        review: ReviewId,
    ) -> Result<Option<crate::projection::Decided>, LedgerError> {
        let conn = self.conn("looking up what was decided")?;
        let mut working = Working::default();
        crate::views::load_reviews(conn, &mut working, &[review.0]).await?;
        let held = working.current.get(&review.0);
        Ok(held.map(|held| held.version.parts().1))
    }

    /// Whether a person set this headline already.
    async fn has_headline(
        &mut self,
        review: ReviewId,
        words: Option<&str>,
    ) -> Result<bool, LedgerError> {
        let set = self.decided_of(review).await?;
        let Some(entry) = set.and_then(|set| set.headline) else {
            return Ok(false);
        };
        let conn = self.conn("looking up the headline that was set")?;
        let set = crate::read::set_headlines(conn, &[entry]).await?;
        Ok(set
            .into_values()
            .next()
            .is_some_and(|set| set.as_deref() == words))
    }

    /// Whether entries, one after the other, leave all that was decided about reviews as it is.
    pub(crate) async fn leaves_reviews(
        &mut self,
        actor: &Actor,
        entry_bodies: &[EntryBody],
    ) -> Result<bool, LedgerError> {
        let refuse = |why: String| LedgerError::Refused { why };
        let mut entries = Vec::with_capacity(entry_bodies.len());
        for entry_body in entry_bodies {
            if let EntryBody::ReviewSettled(settled) = entry_body
                && let Decision::Headline(words) = &settled.decision
                && !self.has_headline(settled.review, words.as_deref()).await?
            {
                return Ok(false);
            }
            let mut entry_body = entry_body.clone();
            words::take_out(&mut entry_body).map_err(|error| refuse(error.to_string()))?;
            entries.push(NewEntry {
                seq: self.tail.seq.0 + 1,
                at: 0,
                actor: actor.as_str().to_owned(),
                kind: entry_body.kind().into(),
                hash: self.tail.hash,
                body: serde_json::to_string(&entry_body)
                    .map_err(|error| refuse(error.to_string()))?,
                words: None,
            });
        }
        let mut lines = Vec::with_capacity(entries.len());
        for entry in &entries {
            lines.push(Line::parse(&entry.stored()).map_err(refuse)?);
        }
        let stored = self.pending.numbers.reviews.before;
        let conn = self.conn("looking up what was decided")?;
        let mut working = Working::default();
        load_touched(conn, &mut working, &lines, stored).await?;
        let decided = |working: &Working| {
            let each = working.current.iter();
            let each = each.map(|(review, held)| {
                let mut set = held.version.parts().1;
                // Set anew by every entry; the words tell, above, or that it is cleared.
                if set.headline.is_some() {
                    set.headline = Some(0);
                }
                (*review, set)
            });
            each.collect::<Vec<_>>()
        };
        let before = decided(&working);
        for line in &lines {
            // Of a review that is not there it is told when it is entered.
            if working.apply(line).is_err() {
                return Ok(false);
            }
        }
        Ok(decided(&working) == before)
    }

    /// Whether a source is deleted.
    pub(crate) async fn is_deleted(&mut self, source: SourceId) -> Result<bool, LedgerError> {
        let conn = self.conn("looking up whether a source is deleted")?;
        let sql = "select 1 from deleted_source where source = $1 and deleted = true";
        Ok(conn.row(sql, vec![Arg::int(source.0)]).await?.is_some())
    }

    /// Whether a deletion finds nothing to delete: no words, no copy, no text that is not known yet.
    pub(crate) async fn is_gone(&mut self, gone: &SourceStanding) -> Result<bool, LedgerError> {
        if self.copies.drops() {
            return Ok(false);
        }
        let source = gone.source.0;
        let conn = self.conn("looking up what is left of a source")?;
        let sql = "select 1 from entry_words where source = $1 union all \
             select 1 from kept_copy k join source s on s.hash = k.hash where s.id = $1";
        if conn.row(sql, vec![Arg::int(source)]).await?.is_some() {
            return Ok(false);
        }
        for seq in &gone.entries {
            let sql = "select 1 from entry_words where seq = $1";
            if conn.row(sql, vec![Arg::int(seq.0)]).await?.is_some() {
                return Ok(false);
            }
        }
        let mut known: BTreeSet<Vec<u8>> = BTreeSet::new();
        let sql = "select runs from deleted_text where source = $1";
        conn.each(sql, vec![Arg::int(source)], &mut |row| {
            known.insert(row.bytes(0)?.to_vec());
            Ok(())
        })
        .await?;
        let mut texts = gone.texts.iter();
        let all_known = texts.all(|text| {
            let runs: Vec<u8> = text
                .digests()
                .iter()
                .flat_map(|run| run.to_le_bytes())
                .collect();
            known.contains(&runs)
        });
        if !all_known {
            return Ok(false);
        }
        for review in &gone.reviews {
            let set = self.decided_of(*review).await?;
            if set.is_some_and(|set| set.deleted.is_none()) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
