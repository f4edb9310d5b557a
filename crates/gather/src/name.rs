//! Names of sources: what a path inside an archive comes to, and a file name without its folders.

/// Longest name kept of a member of an archive, in characters.
const MEMBER_NAME_CHARS: usize = 1000;

/// The path of an archive's member as a plain relative path with `/` between its parts.
///
/// Nothing is ever written under this name, so a path that climbs (`../../etc/passwd`) is
/// harmless; it is made plain all the same, so that two spellings are one name and a list of
/// sources shows no other place than the archive. Control characters go, backslashes part
/// folders, and a name of nothing is `unnamed`.
pub(crate) fn member_name(raw: &str) -> String {
    let printable: String = raw.chars().filter(|c| !c.is_control()).collect();
    let mut parts: Vec<&str> = Vec::new();
    for part in printable.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let name: String = parts.join("/").chars().take(MEMBER_NAME_CHARS).collect();
    if name.is_empty() {
        "unnamed".to_owned()
    } else {
        name
    }
}

/// Whether a member or file is one that systems leave behind and nobody means: hidden by a
/// leading dot, macOS resource forks, Windows folder files.
pub(crate) fn is_hidden(path: &str) -> bool {
    path.split('/').any(is_hidden_part)
}

/// [`is_hidden`] for one part of a path.
pub(crate) fn is_hidden_part(part: &str) -> bool {
    (part.starts_with('.') && part != "." && part != "..")
        || part == "__MACOSX"
        || part.eq_ignore_ascii_case("thumbs.db")
        || part.eq_ignore_ascii_case("desktop.ini")
}

/// The last part of a path or URL path, without a `.gz` ending; the whole when that is nothing.
pub(crate) fn file_name(address: &str) -> &str {
    let last = address
        .rsplit(['/', '\\'])
        .find(|part| !part.is_empty())
        .unwrap_or(address);
    let bytes = last.as_bytes();
    match bytes.len().checked_sub(3) {
        Some(at) if at > 0 => match last.split_at_checked(at) {
            Some((stem, ending)) if ending.eq_ignore_ascii_case(".gz") => stem,
            _ => last,
        },
        _ => last,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_climb_stay_inside_the_archive() {
        assert_eq!(member_name("../../etc/passwd"), "etc/passwd");
        assert_eq!(member_name("/abs//a/./b/../c.html"), "abs/a/c.html");
        assert_eq!(member_name("..\\..\\win\\a.html"), "win/a.html");
        assert_eq!(member_name("a\nb\u{1b}[31m.html"), "ab[31m.html");
        assert_eq!(member_name("../.."), "unnamed");
        assert_eq!(member_name(&"x".repeat(5000)).len(), MEMBER_NAME_CHARS);
    }

    #[test]
    fn file_names_lose_folders_and_gz_only() {
        assert_eq!(file_name("/in/reviews.csv.gz"), "reviews.csv");
        assert_eq!(file_name("a.zip!/b/c.HTML.GZ"), "c.HTML");
        assert_eq!(file_name(".gz"), ".gz");
        assert_eq!(file_name("folder/"), "folder");
        assert_eq!(file_name("ü.g"), "ü.g");
        assert_eq!(file_name("éé"), "éé");
        assert_eq!(file_name(""), "");
    }

    #[test]
    fn leftovers_of_systems_are_hidden() {
        assert!(is_hidden(".git/config"));
        assert!(is_hidden("__MACOSX/a.html"));
        assert!(is_hidden("a/.DS_Store"));
        assert!(!is_hidden("a/b.html"));
    }
}
