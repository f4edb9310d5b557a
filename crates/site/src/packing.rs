//! Answers compressed: Brotli, Zstandard or gzip, as the reader takes them.

use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::http::header::ACCEPT_ENCODING;
use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use std::io::Write;

/// Shorter answers are not worth a header.
pub(crate) const PACKED_FROM: usize = 512;
/// How hard Brotli tries for what is made as it is asked for: a page of 100 kB takes some two milliseconds.
const BROTLI_QUALITY: i32 = 5;
/// And for what is made once.
const BROTLI_QUALITY_ONCE: i32 = 11;
/// The window of 4 MB that the format allows everybody.
const BROTLI_WINDOW: i32 = 22;

/// A way of compressing, in the order of preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    Brotli,
    Gzip,
    /// Last: what packs it here is quick and packs less tightly.
    Zstd,
}

impl Packing {
    pub(crate) const ALL: [Self; 3] = [Self::Brotli, Self::Gzip, Self::Zstd];

    /// As `Content-Encoding` has it.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        }
    }

    /// The bytes packed; none where that is no shorter.
    pub(crate) fn pack(self, plain: &[u8], is_for_ever: bool) -> Option<Bytes> {
        let packed = match self {
            Self::Brotli => brotli_packed(plain, is_for_ever),
            Self::Gzip => gzip_packed(plain),
            Self::Zstd => Some(compress_to_vec(plain, CompressionLevel::Fastest)),
        };
        packed
            .filter(|packed| packed.len() < plain.len())
            .map(Bytes::from)
    }
}

fn brotli_packed(plain: &[u8], is_for_ever: bool) -> Option<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: if is_for_ever {
            BROTLI_QUALITY_ONCE
        } else {
            BROTLI_QUALITY
        },
        lgwin: BROTLI_WINDOW,
        size_hint: plain.len(),
        ..Default::default()
    };
    let mut packed = Vec::with_capacity(plain.len() / 4);
    let mut reader = plain;
    brotli::BrotliCompress(&mut reader, &mut packed, &params).ok()?;
    Some(packed)
}

fn gzip_packed(plain: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 4), Compression::new(6));
    encoder.write_all(plain).ok()?;
    encoder.finish().ok()
}

/// Whether something of this kind is text, which packs well.
pub(crate) fn is_text(kind: &str) -> bool {
    [
        "text/",
        "application/json",
        "application/problem+json",
        "application/x-suggestions+json",
        "application/opensearchdescription+xml",
        "application/atom+xml",
        "application/xml",
        "image/svg",
    ]
    .iter()
    .any(|start| kind.starts_with(start))
}

/// The packing that the reader takes most gladly, and of those equally liked the one that we do (RFC 9110 section
/// 12.5.3; a weight of zero refuses it).
pub(crate) fn taken(asked: &HeaderMap) -> Option<Packing> {
    let values = asked.get_all(ACCEPT_ENCODING).iter();
    let values = values.filter_map(|value| value.to_str().ok());
    let mut weights: Vec<(&str, f64)> = Vec::new();
    for part in values.flat_map(|value| value.split(',')) {
        let mut pieces = part.split(';').map(str::trim);
        let name = pieces.next().unwrap_or_default();
        let weight = pieces.find_map(|piece| piece.strip_prefix("q=")?.trim().parse::<f64>().ok());
        weights.push((name, weight.unwrap_or(1.0)));
    }
    let weight_of = |packing: Packing| {
        let named = weights
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(packing.code()));
        named.map_or(0.0, |(_, weight)| *weight)
    };
    let mut best: Option<(Packing, f64)> = None;
    for packing in Packing::ALL {
        let weight = weight_of(packing);
        if weight > best.map_or(0.0, |(_, weight)| weight) {
            best = Some((packing, weight));
        }
    }
    best.map(|(packing, _)| packing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use std::io::Read;

    #[test]
    fn takes_what_a_reader_accepts() {
        for (value, wanted) in [
            ("gzip, deflate, br", Some(Packing::Brotli)),
            ("gzip, deflate, br, zstd", Some(Packing::Brotli)),
            ("br;q=0.5, GZIP", Some(Packing::Gzip)),
            ("zstd", Some(Packing::Zstd)),
            ("gzip;q=0", None),
            ("gzip;q=0, zstd;q=0.1", Some(Packing::Zstd)),
            ("identity", None),
            ("", None),
        ] {
            let mut asked = HeaderMap::new();
            asked.insert(ACCEPT_ENCODING, HeaderValue::from_static(value));
            assert_eq!(taken(&asked), wanted, "{value}");
        }
        assert_eq!(taken(&HeaderMap::new()), None);
    }

    #[test]
    fn what_is_packed_unpacks_to_the_same() {
        let page = "<li>a lamp that keeps its light to the last frame</li>\n".repeat(400);
        let mut told = Vec::new();
        for packing in Packing::ALL {
            for is_for_ever in [false, true] {
                let packed = packing.pack(page.as_bytes(), is_for_ever).unwrap();
                assert!(
                    packed.len() * 4 < page.len(),
                    "{packing:?} {}",
                    packed.len()
                );
                told.clear();
                match packing {
                    Packing::Brotli => {
                        brotli::BrotliDecompress(&mut packed.as_ref(), &mut told).unwrap();
                    }
                    Packing::Gzip => {
                        let mut reader = flate2::read::GzDecoder::new(packed.as_ref());
                        reader.read_to_end(&mut told).unwrap();
                    }
                    Packing::Zstd => {
                        let reader = ruzstd::decoding::StreamingDecoder::new(packed.as_ref());
                        reader.unwrap().read_to_end(&mut told).unwrap();
                    }
                }
                assert!(told == page.as_bytes(), "{packing:?}");
            }
        }
        assert!(Packing::Gzip.pack(b"x", false).is_none());
    }
}
