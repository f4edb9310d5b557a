//! Lines that name who wrote it: behind `By`, beside a day, alone at the text's end.

use super::Scene;
use super::gathered::{GatheredNames, words};
use super::names::is_labelled;
use super::signs::Sign;
use super::{is_full_name, is_written_without_case};
use crate::fields::lines_after;
use crate::tree::sought;
use ovation_language::bylines;
use ovation_language::data::{byline, film};
use ovation_language::dates::{self, DayOrder};
use ovation_terms::Sourced;
use std::ops::Range;

/// Longest line that may be a by-line, in letters.
const LONGEST: usize = 100;

/// Lines of the page's end that are read for labels.
const FOOTER: usize = 14;

/// Gathers who is named by lines.
pub(super) fn gather<'p>(scene: &Scene<'p, '_>, found: &mut GatheredNames<'p>) {
    headline(scene, found);
    near(scene, found);
    end(scene, found);
    footer(scene, found);
}

/// `Ada Marlow reviews The Salt Road`: two words with capitals before a word for reviewing.
fn headline<'p>(scene: &Scene<'p, '_>, found: &mut GatheredNames<'p>) {
    let Some(printed) = &scene.printed else {
        return;
    };
    let pieces: Vec<&str> = printed.value.split_whitespace().collect();
    let is_verb = |word: &str| word.ends_with('s') && film::REVIEW.contains(&word);
    let places = pieces.iter().enumerate().skip(2);
    for (at, _) in places.filter(|(_, word)| is_verb(word)) {
        let name = pieces.get(at - 2..at).unwrap_or_default().join(" ");
        let is_shouted = !name.contains(char::is_lowercase) && is_bare(&name);
        if is_shouted || is_bare(&name) && bylines::is_given(&name) {
            let named = vec![Sourced::new(name, printed.evidence.clone())];
            found.add(named, &[Sign::HeadlineReviews]);
        }
    }
}

fn is_short(line: &str) -> bool {
    !line.is_empty() && line.chars().count() <= LONGEST
}

fn near<'p>(scene: &Scene<'p, '_>, found: &mut GatheredNames<'p>) {
    let page = scene.page;
    let lines = scene.near.lines(page);
    for (at, range) in lines.iter().enumerate() {
        let line = words(page, range);
        if !is_short(line) {
            continue;
        }
        // `Directed by` may stand in the headline as well as below it.
        let is_others = scene.is_headline(line) || is_role(line) && !is_labelled(line);
        let names = scene.reading.behind_label(line);
        if !names.is_empty() && !is_others {
            let mut signs = vec![Sign::LabelNear];
            signs.extend(is_labelled(line).then_some(Sign::LabelOpens));
            signs.extend(is_role(line).then_some(Sign::Role));
            found.add_printed(page, names, line, range.start, &signs);
        } else if scene.is_between(range) && is_bare(line) && !is_role(line) {
            let names = scene.reading.people(line);
            found.add_printed(page, names, line, range.start, &[Sign::BareNear]);
        }
        if line.chars().count() < 80 && has_day(line) {
            beside_day(scene, &lines, at, [Sign::DateLine, Sign::DateNext], found);
        }
    }
}

fn has_day(line: &str) -> bool {
    line.contains(|letter: char| letter.is_ascii_digit())
        && !dates::find_days(line, DayOrder::DayFirst).is_empty()
}

/// Names of two or three words in the line of a day, and in the lines before and after it.
fn beside_day<'p>(
    scene: &Scene<'p, '_>,
    lines: &[Range<usize>],
    at: usize,
    signs: [Sign; 2],
    found: &mut GatheredNames<'p>,
) {
    let [own, next] = signs;
    let before = at.checked_sub(1).and_then(|at| lines.get(at));
    let lines = [
        (lines.get(at), own),
        (before, next),
        (lines.get(at + 1), next),
    ];
    for (range, sign) in lines {
        let Some(range) = range else {
            continue;
        };
        let line = words(scene.page, range);
        // The headline stands beside the date too, and so may the site's name.
        if line.chars().count() >= 60 {
            continue;
        }
        for part in line.split([',', '|', '·', '•', '–', '—', '/']) {
            let part = part.trim();
            let is_marked = part.contains(|c: char| {
                c.is_ascii_digit() || matches!(c, ':' | '(' | '&' | '?' | '!' | '"')
            });
            if !is_marked && !is_role(part) && is_bare(part) && scene.reading.is_name(part) {
                let start = range.start + line.find(part).unwrap_or(0);
                let names = vec![part.to_owned()];
                found.add_printed(scene.page, names, part, start, &[sign]);
            }
        }
    }
}

/// Two to four words with capitals and nothing else, none of them what is left of a day.
fn is_bare(line: &str) -> bool {
    let line = line.trim();
    let count = line.split_whitespace().count();
    let is_capital = |word: &str| {
        word.chars().next().is_some_and(char::is_uppercase) || byline::PARTICLES.contains(&word)
    };
    let is_dense =
        (2..=4).contains(&line.chars().count()) && line.chars().all(is_written_without_case);
    is_dense
        || (2..=4).contains(&count)
            && line.split_whitespace().all(is_capital)
            && is_full_name(line)
            && !line.ends_with([':', ',', ';'])
            && dates::parse_day(&format!("1 {line} 2000"), DayOrder::DayFirst).is_none()
}

/// Names in the last lines of the text and in the few behind it.
fn end<'p>(scene: &Scene<'p, '_>, found: &mut GatheredNames<'p>) {
    let (page, article) = (scene.page, scene.article);
    let marked = marked_lines(scene);
    let lasts = article.lines.iter().rev().take(3).cloned();
    let after = lines_after(page, article).into_iter().skip(1).take(4);
    let last = article.lines.last().map_or(0, |line| line.start);
    for range in lasts.chain(after) {
        let line = words(page, &range);
        if !is_short(line) || is_of_tools(line) {
            continue;
        }
        let is_last = (range.start == last).then_some(Sign::SignedLast);
        let names = scene.reading.behind_label(line);
        if !names.is_empty() {
            let mut signs = vec![Sign::LabelEnd];
            signs.extend(is_last);
            signs.extend(is_labelled(line).then_some(Sign::LabelOpensEnd));
            signs.extend(is_role(line).then_some(Sign::Role));
            found.add_printed(page, names, line, range.start, &signs);
            continue;
        }
        let dash = |letter: char| matches!(letter, '-' | '–' | '—' | '~' | '―' | ' ');
        let bare = line.trim_start_matches(dash);
        let has_dash = bare.len() < line.len() && !bare.is_empty();
        let is_marked = marked.contains(&range);
        let is_word = (has_dash || is_marked)
            && !bare.contains([' ', '.', ':'])
            && bare.chars().next().is_some_and(char::is_uppercase);
        let bare = bare.trim_matches(['(', ')']);
        if !is_bare(bare) && !is_word || range.start <= scene.near.range.start {
            continue;
        }
        let mut signs = vec![Sign::SignedBare];
        signs.extend(has_dash.then_some(Sign::SignedDash));
        signs.extend(is_marked.then_some(Sign::SignedMarked));
        signs.extend(is_last);
        let names = scene.reading.people(bare);
        let start = range.start + line.find(bare).unwrap_or(0);
        found.add_printed(page, names, bare, start, &signs);
    }
    let lines = lines_after(page, article);
    for (at, range) in lines.iter().enumerate() {
        let line = words(page, range);
        if line.chars().count() < 80 && has_day(line) {
            beside_day(scene, &lines, at, [Sign::DateEnd, Sign::DateEnd], found);
        }
    }
}

/// Lines of the article that stand as a whole in bold or italics.
fn marked_lines(scene: &Scene<'_, '_>) -> Vec<Range<usize>> {
    let page = scene.page;
    let Some(at) = scene.article.at else {
        return Vec::new();
    };
    let from = scene.article.lines.iter().rev().nth(2);
    let from = from
        .or(scene.article.lines.first())
        .map_or(0, |it| it.start);
    let inside = page.within(at);
    let is_marked = |e: &crate::tree::Element<'_>| {
        e.text.end > from
            && (matches!(e.name, "strong" | "b" | "em" | "i")
                || e.hints_at(&const { sought(["signature"]) }))
    };
    page.find(inside, is_marked)
        .map(|at| page.range(at))
        .collect()
}

/// The last lines of the page: who made the site.
fn footer<'p>(scene: &Scene<'p, '_>, found: &mut GatheredNames<'p>) {
    let page = scene.page;
    let mut end = page.text.len();
    for _ in 0..FOOTER {
        let before = page.text.get(..end).unwrap_or("");
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.get(start..).unwrap_or("");
        let is_behind = scene.article.lines.last().is_none_or(|it| it.end < start);
        if is_short(line) && is_behind && !is_of_tools(line) {
            let names = scene.reading.behind_label(line);
            found.add_printed(page, names, line, start, &[Sign::LabelFooter]);
        }
        let Some(next) = start.checked_sub(1) else {
            break;
        };
        end = next;
    }
}

/// Whether a line tells what made the page: `Powered by`, `Theme by`.
fn is_of_tools(line: &str) -> bool {
    let lower = line.to_lowercase();
    byline::TOOLS.iter().any(|word| lower.contains(word))
}

/// Whether a line tells of who made the film or the pictures: `Directed by`, `Photo:`.
fn is_role(line: &str) -> bool {
    bylines::is_others_part(line)
}
