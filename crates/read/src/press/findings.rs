//! A press reading as findings: each value with the words it stands in.

use super::{ClaimKind, KnownTitles, PressContext, PressReading, Span, read_press};
use crate::ReadArticle;
use ovation_terms::{
    ClaimFinding, ComparisonFinding, CreditFinding, EventFinding, Evidence, PressFinding, Sourced,
    StatementFinding,
};

/// Bytes of text kept before and after the words of evidence, cut to whole characters.
const AROUND: usize = 60;

/// Reads an article that stands on a page as film press: who said what, what happened, what is claimed. Offsets of
/// evidence count in [`ReadArticle::text`].
/// `known` are a catalogue's titles, where there is one.
pub fn read_press_article(article: &ReadArticle, known: Option<&KnownTitles>) -> PressFinding {
    let text = article.text();
    let headline = article.title.as_ref();
    let published = article.published.as_ref();
    let context = PressContext {
        headline: headline.map(|headline| headline.value.as_str()),
        published: published.map(|published| published.value.day),
        titles: known,
    };
    let reading = read_press(&text, &context);
    PressFinding {
        url: article.url.clone(),
        headline: article.title.clone(),
        outlet: article.outlet.clone(),
        published: published.map(|dated| Sourced::new(dated.value.day, dated.evidence.clone())),
        language: article.language.clone(),
        films: reading
            .films
            .iter()
            .map(|film| film.title.clone())
            .collect(),
        statements: reading.statement_findings(&text),
        events: reading.event_findings(&text),
        claims: reading.claim_findings(&text),
        credits: reading.credit_findings(&text),
        comparisons: reading.comparison_findings(&text),
    }
}

impl PressReading {
    /// The credits as findings. `text` is the text that was read.
    pub fn credit_findings(&self, text: &str) -> Vec<CreditFinding> {
        let credits = self.credits.iter();
        credits
            .map(|credit| CreditFinding {
                kind: credit.kind.code().to_owned(),
                person: Some(sourced(text, credit.person)),
                film: credit.film.clone(),
                evidence: Some(evidence(text, credit.words)),
                is_announced: credit.is_announced,
            })
            .collect()
    }

    /// The comparisons as findings. `text` is the text that was read.
    pub fn comparison_findings(&self, text: &str) -> Vec<ComparisonFinding> {
        let comparisons = self.comparisons.iter();
        comparisons
            .map(|comparison| ComparisonFinding {
                film: comparison.film.clone(),
                other: comparison.other.clone(),
                evidence: Some(evidence(text, comparison.words)),
            })
            .collect()
    }

    /// The statements as findings. `text` is the text that was read.
    pub fn statement_findings(&self, text: &str) -> Vec<StatementFinding> {
        let sourced = |span: Span| sourced(text, span);
        self.statements
            .iter()
            .map(|statement| StatementFinding {
                kind: statement.kind,
                words: statement.parts.iter().map(|&part| sourced(part)).collect(),
                speaker: statement.named.map(sourced),
                speaker_printed: statement.speaker.map(sourced),
                cue: statement.cue.map(sourced),
                is_continued: statement.is_continued,
                film: statement.film.clone(),
                occasion: statement.occasion.map(sourced),
            })
            .collect()
    }

    /// The events as findings. `text` is the text that was read.
    pub fn event_findings(&self, text: &str) -> Vec<EventFinding> {
        self.events
            .iter()
            .map(|event| EventFinding {
                kind: event.kind.code().to_owned(),
                film: event.film.clone(),
                evidence: Some(evidence(text, event.words)),
                place: event.place.map(|span| sourced(text, span)),
                when: event.when.map(|span| sourced(text, span)),
                day: event.day,
                minutes: event.minutes,
                is_world: event.is_world,
            })
            .collect()
    }

    /// The claims as findings. `text` is the text that was read.
    pub fn claim_findings(&self, text: &str) -> Vec<ClaimFinding> {
        self.claims
            .iter()
            .map(|claim| ClaimFinding {
                kind: match claim.kind {
                    ClaimKind::Score => "score",
                    ClaimKind::BoxOffice => "box_office",
                    ClaimKind::Reception => "reception",
                }
                .to_owned(),
                film: claim.film.clone(),
                words: Some(sourced(text, claim.words)),
                figure: claim.figure.map(|span| sourced(text, span)),
                publisher: claim.source.map(|span| sourced(text, span)),
            })
            .collect()
    }
}

fn sourced(text: &str, span: Span) -> Sourced<String> {
    let words = text.get(span.start..span.end).unwrap_or("").to_owned();
    Sourced::new(words, evidence(text, span))
}

fn evidence(text: &str, span: Span) -> Evidence {
    let mut before = span.start.saturating_sub(AROUND);
    while !text.is_char_boundary(before) {
        before += 1;
    }
    let mut after = span.end.saturating_add(AROUND).min(text.len());
    while !text.is_char_boundary(after) {
        after -= 1;
    }
    let part = |start: usize, end: usize| text.get(start..end).unwrap_or("").to_owned();
    Evidence::Words {
        quote: part(span.start, span.end),
        before: part(before, span.start),
        after: part(span.end, after),
        start: span.start,
        end: span.end,
    }
}
