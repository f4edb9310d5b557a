//! Going through files, folders and archives.

mod folder;
mod links;
mod packed;
mod tarred;
mod zip_directory;
mod zipped;

use crate::{
    Bundle, GatherLimits, Missed, Parcel, PassedOver, Record, Unpacker, complaint_of,
    magic::{HEAD_BYTES, Shape, shape},
    name::file_name,
    parcel::{Content, Store},
};
use ovation_terms::{Complaint, ComplaintKind};
use std::{
    fs::{self, FileType},
    io,
    ops::ControlFlow,
    path::Path,
};

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
/// - `.zip`, `.tar`, `.tar.gz`, gzip and bzip2 (of single files) are told by their bytes, not by their names
///   alone.
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
