//! What taking an import back does to each review, and what lets it stand again.

use super::{last_version, refused, stands, tellers};
use crate::LedgerError;
use crate::db::{Arg, Conn};
use crate::insert::Lookup;
use crate::projection::{Kind, also_of};
use crate::views::{bytes_of, read_and_decided_of};
use ovation_terms::{
    Basis, CriticId, FilmId, ImportStanding, OutletId, Probability, ReadingBack, Remark, ReviewId,
    ReviewKey, Seq, SourceId, Standing, WithdrawnBy,
};
use std::collections::{BTreeMap, BTreeSet};

/// What follows from taking an import back: what it brought is out unless another source tells it, and of
/// what was there before, all that it changed is as it was.
pub(crate) async fn undo(
    conn: &mut Conn,
    source: SourceId,
    remark: &Remark,
) -> Result<ImportStanding, LedgerError> {
    last_version(conn, source).await?;
    if !stands(conn, source).await? {
        return Err(refused(format!(
            "source {source} does not stand: it was taken back or deleted already"
        )));
    }
    let mut met = Vec::new();
    let sql = "select review from review_source where source = $1 order by review";
    conn.each(sql, vec![Arg::int(source.0)], &mut |row| {
        met.push(ReviewId(row.int(0)?));
        Ok(())
    })
    .await?;
    let mut gone = Vec::new();
    let sql = "select review from table_row where source = $1 and place < 0 order by review";
    conn.each(sql, vec![Arg::int(source.0)], &mut |row| {
        gone.push(ReviewId(row.int(0)?));
        Ok(())
    })
    .await?;
    let told = tellers(conn, &met, &[source]).await?;
    let all: Vec<ReviewId> = met.iter().chain(&gone).copied().collect();
    let moments = before_and_now(conn, &all, source).await?;
    let mut standing = ImportStanding {
        source,
        reviews: Vec::new(),
        readings: Vec::new(),
        withdrawn: Vec::new(),
        reinstated: Vec::new(),
        remark: remark.clone(),
    };
    for review in met {
        let is_told = told.contains_key(&review);
        match moments.get(&review).and_then(|(before, _)| *before) {
            _ if is_told => {}
            None | Some(Out::Undone) => standing.reviews.push(review),
            Some(Out::RowGone) => standing.reinstated.push(review),
            Some(Out::No) => {}
        }
    }
    for review in gone {
        if let Some((Some(Out::No), Out::RowGone)) = moments.get(&review) {
            standing.withdrawn.push(review);
        }
    }
    let there = moments
        .into_iter()
        .filter(|(_, (before, _))| before.is_some());
    let there: Vec<ReviewId> = there.map(|(review, _)| review).collect();
    standing.readings = readings_before(conn, &there, source).await?;
    Ok(standing)
}

/// Whether a review is out because of what became of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Out {
    No,
    RowGone,
    Undone,
}

/// How reviews stood before a source was read, where they were there, and how they stand now.
async fn before_and_now(
    conn: &mut Conn,
    reviews: &[ReviewId],
    source: SourceId,
) -> Result<BTreeMap<ReviewId, (Option<Out>, Out)>, LedgerError> {
    let entry = entry_of_source(conn, source).await?;
    let mut found: BTreeMap<ReviewId, (Option<Out>, Out)> = BTreeMap::new();
    let lookup = Lookup {
        wanted: &[("review", Kind::Int)],
        select: "v.review, v.seq, v.until_seq, v.under",
        from: "review_version v",
        on: "v.review = q.review",
    };
    let args = reviews.iter().map(|review| Arg::int(review.0)).collect();
    conn.look_up(&lookup, args, &mut |row| {
        let (seq, until) = (row.int(1)?, row.maybe_int(2)?);
        let set = read_and_decided_of(row, 3)?
            .map(|both| both.set)
            .unwrap_or_default();
        let out = if set.undone.is_some() {
            Out::Undone
        } else if set.withdrawn == Some(WithdrawnBy::RowGone) && !set.firmly {
            Out::RowGone
        } else {
            Out::No
        };
        let held = found
            .entry(ReviewId(row.int(0)?))
            .or_insert((None, Out::No));
        if seq <= entry && until.is_none_or(|until| until > entry) {
            held.0 = Some(out);
        }
        if until.is_none() {
            held.1 = out;
        }
        Ok(())
    })
    .await?;
    Ok(found)
}

/// Of reviews whose current reading is from a source, those that held when the source was read.
async fn readings_before(
    conn: &mut Conn,
    reviews: &[ReviewId],
    source: SourceId,
) -> Result<Vec<ReadingBack>, LedgerError> {
    let entry = entry_of_source(conn, source).await?;
    let mut held: BTreeMap<ReviewId, ReadingBack> = BTreeMap::new();
    let mut is_current: BTreeSet<ReviewId> = BTreeSet::new();
    let lookup = Lookup {
        wanted: &[("review", Kind::Int)],
        select: READING,
        from: "review_version v",
        on: "v.review = q.review",
    };
    let args = reviews.iter().map(|review| Arg::int(review.0)).collect();
    conn.look_up(&lookup, args, &mut |row| {
        let (seq, until) = (row.int(1)?, row.maybe_int(2)?);
        let back = reading_of(row)?;
        if back.source == source && until.is_none() {
            is_current.insert(back.review);
        }
        if seq <= entry && until.is_none_or(|until| until > entry) {
            held.insert(back.review, back);
        }
        Ok(())
    })
    .await?;
    let held = held.into_values();
    Ok(held
        .filter(|back| is_current.contains(&back.review))
        .collect())
}

/// The entry that says that a source was read.
async fn entry_of_source(conn: &mut Conn, source: SourceId) -> Result<i64, LedgerError> {
    let sql = "select entry from source where id = $1";
    let row = conn.row(sql, vec![Arg::int(source.0)]).await?;
    let entry = row.map_or(Ok(0), |row| row.int(0));
    entry.map_err(|error| conn.failed(error))
}

const READING: &str = "v.review, v.seq, v.until_seq, v.read_entry, v.source, v.content, v.url, \
     v.published, v.film, v.candidate, v.critic, v.outlet, v.rating_printed, v.rating, v.scale, \
     v.p, v.basis, v.reasons, v.under, v.also_by";

/// The reading behind a version, from a row of [`READING`].
fn reading_of(row: &crate::db::Row) -> Result<ReadingBack, sqlx::Error> {
    let read = read_and_decided_of(row, 18)?.map(|both| both.read);
    let text = |place| Ok::<_, sqlx::Error>(row.maybe_text(place)?.map(str::to_owned));
    let mut back = ReadingBack {
        review: ReviewId(row.int(0)?),
        entry: Seq(row.int(3)?),
        source: SourceId(row.int(4)?),
        content: ReviewKey(bytes_of(row, 5)?),
        url: text(6)?,
        published: row.maybe_text(7)?.and_then(|day| day.parse().ok()),
        film: row.maybe_int(8)?.map(FilmId),
        candidate: row.maybe_int(9)?.map(FilmId),
        critic: row.maybe_int(10)?.map(CriticId),
        also_by: also_of(row.maybe_text(19)?)
            .into_iter()
            .map(CriticId)
            .collect(),
        outlet: row.maybe_int(11)?.map(OutletId),
        rating_printed: text(12)?,
        rating: row.maybe_real(13)?,
        scale: text(14)?,
        p: row.maybe_real(15)?.map(Probability::clamped),
        basis: row.maybe_text(16)?.and_then(Basis::from_code),
        standing: Standing::from_codes(row.text(17)?),
    };
    if let Some(read) = read {
        back.film = read.film.map(FilmId);
        back.critic = read.critic.map(CriticId);
        back.also_by = read.also_by.into_iter().map(CriticId).collect();
        back.outlet = read.outlet.map(OutletId);
        back.rating_printed = read.rating_printed.map(Into::into);
        back.rating = read.rating;
        back.scale = read.scale.map(Into::into);
        back.p = read.p.map(Probability::clamped);
        back.basis = read.basis;
        back.published = read.published;
        back.url = read.url.map(Into::into);
        back.standing = read.reasons;
    }
    Ok(back)
}

/// What follows from letting an import stand again that an entry took back.
pub(super) async fn restore(
    conn: &mut Conn,
    seq: Seq,
    undone: ImportStanding,
    remark: Remark,
) -> Result<ImportStanding, LedgerError> {
    let source = undone.source;
    last_version(conn, source).await?;
    let sql = "select entry from undone_import where source = $1 and undone = true";
    let row = conn.row(sql, vec![Arg::int(source.0)]).await?;
    let last = row.map(|row| row.int(0)).transpose();
    let last = last.map_err(|error| conn.failed(error))?;
    match last {
        Some(last) if last == seq.0 => {}
        Some(last) => {
            return Err(refused(format!(
                "source {source} was taken back anew since, by entry {last}: undo that one"
            )));
        }
        None => return Err(refused(format!("source {source} stands again already"))),
    }
    let mut readings = Vec::new();
    for back in &undone.readings {
        // Only where what was put back is what stands; a newer reading goes before both.
        let sql = "select read_entry from review_version where review = $1 and until_seq is null";
        let row = conn.row(sql, vec![Arg::int(back.review.0)]).await?;
        let now = row.map(|row| row.int(0)).transpose();
        if now.map_err(|error| conn.failed(error))? != Some(back.entry.0) {
            continue;
        }
        let sql = format!(
            "select {READING} from review_version v where v.review = $1 and v.seq < $2 \
             order by v.seq desc limit 1"
        );
        let args = vec![Arg::int(back.review.0), Arg::int(seq.0)];
        if let Some(row) = conn.row(sql, args).await? {
            readings.push(reading_of(&row).map_err(|error| conn.failed(error))?);
        }
    }
    Ok(ImportStanding {
        source,
        reviews: undone.reviews,
        readings,
        withdrawn: undone.withdrawn,
        reinstated: undone.reinstated,
        remark,
    })
}
