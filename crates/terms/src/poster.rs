//! A film's poster: where it is, and whose.

use crate::Hash;
use serde::{Deserialize, Serialize};

/// Largest poster that a record keeps, in bytes.
pub const POSTER_BYTES: usize = 2 << 20;

/// A film's poster with its licence and whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "PosterForm", into = "PosterForm")]
pub struct Poster {
    /// Where it is.
    pub place: PosterPlace,
    /// Under which licence it is shown: `CC BY 4.0`.
    pub licence: String,
    /// Who made it, as they want to be named.
    pub credit: String,
}

/// Where a poster is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PosterPlace {
    /// On the web, at this address. It is shown as a link: nobody's reader is told to a stranger, and the
    /// site never fetches it.
    Url(String),
    /// Kept with the record, by the digest of its bytes.
    File {
        /// BLAKE3 of the bytes.
        hash: Hash,
        /// What picture it is.
        media: PictureMedia,
    },
}

/// A poster as it is written: with one of the two places.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct PosterForm {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    file: Option<PosterFile>,
    licence: String,
    credit: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct PosterFile {
    hash: Hash,
    media: PictureMedia,
}

impl TryFrom<PosterForm> for Poster {
    type Error = &'static str;

    fn try_from(form: PosterForm) -> Result<Self, Self::Error> {
        let place = match (form.url, form.file) {
            (Some(url), None) => PosterPlace::Url(url),
            (None, Some(PosterFile { hash, media })) => PosterPlace::File { hash, media },
            _ => return Err("expected a poster's `url` or its `file`, one of the two"),
        };
        Ok(Self {
            place,
            licence: form.licence,
            credit: form.credit,
        })
    }
}

impl From<Poster> for PosterForm {
    fn from(poster: Poster) -> Self {
        let (url, file) = match poster.place {
            PosterPlace::Url(url) => (Some(url), None),
            PosterPlace::File { hash, media } => (None, Some(PosterFile { hash, media })),
        };
        Self {
            url,
            file,
            licence: poster.licence,
            credit: poster.credit,
        }
    }
}

/// The pictures that a poster may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PictureMedia {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// WebP.
    Webp,
}

impl PictureMedia {
    /// What picture bytes are, by their first ones; none where they are none of these.
    ///
    /// # Source
    /// <https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern>; of JPEG and PNG the first
    /// marker and chunk must follow, and of WebP the first chunk.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let chunk = |at: usize, known: &[&[u8]]| {
            let found = bytes.get(at..at + 4);
            found.is_some_and(|found| known.contains(&found))
        };
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") && chunk(12, &[b"IHDR"]) {
            Some(Self::Png)
        } else if bytes.starts_with(b"RIFF")
            && chunk(8, &[b"WEBP"])
            && chunk(12, &[b"VP8 ", b"VP8L", b"VP8X"])
        {
            Some(Self::Webp)
        } else if let [0xff, 0xd8, 0xff, marker, ..] = bytes
            && (0xc0..=0xfe).contains(marker)
        {
            Some(Self::Jpeg)
        } else {
            None
        }
    }

    /// Its media type, for a browser.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
        }
    }

    /// The ending of a file of it.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Webp => "webp",
        }
    }
}

impl Poster {
    /// What it says, for a reader: `poster by Ada Quill, CC BY 4.0`.
    pub fn sentence(&self) -> String {
        let place = match &self.place {
            PosterPlace::Url(url) => format!(" at {url}"),
            PosterPlace::File { .. } => String::new(),
        };
        format!("poster{place} by {}, {}", self.credit, self.licence)
    }

    /// What of it cannot be.
    ///
    /// # Errors
    /// What was expected, and what came.
    pub fn check(&self) -> Result<(), String> {
        for (what, words) in [("licence", &self.licence), ("credit", &self.credit)] {
            if words.trim().is_empty() || words.chars().count() > 300 {
                return Err(format!(
                    "a poster has a {what} of 1 to 300 characters, found `{words}`"
                ));
            }
        }
        match &self.place {
            PosterPlace::Url(url) if !is_web_address(url) => Err(format!(
                "expected a poster's address such as `https://studio.example/poster.jpg`, found `{url}`"
            )),
            PosterPlace::Url(_) | PosterPlace::File { .. } => Ok(()),
        }
    }
}

fn is_web_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or(url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        rest.starts_with(|first: char| first.is_alphanumeric() || first == '[')
            && url.len() <= 2_000
            && !url.contains(|letter: char| letter.is_whitespace() || letter.is_control())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_told_by_their_first_bytes_and_nothing_else_is_one() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0";
        let webp = b"RIFF\x10\0\0\0WEBPVP8L\0\0";
        for (bytes, media) in [
            (&png[..], Some(PictureMedia::Png)),
            (&webp[..], Some(PictureMedia::Webp)),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", Some(PictureMedia::Jpeg)),
            (b"\xff\xd8\xff", None),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIDAT", None),
            (b"RIFF\x10\0\0\0WAVEfmt ", None),
            (b"GIF89a\x01\0\x01\0", None),
            (b"<svg xmlns='http://www.w3.org/2000/svg'>", None),
            (b"<html><script>", None),
            (b"", None),
        ] {
            assert_eq!(PictureMedia::of(bytes), media, "{bytes:?}");
        }
        for length in 0..png.len() {
            let cut = png.get(..length).unwrap_or_default();
            assert!(length >= 16 || PictureMedia::of(cut).is_none());
        }
    }

    #[test]
    fn a_poster_has_a_licence_a_credit_and_an_address_of_the_web() {
        let poster = |url: &str, licence: &str, credit: &str| Poster {
            place: PosterPlace::Url(url.to_owned()),
            licence: licence.to_owned(),
            credit: credit.to_owned(),
        };
        let fine = poster("https://studio.example/p.jpg", "CC BY 4.0", "Ada Quill");
        assert_eq!(fine.check(), Ok(()));
        let written = serde_json::to_string(&fine).unwrap();
        assert_eq!(
            written,
            r#"{"url":"https://studio.example/p.jpg","licence":"CC BY 4.0","credit":"Ada Quill"}"#
        );
        assert_eq!(serde_json::from_str::<Poster>(&written).unwrap(), fine);
        let kept = Poster {
            place: PosterPlace::File {
                hash: Hash([7; 32]),
                media: PictureMedia::Png,
            },
            ..fine
        };
        let written = serde_json::to_string(&kept).unwrap();
        assert_eq!(serde_json::from_str::<Poster>(&written).unwrap(), kept);
        for wrong in [
            poster("javascript:alert(1)", "CC0", "Ada"),
            poster("https://", "CC0", "Ada"),
            poster("https://a.example/a b", "CC0", "Ada"),
            poster("https://a.example/a", " ", "Ada"),
            poster("https://a.example/a", "CC0", ""),
        ] {
            assert!(wrong.check().is_err(), "{wrong:?}");
        }
    }
}
