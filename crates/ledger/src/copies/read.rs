//! Kept copies are read, counted and held against their digests.

use super::Folder;
use super::write::DELETED;
use crate::db::{Arg, Conn};
use crate::views::bytes_of;
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use flate2::read::DeflateDecoder;
use ovation_terms::{Day, EntryBody, Hash, Seq, SourceFacts, SourceId, SourceRead};
use std::io::Read as _;

/// What is kept of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceCopy {
    /// Its bytes.
    Kept {
        /// They themselves.
        bytes: Vec<u8>,
        /// What whoever keeps them noted for whoever reads them again.
        how: String,
        /// The last day on which they are kept for this source; none: for ever.
        until: Option<Day>,
    },
    /// Nothing was kept when it was read.
    NeverKept,
    /// They went when their time was over.
    Expired {
        /// On this day.
        on: Day,
    },
    /// They went, or were not taken in, because their owner asked for the deletion of words in them.
    Deleted {
        /// On this day.
        on: Day,
    },
}

/// What is kept, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CopyCounts {
    /// Copies, each digest once.
    pub copies: u64,
    /// Sources that they are of.
    pub sources: u64,
    /// Their bytes, unpacked.
    pub bytes: u64,
    /// The bytes that they take.
    pub packed_bytes: u64,
    /// Sources whose copies are kept for ever.
    pub for_ever: u64,
    /// The first day through which one is kept that is not kept for ever.
    pub until: Option<Day>,
    /// Sources whose copies expired.
    pub expired: u64,
    /// Sources whose copies were deleted at their owners' request.
    pub deleted: u64,
}

impl Ledger {
    /// The bytes kept under a digest.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when they are not the bytes that were kept.
    #[boxed]
    pub async fn kept_copy(&self, hash: Hash) -> Result<Option<Vec<u8>>, LedgerError> {
        let mut conn = self.reader("reading a kept copy").await?;
        let folder = self.copies_folder();
        let Some((packed, size)) = packed_of(&mut conn, hash, folder.as_ref()).await? else {
            return Ok(None);
        };
        match unpacked(&packed, size) {
            Some(bytes) if Hash::of(&bytes) == hash => Ok(Some(bytes)),
            _ => Err(conn.damaged(format!("the kept copy {hash} is not what was kept"))),
        }
    }

    /// What the record has of a source: its facts, and its bytes or why they are not there. None where there is no
    /// such source.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when the bytes are not those that were kept.
    #[boxed]
    pub async fn copy_of_source(
        &self,
        source: SourceId,
    ) -> Result<Option<(SourceFacts, SourceCopy)>, LedgerError> {
        let mut conn = self.reader("reading what is kept of a source").await?;
        let sql = "select s.entry, c.how, c.until, c.gone, c.why from source s \
             left join source_copy c on c.source = s.id where s.id = $1";
        let Some(row) = conn.row(sql, vec![Arg::int(source.0)]).await? else {
            return Ok(None);
        };
        let text =
            |place| -> Result<_, sqlx::Error> { Ok(row.maybe_text(place)?.map(str::to_owned)) };
        let read = || Ok((row.int(0)?, text(1)?, text(2)?, text(3)?, text(4)?));
        let (entry, how, until, gone, why) =
            read().map_err(|error: sqlx::Error| conn.failed(error))?;
        let day = |text: String| {
            let day = text.parse::<Day>();
            day.map_err(|error| conn.damaged(format!("the copy of source {source}: {error}")))
        };
        let (until, gone) = (until.map(day).transpose()?, gone.map(day).transpose()?);
        drop(conn);
        let read = self.entry(Seq(entry)).await?.map(|entry| entry.body);
        let Some(EntryBody::SourceRead(SourceRead { facts, .. })) = read else {
            return Ok(None);
        };
        // Another source of the same bytes may need them still.
        let copy = match (self.kept_copy(facts.hash).await?, gone) {
            (Some(bytes), _) => SourceCopy::Kept {
                bytes,
                how: how.unwrap_or_default(),
                until,
            },
            (None, Some(on)) if why.as_deref() == Some(DELETED) => SourceCopy::Deleted { on },
            (None, Some(on)) => SourceCopy::Expired { on },
            (None, None) => SourceCopy::NeverKept,
        };
        Ok(Some((facts, copy)))
    }

    /// Counts what is kept.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn copy_counts(&self) -> Result<CopyCounts, LedgerError> {
        let mut conn = self.reader("counting kept copies").await?;
        let folder = self.copies_folder();
        let mut counts = CopyCounts::default();
        let sql = "select k.hash, k.size_bytes, cast(length(k.bytes) as bigint), \
             cast((select coalesce(sum(length(p.bytes)), 0) from kept_part p where p.hash = k.hash) as bigint) \
             from kept_copy k";
        conn.each(sql, Vec::new(), &mut |row| {
            let number = |place| {
                row.int(place)
                    .map(|count| u64::try_from(count).unwrap_or(0))
            };
            counts.copies += 1;
            counts.bytes += number(1)?;
            counts.packed_bytes += match (number(2)?, &folder) {
                (0, Some(folder)) => folder.size_of(Hash(bytes_of(row, 0)?)),
                (first, _) => first + number(3)?,
            };
            Ok(())
        })
        .await?;
        let sql = "select until, why, cast(count(*) as bigint) from source_copy group by until, why \
             order by until";
        conn.each(sql, Vec::new(), &mut |row| {
            let count = u64::try_from(row.int(2)?).unwrap_or(0);
            match (row.maybe_text(0)?, row.maybe_text(1)?) {
                (_, Some(DELETED)) => counts.deleted += count,
                (_, Some(_)) => counts.expired += count,
                (None, None) => {
                    counts.sources += count;
                    counts.for_ever += count;
                }
                (Some(until), None) => {
                    counts.sources += count;
                    let until = until.parse().ok();
                    counts.until = counts.until.or(until);
                }
            }
            Ok(())
        })
        .await?;
        Ok(counts)
    }
}

/// Goes through all copies, each unpacked; none for one that cannot be unpacked.
pub(crate) async fn each_copy(
    conn: &mut Conn,
    folder: Option<&Folder>,
    each: &mut (dyn FnMut(Hash, Option<Vec<u8>>) + Send),
) -> Result<(), LedgerError> {
    let mut last: Vec<u8> = Vec::new();
    loop {
        let sql = "select hash from kept_copy where hash > $1 order by hash limit 1";
        let Some(row) = conn.row(sql, vec![Arg::bytes(&last)]).await? else {
            return Ok(());
        };
        let hash = bytes_of(&row, 0).map(Hash);
        let hash = hash.map_err(|error| conn.failed(error))?;
        last = hash.0.to_vec();
        if let Some((packed, size)) = packed_of(conn, hash, folder).await? {
            each(hash, unpacked(&packed, size));
        }
    }
}

/// The packed bytes of a digest, and how many they are unpacked. A file that is not there has no bytes.
pub(crate) async fn packed_of(
    conn: &mut Conn,
    hash: Hash,
    folder: Option<&Folder>,
) -> Result<Option<(Vec<u8>, i64)>, LedgerError> {
    let sql = "select bytes, size_bytes from kept_copy where hash = $1";
    let Some(row) = conn.row(sql, vec![Arg::bytes(&hash.0)]).await? else {
        return Ok(None);
    };
    let read = || Ok((row.bytes(0)?.to_vec(), row.int(1)?));
    let (mut packed, size) = read().map_err(|error: sqlx::Error| conn.failed(error))?;
    if packed.is_empty() {
        let read = folder.map(|folder| folder.read(hash));
        return Ok(Some((read.and_then(Result::ok).unwrap_or_default(), size)));
    }
    let sql = "select bytes from kept_part where hash = $1 order by number";
    conn.each(sql, vec![Arg::bytes(&hash.0)], &mut |row| {
        packed.extend_from_slice(row.bytes(0)?);
        Ok(())
    })
    .await?;
    Ok(Some((packed, size)))
}

/// Never more than was kept, whatever stands there now.
fn unpacked(packed: &[u8], size: i64) -> Option<Vec<u8>> {
    let size = u64::try_from(size).unwrap_or(0);
    let mut bytes = Vec::new();
    DeflateDecoder::new(packed)
        .take(size.saturating_add(1))
        .read_to_end(&mut bytes)
        .ok()?;
    Some(bytes)
}
