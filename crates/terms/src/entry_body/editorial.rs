//! What entries by which editors write and operators give badges say.

use super::{About, Told};
use crate::{Texts, kind, shortened};

impl Told for kind::EditorTextSet {
    fn sentence(it: &Self::Body, most_words: usize) -> String {
        let about = it.about;
        match &it.text {
            Some(text) => format!(
                "of {about} {} writes: {}",
                shortened(&text.by, most_words),
                shortened(&text.words, most_words)
            ),
            None => format!("the text about {about} is withdrawn"),
        }
    }

    fn about(it: &Self::Body) -> About<'_> {
        About::remarked(&it.remark)
    }

    fn texts(it: &mut Self::Body) -> Texts<'_> {
        // The words are the operator's own, and public.
        Texts::remarked(&mut it.remark)
    }
}

impl Told for kind::TierSet {
    fn sentence(it: &Self::Body, most_words: usize) -> String {
        let name = shortened(&it.name, most_words);
        match &it.rule {
            Some(rule) => format!("badge {name}: {rule}"),
            None => format!("badge {name} is retired"),
        }
    }

    fn about(it: &Self::Body) -> About<'_> {
        About::remarked(&it.remark)
    }

    fn texts(it: &mut Self::Body) -> Texts<'_> {
        Texts::remarked(&mut it.remark)
    }
}
