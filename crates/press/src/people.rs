//! Names of people in an article, and who a pronoun, a surname or a role stands for.

pub(crate) mod runs;

use super::speech::Scene;
use super::statement::Said;
use super::tokens::Tokens;
use ovation_language::lexicon::Class;
pub(crate) use runs::is_not_person;
use runs::{
    NOT_NAMES, NameRun, company_before, find_runs, gender, is_crowd, is_star, name_words,
    strip_title,
};
use std::collections::BTreeMap;

/// Somebody named in the article.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    /// Tokens of the fullest name.
    pub(crate) from: usize,
    /// Exclusive.
    pub(crate) to: usize,
    /// Digests of the name's words.
    words: Vec<u32>,
    /// Where the name or a part of it stands: first tokens, in order.
    mentions: Vec<usize>,
    /// For `she`, against `he`.
    female: i32,
    /// Digest of the role printed beside the name: `director`.
    role: Option<u32>,
    /// Signs that this is a person.
    pub(crate) weight: i32,
}

/// All people of an article.
#[derive(Debug)]
pub(crate) struct People {
    pub(crate) list: Vec<Person>,
    /// For each word of a name, the numbers of those who have it.
    by_word: BTreeMap<u32, Vec<usize>>,
}

impl People {
    /// Finds the people of a text.
    pub(crate) fn find(scene: &Scene<'_>, said: &[Said]) -> Self {
        let tokens = scene.tokens;
        let runs = find_runs(tokens);
        let mut people = Self {
            list: Vec::new(),
            by_word: BTreeMap::new(),
        };
        for run in &runs {
            // In a heading every word has its capital, name or not.
            if run.to - run.from < 2 || run.to - run.from > 6 || scene.is_heading(run.from) {
                continue;
            }
            let words = name_words(tokens, run.from, run.to);
            if words.len() < 2
                || words
                    .iter()
                    .any(|word| NOT_NAMES.binary_search(word).is_ok())
            {
                continue;
            }
            if people.whole(&words).is_none() {
                let weight = i32::from(words.first().is_some_and(|&word| gender(word) != 0));
                people.add(Person {
                    from: run.from,
                    to: run.to,
                    words,
                    mentions: Vec::new(),
                    female: 0,
                    role: None,
                    weight,
                });
            }
        }
        people.note_mentions(scene, &runs);
        people.note_signs(tokens, said);
        people
    }

    fn add(&mut self, person: Person) {
        let number = self.list.len();
        for &word in &person.words {
            self.by_word.entry(word).or_default().push(number);
        }
        self.list.push(person);
    }

    /// Numbers of those whose names have a word.
    fn having(&self, word: u32) -> &[usize] {
        self.by_word.get(&word).map_or(&[], Vec::as_slice)
    }

    /// The person of just these words.
    fn whole(&self, words: &[u32]) -> Option<&Person> {
        let having = self.having(*words.first()?).iter();
        having
            .filter_map(|&number| self.list.get(number))
            .find(|person| person.words == words)
    }

    /// Whether tokens are somebody's name.
    pub(crate) fn is_name(&self, tokens: &Tokens<'_>, from: usize, to: usize) -> bool {
        let words = name_words(tokens, from, to);
        if words.len() != to - from {
            return false;
        }
        words.len() >= 2
            && (words.first().is_some_and(|&word| gender(word) != 0)
                || self.whole(&words).is_some_and(|person| person.weight > 0))
    }

    /// Whether tokens are where somebody's fullest name stands, of whom more than the name speaks.
    pub(crate) fn is_whole(&self, from: usize, to: usize) -> bool {
        let mut list = self.list.iter();
        list.any(|person| (person.from, person.to) == (from, to) && person.weight > 0)
    }

    /// Whether a pronoun is of the gender that is known of the person whose fullest name stands there.
    pub(crate) fn agrees(&self, (from, to): (usize, usize), pronoun: u32) -> bool {
        let sign = gender(pronoun);
        let mut list = self.list.iter();
        sign != 0
            && list.any(|person| {
                (person.from, person.to) == (from, to) && person.female.signum() == sign
            })
    }

    /// Whether that person has a role in the text.
    pub(crate) fn has_role(&self, (from, to): (usize, usize), role: u32) -> bool {
        let mut list = self.list.iter();
        list.any(|person| (person.from, person.to) == (from, to) && person.role == Some(role))
    }

    /// How much says that tokens are somebody's whole name; 0 for what is nobody's.
    pub(crate) fn weight_of(&self, tokens: &Tokens<'_>, from: usize, to: usize) -> usize {
        let words = name_words(tokens, from, to);
        if words.len() != to - from || words.len() < 2 {
            return 0;
        }
        self.whole(&words).map_or(0, |person| {
            let many = person.mentions.len().min(4);
            usize::try_from(person.weight).unwrap_or(0) + many / 2
        })
    }

    /// Digests of the words of all names of people, sorted.
    pub(crate) fn words(&self) -> Vec<u32> {
        let sure = self.list.iter().filter(|person| person.weight > 0);
        let mut words: Vec<u32> = sure
            .flat_map(|person| person.words.iter().copied())
            .collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    /// The people but for names that turned out to be titles of films, which stand in `titles`, sorted.
    pub(crate) fn without(mut self, titles: &[(usize, usize)]) -> Self {
        let is_title = |person: &Person| {
            let before = titles.partition_point(|span| span.0 <= person.from);
            let span = before.checked_sub(1).and_then(|at| titles.get(at));
            span.is_some_and(|span| person.to <= span.1)
        };
        let all = self.list.len();
        let people: Vec<Person> = self
            .list
            .drain(..)
            .filter(|person| !is_title(person))
            .collect();
        if people.len() == all {
            self.list = people;
            return self;
        }
        self.by_word.clear();
        for person in people {
            self.add(person);
        }
        self
    }

    /// A name in one word that is said to speak stands for the fullest name that has it.
    fn note_mentions(&mut self, scene: &Scene<'_>, runs: &[NameRun]) {
        let tokens = scene.tokens;
        for run in runs {
            // Whom somebody speaks of is not whom the article speaks of next.
            if scene
                .inside
                .get(run.from)
                .is_some_and(|&inside| inside != 0)
            {
                continue;
            }
            let words = name_words(tokens, run.from, run.to);
            if let Some(number) = self.named(&words)
                && let Some(person) = self.list.get_mut(number)
            {
                person.mentions.push(run.from);
                // Who is called by the last name alone is a person.
                if words.len() == 1
                    && person.words.last() == words.first()
                    && tokens.near(run.from, -1).class != Class::Colon
                {
                    person.weight += 1;
                }
            }
        }
    }

    fn note_signs(&mut self, tokens: &Tokens<'_>, said: &[Said]) {
        for person in &mut self.list {
            // A family name may be a given one: `Ana Lawrence`.
            let first = person.words.first();
            person.female += first.map_or(0, |&word| 2 * gender(word));
            for &at in &person.mentions {
                for back in 1..=4_isize {
                    let before = tokens.near(at, -back);
                    if before.sentence != tokens.at(at).sentence
                        || before.class == Class::Stop && back > 2
                    {
                        break;
                    }
                    if matches!(before.class, Class::Role | Class::Title) {
                        person.weight += 2;
                        person.female += 2 * gender(before.word);
                        person.role.get_or_insert(before.word);
                    } else if before.class != Class::Small
                        && before.class != Class::Name
                        && before.class != Class::Comma
                    {
                        break;
                    }
                }
                // The next pronoun of a person, within a dozen words.
                for ahead in 1..14_usize {
                    let next = tokens.at(at + ahead);
                    if next.paragraph != tokens.at(at).paragraph {
                        break;
                    }
                    let sign = gender(next.word);
                    if sign != 0
                        && matches!(next.class, Class::He | Class::His | Class::Her | Class::Him)
                    {
                        person.female += sign;
                        break;
                    }
                    if next.class.is_name() && ahead > 3 {
                        break;
                    }
                }
            }
        }
        for said in said {
            if let Some((from, to)) = said.source
                && let Some(number) = self.named(&name_words(tokens, from, to))
                && let Some(person) = self.list.get_mut(number)
            {
                person.weight += 3;
            }
        }
    }

    /// The person that words of a name stand for: all of them in the name, the last name first.
    fn named(&self, words: &[u32]) -> Option<usize> {
        let holds = |person: &Person| words.iter().all(|word| person.words.contains(word));
        let rank = |person: &Person| {
            (
                person.words == words,
                person.words.last() == words.last(),
                person.mentions.len(),
                person.weight,
            )
        };
        let having = self.having(*words.first()?).iter();
        having
            .filter_map(|&number| Some((number, self.list.get(number)?)))
            .filter(|(_, person)| holds(person))
            .max_by(|(a, one), (b, other)| rank(one).cmp(&rank(other)).then(b.cmp(a)))
            .map(|(number, _)| number)
    }

    /// The person named most, counting where.
    fn main(&self, fits: &dyn Fn(&Person) -> bool) -> Option<usize> {
        self.list
            .iter()
            .enumerate()
            .filter(|(_, person)| fits(person))
            .max_by(|(a, one), (b, other)| {
                one.mentions.len().cmp(&other.mentions.len()).then(b.cmp(a))
            })
            .map(|(number, _)| number)
    }

    /// The person last named before a token, who may be the one meant.
    fn last_before(&self, at: usize, fits: &dyn Fn(&Person) -> bool) -> Option<usize> {
        self.list
            .iter()
            .enumerate()
            .filter(|(_, person)| fits(person))
            .filter_map(|(number, person)| {
                let place = person.mentions.partition_point(|&mention| mention < at);
                Some((*person.mentions.get(place.checked_sub(1)?)?, number))
            })
            .max()
            .map(|(_, number)| number)
    }

    /// Who made each statement: the fullest name, or the words printed where nobody is named.
    pub(crate) fn speakers(&self, scene: &Scene<'_>, said: &[Said]) -> Vec<Option<(usize, usize)>> {
        let mut speakers: Vec<Option<(usize, usize)>> = Vec::with_capacity(said.len());
        let mut last: Option<usize> = None;
        for statement in said {
            let Some((from, to)) = statement.source else {
                speakers.push(None);
                continue;
            };
            if let Some(span) = company_before(scene, from, to) {
                speakers.push(Some(span));
                continue;
            }
            let resolved = self.who(scene, from, to, last);
            if let Some(number) = resolved {
                last = Some(number);
            }
            let span = resolved
                .and_then(|number| self.list.get(number))
                .map(|person| (person.from, person.to));
            speakers.push(Some(
                span.unwrap_or_else(|| strip_title(scene.tokens, from, to)),
            ));
        }
        speakers
    }

    fn who(&self, scene: &Scene<'_>, from: usize, to: usize, last: Option<usize>) -> Option<usize> {
        let tokens = scene.tokens;
        let first = tokens.at(from);
        // `the attorney for Roy`, `the "Lanterns" director`, `Roy's lawyer`: the role speaks, not who stands beside it.
        let of = (from..to)
            .find(|&at| matches!(tokens.at(at).class, Class::In | Class::Who | Class::Comma))
            .unwrap_or(to);
        let role_at =
            (from..of).find(|&at| tokens.at(at).class == Class::Role || is_star(tokens, at));
        let is_by_role = role_at.is_some_and(|role| {
            !(role + 1..of).any(|at| tokens.at(at).is_capital)
                && (of < to
                    || matches!(first.class, Class::The | Class::His | Class::A)
                    || (from..role).any(|at| tokens.at(at).class == Class::Genitive))
        });
        // `his lawyer, Ana Roy,`: the name beside the role.
        if role_at.is_some()
            && let Some(number) = self.named_after(tokens, to)
        {
            return Some(number);
        }
        let words = name_words(tokens, from, to);
        if !words.is_empty() && !is_by_role {
            // `Roy's spokeswoman, Ana Toll`: who is named last within the source.
            return self.named(&words).or_else(|| {
                (from..to).rev().find_map(|at| {
                    self.list.iter().position(|person| {
                        person.from >= from && person.from <= at && person.to <= to + 1
                    })
                })
            });
        }
        if to == from + 1
            && matches!(
                first.class,
                Class::He | Class::Him | Class::Her | Class::His
            )
        {
            let sign = gender(first.word);
            if sign == 0 {
                return None;
            }
            return self.meant(tokens, from, last, sign);
        }
        let role = role_at?;
        // `the director`, not `a director` and not `one fan`.
        let is_known = matches!(first.class, Class::The | Class::His)
            || first.class == Class::Number && to - from > 1;
        if !is_known || is_crowd(tokens, role) {
            return None;
        }
        let word = tokens.at(role).word;
        let of_role = self.main(&|person| {
            person.role == Some(word) && person.mentions.first().is_some_and(|&at| at < from)
        });
        let sign = gender(word);
        of_role.or_else(|| self.meant(tokens, from, last, sign))
    }

    /// The person whose name follows a comma at `to`.
    fn named_after(&self, tokens: &Tokens<'_>, to: usize) -> Option<usize> {
        if tokens.at(to).class != Class::Comma {
            return None;
        }
        let end = (to + 1..to + 6)
            .find(|&at| !matches!(tokens.at(at).class, Class::Name | Class::Capitals))?;
        let words = name_words(tokens, to + 1, end);
        if words.len() < 2 {
            None
        } else {
            self.named(&words)
        }
    }

    /// Who a pronoun or a role means: the last speaker if he fits and nobody was named since, else who was
    /// named last, else who is named most.
    fn meant(
        &self,
        tokens: &Tokens<'_>,
        at: usize,
        last: Option<usize>,
        sign: i32,
    ) -> Option<usize> {
        let fits = |person: &Person| sign == 0 || person.female.signum() != -sign;
        let paragraph = tokens.at(at).paragraph;
        // The subject of the sentences before, in this paragraph or the one before it.
        let (begin, _) = tokens.paragraph(paragraph.saturating_sub(1));
        let subject = self.subject_before(tokens, begin, at, &fits);
        let spoke = last.filter(|&number| self.list.get(number).is_some_and(fits));
        if let Some(number) = spoke {
            let newer = subject.filter(|&(place, other)| {
                other != number && tokens.at(place).paragraph == paragraph
            });
            return Some(newer.map_or(number, |(_, other)| other));
        }
        subject
            .map(|(_, number)| number)
            .or_else(|| {
                self.main(&|person| {
                    fits(person) && person.mentions.first().is_some_and(|&first| first < at)
                })
            })
            .or_else(|| self.last_before(at, &fits))
    }

    /// The last person who opens a sentence in `begin..at`.
    fn subject_before(
        &self,
        tokens: &Tokens<'_>,
        begin: usize,
        at: usize,
        fits: &dyn Fn(&Person) -> bool,
    ) -> Option<(usize, usize)> {
        self.list
            .iter()
            .enumerate()
            .filter(|(_, person)| fits(person))
            .filter_map(|(number, person)| {
                let mention = person.mentions.iter().rev().find(|&&mention| {
                    mention >= begin
                        && mention < at
                        && mention <= tokens.sentence(tokens.at(mention).sentence).0 + 4
                })?;
                Some((*mention, number))
            })
            .max()
    }
}
