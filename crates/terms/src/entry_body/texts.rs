//! The texts of an entry: what of it can be cut, withheld from readers, or kept beside the entry so that it can be
//! deleted.

use crate::{
    Complaint, EntryBody, Evidence, Hash, PressFinding, Remark, ReviewFinding, Seq, Verdict,
    shortened,
};

/// Texts of an entry by whose they are. A kind leaves out what its entries do not have.
#[derive(Debug, Default)]
pub struct Texts<'a> {
    /// What a person says beside it.
    pub remark: Option<&'a mut Remark>,
    /// A headline that a person set.
    pub set_headline: Option<&'a mut String>,
    /// The act that it is part of, where that does not stand in the remark.
    pub act: Option<&'a mut Option<Seq>>,
    /// Addresses, which may be places on the operator's machine; those of a finding aside.
    pub addresses: Vec<&'a mut String>,
    /// Sentences of the program's, which may tell such a place.
    pub reasons: Vec<&'a mut String>,
    /// What could not be read; it quotes the source, and may tell such a place.
    pub complaints: Vec<&'a mut Complaint>,
    /// Why a rating was not converted; as a complaint.
    pub rating_complaint: Option<&'a mut String>,
    /// Whether what the complaints say is kept beside the entry.
    pub apart: bool,
    /// What was read of a review, with the source's words.
    pub finding: Option<&'a mut ReviewFinding>,
    /// What was read of an article of film press, with the source's words.
    pub press: Option<&'a mut PressFinding>,
    /// The sentence of the source that weighed most in the verdict.
    pub sentence: Option<&'a mut Option<String>>,
    /// Where the digest of the source's words stands while they are kept beside the entry.
    pub digest: Option<&'a mut Option<Hash>>,
}

impl<'a> Texts<'a> {
    /// Nothing but what a person says beside it.
    pub(super) fn remarked(remark: &'a mut Remark) -> Self {
        Self {
            remark: Some(remark),
            ..Self::default()
        }
    }

    /// Nothing but an address.
    pub(super) fn address(address: &'a mut String) -> Self {
        Self {
            addresses: vec![address],
            ..Self::default()
        }
    }
}

/// Where a verdict keeps the sentence that weighed most.
pub(super) fn sentence_of(verdict: &mut Option<Verdict>) -> Option<&mut Option<String>> {
    let grounds = verdict.as_mut()?.grounds.as_mut()?;
    Some(&mut grounds.sentence)
}

impl EntryBody {
    /// Cuts a source's text and statements to an excerpt of so many words, and takes out what of the text
    /// stands elsewhere in the entry: no more of it is shown.
    pub fn cut_words(&mut self, most_words: usize) {
        let texts = self.texts();
        if let Some(finding) = texts.finding {
            finding.cut_text(most_words);
            if let Some(sentence) = texts.sentence {
                *sentence = None;
            }
        }
        if let Some(press) = texts.press {
            let said = press.statements.iter_mut();
            for part in said.flat_map(|said| &mut said.words) {
                part.value = shortened(&part.value, most_words);
            }
        }
    }

    /// Goes through every text that may hold a place on the operator's machine: addresses, and
    /// sentences.
    pub(crate) fn each_place(
        &mut self,
        address: &mut dyn FnMut(&mut String),
        words: &mut dyn FnMut(&mut String),
    ) {
        let texts = self.texts();
        texts.addresses.into_iter().for_each(&mut *address);
        let reasons = texts.reasons.into_iter();
        reasons.chain(texts.rating_complaint).for_each(&mut *words);
        for complaint in texts.complaints {
            words(&mut complaint.detail);
            words(&mut complaint.place);
        }
        if let Some(finding) = texts.finding {
            if let Some(url) = &mut finding.url {
                address(&mut url.value);
            }
            each_address(finding, address);
        }
        if let Some(url) = texts.press.and_then(|press| press.url.as_mut()) {
            address(&mut url.value);
        }
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
