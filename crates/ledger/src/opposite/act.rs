//! Undoing an act: all entries that one decision made go back together.

use crate::chain::{ENTRY_COLUMNS, ENTRY_FROM, entry_of};
use crate::db::{Arg, Conn};
use crate::kinds::{self, Part, part_of};
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::{Decision, Entry, EntryBody, Remark, ReviewId, Seq, SourceStanding, Subject};
use std::collections::{BTreeMap, BTreeSet};

/// What undoing an entry takes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Undoing {
    /// The entries of the act that the entry is part of, in order: what one decision made.
    pub entries: Vec<Entry>,
    /// What to enter, together ([`Transaction::enter_act`](crate::Transaction::enter_act)); empty where the act
    /// changed nothing.
    pub entry_bodies: Vec<EntryBody>,
    /// What of the act stays, for a reader.
    pub left: Vec<String>,
}

impl Undoing {
    /// The act's entries in words: `entries 5 to 9`.
    pub fn told(&self) -> String {
        let seqs: Vec<Seq> = self.entries.iter().map(|entry| entry.seq).collect();
        told(&seqs)
    }
}

fn told(seqs: &[Seq]) -> String {
    match seqs {
        [] => "no entry".to_owned(),
        [only] => format!("entry {only}"),
        [first, .., last] if last.0 - first.0 + 1 == i64::try_from(seqs.len()).unwrap_or(0) => {
            format!("entries {first} to {last}")
        }
        [first, .., last] => format!("{} entries, {first} to {last}", seqs.len()),
    }
}

impl Ledger {
    /// What undoes an entry, to be entered by whoever undoes it; empty where it changed nothing. Where
    /// one decision made several entries, all of them are undone.
    ///
    /// The opposite puts back what was decided before the entry, not what was read: a decision
    /// between the two that says otherwise is undone with it.
    ///
    /// # Errors
    /// [`LedgerError::Refused`] for an entry that has no opposite (a reading) or is not there.
    #[boxed]
    pub async fn opposite(&self, seq: Seq, remark: &Remark) -> Result<Vec<EntryBody>, LedgerError> {
        Ok(self.undoing(seq, remark).await?.entry_bodies)
    }

    /// As [`Ledger::opposite`], with the entries of the act and what of it stays.
    ///
    /// # Errors
    /// As [`Ledger::opposite`].
    #[boxed]
    pub async fn undoing(&self, seq: Seq, remark: &Remark) -> Result<Undoing, LedgerError> {
        let Some(entry) = self.entry(seq).await? else {
            let why = format!("there is no entry {seq}");
            return Err(LedgerError::Refused { why });
        };
        let mut undoing = Undoing {
            entries: self.act_of(entry).await?,
            ..Undoing::default()
        };
        let mut remark = remark.clone();
        if remark.reason.is_empty() {
            remark.reason = format!("undoes {}", undoing.told());
        }
        let leaving: BTreeSet<ReviewId> = undoing
            .entries
            .iter()
            .filter_map(|entry| {
                if let EntryBody::ReviewSettled(settled) = &entry.body
                    && let Decision::Film(_) = settled.decision
                {
                    return Some(settled.review);
                }
                None
            })
            .collect();
        let is_alone = undoing.entries.len() == 1;
        let first = undoing.entries.first().map_or(seq, |entry| entry.seq);
        // A film that was made for a review may stay; of a catalogue all goes or nothing.
        let may_stay = !leaving.is_empty();
        for entry in undoing.entries.iter().rev().cloned() {
            if let Some(left) = self.stays(&entry.body, is_alone, first).await? {
                undoing.left.push(left);
                continue;
            }
            let is_made = part_of(entry.body.entry_kind()) == Part::Made;
            match kinds::opposite(entry, remark.clone(), &leaving, self).await {
                Ok(made) => undoing.entry_bodies.extend(made),
                Err(LedgerError::Refused { why }) if is_made && may_stay => undoing.left.push(why),
                Err(LedgerError::Refused { why }) if !is_alone => {
                    let why = format!(
                        "{} are one act and are undone together: {why}",
                        undoing.told()
                    );
                    return Err(LedgerError::Refused { why });
                }
                Err(error) => return Err(error),
            }
        }
        undoing.entry_bodies = joined(std::mem::take(&mut undoing.entry_bodies));
        keep_last_facts(&mut undoing.entry_bodies);
        if undoing.entry_bodies.is_empty() && !undoing.left.is_empty() {
            let why = undoing.left.join("; ");
            return Err(LedgerError::Refused { why });
        }
        Ok(undoing)
    }

    /// What of an act that is undone stays, in words, where an entry's opposite is not wanted: somebody
    /// who was met, and a source that was deleted before.
    async fn stays(
        &self,
        entry_body: &EntryBody,
        is_alone: bool,
        first: Seq,
    ) -> Result<Option<String>, LedgerError> {
        if let EntryBody::SourceDeleted(gone) = entry_body {
            let by = self.deleted_before(gone.source.0, first).await?;
            return Ok(by.map(|by| {
                format!(
                    "source {} was deleted before, by entry {by}, and stays so until that is undone",
                    gone.source
                )
            }));
        }
        let met = match entry_body.subject() {
            Subject::Critic(critic, name) => {
                format!("critic {critic}, {name}, stays in the record")
            }
            Subject::Outlet(outlet, name) => {
                format!("outlet {outlet}, {name}, stays in the record")
            }
            Subject::Review(_) | Subject::Film(_) | Subject::None => return Ok(None),
        };
        Ok((is_met(entry_body) && !is_alone).then_some(met))
    }

    /// The entries that one decision made together with this one.
    async fn act_of(&self, entry: Entry) -> Result<Vec<Entry>, LedgerError> {
        let mut conn = self.reader("looking for the entries of one act").await?;
        let first = match entry.body.act() {
            Some(first) => first,
            // Somebody new, made for the decision that follows.
            None if is_met(&entry.body) => {
                let next = entry_at(&mut conn, entry.seq.0 + 1).await?;
                let act = next.and_then(|next| next.body.act());
                match act.filter(|first| *first <= entry.seq) {
                    Some(first) => first,
                    None => return Ok(vec![entry]),
                }
            }
            None if standing(&entry).is_some() => return neighbours(&mut conn, entry).await,
            None => return Ok(vec![entry]),
        };
        members(&mut conn, first).await
    }

    /// The entry by which a source was deleted already before another.
    async fn deleted_before(&self, source: i64, seq: Seq) -> Result<Option<i64>, LedgerError> {
        let mut conn = self.reader("looking for an earlier deletion").await?;
        let sql = format!(
            "select {ENTRY_COLUMNS} from {ENTRY_FROM} \
             where e.kind in ('source-deleted', 'source-restored') and e.seq < $1 order by e.seq desc"
        );
        for row in conn.rows(sql, vec![Arg::int(seq.0)]).await? {
            let entry = entry_of(&conn, &row)?;
            if let Some((gone, deleted)) = standing(&entry)
                && gone.source.0 == source
            {
                return Ok(deleted.then_some(entry.seq.0));
            }
        }
        Ok(None)
    }
}

/// Whether somebody was met for the first time.
fn is_met(entry_body: &EntryBody) -> bool {
    part_of(entry_body.entry_kind()) == Part::Met
}

/// What an entry says of a source's standing, and whether it deletes.
fn standing(entry: &Entry) -> Option<(&SourceStanding, bool)> {
    standing_in(&entry.body)
}

fn standing_in(entry_body: &EntryBody) -> Option<(&SourceStanding, bool)> {
    if let EntryBody::SourceDeleted(gone) = entry_body {
        return Some((gone, true));
    }
    if let EntryBody::SourceRestored(gone) = entry_body {
        return Some((gone, false));
    }
    None
}

fn standing_mut(entry_body: &mut EntryBody) -> Option<(&mut SourceStanding, bool)> {
    let deletes = matches!(entry_body, EntryBody::SourceDeleted(_));
    if let EntryBody::SourceDeleted(one) | EntryBody::SourceRestored(one) = entry_body {
        return Some((one, deletes));
    }
    None
}

async fn entry_at(conn: &mut Conn, seq: i64) -> Result<Option<Entry>, LedgerError> {
    let sql = format!("select {ENTRY_COLUMNS} from {ENTRY_FROM} where e.seq = $1");
    match conn.row(sql, vec![Arg::int(seq)]).await? {
        Some(row) => entry_of(conn, &row).map(Some),
        None => Ok(None),
    }
}

/// The entries that say that they are of the act that `first` begins, and those of somebody new among
/// them.
async fn members(conn: &mut Conn, first: Seq) -> Result<Vec<Entry>, LedgerError> {
    let (read, met) = (Part::Read.kinds_sql(), Part::Met.kinds_sql());
    let sql = format!(
        "select e.seq from entry e where e.seq >= $1 and e.kind not in ({read}) \
         and (e.kind in ({met}) or e.body like $2 or e.body like $3) order by e.seq"
    );
    let args = vec![
        Arg::int(first.0),
        Arg::text(format!("%\"act\":{first},%")),
        Arg::text(format!("%\"act\":{first}}}%")),
    ];
    let mut seqs = Vec::new();
    conn.each(sql, args, &mut |row| {
        seqs.push(row.int(0)?);
        Ok(())
    })
    .await?;
    let mut found = Vec::new();
    let mut new = Vec::new();
    for seq in seqs {
        let Some(entry) = entry_at(conn, seq).await? else {
            continue;
        };
        if entry.body.act() == Some(first) {
            // Whoever is new stands between members of the act, without a gap.
            found.append(&mut new);
            found.push(entry);
            continue;
        }
        let next = found
            .iter()
            .chain(&new)
            .map(|entry: &Entry| entry.seq.0 + 1);
        if next.max().unwrap_or(first.0) == seq {
            new.push(entry);
        } else {
            new.clear();
        }
    }
    Ok(found)
}

/// Of entries made before acts were told: the deletions, or restorations, side by side, of versions of
/// one address by one person with one reason.
async fn neighbours(conn: &mut Conn, entry: Entry) -> Result<Vec<Entry>, LedgerError> {
    async fn address(conn: &mut Conn, source: i64) -> Result<String, LedgerError> {
        let sql = "select address from source where id = $1";
        let row = conn.row(sql, vec![Arg::int(source)]).await?;
        let text = row.map_or(Ok(String::new()), |row| row.text(0).map(str::to_owned));
        text.map_err(|error| conn.failed(error))
    }
    let Some((gone, deleted)) = standing(&entry) else {
        return Ok(vec![entry]);
    };
    let of = address(conn, gone.source.0).await?;
    let said = gone.remark.clone();
    let mut found = BTreeMap::from([(entry.seq.0, entry.clone())]);
    for step in [-1, 1] {
        let mut seq = entry.seq.0 + step;
        while let Some(other) = entry_at(conn, seq).await? {
            let is_same = match standing(&other) {
                Some((gone, also)) => {
                    other.actor == entry.actor
                        && other.body.act().is_none()
                        && also == deleted
                        && gone.remark.reason == said.reason
                        && gone.remark.private() == said.private()
                        && address(conn, gone.source.0).await? == of
                }
                None => false,
            };
            if !is_same {
                break;
            }
            found.insert(seq, other);
            seq += step;
        }
    }
    Ok(found.into_values().collect())
}

/// One entry for each source: a long deletion has several of one.
fn joined(entry_bodies: Vec<EntryBody>) -> Vec<EntryBody> {
    let mut made: Vec<EntryBody> = Vec::new();
    for entry_body in entry_bodies {
        let more = standing_in(&entry_body);
        let place = more.and_then(|(more, deleted)| {
            let same = |(one, also): &(&mut SourceStanding, bool)| {
                *also == deleted && one.source == more.source
            };
            let one = made.iter_mut().filter_map(standing_mut).find(same);
            one.map(|(one, _)| (one, more))
        });
        let Some((one, more)) = place else {
            made.push(entry_body);
            continue;
        };
        let reviews: BTreeSet<ReviewId> =
            one.reviews.iter().chain(&more.reviews).copied().collect();
        one.reviews = reviews.into_iter().collect();
        let texts: BTreeSet<_> = one.texts.iter().chain(&more.texts).cloned().collect();
        one.texts = texts.into_iter().collect();
    }
    made
}

/// Of several changes of one value of a film only the last stays: what held before all of them.
fn keep_last_facts(entry_bodies: &mut Vec<EntryBody>) {
    let mut said: BTreeSet<(i64, &'static str, bool)> = BTreeSet::new();
    for entry_body in entry_bodies.iter_mut().rev() {
        let EntryBody::FilmsChanged(changed) = entry_body else {
            continue;
        };
        let by_catalogue = changed.by_catalogue;
        for change in &mut changed.changes {
            let film = change.film.0;
            change
                .facts
                .retain(|fact| said.insert((film, fact.field().word(), by_catalogue)));
        }
        changed.changes.retain(|change| !change.facts.is_empty());
    }
    entry_bodies.retain(|entry_body| {
        !matches!(entry_body, EntryBody::FilmsChanged(changed) if changed.changes.is_empty())
    });
}
