//! Imports: what each brought, and what follows from taking one back.
//!
//! All that follows is worked out when it is asked for and stands in the entry, so that the fold needs no
//! more than the reviews it names.

use crate::chain::entry_of;
use crate::db::{Arg, Conn};
use crate::fold::Kind;
use crate::insert::Lookup;
use crate::views::{bytes_of, under_of};
use crate::{Ledger, LedgerError, TableVersion};
use ovation_terms::{
    Basis, CriticId, FilmId, Happening, Hash, ImportStanding, Moment, OutletId, Probability,
    ReadingBack, Remark, ReviewId, ReviewKey, Seq, SourceId, Standing, TableRead, WithdrawnBy,
};
use std::collections::{BTreeMap, BTreeSet};

/// A source that was imported.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// Its number.
    pub source: SourceId,
    /// Its address.
    pub address: String,
    /// When it was fetched.
    pub fetched: Moment,
    /// Reviews met in it.
    pub reviews: u64,
    /// Of a table, what reading it did, once it was read to its end: the entry, and what it says.
    pub table: Option<(Seq, TableRead)>,
    /// Whether it was taken back.
    pub undone: bool,
    /// Whether it was deleted at its owner's request.
    pub deleted: bool,
}

impl Ledger {
    /// The sources imported last, newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn imports(&self, limit: u32) -> Result<Vec<Import>, LedgerError> {
        let mut conn = self.reader("listing imports").await?;
        let sql = "select s.id, s.address, s.fetched, i.entry, coalesce(u.undone, false), \
             coalesce(d.deleted, false), \
             (select count(*) from review_source r where r.source = s.id) \
             from source s left join table_import i on i.source = s.id \
             left join undone_import u on u.source = s.id \
             left join deleted_source d on d.source = s.id order by s.id desc limit $1";
        let mut found = Vec::new();
        conn.each(sql, vec![Arg::int(limit.into())], &mut |row| {
            let import = Import {
                source: SourceId(row.int(0)?),
                address: row.text(1)?.to_owned(),
                fetched: Moment(row.int(2)?),
                reviews: u64::try_from(row.int(6)?).unwrap_or(0),
                table: None,
                undone: row.bool(4)?,
                deleted: row.bool(5)?,
            };
            found.push((import, row.maybe_int(3)?));
            Ok(())
        })
        .await?;
        let mut imports = Vec::with_capacity(found.len());
        for (mut import, entry) in found {
            if let Some(entry) = entry
                && let Some(Happening::TableRead(read)) = happening(&mut conn, entry).await?
            {
                import.table = Some((Seq(entry), read));
            }
            imports.push(import);
        }
        Ok(imports)
    }

    /// What an import that was taken back, by that entry, would bring back.
    pub(crate) async fn restored_import(
        &self,
        seq: Seq,
        undone: ImportStanding,
        remark: Remark,
    ) -> Result<Vec<Happening>, LedgerError> {
        let mut conn = self.reader("looking up what an import brought").await?;
        let restored = restore(&mut conn, seq, undone, remark).await?;
        Ok(vec![Happening::ImportRestored(Box::new(restored))])
    }

    /// What takes an import back.
    pub(crate) async fn undone_import(
        &self,
        source: SourceId,
        remark: &Remark,
    ) -> Result<Vec<Happening>, LedgerError> {
        let mut conn = self.reader("looking up what an import brought").await?;
        let undone = undo(&mut conn, source, remark).await?;
        Ok(vec![Happening::ImportUndone(Box::new(undone))])
    }
}

async fn happening(conn: &mut Conn, seq: i64) -> Result<Option<Happening>, LedgerError> {
    let sql = format!(
        "select {} from {} where e.seq = $1",
        crate::chain::ENTRY_COLUMNS,
        crate::chain::ENTRY_FROM
    );
    let row = conn.row(sql, vec![Arg::int(seq)]).await?;
    match row {
        Some(row) => Ok(Some(entry_of(conn, &row)?.happening)),
        None => Ok(None),
    }
}

fn refused(why: String) -> LedgerError {
    LedgerError::Refused { why }
}

/// The versions of what was read at any of the addresses, oldest first.
pub(crate) async fn versions_at(
    conn: &mut Conn,
    addresses: &[String],
) -> Result<Vec<TableVersion>, LedgerError> {
    let mut found: BTreeMap<SourceId, TableVersion> = BTreeMap::new();
    for address in addresses {
        let sql = "select s.id, s.hash, i.entry, coalesce(u.undone, false), \
             coalesce(d.deleted, false), \
             (select min(t.place) from table_row t where t.source = s.id), \
             (select min(r.review) from review_source r where r.source = s.id), i.earlier \
             from source s left join table_import i on i.source = s.id \
             left join undone_import u on u.source = s.id \
             left join deleted_source d on d.source = s.id where s.address = $1";
        conn.each(sql, vec![Arg::text(address.as_str())], &mut |row| {
            let has_rows = row.maybe_int(5)?.is_some();
            let ended = row.maybe_int(2)?.is_some();
            let version = TableVersion {
                source: SourceId(row.int(0)?),
                hash: Hash(bytes_of(row, 1)?),
                // What was read before rows had places was read to its end, for all that is known.
                whole: ended || (!has_rows && row.maybe_int(6)?.is_some()),
                ended,
                earlier: row.maybe_int(7)?.map(SourceId),
                has_rows: has_rows || ended,
                stands: !row.bool(3)? && !row.bool(4)?,
            };
            found.insert(version.source, version);
            Ok(())
        })
        .await?;
    }
    Ok(found.into_values().collect())
}

/// Those of the reviews that standing sources tell, some sources aside, with those that tell each: a page
/// that it was read from, the last version of a table that has its row.
pub(crate) async fn tellers(
    conn: &mut Conn,
    reviews: &[ReviewId],
    aside: &[SourceId],
) -> Result<BTreeMap<ReviewId, BTreeSet<SourceId>>, LedgerError> {
    let mut met: BTreeMap<SourceId, Vec<ReviewId>> = BTreeMap::new();
    let lookup = Lookup {
        wanted: &[("review", Kind::Int)],
        select: "s.review, s.source",
        from: "review_source s",
        on: "s.review = q.review",
    };
    let args = reviews.iter().map(|review| Arg::int(review.0)).collect();
    conn.look_up(&lookup, args, &mut |row| {
        let source = SourceId(row.int(1)?);
        if !aside.contains(&source) {
            met.entry(source).or_default().push(ReviewId(row.int(0)?));
        }
        Ok(())
    })
    .await?;
    let mut told: BTreeMap<ReviewId, BTreeSet<SourceId>> = BTreeMap::new();
    let mut last: BTreeMap<String, Option<TableVersion>> = BTreeMap::new();
    for (source, reviews) in met {
        let Some((address, is_table)) = address_of(conn, source).await? else {
            continue;
        };
        if !last.contains_key(&address) {
            let versions = versions_at(conn, std::slice::from_ref(&address)).await?;
            let mut versions = versions.into_iter().rev();
            let standing =
                versions.find(|one| one.stands && one.whole && !aside.contains(&one.source));
            last.insert(address.clone(), standing);
        }
        let standing = last.get(&address).copied().flatten();
        let is_last = standing.is_some_and(|one| one.source == source);
        let stands = if is_table {
            is_last
        } else {
            stands(conn, source).await?
        };
        if !stands {
            continue;
        }
        let listed = match standing {
            Some(one) if is_table && one.has_rows => Some(listed(conn, source).await?),
            _ => None,
        };
        for review in reviews {
            let is_listed = listed.as_ref();
            if is_listed.is_none_or(|listed| listed.contains_key(&review)) {
                told.entry(review).or_default().insert(source);
            }
        }
    }
    Ok(told)
}

/// The reviews in the rows of a version of a table, with what each row says.
async fn listed(
    conn: &mut Conn,
    source: SourceId,
) -> Result<BTreeMap<ReviewId, ReviewKey>, LedgerError> {
    let mut listed = BTreeMap::new();
    let sql = "select review, content from table_row where source = $1 and place > 0";
    conn.each(sql, vec![Arg::int(source.0)], &mut |row| {
        listed.insert(ReviewId(row.int(0)?), ReviewKey(bytes_of(row, 1)?));
        Ok(())
    })
    .await?;
    Ok(listed)
}

/// A source's address, and whether it is a table.
pub(crate) async fn address_of(
    conn: &mut Conn,
    source: SourceId,
) -> Result<Option<(String, bool)>, LedgerError> {
    let sql = "select address, media from source where id = $1";
    let Some(row) = conn.row(sql, vec![Arg::int(source.0)]).await? else {
        return Ok(None);
    };
    let parts = || Ok((row.text(0)?.to_owned(), is_table(row.text(1)?)));
    parts().map(Some).map_err(|error| conn.failed(error))
}

fn is_table(media: &str) -> bool {
    matches!(media, "table" | "json-lines" | "spreadsheet")
}

async fn stands(conn: &mut Conn, source: SourceId) -> Result<bool, LedgerError> {
    let sql = "select 1 from undone_import where source = $1 and undone = true \
         union all select 1 from deleted_source where source = $1 and deleted = true";
    Ok(conn.row(sql, vec![Arg::int(source.0)]).await?.is_none())
}

/// Refuses where what was read at a source's address was read again since.
async fn last_version(conn: &mut Conn, source: SourceId) -> Result<(), LedgerError> {
    let Some((address, _)) = address_of(conn, source).await? else {
        return Err(refused(format!("there is no source {source}")));
    };
    let versions = versions_at(conn, std::slice::from_ref(&address)).await?;
    let newer = versions.iter().rev().find(|one| {
        // What could not be read changed nothing.
        one.source > source && one.stands && (one.whole || one.has_rows)
    });
    let mut newer = newer.map(|newer| newer.source);
    // The same file by another of its names.
    let sql = "select source from table_import where earlier = $1";
    let mut later = Vec::new();
    conn.each(sql, vec![Arg::int(source.0)], &mut |row| {
        later.push(SourceId(row.int(0)?));
        Ok(())
    })
    .await?;
    for later in later {
        if stands(conn, later).await? {
            newer = newer.max(Some(later));
        }
    }
    if let Some(newer) = newer {
        return Err(refused(format!(
            "`{address}` was read again since, as source {newer}, and that reading stands on this \
             one: take source {newer} back first, or read the right table with `--replace`"
        )));
    }
    Ok(())
}

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
        let set = under_of(row, 3)?.map(|under| under.set).unwrap_or_default();
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
     v.p, v.basis, v.reasons, v.under";

/// The reading behind a version, from a row of [`READING`].
fn reading_of(row: &crate::db::Row) -> Result<ReadingBack, sqlx::Error> {
    let read = under_of(row, 18)?.map(|under| under.read);
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
async fn restore(
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
