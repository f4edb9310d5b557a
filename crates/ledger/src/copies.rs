//! Kept copies of sources: private, outside the views, deflated.

use crate::db::Arg;
use crate::{Ledger, LedgerError};
use flate2::Compression;
use flate2::read::{DeflateDecoder, DeflateEncoder};
use ovation_terms::Hash;
use std::io::Read as _;

impl Ledger {
    /// Keeps the bytes of a source under their digest; keeping them twice changes nothing.
    ///
    /// # Errors
    /// [`LedgerError::Refused`] when the digest is not that of the bytes.
    pub async fn keep_copy(&self, hash: Hash, bytes: &[u8]) -> Result<(), LedgerError> {
        let refused = |why: String| LedgerError::Refused { why };
        if Hash::of(bytes) != hash {
            return Err(refused(format!(
                "the bytes of the copy are not those of {hash}"
            )));
        }
        let mut packed = Vec::new();
        DeflateEncoder::new(bytes, Compression::default())
            .read_to_end(&mut packed)
            .map_err(|error| refused(error.to_string()))?;
        let mut conn = self.writer("keeping a copy").await?;
        let sql = "insert into kept_copy (hash, bytes, size_bytes) values ($1, $2, $3) \
             on conflict (hash) do nothing";
        let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        let args = vec![Arg::bytes(&hash.0), Arg::bytes(&packed), Arg::int(size)];
        conn.run(sql, args).await?;
        conn.commit().await
    }

    /// The bytes kept under a digest.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when they are not the bytes that were kept.
    pub async fn kept_copy(&self, hash: Hash) -> Result<Option<Vec<u8>>, LedgerError> {
        let mut conn = self.reader("reading a kept copy").await?;
        let sql = "select bytes, size_bytes from kept_copy where hash = $1";
        let Some(row) = conn.row(sql, vec![Arg::bytes(&hash.0)]).await? else {
            return Ok(None);
        };
        let read = || Ok((row.bytes(0)?, row.int(1)?));
        let (packed, size) = read().map_err(|error: sqlx::Error| conn.failed(error))?;
        let size = u64::try_from(size).unwrap_or(0);
        let mut bytes = Vec::new();
        // Never more than was kept, whatever the column holds now.
        let unpacked = DeflateDecoder::new(packed)
            .take(size.saturating_add(1))
            .read_to_end(&mut bytes);
        if unpacked.is_err() || Hash::of(&bytes) != hash {
            return Err(conn.damaged(format!("the kept copy {hash} is not what was kept")));
        }
        Ok(Some(bytes))
    }
}
