//! The source's words in an entry, taken out of its body and put back.
//!
//! An entry stays for ever, the words of a source only as long as their owner lets them: the body
//! keeps a digest of the words, so that the chain covers them and holds without them.

use ovation_terms::{
    Decision, EntryBody, Evidence, Hash, PressFinding, PrivateNote, ReviewFinding, Sourced,
    StatementFinding, Verdict,
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

/// The headline that an entry sets.
fn set_headline(entry_body: &mut EntryBody) -> Option<&mut String> {
    if let EntryBody::ReviewSettled(settled) = entry_body
        && let Decision::Headline(headline) = &mut settled.decision
    {
        return headline.as_mut();
    }
    None
}

/// Takes a person's words out of an entry: a headline that was set, a private note.
fn take_out_remark(entry_body: &mut EntryBody) -> Result<Option<String>, serde_json::Error> {
    let headline = set_headline(entry_body).map(std::mem::take);
    let Some(remark) = entry_body.remark_mut() else {
        return Ok(None);
    };
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
pub(crate) fn take_out(entry_body: &mut EntryBody) -> Result<Option<String>, serde_json::Error> {
    if entry_body.remark_mut().is_some() {
        return take_out_remark(entry_body);
    }
    let Some(places) = Places::of(entry_body) else {
        return Ok(None);
    };
    let mut words = TakenWords {
        sentence: places.sentence.and_then(Option::take),
        ..TakenWords::default()
    };
    if let Some(finding) = places.finding {
        words.text = finding.text.take();
        words.headline = finding.headline.take();
        each_quote(finding, &mut |quote| {
            words.quotes.push(std::mem::take(quote));
        });
    }
    if let Some(press) = places.press {
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
    words.complaints = places.complaints.into_iter().map(std::mem::take).collect();
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
    *places.digest = Some(Hash::of(text.as_bytes()));
    Ok(Some(text))
}

/// Puts the words back; where they were deleted the entry stays without.
///
/// # Errors
/// The words cannot be read.
pub(crate) fn put_back(entry_body: &mut EntryBody, words: &str) -> Result<(), serde_json::Error> {
    if entry_body.remark_mut().is_some() {
        let words: TakenWords = serde_json::from_str(words)?;
        if let (Some(place), Some(headline)) = (set_headline(entry_body), words.set_headline) {
            *place = headline;
        }
        // The digest stays: whoever is not shown the note is shown that.
        if let Some(remark) = entry_body.remark_mut() {
            remark.private_note = words.note;
        }
        return Ok(());
    }
    let Some(places) = Places::of(entry_body) else {
        return Ok(());
    };
    let TakenWords {
        text,
        headline,
        quotes,
        sentence,
        said,
        complaints,
        ..
    } = serde_json::from_str(words)?;
    let mut quotes = quotes.into_iter();
    let mut next = |quote: &mut String| {
        if let Some(kept) = quotes.next() {
            *quote = kept;
        }
    };
    if let Some(place) = places.sentence {
        *place = sentence;
    }
    if let Some(finding) = places.finding {
        finding.text = text;
        finding.headline = headline;
        each_quote(finding, &mut next);
    } else if let Some(press) = places.press {
        press.headline = headline;
        for (statement, kept) in press.statements.iter_mut().zip(said) {
            for (piece, kept) in statement.words.iter_mut().zip(kept) {
                piece.value = kept;
            }
        }
        each_press_quote(press, &mut next);
    }
    for (place, kept) in places.complaints.into_iter().zip(complaints) {
        *place = kept;
    }
    // Where the words are, they are their own proof; the digest stands for them where they are not.
    *places.digest = None;
    Ok(())
}

/// Where an entry keeps a source's words, and their digest.
struct Places<'a> {
    finding: Option<&'a mut ReviewFinding>,
    press: Option<&'a mut PressFinding>,
    sentence: Option<&'a mut Option<String>>,
    complaints: Vec<&'a mut String>,
    digest: &'a mut Option<Hash>,
}

impl<'a> Places<'a> {
    /// None for an entry without any.
    fn of(entry_body: &'a mut EntryBody) -> Option<Self> {
        match entry_body {
            EntryBody::ReviewRead(read) => Some(Self {
                finding: Some(&mut read.finding),
                press: None,
                sentence: sentence_of(&mut read.verdict),
                complaints: if read.apart {
                    let details = read.complaints.iter_mut().map(|it| &mut it.detail);
                    details.chain(&mut read.rating_complaint).collect()
                } else {
                    Vec::new()
                },
                digest: &mut read.words,
            }),
            EntryBody::ReviewSeen(seen) => Some(Self {
                finding: Some(seen.otherwise.as_deref_mut()?),
                press: None,
                sentence: None,
                complaints: Vec::new(),
                digest: &mut seen.words,
            }),
            EntryBody::ReviewJudged(judged) => Some(Self {
                finding: None,
                press: None,
                sentence: sentence_of(&mut judged.verdict),
                complaints: Vec::new(),
                digest: &mut judged.words,
            }),
            EntryBody::PressRead(read) => Some(Self {
                finding: None,
                press: Some(&mut read.finding),
                sentence: None,
                complaints: Vec::new(),
                digest: &mut read.words,
            }),
            EntryBody::UnreadableFound(found) if found.apart => Some(Self {
                finding: None,
                press: None,
                sentence: None,
                complaints: vec![&mut found.complaint.detail],
                digest: &mut found.words,
            }),
            // Words of people are beside their remark; the others hold none.
            EntryBody::UnreadableFound(_)
            | EntryBody::SourceRead(_)
            | EntryBody::FilmsAdded(_)
            | EntryBody::FilmsChanged(_)
            | EntryBody::CriticAdded(_)
            | EntryBody::OutletAdded(_)
            | EntryBody::ReviewSettled(_)
            | EntryBody::Merged(_)
            | EntryBody::Unmerged(_)
            | EntryBody::SourceDeleted(_)
            | EntryBody::SourceRestored(_)
            | EntryBody::ReviewWithdrawn(_)
            | EntryBody::ReviewReinstated(_)
            | EntryBody::JudgeLearned(_)
            | EntryBody::JudgingSet(_)
            | EntryBody::LeaningsSet(_)
            | EntryBody::RatingRuleSet(_)
            | EntryBody::RatingRuleCleared(_)
            | EntryBody::OutletWeighed(_)
            | EntryBody::OutletPlaced(_)
            | EntryBody::ReadableAgain(_)
            | EntryBody::RowsKept(_)
            | EntryBody::TableRead(_)
            | EntryBody::ImportUndone(_)
            | EntryBody::ImportRestored(_)
            | EntryBody::NamesSet(_)
            | EntryBody::CriticSplit(_)
            | EntryBody::PressSettled(_)
            | EntryBody::IngestEnded(_) => None,
        }
    }
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
