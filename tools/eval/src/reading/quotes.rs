//! Scoring statements against labelled news, as `ovation eval quotes` reports it.

use super::{Count, Figure};
use ovation_press::{PressReading, Span, SpeechKind, Statement};
use serde::{Deserialize, Serialize};

/// One line of a labelled set of attributions. Unknown keys are ignored; offsets count code points.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct GoldSpeech {
    /// The article's name in the set.
    pub id: String,
    /// Its text.
    pub text: String,
    /// What is attributed in it.
    pub quotes: Vec<GoldQuote>,
}

/// One labelled attribution.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct GoldQuote {
    /// Where the words begin.
    pub start: usize,
    /// Where they end, exclusive.
    pub end: usize,
    /// Their pieces, where there are several.
    pub parts: Vec<(usize, usize)>,
    /// The stretches in quotation marks.
    pub quoted: Vec<(usize, usize)>,
    /// The words that name the speaker.
    pub speaker: Option<String>,
    /// Where they begin.
    pub speaker_start: Option<usize>,
    /// The cue.
    pub verb: Option<String>,
    /// `direct`, `mixed` or `indirect`.
    #[serde(rename = "type")]
    pub kind: String,
}

/// An article whose attributions are known, by byte offsets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelledText {
    /// The text, paragraphs by line breaks.
    pub text: String,
    /// What is attributed in it.
    pub attributions: Vec<LabelledAttribution>,
}

/// One attribution of a labelled article, by byte offsets into its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelledAttribution {
    /// Pieces of the reported words.
    pub parts: Vec<(usize, usize)>,
    /// The words that name the source.
    pub source: Option<(usize, usize)>,
    /// The cue as printed: `said`, `according to`.
    pub cue: String,
    /// Stretches in quotation marks, marks included.
    pub quoted: Vec<(usize, usize)>,
}

impl GoldSpeech {
    /// The same by byte offsets, for learning.
    pub fn labelled(&self) -> LabelledText {
        let bytes = Offsets::of(&self.text);
        let span = |&(start, end): &(usize, usize)| (bytes.at(start), bytes.at(end));
        let attributions = self
            .quotes
            .iter()
            .map(|quote| LabelledAttribution {
                parts: quote.pieces().iter().map(span).collect(),
                source: quote.speaker_span().as_ref().map(span),
                cue: quote.verb.clone().unwrap_or_default(),
                quoted: quote.quoted.iter().map(span).collect(),
            })
            .collect();
        LabelledText {
            text: self.text.clone(),
            attributions,
        }
    }
}

impl GoldQuote {
    fn pieces(&self) -> Vec<(usize, usize)> {
        if self.parts.is_empty() {
            vec![(self.start, self.end)]
        } else {
            self.parts.clone()
        }
    }

    fn speaker_span(&self) -> Option<(usize, usize)> {
        let start = self.speaker_start?;
        Some((start, start + self.speaker.as_ref()?.chars().count()))
    }
}

/// Byte offsets of code points.
pub(super) struct Offsets(Vec<usize>);

impl Offsets {
    pub(super) fn of(text: &str) -> Self {
        let mut list: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        list.push(text.len());
        Self(list)
    }

    pub(super) fn at(&self, point: usize) -> usize {
        let last = self.0.last().copied().unwrap_or(0);
        self.0.get(point).copied().unwrap_or(last)
    }
}

/// Figures of spans found, with their speakers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct SpeechFigure {
    /// Right of those given.
    pub p: f64,
    /// Right of those to be found.
    pub r: f64,
    /// `2 p r / (p + r)`.
    pub f1: f64,
    /// Speaker right, of the spans found that are labelled with one.
    pub speaker_accuracy: f64,
    /// Span and speaker right, of all that are labelled with a speaker.
    pub end_to_end_r: f64,
}

/// The figures of `ovation eval quotes`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct QuotesFigures {
    /// Articles scored.
    pub articles: u64,
    /// Stretches in quotation marks.
    pub marked: SpeechFigure,
    /// Contents of direct and mixed attributions.
    pub direct_mixed: SpeechFigure,
    /// All contents.
    pub all: SpeechFigure,
}

/// Counts of spans and speakers.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SpeechCount {
    pub(super) spans: Count,
    pub(super) named: Count,
    pub(super) speakers: u64,
}

impl SpeechCount {
    #[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
    pub(super) fn figure(self) -> SpeechFigure {
        let Figure { p, r, f1 } = self.spans.figure();
        let share = |part: u64, all: u64| {
            if all == 0 {
                0.0
            } else {
                part as f64 / all as f64
            }
        };
        SpeechFigure {
            p,
            r,
            f1,
            speaker_accuracy: share(self.speakers, self.named.right),
            end_to_end_r: share(self.speakers, self.named.wanted),
        }
    }
}

/// Counts over articles; add each, then ask for the figures.
#[derive(Clone, Debug, Default)]
pub struct QuotesTally {
    articles: u64,
    marked: SpeechCount,
    direct_mixed: SpeechCount,
    all: SpeechCount,
}

/// A span to be found or given: its pieces in bytes, and its speaker's words.
struct Piece<'a> {
    parts: Vec<(usize, usize)>,
    speaker: Option<(usize, usize)>,
    name: &'a str,
}

impl QuotesTally {
    /// Scores one article; gives what was missed or wrong, as lines for a person.
    pub fn add(&mut self, gold: &GoldSpeech, reading: &PressReading) -> Vec<String> {
        self.articles += 1;
        let text = gold.text.as_str();
        let bytes = Offsets::of(text);
        let span = |&(start, end): &(usize, usize)| (bytes.at(start), bytes.at(end));
        let wanted = |want: &dyn Fn(&GoldQuote) -> bool| -> Vec<Piece<'_>> {
            gold.quotes
                .iter()
                .filter(|quote| want(quote))
                .map(|quote| Piece {
                    parts: quote.pieces().iter().map(span).collect(),
                    speaker: quote.speaker_span().as_ref().map(span),
                    name: quote.speaker.as_deref().unwrap_or(""),
                })
                .collect()
        };
        let given = |want: &dyn Fn(&Statement) -> bool| -> Vec<Piece<'_>> {
            reading
                .statements
                .iter()
                .filter(|statement| want(statement))
                .map(|statement| Piece {
                    parts: statement
                        .parts
                        .iter()
                        .map(|part| (part.start, part.end))
                        .collect(),
                    speaker: statement.speaker.map(|span| (span.start, span.end)),
                    name: words(text, statement.speaker),
                })
                .collect()
        };
        let mut lines = Vec::new();
        let all = score(
            text,
            &wanted(&|_| true),
            &given(&|_| true),
            "all",
            &mut lines,
        );
        add_to(&mut self.all, all);
        let direct_mixed = score(
            text,
            &wanted(&|quote| quote.kind != "indirect"),
            &given(&|statement| is_marked(text, statement)),
            "direct or mixed",
            &mut lines,
        );
        add_to(&mut self.direct_mixed, direct_mixed);

        let mut stretches: Vec<Piece<'_>> = Vec::new();
        for quote in &gold.quotes {
            for stretch in &quote.quoted {
                let parts = vec![span(stretch)];
                if !stretches.iter().any(|other| other.parts == parts) {
                    stretches.push(Piece {
                        parts,
                        speaker: quote.speaker_span().as_ref().map(span),
                        name: quote.speaker.as_deref().unwrap_or(""),
                    });
                }
            }
        }
        let mut found = Vec::new();
        for statement in &reading.statements {
            for quoted in &statement.quoted {
                if is_double(text, *quoted) {
                    found.push(Piece {
                        parts: vec![(quoted.start, quoted.end)],
                        speaker: statement.speaker.map(|span| (span.start, span.end)),
                        name: words(text, statement.speaker),
                    });
                }
            }
        }
        let marked = score(text, &stretches, &found, "marked", &mut lines);
        add_to(&mut self.marked, marked);
        lines
    }

    /// The figures so far.
    pub fn figures(&self) -> QuotesFigures {
        QuotesFigures {
            articles: self.articles,
            marked: self.marked.figure(),
            direct_mixed: self.direct_mixed.figure(),
            all: self.all.figure(),
        }
    }
}

pub(super) fn add_to(count: &mut SpeechCount, more: SpeechCount) {
    count.spans.right += more.spans.right;
    count.spans.given += more.spans.given;
    count.spans.wanted += more.spans.wanted;
    count.named.right += more.named.right;
    count.named.wanted += more.named.wanted;
    count.speakers += more.speakers;
}

fn words(text: &str, span: Option<Span>) -> &str {
    span.and_then(|span| text.get(span.start..span.end))
        .unwrap_or("")
}

/// Such a set marks stretches by marks of one sign each; `''` of wire copy counts as none there.
fn is_double(text: &str, span: Span) -> bool {
    text.get(span.start..)
        .is_some_and(|rest| rest.starts_with(['"', '“', '”', '„', '«', '»']))
}

fn is_marked(text: &str, statement: &Statement) -> bool {
    statement.kind != SpeechKind::Indirect
        && statement.quoted.iter().any(|span| is_double(text, *span))
}

fn score(
    text: &str,
    wanted: &[Piece<'_>],
    given: &[Piece<'_>],
    what: &str,
    lines: &mut Vec<String>,
) -> SpeechCount {
    let gold: Vec<Vec<(usize, usize)>> = wanted.iter().map(|piece| piece.parts.clone()).collect();
    let found: Vec<Vec<(usize, usize)>> = given.iter().map(|piece| piece.parts.clone()).collect();
    let pairs = pair(text, &gold, &found);
    let mut count = SpeechCount::default();
    count.spans.wanted = wanted.len() as u64;
    count.spans.given = given.len() as u64;
    count.spans.right = pairs.len() as u64;
    count.named.wanted = wanted
        .iter()
        .filter(|piece| piece.speaker.is_some())
        .count() as u64;
    let show = |parts: &[(usize, usize)]| {
        parts
            .iter()
            .filter_map(|&(start, end)| text.get(start..end))
            .collect::<Vec<_>>()
            .join(" // ")
    };
    for &(gold, found) in &pairs {
        let (Some(gold), Some(found)) = (wanted.get(gold), given.get(found)) else {
            continue;
        };
        let Some(speaker) = gold.speaker else {
            continue;
        };
        count.named.right += 1;
        let overlaps = found
            .speaker
            .is_some_and(|found| found.0 < speaker.1 && speaker.0 < found.1);
        if overlaps || same_words(gold.name, found.name) {
            count.speakers += 1;
        } else {
            lines.push(format!(
                "{what}: speaker: wanted `{}`, given `{}`: {}",
                gold.name,
                found.name,
                show(&gold.parts)
            ));
        }
    }
    for (at, piece) in wanted.iter().enumerate() {
        if !pairs.iter().any(|&(gold, _)| gold == at) {
            lines.push(format!(
                "{what}: missed: {} ({})",
                show(&piece.parts),
                piece.name
            ));
        }
    }
    for (at, piece) in given.iter().enumerate() {
        if !pairs.iter().any(|&(_, found)| found == at) {
            lines.push(format!(
                "{what}: wrong: {} ({})",
                show(&piece.parts),
                piece.name
            ));
        }
    }
    count
}

/// Whether two ways to name a speaker are the same words, or share a name.
fn same_words(gold: &str, found: &str) -> bool {
    let names = |text: &str| -> Vec<String> {
        text.split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| {
                word.chars().next().is_some_and(char::is_uppercase) && word.chars().count() > 2
            })
            .filter(|word| {
                !matches!(
                    *word,
                    "The" | "She" | "They" | "His" | "Her" | "Sen" | "Rep" | "Gov" | "Mrs"
                )
            })
            .map(ovation_terms::fold)
            .collect()
    };
    let (gold_names, found_names) = (names(gold), names(found));
    if gold_names.is_empty() || found_names.is_empty() {
        return !gold.is_empty() && ovation_terms::fold(gold) == ovation_terms::fold(found);
    }
    gold_names.iter().any(|name| found_names.contains(name))
}

/// Pairs wanted with given spans, one to one, at 80 % of the longer one's letters and digits.
pub(super) fn pair(
    text: &str,
    wanted: &[Vec<(usize, usize)>],
    given: &[Vec<(usize, usize)>],
) -> Vec<(usize, usize)> {
    let letters = |start: usize, end: usize| {
        text.get(start..end).map_or(0, |words| {
            words
                .chars()
                .filter(|letter| letter.is_alphanumeric())
                .count()
        })
    };
    let size = |parts: &[(usize, usize)]| -> usize {
        parts.iter().map(|&(start, end)| letters(start, end)).sum()
    };
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (gold, gold_parts) in wanted.iter().enumerate() {
        let gold_size = size(gold_parts);
        for (found, found_parts) in given.iter().enumerate() {
            let mut shared = 0;
            for &(a, b) in gold_parts {
                for &(c, d) in found_parts {
                    if a.max(c) < b.min(d) {
                        shared += letters(a.max(c), b.min(d));
                    }
                }
            }
            if shared == 0 {
                continue;
            }
            let longer = gold_size.max(size(found_parts)).max(1);
            #[expect(clippy::cast_precision_loss, reason = "lengths of sentences")]
            let overlap = shared as f64 / longer as f64;
            if overlap >= 0.8 {
                pairs.push((overlap, gold, found));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut kept: Vec<(usize, usize)> = Vec::new();
    for (_, gold, found) in pairs {
        if !kept.iter().any(|&(a, b)| a == gold || b == found) {
            kept.push((gold, found));
        }
    }
    kept
}
