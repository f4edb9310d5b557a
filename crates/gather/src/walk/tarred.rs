//! Tar archives, plain or gzipped: headers by the `tar` crate, names by ourselves.

use super::{Walk, links::Links};
use crate::{
    PassedOver, complaint_of,
    magic::HEAD_BYTES,
    name::{is_hidden, member_name},
    parcel::{Content, Layer, Place, Store, head_of},
};
use ovation_terms::ComplaintKind;
use std::{
    io::{self, BufReader, Read},
    ops::ControlFlow,
};
use tar::{Archive, Entry, EntryType};

/// Longest extension header kept: a path, and the few attributes that stand beside it. The `tar`
/// crate would hold one of any size in memory, so entries are read raw and this is done here.
const EXTENSION_BYTES: u64 = 64 * 1024;

/// What extension headers said of the member that follows.
#[derive(Default)]
struct Ahead {
    name: Option<String>,
    /// What it is a link to, when that stands there.
    target: Option<String>,
    /// Its size, when it stands there too.
    size: Option<u64>,
    /// It is stored with holes.
    sparse: bool,
}

impl Walk<'_, '_> {
    /// Walks a tar archive. `depth` counts it and those around it.
    pub(super) fn tar(
        &mut self,
        content: &Content,
        address: &str,
        depth: usize,
    ) -> ControlFlow<()> {
        let stream = match content.open(self.limits) {
            Ok(stream) => stream,
            Err(error) => return self.miss_io(address, &error),
        };
        let mut archive = Archive::new(BufReader::new(stream));
        let entries = match archive.entries() {
            Ok(entries) => entries.raw(true),
            Err(error) => return self.tar_broken(address, &error),
        };
        let mut ahead = Ahead::default();
        let mut large = 0;
        let mut links = Links::default();
        for entry in entries {
            let mut entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.tar_broken(address, &error)?;
                    return self.links(address, links);
                }
            };
            self.see()?;
            let kind = entry.header().entry_type();
            match kind {
                EntryType::GNULongName | EntryType::GNULongLink | EntryType::XHeader => {
                    if let Err(error) = note_ahead(&mut entry, kind, &mut ahead) {
                        self.tar_broken(address, &error)?;
                        return self.links(address, links);
                    }
                    continue;
                }
                EntryType::XGlobalHeader => continue,
                _ => {}
            }
            let told = std::mem::take(&mut ahead);
            let raw = told
                .name
                .unwrap_or_else(|| String::from_utf8_lossy(&entry.path_bytes()).into_owned());
            let name = member_name(&raw);
            let member_address = format!("{address}!/{name}");
            if told.size.is_some_and(|size| size != entry.size()) {
                // The next header is not where the plain size says; guessing on would make
                // members out of a member's bytes.
                self.lost(
                    &member_address,
                    ComplaintKind::TooLarge,
                    "states its size in an extension, as files over 8 GiB do; it and what follows \
                     in the archive was not read: unpack the archive and give the result",
                )?;
                return self.links(address, links);
            }
            // Old archives mark a folder by a slash at the end of an ordinary file's name.
            let is_file = matches!(kind, EntryType::Regular | EntryType::Continuous);
            if kind == EntryType::Directory || (is_file && raw.ends_with('/')) {
                continue;
            }
            if is_hidden(&name) {
                self.pass(address, PassedOver::Hidden)?;
                continue;
            }
            if matches!(kind, EntryType::Symlink | EntryType::Link) {
                let target = told.target.unwrap_or_else(|| {
                    let target = entry.link_name_bytes().unwrap_or_default();
                    String::from_utf8_lossy(&target).into_owned()
                });
                match kind {
                    EntryType::Link => links.add_hard(&name, &target),
                    _ => links.add_symbolic(&name, &target),
                }
                continue;
            }
            links.add_member(&name);
            if kind == EntryType::GNUSparse || (told.sparse && is_file) {
                self.lost(
                    &member_address,
                    ComplaintKind::UnknownFormat,
                    "is stored with holes (a sparse file), which is not read; unpack the archive \
                     and give the result",
                )?;
            } else if is_file {
                self.tar_member(
                    content,
                    &mut entry,
                    &member_address,
                    &name,
                    depth,
                    &mut large,
                )?;
            } else if !is_label(kind) {
                self.lost(
                    &member_address,
                    ComplaintKind::UnknownFormat,
                    format!("is {}, and only files are read", kind_words(kind)),
                )?;
            }
        }
        self.links(address, links)?;
        // The archive ends before its compression does, whose checksum stands last: unread, it
        // would not tell that what came out of it is damaged.
        if content.layer == Layer::Gzip
            && let Err(error) = io::copy(&mut archive.into_inner(), &mut io::sink())
        {
            return self.tar_broken(address, &error);
        }
        ControlFlow::Continue(())
    }

    fn tar_member<R: Read>(
        &mut self,
        content: &Content,
        entry: &mut Entry<'_, R>,
        address: &str,
        name: &str,
        depth: usize,
        large: &mut usize,
    ) -> ControlFlow<()> {
        let size = entry.size();
        let start = entry.raw_file_position();
        if size <= self.limits.page_bytes {
            let mut bytes = Vec::new();
            return match entry.read_to_end(&mut bytes) {
                Ok(_) if (bytes.len() as u64) < size => self.cut_short(address),
                Ok(_) => self.source(Content::of_bytes(bytes), address, name, depth),
                Err(error) => self.miss_io(address, &error),
            };
        }
        let head = match head_of(entry, HEAD_BYTES) {
            Ok(head) if head.len() == HEAD_BYTES => head,
            Ok(_) => return self.cut_short(address),
            Err(error) => return self.miss_io(address, &error),
        };
        let Some((store, place)) = place_in(content, start, size) else {
            return self.lost(
                address,
                ComplaintKind::TooLarge,
                "is larger than a page and inside two archives; unpack the outer one and give the \
                 result",
            );
        };
        if matches!(place, Place::Tar { gzipped: true, .. }) {
            *large += 1;
            if *large > self.limits.large_members {
                return self.lost(
                    address,
                    ComplaintKind::TooMany,
                    format!(
                        "is one of more than {} large files in one compressed archive \
                         (`large_members`); unpack the archive and give the result",
                        self.limits.large_members
                    ),
                );
            }
        }
        self.large_member(
            Content {
                store,
                place,
                layer: Layer::Bare,
            },
            &head,
            address,
            name,
        )
    }

    fn cut_short(&mut self, address: &str) -> ControlFlow<()> {
        self.lost(
            address,
            ComplaintKind::BadCompression,
            "the archive ends in the middle of it; it is incomplete: copy or download it again",
        )
    }

    /// The archive cannot be read on from here.
    fn tar_broken(&mut self, address: &str, error: &io::Error) -> ControlFlow<()> {
        let complaint = complaint_of(error);
        if complaint.kind != ComplaintKind::Unreachable {
            return self.miss(address, complaint);
        }
        self.lost(
            address,
            ComplaintKind::BadCompression,
            format!(
                "the tar archive cannot be read on ({error}); what stands after this point is \
                 missing: copy or download it again"
            ),
        )
    }
}

/// Whether it says something of the archive and stands for no file: a volume's label, a folder's list
/// of names.
///
/// # Source
/// GNU tar manual, "Extensions to the Archive Format".
fn is_label(kind: EntryType) -> bool {
    matches!(kind.as_byte(), b'V' | b'D')
}

fn kind_words(kind: EntryType) -> &'static str {
    match kind {
        EntryType::Char | EntryType::Block => "a device",
        EntryType::Fifo => "a named pipe",
        _ => "of a kind that no file is",
    }
}

/// Where a member of this archive can be found again, when that is possible.
fn place_in(content: &Content, start: u64, size: u64) -> Option<(Store, Place)> {
    match (content.place, content.layer) {
        (Place::Whole, Layer::Bare | Layer::Gzip) => Some((
            content.store.clone(),
            Place::Tar {
                gzipped: content.layer == Layer::Gzip,
                start,
                size,
            },
        )),
        _ => None,
    }
}

/// Reads an extension header that says something of the next member.
///
/// # Source
/// POSIX.1-2017, pax, "pax Extended Header"; GNU tar manual, "Basic Tar Format" (long names).
fn note_ahead<R: Read>(
    entry: &mut Entry<'_, R>,
    kind: EntryType,
    ahead: &mut Ahead,
) -> io::Result<()> {
    if entry.size() > EXTENSION_BYTES {
        return Err(io::Error::other("an extension header of more than 64 KiB"));
    }
    let stated_size = entry.size();
    let mut bytes = Vec::new();
    entry.read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < stated_size {
        return Err(io::Error::other("it ends inside a header"));
    }
    if kind != EntryType::XHeader {
        let name = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
        let name = Some(String::from_utf8_lossy(name).into_owned());
        match kind {
            EntryType::GNULongLink => ahead.target = name,
            _ => ahead.name = name,
        }
        return Ok(());
    }
    for record in pax_records(&bytes) {
        match record {
            (b"path", path) => ahead.name = Some(String::from_utf8_lossy(path).into_owned()),
            (b"linkpath", path) => ahead.target = Some(String::from_utf8_lossy(path).into_owned()),
            // A size that is no number is taken for another size than the header's.
            (b"size", size) => ahead.size = Some(decimal(size).unwrap_or(u64::MAX)),
            (key, _) if key.starts_with(b"GNU.sparse.") => ahead.sparse = true,
            _ => {}
        }
    }
    Ok(())
}

/// The records `LENGTH KEY=VALUE\n` of a pax header, up to the first that is none.
fn pax_records(mut bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    std::iter::from_fn(move || {
        let space = bytes.iter().position(|byte| *byte == b' ')?;
        let length = usize::try_from(decimal(bytes.get(..space)?)?).ok()?;
        let body = bytes.get(space + 1..length)?.strip_suffix(b"\n")?;
        let equals = body.iter().position(|byte| *byte == b'=')?;
        bytes = bytes.get(length..)?;
        Some((body.get(..equals)?, body.get(equals + 1..)?))
    })
}

fn decimal(digits: &[u8]) -> Option<u64> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::pax_records;

    #[test]
    fn pax_records_are_read_by_their_lengths() {
        let bytes = b"18 path=a b/c.html\n".as_slice();
        assert_eq!(
            pax_records(bytes).count(),
            0,
            "a wrong length ends the list"
        );
        let bytes = b"19 path=a b/c.html\n20 atime=1700000000\n".as_slice();
        let records: Vec<_> = pax_records(bytes).collect();
        assert_eq!(records[0], (b"path".as_slice(), b"a b/c.html".as_slice()));
        assert_eq!(records[1], (b"atime".as_slice(), b"1700000000".as_slice()));
    }
}
