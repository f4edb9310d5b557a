//! Scoring statements as they are shown: words and speaker together.

use super::super::Count;
use super::super::quotes::{Offsets, pair};
use super::same::{before_bracket, is_same_speaker};
use super::{GoldPress, Pieces};
use ovation_press::{SpeechKind, Statement};

/// Pairs what is given with what is labelled with a speaker, reported speech included: right is what has the
/// same words and the same speaker.
pub(super) fn add(
    count: &mut Count,
    lines: &mut Vec<String>,
    (text, gold): (&str, &GoldPress),
    given: &[&Statement],
) {
    let bytes = Offsets::of(text);
    let wanted: Vec<Pieces> = gold
        .quotes
        .iter()
        .map(|quote| vec![(bytes.at(quote.start), bytes.at(quote.end))])
        .collect();
    let mut pieces: Vec<(Pieces, &Statement)> = Vec::new();
    for said in given {
        if said.kind == SpeechKind::Indirect || said.verbatim.is_empty() {
            let parts = said.parts.iter().map(|part| (part.start, part.end));
            pieces.push((parts.collect(), said));
        } else {
            let parts = said.verbatim.iter();
            pieces.extend(parts.map(|part| (vec![(part.start, part.end)], *said)));
        }
    }
    let found: Vec<Pieces> = pieces.iter().map(|(parts, _)| parts.clone()).collect();
    let pairs = pair(text, &wanted, &found);
    let named = gold.quotes.iter().filter(|quote| quote.speaker.is_some());
    count.wanted += named.count() as u64;
    count.given += pieces.len() as u64;
    for (at, (parts, said)) in pieces.iter().enumerate() {
        let words = |span: Option<(usize, usize)>| {
            span.and_then(|(start, end)| text.get(start..end))
                .unwrap_or_default()
        };
        let name = words(said.named.map(|span| (span.start, span.end)));
        let label = pairs.iter().find(|&&(_, found)| found == at);
        let label = label.and_then(|&(wanted, _)| gold.quotes.get(wanted));
        let speaker = label.and_then(|label| label.speaker.as_deref());
        if speaker.is_some_and(|speaker| is_same_speaker(before_bracket(speaker), name)) {
            count.right += 1;
        } else {
            lines.push(format!(
                "shown: wrong: {:?} {} `{name}` ({}): {}",
                said.kind,
                said.likelihood,
                speaker.unwrap_or("no label"),
                words(parts.first().copied()).replace('\n', " ")
            ));
        }
    }
}
