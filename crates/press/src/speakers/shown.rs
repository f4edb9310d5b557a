//! Whether a whole statement, words and speaker together, is likely right.

use super::Resolved;
use super::facts::{Printed, Sign};
use crate::speech::Scene;
use crate::statement::Said;
use ovation_language::lexicon::Class;
use ovation_terms::SpeechKind;

const LIKELY: [(f32, Sign); 7] = [
    (0.5, Sign::Likely1),
    (0.7, Sign::Likely2),
    (0.8, Sign::Likely3),
    (0.9, Sign::Likely4),
    (0.95, Sign::Likely5),
    (0.98, Sign::Likely6),
    (0.99, Sign::Likely7),
];
const SPEAKER: [(f32, Sign); 6] = [
    (0.5, Sign::Speaker1),
    (0.7, Sign::Speaker2),
    (0.8, Sign::Speaker3),
    (0.9, Sign::Speaker4),
    (0.95, Sign::Speaker5),
    (0.98, Sign::Speaker6),
];

/// What is seen of a statement.
pub(crate) fn signs_of(
    scene: &Scene<'_>,
    said: &Said,
    kind: SpeechKind,
    resolved: &Resolved,
) -> Vec<Sign> {
    let tokens = scene.tokens;
    let mut signs = vec![Sign::Bias];
    let mut add = |sign: Sign, is_so: bool| {
        if is_so {
            signs.push(sign);
        }
    };
    let is_reported = kind == SpeechKind::Indirect;
    let likelihood = said.score.exp();
    add(Sign::Reported, is_reported);
    add(Sign::Mixed, kind == SpeechKind::Mixed);
    add(Sign::Lone, said.cue.is_none());
    for (bound, sign) in LIKELY {
        add(sign, likelihood >= bound);
    }
    add(Sign::ReportedLikely, is_reported && likelihood >= 0.99);
    for (bound, sign) in SPEAKER {
        add(sign, resolved.p >= bound);
    }
    let [is_ruled, is_body, is_single] = resolved.facts;
    add(Sign::Ruled, is_ruled);
    add(Sign::OfBody, is_body);
    add(Sign::OfSingle, is_single);
    let printed = resolved.printed;
    add(
        Sign::ByName,
        matches!(printed, Printed::Name | Printed::LoneName),
    );
    add(
        Sign::ByPronoun,
        matches!(printed, Printed::Pronoun | Printed::LonePronoun),
    );
    add(
        Sign::ByRole,
        matches!(
            printed,
            Printed::TheRole | Printed::ARole | Printed::Owned | Printed::LoneRole
        ),
    );
    let words = said.parts.iter().flat_map(|&(from, to)| from..to);
    let words = words.filter(|&at| tokens.at(at).is_word()).count();
    add(Sign::Short, words < 5);
    add(Sign::Long, words > 20);
    let cue = said.cue.map(|cue| tokens.at(cue).class);
    add(Sign::Says, cue == Some(Class::Said));
    add(
        Sign::NoVerb,
        cue.is_some_and(|class| !matches!(class, Class::Said | Class::Saying | Class::Ed)),
    );
    add(Sign::InPieces, said.parts.len() > 1);
    let end = said.parts.last().map_or(0, |part| part.1);
    let stretch = end.checked_sub(1).and_then(|at| scene.stretch_at(at));
    add(
        Sign::Unclosed,
        stretch.is_some_and(|stretch| !stretch.is_closed),
    );
    add(
        Sign::Asks,
        (end.saturating_sub(2)..end).any(|at| tokens.text_of(at) == "?"),
    );
    let first = said.parts.first().map_or(0, |part| part.0);
    add(
        Sign::That,
        is_reported && tokens.near(first, -1).class == Class::That,
    );
    add(
        Sign::BeforeVerb,
        is_reported && said.cue.is_some_and(|cue| first < cue),
    );
    signs
}
