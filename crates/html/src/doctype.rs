//! `<!DOCTYPE …>`.

/// What a doctype states.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Doctype {
    /// The name in lower case: `html`.
    pub name: String,
    /// The public identifier.
    pub public: Option<String>,
    /// The system identifier.
    pub system: Option<String>,
    is_broken: bool,
}

impl Doctype {
    /// Reads what stands between `<!` and `>`.
    pub(super) fn of(text: &str) -> Self {
        let mut doctype = Self {
            name: String::new(),
            public: None,
            system: None,
            is_broken: false,
        };
        let rest = skip_space(text.get(7..).unwrap_or(""));
        let end = rest.find(is_space).unwrap_or(rest.len());
        let (name, rest) = rest.split_at_checked(end).unwrap_or((rest, ""));
        doctype.name = name.to_ascii_lowercase().replace('\0', "\u{fffd}");
        doctype.is_broken = name.is_empty() || !doctype.identifiers(skip_space(rest));
        doctype
    }

    /// Reads the identifiers; gives whether they are well formed.
    fn identifiers(&mut self, rest: &str) -> bool {
        if rest.is_empty() {
            return true;
        }
        let Some((word, rest)) = rest.split_at_checked(6) else {
            return false;
        };
        let mut rest = skip_space(rest);
        if word.eq_ignore_ascii_case("public") {
            let Some((public, after, is_closed)) = quoted(rest) else {
                return false;
            };
            self.public = Some(public);
            rest = skip_space(after);
            if !is_closed {
                return false;
            }
            if rest.is_empty() {
                return true;
            }
        } else if !word.eq_ignore_ascii_case("system") {
            return false;
        }
        let Some((system, _, is_closed)) = quoted(rest) else {
            return false;
        };
        self.system = Some(system);
        is_closed
    }

    /// Whether browsers show a page of this type in quirks mode
    /// (<https://html.spec.whatwg.org/#the-initial-insertion-mode>).
    pub fn is_quirky(&self) -> bool {
        const SYSTEM: &str = "http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd";
        let lower = |text: &Option<String>| text.as_ref().map(|text| text.to_ascii_lowercase());
        let (public, system) = (lower(&self.public), lower(&self.system));
        self.is_broken
            || self.name != "html"
            || system.as_deref() == Some(SYSTEM)
            || public.is_some_and(|public| {
                WHOLE.contains(&public.as_str())
                    || BEGINNINGS.iter().any(|start| public.starts_with(start))
                    || (system.is_none()
                        && WITHOUT_SYSTEM.iter().any(|start| public.starts_with(start)))
            })
    }
}

fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

fn skip_space(text: &str) -> &str {
    text.trim_start_matches(is_space)
}

/// A quoted text: what is in it, what follows, and whether it is closed.
fn quoted(text: &str) -> Option<(String, &str, bool)> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let rest = text.get(1..)?;
    let (inner, after, is_closed) = match rest.split_once(quote) {
        Some((inner, after)) => (inner, after, true),
        None => (rest, "", false),
    };
    let inner = inner.replace("\r\n", "\n").replace('\r', "\n");
    Some((inner.replace('\0', "\u{fffd}"), after, is_closed))
}

const WHOLE: [&str; 3] = [
    "-//w3o//dtd w3 html strict 3.0//en//",
    "-/w3c/dtd html 4.0 transitional/en",
    "html",
];

const WITHOUT_SYSTEM: [&str; 2] = [
    "-//w3c//dtd html 4.01 frameset//",
    "-//w3c//dtd html 4.01 transitional//",
];

const BEGINNINGS: [&str; 55] = [
    "+//silmaril//dtd html pro v0r11 19970101//",
    "-//as//dtd html 3.0 aswedit + extensions//",
    "-//advasoft ltd//dtd html 3.0 aswedit + extensions//",
    "-//ietf//dtd html 2.0 level 1//",
    "-//ietf//dtd html 2.0 level 2//",
    "-//ietf//dtd html 2.0 strict level 1//",
    "-//ietf//dtd html 2.0 strict level 2//",
    "-//ietf//dtd html 2.0 strict//",
    "-//ietf//dtd html 2.0//",
    "-//ietf//dtd html 2.1e//",
    "-//ietf//dtd html 3.0//",
    "-//ietf//dtd html 3.2 final//",
    "-//ietf//dtd html 3.2//",
    "-//ietf//dtd html 3//",
    "-//ietf//dtd html level 0//",
    "-//ietf//dtd html level 1//",
    "-//ietf//dtd html level 2//",
    "-//ietf//dtd html level 3//",
    "-//ietf//dtd html strict level 0//",
    "-//ietf//dtd html strict level 1//",
    "-//ietf//dtd html strict level 2//",
    "-//ietf//dtd html strict level 3//",
    "-//ietf//dtd html strict//",
    "-//ietf//dtd html//",
    "-//metrius//dtd metrius presentational//",
    "-//microsoft//dtd internet explorer 2.0 html strict//",
    "-//microsoft//dtd internet explorer 2.0 html//",
    "-//microsoft//dtd internet explorer 2.0 tables//",
    "-//microsoft//dtd internet explorer 3.0 html strict//",
    "-//microsoft//dtd internet explorer 3.0 html//",
    "-//microsoft//dtd internet explorer 3.0 tables//",
    "-//netscape comm. corp.//dtd html//",
    "-//netscape comm. corp.//dtd strict html//",
    "-//o'reilly and associates//dtd html 2.0//",
    "-//o'reilly and associates//dtd html extended 1.0//",
    "-//o'reilly and associates//dtd html extended relaxed 1.0//",
    "-//sq//dtd html 2.0 hotmetal + extensions//",
    "-//softquad software//dtd hotmetal pro 6.0::19990601::extensions to html 4.0//",
    "-//softquad//dtd hotmetal pro 4.0::19971010::extensions to html 4.0//",
    "-//spyglass//dtd html 2.0 extended//",
    "-//sun microsystems corp.//dtd hotjava html//",
    "-//sun microsystems corp.//dtd hotjava strict html//",
    "-//w3c//dtd html 3 1995-03-24//",
    "-//w3c//dtd html 3.2 draft//",
    "-//w3c//dtd html 3.2 final//",
    "-//w3c//dtd html 3.2//",
    "-//w3c//dtd html 3.2s draft//",
    "-//w3c//dtd html 4.0 frameset//",
    "-//w3c//dtd html 4.0 transitional//",
    "-//w3c//dtd html experimental 19960712//",
    "-//w3c//dtd html experimental 970421//",
    "-//w3c//dtd w3 html//",
    "-//w3o//dtd w3 html 3.0//",
    "-//webtechs//dtd mozilla html 2.0//",
    "-//webtechs//dtd mozilla html//",
];
