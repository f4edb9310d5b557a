//! Which prize it was and who has it: `the Golden Gull for best film`, `went to Nora Vale`.

use super::words::{BEST, PRIZE};
use super::{Reach, Sentence};
use crate::people::is_not_person;
use crate::phrases::{is_one, is_one_with_capital};
use ovation_language::data::press;
use ovation_language::lexicon::{Class, word_set};

word_set!(pub(super) GIVE, NAMED_GIVE);
// Words in small letters that belong to a prize's name.
word_set!(PRIZE_WORD, NAMED_PRIZE_WORD);
word_set!(TO, NAMED_TO);
word_set!(BY, NAMED_BY);
// `best`: opens what a prize is for.
word_set!(FOR_BEST, NAMED_FOR_BEST);
// Words between a prize and what it is for.
word_set!(FOR, NAMED_FOR);
// Small words inside a person's name.
word_set!(PARTICLE, NAMED_PARTICLE);

/// How many words of a prize's name are taken at most.
const LONGEST: usize = 14;

impl Sentence<'_, '_> {
    /// The words that name the prize at a token.
    pub(super) fn prize_named(&self, at: usize) -> Reach {
        let tokens = self.tokens;
        let mut from = at;
        while from > self.from && at - from < LONGEST {
            let before = tokens.at(from - 1);
            let is_name =
                matches!(before.class, Class::Name | Class::Capitals) && !self.is_film(from - 1);
            let is_word = PRIZE_WORD.has(before.word)
                && !matches!(before.class, Class::The | Class::A | Class::In);
            let is_owner = before.class == Class::Genitive && from >= 2 && from - 2 >= self.from;
            if !(is_name || is_word || is_owner || FOR_BEST.has(before.word)) {
                break;
            }
            from -= 1;
        }
        // `Nora Vale's prize` is named without whose it is; `People's Choice Award` is not.
        if let Some(owner) = (from..at)
            .rev()
            .find(|&place| tokens.at(place).class == Class::Genitive)
            && !is_one_with_capital(tokens, owner - 1, press::NAMED_GUILDS)
            && !PRIZE_WORD.has(tokens.at(owner.saturating_sub(1)).word)
        {
            from = owner + 1;
        }
        let mut to = at + 1;
        while to < self.to && to - from < LONGEST {
            let next = tokens.at(to);
            let is_name = matches!(next.class, Class::Name | Class::Capitals) && !self.is_film(to);
            let after = tokens.at(to + 1);
            // `Prix du Jury`, `Prize of the Ecumenical Jury`, `Palme d'Or`.
            let links = is_one(tokens, to, press::NAMED_LINKS)
                && (matches!(after.class, Class::Name | Class::Capitals)
                    || is_one(tokens, to + 1, press::NAMED_LINKED))
                && !self.is_festival(to + 1)
                && !self.is_film(to + 1);
            let mut elided = press::NAMED_ELIDED.iter();
            let is_gold = elided.any(|start| tokens.text_of(to).starts_with(start));
            let is_category = next.is_capital && BEST.has(next.word);
            let is_thing = is_category
                || PRIZE.has(next.word)
                || is_gold
                || is_one(tokens, to, press::NAMED_SPECIAL);
            if !(is_name && !self.is_festival(to) || links || is_thing) {
                break;
            }
            to += 1;
        }
        let end = self.best_of(to).unwrap_or(to);
        let from = self.best_before(from).unwrap_or(from);
        (from, end)
    }

    /// The end of what a prize is for: `for best original screenplay`, `a la mejor película`,
    /// `as best actor in a leading role`.
    fn best_of(&self, at: usize) -> Option<usize> {
        let tokens = self.tokens;
        let mut best = at;
        // Commas and brackets part a prize from what it is for: `the Gull (best film)`.
        if matches!(tokens.text_of(best), "(" | "," | ":" | "–" | "—") {
            best += 1;
        }
        while best < self.to.min(at + 4) && FOR.has(tokens.at(best).word) {
            best += 1;
        }
        let is_direct = BEST.has(tokens.at(best).word)
            && is_one(tokens, at, press::NAMED_FOR_WHAT)
            && best == at + 1
            && !tokens.at(best).is_capital;
        if !(FOR_BEST.has(tokens.at(best).word) || is_direct) {
            return None;
        }
        let mut end = best + 1;
        while end < self.to && end < best + 6 {
            let next = tokens.at(end);
            let ends = matches!(
                next.class,
                Class::In
                    | Class::To
                    | Class::And
                    | Class::Be
                    | Class::That
                    | Class::Who
                    | Class::If
                    | Class::The
                    | Class::A
                    | Class::His
                    | Class::Her
                    | Class::Said
                    | Class::Day
            ) || TO.has(next.word)
                || BY.has(next.word)
                || is_one(tokens, end, press::NAMED_FOR_WHAT)
                || super::words::WIN.has(next.word)
                || GIVE.has(next.word);
            if ends || !next.is_word() || self.is_film(end) {
                break;
            }
            // A name behind the category is whoever has it, but for `Best Actress` all in capitals.
            if next.is_capital && !tokens.at(best).is_capital && end > best + 1 {
                break;
            }
            end += 1;
        }
        // `in a leading role`, `in a foreign language`.
        if is_one(tokens, end, press::NAMED_ROLE_IN)
            && matches!(tokens.at(end + 1).class, Class::A | Class::The)
            && let Some(role) =
                (end + 2..end + 4).find(|&place| is_one(tokens, place, press::NAMED_ROLE))
        {
            end = role + 1;
        }
        (end > best + 1 || is_direct).then_some(end)
    }

    /// The start of a category that stands before the prize: `best actress award`.
    fn best_before(&self, from: usize) -> Option<usize> {
        let low = self.from.max(from.saturating_sub(4));
        let best = (low..from)
            .rev()
            .find(|&place| FOR_BEST.has(self.tokens.at(place).word))?;
        (best + 1..from)
            .all(|place| BEST.has(self.tokens.at(place).word))
            .then_some(best)
    }

    /// Who has the prize: behind `to` where it is given, behind `by` where it was won by somebody,
    /// else whoever wins it.
    pub(super) fn winner(&self, win: usize, prize: Reach) -> Option<Reach> {
        let tokens = self.tokens;
        let gives = |place: usize| GIVE.has(tokens.at(place).word);
        let low = self.from.max(win.min(prize.0).saturating_sub(4));
        let is_given = (low..self.to.min(win.max(prize.1) + 3)).any(gives);
        if is_given {
            // `went to Nora Vale`, `gave the prize to Nora Vale`.
            let after = win.min(prize.0)..self.to;
            for to in
                after.filter(|&to| TO.has(tokens.at(to).word) && !(prize.0..prize.1).contains(&to))
            {
                if let Some(name) = self.name_at(to + 1, prize) {
                    return Some(name);
                }
            }
            // `gave Nora Vale the prize`.
            if !self.is_passive(win)
                && gives(win)
                && win < prize.0
                && let Some(name) = self.name_at(win + 1, prize)
            {
                return Some(name);
            }
        }
        let by = (win.max(prize.0)..self.to.min(win.max(prize.1) + 4))
            .find(|&place| BY.has(tokens.at(place).word) && !(prize.0..prize.1).contains(&place));
        if let Some(by) = by.filter(|&by| by == win + 1 || by + 1 == win)
            && let Some(name) = self.name_at(by + 1, prize)
        {
            return Some(name);
        }
        // Whoever gives it is nobody who has it.
        if is_given
            && gives(win)
            && !self.is_passive(win)
            && !super::words::WIN.has(tokens.at(win).word)
        {
            return None;
        }
        self.subject(win, prize)
    }

    /// `was awarded`, `has been given`.
    fn is_passive(&self, verb: usize) -> bool {
        let low = self.from.max(verb.saturating_sub(2));
        (low..verb).any(|place| is_one(self.tokens, place, press::NAMED_PASSIVE))
    }

    /// The name that stands nearest before a verb, its own clause's.
    fn subject(&self, verb: usize, prize: Reach) -> Option<Reach> {
        let low = self.from.max(verb.saturating_sub(18));
        let mut end = verb;
        while end > low {
            let at = end - 1;
            let token = self.tokens.at(at);
            if matches!(token.class, Class::Stop | Class::Semicolon) {
                return None;
            }
            if let Some(span) = self.film_span(at) {
                return Some(span);
            }
            let is_name = matches!(token.class, Class::Name | Class::Capitals);
            let is_owner = self.tokens.at(at + 1).class == Class::Genitive;
            let is_outside = at < prize.0 || at >= prize.1;
            if is_name && !is_owner && is_outside && !self.is_festival(at) {
                let from = self.name_start(at, low);
                if is_recipient(self, from, at + 1) {
                    // `Nora Vale and Otto Brand`.
                    return Some((self.row_start(from, low), at + 1));
                }
                end = from;
                continue;
            }
            if matches!(token.class, Class::He | Class::It) {
                return None;
            }
            end = at;
        }
        None
    }

    fn name_start(&self, at: usize, low: usize) -> usize {
        let tokens = self.tokens;
        let mut from = at;
        while from > low {
            let before = tokens.at(from - 1);
            let is_name = matches!(before.class, Class::Name | Class::Capitals);
            let joins = PARTICLE.has(before.word)
                && from >= low + 2
                && matches!(tokens.at(from - 2).class, Class::Name | Class::Capitals);
            if !(is_name || joins) || self.film_span(from - 1).is_some() {
                break;
            }
            from -= 1;
        }
        from
    }

    fn row_start(&self, from: usize, low: usize) -> usize {
        let tokens = self.tokens;
        let is_and = from >= low + 2 && tokens.at(from - 1).class == Class::And;
        if is_and && matches!(tokens.at(from - 2).class, Class::Name | Class::Capitals) {
            return self.name_start(from - 2, low);
        }
        from
    }

    /// The name that begins at a token, with one behind `and`; an article and a role before it are
    /// passed over: `the actress Nora Vale`.
    fn name_at(&self, at: usize, prize: Reach) -> Option<Reach> {
        let tokens = self.tokens;
        let mut from = at;
        while from < self.to.min(at + 5) {
            let token = tokens.at(from);
            let is_before = matches!(
                token.class,
                Class::The
                    | Class::A
                    | Class::Role
                    | Class::Title
                    | Class::Small
                    | Class::In
                    | Class::His
            ) || matches!(token.class, Class::Comma | Class::Mark | Class::Open);
            let starts = matches!(token.class, Class::Name | Class::Capitals) || self.is_film(from);
            if starts {
                break;
            }
            if !is_before {
                return None;
            }
            from += 1;
        }
        if from < prize.1 && from >= prize.0 {
            return None;
        }
        if let Some(span) = self.film_span(from) {
            return Some(span);
        }
        let to = self.name_end(from);
        if to == from || self.is_festival(from) || !is_recipient(self, from, to) {
            return None;
        }
        if tokens.at(to).class == Class::And {
            let next = self.name_end(to + 1);
            if next > to + 2 && self.film_span(to + 1).is_none() {
                return Some((from, next));
            }
        }
        Some((from, to))
    }

    fn name_end(&self, from: usize) -> usize {
        let tokens = self.tokens;
        let mut to = from;
        while to < self.to {
            let next = tokens.at(to);
            let is_name = matches!(next.class, Class::Name | Class::Capitals);
            let joins = to > from
                && PARTICLE.has(next.word)
                && matches!(tokens.at(to + 1).class, Class::Name | Class::Capitals);
            if !(is_name || joins) || self.film_span(to).is_some() {
                break;
            }
            to += 1;
        }
        to
    }

    fn film_span(&self, at: usize) -> Option<Reach> {
        let mut mentions = self.films.iter().flat_map(|film| &film.mentions);
        mentions.find(|&&(from, to)| from <= at && at < to).copied()
    }

    fn is_film(&self, at: usize) -> bool {
        self.film_span(at).is_some()
    }

    fn is_festival(&self, at: usize) -> bool {
        self.festival()
            .is_some_and(|(from, to)| from <= at && at < to)
    }
}

/// Whether some words can name whoever has a prize: a person's name of two words, or one word that is
/// no place, firm or day.
fn is_recipient(sentence: &Sentence<'_, '_>, from: usize, to: usize) -> bool {
    let tokens = sentence.tokens;
    let is_prize = (from..to).any(|at| PRIZE.has(tokens.at(at).word));
    let is_body = (from..to).any(|at| is_one_with_capital(tokens, at, press::NAMED_BODIES));
    !is_prize && !is_body && !is_not_person(tokens, from, to)
}
