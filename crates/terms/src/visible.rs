//! Words as a reader sees them: letters without a width, and spaces of other kinds.

use std::borrow::Cow;

/// Whether a letter is never seen: soft hyphens, letters of no width, marks of writing direction.
///
/// The two that join and part letters (U+200C, U+200D) are not among them: in some scripts they change how
/// their neighbours look. [`visible`] takes them out where they do not.
pub fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{206f}'
            | '\u{feff}'
    )
}

/// A text without its invisible letters, every space beyond ASCII an ordinary one, and no two of them where
/// one was meant. Line breaks stay.
///
/// `The\u{a0}Tin Or\u{ad}chard\u{200b}` gives `The Tin Orchard`.
pub fn visible(text: &str) -> Cow<'_, str> {
    let is_plain = |letter: char| {
        letter.is_ascii() || !(is_invisible(letter) || is_joint(letter) || letter.is_whitespace())
    };
    if text.is_ascii() || text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut made = String::with_capacity(text.len());
    let mut before = None;
    let mut letters = text.chars().peekable();
    // Whether something was taken out or exchanged since the last letter that stayed.
    let mut is_changed = false;
    while let Some(letter) = letters.next() {
        let has_part = |other: Option<&char>| other.is_some_and(|other| may_join(*other));
        let is_kept = !is_joint(letter) || has_part(before.as_ref()) && has_part(letters.peek());
        before = Some(letter);
        if is_invisible(letter) || !is_kept {
            is_changed = true;
            continue;
        }
        let is_space = letter.is_whitespace() && !matches!(letter, '\n' | '\r');
        let is_other_space = is_space && !letter.is_ascii();
        is_changed |= is_other_space;
        if is_space && is_changed && made.ends_with(' ') {
            continue;
        }
        made.push(if is_other_space { ' ' } else { letter });
        is_changed &= is_space;
    }
    Cow::Owned(made)
}

/// What parts or joins its neighbours.
fn is_joint(letter: char) -> bool {
    matches!(letter, '\u{200c}' | '\u{200d}')
}

/// Whether a letter may look otherwise beside one that joins or parts: those of Arabic and what comes behind
/// it in Unicode, pictures included.
fn may_join(letter: char) -> bool {
    letter >= '\u{600}'
        && !matches!(letter, '\u{1e00}'..='\u{206f}')
        && !letter.is_whitespace()
        && !is_invisible(letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_as_a_reader_sees_them() {
        for (printed, seen) in [
            ("The Tin Orchard", "The Tin Orchard"),
            ("The Tin Or\u{ad}chard", "The Tin Orchard"),
            ("\u{feff}The Tin Orchard", "The Tin Orchard"),
            ("The\u{a0}Tin\u{202f}Orchard\u{2003}", "The Tin Orchard "),
            ("The \u{a0}Tin\u{a0} Orchard", "The Tin Orchard"),
            ("The \u{200b} Tin Orchard", "The Tin Orchard"),
            ("\u{200e}The Tin Orchard\u{200f}", "The Tin Orchard"),
            (
                "\u{202b}The Tin\u{202c} \u{2067}Orchard\u{2069}",
                "The Tin Orchard",
            ),
            ("The Tin Or\u{200d}chard", "The Tin Orchard"),
            ("Or\u{200c}\u{200c}chard\u{2060}", "Orchard"),
            (
                "Two  spaces are the writer's\u{ad}",
                "Two  spaces are the writer's",
            ),
            ("One\u{a0}\nTwo\u{2003}\u{2003}Three", "One \nTwo Three"),
            // They change how their neighbours look.
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("می\u{200c} خواهم", "می خواهم"),
            ("👩\u{200d}🚀", "👩\u{200d}🚀"),
            ("Zoë Quill", "Zoë Quill"),
            ("東京\u{3000}物語", "東京 物語"),
            ("\u{200b}", ""),
        ] {
            assert_eq!(visible(printed), seen, "{printed:?}");
        }
        assert!(matches!(visible("Zoë Quill"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn what_was_seen_is_seen_again_and_nothing_else_is_lost(
            text in "[a-c \n\u{a0}\u{ad}\u{200b}-\u{200f}\u{2003}\u{3000}é映می👩\u{feff}]{0,16}",
        ) {
            let seen = visible(&text).into_owned();
            prop_assert_eq!(visible(&seen), seen.as_str());
            prop_assert!(!seen.chars().any(is_invisible));
            prop_assert_eq!(crate::fold(&seen), crate::fold(&text));
        }
    }
}
