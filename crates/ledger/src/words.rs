//! The source's words in an entry, taken out of its body and put back.
//!
//! An entry stays for ever, the words of a source only as long as their owner lets them: the body
//! keeps a digest of the words, so that the chain covers them and holds without them.

use ovation_terms::{
    Complaint, EntryBody, Evidence, Hash, PressFinding, PrivateNote, Remark, ReviewFinding,
    Sourced, StatementFinding,
};
use serde::{Deserialize, Serialize};

/// What is taken out of an entry: text, headline, the quotes of its evidence in their order, the
/// sentence that weighed most, and what complaints say, who quote what they could not read.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct TakenWords {
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<Sourced<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<Sourced<String>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    quotes: Vec<String>,
    /// The sentence that weighed most in the verdict.
    #[serde(skip_serializing_if = "Option::is_none")]
    sentence: Option<String>,
    /// Of film press each statement's words, piece by piece.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    said: Vec<Vec<String>>,
    /// A headline that a person set.
    #[serde(skip_serializing_if = "Option::is_none")]
    set_headline: Option<String>,
    /// What was said for those who keep the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<PrivateNote>,
    /// What each complaint says; last, where a rating was not converted, why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    complaints: Vec<String>,
}

/// Takes a person's words out of an entry: a headline that was set, a private note.
fn take_out_remark(
    remark: &mut Remark,
    set_headline: Option<&mut String>,
) -> Result<Option<String>, serde_json::Error> {
    let headline = set_headline.map(std::mem::take);
    let words = TakenWords {
        note: remark.private_note.take(),
        set_headline: headline.filter(|headline| !headline.is_empty()),
        ..TakenWords::default()
    };
    if words.note.is_none() && words.set_headline.is_none() {
        // An entry of another record without its words keeps their digest.
        return Ok(None);
    }
    let text = serde_json::to_string(&words)?;
    remark.words = Some(Hash::of(text.as_bytes()));
    Ok(Some(text))
}

/// What the complaints of an entry say, where that is kept beside it; last, why a rating was not converted.
fn each_complaint<'a>(
    apart: bool,
    complaints: Vec<&'a mut Complaint>,
    of_rating: Option<&'a mut String>,
) -> impl Iterator<Item = &'a mut String> {
    let details = complaints
        .into_iter()
        .map(|complaint| &mut complaint.detail);
    details.chain(of_rating).filter(move |_| apart)
}

/// Takes the words out of an entry; gives their text form, and notes its digest in the entry.
/// None where there are none.
///
/// # Errors
/// What serialising says.
pub(crate) fn take_out(entry_body: &mut EntryBody) -> Result<Option<String>, serde_json::Error> {
    let texts = entry_body.texts();
    if let Some(remark) = texts.remark {
        return take_out_remark(remark, texts.set_headline);
    }
    let Some(digest) = texts.digest else {
        return Ok(None);
    };
    let mut words = TakenWords {
        sentence: texts.sentence.and_then(Option::take),
        ..TakenWords::default()
    };
    if let Some(finding) = texts.finding {
        words.text = finding.text.take();
        words.headline = finding.headline.take();
        each_quote(finding, &mut |quote| {
            words.quotes.push(std::mem::take(quote));
        });
    }
    if let Some(press) = texts.press {
        words.headline = press.headline.take();
        let said = press.statements.iter_mut();
        words.said = said
            .map(|said| {
                let pieces = said.words.iter_mut();
                pieces
                    .map(|piece| std::mem::take(&mut piece.value))
                    .collect()
            })
            .collect();
        each_press_quote(press, &mut |quote| {
            words.quotes.push(std::mem::take(quote));
        });
    }
    let complaints = each_complaint(texts.apart, texts.complaints, texts.rating_complaint);
    words.complaints = complaints.map(std::mem::take).collect();
    if words.complaints.iter().all(String::is_empty) {
        words.complaints.clear();
    }
    if words.quotes.iter().all(String::is_empty) {
        words.quotes.clear();
    }
    if words.said.iter().flatten().all(String::is_empty) {
        words.said.clear();
    }
    let is_empty = words.text.is_none() && words.headline.is_none() && words.quotes.is_empty();
    let is_empty = is_empty && words.said.is_empty() && words.complaints.is_empty();
    if is_empty && words.sentence.is_none() {
        // An entry of another record whose words were deleted keeps their digest.
        return Ok(None);
    }
    let text = serde_json::to_string(&words)?;
    *digest = Some(Hash::of(text.as_bytes()));
    Ok(Some(text))
}

/// Puts the words back; where they were deleted the entry stays without.
///
/// # Errors
/// The words cannot be read.
pub(crate) fn put_back(entry_body: &mut EntryBody, words: &str) -> Result<(), serde_json::Error> {
    let texts = entry_body.texts();
    if let Some(remark) = texts.remark {
        let words: TakenWords = serde_json::from_str(words)?;
        if let (Some(place), Some(headline)) = (texts.set_headline, words.set_headline) {
            *place = headline;
        }
        // The digest stays: whoever is not shown the note is shown that.
        remark.private_note = words.note;
        return Ok(());
    }
    let Some(digest) = texts.digest else {
        return Ok(());
    };
    let words: TakenWords = serde_json::from_str(words)?;
    let mut quotes = words.quotes.into_iter();
    let mut next = |quote: &mut String| {
        if let Some(kept) = quotes.next() {
            *quote = kept;
        }
    };
    if let Some(place) = texts.sentence {
        *place = words.sentence;
    }
    if let Some(finding) = texts.finding {
        finding.text = words.text;
        finding.headline = words.headline;
        each_quote(finding, &mut next);
    } else if let Some(press) = texts.press {
        press.headline = words.headline;
        for (statement, kept) in press.statements.iter_mut().zip(words.said) {
            for (piece, kept) in statement.words.iter_mut().zip(kept) {
                piece.value = kept;
            }
        }
        each_press_quote(press, &mut next);
    }
    let complaints = each_complaint(texts.apart, texts.complaints, texts.rating_complaint);
    for (place, kept) in complaints.zip(words.complaints) {
        *place = kept;
    }
    // Where the words are, they are their own proof; the digest stands for them where they are not.
    *digest = None;
    Ok(())
}

/// The quotes of one piece of evidence.
fn quotes_of(evidence: &mut Evidence, each: &mut dyn FnMut(&mut String)) {
    match evidence {
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
        Evidence::Cell { .. } | Evidence::Address { .. } | Evidence::NotLocated => {}
    }
}

/// Goes through every claim's words and every quote of evidence in a reading of film press, its headline
/// and its statements' words aside, in a fixed order.
fn each_press_quote(finding: &mut PressFinding, each: &mut dyn FnMut(&mut String)) {
    let PressFinding {
        url,
        headline: _,
        outlet,
        published,
        language: _,
        films: _,
        statements,
        events,
        claims,
        credits,
        comparisons,
    } = finding;
    for value in url.iter_mut().chain(outlet) {
        quotes_of(&mut value.evidence, each);
    }
    if let Some(published) = published {
        quotes_of(&mut published.evidence, each);
    }
    for said in statements {
        let StatementFinding {
            words,
            speaker,
            speaker_printed,
            cue,
            occasion,
            place,
            when,
            ..
        } = said;
        let others = speaker
            .iter_mut()
            .chain(speaker_printed)
            .chain(cue)
            .chain(occasion)
            .chain(place)
            .chain(when);
        for value in words.iter_mut().chain(others) {
            quotes_of(&mut value.evidence, each);
        }
    }
    for event in events {
        let told = event.place.iter_mut().chain(&mut event.when);
        for value in told.chain(&mut event.prize).chain(&mut event.winner) {
            quotes_of(&mut value.evidence, each);
        }
        if let Some(evidence) = &mut event.evidence {
            quotes_of(evidence, each);
        }
    }
    for claim in claims {
        if let Some(words) = &mut claim.words {
            each(&mut words.value);
        }
        let others = claim.figure.iter_mut().chain(&mut claim.publisher);
        for value in claim.words.iter_mut().chain(others) {
            quotes_of(&mut value.evidence, each);
        }
        if let Some(reviews) = &mut claim.reviews {
            quotes_of(&mut reviews.evidence, each);
        }
    }
    for credit in credits {
        if let Some(person) = &mut credit.person {
            quotes_of(&mut person.evidence, each);
        }
        if let Some(evidence) = &mut credit.evidence {
            quotes_of(evidence, each);
        }
    }
    for pair in comparisons {
        if let Some(evidence) = &mut pair.evidence {
            quotes_of(evidence, each);
        }
    }
}

/// Of the words beside a reading of film press those of its statements, each in one line as
/// [`StatementFinding::in_words`] gives them.
///
/// # Errors
/// The words cannot be read.
pub(crate) fn statements_in(words: &str) -> Result<Vec<String>, serde_json::Error> {
    let words: TakenWords = serde_json::from_str(words)?;
    Ok(words.said.iter().map(|said| said.join(" … ")).collect())
}

/// Goes through every quote of a finding's evidence, text and headline aside, in a fixed order.
fn each_quote(finding: &mut ReviewFinding, each: &mut dyn FnMut(&mut String)) {
    fn of<T>(value: &mut Sourced<T>, each: &mut dyn FnMut(&mut String)) {
        quotes_of(&mut value.evidence, each);
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
        doubt: _,
        likely: _,
        is_aggregated: _,
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
