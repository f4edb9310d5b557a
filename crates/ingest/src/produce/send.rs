//! What was read goes on in batches.

use crate::account::Ticket;
use crate::{BatchSize, Piece, SourceBegun};
use ovation_gather::Missed;
use tokio::sync::mpsc;

/// The receiving side has gone: stop.
#[derive(Debug)]
pub struct Gone;

/// Sends pieces in batches.
pub(crate) struct Sender<'a> {
    channel: &'a mpsc::Sender<Vec<Piece>>,
    batch: Vec<Piece>,
    findings: usize,
    bytes: usize,
    /// Bytes of copies that wait to be kept.
    copied: usize,
    size: BatchSize,
}

/// Packed bytes of sources that go into one batch at most: copies wait in memory until they are durable.
const BATCH_COPIED_BYTES: usize = 16 * 1024 * 1024;

impl<'a> Sender<'a> {
    /// A sender into a channel.
    pub(super) fn into(channel: &'a mpsc::Sender<Vec<Piece>>, size: BatchSize) -> Self {
        Self {
            channel,
            batch: Vec::new(),
            findings: 0,
            bytes: 0,
            copied: 0,
            size,
        }
    }

    /// Tells of a parcel that was read: what stands in it follows.
    pub(crate) fn begin(&mut self, ticket: Ticket, begun: SourceBegun) -> Result<(), Gone> {
        ticket.tell();
        self.send(Piece::Source(begun))
    }

    /// Tells of a parcel that could not be had.
    pub(crate) fn miss(&mut self, ticket: Ticket, missed: Missed) -> Result<(), Gone> {
        ticket.tell();
        self.send(Piece::Missed(missed))
    }

    /// Tells of a parcel that was not read because it raises a question.
    pub(crate) fn ask(&mut self, ticket: Ticket, asked: Missed) -> Result<(), Gone> {
        ticket.tell();
        self.send(Piece::Asked(asked))
    }

    /// Tells of something that stands in the source which began last.
    pub(crate) fn send(&mut self, piece: Piece) -> Result<(), Gone> {
        if let Piece::Review(found) = &piece {
            self.findings += 1;
            let text = found.finding.text.as_ref();
            self.bytes += text.map_or(0, |text| text.value.len());
        }
        if let Piece::Source(SourceBegun {
            copy: Some(Ok(kept)),
            ..
        }) = &piece
        {
            self.copied += kept.copy.memory_bytes();
        }
        self.batch.push(piece);
        if self.findings >= self.size.findings
            || self.bytes >= self.size.bytes
            || self.copied >= BATCH_COPIED_BYTES
            || self.batch.len() >= 2 * self.size.findings
        {
            self.flush()?;
        }
        Ok(())
    }

    /// Sends what is at hand.
    pub(crate) fn flush(&mut self) -> Result<(), Gone> {
        self.findings = 0;
        self.bytes = 0;
        self.copied = 0;
        let batch = std::mem::take(&mut self.batch);
        if batch.is_empty() {
            return Ok(());
        }
        self.channel.blocking_send(batch).map_err(|_closed| Gone)
    }
}
