//! Reading one table: once for what it is as a whole, once for its rows.

use super::{Gone, Producer};
use crate::account::Ticket;
use crate::{Found, HowRead, Piece, SourceBegun, SourceBytesKept, TableTold};
use ovation_gather::{Missed, Parcel};
use ovation_identify::{TableSigns, content_digest};
use ovation_judge::Habits;
use ovation_ledger::{CopyPacker, PackedCopy};
use ovation_read::{TableFacts, TableOptions, TableRow, read_table};
use ovation_terms::{Complaint, ComplaintKind, Hash, MediaKind, ReviewFinding, SourceFacts};
use std::io::{Read, Write as _};
use std::ops::ControlFlow;
use std::sync::Arc;

/// What the first pass over a table showed.
struct Surveyed {
    /// Facts of the source.
    facts: SourceFacts,
    /// Whether it reads at all, and as what.
    told: Result<TableFacts, Complaint>,
    /// The scales that its ratings are printed on.
    scales: Habits,
    /// The signs of its rows, where asked for.
    rows: Option<TableSigns>,
    /// Its bytes, packed, where they are to be kept.
    copy: Option<Result<PackedCopy, String>>,
}

impl Producer<'_> {
    /// Reads a table twice: once for its digest, the scales its critics use and what its dates tell
    /// of their order, once for its rows.
    pub(super) fn take_table(
        &mut self,
        ticket: Ticket,
        parcel: &Parcel,
        media: MediaKind,
        sheet: Option<String>,
    ) -> Result<(), Gone> {
        let asked = &self.settings.tables;
        let today = parcel.taken().unwrap_or_else(self.settings.clock).day();
        let mut options = asked.options(parcel, media, sheet, today);
        options.series = self.settings.series;
        let address = parcel.address().to_owned();
        let mut surveyed = match self.survey(parcel, &options, self.settings.copies) {
            Ok(surveyed) => surveyed,
            Err(complaint) => {
                return self.sender.miss(ticket, Missed { address, complaint });
            }
        };
        match &surveyed.told {
            // Which sheet is meant is a question, too.
            Err(complaint)
                if media == MediaKind::Spreadsheet
                    && complaint.kind == ComplaintKind::MissingColumns =>
            {
                let complaint = complaint.clone();
                return self.sender.ask(ticket, Missed { address, complaint });
            }
            Err(_) => {}
            Ok(told) => {
                let told = told.clone();
                let reads_otherwise = settle(&mut options, &mut surveyed.facts, &told);
                let address = surveyed.facts.address.clone();
                if let Some(complaint) = self.settings.tables.question(&told) {
                    let missed = Missed {
                        address: address.clone(),
                        complaint,
                    };
                    if !self.settings.tables.is_preview {
                        self.sender.ask(ticket, missed)?;
                        let told = TableTold::of(&address, told);
                        return self.sender.send(Piece::Table(Box::new(told)));
                    }
                    // It is read all the same, to be shown: the question stands for itself.
                    self.sender.ask(self.account.take_in(&address), missed)?;
                }
                // Rows are compared as they will be read.
                if reads_otherwise && surveyed.rows.is_some() {
                    match self.survey(parcel, &options, false) {
                        Ok(again) => {
                            surveyed.rows = again.rows;
                            surveyed.scales = again.scales;
                        }
                        Err(complaint) => {
                            return self.sender.miss(ticket, Missed { address, complaint });
                        }
                    }
                }
            }
        }
        self.send_table(ticket, parcel, &options, surveyed)
    }

    /// Tells of a table that was surveyed, and of its rows.
    fn send_table(
        &mut self,
        ticket: Ticket,
        parcel: &Parcel,
        options: &TableOptions,
        surveyed: Surveyed,
    ) -> Result<(), Gone> {
        let Surveyed {
            facts,
            told,
            scales,
            rows,
            copy,
        } = surveyed;
        let asked = &self.settings.tables;
        let how = HowRead::table(parcel, asked, options.sheet.as_ref());
        let copy = copy.map(|copy| copy.map(|copy| SourceBytesKept { copy, how }));
        let catalogues = ["imdb", "tmdb", "wikidata"];
        let ids_of = self.settings.tables.ids_of.clone();
        let other_table = ids_of.filter(|name| !catalogues.contains(&name.as_str()));
        let table = other_table.unwrap_or_else(|| options.name.clone());
        let address = facts.address.clone();
        let begun = SourceBegun {
            facts,
            table: Some(table.clone()),
            rows: rows.map(Arc::new),
            copy,
            lists: false,
            reading: None,
            explanation: None,
        };
        self.sender.begin(ticket, begun)?;
        self.send_scales(scales)?;
        if let Err(complaint) = told {
            return self.sender.send(Piece::Unreadable(complaint));
        }
        let reader = match parcel.reader() {
            Ok(reader) => reader,
            Err(complaint) => return self.sender.send(Piece::Unreadable(complaint)),
        };
        let mut gone = Ok(());
        let sender = &mut self.sender;
        let end = read_table(reader, options, &self.settings.read_limits, &mut |row| {
            gone = sender.send(piece_of(row, &table));
            if gone.is_ok() {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        });
        gone?;
        match end {
            Err(complaint) => self.sender.send(Piece::Unreadable(complaint))?,
            Ok(facts) => {
                let told = TableTold::of(&address, facts);
                self.sender.send(Piece::Table(Box::new(told)))?;
            }
        }
        self.sender.send(Piece::RowsEnd)?;
        // The next table may be a copy of this one: it is held against what is entered.
        self.sender.flush()
    }

    /// The first pass over a table: facts of the source, whether it reads at all, and the scales that its
    /// ratings are printed on.
    fn survey(
        &self,
        parcel: &Parcel,
        options: &TableOptions,
        is_kept: bool,
    ) -> Result<Surveyed, Complaint> {
        let mut rows = self.settings.compare_rows.then(TableSigns::default);
        let mut reader = Digesting::new(parcel.reader()?, is_kept);
        let mut reviews = 0_u64;
        let mut scales = Habits::new();
        let told = read_table(
            &mut reader,
            options,
            &self.settings.read_limits,
            &mut |row| {
                match row {
                    TableRow::Review { finding, id, .. } => {
                        reviews += 1;
                        self.note_scale(&finding, &mut scales);
                        if let Some(rows) = &mut rows {
                            rows.push(&finding, content_digest(&finding), id.as_deref());
                        }
                    }
                    TableRow::Lost(_) => {
                        if let Some(rows) = &mut rows {
                            rows.push_lost();
                        }
                    }
                }
                ControlFlow::Continue(())
            },
        );
        // Whatever the table's reader left unread still belongs to the source's digest.
        let rest = std::io::copy(&mut reader, &mut std::io::sink());
        // A stream that breaks after its first rows is read as far as it goes; the second pass
        // says where it broke.
        let told = match rest {
            Err(error) if reviews == 0 => Err(ovation_gather::complaint_of(&error)),
            _ => told,
        };
        let facts = SourceFacts {
            address: parcel.address().to_owned(),
            media: options.media,
            hash: reader.digest(),
            size_bytes: reader.size_bytes,
            fetched: parcel.taken().unwrap_or_else(self.settings.clock),
        };
        let copy = reader.copy();
        Ok(Surveyed {
            facts,
            told,
            scales,
            rows,
            copy,
        })
    }

    /// Sends scales ahead of the reviews they hold for.
    pub(super) fn send_scales(&mut self, scales: Habits) -> Result<(), Gone> {
        if scales.is_empty() {
            return Ok(());
        }
        self.sender.send(Piece::Scales(Box::new(scales)))
    }

    pub(super) fn note_scale(&self, finding: &ReviewFinding, scales: &mut Habits) {
        // What the operator says of a table is no habit of its critics.
        let Some(rating) = finding.rating.as_ref().filter(|it| !it.value.is_said) else {
            return;
        };
        // Only scales that were printed make a habit, not those taken from one.
        let table = &self.settings.ratings;
        let converted = table.convert_in(&rating.value, None, finding.language.as_deref());
        let converted = converted.ok();
        if let Some(converted) = converted.filter(|converted| converted.why.is_none()) {
            scales.note(
                finding.critics.first().map(|critic| critic.value.as_str()),
                finding.outlet.as_ref().map(|outlet| outlet.value.as_str()),
                &converted.scale,
            );
        }
    }
}

/// What a first pass settles for the second; whether rows are read otherwise by it.
fn settle(options: &mut TableOptions, facts: &mut SourceFacts, told: &TableFacts) -> bool {
    options.order_seen = Some(told.order_seen);
    let settled = options.date_order.or_else(|| told.order_seen.order());
    let mut reads_otherwise = settled != told.order;
    // Each sheet of a workbook that has several is a source of its own.
    if let Some(sheet) = told.sheet.as_ref().filter(|_| told.sheets.len() > 1) {
        facts.address = format!("{}#{sheet}", facts.address);
        options.name = format!("{}#{sheet}", options.name);
        reads_otherwise = true;
    }
    reads_otherwise
}

fn piece_of(row: TableRow, table: &str) -> Piece {
    match row {
        TableRow::Review {
            row,
            id,
            finding,
            complaints,
            ..
        } => {
            let mut found = Found::new(*finding, complaints, Some(table));
            found.line = Some(row);
            found.row_id = id;
            Piece::Review(Box::new(found))
        }
        TableRow::Lost(complaint) => Piece::Unreadable(complaint),
    }
}

/// Digests what is read through it, and packs it where it is to be kept.
struct Digesting<R> {
    inner: R,
    hasher: blake3::Hasher,
    size_bytes: u64,
    packer: Option<std::io::Result<CopyPacker>>,
}

impl<R: Read> Digesting<R> {
    fn new(inner: R, is_kept: bool) -> Self {
        Self {
            inner,
            hasher: blake3::Hasher::new(),
            size_bytes: 0,
            packer: is_kept.then(|| Ok(CopyPacker::default())),
        }
    }

    fn digest(&self) -> Hash {
        Hash(*self.hasher.finalize().as_bytes())
    }

    /// What was read, packed; or why it could not be.
    fn copy(self) -> Option<Result<PackedCopy, String>> {
        let hash = self.digest();
        let packed = self.packer?.and_then(|packer| packer.finish(hash));
        Some(packed.map_err(|error| error.to_string()))
    }
}

impl<R: Read> Read for Digesting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let read = buffer.get(..count).unwrap_or_default();
        self.hasher.update(read);
        // Whoever reads goes on; that the bytes cannot be kept is told at the end.
        if let Some(Ok(packer)) = &mut self.packer
            && let Err(error) = packer.write_all(read)
        {
            self.packer = Some(Err(error));
        }
        self.size_bytes += count as u64;
        Ok(count)
    }
}
