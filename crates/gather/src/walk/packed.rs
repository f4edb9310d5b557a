//! What is packed: archives within archives, web archives, compressed files.

use super::zipped::is_office;
use super::{Gathered, Walk, ZSTD_HEAD_BYTES};
use crate::{
    archive::{Cut, Packing, Splitter, begins_archive},
    complaint_of,
    limits::size_words,
    magic::{HEAD_BYTES, Shape, ZSTD, ends_in, shape},
    name::file_name,
    parcel::{Content, Layer},
    unpack::Cap,
};
use ovation_terms::ComplaintKind;
use std::{io, ops::ControlFlow};

impl Walk<'_, '_> {
    /// A file or a member that was unpacked: gives it, or opens it when it is an archive.
    /// `depth` is the number of archives around it.
    pub(super) fn source(
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
            Shape::Bzip2 => self.single(content, address, name, Layer::Bzip2),
            Shape::Xz => self.single(content, address, name, Layer::Xz),
            Shape::Zip if is_office(&content) => self.give(address, name, content),
            Shape::Zip => self.archive(&content, address, depth, Self::zip),
            Shape::Tar => self.archive(&content, address, depth, Self::tar),
            Shape::Warc => self.web_archive(&content, address, Packing::Plain),
            Shape::Foreign(ZSTD) => self.zstd(&content, address, name),
            other => self.unread(address, other),
        }
    }

    /// The records of a web archive; it counts as one file.
    pub(super) fn web_archive(
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
    pub(super) fn zstd(&mut self, content: &Content, address: &str, name: &str) -> ControlFlow<()> {
        match content.head(ZSTD_HEAD_BYTES, self.limits) {
            Ok(head) if begins_archive(name, &head) => {
                self.web_archive(content, address, Packing::Zstd(None))
            }
            Ok(_) => self.unread(address, Shape::Foreign(ZSTD)),
            Err(error) => self.miss_io(address, &error),
        }
    }

    /// Something gzipped: a file on its own, or an archive.
    pub(super) fn gzip(
        &mut self,
        content: Content,
        address: &str,
        name: &str,
        depth: usize,
    ) -> ControlFlow<()> {
        let packed = Content {
            layer: Layer::Gzip,
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
                    layer: Layer::Bare,
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

    /// Something packed with bzip2 or xz: a file on its own, whatever its size.
    fn single(
        &mut self,
        content: Content,
        address: &str,
        name: &str,
        layer: Layer,
    ) -> ControlFlow<()> {
        let packed = Content { layer, ..content };
        let head = match packed.head(HEAD_BYTES, self.limits) {
            Ok(head) => head,
            Err(error) => return self.miss_io(address, &error),
        };
        match shape(&inner_name(name), &head) {
            Shape::Plain => self.give(address, name, packed),
            Shape::Gzip
            | Shape::Bzip2
            | Shape::Xz
            | Shape::Zip
            | Shape::Tar
            | Shape::Warc
            | Shape::Foreign(_)
            | Shape::Broken(_) => self.lost(
                address,
                ComplaintKind::UnknownFormat,
                "is an archive packed with bzip2 or xz, of which only single files are read; unpack it \
                 once and give the result",
            ),
        }
    }

    /// An archive around which there are `depth` others.
    pub(super) fn archive(
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

    pub(super) fn inner_archive_missed(
        &mut self,
        address: &str,
        error: &io::Error,
    ) -> ControlFlow<()> {
        let mut complaint = complaint_of(error);
        if complaint.kind == ComplaintKind::TooLarge {
            complaint.detail = large_archive(self.limits.page_bytes);
        }
        self.miss(address, complaint)
    }

    pub(super) fn unread(&mut self, address: &str, shape: Shape) -> ControlFlow<()> {
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
    pub(super) fn large_member(
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
                    layer: Layer::Gzip,
                    ..content
                },
            ),
            Shape::Bzip2 => self.single(content, address, name, Layer::Bzip2),
            Shape::Xz => self.single(content, address, name, Layer::Xz),
            Shape::Gzip | Shape::Zip | Shape::Tar => {
                let detail = large_archive(self.limits.page_bytes);
                self.lost(address, ComplaintKind::TooLarge, detail)
            }
            other => self.unread(address, other),
        }
    }

    pub(super) fn is_packed_web_archive(&self, content: &Content) -> bool {
        let packed = Content {
            layer: Layer::Gzip,
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
