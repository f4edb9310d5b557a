//! Cells mended where what they were is sure: guards of spreadsheets, references of HTML, text that was
//! read once in the wrong encoding.

use encoding_rs::{Encoding, WINDOWS_1251, WINDOWS_1252};
use ovation_html::decoded;
use ovation_terms::visible;
use std::borrow::Cow;

/// What was wrong with a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    /// `="4/5"`: a spreadsheet was kept from taking it for something else.
    Guard,
    /// `R&uuml;ckblick`: references of HTML.
    References,
    /// Letters of two bytes read as two letters.
    Encoding,
}

impl Fault {
    /// For a reader.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Guard => "a spreadsheet's guard (`=\"...\"`) taken off",
            Self::References => "HTML's references (`&amp;`) read",
            Self::Encoding => "text read in the wrong encoding once, read in the right one",
        }
    }
}

/// Takes out of a cell what is never seen. Text that was read in the wrong encoding is mended first: there
/// such a letter is half of one.
pub(super) fn see(cell: &mut String) {
    if let Cow::Owned(seen) = visible(cell)
        && in_right_encoding(cell).is_none()
    {
        *cell = seen;
    }
}

/// Times that a text may have been written as references or in the wrong encoding.
const MOST: usize = 3;

/// The cell as it was meant, and what was wrong with it; none where nothing is sure to be wrong.
pub(super) fn mended(cell: &str) -> Option<(String, Vec<Fault>)> {
    let mut made = cell.to_owned();
    let mut faults = Vec::new();
    if let Some(bare) = without_guard(&made) {
        made = bare;
        faults.push(Fault::Guard);
    }
    for _ in 0..MOST {
        if let Some(read) = without_references(&made) {
            made = read;
            faults.push(Fault::References);
        } else if let Some(read) = in_right_encoding(&made) {
            made = read;
            faults.push(Fault::Encoding);
        } else {
            break;
        }
    }
    faults.dedup();
    see(&mut made);
    (!faults.is_empty()).then_some((made, faults))
}

/// `="4/5"` and `'4/5`, `'=x`: what stands within.
fn without_guard(cell: &str) -> Option<String> {
    let cell = cell.trim();
    if let Some(inside) = cell.strip_prefix("=\"") {
        let inside = inside.strip_suffix('"')?;
        return Some(inside.replace("\"\"", "\""));
    }
    // An apostrophe before a number or a sign; `'71` and `'Tis` are how titles begin.
    let inside = cell.strip_prefix('\'')?;
    let is_guarded = inside.starts_with(['=', '+', '-', '@']) && inside.len() > 1
        || inside.starts_with(|c: char| c.is_ascii_digit())
            && inside.contains(['/', '.', ',', '-', ':', '%']);
    (is_guarded && !inside.contains('\'')).then(|| inside.to_owned())
}

/// References of HTML, which stand in no name otherwise: they end with a semicolon.
fn without_references(cell: &str) -> Option<String> {
    let (_, rest) = cell.split_once('&')?;
    let has_end = |rest: &str| {
        let end = rest.find(';');
        let name = end.and_then(|end| rest.get(..end)).unwrap_or_default();
        let name = name.strip_prefix('#').unwrap_or(name);
        (2..=31).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    if !has_end(rest) && !rest.split('&').skip(1).any(has_end) {
        return None;
    }
    let read = decoded(cell);
    // A space that does not break is a space to whoever compares.
    (read != cell).then(|| read.replace('\u{a0}', " "))
}

/// Text whose bytes, written in an old encoding, are text in UTF-8: nobody writes such by chance.
fn in_right_encoding(cell: &str) -> Option<String> {
    if cell.is_ascii() {
        return None;
    }
    let western = bytes_in(cell, WINDOWS_1252).and_then(|bytes| read_back(&bytes, 1));
    let cyrillic = || bytes_in(cell, WINDOWS_1251).and_then(|bytes| read_back(&bytes, 2));
    western.or_else(cyrillic)
}

fn read_back(bytes: &[u8], least: usize) -> Option<String> {
    let read = std::str::from_utf8(bytes).ok()?;
    let letters = read.chars().filter(|letter| !letter.is_ascii());
    let is_clean = !read.chars().any(|c| c.is_control() && !c.is_whitespace());
    (letters.count() >= least && is_clean).then(|| read.to_owned())
}

/// The bytes of a text in an encoding of one byte a letter; none where it has not all letters.
fn bytes_in(text: &str, encoding: &'static Encoding) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut room = [0; 4];
    for letter in text.chars() {
        // Bytes without a letter are read as the controls of their numbers.
        if let 0x80..=0x9f = u32::from(letter) {
            bytes.push(u8::try_from(u32::from(letter)).ok()?);
            continue;
        }
        let (written, _, had_errors) = encoding.encode(letter.encode_utf8(&mut room));
        match written.as_ref() {
            [byte] if !had_errors => bytes.push(*byte),
            _ => return None,
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_mended_where_what_they_were_is_sure() {
        for (cell, meant) in [
            ("=\"4/5\"", "4/5"),
            ("=\"Salt\"", "Salt"),
            ("'2/5", "2/5"),
            ("'-3", "-3"),
            ("Mr. &amp; Mrs. Reef", "Mr. & Mrs. Reef"),
            ("The Keeper&#8217;s Lamp", "The Keeper\u{2019}s Lamp"),
            ("The Keeper&#x27;s Lamp", "The Keeper's Lamp"),
            ("R&uuml;ckblick", "Rückblick"),
            ("Tide &amp;amp; Time", "Tide & Time"),
            ("Zo&euml; Quill", "Zoë Quill"),
            ("8Â½ Rooms", "8½ Rooms"),
            ("SÃ©rÃ©nitÃ©", "Sérénité"),
            ("Die weiÃŸe StraÃŸe", "Die weiße Straße"),
            ("KÄ±rmÄ±zÄ± Fener", "Kırmızı Fener"),
            ("The Keeperâ€™s Lamp", "The Keeper\u{2019}s Lamp"),
            ("Ð›Ð¾Ð´ÐºÐ°", "Лодка"),
            ("РљСЂР°СЃРЅС‹Р№ РјР°СЏРє", "Красный маяк"),
            ("L&#39;Orage d&eacute;t&eacute;", "L'Orage dété"),
            ("The&nbsp;Tin Or&shy;chard&lrm;", "The Tin Orchard"),
            ("LÃ\u{a0} haut, la lÃ\u{ad}nea", "Là haut, la línea"),
        ] {
            let found = mended(cell).map(|(meant, _)| meant);
            assert_eq!(found.as_deref(), Some(meant), "{cell}");
        }
    }

    #[test]
    fn what_is_right_stays() {
        for cell in [
            "4/5",
            "'71",
            "'Tis Pity",
            "Tide & Time",
            "R&B",
            "Q&A; then more",
            "Für alle Fälle",
            "Ça ira",
            "À nos amours",
            "8½ Rooms",
            "Счастье моё",
            "Красный маяк",
            "Łódka",
            "AT&T",
            "S?r?nit?",
            "https://a.example/?a=1&b=2",
            "=1+2",
            "Æon",
            "Kırmızı Fener",
            "東京物語",
        ] {
            assert_eq!(mended(cell), None, "{cell}");
        }
    }
}
