//! Zip archives: the directory by the `zip` crate one entry at a time, the members by our own
//! guarded reader.

use super::Walk;
use crate::{
    magic::HEAD_BYTES,
    name::{is_hidden, member_name},
    parcel::{Content, Place, ReadSeek, Store},
    unpack::{Cap, ZipMember, too_much_growth},
};
use ovation_terms::{Complaint, ComplaintKind};
use std::{
    io::{self, BufReader, SeekFrom},
    ops::ControlFlow,
};
use zip::{CompressionMethod, read::ZipFileEntry, result::ZipError, unstable::read::ZipIterable};

type Directory = ZipIterable<BufReader<Box<dyn ReadSeek>>>;

fn directory(store: &Store) -> Result<Directory, ZipError> {
    ZipIterable::try_new(BufReader::new(store.open()?), zip::read::Config::default())
}

/// Number of entries that an archive says it has; 1 when it cannot be read.
pub(super) fn members(store: &Store) -> u64 {
    directory(store).map_or(1, |directory| directory.len() as u64)
}

/// What is known of a member before it is opened.
struct Entry {
    name: String,
    hidden: bool,
    /// A folder or a link, which has no text of its own.
    passed_over: bool,
    member: Result<ZipMember, Complaint>,
}

impl Walk<'_, '_> {
    /// Walks a zip archive. `depth` counts it and those around it.
    pub(super) fn zip(
        &mut self,
        content: &Content,
        address: &str,
        depth: usize,
    ) -> ControlFlow<()> {
        // A zip is read from its end, so a member of another archive has to be in memory whole.
        let store = match content.place {
            Place::Whole => content.store.clone(),
            _ => match content.bytes(Cap::Page, self.limits) {
                Ok(bytes) => Store::Memory(bytes.into()),
                Err(error) => return self.inner_archive_missed(address, &error),
            },
        };
        let opened = directory(&store)
            .map_err(|error| zip_complaint(&error))
            .and_then(|directory| {
                let bodies = store.open().map_err(|error| crate::complaint_of(&error))?;
                let size = store
                    .size_bytes()
                    .map_err(|error| crate::complaint_of(&error))?;
                Ok((directory, bodies, size))
            });
        let (mut directory, mut bodies, size_bytes) = match opened {
            Ok(opened) => opened,
            Err(complaint) => return self.miss(address, complaint),
        };
        let entries = match directory.files() {
            Ok(entries) => entries,
            Err(error) => return self.miss(address, zip_complaint(&error)),
        };
        let mut output = 0_u64;
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => return self.miss(address, zip_complaint(&error)),
            };
            self.see()?;
            let entry = look_at(&entry, &mut bodies);
            if output == 0 && is_document(&entry.name) {
                return self.miss(address, document());
            }
            if entry.hidden || entry.passed_over {
                continue;
            }
            let member_address = format!("{address}!/{}", entry.name);
            let member = match entry.member {
                Ok(member) => member,
                Err(complaint) => {
                    self.miss(&member_address, complaint)?;
                    continue;
                }
            };
            // Members may overlap in the archive, so that each grows little and all together
            // without bound.
            output = output.saturating_add(member.size.max(1));
            let limits = self.limits;
            if output > limits.expansion_free_bytes
                && output > size_bytes.saturating_mul(limits.expansion_ratio)
            {
                let error = too_much_growth(size_bytes, output, limits.expansion_ratio);
                return self.miss_io(address, &error);
            }
            self.zip_member(&store, member, &member_address, &entry.name, depth)?;
        }
        ControlFlow::Continue(())
    }

    fn zip_member(
        &mut self,
        store: &Store,
        member: ZipMember,
        address: &str,
        name: &str,
        depth: usize,
    ) -> ControlFlow<()> {
        let content = Content {
            store: store.clone(),
            place: Place::Zip(member),
            gzipped: false,
        };
        if member.size > self.limits.page_bytes {
            return match content.head(HEAD_BYTES, self.limits) {
                Ok(head) => self.large_member(content, &head, address, name),
                Err(error) => self.miss_io(address, &error),
            };
        }
        match content.bytes(Cap::Page, self.limits) {
            Ok(bytes) => self.source(Content::of_bytes(bytes), address, name, depth),
            Err(error) => self.miss_io(address, &error),
        }
    }
}

fn look_at(entry: &ZipFileEntry<'_>, bodies: &mut Box<dyn ReadSeek>) -> Entry {
    // A name in no known encoding is still a name.
    let raw = entry.name().map_or_else(
        |_| String::from_utf8_lossy(entry.name_raw()).into_owned(),
        Into::into,
    );
    let name = member_name(&raw);
    Entry {
        hidden: is_hidden(&name),
        passed_over: entry.is_dir() || entry.is_symlink(),
        member: member_of(entry, bodies),
        name,
    }
}

fn member_of(
    entry: &ZipFileEntry<'_>,
    bodies: &mut Box<dyn ReadSeek>,
) -> Result<ZipMember, Complaint> {
    if entry.encrypted() {
        return Err(Complaint::lost(
            ComplaintKind::UnknownFormat,
            "",
            "is encrypted; unpack the archive with its password and give the result",
        ));
    }
    let deflated = match entry.compression() {
        CompressionMethod::Stored => false,
        CompressionMethod::Deflated => true,
        other => {
            return Err(Complaint::lost(
                ComplaintKind::UnknownFormat,
                "",
                format!(
                    "is packed with the method {other}, which is not read; unpack the archive, \
                     or pack it again with deflate"
                ),
            ));
        }
    };
    let start = data_start(entry.header_start(), bodies).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData => Complaint::lost(
            ComplaintKind::BadCompression,
            "",
            "is not where its archive's directory says; the archive is damaged or incomplete: \
             copy or download it again",
        ),
        _ => crate::complaint_of(&error),
    })?;
    Ok(ZipMember {
        start,
        packed: entry.compressed_size(),
        size: entry.size(),
        crc: entry.crc32(),
        deflated,
    })
}

/// Where a member's bytes begin: behind its local header, whose two last lengths may differ from
/// those in the directory.
///
/// # Source
/// APPNOTE.TXT 6.3.10, section 4.3.7.
fn data_start(header_start: u64, bodies: &mut Box<dyn ReadSeek>) -> io::Result<u64> {
    const HEADER_BYTES: u64 = 30;
    let mut header = [0_u8; HEADER_BYTES as usize];
    bodies.seek(SeekFrom::Start(header_start))?;
    bodies.read_exact(&mut header)?;
    let [b'P', b'K', 3, 4, .., n0, n1, e0, e1] = header else {
        return Err(io::ErrorKind::InvalidData.into());
    };
    let behind = u64::from(u16::from_le_bytes([n0, n1])) + u64::from(u16::from_le_bytes([e0, e1]));
    header_start
        .checked_add(HEADER_BYTES + behind)
        .ok_or_else(|| io::ErrorKind::InvalidData.into())
}

/// Office documents and books are zip archives too, and say so in their first member.
fn is_document(first: &str) -> bool {
    matches!(
        first,
        "[Content_Types].xml" | "mimetype" | "AndroidManifest.xml"
    )
}

fn document() -> Complaint {
    Complaint::lost(
        ComplaintKind::UnknownFormat,
        "",
        "is an office document or a book, which is not read; save it as a web page or as text, \
         and a table as CSV",
    )
}

fn zip_complaint(error: &ZipError) -> Complaint {
    if let ZipError::Io(cause) = error
        && !matches!(
            cause.kind(),
            io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput
        )
    {
        return crate::complaint_of(cause);
    }
    Complaint::lost(
        ComplaintKind::BadCompression,
        "",
        format!(
            "the zip directory cannot be read ({error}); the archive is damaged or incomplete: \
             copy or download it again"
        ),
    )
}
