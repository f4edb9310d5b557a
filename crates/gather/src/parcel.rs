//! One source's bytes, not yet read.

use crate::{
    GatherLimits, complaint_of,
    magic::{HEAD_BYTES, Shape, ZSTD, shape},
    name::file_name,
    unpack::{Cap, Capped, Gunzip, Stretch, Unzip, ZipMember, bunzip, too_large, unxz},
};
use ovation_terms::{Complaint, ComplaintKind, Moment};
use std::{
    borrow::Cow,
    fs::File,
    io::{self, BufReader, Cursor, Read, Seek, SeekFrom},
    path::PathBuf,
    sync::Arc,
};

/// Something that could not be had: where it was to be found, and why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// Its address, as a [`Parcel`] would have it.
    pub address: String,
    /// What was wrong and what to do.
    pub complaint: Complaint,
}

/// One source's bytes, not yet read.
///
/// A parcel of a file or of a large member of an archive holds no bytes, only where they are;
/// they are read, unpacked and checked against the limits when asked for, each time anew.
#[derive(Clone, Debug)]
pub struct Parcel {
    address: String,
    asked: Option<String>,
    content_type: Option<String>,
    name: String,
    taken: Option<Moment>,
    content: Content,
    limits: GatherLimits,
}

/// Where the bytes of a parcel are and how they are packed.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    pub(crate) store: Store,
    pub(crate) place: Place,
    /// What is packed around the parcel itself.
    pub(crate) layer: Layer,
}

/// What is packed around a source that is no archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layer {
    Bare,
    Gzip,
    Bzip2,
    Xz,
}

/// What holds the bytes.
#[derive(Clone, Debug)]
pub(crate) enum Store {
    File(PathBuf),
    Memory(Arc<[u8]>),
}

/// Which part of the store is meant.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place {
    /// All of it.
    Whole,
    /// A member of the zip archive it is.
    Zip(ZipMember),
    /// A member of the tar archive it is: offset and size of its bytes in the (unpacked) archive.
    Tar {
        gzipped: bool,
        start: u64,
        size: u64,
    },
}

/// Bytes that can be read from any offset.
pub(crate) trait ReadSeek: Read + Seek + Send {}
impl<T: Read + Seek + Send> ReadSeek for T {}

impl Store {
    /// Opens it. Only regular files are opened: a pipe or a device could wait for ever.
    pub(crate) fn open(&self) -> io::Result<Box<dyn ReadSeek>> {
        match self {
            Self::Memory(bytes) => Ok(Box::new(Cursor::new(Arc::clone(bytes)))),
            Self::File(path) => {
                if !std::fs::metadata(path)?.is_file() {
                    return Err(io::Error::new(
                        io::ErrorKind::InvalidInput,
                        "it is no regular file any more",
                    ));
                }
                Ok(Box::new(File::open(path)?))
            }
        }
    }

    /// Its size in bytes.
    pub(crate) fn size_bytes(&self) -> io::Result<u64> {
        match self {
            Self::Memory(bytes) => Ok(bytes.len() as u64),
            Self::File(path) => Ok(std::fs::metadata(path)?.len()),
        }
    }
}

impl Content {
    pub(crate) fn whole(store: Store) -> Self {
        Self {
            store,
            place: Place::Whole,
            layer: Layer::Bare,
        }
    }

    pub(crate) fn of_bytes(bytes: Vec<u8>) -> Self {
        Self::whole(Store::Memory(bytes.into()))
    }

    /// Opens the bytes, unpacked, without a bound on their size yet.
    pub(crate) fn open(&self, limits: &GatherLimits) -> io::Result<Box<dyn Read + Send>> {
        let mut store = self.store.open()?;
        let bare: Box<dyn Read + Send> = match self.place {
            Place::Whole => Box::new(store),
            Place::Zip(member) => {
                store.seek(SeekFrom::Start(member.start))?;
                let packed = BufReader::new(store.take(member.packed));
                Box::new(Unzip::new(packed, member, limits))
            }
            Place::Tar {
                gzipped: false,
                start,
                size,
            } => {
                store.seek(SeekFrom::Start(start))?;
                Box::new(Stretch::new(store, size))
            }
            Place::Tar {
                gzipped: true,
                start,
                size,
            } => {
                let mut archive = Gunzip::new(BufReader::new(store), limits);
                io::copy(&mut Stretch::new(&mut archive, start), &mut io::sink())?;
                Box::new(Stretch::new(archive, size))
            }
        };
        Ok(match self.layer {
            Layer::Bare => bare,
            Layer::Gzip => Box::new(Gunzip::new(BufReader::new(bare), limits)),
            Layer::Bzip2 => Box::new(bunzip(BufReader::new(bare), limits)),
            Layer::Xz => Box::new(unxz(BufReader::new(bare), limits)),
        })
    }

    /// The first bytes, at most `most` of them.
    pub(crate) fn head(&self, most: usize, limits: &GatherLimits) -> io::Result<Vec<u8>> {
        head_of(&mut self.open(limits)?, most)
    }

    /// The first bytes up to where they cannot be read on.
    pub(crate) fn start(&self, most: usize, limits: &GatherLimits) -> Vec<u8> {
        let mut start = Vec::new();
        if let Ok(reader) = self.open(limits) {
            // What was read before an error stands in the buffer.
            let _end: io::Result<usize> = reader.take(most as u64).read_to_end(&mut start);
        }
        start
    }

    /// All bytes, when they fit the cap.
    pub(crate) fn bytes(&self, cap: Cap, limits: &GatherLimits) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        Capped::new(self.open(limits)?, cap, limits).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// The first bytes of a reader, at most `most`.
pub(crate) fn head_of(reader: &mut impl Read, most: usize) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    reader.take(most as u64).read_to_end(&mut head)?;
    Ok(head)
}

impl Parcel {
    /// A parcel of bytes at hand, under the default limits. Bytes that start as gzip does are
    /// unpacked when read.
    pub fn from_bytes(
        address: impl Into<String>,
        content_type: Option<String>,
        bytes: Vec<u8>,
    ) -> Self {
        Self::fetched(
            address.into(),
            None,
            content_type,
            bytes,
            &GatherLimits::default(),
        )
    }

    pub(crate) fn fetched(
        address: String,
        asked: Option<String>,
        content_type: Option<String>,
        bytes: Vec<u8>,
        limits: &GatherLimits,
    ) -> Self {
        let layer = if bytes.starts_with(b"\x1f\x8b") {
            Layer::Gzip
        } else {
            Layer::Bare
        };
        let content = Content {
            layer,
            ..Content::of_bytes(bytes)
        };
        // Of an address only the path names a file; a query would hide its ending.
        let path = match url::Url::parse(&address) {
            Ok(url) if url.has_host() => url.path().to_owned(),
            _ => address.clone(),
        };
        Self {
            asked,
            content_type,
            ..Self::found(address, file_name(&path), content, limits)
        }
    }

    pub(crate) fn found(
        address: String,
        name: &str,
        content: Content,
        limits: &GatherLimits,
    ) -> Self {
        Self {
            address,
            asked: None,
            content_type: None,
            name: name.to_owned(),
            taken: None,
            content,
            limits: limits.clone(),
        }
    }

    /// A page out of a web archive.
    pub(crate) fn archived(
        address: String,
        content_type: Option<String>,
        taken: Option<Moment>,
        bytes: Vec<u8>,
    ) -> Self {
        Self {
            taken,
            ..Self::fetched(address, None, content_type, bytes, &GatherLimits::default())
        }
    }

    /// Bytes that were kept of a source, unpacked: whatever they begin with, they are as they were read.
    pub fn kept(
        address: impl Into<String>,
        name: &str,
        content_type: Option<String>,
        taken: Moment,
        bytes: Vec<u8>,
    ) -> Self {
        let limits = GatherLimits {
            page_bytes: bytes.len() as u64,
            table_bytes: bytes.len() as u64,
            ..GatherLimits::default()
        };
        Self {
            content_type,
            taken: Some(taken),
            ..Self::found(address.into(), name, Content::of_bytes(bytes), &limits)
        }
    }

    /// Whether it is an archive, packed or not, by its first bytes: then
    /// [`gather_parcel`](crate::gather_parcel) gives what is in it.
    pub fn is_archive(&self) -> bool {
        let head = self.content.start(HEAD_BYTES, &self.limits);
        match shape(&self.name, &head) {
            Shape::Zip | Shape::Tar | Shape::Warc => true,
            Shape::Foreign(format) => format == ZSTD,
            _ => false,
        }
    }

    /// Its bytes as they came, with the gzip around them.
    pub(crate) fn into_packed(self) -> Content {
        Content {
            layer: Layer::Bare,
            ..self.content
        }
    }

    /// When a crawler fetched it, for a page out of a web archive; `None` for anything else,
    /// which is as of now.
    pub fn taken(&self) -> Option<Moment> {
        self.taken
    }

    /// Where it is from: a URL (after redirects, without fragment), or a path as the operator
    /// named it; inside archives `reviews.zip!/a/b.html`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The address that was asked for: another one than [`address`](Self::address) when the
    /// server redirected.
    pub fn asked(&self) -> &str {
        self.asked.as_deref().unwrap_or(&self.address)
    }

    /// The `Content-Type` a server gave, parameters included.
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// The file name without folders and without `.gz`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Size in bytes of what is read from disk or memory for it, before unpacking: for progress
    /// bars. `None` when it cannot be told.
    pub fn packed_bytes(&self) -> Option<u64> {
        match self.content.place {
            Place::Whole => self.content.store.size_bytes().ok(),
            Place::Zip(member) => Some(member.packed),
            Place::Tar { size, .. } => Some(size),
        }
    }

    /// The first bytes, unpacked: at most 8 KiB, enough to tell what it is without holding it.
    ///
    /// # Errors
    /// A complaint when it cannot be opened or its compression is damaged from the start.
    pub fn head(&self) -> Result<Vec<u8>, Complaint> {
        self.content
            .head(HEAD_BYTES * 16, &self.limits)
            .map_err(|error| complaint_of(&error))
    }

    /// All bytes, unpacked, when they fit `page_bytes`. No bytes is no error here; whoever needs
    /// some says [`empty`](Self::empty).
    ///
    /// # Errors
    /// [`ComplaintKind::TooLarge`] beyond `page_bytes`, [`ComplaintKind::Expansion`],
    /// [`ComplaintKind::BadCompression`], or [`ComplaintKind::Unreachable`] when the file has
    /// gone.
    pub fn bytes(&self) -> Result<Cow<'_, [u8]>, Complaint> {
        let is_bare =
            matches!(self.content.place, Place::Whole) && self.content.layer == Layer::Bare;
        if is_bare {
            let size = self
                .content
                .store
                .size_bytes()
                .map_err(|error| complaint_of(&error))?;
            if size > self.limits.page_bytes {
                return Err(too_large(Cap::Page, self.limits.page_bytes));
            }
            if let Store::Memory(bytes) = &self.content.store {
                return Ok(Cow::Borrowed(bytes));
            }
        }
        self.content
            .bytes(Cap::Page, &self.limits)
            .map(Cow::Owned)
            .map_err(|error| complaint_of(&error))
    }

    /// Its bytes, unpacked, as a stream of at most `table_bytes`.
    ///
    /// A limit passed or damage met on the way comes as an [`io::Error`];
    /// [`complaint_of`] gives the complaint behind it. What was read before stands.
    ///
    /// # Errors
    /// A complaint when it cannot be opened.
    pub fn reader(&self) -> Result<Box<dyn Read + Send + '_>, Complaint> {
        match self.content.open(&self.limits) {
            Ok(reader) => Ok(Box::new(Capped::new(reader, Cap::Table, &self.limits))),
            Err(error) => Err(complaint_of(&error)),
        }
    }

    /// The complaint for a source without bytes, worded once for all who meet one.
    pub fn empty() -> Complaint {
        Complaint::lost(
            ComplaintKind::Empty,
            "",
            "it holds no bytes; save or download it again",
        )
    }
}
