//! Zip archives: their members, unpacked by the guarded reader.

use super::{
    Walk,
    links::{Links, TARGET_BYTES},
    zip_directory::{Directory, Entry, data_start},
};
use crate::{
    GatherLimits, PassedOver, complaint_of,
    magic::HEAD_BYTES,
    name::{is_hidden, member_name},
    parcel::{Content, Layer, Place, ReadSeek, Store},
    unpack::{Cap, ZipMember, too_much_growth},
};
use ovation_terms::{Complaint, ComplaintKind};
use std::{io, ops::ControlFlow};

/// Number of entries that an archive says it has; 1 when it cannot be read.
pub(super) fn members(store: &Store) -> u64 {
    store
        .open()
        .and_then(Directory::open)
        .map_or(1, |directory| directory.left())
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
        let is_wacz = is_wacz(address, &store);
        let opened = store
            .open()
            .and_then(|reader| Ok((Directory::open(reader)?, store.open()?, store.size_bytes()?)));
        let (directory, mut bodies, size_bytes) = match opened {
            Ok(opened) => opened,
            Err(error) => return self.miss(address, directory_complaint(&error)),
        };
        let mut output = 0_u64;
        let mut links = Links::default();
        for entry in directory {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.miss(address, directory_complaint(&error))?;
                    return self.links(address, links);
                }
            };
            self.see()?;
            let name = member_name(&entry.name);
            if entry.name.ends_with(['/', '\\']) {
                continue;
            }
            if is_hidden(&name) {
                self.pass(address, PassedOver::Hidden)?;
                continue;
            }
            // A packaged web archive has indexes and logs beside its records.
            if is_wacz && !name.starts_with("archive/") {
                self.pass(address, PassedOver::ArchivePart)?;
                continue;
            }
            let member_address = format!("{address}!/{name}");
            let member = match member_of(&entry, bodies.as_mut()) {
                Ok(member) => member,
                Err(complaint) => {
                    self.miss(&member_address, complaint)?;
                    continue;
                }
            };
            if entry.is_link {
                let target = link_target(&store, member, self.limits);
                links.add_symbolic(&name, &target);
                continue;
            }
            links.add_member(&name);
            if let Some(error) = grows(member.packed, member.size, self.limits) {
                self.miss_io(&member_address, &error)?;
                continue;
            }
            // Members may overlap in the archive, so that each grows little and all together
            // without bound.
            output = output.saturating_add(member.size);
            if let Some(error) = grows(size_bytes, output, self.limits) {
                self.miss_io(address, &error)?;
                return self.links(address, links);
            }
            self.zip_member(&store, member, &member_address, &name, depth)?;
        }
        self.links(address, links)
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
            layer: Layer::Bare,
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

/// Why so much is not unpacked from so little.
fn grows(from: u64, to: u64, limits: &GatherLimits) -> Option<io::Error> {
    let most = from.saturating_mul(limits.expansion_ratio);
    (to > limits.expansion_free_bytes && to > most)
        .then(|| too_much_growth(from, to, limits.expansion_ratio))
}

/// What a symbolic link leads to: its bytes are the path. Nothing where they cannot be had.
fn link_target(store: &Store, member: ZipMember, limits: &GatherLimits) -> String {
    if member.size > TARGET_BYTES {
        return String::new();
    }
    let content = Content {
        store: store.clone(),
        place: Place::Zip(member),
        layer: Layer::Bare,
    };
    let bytes = content.bytes(Cap::Page, limits).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether a zip archive is a packaged web archive.
///
/// # Source
/// WACZ 1.1.1, section 4: `datapackage.json` and the WARC files in `archive/`.
fn is_wacz(address: &str, store: &Store) -> bool {
    if address.to_ascii_lowercase().ends_with(".wacz") {
        return true;
    }
    let (mut has_package, mut has_records) = (false, false);
    let directory = store.open().and_then(Directory::open);
    for entry in directory.into_iter().flatten().map_while(Result::ok) {
        has_package |= entry.name == "datapackage.json";
        has_records |= entry.name.starts_with("archive/") && entry.name.contains(".warc");
    }
    has_package && has_records
}

fn member_of(entry: &Entry, bodies: &mut dyn ReadSeek) -> Result<ZipMember, Complaint> {
    let unread = |detail: String| Complaint::lost(ComplaintKind::UnknownFormat, "", detail);
    if entry.encrypted {
        return Err(unread(
            "is encrypted; unpack the archive with its password and give the result".to_owned(),
        ));
    }
    let deflated = match entry.method {
        0 => false,
        8 => true,
        other => {
            return Err(unread(format!(
                "is packed with {}, which is not read; unpack the archive, or pack it again with \
                 deflate",
                method_words(other)
            )));
        }
    };
    let start = data_start(entry.header_start, bodies).map_err(|error| {
        if is_damage(&error) {
            return Complaint::lost(
                ComplaintKind::BadCompression,
                "",
                "is not where its archive's directory says; the archive is damaged or \
                 incomplete: copy or download it again",
            );
        }
        complaint_of(&error)
    })?;
    Ok(ZipMember {
        start,
        packed: entry.packed,
        size: entry.size,
        crc: entry.crc,
        deflated,
    })
}

/// A compression method's name.
///
/// # Source
/// APPNOTE.TXT 6.3.10, section 4.4.5.
fn method_words(method: u16) -> String {
    match method {
        9 => "Deflate64".to_owned(),
        12 => "bzip2".to_owned(),
        14 => "LZMA".to_owned(),
        93 => "zstd".to_owned(),
        95 => "xz".to_owned(),
        other => format!("method {other}"),
    }
}

fn is_damage(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput
    )
}

/// Workbooks, office documents and books are zip archives too: they are one file each, whose
/// members mean nothing by themselves.
///
/// # Source
/// ECMA-376-2, section 10.1.2 (`[Content_Types].xml`); `OpenDocument` 1.3-2, section 3.3 and EPUB OCF
/// 3.3, section 4.3 (`mimetype`, the first member).
pub(super) fn is_office(content: &Content) -> bool {
    if !matches!(content.place, Place::Whole) || content.layer != Layer::Bare {
        return false;
    }
    let directory = content.store.open().and_then(Directory::open);
    let entries = directory.into_iter().flatten().map_while(Result::ok);
    for (at, entry) in entries.take(OFFICE_MEMBERS).enumerate() {
        let is_sign = match entry.name.as_str() {
            "[Content_Types].xml" | "AndroidManifest.xml" => true,
            "mimetype" => at == 0,
            _ => false,
        };
        if is_sign {
            return true;
        }
    }
    false
}

/// Among how many members the sign of an office document is sought.
const OFFICE_MEMBERS: usize = 1_000;

fn directory_complaint(error: &io::Error) -> Complaint {
    if !is_damage(error) {
        return complaint_of(error);
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
