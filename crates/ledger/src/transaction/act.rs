//! What people do: entered together as one act, and only where it changes something.

use super::{Transaction, load_touched};
use crate::chain::NewEntry;
use crate::db::Arg;
use crate::projection::{Line, Working};
use crate::{Ledger, LedgerError, Undoing, words};
use ovation_terms::{
    Actor, Decision, EntryBody, FilmChange, FilmFact, FilmsChanged, Moment, NamesSet, OutletPlaced,
    PressDecision, PressSettled, RatingRule, ReviewId, Seq, SourceStanding, SuggestionAnswered,
    Whose,
};
use std::collections::BTreeSet;

impl Transaction {
    /// Enters what one decision says, all of it together: where it makes several entries, each names the
    /// first, so that they are undone together. What holds already is left out.
    ///
    /// # Errors
    /// [`LedgerError::Refused`] where all of it holds already; the text says how things stand. Else as
    /// [`Transaction::enter`].
    pub async fn enter_act(
        &mut self,
        at: Moment,
        actor: &Actor,
        entry_bodies: Vec<EntryBody>,
    ) -> Result<Vec<Seq>, LedgerError> {
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
                other => self.holds_already(actor, other).await?,
            };
            weighed.push((entry_body, stands));
        }
        // Somebody new is made for what is decided; alone they are nothing that is asked for.
        let mut decisions = weighed.iter().filter(|(it, _)| !is_addition(it)).peekable();
        let decides = decisions.peek().is_none() || decisions.any(|(_, stands)| stands.is_none());
        if weighed.is_empty() || !decides {
            let why = weighed.into_iter().find_map(|(_, stands)| stands);
            let why = why.unwrap_or_else(|| "there is nothing to change".to_owned());
            return Err(LedgerError::Refused { why });
        }
        let is_kept = |(entry_body, stands): &(EntryBody, Option<String>)| {
            // Several may be about the same, and then each counts on the one before.
            let in_turn = matches!(
                entry_body,
                EntryBody::ReviewSettled(_) | EntryBody::FilmsChanged(_)
            );
            in_turn || stands.is_none()
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

    /// How things stand, in words, where an entry would change nothing.
    async fn holds_already(
        &mut self,
        actor: &Actor,
        entry_body: &EntryBody,
    ) -> Result<Option<String>, LedgerError> {
        let ledger = self.ledger.clone();
        Ok(match entry_body {
            EntryBody::ReviewWithdrawn(gone) => {
                let same = self
                    .leaves_reviews(actor, std::slice::from_ref(entry_body))
                    .await?;
                let by = gone.by.sentence();
                same.then(|| format!("review {} is withdrawn already: {by}", gone.review))
            }
            EntryBody::ReviewReinstated(back) => {
                let set = self.decided_of(back.review).await?;
                let stands = set.is_some_and(|set| set.withdrawn.is_none());
                stands.then(|| format!("review {} is not withdrawn", back.review))
            }
            EntryBody::SourceDeleted(gone) => {
                let done = self.is_deleted(gone.source.0).await? && self.is_gone(gone).await?;
                done.then(|| {
                    format!(
                        "source {} is deleted already, and nothing of it is left to delete",
                        gone.source
                    )
                })
            }
            EntryBody::SourceRestored(gone) => {
                let is_deleted = self.is_deleted(gone.source.0).await?;
                (!is_deleted).then(|| format!("source {} is not deleted", gone.source))
            }
            EntryBody::RatingRuleSet(ruled) => {
                let held = ledger.rating_rules(None).await?;
                held.contains(&ruled.rule)
                    .then(|| format!("that rule holds already: {}", ruled.rule.says))
            }
            EntryBody::RatingRuleCleared(ruled) => {
                let held = ledger.rating_rules(None).await?;
                let is_there = |rule: &RatingRule| rule.is_replaced_by(&ruled.rule);
                (!held.iter().any(is_there)).then(|| "no such rule holds".to_owned())
            }
            EntryBody::OutletWeighed(weighed) => {
                let held = ledger.outlet_weights(None).await?;
                let now = held.get(&weighed.outlet).copied();
                let text = now.map_or_else(|| "1".to_owned(), |weight| weight.to_string());
                (now == weighed.weight)
                    .then(|| format!("outlet {} weighs {text} already", weighed.outlet))
            }
            EntryBody::OutletPlaced(placed) => placed_so(&ledger, placed).await?,
            EntryBody::JudgingSet(set) => {
                let now = ledger.judging(None).await?;
                (now.then(*set) == now).then(|| "verdicts are made so already".to_owned())
            }
            EntryBody::NamesSet(set) => called_so(&ledger, set).await?,
            EntryBody::SuggestionAnswered(answer) => answered_so(&ledger, answer).await?,
            EntryBody::PressSettled(settled) => {
                let now = ledger.press_settled().await?;
                let (hidden, speaker) = match &settled.part {
                    None => (now.hides(settled.article), None),
                    Some((_, mark)) => now.of_part(settled.article, *mark),
                };
                press_stands(settled, hidden, speaker)
            }
            EntryBody::FilmsChanged(changed) => {
                let decided = changed.is_decision(actor.is_person());
                let seq = Seq(self.tail.seq.0 + 1);
                films_stand(&ledger, changed, decided, seq).await?
            }
            // Decisions about a review are weighed together, before; the rest is refused where it is
            // worked out or entered, or makes something new.
            EntryBody::ReviewSettled(_)
            | EntryBody::SourceRead(_)
            | EntryBody::FilmsAdded(_)
            | EntryBody::CriticAdded(_)
            | EntryBody::OutletAdded(_)
            | EntryBody::ReviewRead(_)
            | EntryBody::ReviewSeen(_)
            | EntryBody::UnreadableFound(_)
            | EntryBody::PressRead(_)
            | EntryBody::Merged(_)
            | EntryBody::Unmerged(_)
            | EntryBody::ReviewJudged(_)
            | EntryBody::JudgeLearned(_)
            | EntryBody::LeaningsSet(_)
            | EntryBody::ReadableAgain(_)
            | EntryBody::RowsKept(_)
            | EntryBody::TableRead(_)
            | EntryBody::ImportUndone(_)
            | EntryBody::ImportRestored(_)
            | EntryBody::CriticSplit(_)
            | EntryBody::IngestEnded(_) => None,
        })
    }

    /// What was decided about a review so far.
    async fn decided_of(
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
    async fn leaves_reviews(
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
        let stored = self.numbers.reviews.before;
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

    async fn is_deleted(&mut self, source: i64) -> Result<bool, LedgerError> {
        let conn = self.conn("looking up whether a source is deleted")?;
        let sql = "select 1 from deleted_source where source = $1 and deleted = true";
        Ok(conn.row(sql, vec![Arg::int(source)]).await?.is_some())
    }

    /// Whether a deletion finds nothing to delete: no words, no copy, no text that is not known yet.
    async fn is_gone(&mut self, gone: &SourceStanding) -> Result<bool, LedgerError> {
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

/// How an outlet's country stands, where it would stay as it is.
async fn placed_so(ledger: &Ledger, placed: &OutletPlaced) -> Result<Option<String>, LedgerError> {
    let held = ledger.outlet_countries(None).await?;
    let now = held.get(&placed.outlet);
    Ok((now == placed.country.as_ref()).then(|| match now {
        Some(country) => format!(
            "the country of outlet {} is {country} already",
            placed.outlet
        ),
        None => format!(
            "no country is set for outlet {}: it is as the ending of its domain tells",
            placed.outlet
        ),
    }))
}

/// Whether a suggestion was answered so already.
async fn answered_so(
    ledger: &Ledger,
    answer: &SuggestionAnswered,
) -> Result<Option<String>, LedgerError> {
    let held = ledger.suggestion_answers().await?;
    let is_said = match held.get(&answer.about) {
        Some(signs) => !answer.open && answer.signs.iter().all(|it| signs.contains(it)),
        None => answer.open,
    };
    Ok(is_said.then(|| format!("that was said already: {}", answer.sentence())))
}

/// What a critic or an outlet is called, where that would stay as it is.
async fn called_so(ledger: &Ledger, set: &NamesSet) -> Result<Option<String>, LedgerError> {
    let names = &set.names;
    let same = match set.whose {
        Whose::Critic(id) => ledger
            .critic(id)
            .await?
            .is_some_and(|now| now.id == id && now.name == names.name && now.also == names.also),
        Whose::Outlet(id) => ledger.outlet(id).await?.is_some_and(|now| {
            now.id == id
                && now.name == names.name
                && now.also == names.also
                && now.domain == names.domain
        }),
    };
    Ok(same.then(|| format!("{} is called so already: {}", set.whose, names.name)))
}

/// What is said of films, where a change would leave it.
async fn films_stand(
    ledger: &Ledger,
    changed: &FilmsChanged,
    decided: bool,
    seq: Seq,
) -> Result<Option<String>, LedgerError> {
    let back = ledger.films_before(changed, decided, seq).await?;
    let said = |change: &FilmChange| {
        let facts: Vec<_> = change.facts.iter().map(FilmFact::sentence).collect();
        format!("film {}: {}", change.film, facts.join(", "))
    };
    let films: Vec<String> = changed.changes.iter().map(said).collect();
    Ok(back
        .is_empty()
        .then(|| format!("that holds already: {}", films.join("; "))))
}

fn is_addition(entry_body: &EntryBody) -> bool {
    matches!(
        entry_body,
        EntryBody::CriticAdded(_) | EntryBody::OutletAdded(_) | EntryBody::FilmsAdded(_)
    )
}

/// How a part of an article stands, where a decision says just that.
fn press_stands(settled: &PressSettled, hidden: bool, speaker: Option<&str>) -> Option<String> {
    let what = match &settled.part {
        None => "the article".to_owned(),
        Some((part, _)) => format!("the {}", part.word()),
    };
    match &settled.decision {
        PressDecision::Hide if hidden => Some(format!("{what} is hidden already")),
        PressDecision::Show if !hidden => Some(format!("{what} is shown already")),
        PressDecision::ClearSpeaker if speaker.is_none() => Some(format!(
            "who spoke is as it was read already: nobody set it for {what}"
        )),
        PressDecision::Speaker(name) if speaker == Some(name.as_deref().unwrap_or_default()) => {
            Some(match name {
                Some(name) => format!("{what} is {name}'s already"),
                None => format!("{what} is nobody's already"),
            })
        }
        PressDecision::Hide
        | PressDecision::Show
        | PressDecision::Speaker(_)
        | PressDecision::ClearSpeaker => None,
    }
}
