//! Going through files, folders and archives.

mod folder;
mod links;
mod tarred;
mod zip_directory;
mod zipped;

use crate::{
    Bundle, GatherLimits, Missed, Parcel, PassedOver, Record, Unpacker,
    archive::{Cut, Packing, Splitter, begins_archive},
    complaint_of,
    limits::size_words,
    magic::{HEAD_BYTES, Shape, ZSTD, ends_in, shape},
    name::file_name,
    parcel::{Content, Store},
    unpack::Cap,
};
use ovation_terms::{Complaint, ComplaintKind};
use std::{
    fs::{self, FileType},
    io,
    ops::ControlFlow,
    path::Path,
};
use zipped::is_office;

/// What a walk comes upon.
#[derive(Debug)]
pub enum Gathered {
    /// One source's bytes.
    Parcel(Parcel),
    /// Some records of a web archive, still packed.
    Bundle(Bundle),
    /// Something that could not be had.
    Missed(Missed),
    /// A file, folder or member that is no source of its own.
    PassedOver {
        /// The folder or archive it stands in.
        within: String,
        /// Why.
        why: PassedOver,
    },
}

/// What a walk calls for everything it comes upon; breaking ends the walk.
pub(crate) type Each<'a> = dyn FnMut(Gathered) -> ControlFlow<()> + 'a;

/// As many bytes as one block of zstd may take.
const ZSTD_HEAD_BYTES: usize = 160 * 1024;

/// Goes through a file, a folder or an archive and calls `each` for every parcel and every miss.
///
/// The order is stable: folders sorted by the bytes of their names, archives as they are written.
/// Nothing is held in memory beyond one member of an archive (and the archive around it, when
/// that is itself inside an archive).
///
/// - Folders are walked to the bottom. Hidden files (a leading dot, and what systems leave
///   behind) are passed over, unless `path` itself is one. A symbolic link out of the folder is
///   missed, not followed; one to a place inside is passed over, as that is walked anyway. So it is
///   with links in archives.
/// - Each file and each member is given once, missed once or passed over once; folders alone are none.
///   A folder or an archive in which there is nothing to give or miss is itself missed.
/// - `.zip`, `.tar`, `.tar.gz` and gzip are told by their bytes, not by their names alone.
/// - Pipes, sockets and devices are never opened.
///
/// # Complaints
/// In a [`Missed`]: [`ComplaintKind::Empty`] (nothing to read in it),
/// [`ComplaintKind::Unreachable`] (does not exist, may not be read),
/// [`ComplaintKind::UnknownFormat`] (a pipe or device, another compression, an encrypted
/// member), [`ComplaintKind::Refused`] (a link out of the folder), [`ComplaintKind::TooDeep`],
/// [`ComplaintKind::TooMany`] (the walk then ends), [`ComplaintKind::TooLarge`],
/// [`ComplaintKind::Expansion`] and [`ComplaintKind::BadCompression`].
///
/// A web archive (WARC, plain, gzipped or packed with zstd, and WACZ) gives the pages in it;
/// records without a page are passed over. [`gather()`] gives its records packed, and tells of what is
/// passed over.
pub fn walk(
    path: &Path,
    limits: &GatherLimits,
    each: &mut dyn FnMut(Result<Parcel, Missed>) -> ControlFlow<()>,
) {
    let mut unpacker = Unpacker::default();
    gather(path, limits, &mut |found| {
        opened(found, &mut unpacker, each)
    });
}

/// As [`walk()`], with the records of web archives handed on packed, for threads to open.
pub fn gather(
    path: &Path,
    limits: &GatherLimits,
    each: &mut dyn FnMut(Gathered) -> ControlFlow<()>,
) {
    let mut walk = Walk::new(path.display().to_string(), limits, each);
    // How it ended is of no interest: each knows when it broke off.
    let _ended: ControlFlow<()> = walk.root(path);
}

/// [`walk()`] over bytes at hand, such as an upload, as if they were a file of that name.
pub fn unpack(
    name: &str,
    bytes: Vec<u8>,
    limits: &GatherLimits,
    each: &mut dyn FnMut(Result<Parcel, Missed>) -> ControlFlow<()>,
) {
    let mut unpacker = Unpacker::default();
    gather_bytes(name, bytes, limits, &mut |found| {
        opened(found, &mut unpacker, each)
    });
}

/// [`gather()`] over bytes at hand, such as a download, as if they were a file of that name.
pub fn gather_bytes(
    name: &str,
    bytes: Vec<u8>,
    limits: &GatherLimits,
    each: &mut dyn FnMut(Gathered) -> ControlFlow<()>,
) {
    let mut walk = Walk::new(name.to_owned(), limits, each);
    let _ended: ControlFlow<()> = walk.content(Content::of_bytes(bytes), name, 0);
}

/// [`gather()`] over a parcel at hand, such as an answer from the web: an archive is opened, and
/// anything else is given as it is.
pub fn gather_parcel(
    parcel: Parcel,
    limits: &GatherLimits,
    each: &mut dyn FnMut(Gathered) -> ControlFlow<()>,
) {
    if !parcel.is_archive() {
        let _ended: ControlFlow<()> = each(Gathered::Parcel(parcel));
        return;
    }
    let address = parcel.address().to_owned();
    let name = parcel.name().to_owned();
    let mut walk = Walk::new(address, limits, each);
    let _ended: ControlFlow<()> = walk.content(parcel.into_packed(), &name, 0);
}

/// Opens what was gathered where it stands.
fn opened(
    found: Gathered,
    unpacker: &mut Unpacker,
    each: &mut dyn FnMut(Result<Parcel, Missed>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    match found {
        Gathered::Parcel(parcel) => each(Ok(parcel)),
        Gathered::Missed(missed) => each(Err(missed)),
        Gathered::PassedOver { .. } => ControlFlow::Continue(()),
        Gathered::Bundle(bundle) => bundle.open(unpacker, &mut |record| match record {
            Record::Page(page) => each(Ok(page.to_parcel())),
            Record::Missed(missed) => each(Err(missed)),
            Record::PassedOver(_) => ControlFlow::Continue(()),
        }),
    }
}

/// About how many parcels [`walk()`] will give: files of a folder, members of a zip archive, one
/// for anything else. Cheap, for progress bars; at most `limits.files`.
pub fn count(path: &Path, limits: &GatherLimits) -> u64 {
    let most = limits.files as u64;
    if fs::metadata(path).is_ok_and(|facts| facts.is_dir()) {
        folder::files(path)
            .take(limits.files)
            .fold(0_u64, |sum, file| {
                sum.saturating_add(count_file(&file)).min(most)
            })
    } else {
        count_file(path).min(most)
    }
}

fn count_file(path: &Path) -> u64 {
    let store = Store::File(path.to_owned());
    let content = Content::whole(store.clone());
    match content.head(HEAD_BYTES, &GatherLimits::default()) {
        Ok(head) if shape(&file_name_of(path), &head) == Shape::Zip => zipped::members(&store),
        _ => 1,
    }
}

fn file_name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

/// One walk: what it was asked for, and how far it has come.
struct Walk<'a, 'e> {
    root: String,
    limits: &'a GatherLimits,
    each: &'a mut Each<'e>,
    /// Files and members come upon so far, hidden and empty ones included.
    seen: usize,
    /// What was given or missed so far.
    told: u64,
}

impl<'a, 'e> Walk<'a, 'e> {
    fn new(root: String, limits: &'a GatherLimits, each: &'a mut Each<'e>) -> Self {
        Self {
            root,
            limits,
            each,
            seen: 0,
            told: 0,
        }
    }

    fn give(&mut self, address: &str, name: &str, content: Content) -> ControlFlow<()> {
        // Inside an archive the address ends in the same name, but a file's may hold an `!`.
        let parcel = Parcel::found(address.to_owned(), file_name(name), content, self.limits);
        self.told += 1;
        (self.each)(Gathered::Parcel(parcel))
    }

    fn miss(&mut self, address: &str, complaint: Complaint) -> ControlFlow<()> {
        self.told += 1;
        (self.each)(Gathered::Missed(Missed {
            address: address.to_owned(),
            complaint,
        }))
    }

    fn pass(&mut self, within: &str, why: PassedOver) -> ControlFlow<()> {
        (self.each)(Gathered::PassedOver {
            within: within.to_owned(),
            why,
        })
    }

    /// Something that holds others, in which nothing was told of since `before`.
    fn close(&mut self, address: &str, before: u64) -> ControlFlow<()> {
        if self.told > before {
            return ControlFlow::Continue(());
        }
        self.lost(
            address,
            ComplaintKind::Empty,
            "there is no file to read in it, only folders, links, hidden files or nothing; give what \
             holds the reviews",
        )
    }

    fn miss_io(&mut self, address: &str, error: &io::Error) -> ControlFlow<()> {
        self.miss(address, complaint_of(error))
    }

    fn lost(
        &mut self,
        address: &str,
        kind: ComplaintKind,
        detail: impl Into<String>,
    ) -> ControlFlow<()> {
        self.miss(address, Complaint::lost(kind, "", detail))
    }

    /// Counts one more file or member; ends the walk when there are too many.
    fn see(&mut self) -> ControlFlow<()> {
        if self.seen < self.limits.files {
            self.seen += 1;
            return ControlFlow::Continue(());
        }
        let root = self.root.clone();
        let most = self.limits.files;
        let _ended: ControlFlow<()> = self.lost(
            &root,
            ComplaintKind::TooMany,
            format!(
                "holds more than {most} files (`files`); the rest was not looked at: give it in \
                 parts"
            ),
        );
        ControlFlow::Break(())
    }

    fn root(&mut self, path: &Path) -> ControlFlow<()> {
        let address = self.root.clone();
        match fs::metadata(path) {
            Err(error) => self.miss_io(&address, &error),
            Ok(facts) if facts.is_dir() => {
                let before = self.told;
                self.folder(path)?;
                self.close(&address, before)
            }
            Ok(facts) => self.file(path, &address, facts.file_type()),
        }
    }

    /// A file on disk, of whatever type.
    fn file(&mut self, path: &Path, address: &str, kind: FileType) -> ControlFlow<()> {
        if !kind.is_file() {
            return self.lost(
                address,
                ComplaintKind::UnknownFormat,
                format!(
                    "is {}, and only files and folders are read; save what it gives to a file",
                    special_words(kind)
                ),
            );
        }
        self.see()?;
        self.source(
            Content::whole(Store::File(path.to_owned())),
            address,
            // The name people see: behind a link into a hidden store stands another.
            &file_name_of(Path::new(address)),
            0,
        )
    }

    /// Bytes that are a source of their own, not counted yet.
    fn content(&mut self, content: Content, name: &str, depth: usize) -> ControlFlow<()> {
        let address = self.root.clone();
        self.see()?;
        self.source(content, &address, name, depth)
    }

    /// A file or a member that was unpacked: gives it, or opens it when it is an archive.
    /// `depth` is the number of archives around it.
    fn source(
        &mut self,
        content: Content,
        address: &str,
        name: &str,
        depth: usize,
    ) -> ControlFlow<()> {
        let head = match content.head(HEAD_BYTES, self.limits) {
            Ok(head) => head,
            Err(error) => return self.miss_io(address, &error),
        };
        match shape(name, &head) {
            Shape::Plain => self.give(address, name, content),
            Shape::Gzip => self.gzip(content, address, name, depth),
            Shape::Zip if is_office(&content) => self.give(address, name, content),
            Shape::Zip => self.archive(&content, address, depth, Self::zip),
            Shape::Tar => self.archive(&content, address, depth, Self::tar),
            Shape::Warc => self.web_archive(&content, address, Packing::Plain),
            Shape::Foreign(ZSTD) => self.zstd(&content, address, name),
            other => self.unread(address, other),
        }
    }

    /// The records of a web archive; it counts as one file.
    fn web_archive(
        &mut self,
        content: &Content,
        address: &str,
        packing: Packing,
    ) -> ControlFlow<()> {
        let stream = match content.open(self.limits) {
            Ok(stream) => stream,
            Err(error) => return self.miss_io(address, &error),
        };
        let before = self.told;
        let mut splitter = Splitter::new(stream, packing, address, self.limits);
        while let Some(cut) = splitter.next() {
            match cut {
                Cut::Bundle(bundle) => {
                    self.told += 1;
                    (self.each)(Gathered::Bundle(bundle))?;
                }
                Cut::Missed(complaint) => self.miss(address, complaint)?,
            }
        }
        self.close(address, before)
    }

    /// Something packed with zstd, which only web archives may be.
    fn zstd(&mut self, content: &Content, address: &str, name: &str) -> ControlFlow<()> {
        match content.head(ZSTD_HEAD_BYTES, self.limits) {
            Ok(head) if begins_archive(name, &head) => {
                self.web_archive(content, address, Packing::Zstd(None))
            }
            Ok(_) => self.unread(address, Shape::Foreign(ZSTD)),
            Err(error) => self.miss_io(address, &error),
        }
    }

    /// Something gzipped: a file on its own, or an archive.
    fn gzip(
        &mut self,
        content: Content,
        address: &str,
        name: &str,
        depth: usize,
    ) -> ControlFlow<()> {
        let packed = Content {
            gzipped: true,
            ..content
        };
        let head = match packed.head(HEAD_BYTES, self.limits) {
            Ok(head) => head,
            Err(error) => {
                // Of a web archive each record stands for itself, whatever is wrong behind it.
                let start = packed.start(HEAD_BYTES, self.limits);
                if shape("", &start) != Shape::Warc {
                    return self.miss_io(address, &error);
                }
                start
            }
        };
        match shape(&inner_name(name), &head) {
            Shape::Plain => self.give(address, name, packed),
            Shape::Gzip => self.lost(
                address,
                ComplaintKind::TooDeep,
                "is compressed twice; unpack it once and give the result",
            ),
            Shape::Tar => self.archive(&packed, address, depth, Self::tar),
            Shape::Warc => {
                let bare = Content {
                    gzipped: false,
                    ..packed
                };
                self.web_archive(&bare, address, Packing::Gzip)
            }
            Shape::Zip => match packed.bytes(Cap::Page, self.limits) {
                Ok(bytes) => {
                    let bare = Content::of_bytes(bytes);
                    if is_office(&bare) {
                        self.give(address, name, packed)
                    } else {
                        self.archive(&bare, address, depth, Self::zip)
                    }
                }
                Err(error) => self.inner_archive_missed(address, &error),
            },
            other => self.unread(address, other),
        }
    }

    /// An archive around which there are `depth` others.
    fn archive(
        &mut self,
        content: &Content,
        address: &str,
        depth: usize,
        open: fn(&mut Self, &Content, &str, usize) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if depth >= self.limits.depth {
            return self.lost(
                address,
                ComplaintKind::TooDeep,
                format!(
                    "is an archive inside {depth} others, and {} are opened at most (`depth`); \
                     unpack the outer one and give the result",
                    self.limits.depth
                ),
            );
        }
        let before = self.told;
        open(self, content, address, depth + 1)?;
        self.close(address, before)
    }

    fn inner_archive_missed(&mut self, address: &str, error: &io::Error) -> ControlFlow<()> {
        let mut complaint = complaint_of(error);
        if complaint.kind == ComplaintKind::TooLarge {
            complaint.detail = large_archive(self.limits.page_bytes);
        }
        self.miss(address, complaint)
    }

    fn unread(&mut self, address: &str, shape: Shape) -> ControlFlow<()> {
        let (kind, detail) = match shape {
            Shape::Broken(format) => (
                ComplaintKind::BadCompression,
                format!(
                    "is named as {format} and holds something else; copy or download it again, \
                     or name it for what it is"
                ),
            ),
            Shape::Foreign(format) => (
                ComplaintKind::UnknownFormat,
                format!("is packed with {format}, which is not read; unpack it, or pack it as zip"),
            ),
            _ => (
                ComplaintKind::UnknownFormat,
                "is packed in a way that is not read".to_owned(),
            ),
        };
        self.lost(address, kind, detail)
    }

    /// A member larger than a page, of which only the head is known: a table may be read from it
    /// where it lies, an archive may not.
    fn large_member(
        &mut self,
        content: Content,
        head: &[u8],
        address: &str,
        name: &str,
    ) -> ControlFlow<()> {
        let packed_archive = ends_in(&name.to_ascii_lowercase(), &[".tgz", ".tar.gz", ".zip.gz"]);
        match shape(name, head) {
            Shape::Plain => self.give(address, name, content),
            Shape::Warc => self.web_archive(&content, address, Packing::Plain),
            Shape::Foreign(ZSTD) => self.zstd(&content, address, name),
            Shape::Gzip if self.is_packed_web_archive(&content) => {
                self.web_archive(&content, address, Packing::Gzip)
            }
            Shape::Gzip if !packed_archive => self.give(
                address,
                name,
                Content {
                    gzipped: true,
                    ..content
                },
            ),
            Shape::Gzip | Shape::Zip | Shape::Tar => {
                let detail = large_archive(self.limits.page_bytes);
                self.lost(address, ComplaintKind::TooLarge, detail)
            }
            other => self.unread(address, other),
        }
    }

    fn is_packed_web_archive(&self, content: &Content) -> bool {
        let packed = Content {
            gzipped: true,
            ..content.clone()
        };
        shape("", &packed.start(HEAD_BYTES, self.limits)) == Shape::Warc
    }
}

fn large_archive(most: u64) -> String {
    format!(
        "is an archive larger than {} inside an archive (`page_bytes`); unpack the outer one and \
         give the result",
        size_words(most)
    )
}

/// The name of what is inside a gzipped file.
fn inner_name(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    match lower.strip_suffix(".tgz") {
        Some(stem) => format!("{stem}.tar"),
        None => file_name(&lower).to_owned(),
    }
}

#[cfg(unix)]
fn special_words(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt as _;
    if kind.is_fifo() {
        "a named pipe"
    } else if kind.is_socket() {
        "a socket"
    } else if kind.is_block_device() || kind.is_char_device() {
        "a device"
    } else {
        "neither a file nor a folder"
    }
}

#[cfg(not(unix))]
fn special_words(_kind: FileType) -> &'static str {
    "neither a file nor a folder"
}
