//! What readers may be shown of an entry: nothing of the operator's machine, no private notes.

use crate::{Complaint, Evidence, Happening, Remark, ReviewFinding};

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

/// Goes through every text of an entry that may hold a place on the operator's machine: addresses, and
/// sentences.
fn each_place(
    happening: &mut Happening,
    address: &mut dyn FnMut(&mut String),
    words: &mut dyn FnMut(&mut String),
) {
    let complaint = |complaint: &mut Complaint, words: &mut dyn FnMut(&mut String)| {
        words(&mut complaint.detail);
        words(&mut complaint.place);
    };
    match happening {
        Happening::SourceRead(read) => address(&mut read.facts.address),
        Happening::UnreadableFound(found) => {
            address(&mut found.address);
            complaint(&mut found.complaint, words);
        }
        Happening::ReadableAgain(again) => address(&mut again.address),
        Happening::FilmsAdded(added) => words(&mut added.why),
        Happening::ReviewRead(read) => {
            words(&mut read.film.why);
            for each in &mut read.complaints {
                complaint(each, words);
            }
            if let Some(why) = &mut read.rating_complaint {
                words(why);
            }
            if let Some(url) = &mut read.finding.url {
                address(&mut url.value);
            }
            each_address(&mut read.finding, address);
        }
        Happening::ReviewSeen(seen) => {
            if let Some(url) = &mut seen.url {
                address(url);
            }
            if let Some(finding) = &mut seen.otherwise {
                each_address(finding, address);
            }
        }
        Happening::PressRead(read) => {
            if let Some(url) = &mut read.finding.url {
                address(&mut url.value);
            }
        }
        _ => {}
    }
}

/// Addresses that values were read off.
fn each_address(finding: &mut ReviewFinding, address: &mut dyn FnMut(&mut String)) {
    let mut take = |evidence: &mut Evidence| {
        if let Evidence::Address { url } = evidence {
            address(url);
        }
    };
    for value in finding.url.iter_mut().chain(&mut finding.outlet) {
        take(&mut value.evidence);
    }
    if let Some(published) = &mut finding.published {
        take(&mut published.evidence);
    }
}

/// What a person says beside an entry, where something can be said.
fn remark_of(happening: &mut Happening) -> Option<&mut Remark> {
    Some(match happening {
        Happening::ReviewSettled(it) => &mut it.remark,
        Happening::Merged(it) | Happening::Unmerged(it) => &mut it.remark,
        Happening::SourceDeleted(it) | Happening::SourceRestored(it) => &mut it.remark,
        Happening::ReviewWithdrawn(it) => &mut it.remark,
        Happening::ReviewReinstated(it) => &mut it.remark,
        Happening::RatingRuleSet(it) | Happening::RatingRuleCleared(it) => &mut it.remark,
        Happening::LeaningsSet(it) => &mut it.remark,
        Happening::OutletWeighed(it) => &mut it.remark,
        Happening::OutletPlaced(it) => &mut it.remark,
        Happening::NamesSet(it) => &mut it.remark,
        Happening::FilmsChanged(it) => &mut it.remark,
        Happening::CriticSplit(it) => &mut it.remark,
        Happening::PressSettled(it) => &mut it.remark,
        Happening::ImportUndone(it) | Happening::ImportRestored(it) => &mut it.remark,
        _ => return None,
    })
}

impl Happening {
    /// What was said beside it, where something can be said.
    pub fn remark_mut(&mut self) -> Option<&mut Remark> {
        remark_of(self)
    }
}

/// An entry as every reader may see it: of places on the operator's machine the file's name only, of
/// what people said the reasons only.
pub fn for_readers(mut happening: Happening) -> Happening {
    each_place(
        &mut happening,
        &mut |address| *address = file_of(address).to_owned(),
        &mut |words| *words = without_paths(words),
    );
    if let Some(remark) = remark_of(&mut happening) {
        remark.note.clear();
        remark.private_note = None;
    }
    happening
}

/// Whether an entry's own body holds what is nobody else's business: an absolute path or a note, as
/// entries of older versions may. Its body can then be given to others only as a whole or not at all,
/// for the chain covers every letter of it.
pub fn withholds(happening: &Happening) -> bool {
    let mut happening = happening.clone();
    let mut found = remark_of(&mut happening).is_some_and(|remark| !remark.note.is_empty());
    let mut said = false;
    each_place(
        &mut happening,
        &mut |address| found |= is_absolute(address),
        &mut |words| said |= without_paths(words) != *words,
    );
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
