//! Rows ordered by number, whatever their order in a file and however many they are.
//!
//! Rows are held until there are so many bytes of them, ordered, and written to a file without a name
//! that goes with the process. Files that are ordered already, as those of catalogues mostly are, are
//! written once and read once in a row; others are merged from their ordered runs.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};

/// How many bytes of rows are held before they are ordered and written.
pub const SPOOL_BYTES: usize = 4 << 20;

/// How many bytes of a run are read at once.
const READ_BYTES: usize = 64 << 10;

/// A row's number and length, in front of its bytes.
const HEAD_BYTES: usize = 12;

/// Where a row that is held stands.
#[derive(Debug)]
struct Held {
    number: u64,
    start: usize,
    end: usize,
}

/// A stretch of the file whose rows are ordered.
#[derive(Debug)]
struct Run {
    start: u64,
    end: u64,
}

/// Takes rows in any order.
#[derive(Debug)]
pub struct Spool {
    file: BufWriter<File>,
    bytes: Vec<u8>,
    held: Vec<Held>,
    is_ordered: bool,
    most: usize,
    written: u64,
    runs: Vec<Run>,
    /// The number of the last row that was written.
    last: u64,
}

impl Spool {
    /// An empty one that holds so many bytes of rows.
    ///
    /// # Errors
    /// When the system's folder for temporary files takes none.
    pub fn new(most: usize) -> io::Result<Self> {
        Ok(Self {
            file: BufWriter::new(tempfile::tempfile()?),
            bytes: Vec::new(),
            held: Vec::new(),
            is_ordered: true,
            most,
            written: 0,
            runs: Vec::new(),
            last: 0,
        })
    }

    /// Takes a row.
    ///
    /// # Errors
    /// What the file says.
    pub fn push(&mut self, number: u64, row: &[u8]) -> io::Result<()> {
        let before = self.held.last().map_or(0, |held| held.number);
        self.is_ordered &= before <= number;
        let start = self.bytes.len();
        self.bytes.extend_from_slice(row);
        self.held.push(Held {
            number,
            start,
            end: self.bytes.len(),
        });
        if self.bytes.len() + self.held.len() * size_of::<Held>() >= self.most {
            self.write()?;
        }
        Ok(())
    }

    fn write(&mut self) -> io::Result<()> {
        let Some(first) = self.held.first() else {
            return Ok(());
        };
        let mut lowest = first.number;
        if !self.is_ordered {
            // Rows of one number stay in their order.
            self.held.sort_by_key(|held| held.number);
            lowest = self.held.first().map_or(lowest, |held| held.number);
        }
        let start = self.written;
        for held in &self.held {
            let row = self.bytes.get(held.start..held.end).unwrap_or_default();
            let length = u32::try_from(row.len()).map_err(io::Error::other)?;
            self.file.write_all(&held.number.to_le_bytes())?;
            self.file.write_all(&length.to_le_bytes())?;
            self.file.write_all(row)?;
            self.written += (HEAD_BYTES + row.len()) as u64;
        }
        let goes_on = lowest >= self.last;
        self.last = self.held.last().map_or(self.last, |held| held.number);
        match self.runs.last_mut() {
            Some(run) if goes_on => run.end = self.written,
            _ => self.runs.push(Run {
                start,
                end: self.written,
            }),
        }
        self.bytes.clear();
        self.held.clear();
        self.is_ordered = true;
        Ok(())
    }

    /// All rows, in the order of their numbers; those of one number in the order in which they came.
    ///
    /// # Errors
    /// What the file says.
    pub fn ordered(mut self) -> io::Result<OrderedRows> {
        self.write()?;
        let mut file = self.file.into_inner().map_err(io::Error::other)?;
        let mut runs = Vec::with_capacity(self.runs.len());
        let mut next = BinaryHeap::with_capacity(self.runs.len());
        for (place, run) in self.runs.into_iter().enumerate() {
            let mut reading = Reading {
                at: run.start,
                end: run.end,
                bytes: Vec::new(),
                used: 0,
            };
            if let Some(number) = reading.number(&mut file)? {
                next.push(Reverse((number, place)));
            }
            runs.push(reading);
        }
        Ok(OrderedRows { file, runs, next })
    }
}

/// A run being read.
#[derive(Debug)]
struct Reading {
    /// Where in the file what was not read yet begins.
    at: u64,
    end: u64,
    bytes: Vec<u8>,
    used: usize,
}

impl Reading {
    /// Makes sure that so many bytes are there; says whether they are.
    fn fill(&mut self, file: &mut File, wanted: usize) -> io::Result<bool> {
        let there = self.bytes.len() - self.used;
        if there >= wanted {
            return Ok(true);
        }
        self.bytes.drain(..self.used);
        self.used = 0;
        let left = usize::try_from(self.end - self.at).unwrap_or(usize::MAX);
        let more = READ_BYTES.max(wanted - there).min(left);
        self.bytes.resize(there + more, 0);
        file.seek(SeekFrom::Start(self.at))?;
        file.read_exact(self.bytes.get_mut(there..).unwrap_or_default())?;
        self.at += more as u64;
        Ok(self.bytes.len() >= wanted)
    }

    /// The number of the next row.
    fn number(&mut self, file: &mut File) -> io::Result<Option<u64>> {
        if !self.fill(file, HEAD_BYTES)? {
            return Ok(None);
        }
        let head = self.bytes.get(self.used..).and_then(<[u8]>::first_chunk);
        Ok(head.map(|head| u64::from_le_bytes(*head)))
    }

    /// Goes over the next row.
    fn take(&mut self, file: &mut File, row: &mut Vec<u8>) -> io::Result<()> {
        let length = self
            .bytes
            .get(self.used + 8..)
            .and_then(<[u8]>::first_chunk);
        let length = length.map_or(0, |length| u32::from_le_bytes(*length)) as usize;
        self.fill(file, HEAD_BYTES + length)?;
        let start = self.used + HEAD_BYTES;
        row.clear();
        row.extend_from_slice(self.bytes.get(start..start + length).unwrap_or_default());
        self.used = start + length;
        Ok(())
    }
}

/// Rows in the order of their numbers.
#[derive(Debug)]
pub struct OrderedRows {
    file: File,
    runs: Vec<Reading>,
    next: BinaryHeap<Reverse<(u64, usize)>>,
}

impl OrderedRows {
    /// The number of the next row; none behind the last.
    pub fn next_number(&self) -> Option<u64> {
        self.next.peek().map(|Reverse((number, _))| *number)
    }

    /// Puts the next row into `row` and gives its number; none behind the last.
    ///
    /// # Errors
    /// What the file says.
    pub fn next_row(&mut self, row: &mut Vec<u8>) -> io::Result<Option<u64>> {
        let Some(Reverse((number, place))) = self.next.pop() else {
            return Ok(None);
        };
        if let Some(run) = self.runs.get_mut(place) {
            run.take(&mut self.file, row)?;
            if let Some(following) = run.number(&mut self.file)? {
                self.next.push(Reverse((following, place)));
            }
        }
        Ok(Some(number))
    }

    /// Gives the rows of a number; those of lower ones are passed over.
    ///
    /// # Errors
    /// What the file says.
    pub fn rows_of(&mut self, number: u64, each: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        let mut row = Vec::new();
        while let Some(next) = self.next_number().filter(|next| *next <= number) {
            self.next_row(&mut row)?;
            if next == number {
                each(&row);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ordered(rows: &[(u64, Vec<u8>)], most: usize) -> (Vec<(u64, Vec<u8>)>, usize) {
        let mut spool = Spool::new(most).unwrap();
        for (number, row) in rows {
            spool.push(*number, row).unwrap();
        }
        let mut all = spool.ordered().unwrap();
        let runs = all.runs.len();
        let mut found = Vec::new();
        let mut row = Vec::new();
        while let Some(number) = all.next_row(&mut row).unwrap() {
            found.push((number, row.clone()));
        }
        (found, runs)
    }

    proptest! {
        #[test]
        fn rows_come_in_the_order_of_their_numbers_and_none_is_lost(
            rows in prop::collection::vec((0_u64..50, prop::collection::vec(any::<u8>(), 0..200)), 0..300),
            most in 1_usize..4000,
        ) {
            let mut wanted = rows.clone();
            wanted.sort_by_key(|(number, _)| *number);
            prop_assert_eq!(ordered(&rows, most).0, wanted);
        }
    }

    #[test]
    fn what_is_ordered_is_one_run_and_a_row_may_be_longer_than_what_is_read_at_once() {
        let rows: Vec<(u64, Vec<u8>)> = (1..200)
            .map(|n| (n / 2, vec![7; if n == 50 { 300_000 } else { 30 }]))
            .collect();
        let (found, runs) = ordered(&rows, 1000);
        assert_eq!((found, runs), (rows, 1));
    }

    #[test]
    fn rows_of_a_number_are_given_and_lower_ones_passed_over() {
        let mut spool = Spool::new(1).unwrap();
        for number in [5, 1, 3, 3, 9] {
            spool
                .push(number, &[u8::try_from(number).unwrap()])
                .unwrap();
        }
        let mut all = spool.ordered().unwrap();
        let mut of = |number| {
            let mut found = Vec::new();
            all.rows_of(number, &mut |row| found.push(row[0])).unwrap();
            found
        };
        assert_eq!(
            [of(2), of(3), of(4), of(9), of(10)],
            [vec![], vec![3, 3], vec![], vec![9], vec![]]
        );
    }
}
