//! The table of ISO 639, as it is read where the program is built.

use super::{File, LanguageFile};
use std::collections::BTreeMap;

/// Codes of languages, and what languages without a file call themselves.
#[derive(Clone, Debug, Default)]
pub(crate) struct Standard {
    /// By codes of two letters, those of three.
    pub(crate) codes: BTreeMap<String, Vec<String>>,
    pub(crate) own_names: BTreeMap<String, Vec<String>>,
}

impl Standard {
    const FILE: &str = "data/iso639.toml";

    /// Reads `iso639.toml`.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let file = File {
            name: Self::FILE,
            text,
        };
        let mut made = Self::default();
        for (section, lists) in file.table()?.get_ref() {
            let held = match &**section.get_ref() {
                "codes" => &mut made.codes,
                "own_names" => &mut made.own_names,
                other => {
                    return Err(file.wrong(
                        section.span().start,
                        &format!("`{other}` is neither [codes] nor [own_names]"),
                    ));
                }
            };
            for (code, names) in file.section(lists)? {
                let names = file.list(names)?;
                held.insert(file.code(code)?, names);
            }
        }
        match made
            .own_names
            .keys()
            .find(|code| !made.codes.contains_key(*code))
        {
            Some(code) => Err(file.wrong(0, &format!("`{code}` of [own_names] is not in [codes]"))),
            None => Ok(made),
        }
    }

    /// Refuses names of languages that are none.
    pub(crate) fn check(&self, languages: &[LanguageFile]) -> Result<(), String> {
        for language in languages {
            for code in language.languages.keys() {
                let has_file = languages.iter().any(|known| known.code == *code);
                if !has_file && !self.codes.contains_key(code) {
                    return Err(format!(
                        "{}: `{code}` of [languages] is a language neither of {} nor with a file of its own; write the code of two letters",
                        language.file,
                        Self::FILE
                    ));
                }
            }
        }
        Ok(())
    }
}
