//! What a file is made of, by its first bytes rather than by its name.

/// Bytes needed to tell: a tar header is one block.
pub(crate) const HEAD_BYTES: usize = 512;

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Not packed, as far as can be told.
    Plain,
    /// gzip.
    Gzip,
    /// bzip2.
    Bzip2,
    /// xz.
    Xz,
    /// A zip archive.
    Zip,
    /// A tar archive.
    Tar,
    /// A web archive, not packed.
    Warc,
    /// Packed in a way that is not read, with its name.
    Foreign(&'static str),
    /// The name promises this format, the bytes are something else and no text.
    Broken(&'static str),
}

/// What [`Shape::Foreign`] calls zstd.
pub(crate) const ZSTD: &str = "zstd";

const FOREIGN: [(&[u8], &str); 5] = [
    (b"\x28\xb5\x2f\xfd", ZSTD),
    // A frame that may be skipped: in web archives, the dictionary.
    (b"\x5d\x2a\x4d\x18", ZSTD),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"PK\x07\x08", "split zip"),
];

/// Tells the shape from a file's name and its first [`HEAD_BYTES`] bytes (fewer when it is
/// shorter). An empty file is plain: whoever reads it says that it is empty.
pub(crate) fn shape(name: &str, head: &[u8]) -> Shape {
    if head.is_empty() {
        return Shape::Plain;
    }
    if head.starts_with(b"\x1f\x8b") {
        return Shape::Gzip;
    }
    // bzip2's magic is three letters that a text could start with; its first block, or the end of an
    // empty stream, is not text.
    let block = head.get(4..10);
    let is_block = |sign: &[u8]| block == Some(sign);
    if head.starts_with(b"BZh")
        && (is_block(b"\x31\x41\x59\x26\x53\x59") || is_block(b"\x17\x72\x45\x38\x50\x90"))
    {
        return Shape::Bzip2;
    }
    if head.starts_with(b"\xfd7zXZ\0") {
        return Shape::Xz;
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Shape::Zip;
    }
    if crate::archive::is_archive(head) {
        return Shape::Warc;
    }
    if is_tar(head) {
        return Shape::Tar;
    }
    for (magic, format) in FOREIGN {
        if head.starts_with(magic) {
            return Shape::Foreign(format);
        }
    }
    let name = name.to_ascii_lowercase();
    // A zip may have a program in front of it; its directory stands at the end.
    if ends_in(&name, &[".zip"]) {
        return Shape::Zip;
    }
    if looks_like_text(head) {
        // Browsers take compression off and keep the name, so a `.gz` of text is a text.
        return Shape::Plain;
    }
    if ends_in(&name, &[".gz", ".tgz"]) {
        return Shape::Broken("gzip");
    }
    if ends_in(&name, &[".bz2"]) {
        return Shape::Broken("bzip2");
    }
    if ends_in(&name, &[".xz"]) {
        return Shape::Broken("xz");
    }
    if ends_in(&name, &[".tar"]) {
        return Shape::Broken("tar");
    }
    Shape::Plain
}

/// Whether a lower-case name ends in one of these.
pub(crate) fn ends_in(name: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| name.ends_with(ending))
}

/// A tar header by its checksum: the sum of its bytes, those of the checksum counted as spaces.
///
/// The old form has no magic word, so the sum is what tells.
///
/// # Source
/// POSIX.1-2017, pax, "ustar Interchange Format".
fn is_tar(head: &[u8]) -> bool {
    let (Some(block), Some(stated)) = (head.get(..512), head.get(148..156)) else {
        return false;
    };
    let mut stated_sum: u32 = 0;
    let mut digits = 0_u32;
    for byte in stated {
        match byte {
            b'0'..=b'7' => {
                stated_sum = stated_sum * 8 + u32::from(byte - b'0');
                digits += 1;
            }
            b' ' | 0 if digits == 0 => {}
            b' ' | 0 => break,
            _ => return false,
        }
    }
    let sum: u32 = block
        .iter()
        .enumerate()
        .map(|(at, byte)| {
            if (148..156).contains(&at) {
                u32::from(b' ')
            } else {
                u32::from(*byte)
            }
        })
        .sum();
    // A block of zeros or spaces states nothing. The name may be empty: an extension header's is.
    digits > 0 && sum == stated_sum
}

fn looks_like_text(head: &[u8]) -> bool {
    // UTF-16 is text with zeros in it; its mark says so.
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return true;
    }
    head.iter()
        .all(|byte| *byte >= 0x20 || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_tell_more_than_the_name() {
        assert_eq!(shape("reviews.csv", b"\x1f\x8b\x08\0"), Shape::Gzip);
        assert_eq!(shape("reviews", b"PK\x03\x04rest"), Shape::Zip);
        assert_eq!(shape("reviews.gz", b"film,critic\n"), Shape::Plain);
        assert_eq!(shape("reviews.gz", b"\x00\x01\x02"), Shape::Broken("gzip"));
        assert_eq!(shape("reviews.tar", b"\x00\x01\x02"), Shape::Broken("tar"));
        assert_eq!(shape("reviews.html", b"<p>BZh"), Shape::Plain);
        assert_eq!(shape("notes.txt", b"BZh is how it starts"), Shape::Plain);
        assert_eq!(shape("a.csv", b"BZh91AY&SY\x01"), Shape::Bzip2);
        assert_eq!(shape("a.bz2", b"\x00\x01\x02"), Shape::Broken("bzip2"));
        assert_eq!(shape("a.csv", b"\xfd7zXZ\0\0"), Shape::Xz);
        assert_eq!(shape("a.xz", b"\x00\x01\x02"), Shape::Broken("xz"));
        assert_eq!(shape("empty.zip", b""), Shape::Plain);
        assert_eq!(shape("crawl", b"WARC/1.1\r\n"), Shape::Warc);
        assert_eq!(shape("notes.txt", b"WARC/ is a format"), Shape::Plain);
    }

    #[test]
    fn a_tar_is_known_by_its_checksum() {
        let mut header = tar::Header::new_old();
        header.set_path("a.html").unwrap();
        header.set_size(3);
        header.set_cksum();
        assert_eq!(shape("saved", header.as_bytes()), Shape::Tar);
        let mut damaged = *header.as_bytes();
        damaged[0] ^= 1;
        assert_ne!(shape("saved", &damaged), Shape::Tar);
        assert_ne!(shape("zeros", &[0; 512]), Shape::Tar);
        assert_ne!(shape("spaces", &[b' '; 512]), Shape::Tar);
    }
}
