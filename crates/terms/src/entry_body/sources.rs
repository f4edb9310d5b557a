//! What entries about sources say.

use super::{About, Told};
use crate::{Texts, kind, shortened};

impl Told for kind::SourceRead {
    fn sentence(it: &Self::Body, most_words: usize) -> String {
        let address = shortened(&it.facts.address, most_words);
        format!("source {} read: {address}", it.source)
    }

    fn about(_: &Self::Body) -> About<'_> {
        About::default()
    }

    fn texts(it: &mut Self::Body) -> Texts<'_> {
        Texts::address(&mut it.facts.address)
    }
}

impl Told for kind::UnreadableFound {
    fn sentence(it: &Self::Body, most_words: usize) -> String {
        let address = shortened(&it.address, most_words);
        let complaint = shortened(&it.complaint.to_string(), most_words);
        format!("could not be read: {address} ({complaint})")
    }

    fn about(it: &Self::Body) -> About<'_> {
        About {
            words_of: it.source,
            ..About::default()
        }
    }

    fn texts(it: &mut Self::Body) -> Texts<'_> {
        Texts {
            addresses: vec![&mut it.address],
            complaints: vec![&mut it.complaint],
            digest: Some(&mut it.words),
            apart: it.apart,
            ..Texts::default()
        }
    }
}

impl Told for kind::ReadableAgain {
    fn sentence(it: &Self::Body, most_words: usize) -> String {
        format!("{} is there again", shortened(&it.address, most_words))
    }

    fn about(_: &Self::Body) -> About<'_> {
        About::default()
    }

    fn texts(it: &mut Self::Body) -> Texts<'_> {
        Texts::address(&mut it.address)
    }
}

impl Told for kind::SourceDeleted {
    fn sentence(it: &Self::Body, _: usize) -> String {
        format!("source {} deleted at its owner’s request", it.source)
    }

    fn about(it: &Self::Body) -> About<'_> {
        About::remarked(&it.remark)
    }

    fn texts(it: &mut Self::Body) -> Texts<'_> {
        Texts::remarked(&mut it.remark)
    }
}

impl Told for kind::SourceRestored {
    fn sentence(it: &Self::Body, _: usize) -> String {
        format!("source {} restored", it.source)
    }

    fn about(it: &Self::Body) -> About<'_> {
        About::remarked(&it.remark)
    }

    fn texts(it: &mut Self::Body) -> Texts<'_> {
        Texts::remarked(&mut it.remark)
    }
}

impl Told for kind::IngestEnded {
    fn sentence(it: &Self::Body, _: usize) -> String {
        format!("an ingest ended: {}", it.parcels)
    }

    fn about(_: &Self::Body) -> About<'_> {
        About::default()
    }

    fn texts(_: &mut Self::Body) -> Texts<'_> {
        Texts::default()
    }
}
