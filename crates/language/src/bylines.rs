//! By-lines: the people they name, each whole and alone.
//!
//! A by-line is printed in many forms: `By Ada Marlow`, `Marlow, Ada`, `Ada Marlow, Film Critic`,
//! `Ada Marlow for the Lantern`, `Ada Marlow June 14, 2024`, `ada@lantern.example (Ada Marlow)`,
//! `Joe Quill, Jr., and Ada Marlow`. Pages, markup, feeds and the cells of tables go by this one
//! reading of them, so that one person is not several.

mod around;
mod joint;
mod name;

use ovation_terms::fold;

pub use around::{is_month, tidy, without_day};
pub use name::{is_given, is_media, is_nobody, is_others_part, may_be_site};

/// What is known where a by-line stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct BylineSetting<'a> {
    /// The outlet it ran in: no part of the name, and nobody's.
    pub outlet: Option<&'a str>,
    /// Whether news agencies (`dpa`) that stand beside a person are kept.
    pub keeps_agencies: bool,
}

/// Longest text that is read as a by-line, in bytes: beyond it stands something else.
const LONGEST: usize = 300;

/// Most people that one by-line names.
const MOST: usize = 12;

/// The people that a by-line names, in order, each once; none where it names nobody: a site, a
/// desk, an address of mail, a log-in.
///
/// ```
/// use ovation_language::bylines::{BylineSetting, people};
///
/// let people = |printed| people(printed, BylineSetting { outlet: Some("The Lantern"), keeps_agencies: false });
/// assert_eq!(people("By Ada Marlow for the Lantern"), ["Ada Marlow"]);
/// assert_eq!(people("Marlow, Ada"), ["Ada Marlow"]);
/// assert_eq!(people("Joe Quill, Jr., and Ada Marlow"), ["Joe Quill Jr.", "Ada Marlow"]);
/// assert!(people("admin").is_empty());
/// ```
pub fn people(printed: &str, setting: BylineSetting<'_>) -> Vec<String> {
    let text = tidy(printed);
    if text.is_empty() || text.len() > LONGEST {
        return Vec::new();
    }
    let text = around::without_addresses(&text);
    let text = around::without_says(text.trim_start_matches([',', ';', ' ']));
    let mut found: Vec<String> = Vec::new();
    for segment in joint::segments(text) {
        let is_first = found.is_empty();
        for name in joint::names(segment.words, setting, is_first, segment.is_weak) {
            let key = fold(&name);
            let is_known = found.iter().any(|known| fold(known) == key);
            if !is_known && found.len() < MOST {
                found.push(name);
            }
        }
    }
    if !setting.keeps_agencies || !found.iter().any(|name| name::is_full(name)) {
        let people: Vec<String> = found
            .iter()
            .filter(|name| !name::is_agency(name))
            .cloned()
            .collect();
        if !people.is_empty() {
            return people;
        }
    }
    found
}

/// The one name in a by-line; where it names several people or nobody, what was printed, tidied.
///
/// Names of a record are compared by it.
pub fn clean(printed: &str) -> String {
    let mut name = tidy(printed);
    // Each turn takes something away: `By by Ada`, `Marlow, Ada (critic)`.
    loop {
        let found = people(&name, BylineSetting::default());
        match found.as_slice() {
            [only] if only.len() < name.len() => name.clone_from(only),
            [] => {
                let bare = around::without_label(&name).to_owned();
                if bare.len() == name.len() || bare.is_empty() {
                    return name;
                }
                name = bare;
            }
            _ => return name,
        }
    }
}

/// The people whom a table's cell names. What is printed as one word is a name there, a log-in too
/// (`ada-marlow`): whoever made the table says that it is a critic's.
pub fn people_in_cell(printed: &str, outlet: Option<&str>) -> Vec<String> {
    let setting = BylineSetting {
        outlet,
        keeps_agencies: false,
    };
    let found = people(printed, setting);
    if !found.is_empty() {
        return found;
    }
    name::of_slug(&tidy(printed)).into_iter().collect()
}

#[cfg(test)]
mod tests;
