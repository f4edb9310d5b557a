//! A press reading as findings: each value with the words it stands in.

use super::{ClaimKind, KnownTitles, PressContext, PressReading, Span, read_press};
use ovation_terms::{
    BlockKind, ClaimFinding, ComparisonFinding, CreditFinding, EventFinding, Evidence,
    PressFinding, ReadArticle, Sourced, StatementFinding,
};

/// Bytes of text kept before and after the words of evidence, cut to whole characters.
const AROUND: usize = 60;

/// Reads an article that stands on a page as film press: who said what, what happened, what is claimed. Offsets of
/// evidence count in [`ReadArticle::text`].
/// `known` are a catalogue's titles, where there is one.
pub fn read_press_article(article: &ReadArticle, known: Option<&KnownTitles>) -> PressFinding {
    let text = article.text();
    let (marked, marks) = block_quotations(article);
    let headline = article.title.as_ref();
    let published = article.published.as_ref();
    let context = PressContext {
        headline: headline.map(|headline| headline.value.as_str()),
        published: published.map(|published| published.value.day),
        titles: known,
    };
    let mut reading = read_press(&marked, &context);
    reading.each_span(&mut |span| {
        for offset in [&mut span.start, &mut span.end] {
            *offset -= marks.partition_point(|mark| mark < offset) * MARK;
        }
    });
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

/// Bytes of either mark that stands around a block quotation.
const MARK: usize = '“'.len_utf8();

/// The article's text with marks around the quotations that stand as blocks of their own after a colon, and
/// the places of the marks in it, rising: an article that sets words off so leaves the marks out. As in
/// print each paragraph of one quotation is opened anew, and the last alone is closed.
fn block_quotations(article: &ReadArticle) -> (String, Vec<usize>) {
    let (mut text, mut marks) = (String::new(), Vec::new());
    let mut is_introduced = false;
    for (at, block) in article.blocks.iter().enumerate() {
        if at > 0 {
            text.push('\n');
        }
        let is_quote = block.kind == BlockKind::Quote;
        let is_bare = is_quote && is_introduced && !block.text.contains(is_mark);
        if is_bare {
            marks.push(text.len());
            text.push('“');
        }
        text.push_str(&block.text);
        let next = article.blocks.get(at + 1);
        let goes_on = next.is_some_and(|next| next.kind == BlockKind::Quote);
        if is_bare && !goes_on {
            marks.push(text.len());
            text.push('”');
        }
        is_introduced = if is_quote {
            is_introduced && goes_on
        } else {
            block.text.trim_end().ends_with(':')
        };
    }
    (text, marks)
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '„' | '«' | '»')
}

impl PressReading {
    /// Every span of the reading, to move it.
    fn each_span(&mut self, each: &mut dyn FnMut(&mut Span)) {
        for said in &mut self.statements {
            let many = [&mut said.parts, &mut said.quoted, &mut said.verbatim];
            many.into_iter().flatten().for_each(&mut *each);
            let one = [
                &mut said.speaker,
                &mut said.named,
                &mut said.cue,
                &mut said.occasion,
                &mut said.place,
                &mut said.when,
            ];
            one.into_iter().flatten().for_each(&mut *each);
        }
        let mentions = self.films.iter_mut().flat_map(|film| &mut film.mentions);
        mentions.chain(&mut self.people).for_each(&mut *each);
        for event in &mut self.events {
            let told = [
                &mut event.place,
                &mut event.when,
                &mut event.prize,
                &mut event.winner,
            ];
            let told = told.into_iter().flatten();
            told.chain([&mut event.words]).for_each(&mut *each);
        }
        for claim in &mut self.claims {
            let told = [&mut claim.figure, &mut claim.reviews, &mut claim.source];
            let told = told.into_iter().flatten();
            told.chain([&mut claim.words]).for_each(&mut *each);
        }
        for credit in &mut self.credits {
            [&mut credit.person, &mut credit.words]
                .into_iter()
                .for_each(&mut *each);
        }
        let compared = self.comparisons.iter_mut();
        compared.for_each(|pair| each(&mut pair.words));
    }

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
                is_unsure: !statement.is_sure,
                film: statement.film.clone(),
                occasion: statement.occasion.map(sourced),
                place: statement.place.map(sourced),
                when: statement.when.map(sourced),
                day: statement.day,
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
                prize: event.prize.map(|span| sourced(text, span)),
                winner: event.winner.map(|span| sourced(text, span)),
                likelihood: Some(event.likelihood),
                is_unsure: !event.is_sure,
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
                reviews: claim.reviews.and_then(|span| counted(text, span)),
                publisher: claim.source.map(|span| sourced(text, span)),
                likelihood: Some(claim.likelihood),
                is_unsure: !claim.is_sure,
            })
            .collect()
    }
}

/// How many reviews some words say.
fn counted(text: &str, span: Span) -> Option<Sourced<u32>> {
    let said = sourced(text, span);
    let count = super::claims::count_of(&said.value)?;
    Some(Sourced::new(count, said.evidence))
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
