//! What readers may be shown of an entry: nothing of the operator's machine, no private notes.

use crate::EntryBody;

/// Whether an address is a place on the operator's machine and none on the web.
pub fn is_local(address: &str) -> bool {
    match address.split_once("://") {
        Some((scheme, _)) => scheme.eq_ignore_ascii_case("file"),
        None => !address.is_empty(),
    }
}

/// Of a local address the file's name alone; an address on the web as it is.
pub fn file_of(address: &str) -> &str {
    if !is_local(address) {
        return address;
    }
    let last = address.rsplit(['/', '\\']).find(|part| !part.is_empty());
    last.unwrap_or("file")
}

/// Whether a local address tells of the machine's folders from the root on.
fn is_absolute(address: &str) -> bool {
    let drive = || {
        let mut letters = address.chars();
        let first = letters
            .next()
            .is_some_and(|letter| letter.is_ascii_alphabetic());
        first && letters.next() == Some(':') && matches!(letters.next(), Some('/' | '\\'))
    };
    is_local(address)
        && (address.starts_with(['/', '\\', '~']) || address.contains("://") || drive())
}

/// What stands before a whole address in a sentence.
const BEFORE_ADDRESS: [&str; 3] = ["named by the table ", "catalogue ", "named by table "];

/// A sentence of an entry with file names in the place of absolute paths.
fn without_paths(text: &str) -> String {
    for before in BEFORE_ADDRESS {
        if let Some(address) = text.strip_prefix(before)
            && is_absolute(address)
        {
            return format!("{before}{}", file_of(address));
        }
    }
    let mut made = String::with_capacity(text.len());
    // Words, with what parts them kept; `path` in marks is a word without the marks.
    for piece in text.split_inclusive([' ', '`', '"', '\'', '(', ')', ',', ';', '\n', '\t']) {
        let word = piece.trim_end_matches([' ', '`', '"', '\'', '(', ')', ',', ';', '\n', '\t']);
        let rest = piece.get(word.len()..).unwrap_or_default();
        let is_path = is_absolute(word) && word.trim_matches(['/', '\\', '~']).len() > 1;
        made.push_str(if is_path { file_of(word) } else { word });
        made.push_str(rest);
    }
    made
}

/// An entry as every reader may see it: of places on the operator's machine the file's name only, of
/// what people said the reasons only.
pub fn for_readers(mut entry_body: EntryBody) -> EntryBody {
    entry_body.each_place(
        &mut |address| *address = file_of(address).to_owned(),
        &mut |words| *words = without_paths(words),
    );
    if let Some(remark) = entry_body.remark_mut() {
        remark.note.clear();
        remark.private_note = None;
    }
    entry_body
}

/// Whether an entry's own body holds what is nobody else's business: an absolute path or a note, as
/// entries of older versions may. Its body can then be given to others only as a whole or not at all,
/// for the chain covers every letter of it.
pub fn withholds(entry_body: &EntryBody) -> bool {
    let mut entry_body = entry_body.clone();
    let mut found = entry_body
        .remark_mut()
        .is_some_and(|remark| !remark.note.is_empty());
    let mut said = false;
    entry_body.each_place(&mut |address| found |= is_absolute(address), &mut |words| {
        said |= without_paths(words) != *words;
    });
    found || said
}

#[cfg(test)]
mod tests {
    use super::{file_of, is_absolute, is_local, without_paths};

    #[test]
    fn addresses_on_the_web_stay_and_of_paths_the_file_is_left() {
        for (address, wanted) in [
            (
                "https://paper.example/a/b.html",
                "https://paper.example/a/b.html",
            ),
            ("/home/ada/circle/reviews.csv", "reviews.csv"),
            ("sheets/2024/reviews.csv", "reviews.csv"),
            ("reviews.csv", "reviews.csv"),
            (r"C:\Users\ada\reviews.csv", "reviews.csv"),
            ("file:///home/ada/reviews.csv", "reviews.csv"),
            ("/home/ada/all.zip!letters/1.html", "1.html"),
        ] {
            assert_eq!(file_of(address), wanted);
            assert_eq!(is_local(address), !address.starts_with("https"));
        }
        assert!(!is_absolute("folder-3f2a/reviews.csv"));
        assert!(is_absolute("~/reviews.csv"));
    }

    #[test]
    fn sentences_lose_the_folders_of_paths_and_nothing_else() {
        for (text, wanted) in [
            (
                "named by the table /home/ada/my circle/reviews.csv",
                "named by the table reviews.csv",
            ),
            ("catalogue /srv/films.csv", "catalogue films.csv"),
            (
                "cannot open `/home/ada/x.csv` (line 3)",
                "cannot open `x.csv` (line 3)",
            ),
            ("rated 3 / 5, and 7/10", "rated 3 / 5, and 7/10"),
            ("two films have this title", "two films have this title"),
        ] {
            assert_eq!(without_paths(text), wanted);
        }
    }
}
