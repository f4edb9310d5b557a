//! What makes two findings the same review.

use crate::canonical_url;
use crate::title::Title;
use ovation_terms::{FilmMention, PressFinding, ReviewFinding, ReviewKey, Sourced, fold};

/// From this many words on a text is its own sign: two critics do not write it independently.
/// (Shorter ones, `Great film!`, are written by many.)
const TELLING_WORDS: usize = 40;

/// The keys of a finding. Two findings that share one are the same review.
///
/// - With an address: the [`canonical_url`] and the film, so that `http` and `https`, tracking
///   parameters and AMP forms are one, and a page about two films is two reviews. The home page of
///   a site is no review's address.
/// - With a text of 40 words or more: the text's letters and the film ([`text_key`]), so that a
///   syndicated text is one review wherever it runs. Where two bylines speak against that, the text
///   alone does not decide: see [`sameness`](fn@crate::sameness).
/// - Only when it has neither: every value of the row, in `namespace` (the table's name). Two such
///   rows that differ in anything are two reviews, the same row twice is one.
///
/// `namespace` is the table's name, empty for a page.
pub fn review_keys(finding: &ReviewFinding, namespace: &str) -> Vec<ReviewKey> {
    let film = film_sign(&finding.film);
    let mut keys = Vec::new();
    let address = address_of(finding);
    if let Some(address) = address {
        keys.push(ReviewKey::of_parts(&[
            b"url",
            address.as_bytes(),
            film.as_bytes(),
        ]));
    }
    keys.extend(text_key(finding));
    if keys.is_empty() {
        let mut row = Parts::default();
        row.add("row");
        row.add(namespace);
        row.add_finding(finding, fold);
        keys.push(row.digest());
    }
    keys
}

fn address_of(finding: &ReviewFinding) -> Option<String> {
    let address = finding.url.as_ref();
    let address = address.and_then(|url| canonical_url(&url.value));
    address.filter(|url| !is_home_page(url))
}

/// Whether a finding has neither an address nor a text by which it is known elsewhere.
pub(crate) fn is_known_by_row_only(finding: &ReviewFinding) -> bool {
    address_of(finding).is_none() && telling_text(finding).is_none()
}

/// The key of a finding's text, where it is long enough to be a sign.
pub fn text_key(finding: &ReviewFinding) -> Option<ReviewKey> {
    let film = film_sign(&finding.film);
    let folded = telling_text(finding)?;
    Some(ReviewKey::of_parts(&[
        b"text",
        folded.as_bytes(),
        film.as_bytes(),
    ]))
}

/// The key of a text together with who signs it: for a text that stands under another name already,
/// and is not certain to be the same review.
pub fn signed_text_key(finding: &ReviewFinding) -> Option<ReviewKey> {
    let folded = telling_text(finding)?;
    if finding.critics.is_empty() {
        return None;
    }
    let mut parts = Parts::default();
    parts.add("signed text");
    parts.add(folded);
    parts.add(film_sign(&finding.film));
    parts.add_all(finding.critics.iter().map(|it| fold(&it.value)).collect());
    Some(parts.digest())
}

/// A text's letters, where it is long enough to be a sign and in a script that fold leaves any of.
fn telling_text(finding: &ReviewFinding) -> Option<String> {
    let text = &finding.text.as_ref()?.value;
    text.split_whitespace().nth(TELLING_WORDS - 1)?;
    let folded = fold(text);
    (!folded.is_empty()).then_some(folded)
}

/// A digest of a finding's values, without their evidence: two readings that have the same one
/// read the same review alike.
pub fn content_digest(finding: &ReviewFinding) -> ReviewKey {
    let mut content = Parts::default();
    content.add("content");
    content.add_finding(finding, str::to_owned);
    let rating = finding.rating.as_ref().map(|rating| &rating.value);
    if let Some(rating) = rating.filter(|rating| rating.is_said) {
        content.add("said");
        content.add_option(rating.best.clone());
        content.add_option(rating.worth.clone());
    }
    content.digest()
}

/// What makes an article of film press the same article when it is read again: its [`canonical_url`], else its headline
/// and the words that are quoted in it.
pub fn press_key(finding: &PressFinding) -> ReviewKey {
    let address = finding.url.as_ref();
    let address = address.and_then(|url| canonical_url(&url.value));
    if let Some(address) = address.filter(|url| !is_home_page(url)) {
        return ReviewKey::of_parts(&[b"press", address.as_bytes()]);
    }
    let mut words = Parts::default();
    words.add("press words");
    words.add_option(
        finding
            .headline
            .as_ref()
            .map(|headline| fold(&headline.value)),
    );
    words.add_all(
        finding
            .statements
            .iter()
            .map(|said| fold(&said.in_words()))
            .collect(),
    );
    words.digest()
}

/// A digest of an article's values, without their evidence: two readings that have the same one read it alike.
pub fn press_digest(finding: &PressFinding) -> ReviewKey {
    let value = |value: &Option<Sourced<String>>| value.as_ref().map(|value| value.value.clone());
    let mut content = Parts::default();
    content.add("press content");
    content.add_option(value(&finding.headline));
    content.add_option(finding.published.as_ref().map(|day| day.value.to_string()));
    content.add_all(finding.films.clone());
    content.add(finding.statements.len().to_string());
    for said in &finding.statements {
        content.add(said.in_words());
        content.add_option(value(&said.speaker));
        content.add_option(said.film.clone());
        content.add_option(value(&said.occasion));
    }
    content.add(finding.events.len().to_string());
    for event in &finding.events {
        content.add(event.kind.clone());
        content.add_option(event.film.clone());
        content.add_option(value(&event.place));
        content.add_option(event.day.map(|told| told.day.to_string()));
        content.add_option(event.minutes.map(|minutes| minutes.to_string()));
    }
    content.add(finding.claims.len().to_string());
    for claim in &finding.claims {
        content.add(claim.kind.clone());
        content.add_option(claim.film.clone());
        content.add_option(value(&claim.words));
    }
    content.add(finding.credits.len().to_string());
    for credit in &finding.credits {
        content.add(credit.kind.clone());
        content.add(credit.film.clone());
        content.add_option(value(&credit.person));
    }
    content.add(finding.comparisons.len().to_string());
    for pair in &finding.comparisons {
        content.add(pair.film.clone());
        content.add(pair.other.clone());
    }
    content.digest()
}

/// What stands for the film in a key: the title's letters without year, else its ids.
pub(crate) fn film_sign(film: &FilmMention) -> String {
    let title = film
        .title
        .as_ref()
        .or(film.original_title.as_ref())
        .map(|title| Title::of(&title.value));
    if let Some(form) = title.as_ref().and_then(Title::plain) {
        // A series and its seasons share their title.
        return match &film.work {
            Some(work) => format!("title {form} of {}", work.value.words()),
            None => format!("title {form}"),
        };
    }
    let mut ids: Vec<String> = film.keys.iter().map(ToString::to_string).collect();
    ids.sort();
    ids.dedup();
    format!("ids {}", ids.join(" "))
}

fn is_home_page(canonical: &str) -> bool {
    canonical
        .split_once("://")
        .is_some_and(|(_, rest)| !rest.contains(['/', '?']))
}

/// A list of values, told apart from every other list.
#[derive(Default)]
struct Parts(Vec<String>);

impl Parts {
    fn add(&mut self, value: impl Into<String>) {
        self.0.push(value.into());
    }

    /// A value that may be absent; absent is not the same as empty.
    fn add_option(&mut self, value: Option<String>) {
        match value {
            Some(value) => {
                self.add("+");
                self.add(value);
            }
            None => self.add("-"),
        }
    }

    /// As many values as there are; the count comes first.
    fn add_all(&mut self, values: Vec<String>) {
        self.add(values.len().to_string());
        self.0.extend(values);
    }

    fn add_finding(&mut self, finding: &ReviewFinding, text_form: impl Fn(&str) -> String) {
        let film = &finding.film;
        self.add_option(finding.url.as_ref().map(|url| url.value.clone()));
        self.add_option(film.title.as_ref().map(|title| title.value.clone()));
        self.add_option(film.original_title.as_ref().map(|t| t.value.clone()));
        self.add_option(film.year.as_ref().map(|year| year.value.to_string()));
        self.add_all(film.directors.iter().map(|d| d.value.clone()).collect());
        let mut ids: Vec<String> = film.keys.iter().map(ToString::to_string).collect();
        ids.sort();
        ids.dedup();
        self.add_all(ids);
        self.add_all(finding.critics.iter().map(|c| c.value.clone()).collect());
        self.add_option(finding.outlet.as_ref().map(|outlet| outlet.value.clone()));
        self.add_option(finding.published.as_ref().map(|day| day.value.to_string()));
        let rating = finding.rating.as_ref().map(|rating| &rating.value);
        self.add_option(rating.map(|rating| rating.printed.clone()));
        // What the operator says of a rating makes no other review of it.
        let of_source = rating.filter(|rating| !rating.is_said || rating.worth.is_some());
        self.add_option(of_source.and_then(|rating| rating.best.clone()));
        self.add_option(rating.and_then(|rating| rating.worst.clone()));
        self.add_option(
            finding
                .stated
                .as_ref()
                .map(|stated| stated.value.to_string()),
        );
        self.add_option(finding.headline.as_ref().map(|h| h.value.clone()));
        self.add_option(finding.text.as_ref().map(|text| text_form(&text.value)));
        self.add_option(finding.language.clone());
        if let Some(work) = &film.work {
            self.add("work");
            self.add(work.value.words());
        }
    }

    fn digest(&self) -> ReviewKey {
        let parts: Vec<&[u8]> = self.0.iter().map(String::as_bytes).collect();
        ReviewKey::of_parts(&parts)
    }
}
