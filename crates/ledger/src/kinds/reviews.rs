//! Reviews: read, met again, judged, and what people decide about them.

use super::{Act, Never, Part, Recorded, TouchedRows, Undone};
use crate::db::{Arg, Conn};
use crate::projection::{
    Decided, Judged, Line, Read, Seen, Settled, Working, decide, judged_version, read_version,
};
use crate::transaction::{Pending, checks};
use crate::views::read_and_decided_of;
use crate::{Ledger, LedgerError, Transaction};
use ovation_terms::{
    Actor, Decision, EntryBody, ReviewId, ReviewReinstated, ReviewSettled, ReviewWithdrawn, Seq,
    kind,
};

impl Recorded for kind::ReviewRead {
    type Change<'a> = Box<Read<'a>>;
    type Act = Never<Self>;
    const PART: Part = Part::Read;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        let numbers = &mut into.numbers;
        numbers.sources.need(it.source.0)?;
        for film in it.film.chosen.iter().chain(&it.film.candidates) {
            numbers.films.need(film.0)?;
        }
        if let Some(critic) = it.critic.as_ref().and_then(|critic| critic.chosen) {
            numbers.critics.need(critic.0)?;
        }
        for critic in &it.also_by {
            numbers.critics.need(critic.0)?;
        }
        if let Some(outlet) = it.outlet.as_ref().and_then(|outlet| outlet.chosen) {
            numbers.outlets.need(outlet.0)?;
        }
        if !numbers.reviews.has(it.review.0) {
            numbers.reviews.make(it.review.0)?;
        }
        into.met.meet(it.review, it.source, &it.keys, &it.minhashes);
        into.met.content.insert(it.review, it.content);
        Ok(())
    }

    fn touches<'c>(change: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows {
            read: Some(change.review),
            row: change.row.map(|row| (change.source, row)),
            ..TouchedRows::reviews([change.review])
        }
    }

    fn project(
        change: &Self::Change<'_>,
        line: &Line<'_>,
        rows: &mut Working,
    ) -> Result<(), String> {
        let before = rows.current.get(&change.review).map(|held| &held.version);
        let made = read_version(line, change, before, &rows.joins);
        rows.replace(made);
        rows.meet(
            change.review,
            change.source,
            &change.keys,
            &change.minhashes,
        );
        if let Some(row) = &change.row {
            let content = change.content.0;
            rows.tables
                .place(change.source, change.review, row, content);
        }
        rows.unviewed.read(line.seq, change);
        Ok(())
    }
}

impl Recorded for kind::ReviewSeen {
    type Change<'a> = Seen;
    type Act = Never<Self>;
    const PART: Part = Part::Read;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        into.numbers.sources.need(it.source.0)?;
        into.numbers.reviews.need(it.review.0)?;
        into.met.meet(it.review, it.source, &it.keys, &it.minhashes);
        Ok(())
    }

    fn touches<'c>(change: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows {
            row: change.row.map(|row| (change.source, row)),
            ..TouchedRows::default()
        }
    }

    fn project(change: &Self::Change<'_>, _: &Line<'_>, rows: &mut Working) -> Result<(), String> {
        let Seen { review, source, .. } = *change;
        rows.meet(review, source, &change.keys, &change.minhashes);
        if let Some(row) = &change.row {
            rows.tables.place(source, review, row, [0; 16]);
        }
        Ok(())
    }
}

impl Recorded for kind::ReviewJudged {
    type Change<'a> = Box<Judged<'a>>;
    type Act = Never<Self>;
    const PART: Part = Part::Read;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        into.numbers.sources.need(it.source.0)?;
        into.numbers.reviews.need(it.review.0)
    }

    fn touches<'c>(change: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows::reviews([change.review])
    }

    fn project(
        change: &Self::Change<'_>,
        line: &Line<'_>,
        rows: &mut Working,
    ) -> Result<(), String> {
        let held = rows.held(line, change.review)?;
        let made = judged_version(line, change, &held.version, &rows.joins);
        rows.replace(made);
        rows.unviewed.judged(line.seq, change);
        Ok(())
    }
}

impl Recorded for kind::ReviewSettled {
    type Change<'a> = Box<Settled>;
    type Act = Self;
    const PART: Part = Part::InTurn;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        let numbers = &into.numbers;
        match &it.decision {
            Decision::Film(film) => numbers.films.need(film.0)?,
            Decision::Critic(Some(critic)) => numbers.critics.need(critic.0)?,
            Decision::Outlet(Some(outlet)) => numbers.outlets.need(outlet.0)?,
            Decision::SameAs(other) if *other == it.review => {
                return Err(format!("review {other} is itself already"));
            }
            Decision::SameAs(other) => numbers.reviews.need(other.0)?,
            other => checks::decision(other)?,
        }
        numbers.reviews.need(it.review.0)
    }

    fn touches<'c>(change: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows::reviews([change.review])
    }

    fn project(
        change: &Self::Change<'_>,
        line: &Line<'_>,
        rows: &mut Working,
    ) -> Result<(), String> {
        rows.decide(line, change.review, |set, before| {
            decide(set, &change.decision, before, line.seq);
        })
    }
}

impl Act for kind::ReviewSettled {
    async fn holds_already(
        _: &Self::Body,
        _: &Actor,
        _: &mut Transaction,
    ) -> Result<Option<String>, LedgerError> {
        // All decisions of an act are weighed together, before.
        Ok(None)
    }

    /// All that was decided is as before.
    async fn opposite(
        undone: Undone<'_, Self::Body>,
        ledger: &Ledger,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let mut conn = ledger.reader("reading what was decided").await?;
        let ReviewSettled { review, source, .. } = undone.it;
        let before = decided_before(&mut conn, review, undone.seq).await?;
        let after = decided_before(&mut conn, review, Seq(undone.seq.0 + 1)).await?;
        let mut decisions = crate::opposite::back(&before, &after);
        if before.headline != after.headline {
            decisions.push(headline_of(&mut conn, before.headline).await?);
        }
        let settle = |decision| {
            EntryBody::ReviewSettled(ReviewSettled {
                review,
                decision,
                source,
                remark: undone.remark.clone(),
            })
        };
        Ok(decisions.into_iter().map(settle).collect())
    }
}

impl Recorded for kind::ReviewWithdrawn {
    type Change<'a> = ReviewWithdrawn;
    type Act = Self;
    const PART: Part = Part::Decided;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        into.numbers.reviews.need(it.review.0)
    }

    fn touches<'c>(change: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows::reviews([change.review.0])
    }

    fn project(
        change: &Self::Change<'_>,
        line: &Line<'_>,
        rows: &mut Working,
    ) -> Result<(), String> {
        let by_person = line.by_person;
        rows.decide(line, change.review.0, |set, _| {
            // What a person said of it stands against what a machine finds.
            if by_person || !(set.stands || set.firmly) {
                set.withdrawn = Some(change.by);
                set.firmly = by_person;
                set.stands = false;
            }
        })
    }
}

impl Act for kind::ReviewWithdrawn {
    async fn holds_already(
        it: &Self::Body,
        by: &Actor,
        transaction: &mut Transaction,
    ) -> Result<Option<String>, LedgerError> {
        let alone = [EntryBody::ReviewWithdrawn(it.clone())];
        let same = transaction.leaves_reviews(by, &alone).await?;
        let by = it.by.sentence();
        Ok(same.then(|| format!("review {} is withdrawn already: {by}", it.review)))
    }

    /// It stands again, or is withdrawn by who withdrew it before.
    async fn opposite(
        undone: Undone<'_, Self::Body>,
        ledger: &Ledger,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let mut conn = ledger.reader("reading what was decided").await?;
        let (review, remark) = (undone.it.review, undone.remark);
        let before = decided_before(&mut conn, review, undone.seq).await?;
        Ok(vec![match before.withdrawn {
            // It was withdrawn already, by somebody else.
            Some(by) => EntryBody::ReviewWithdrawn(ReviewWithdrawn { review, by, remark }),
            None => EntryBody::ReviewReinstated(ReviewReinstated { review, remark }),
        }])
    }
}

impl Recorded for kind::ReviewReinstated {
    type Change<'a> = ReviewReinstated;
    type Act = Self;
    const PART: Part = Part::Decided;

    fn enter(it: &Self::Body, into: &mut Pending) -> Result<(), String> {
        into.numbers.reviews.need(it.review.0)
    }

    fn touches<'c>(change: &'c Self::Change<'_>) -> TouchedRows<'c> {
        TouchedRows::reviews([change.review.0])
    }

    fn project(
        change: &Self::Change<'_>,
        line: &Line<'_>,
        rows: &mut Working,
    ) -> Result<(), String> {
        let by_person = line.by_person;
        rows.decide(line, change.review.0, |set, _| {
            if by_person || !set.firmly {
                set.withdrawn = None;
                set.firmly = false;
                set.stands = set.stands || by_person;
            }
        })
    }
}

impl Act for kind::ReviewReinstated {
    async fn holds_already(
        it: &Self::Body,
        _: &Actor,
        transaction: &mut Transaction,
    ) -> Result<Option<String>, LedgerError> {
        let set = transaction.decided_of(it.review).await?;
        let stands = set.is_some_and(|set| set.withdrawn.is_none());
        Ok(stands.then(|| format!("review {} is not withdrawn", it.review)))
    }

    async fn opposite(
        undone: Undone<'_, Self::Body>,
        ledger: &Ledger,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let mut conn = ledger.reader("reading what was decided").await?;
        let (review, remark) = (undone.it.review, undone.remark);
        let before = decided_before(&mut conn, review, undone.seq).await?;
        let withdrawn = before.withdrawn;
        let withdrawn = withdrawn.map(|by| ReviewWithdrawn { review, by, remark });
        Ok(withdrawn
            .into_iter()
            .map(EntryBody::ReviewWithdrawn)
            .collect())
    }
}

/// What was decided about a review before an entry.
async fn decided_before(
    conn: &mut Conn,
    review: ReviewId,
    seq: Seq,
) -> Result<Decided, LedgerError> {
    let sql = "select v.under from review_version v where v.review = $1 and v.seq < $2 \
         order by v.seq desc limit 1";
    let args = vec![Arg::int(review.0), Arg::int(seq.0)];
    let Some(row) = conn.row(sql, args).await? else {
        return Ok(Decided::default());
    };
    let both = read_and_decided_of(&row, 0).map_err(|error| conn.failed(error))?;
    Ok(both.map_or_else(Decided::default, |both| both.set))
}

/// The headline that an entry set; none: what was read.
async fn headline_of(conn: &mut Conn, entry: Option<i64>) -> Result<Decision, LedgerError> {
    let Some(entry) = entry else {
        return Ok(Decision::ClearHeadline);
    };
    let set = crate::read::set_headlines(conn, &[entry]).await?;
    Ok(Decision::Headline(set.into_values().next().flatten()))
}
