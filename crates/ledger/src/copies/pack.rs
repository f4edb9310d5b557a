//! Packing the bytes of a source as they come.

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use ovation_terms::Hash;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// Packed bytes that are held in memory; more of one source wait in a file without a name, which is gone when
/// the process ends, however it ends.
const IN_MEMORY_BYTES: usize = 8 << 20;

/// Packed bytes that stand in one row.
pub(crate) const PART_BYTES: usize = 4 << 20;

/// A source's bytes, packed to be kept. Cheap to clone.
#[derive(Clone, Debug)]
pub struct PackedCopy {
    hash: Hash,
    size_bytes: u64,
    packed: Packed,
}

#[derive(Clone, Debug)]
enum Packed {
    Memory(Arc<[u8]>),
    File(Arc<Mutex<File>>, u64),
}

impl PackedCopy {
    /// Packs bytes whose digest is known.
    ///
    /// # Errors
    /// What the disk says, where they are so many that they are put there.
    pub fn of(hash: Hash, bytes: &[u8]) -> io::Result<Self> {
        let mut packer = CopyPacker::default();
        packer.write_all(bytes)?;
        packer.finish(hash)
    }

    /// The digest of the bytes.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// How many bytes they are.
    pub fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    /// The bytes themselves.
    ///
    /// # Errors
    /// What the disk says.
    pub fn unpacked(&self) -> io::Result<Vec<u8>> {
        let mut packed = Vec::new();
        for number in 0..self.parts() {
            packed.extend(self.part(number)?);
        }
        let mut bytes = Vec::new();
        DeflateDecoder::new(&packed[..]).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// How many bytes of memory they take, packed.
    pub fn memory_bytes(&self) -> usize {
        match &self.packed {
            Packed::Memory(bytes) => bytes.len(),
            Packed::File(..) => 0,
        }
    }

    /// The packed bytes one part after the other, each of [`PART_BYTES`] but the last.
    pub(crate) fn part(&self, number: usize) -> io::Result<Vec<u8>> {
        let start = number.saturating_mul(PART_BYTES);
        match &self.packed {
            Packed::Memory(bytes) => {
                let rest = bytes.get(start..).unwrap_or_default();
                Ok(rest.get(..PART_BYTES).unwrap_or(rest).to_vec())
            }
            Packed::File(file, _) => {
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                file.seek(SeekFrom::Start(start as u64))?;
                let mut part = Vec::new();
                (&mut *file)
                    .take(PART_BYTES as u64)
                    .read_to_end(&mut part)?;
                Ok(part)
            }
        }
    }

    /// How many parts there are, at least one.
    pub(crate) fn parts(&self) -> usize {
        let size = match &self.packed {
            Packed::Memory(bytes) => bytes.len(),
            Packed::File(_, size) => usize::try_from(*size).unwrap_or(usize::MAX),
        };
        size.div_ceil(PART_BYTES).max(1)
    }
}

/// Packs what is written to it.
#[derive(Debug)]
pub struct CopyPacker {
    encoder: DeflateEncoder<Spool>,
    size_bytes: u64,
}

impl Default for CopyPacker {
    fn default() -> Self {
        Self {
            // Fast rather than small: reading a page costs more than packing it.
            encoder: DeflateEncoder::new(Spool::default(), Compression::new(LEVEL)),
            size_bytes: 0,
        }
    }
}

/// The level of deflate.
const LEVEL: u32 = 1;

impl CopyPacker {
    /// Ends it; `hash` is the digest of all that was written.
    ///
    /// # Errors
    /// What the disk says.
    pub fn finish(self, hash: Hash) -> io::Result<PackedCopy> {
        let spool = self.encoder.finish()?;
        let packed = match spool.file {
            None => Packed::Memory(spool.memory.into()),
            Some(file) => Packed::File(Arc::new(Mutex::new(file)), spool.size_bytes),
        };
        Ok(PackedCopy {
            hash,
            size_bytes: self.size_bytes,
            packed,
        })
    }
}

impl Write for CopyPacker {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.encoder.write(bytes)?;
        self.size_bytes += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Memory first, then a file.
#[derive(Debug, Default)]
struct Spool {
    memory: Vec<u8>,
    file: Option<File>,
    size_bytes: u64,
}

impl Write for Spool {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.size_bytes += bytes.len() as u64;
        if let Some(file) = &mut self.file {
            file.write_all(bytes)?;
        } else if self.memory.len() + bytes.len() <= IN_MEMORY_BYTES {
            self.memory.extend_from_slice(bytes);
        } else {
            let mut file = tempfile::tempfile()?;
            file.write_all(&std::mem::take(&mut self.memory))?;
            file.write_all(bytes)?;
            self.file = Some(file);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{CopyPacker, IN_MEMORY_BYTES, PART_BYTES, PackedCopy};
    use ovation_terms::Hash;
    use std::io::Write as _;

    /// Bytes that do not pack.
    fn noise(count: usize) -> Vec<u8> {
        let mut state = 1_u32;
        let next = |_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_le_bytes()[3]
        };
        (0..count).map(next).collect()
    }

    #[test]
    fn whatever_is_packed_comes_back_however_large_it_is() {
        for count in [0, 1, PART_BYTES, IN_MEMORY_BYTES + 3 * PART_BYTES] {
            let bytes = noise(count);
            let mut packer = CopyPacker::default();
            for piece in bytes.chunks(70_001) {
                packer.write_all(piece).unwrap();
            }
            let copy: PackedCopy = packer.finish(Hash::of(&bytes)).unwrap();
            assert_eq!(copy.size_bytes(), count as u64);
            assert!(copy.memory_bytes() <= IN_MEMORY_BYTES);
            assert!(copy.unpacked().unwrap() == bytes, "{count} bytes");
        }
    }
}
