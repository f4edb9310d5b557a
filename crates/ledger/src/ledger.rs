//! The record: one append-only list of entries, and what can be asked of it.

use crate::chain::{ENTRY_COLUMNS, ENTRY_FROM, Head, entry_of, read_head, read_head_at};
use crate::db::{Arg, Conn, Db};
use crate::transaction::BloomFilters;
use crate::{LedgerError, Limits, Transaction};
use async_recursion::async_recursion as boxed;
use ovation_terms::{Entry, Moment, Seq, SourceId};
use std::sync::Arc;

/// An open record. Cheap to clone; readers never wait for the writer.
#[derive(Clone, Debug)]
pub struct Ledger {
    address: Arc<str>,
    read: Db,
    write: Option<Db>,
    limits: Limits,
    filters: BloomFilters,
    remark: Option<Arc<str>>,
}

impl Ledger {
    pub(crate) fn of(address: Arc<str>, read: Db, write: Option<Db>, limits: Limits) -> Self {
        Self {
            address,
            read,
            write,
            limits,
            filters: BloomFilters::default(),
            remark: None,
        }
    }

    /// Something that whoever opened it should be told.
    #[cfg(feature = "sqlite")]
    pub(crate) fn with_remark(mut self, remark: Option<String>) -> Self {
        self.remark = remark.map(Into::into);
        self
    }

    /// Where something is wrong with the record's file as a whole, what, and what to do: it is a copy that lacks what
    /// was written last.
    pub fn remark(&self) -> Option<&str> {
        self.remark.as_deref()
    }

    /// What is wrong with the header of the record's file; none where nothing is, or it is on a server.
    #[cfg_attr(
        not(feature = "sqlite"),
        expect(clippy::unused_self, reason = "only a file has a header")
    )]
    pub(crate) fn header_damage(&self) -> Option<String> {
        #[cfg(feature = "sqlite")]
        if !self.is_on_server() {
            return crate::whole::damage_of(&self.address);
        }
        None
    }

    pub(crate) fn write_side(&self) -> Option<&Db> {
        self.write.as_ref()
    }

    pub(crate) fn shared_address(&self) -> &Arc<str> {
        &self.address
    }

    /// What is surely new to it.
    pub(crate) fn filters(&self) -> &BloomFilters {
        &self.filters
    }

    /// What it was opened within.
    pub(crate) fn limits(&self) -> Limits {
        self.limits
    }

    /// Where the record is, without a password.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Whether it is on a database server, which can lose its lock by a restart.
    pub fn is_on_server(&self) -> bool {
        self.read.is_server()
    }

    /// Closes all connections. Of a SQLite record everything is in its one file then, unless another process still
    /// uses it; what is dropped without being closed is left to whoever opens it next.
    #[boxed]
    pub async fn close(&self) {
        if let Some(write) = &self.write {
            // Readers first: none of them may stand in the way.
            self.read.close().await;
            #[cfg(feature = "sqlite")]
            if !write.is_server() {
                crate::whole::settle(write, &self.address).await;
            }
            write.close().await;
        } else {
            #[cfg(feature = "sqlite")]
            if !self.read.is_server() {
                Box::pin(crate::whole::settle_for_readers(&self.read, &self.address)).await;
            }
            self.read.close().await;
        }
    }

    /// A connection to read with.
    pub(crate) async fn reader(&self, doing: &'static str) -> Result<Conn, LedgerError> {
        self.read.take(&self.address, doing).await
    }

    /// A connection to read with that sees one moment of the record.
    pub(crate) async fn snapshot(&self, doing: &'static str) -> Result<Conn, LedgerError> {
        self.read.snapshot(&self.address, doing).await
    }

    /// A connection with the one write lock.
    pub(crate) async fn writer(&self, doing: &'static str) -> Result<Conn, LedgerError> {
        match &self.write {
            #[cfg(feature = "sqlite")]
            Some(write) if !write.is_server() => {
                crate::whole::lock_marked(write, &self.address, doing).await
            }
            Some(write) => write.lock(&self.address, doing).await,
            None => Err(LedgerError::ReadOnly {
                address: self.address.to_string(),
                doing,
            }),
        }
    }

    /// The last entry.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn head(&self) -> Result<Head, LedgerError> {
        let mut conn = self.reader("reading the last entry").await?;
        read_head(&mut conn).await
    }

    /// An entry as the head that it was; the last entry where there are fewer.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn head_at(&self, seq: Seq) -> Result<Head, LedgerError> {
        let mut conn = self.reader("reading an entry's hash").await?;
        read_head_at(&mut conn, seq).await
    }

    /// Starts a transaction: takes the one write lock and holds it until the transaction is committed or
    /// dropped. A second transaction waits for the first, up to a minute.
    ///
    /// # Errors
    /// [`LedgerError::Locked`] after that minute, [`LedgerError::ReadOnly`] on a record opened so.
    #[boxed]
    pub async fn begin(&self) -> Result<Transaction, LedgerError> {
        Transaction::begin(self).await
    }

    /// The entries after one, in order, at most `limit`.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when a body cannot be read.
    #[boxed]
    pub async fn entries(&self, after: Seq, limit: u32) -> Result<Vec<Entry>, LedgerError> {
        let mut conn = self.reader("reading entries").await?;
        let sql = format!(
            "select {ENTRY_COLUMNS} from {ENTRY_FROM} where e.seq > $1 order by e.seq limit $2"
        );
        let args = vec![Arg::int(after.0), Arg::int(limit.into())];
        let rows = conn.rows(sql, args).await?;
        rows.iter().map(|row| entry_of(&conn, row)).collect()
    }

    /// One entry.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when its body cannot be read.
    #[boxed]
    pub async fn entry(&self, seq: Seq) -> Result<Option<Entry>, LedgerError> {
        let mut conn = self.reader("reading an entry").await?;
        let sql = format!("select {ENTRY_COLUMNS} from {ENTRY_FROM} where e.seq = $1");
        let row = conn.row(sql, vec![Arg::int(seq.0)]).await?;
        row.map(|row| entry_of(&conn, &row)).transpose()
    }

    /// The sources read at an address, oldest first.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn sources_at(&self, address: &str) -> Result<Vec<SourceId>, LedgerError> {
        let mut conn = self.reader("looking up an address").await?;
        let sql = "select id from source where address = $1 order by id";
        let rows = conn.rows(sql, vec![Arg::text(address)]).await?;
        let ids: Result<Vec<_>, _> = rows.iter().map(|row| row.int(0).map(SourceId)).collect();
        ids.map_err(|error| conn.failed(error))
    }

    /// Where a source was read; none where there is no such source.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn address_of(&self, source: SourceId) -> Result<Option<String>, LedgerError> {
        let mut conn = self.reader("looking up a source").await?;
        let sql = "select address from source where id = $1";
        let row = conn.row(sql, vec![Arg::int(source.0)]).await?;
        let address = row.map(|row| row.text(0).map(str::to_owned)).transpose();
        address.map_err(|error| conn.failed(error))
    }

    /// The last entry made at or before a moment; 0 when there was none. (Entries' times never go
    /// back: see [`Transaction::enter`].)
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn seq_at(&self, known_at: Moment) -> Result<Seq, LedgerError> {
        let mut conn = self.reader("finding an entry by time").await?;
        let sql = "select seq from entry where at <= $1 order by at desc, seq desc limit 1";
        match conn.row(sql, vec![Arg::int(known_at.0)]).await? {
            Some(row) => row.int(0).map(Seq).map_err(|error| conn.failed(error)),
            None => Ok(Seq(0)),
        }
    }
}
