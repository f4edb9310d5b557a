//! Who may have made a statement, and what is seen of each.

use super::Around;
use super::cast::{CastMention, Member, NameKind, find_cast};
use super::facts::{Fact, Printed};
use super::source::printed_as;
use crate::people::runs::{gender, name_words, strip_title};
use crate::phrases::is_one;
use crate::reading::TokenSpan;
use crate::statement::Said;
use crate::tokens::tokenize;
use ovation_language::data::press;
use ovation_language::lexicon::Class;
use std::collections::BTreeSet;

/// One who may have made a statement.
#[derive(Clone, Debug)]
pub(crate) struct SpeakerCandidate {
    /// Where the fullest name stands, or the printed words; none for nobody.
    pub(crate) span: Option<TokenSpan>,
    /// What is seen of it.
    pub(crate) facts: Vec<Fact>,
}

/// An article's statements and names, as far as it has been read.
pub(crate) struct Scenery<'s, 'a> {
    around: &'s Around<'s, 'a>,
    said: &'s [Said],
    cast: Vec<Member>,
    /// What the rules choose for each statement.
    ruled: Vec<Option<TokenSpan>>,
    /// Words of the headline.
    headline: BTreeSet<u32>,
    most_named: usize,
    /// Who made the statements so far.
    spoke: Vec<Option<TokenSpan>>,
}

/// A statement's place.
struct MemberPlace {
    number: usize,
    printed: Printed,
    source: Option<TokenSpan>,
    /// First token and after the last.
    from: usize,
    to: usize,
    paragraph: u32,
    /// Its sentence, widened to all it touches.
    sentence: TokenSpan,
    /// Gender of the pronoun or the role.
    sign: i32,
    roles: Vec<u32>,
    names: Vec<u32>,
}

/// How many paragraphs up a name is looked for.
const REACH: u32 = 4;

impl<'s, 'a> Scenery<'s, 'a> {
    pub(crate) fn new(around: &'s Around<'s, 'a>, said: &'s [Said]) -> Self {
        let scene = around.scene;
        let cast = find_cast(scene, said, around.is_title);
        let headline = tokenize(around.headline);
        let headline = headline.list.iter().filter(|token| token.is_capital);
        Self {
            ruled: around.people.speakers(scene, said),
            most_named: cast
                .iter()
                .map(|member| member.mentions.len())
                .max()
                .unwrap_or(0),
            headline: headline.map(|token| token.word).collect(),
            spoke: Vec::with_capacity(said.len()),
            cast,
            around,
            said,
        }
    }

    /// Notes who made a statement.
    pub(crate) fn spoke(&mut self, _number: usize, span: Option<TokenSpan>) {
        self.spoke.push(span);
    }

    /// How a statement's source is printed, and who it may be.
    pub(crate) fn candidates(&self, number: usize) -> (Printed, Vec<SpeakerCandidate>) {
        let Some(seat) = self.seat(number) else {
            return (Printed::Nothing, Vec::new());
        };
        let lasts = self.lasts(&seat);
        let mut all: Vec<SpeakerCandidate> = Vec::new();
        for (at, member) in self.cast.iter().enumerate() {
            let span = Some((member.from, member.to));
            if !self.is_near(&seat, member, span) {
                continue;
            }
            let mut facts = self.member_facts(&seat, member);
            lasts.add(at, &mut facts);
            self.add_spoken(&seat, span, &mut facts);
            all.push(SpeakerCandidate { span, facts });
        }
        let mut others: Vec<(TokenSpan, Fact)> = Vec::new();
        if let Some((from, to)) = seat.source {
            let span = strip_title(self.around.scene.tokens, from, to);
            others.push((span, Fact::IsPrinted));
        }
        if let Some(Some(span)) = self.ruled.get(number) {
            others.push((*span, Fact::IsPrinted));
        }
        let unnamed = self.spoke.iter().rev().take(2).flatten();
        others.extend(unnamed.map(|&span| (span, Fact::IsUnnamed)));
        for (span, fact) in others {
            if all.iter().any(|other| other.span == Some(span)) {
                continue;
            }
            let mut facts = vec![fact];
            self.printed_facts(&seat, span, &mut facts);
            self.add_spoken(&seat, Some(span), &mut facts);
            all.push(SpeakerCandidate {
                span: Some(span),
                facts,
            });
        }
        let mut nobody = vec![Fact::IsNobody];
        self.add_spoken(&seat, None, &mut nobody);
        all.push(SpeakerCandidate {
            span: None,
            facts: nobody,
        });
        (seat.printed, all)
    }

    fn seat(&self, number: usize) -> Option<MemberPlace> {
        let (scene, said) = (self.around.scene, self.said.get(number)?);
        let tokens = scene.tokens;
        let (from, to) = (said.parts.first()?.0, said.parts.last()?.1);
        let mut sentence = tokens.sentence(tokens.at(from).sentence);
        let touched = [
            Some(to.saturating_sub(1)),
            said.cue,
            said.source.map(|span| span.0),
        ];
        for at in touched.into_iter().flatten() {
            let other = tokens.sentence(tokens.at(at).sentence);
            sentence = (sentence.0.min(other.0), sentence.1.max(other.1));
        }
        let source = said.source;
        let inner = source.map_or(0..0, |(from, to)| from..to);
        let roles: Vec<u32> = inner
            .filter(|&at| matches!(tokens.at(at).class, Class::Role | Class::Title))
            .map(|at| tokens.at(at).word)
            .collect();
        let pronoun = source.filter(|(from, to)| to - from == 1);
        let sign = pronoun.map_or(0, |(from, _)| gender(tokens.at(from).word));
        let of_role = roles.iter().map(|&role| gender(role)).sum::<i32>().signum();
        Some(MemberPlace {
            number,
            printed: printed_as(scene, said),
            names: source.map_or_else(Vec::new, |(from, to)| name_words(tokens, from, to)),
            source,
            from,
            to,
            paragraph: tokens.at(from).paragraph,
            sentence,
            sign: if sign == 0 { of_role } else { sign },
            roles,
        })
    }

    /// Whether somebody is near enough to a statement to be asked about.
    fn is_near(&self, seat: &MemberPlace, member: &Member, span: Option<TokenSpan>) -> bool {
        if !seat.names.is_empty() && seat.names.iter().any(|word| member.words.contains(word)) {
            return true;
        }
        let tokens = self.around.scene.tokens;
        let near = member
            .last_before(seat.sentence.1)
            .is_some_and(|mention| tokens.at(mention.from).paragraph + REACH >= seat.paragraph);
        let is_often = member.mentions.len() * 2 >= self.most_named && self.most_named > 1;
        near || is_often && member.last_before(seat.from).is_some()
            || self.ruled.get(seat.number) == Some(&span)
            || self.spoke.iter().rev().take(2).any(|spoke| *spoke == span)
            || self
                .next_speaker(seat)
                .is_some_and(|(next, _)| Some(next) == span)
    }

    /// What the rules choose for the statement after, where it is near and has a verb of its own.
    fn next_speaker(&self, seat: &MemberPlace) -> Option<(TokenSpan, u32)> {
        let next = self.said.get(seat.number + 1)?;
        let first = next.parts.first()?.0;
        let paragraph = self.around.scene.tokens.at(first).paragraph;
        let distance = paragraph.saturating_sub(seat.paragraph);
        let ruled = self.ruled.get(seat.number + 1).copied().flatten()?;
        (next.cue.is_some() && distance <= 1).then_some((ruled, distance))
    }

    /// What is seen of somebody with a name.
    fn member_facts(&self, seat: &MemberPlace, member: &Member) -> Vec<Fact> {
        let tokens = self.around.scene.tokens;
        let mut facts = vec![match member.kind {
            NameKind::Person => Fact::IsPerson,
            NameKind::Single => Fact::IsSingle,
            NameKind::Body => Fact::IsBody,
        }];
        let mut add = |fact: Fact, is_so: bool| {
            if is_so {
                facts.push(fact);
            }
        };
        let names = &seat.names;
        if !names.is_empty() {
            let ends = |ours: Option<&u32>, theirs: Option<&u32>| ours == theirs;
            let all = names.iter().all(|word| member.words.contains(word));
            let holds = member.words.iter().all(|word| names.contains(word));
            add(Fact::SameName, *names == member.words);
            add(Fact::Holds, holds && *names != member.words);
            add(
                Fact::SameLast,
                all && ends(names.last(), member.words.last()),
            );
            add(
                Fact::SameFirst,
                all && ends(names.first(), member.words.first()),
            );
        }
        let mention = member.last_before(seat.from);
        let before = member.within(seat.sentence.0, seat.from);
        let behind = member.within(seat.to, seat.sentence.1);
        let said = self.said.get(seat.number);
        let parts = said.map(|said| said.parts.as_slice()).unwrap_or_default();
        let between = member.within(seat.from, seat.to).iter().any(|mention| {
            !parts
                .iter()
                .any(|&(from, to)| from <= mention.from && mention.from < to)
        });
        add(Fact::Between, between);
        let other = usize::from(seat.source.is_some_and(|(from, to)| {
            names == &member.words && member.last_before(to).is_some_and(|last| last.from >= from)
        }));
        add(Fact::SpeaksByName, member.speaks > other);
        add(Fact::NamedBefore, !before.is_empty());
        add(Fact::NamedBehind, !behind.is_empty());
        if let Some((from, to)) = seat.source {
            let around = member.within(from.saturating_sub(3), to + 4);
            let is_beside = |at: usize| {
                at >= to && (to..at).all(|at| !tokens.at(at).is_word() || !tokens.at(at).is_capital)
            };
            add(
                Fact::Beside,
                around.iter().any(|mention| is_beside(mention.from)),
            );
            let last = tokens.sentence(tokens.at(from).sentence).1.min(to + 16);
            let is_free =
                |mention: &CastMention| self.around.scene.inside.get(mention.from) == Some(&0);
            let far = member.within(to + 4, last);
            add(Fact::BesideFar, far.iter().any(is_free));
            add(
                Fact::Owns,
                around.iter().any(|mention| mention.owns && mention.to < to),
            );
        }
        let opens = member.within(seat.sentence.0.saturating_sub(60), seat.from);
        let last_sentence = tokens.at(seat.sentence.0).sentence.saturating_sub(1);
        let is_close = |at: usize| tokens.at(at).sentence >= last_sentence;
        add(
            Fact::OpensSentence,
            opens
                .iter()
                .any(|mention| mention.opens && is_close(mention.from)),
        );
        add(Fact::OnlyOwns, mention.is_some_and(|mention| mention.owns));
        match mention.map(|mention| {
            seat.paragraph
                .saturating_sub(tokens.at(mention.from).paragraph)
        }) {
            None => add(Fact::NotYet, !between),
            Some(0) => add(Fact::InParagraph, true),
            Some(1) => add(Fact::InLastParagraph, true),
            Some(_) => add(Fact::FarUp, true),
        }
        let is_introduced = seat
            .from
            .checked_sub(1)
            .is_some_and(|at| tokens.at(at).class == Class::Colon);
        let colon = seat.from.saturating_sub(1);
        let begin = tokens.sentence(tokens.at(colon).sentence).0;
        add(
            Fact::Introduces,
            is_introduced
                && member
                    .within(begin, colon)
                    .iter()
                    .any(|mention| mention.opens),
        );
        if seat.sign != 0 && member.female != 0 {
            add(Fact::Agrees, member.female.signum() == seat.sign);
            add(Fact::Clashes, member.female.signum() == -seat.sign);
        }
        if !seat.roles.is_empty() && !member.roles.is_empty() {
            let has = seat.roles.iter().any(|role| member.roles.contains(role));
            add(Fact::HasRole, has);
            add(Fact::HasOtherRole, !has);
        }
        let last = member.words.last();
        add(
            Fact::InHeadline,
            last.is_some_and(|word| self.headline.contains(word)),
        );
        add(
            Fact::MostNamed,
            member.mentions.len() == self.most_named && self.most_named > 1,
        );
        add(Fact::NamedOnce, member.mentions.len() <= 1);
        let words = parts.iter().flat_map(|&(from, to)| from..to);
        let is_named = |at: usize| tokens.at(at).is_capital && Some(&tokens.at(at).word) == last;
        add(Fact::InWords, words.into_iter().any(is_named));
        facts
    }

    /// What is seen of printed words that are nobody's name.
    fn printed_facts(&self, _seat: &MemberPlace, (from, to): TokenSpan, facts: &mut Vec<Fact>) {
        let tokens = self.around.scene.tokens;
        let has = |class: Class| (from..to).any(|at| tokens.at(at).class == class);
        if !(from..to).any(|at| matches!(tokens.at(at).class, Class::Name | Class::Capitals)) {
            facts.push(Fact::AllSmall);
        }
        let first = tokens.at(from);
        let opens = tokens.sentence(first.sentence).0 == from;
        if to == from + 1 && opens && is_one(tokens, from, press::SURE_ORDINARY) {
            facts.push(Fact::Ordinary);
        }
        if has(Class::Role) {
            facts.push(Fact::PrintsRole);
        }
        if to > from + 1 && tokens.at(to - 1).class == Class::Title {
            facts.push(Fact::EndsInRole);
        }
        if to - from > 6 {
            facts.push(Fact::LongWords);
        }
        facts.extend(match first.class {
            Class::A | Class::Number => Some(Fact::Indefinite),
            Class::The => Some(Fact::Definite),
            Class::Who | Class::That | Class::It | Class::What | Class::I => {
                Some(Fact::StandsForOther)
            }
            Class::He | Class::Him if to == from + 1 => Some(Fact::StandsForOther),
            _ if has(Class::His) || has(Class::Genitive) => Some(Fact::Possessed),
            _ => None,
        });
        if (from..to).any(|at| is_one(tokens, at, press::SPEAKER_TEXT)) {
            facts.push(Fact::PrintsText);
        }
    }

    /// What one has to do with what was said before and is said after.
    fn add_spoken(&self, seat: &MemberPlace, span: Option<TokenSpan>, facts: &mut Vec<Fact>) {
        let tokens = self.around.scene.tokens;
        if self.ruled.get(seat.number).copied().flatten() == span {
            facts.push(Fact::Ruled);
        }
        let last = self.spoke.len().checked_sub(1);
        if let Some(last) = last
            && let Some(before) = self.said.get(last)
            && self.spoke.get(last) == Some(&span)
        {
            let end = before
                .parts
                .last()
                .map_or(0, |part| part.1.saturating_sub(1));
            let distance = seat.paragraph.saturating_sub(tokens.at(end).paragraph);
            facts.push(match distance {
                0 => Fact::SaidBefore,
                1 => Fact::SaidAbove,
                _ => Fact::SaidEarlier,
            });
            let stretch = self.around.scene.stretch_at(end);
            if distance == 1 && stretch.is_some_and(|stretch| !stretch.is_closed) {
                facts.push(Fact::SaidOpen);
            }
        } else if let Some(second) = last.and_then(|last| last.checked_sub(1))
            && self.spoke.get(second) == Some(&span)
        {
            facts.push(Fact::SaidSecond);
        }
        if let Some((next, distance)) = self.next_speaker(seat)
            && Some(next) == span
        {
            facts.push(if distance == 0 {
                Fact::SaysAfter
            } else {
                Fact::SaysBelow
            });
        }
        if span.is_some() {
            match self.spoke.iter().filter(|spoke| **spoke == span).count() {
                0 => {}
                1 => facts.push(Fact::SpokeOnce),
                _ => facts.push(Fact::SpokeOften),
            }
        }
    }

    /// Who of all was named last before a statement.
    fn lasts(&self, seat: &MemberPlace) -> Lasts {
        let mut all: Vec<(usize, bool, usize)> = self
            .cast
            .iter()
            .enumerate()
            .filter_map(|(number, member)| {
                let mention = member.last_before(seat.from)?;
                Some((mention.from, mention.opens, number))
            })
            .collect();
        all.sort_unstable_by(|one, other| other.cmp(one));
        let fits = |number: usize| {
            let member = self.cast.get(number);
            member.is_some_and(|member| {
                member.kind != NameKind::Body
                    && (seat.sign == 0 || member.female.signum() != -seat.sign)
            })
        };
        let mut order = all.iter().map(|(_, _, number)| *number);
        let (first, second) = (order.next(), order.next());
        let fitting = all.iter().find(|(_, _, number)| fits(*number));
        let opening = all
            .iter()
            .find(|(_, opens, number)| *opens && fits(*number));
        Lasts {
            first,
            second,
            fitting: fitting.map(|last| last.2),
            opening: opening.map(|last| last.2),
        }
    }
}

/// Numbers of those named last before a statement.
struct Lasts {
    first: Option<usize>,
    second: Option<usize>,
    fitting: Option<usize>,
    opening: Option<usize>,
}

impl Lasts {
    fn add(&self, number: usize, facts: &mut Vec<Fact>) {
        let number = Some(number);
        for (place, fact) in [
            (self.first, Fact::Latest),
            (self.second, Fact::SecondLatest),
            (self.fitting, Fact::LatestFitting),
            (self.opening, Fact::LatestOpening),
        ] {
            if place == number {
                facts.push(fact);
            }
        }
    }
}
