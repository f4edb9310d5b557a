//! The source's words in an entry, taken out of its body and put back.
//!
//! An entry stays for ever, the words of a source only as long as their owner lets them: the body
//! keeps a digest of the words, so that the chain covers them and holds without them.

use ovation_terms::{Evidence, Happening, Hash, ReviewFinding, Sourced, Verdict};
use serde::{Deserialize, Serialize};

/// What is taken out of an entry: text, headline, the quotes of its evidence in their order, and the
/// sentence that weighed most.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Words {
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<Sourced<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<Sourced<String>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    quotes: Vec<String>,
    /// The sentence that weighed most in the verdict.
    #[serde(skip_serializing_if = "Option::is_none")]
    sentence: Option<String>,
}

/// Where a verdict keeps the sentence that weighed most.
fn sentence_of(verdict: &mut Option<Verdict>) -> Option<&mut Option<String>> {
    let grounds = verdict.as_mut()?.grounds.as_mut()?;
    Some(&mut grounds.sentence)
}

/// Takes the words out of an entry; gives their text form, and notes its digest in the entry.
/// None where there are none.
///
/// # Errors
/// What serialising says.
pub(crate) fn take_out(happening: &mut Happening) -> Result<Option<String>, serde_json::Error> {
    let Some(places) = Places::of(happening) else {
        return Ok(None);
    };
    let mut words = Words {
        sentence: places.sentence.and_then(Option::take),
        ..Words::default()
    };
    if let Some(finding) = places.finding {
        words.text = finding.text.take();
        words.headline = finding.headline.take();
        each_quote(finding, &mut |quote| {
            words.quotes.push(std::mem::take(quote));
        });
    }
    if words.quotes.iter().all(String::is_empty) {
        words.quotes.clear();
    }
    let is_empty = words.text.is_none() && words.headline.is_none() && words.quotes.is_empty();
    if is_empty && words.sentence.is_none() {
        // An entry of another record whose words were deleted keeps their digest.
        return Ok(None);
    }
    let text = serde_json::to_string(&words)?;
    *places.digest = Some(Hash::of(text.as_bytes()));
    Ok(Some(text))
}

/// Puts the words back; where they were deleted the entry stays without.
///
/// # Errors
/// The words cannot be read.
pub(crate) fn put_back(happening: &mut Happening, words: &str) -> Result<(), serde_json::Error> {
    let Some(places) = Places::of(happening) else {
        return Ok(());
    };
    let words: Words = serde_json::from_str(words)?;
    if let Some(sentence) = places.sentence {
        *sentence = words.sentence;
    }
    if let Some(finding) = places.finding {
        finding.text = words.text;
        finding.headline = words.headline;
        let mut quotes = words.quotes.into_iter();
        each_quote(finding, &mut |quote| {
            if let Some(kept) = quotes.next() {
                *quote = kept;
            }
        });
    }
    // Where the words are, they are their own proof; the digest stands for them where they are not.
    *places.digest = None;
    Ok(())
}

/// Where an entry keeps a source's words, and their digest.
struct Places<'a> {
    finding: Option<&'a mut ReviewFinding>,
    sentence: Option<&'a mut Option<String>>,
    digest: &'a mut Option<Hash>,
}

impl<'a> Places<'a> {
    /// None for an entry without any.
    fn of(happening: &'a mut Happening) -> Option<Self> {
        match happening {
            Happening::ReviewRead(read) => Some(Self {
                finding: Some(&mut read.finding),
                sentence: sentence_of(&mut read.verdict),
                digest: &mut read.words,
            }),
            Happening::ReviewSeen(seen) => Some(Self {
                finding: Some(seen.otherwise.as_deref_mut()?),
                sentence: None,
                digest: &mut seen.words,
            }),
            Happening::ReviewJudged(judged) => Some(Self {
                finding: None,
                sentence: sentence_of(&mut judged.verdict),
                digest: &mut judged.words,
            }),
            _ => None,
        }
    }
}

/// Goes through every quote of a finding's evidence, text and headline aside, in a fixed order.
fn each_quote(finding: &mut ReviewFinding, each: &mut dyn FnMut(&mut String)) {
    fn of<T>(value: &mut Sourced<T>, each: &mut dyn FnMut(&mut String)) {
        match &mut value.evidence {
            Evidence::Words {
                quote,
                before,
                after,
                ..
            } => {
                each(quote);
                each(before);
                each(after);
            }
            Evidence::Markup { quote, .. } => each(quote),
            Evidence::Cell { .. } | Evidence::Address { .. } => {}
        }
    }
    let ReviewFinding {
        url,
        film,
        critics,
        outlet,
        published,
        rating,
        stated,
        headline: _,
        text: _,
        language: _,
    } = finding;
    for value in url
        .iter_mut()
        .chain(&mut film.title)
        .chain(&mut film.original_title)
    {
        of(value, each);
    }
    if let Some(year) = &mut film.year {
        of(year, each);
    }
    for value in film.directors.iter_mut().chain(critics).chain(outlet) {
        of(value, each);
    }
    if let Some(published) = published {
        of(published, each);
    }
    if let Some(rating) = rating {
        of(rating, each);
    }
    if let Some(stated) = stated {
        of(stated, each);
    }
    for credit in &mut film.credits {
        of(&mut credit.name, each);
    }
}
