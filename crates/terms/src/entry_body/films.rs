//! What entries about films say, and about two of a sort that are one.

use super::{About, Naming, Subject, Told};
use crate::{Pair, Texts, counted, kind, shortened};

impl Told for kind::FilmsAdded {
    fn sentence(it: &Self::Body, most_words: usize) -> String {
        let why = shortened(&it.why, most_words);
        match it.films.as_slice() {
            [] => format!("no film added ({why})"),
            [film] => {
                let title = shortened(&film.title, most_words);
                format!("film {} added: {title} ({why})", film.id)
            }
            [first, ..] => {
                let films = counted(it.films.len() as u64, "film", "films");
                let title = shortened(&first.title, most_words);
                format!("{films} added, first {title} ({why})")
            }
        }
    }

    fn about(it: &Self::Body) -> About<'_> {
        About {
            subject: match it.films.as_slice() {
                [film] => Subject::Film(film),
                _ => Subject::None,
            },
            act: it.act,
            names: Naming::Films(&it.films),
            ..About::default()
        }
    }

    fn texts(it: &mut Self::Body) -> Texts<'_> {
        Texts {
            act: Some(&mut it.act),
            reasons: vec![&mut it.why],
            ..Texts::default()
        }
    }
}

impl Told for kind::FilmsChanged {
    fn sentence(it: &Self::Body, _: usize) -> String {
        it.sentence()
    }

    fn about(it: &Self::Body) -> About<'_> {
        About {
            names: Naming::Moved,
            ..About::remarked(&it.remark)
        }
    }

    fn texts(it: &mut Self::Body) -> Texts<'_> {
        Texts::remarked(&mut it.remark)
    }
}

impl Told for kind::Merged {
    fn sentence(it: &Self::Body, _: usize) -> String {
        let (one, other) = sides(it.pair);
        format!("{one} and {other} are one: {one} is taken for {other}")
    }

    fn about(it: &Self::Body) -> About<'_> {
        About {
            names: Naming::Moved,
            ..About::remarked(&it.remark)
        }
    }

    fn texts(it: &mut Self::Body) -> Texts<'_> {
        Texts::remarked(&mut it.remark)
    }
}

impl Told for kind::Unmerged {
    fn sentence(it: &Self::Body, _: usize) -> String {
        let (one, other) = sides(it.pair);
        format!("{one} and {other} are two again")
    }

    fn about(it: &Self::Body) -> About<'_> {
        About {
            names: Naming::Moved,
            ..About::remarked(&it.remark)
        }
    }

    fn texts(it: &mut Self::Body) -> Texts<'_> {
        Texts::remarked(&mut it.remark)
    }
}

/// The two of a pair: the one given up and the one it is taken for.
fn sides(pair: Pair) -> (String, String) {
    match pair {
        Pair::Film { from, into } => (format!("film {from}"), format!("film {into}")),
        Pair::Critic { from, into } => (format!("critic {from}"), format!("critic {into}")),
        Pair::Outlet { from, into } => (format!("outlet {from}"), format!("outlet {into}")),
    }
}
