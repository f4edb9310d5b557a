//! What the names themselves say, and what candidates say of each other.

use super::Scene;
use super::gathered::GatheredNames;
use super::signs::Sign;
use super::{is_full_name, is_login, is_written_without_case};
use ovation_language::bylines;
use ovation_language::data::{byline, film};
use ovation_language::dates;
use ovation_terms::fold;

/// Signs of places near the headline or at the end.
const CLOSE: [Sign; 17] = [
    Sign::RelNear,
    Sign::RelEnd,
    Sign::BylineNear,
    Sign::BylineEnd,
    Sign::AuthorNear,
    Sign::AuthorEnd,
    Sign::AddressNear,
    Sign::AddressEnd,
    Sign::LabelNear,
    Sign::LabelEnd,
    Sign::BareNear,
    Sign::SignedMarked,
    Sign::SignedDash,
    Sign::SignedBare,
    Sign::DateLine,
    Sign::DateNext,
    Sign::DateEnd,
];

/// Signs of the page as it is printed, away from the article.
const AWAY: [Sign; 10] = [
    Sign::RelAway,
    Sign::BylineAway,
    Sign::AuthorAway,
    Sign::AddressAway,
    Sign::Icon,
    Sign::Box,
    Sign::Licence,
    Sign::LabelFooter,
    Sign::Copyright,
    Sign::Tagline,
];

/// Marks by where they stand.
const NEAR: [Sign; 4] = [
    Sign::RelNear,
    Sign::AuthorNear,
    Sign::AddressNear,
    Sign::LabelNear,
];
const END: [Sign; 6] = [
    Sign::RelEnd,
    Sign::AuthorEnd,
    Sign::AddressEnd,
    Sign::LabelEnd,
    Sign::SignedMarked,
    Sign::SignedDash,
];

const METAS: [Sign; 4] = [Sign::MetaWhole, Sign::MetaWord, Sign::MetaLogin, Sign::Card];
const STATED: [Sign; 3] = [Sign::StatedWhole, Sign::StatedWord, Sign::StatedLogin];

/// Notes what the names say.
pub(super) fn note(scene: &Scene<'_, '_>, found: &mut GatheredNames<'_>) {
    let outlet = scene.outlet.as_ref().map(|it| it.value.as_str());
    let outlet_key = outlet.map(fold).unwrap_or_default();
    let host = scene.host.as_deref().map(fold).unwrap_or_default();
    let keys: Vec<String> = found
        .list
        .iter()
        .map(super::gathered::NamedCandidate::key)
        .collect();
    for (at, candidate) in found.list.iter_mut().enumerate() {
        let name = candidate.name().to_owned();
        let key = keys.get(at).map_or("", String::as_str);
        for sign in of_name(&name) {
            candidate.row.flag(sign, true);
        }
        let is_outlet = key == outlet_key;
        let is_meta = candidate.has(&METAS) || candidate.has(&STATED);
        let ways = [
            candidate.has(&CLOSE),
            candidate.has(&AWAY),
            candidate.has(&METAS),
            candidate.has(&STATED),
            is_outlet,
        ];
        let ways = ways.into_iter().filter(|is_so| *is_so).count();
        let row = &mut candidate.row;
        row.flag(Sign::Outlet, is_outlet);
        row.flag(Sign::OutletHas, !is_outlet && outlet_key.starts_with(key));
        row.flag(
            Sign::Host,
            !host.is_empty() && (host == key || key.starts_with(&host)),
        );
        row.flag(Sign::MetaSite, is_meta && (is_outlet || host == key));
        row.flag(Sign::Several, ways > 1);
        row.flag(Sign::OutletAlone, is_outlet && ways < 2);
        let is_holder = row.has(Sign::Copyright);
        row.flag(
            Sign::Headline,
            !key.is_empty() && scene.headline.contains(key),
        );
        row.flag(Sign::Director, scene.is_director(&name));
        row.flag(Sign::TalkedOf, scene.mentions(&name) > 2);
        let count = |signs: &[Sign]| {
            signs
                .iter()
                .filter(|sign| candidate.row.has(**sign))
                .count()
        };
        let (twice_near, twice_end, twice_away) =
            (count(&NEAR) > 1, count(&END) > 1, count(&AWAY) > 1);
        let row = &mut candidate.row;
        row.flag(Sign::TwiceNear, twice_near);
        row.flag(Sign::TwiceEnd, twice_end);
        row.flag(Sign::TwiceAway, twice_away);
        row.flag(Sign::MetaAlone, is_meta && ways < 2);
        let is_word = row.has(Sign::Word) || row.has(Sign::Login);
        row.flag(
            Sign::WordOwner,
            is_word && !twice_near && (is_holder || is_meta),
        );
        let is_close = candidate.has(&CLOSE);
        let is_away = candidate.has(&AWAY);
        let row = &mut candidate.row;
        row.flag(Sign::MetaPrinted, is_meta && (is_close || is_away));
        row.flag(Sign::CopyrightAlone, is_holder && ways < 2 && !is_close);
    }
    let none = &mut found.none;
    none.flag(Sign::None, true);
    let is_person = outlet.is_some_and(|outlet| is_full_name(outlet) && bylines::is_given(outlet));
    none.flag(Sign::NoneSite, is_person);
    let is_close = found.list.iter().any(|it| it.has(&CLOSE));
    none.flag(Sign::NoneFew, !is_close);
}

/// What a name says by itself.
fn of_name(name: &str) -> Vec<Sign> {
    let mut signs = Vec::new();
    let mut flag = |sign: Sign, is_so: bool| signs.extend(is_so.then_some(sign));
    let words: Vec<&str> = name.split_whitespace().collect();
    let lower: Vec<String> = words
        .iter()
        .map(|word| {
            word.trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
        })
        .collect();
    let has = |list: &[&str]| lower.iter().any(|word| list.contains(&word.as_str()));
    let is_dense = name.chars().all(|c| is_written_without_case(c) || c == ' ');
    let is_full = is_full_name(name);
    flag(Sign::Dense, is_dense);
    flag(Sign::Whole, is_full && words.len() <= 3 && !is_dense);
    flag(Sign::Long, words.len() > 3);
    flag(Sign::Login, words.len() == 1 && is_login(name) && !is_dense);
    flag(Sign::Word, words.len() == 1 && !is_login(name) && !is_dense);
    flag(Sign::Given, bylines::is_given(name));
    let is_surname = |word: &&str| {
        word.chars().count() > 4 && byline::SURNAME_ENDS.iter().any(|end| word.ends_with(end))
    };
    flag(
        Sign::Surname,
        words.len() > 1 && words.last().is_some_and(is_surname),
    );
    let is_initial = |word: &&str| word.ends_with('.') && word.chars().count() <= 3;
    flag(Sign::Initial, words.iter().any(is_initial));
    let has_small = name.contains(char::is_lowercase);
    flag(Sign::Shouted, !has_small && words.len() > 1 && !is_dense);
    let is_small =
        |word: &&str| word.starts_with(char::is_lowercase) && !byline::PARTICLES.contains(word);
    flag(Sign::Small, words.len() > 1 && words.iter().any(is_small));
    flag(Sign::Media, bylines::is_media(name));
    flag(Sign::Nobody, has(byline::NOBODY) || has(byline::ROLE_HEADS));
    let is_day = |word: &String| dates::is_weekday(word) || bylines::is_month(word);
    flag(Sign::Month, lower.iter().any(is_day));
    flag(Sign::Film, has(film::FILM) || has(film::REVIEW));
    flag(
        Sign::Article,
        lower
            .first()
            .is_some_and(|it| film::TITLE_ARTICLES.contains(&it.as_str())),
    );
    signs
}
