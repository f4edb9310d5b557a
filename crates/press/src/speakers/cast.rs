//! Everybody and everything with a name in an article that may be said to speak, with where each is mentioned.

use crate::films;
use crate::people::runs::{NOT_NAMES, NameRun, find_runs, gender, name_words};
use crate::phrases::is_one;
use crate::speech::Scene;
use crate::statement::Said;
use crate::tokens::Tokens;
use ovation_language::data::press;
use ovation_language::lexicon::Class;
use std::collections::{BTreeMap, BTreeSet};

/// What a name is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NameKind {
    /// Two words or more, as people are called.
    Person,
    /// One word that is no part of a longer name: a person, a place, a firm.
    Single,
    /// A company, a festival, a paper.
    Body,
}

/// Where a name or a part of it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CastMention {
    /// First token.
    pub(crate) from: usize,
    /// Exclusive.
    pub(crate) to: usize,
    /// Whether it opens its sentence, but for a word or two.
    pub(crate) opens: bool,
    /// Whether it stands only before what belongs to it: `Ada's lawyer`.
    pub(crate) owns: bool,
}

/// Somebody or something with a name.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    /// Tokens of the fullest name.
    pub(crate) from: usize,
    /// Exclusive.
    pub(crate) to: usize,
    pub(crate) kind: NameKind,
    /// Digests of the name's words.
    pub(crate) words: Vec<u32>,
    /// In order.
    pub(crate) mentions: Vec<CastMention>,
    /// For `she`, against `he`.
    pub(crate) female: i32,
    /// Digests of the roles printed beside the name.
    pub(crate) roles: Vec<u32>,
    /// How many statements print the name, or a part of it, as their source.
    pub(crate) speaks: usize,
}

impl Member {
    /// The last mention before a token.
    pub(crate) fn last_before(&self, at: usize) -> Option<&CastMention> {
        let place = self.mentions.partition_point(|mention| mention.from < at);
        self.mentions.get(place.checked_sub(1)?)
    }

    /// The mentions in `from..to`.
    pub(crate) fn within(&self, from: usize, to: usize) -> &[CastMention] {
        let first = self.mentions.partition_point(|mention| mention.from < from);
        let last = self.mentions.partition_point(|mention| mention.from < to);
        self.mentions.get(first..last).unwrap_or_default()
    }
}

/// Most names of an article that are looked at.
const MOST: usize = 400;
/// Most words of a person's name.
const PERSON_WORDS: usize = 5;
/// In how many tokens behind a name a pronoun still means its bearer.
const PRONOUN_REACH: usize = 14;

/// Finds the names of an article; `is_title` says whether a token is within a film's title.
pub(crate) fn find_cast(
    scene: &Scene<'_>,
    said: &[Said],
    is_title: &dyn Fn(usize) -> bool,
) -> Vec<Member> {
    let tokens = scene.tokens;
    let small: BTreeSet<u32> = tokens
        .list
        .iter()
        .filter(|token| token.is_word() && !token.is_capital)
        .map(|token| token.word)
        .collect();
    let runs: Vec<NameRun> = find_runs(tokens)
        .into_iter()
        .filter(|run| !is_title(run.from) && !scene.is_heading(run.from))
        .map(|run| without_opener(tokens, run, &small))
        .collect();
    let mut cast: Vec<Member> = Vec::new();
    let mut by_word: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for run in &runs {
        add_long(tokens, run, &mut cast, &mut by_word);
    }
    without_short_bodies(&mut cast, &mut by_word);
    add_single(scene, &runs, said, &mut cast, &mut by_word);
    for run in &runs {
        if scene.inside.get(run.from).is_some_and(|inside| *inside > 0) {
            continue;
        }
        let words = name_words(tokens, run.from, run.to);
        let Some(number) = bearer(&cast, &by_word, &words) else {
            continue;
        };
        let (first, _) = tokens.sentence(tokens.at(run.from).sentence);
        let mention = CastMention {
            from: run.from,
            to: run.to,
            opens: run.from <= first + 2,
            owns: tokens.at(run.to).class == Class::Genitive,
        };
        if let Some(member) = cast.get_mut(number) {
            member.mentions.push(mention);
            note(tokens, member, mention);
        }
    }
    for number in speaking_by_name(tokens, said, &cast, &by_word) {
        if let Some(member) = cast.get_mut(number) {
            member.speaks += 1;
        }
    }
    cast
}

/// Who is named beside a verb of speech, each time.
fn speaking_by_name(
    tokens: &Tokens<'_>,
    said: &[Said],
    cast: &[Member],
    by_word: &BTreeMap<u32, Vec<usize>>,
) -> Vec<usize> {
    let sources = said.iter().filter(|said| said.cue.is_some());
    let sources = sources.filter_map(|said| said.source);
    sources
        .filter_map(|(from, to)| bearer(cast, by_word, &name_words(tokens, from, to)))
        .collect()
}

/// Drops the short form of a body that is named in full elsewhere: `the Film Guild` beside `Film Guild of Port Rose`.
fn without_short_bodies(cast: &mut Vec<Member>, by_word: &mut BTreeMap<u32, Vec<usize>>) {
    let bodies = cast.iter().filter(|member| member.kind == NameKind::Body);
    let full: Vec<Vec<u32>> = bodies.map(|member| member.words.clone()).collect();
    let is_short = |member: &Member| {
        let longer =
            |words: &Vec<u32>| words.len() > member.words.len() && words.starts_with(&member.words);
        member.kind == NameKind::Body && full.iter().any(longer)
    };
    let kept: Vec<Member> = cast.drain(..).filter(|member| !is_short(member)).collect();
    by_word.clear();
    for member in kept {
        push(member, cast, by_word);
    }
}

/// A run without the ordinary word that has its capital because it opens the sentence: `Besides Ada`.
fn without_opener(tokens: &Tokens<'_>, run: NameRun, small: &BTreeSet<u32>) -> NameRun {
    let first = tokens.at(run.from);
    let opens = tokens.near(run.from, -1).sentence != first.sentence
        || matches!(tokens.near(run.from, -1).class, Class::Open | Class::Mark);
    let habits = films::bundled().habits(first.word);
    let is_ordinary = is_one(tokens, run.from, press::SURE_ORDINARY)
        || habits.is_ordinary
        || small.contains(&first.word);
    let is_name = habits.is_given || gender(first.word) != 0;
    if opens && is_ordinary && !is_name && run.to - run.from >= 2 {
        NameRun {
            from: run.from + 1,
            to: run.to,
        }
    } else {
        run
    }
}

fn push(member: Member, cast: &mut Vec<Member>, by_word: &mut BTreeMap<u32, Vec<usize>>) {
    if cast.len() >= MOST {
        return;
    }
    for &word in &member.words {
        by_word.entry(word).or_default().push(cast.len());
    }
    cast.push(member);
}

/// A name in two words or more: a person's, or a body's with what joins it (`Film Guild of Port Rose`).
fn add_long(
    tokens: &Tokens<'_>,
    run: &NameRun,
    cast: &mut Vec<Member>,
    by_word: &mut BTreeMap<u32, Vec<usize>>,
) {
    let mut words = name_words(tokens, run.from, run.to);
    let is_body = words
        .iter()
        .any(|word| NOT_NAMES.binary_search(word).is_ok());
    let mut to = run.to;
    if is_body && is_one(tokens, to, press::PEOPLE_CROWD_OF) {
        let is_name = |at: usize| matches!(tokens.at(at).class, Class::Name | Class::Capitals);
        let mut end = to + 1;
        while end < to + 5 && is_name(end) {
            end += 1;
        }
        if end > to + 1 {
            words.extend(name_words(tokens, to + 1, end));
            to = end;
        }
    }
    if words.len() < 2 || !is_body && words.len() > PERSON_WORDS {
        return;
    }
    let having = words.first().and_then(|word| by_word.get(word));
    let is_there = having.is_some_and(|having| {
        let mut having = having.iter().filter_map(|&number| cast.get(number));
        having.any(|member| member.words == words)
    });
    if is_there {
        return;
    }
    let female = words.first().map_or(0, |&word| 2 * gender(word));
    let member = Member {
        from: run.from,
        to,
        kind: if is_body {
            NameKind::Body
        } else {
            NameKind::Person
        },
        words,
        mentions: Vec::new(),
        female: if is_body { 0 } else { female },
        roles: Vec::new(),
        speaks: 0,
    };
    push(member, cast, by_word);
}

/// Names in one word that no longer name has: those that stand within a sentence more than once, and those
/// that are said to speak.
fn add_single(
    scene: &Scene<'_>,
    runs: &[NameRun],
    said: &[Said],
    cast: &mut Vec<Member>,
    by_word: &mut BTreeMap<u32, Vec<usize>>,
) {
    let tokens = scene.tokens;
    let speaking: BTreeSet<usize> = said
        .iter()
        .filter(|said| said.cue.is_some())
        .filter_map(|said| said.source)
        .flat_map(|(from, to)| from..to)
        .collect();
    let mut seen: BTreeMap<u32, (usize, u32)> = BTreeMap::new();
    for run in runs {
        let token = tokens.at(run.from);
        let is_whole = run.to == run.from + 1;
        let is_listed = is_one(tokens, run.from, press::SURE_ORDINARY);
        if !is_whole || is_listed || by_word.contains_key(&token.word) {
            continue;
        }
        let opens = tokens.near(run.from, -1).sentence != token.sentence;
        let is_ordinary = films::bundled().habits(token.word).is_ordinary;
        let counts = if speaking.contains(&run.from) && !(opens && is_ordinary) {
            2
        } else {
            u32::from(!opens && !is_ordinary)
        };
        seen.entry(token.word).or_insert((run.from, 0)).1 += counts;
    }
    let mut often: Vec<(usize, u32)> = seen
        .into_iter()
        .filter(|(_, (_, counts))| *counts >= 2)
        .map(|(word, (at, _))| (at, word))
        .collect();
    often.sort_unstable();
    for (at, word) in often {
        let member = Member {
            from: at,
            to: at + 1,
            kind: NameKind::Single,
            words: vec![word],
            mentions: Vec::new(),
            female: 2 * gender(word),
            roles: Vec::new(),
            speaks: 0,
        };
        push(member, cast, by_word);
    }
}

/// Whose name some words are: all of it, or its last or first word.
pub(crate) fn bearer(
    cast: &[Member],
    by_word: &BTreeMap<u32, Vec<usize>>,
    words: &[u32],
) -> Option<usize> {
    let (first, last) = (words.first()?, words.last()?);
    let having = by_word.get(last)?.iter();
    having
        .filter_map(|&number| Some((number, cast.get(number)?)))
        .filter(|(_, member)| words.iter().all(|word| member.words.contains(word)))
        .filter(|(_, member)| {
            member.words.last() == Some(last) || member.words.first() == Some(first)
        })
        .max_by_key(|(number, member)| {
            (
                member.words == words,
                member.words.last() == Some(last),
                member.mentions.len(),
                std::cmp::Reverse(*number),
            )
        })
        .map(|(number, _)| number)
}

/// Notes a mention's role and the gender that a pronoun after it tells.
fn note(tokens: &Tokens<'_>, member: &mut Member, mention: CastMention) {
    let sentence = tokens.at(mention.from).sentence;
    for back in 1..=4_isize {
        let before = tokens.near(mention.from, -back);
        if before.sentence != sentence {
            break;
        }
        if matches!(before.class, Class::Role | Class::Title) {
            member.female += 2 * gender(before.word);
            member.roles.push(before.word);
        } else if !matches!(before.class, Class::Small | Class::Name | Class::Comma) {
            break;
        }
    }
    // `Ada Wren, the director of`.
    if tokens.at(mention.to).class == Class::Comma {
        let behind = (mention.to + 1..mention.to + 6)
            .map(|at| tokens.at(at))
            .take_while(|token| token.sentence == sentence && token.class != Class::Comma);
        let roles = behind.filter(|token| token.class == Class::Role);
        member.roles.extend(roles.map(|token| token.word));
    }
    for ahead in mention.to..mention.to + PRONOUN_REACH {
        let next = tokens.at(ahead);
        if next.paragraph != tokens.at(mention.from).paragraph {
            break;
        }
        let sign = gender(next.word);
        if sign != 0 && matches!(next.class, Class::He | Class::His | Class::Her | Class::Him) {
            member.female += sign;
            break;
        }
        if next.class.is_name() && ahead > mention.to + 3 {
            break;
        }
    }
}
