//! Files of kinds that are not read: what they are, and what to do.

use ovation_terms::{Complaint, ComplaintKind};

/// What a kind of file is called.
const BY_BYTES: [(&[u8], &str, Advice); 26] = [
    (b"\x89PNG", "a PNG picture", Advice::Picture),
    (b"\xff\xd8\xff", "a JPEG picture", Advice::Picture),
    (b"GIF8", "a GIF picture", Advice::Picture),
    (b"II*\0", "a TIFF picture", Advice::Picture),
    (b"MM\0*", "a TIFF picture", Advice::Picture),
    (b"BM", "a BMP picture", Advice::Picture),
    (b"\0\0\x01\0", "an icon", Advice::Picture),
    (b"8BPS", "a Photoshop picture", Advice::Picture),
    (b"%PDF", "a PDF", Advice::Document),
    (b"%!PS", "a PostScript document", Advice::Document),
    (b"{\\rtf", "a rich-text document", Advice::Document),
    (b"ID3", "a sound recording", Advice::Recording),
    (b"OggS", "a recording", Advice::Recording),
    (b"fLaC", "a sound recording", Advice::Recording),
    (b"\x1aE\xdf\xa3", "a film recording", Advice::Recording),
    (b"FLV\x01", "a film recording", Advice::Recording),
    (b"MZ", "a Windows program", Advice::Nothing),
    (b"\x7fELF", "a program", Advice::Nothing),
    (b"\xcf\xfa\xed\xfe", "a program", Advice::Nothing),
    (b"\xca\xfe\xba\xbe", "a program", Advice::Nothing),
    (b"\0asm", "a program", Advice::Nothing),
    (b"SQLite format 3\0", "an SQLite database", Advice::Table),
    (b"PAR1", "a Parquet table", Advice::Table),
    (b"wOFF", "a font", Advice::Nothing),
    (b"wOF2", "a font", Advice::Nothing),
    (b"From ", "a mailbox of several letters", Advice::Letters),
];

const BY_ENDING: [(&str, &str, Advice); 18] = [
    (".docx", "a Word document", Advice::Document),
    (".doc", "an old Word document", Advice::Document),
    (".odt", "a text document", Advice::Document),
    (".pages", "a Pages document", Advice::Document),
    (".pptx", "a presentation", Advice::Document),
    (".ppt", "an old presentation", Advice::Document),
    (".odp", "a presentation", Advice::Document),
    (".epub", "a book", Advice::Document),
    (".ods", "an OpenDocument sheet", Advice::Table),
    (".xls", "an old Excel workbook", Advice::Table),
    (".xlsb", "a binary Excel workbook", Advice::Table),
    (".numbers", "a Numbers workbook", Advice::Table),
    (".msg", "an Outlook letter", Advice::Letters),
    (".pst", "an Outlook mailbox", Advice::Letters),
    (".mp3", "a sound recording", Advice::Recording),
    (".mp4", "a film recording", Advice::Recording),
    (".heic", "a picture", Advice::Picture),
    (".webp", "a picture", Advice::Picture),
];

/// What can be done with what is not read.
#[derive(Clone, Copy)]
enum Advice {
    Picture,
    Document,
    Recording,
    Table,
    Letters,
    Nothing,
}

impl Advice {
    fn words(self) -> &'static str {
        match self {
            Self::Picture => "give the page or the text that it shows",
            Self::Document => "save it as a web page (.html) or as text (.txt)",
            Self::Recording => "give a text of what is said in it",
            Self::Table => "save the sheet or table as .xlsx or .csv",
            Self::Letters => "save each letter as .eml",
            Self::Nothing => "leave it out",
        }
    }
}

/// The complaint about a file of a kind that is not read: what it is, and what to do, in one line.
pub fn not_read(name: &str, head: &[u8]) -> Complaint {
    let name = name.to_ascii_lowercase();
    let by_ending = || {
        BY_ENDING
            .iter()
            .find(|(ending, _, _)| name.ends_with(ending))
            .map(|(_, what, way)| (*what, *way))
    };
    let by_bytes = || {
        BY_BYTES
            .iter()
            .find(|(magic, _, _)| head.starts_with(magic))
            .map(|(_, what, way)| (*what, *way))
    };
    let within = |from: usize, magic: &[u8]| head.get(from..).is_some_and(|h| h.starts_with(magic));
    let by_place = || {
        if within(4, b"ftyp") {
            let is_picture = within(8, b"heic") || within(8, b"avif") || within(8, b"mif1");
            return Some(if is_picture {
                ("a picture", Advice::Picture)
            } else {
                ("a film recording", Advice::Recording)
            });
        }
        if head.starts_with(b"RIFF") {
            return Some(if within(8, b"WEBP") {
                ("a picture", Advice::Picture)
            } else {
                ("a recording", Advice::Recording)
            });
        }
        None
    };
    let is_office = head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xd0\xcf\x11\xe0");
    let found = if is_office {
        by_ending().or(Some(("an office document", Advice::Document)))
    } else {
        by_place().or_else(by_bytes).or_else(by_ending)
    };
    let (what, way) = found.unwrap_or((
        "bytes that are neither text nor of a known kind",
        Advice::Document,
    ));
    let detail = format!("it is {what}, which is not read: {}", way.words());
    Complaint::lost(ComplaintKind::UnknownFormat, "", detail)
}

#[cfg(test)]
mod tests {
    use super::not_read;

    #[test]
    fn each_kind_is_named_with_what_to_do_in_one_line() {
        for (name, head, words) in [
            ("a.png", &b"\x89PNG\r\n"[..], "a PNG picture"),
            ("a.pdf", b"%PDF-1.7", "a PDF"),
            ("a.docx", b"PK\x03\x04", "a Word document"),
            ("a.xls", b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
            ("a", b"\xd0\xcf\x11\xe0", "an office document"),
            ("a.mp4", b"\0\0\0\x18ftypmp42", "a film recording"),
            ("a.exe", b"MZ\x90", "a Windows program"),
            ("a.ods", b"PK\x03\x04", "an OpenDocument sheet"),
            ("a.webp", b"RIFF\0\0\0\0WEBP", "a picture"),
            ("a", b"\x01\x02\x03", "neither text nor of a known kind"),
        ] {
            let complaint = not_read(name, head);
            assert!(complaint.detail.contains(words), "{name}: {complaint}");
            assert!(!complaint.to_string().contains('\n'));
        }
    }
}
