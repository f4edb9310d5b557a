//! Pictures that are films' posters: kept with the record by their digests.

use super::NewCopies;
use crate::db::{Arg, Conn};
use crate::projection::{Kind, Table};
use crate::{Ledger, LedgerError, Transaction};
use async_recursion::async_recursion as boxed;
use ovation_terms::{Hash, POSTER_BYTES, PictureMedia};

const POSTER_FILE: Table = Table {
    name: "poster_file",
    stored: &["poster_file"],
    columns: &[("hash", Kind::Bytes), ("bytes", Kind::Bytes)],
    key: "hash",
    conflict: "nothing",
};

/// A picture that may be a poster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PosterFile {
    hash: Hash,
    media: PictureMedia,
    bytes: Vec<u8>,
}

impl PosterFile {
    /// A picture from its bytes: a PNG, JPEG or WebP of at most [`POSTER_BYTES`].
    ///
    /// # Errors
    /// What was expected, and what came.
    pub fn of(bytes: Vec<u8>) -> Result<Self, String> {
        if bytes.len() > POSTER_BYTES {
            return Err(format!(
                "expected a poster of at most {POSTER_BYTES} bytes, found {}",
                bytes.len()
            ));
        }
        let Some(media) = PictureMedia::of(&bytes) else {
            return Err("expected a picture (PNG, JPEG or WebP), found other bytes".to_owned());
        };
        Ok(Self {
            hash: Hash::of(&bytes),
            media,
            bytes,
        })
    }

    /// The digest of its bytes.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// What picture it is.
    pub fn media(&self) -> PictureMedia {
        self.media
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl Transaction {
    /// Keeps a picture with the entries of this transaction, once for its digest.
    pub fn keep_poster(&mut self, poster: PosterFile) {
        self.copies.posters.insert(poster.hash, poster);
    }
}

impl Ledger {
    /// A picture by its digest; none where it is not kept, or its bytes are no longer those.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn poster_file(&self, hash: Hash) -> Result<Option<PosterFile>, LedgerError> {
        let mut conn = self.reader("reading a poster").await?;
        let sql = "select bytes from poster_file where hash = $1";
        let row = conn.row(sql, vec![Arg::bytes(&hash.0)]).await?;
        let bytes = row.map(|row| row.bytes(0).map(<[u8]>::to_vec)).transpose();
        let bytes = bytes.map_err(|error| conn.failed(error))?;
        let file = bytes.and_then(|bytes| PosterFile::of(bytes).ok());
        Ok(file.filter(|file| file.hash == hash))
    }

    /// Gives every picture that is kept, in the order of their digests.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn each_poster_file(
        &self,
        each: &mut (dyn FnMut(PosterFile) + Send),
    ) -> Result<(), LedgerError> {
        let mut conn = self.reader("reading posters").await?;
        each_of(&mut conn, each).await
    }
}

async fn each_of(
    conn: &mut Conn,
    each: &mut (dyn FnMut(PosterFile) + Send),
) -> Result<(), LedgerError> {
    let sql = "select bytes from poster_file order by hash";
    conn.each(sql, Vec::new(), &mut |row| {
        if let Ok(file) = PosterFile::of(row.bytes(0)?.to_vec()) {
            each(file);
        }
        Ok(())
    })
    .await
}

/// Writes a transaction's pictures inside its transaction.
pub(super) async fn write_posters(conn: &mut Conn, new: &NewCopies) -> Result<(), LedgerError> {
    for file in new.posters.values() {
        write_poster(conn, file).await?;
    }
    Ok(())
}

async fn write_poster(conn: &mut Conn, file: &PosterFile) -> Result<(), LedgerError> {
    let row = vec![Arg::bytes(&file.hash.0), Arg::bytes(&file.bytes)];
    conn.insert(&POSTER_FILE, row).await
}

/// Copies every picture into another record.
pub(crate) async fn copy_posters(from: &mut Conn, to: &mut Conn) -> Result<(), LedgerError> {
    let mut files = Vec::new();
    each_of(from, &mut |file| files.push(file)).await?;
    for file in &files {
        write_poster(to, file).await?;
    }
    Ok(())
}
