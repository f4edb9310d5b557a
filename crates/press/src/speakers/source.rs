//! How the words beside a statement name its source.

use super::facts::Printed;
use crate::people::runs::is_crowd;
use crate::phrases::is_one;
use crate::speech::Scene;
use crate::statement::Said;
use ovation_language::data::press;
use ovation_language::lexicon::Class;

/// How a statement's source is printed.
pub(super) fn printed_as(scene: &Scene<'_>, said: &Said) -> Printed {
    let Some((from, to)) = said.source else {
        return Printed::Nothing;
    };
    let tokens = scene.tokens;
    let is_lone = said.cue.is_none();
    let first = tokens.at(from);
    let is_name = |at: usize| matches!(tokens.at(at).class, Class::Name | Class::Capitals);
    let genitive = (from..to)
        .rev()
        .find(|&at| matches!(tokens.at(at).class, Class::Genitive) && !(at + 1..to).any(&is_name));
    let role = (from..to).find(|&at| tokens.at(at).class == Class::Role);
    let pronoun = to == from + 1
        && matches!(
            first.class,
            Class::He | Class::Him | Class::Her | Class::His
        );
    let kind = if pronoun && !is_one(tokens, from, press::PEOPLE_THEY) {
        Printed::Pronoun
    } else if genitive.is_some_and(|at| at + 1 < to) {
        Printed::Owned
    } else if role.is_some_and(|role| {
        // `the attorney for Ada`: the role speaks.
        let end = (role + 1..to).find(|&at| tokens.at(at).class == Class::In);
        !(role + 1..end.unwrap_or(to)).any(is_name)
    }) {
        let is_known = matches!(first.class, Class::The | Class::His);
        let is_crowd = role.is_some_and(|role| is_crowd(tokens, role));
        if is_known && !is_crowd {
            Printed::TheRole
        } else {
            Printed::ARole
        }
    } else if (from..to).any(is_name) {
        let opens = tokens.sentence(first.sentence).0 == from;
        let is_word = is_one(tokens, from, press::SURE_ORDINARY)
            || crate::films::bundled().habits(first.word).is_ordinary;
        if to == from + 1 && opens && is_word {
            Printed::Capital
        } else {
            Printed::Name
        }
    } else if matches!(
        first.class,
        Class::Who | Class::That | Class::It | Class::What | Class::He | Class::Him | Class::I
    ) {
        Printed::Other
    } else {
        Printed::Words
    };
    match kind {
        kind if !is_lone => kind,
        Printed::Name => Printed::LoneName,
        Printed::Pronoun => Printed::LonePronoun,
        Printed::TheRole | Printed::ARole | Printed::Owned => Printed::LoneRole,
        _ => Printed::LoneWords,
    }
}
