//! Ratings printed in the page's text.
//!
//! Careful rather than complete: a rating counts only in a form that says its scale, and not where
//! its neighbours say that it is somebody else's (readers, an aggregator) or something else (a
//! date, a score of a game).

use super::tree::Page;
use ovation_terms::PrintedRating;
use std::ops::Range;

/// A rating found in the text.
#[derive(Clone, Debug)]
pub(super) struct FoundRating {
    pub(super) rating: PrintedRating,
    pub(super) range: Range<usize>,
    pub(super) score: i32,
}

pattern!(
    FRACTION,
    r"(?i)(\d{1,3}(?:[.,]\d{1,2})?)(\s?½)?\s?(?:/|／|\bout of\b|\bof\b|\bvon\b|\bsur\b|\bsu\b|\bde\b|\bsobre\b|\bem\b|\bvan de\b|\bна\b|\bиз\b|\bz\b)\s?(100|10|20|5|4|6)(?:[.,]0)?\b(\s*(?:stars?|sterne[n]?|étoiles?|stelle|estrellas|estrelas|sterren|gwiazdek|звезд|звёзд|points?|punkte[n]?))?"
);
pattern!(
    STARS,
    r"[★⭐🌟✭✮⋆✯🟊](?:[\u{fe0f}\s]?[★⭐🌟✭✮✯🟊☆✩½⯪⯨✰])*(?:\s?½|\s?1/2)?|☆{4,5}"
);
pattern!(
    STAR_WORDS,
    r"(?i)\b(\d(?:[.,]\d)?(?:\s?½|\s1/2)?|one|two|three|four|five|one and a half|two and a half|three and a half|four and a half)(?:\s|-)(?:stars?\b|sterne\b|étoiles?\b|stelle\b|estrellas\b|estrelas\b|sterren\b)(?:\s(?:out of|of|von|sur|su|de)\s(four|five|ten|\d{1,2}))?"
);
pattern!(
    LABELLED,
    r"(?i)(?:^|[\s(\[|>*])(?:my |final |overall |our )?(?:rating|grade|score|verdict|note|nota|notă|wertung|bewertung|gesamtwertung|voto|valutazione|puntuación|puntuacion|calificación|calificacion|valoración|ocena|cijfer|beoordeling|waardering|betyg|karakter|оценка|итог|評価|点数|评分)\s?(?:finale?|final|globale?|générale)?\s?(?:[:：=–—-]|\bis\b)\s?([A-F][+\-−–]?(?:[\s.,;)\]|]|$)|\d{1,3}(?:[.,]\d{1,2})?\s?½?\s?(?:%|点|(?:/|von|out of|of|sur|su|de|sobre|em|na|z|из|van de)\s?\d{1,3}\b)?)"
);
pattern!(PERCENT, r"^\P{N}{2,30}[:：]\s?(\d{1,3}\s?%)$");
pattern!(
    JAPANESE,
    r"(\d{1,3}(?:\.\d)?)\s?点\s?[／/(（]\s?(\d{2,3})\s?点"
);

/// Words that say whose rating it is, where it is not the critic's, or that it is none.
const NOT_OWN: [&str; 46] = [
    "reader",
    "readers",
    "user",
    "users",
    "audience",
    "votes",
    "vote count",
    "imdb",
    "tomato",
    "metacritic",
    "average",
    "aggregate",
    "community",
    "leser",
    "lecteurs",
    "lettori",
    "lectores",
    "leitores",
    "spectateurs",
    "presse",
    "читател",
    "зрител",
    "кинопоиск",
    "пользоват",
    "douban",
    "豆瓣",
    "filmweb",
    "letterboxd",
    "filmaffinity",
    "allocin",
    "cinemascore",
    "rated by",
    "people",
    "critics gave",
    "per cent",
    "season",
    "episode",
    "chapter",
    "page",
    "track",
    "comments",
    "comment",
    "kommentar",
    "moviepilot",
    "google",
    "rate this",
];

/// Words beside which a bare fraction is likely the verdict.
const OWN: [&str; 24] = [
    "rating",
    "score",
    "verdict",
    "grade",
    "give",
    "gave",
    "giving",
    "gets",
    "stars",
    "note",
    "wertung",
    "bewertung",
    "voto",
    "nota",
    "puntu",
    "calific",
    "оцен",
    "ставлю",
    "評価",
    "ocena",
    "cijfer",
    "verdict",
    "fazit",
    "final",
];

/// Finds the critic's ratings in the article's part of the text, best first.
pub(super) fn find(page: &Page<'_>, scope: &[Range<usize>]) -> Vec<FoundRating> {
    let mut found: Vec<FoundRating> = Vec::new();
    let last = scope.last().map_or(0, |range| range.end);
    let count = scope.len();
    for (number, range) in scope.iter().enumerate() {
        let Some(line) = page.text.get(range.clone()) else {
            continue;
        };
        let is_short = line.chars().count() < 60;
        let at_edge = number < 4 || number + 6 >= count;
        for (rating, inner, sureness) in in_line(line) {
            let start = range.start + inner.start;
            let around = around(line, &inner);
            if NOT_OWN.iter().any(|word| around.contains(word)) {
                continue;
            }
            let mut score = sureness;
            score += i32::from(is_short) * 2;
            score += i32::from(at_edge);
            score += i32::from(OWN.iter().any(|word| around.contains(word))) * 2;
            score += i32::from(last.saturating_sub(start) < 400);
            found.push(FoundRating {
                rating,
                range: start..range.start + inner.end,
                score,
            });
        }
    }
    found.sort_by(|a, b| {
        b.score
            .cmp(&a.score)
            .then(a.range.start.cmp(&b.range.start))
    });
    found
}

/// Whether a few words are nothing but a rating, such as `Grade: B+`.
pub(super) fn is_rating(words: &str) -> bool {
    words.chars().count() < 40
        && in_line(words)
            .iter()
            .any(|(_, range, sureness)| *sureness >= 3 && range.end + 2 >= words.len())
}

/// What stands around a range, lower case.
fn around(line: &str, inner: &Range<usize>) -> String {
    let before = line.get(..inner.start).unwrap_or("");
    let after = line.get(inner.end..).unwrap_or("");
    let before: Vec<char> = before.chars().rev().take(40).collect();
    let mut words: String = before.into_iter().rev().collect();
    words.push(' ');
    words.extend(after.chars().take(30));
    words.to_lowercase()
}

fn in_line(line: &str) -> Vec<(PrintedRating, Range<usize>, i32)> {
    let mut found = Vec::new();
    let length = line.chars().count();
    let trim = |range: Range<usize>| {
        let words = line.get(range.clone()).unwrap_or("");
        let start = range.start + (words.len() - words.trim_start().len());
        start..start + words.trim().len()
    };
    let mut push = |range: Range<usize>, sureness: i32| {
        let range = trim(range);
        let words = line.get(range.clone()).unwrap_or("").to_owned();
        found.push((PrintedRating::of(words), range, sureness));
    };
    for parts in FRACTION.captures_iter(line) {
        let (Some(all), Some(points), Some(best)) = (parts.get(0), parts.get(1), parts.get(2 + 1))
        else {
            continue;
        };
        let number = |words: &str| words.replace(',', ".").parse::<f64>().ok();
        let (Some(value), Some(top)) = (number(points.as_str()), number(best.as_str())) else {
            continue;
        };
        let before = line.get(..all.start()).unwrap_or("").chars().next_back();
        let after = line.get(all.end()..).unwrap_or("").chars().next();
        let is_part =
            |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | ',' | '-' | '$' | '#');
        let after_more = line.get(all.end()..).unwrap_or("").chars().nth(1);
        let is_cut = after.is_some_and(|c| matches!(c, '/' | '%' | '-' | '°'))
            || (after.is_some_and(|c| matches!(c, '.' | ','))
                && after_more.is_some_and(|c| c.is_ascii_digit()));
        if value > top || before.is_some_and(is_part) || is_cut {
            continue;
        }
        let is_slash = all.as_str().contains(['/', '／']);
        let is_short = length < 60;
        let said = around(line, &all.range());
        let is_own = OWN.iter().any(|word| said.contains(word));
        let is_end = line
            .get(all.end()..)
            .is_some_and(|rest| rest.trim().chars().nth(2).is_none());
        let has_unit = parts.get(4).is_some();
        let in_words = ["out of", "из"]
            .iter()
            .any(|word| all.as_str().contains(word));
        // `4 of 5` and `1 de 4` in a sentence count things; a slash may be a date.
        let sureness = match (is_slash, in_words) {
            _ if has_unit => 4,
            (true, _) if !is_end && !is_short && !is_own => continue,
            (true, _) => 3,
            (false, true) if is_own || is_short || is_end => 3,
            (false, false) if is_own && is_short => 1,
            _ => continue,
        };
        push(all.range(), sureness);
    }
    for glyphs in STARS.find_iter(line) {
        let count = glyphs
            .as_str()
            .chars()
            .filter(|c| !matches!(c, '\u{fe0f}' | ' '))
            .count();
        let after = line.get(glyphs.end()..).unwrap_or("").trim_start();
        let is_alone = length < count + 40;
        // A single star is a bullet or a footnote, unless the scale is shown by empty ones.
        if !(2..=10).contains(&count) || (count < 3 && !is_alone) || after.starts_with("rating") {
            continue;
        }
        push(glyphs.range(), if is_alone { 3 } else { 1 });
    }
    for parts in STAR_WORDS.captures_iter(line) {
        let Some(all) = parts.get(0) else {
            continue;
        };
        let said = around(line, &all.range());
        let is_short = length < 60;
        let is_own = OWN.iter().any(|word| said.contains(word));
        if parts.get(2).is_some() || is_short || is_own {
            push(all.range(), 2);
        }
    }
    for parts in LABELLED.captures_iter(line) {
        let Some(value) = parts.get(1) else {
            continue;
        };
        let start = parts.get(0).map_or(0, |all| all.start());
        let is_short = value.start().saturating_sub(start) < 40;
        let words = value
            .as_str()
            .trim_matches([' ', '.', ',', ';', ')', ']', '|']);
        let is_letter = words.starts_with(|c: char| c.is_ascii_uppercase());
        let is_lone_letter = is_letter && words.len() == 1 && length > 30;
        if is_short && !is_lone_letter && !(is_letter && words == "E") {
            push(value.start()..value.start() + words.len(), 3);
        }
    }
    // `Anna's meter: 77%`, with nothing behind it.
    if let Some(all) = PERCENT.captures(line).and_then(|parts| parts.get(1))
        && length < 40
    {
        push(all.range(), 1);
    }
    for all in JAPANESE.find_iter(line) {
        push(all.range(), 3);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(line: &str) -> Option<String> {
        let mut found = in_line(line);
        found.retain(|(_, range, _)| {
            let said = around(line, range);
            !NOT_OWN.iter().any(|word| said.contains(word))
        });
        found.sort_by_key(|(_, _, sureness)| -sureness);
        found.first().map(|(rating, _, _)| rating.printed.clone())
    }

    #[test]
    fn reads_the_forms_that_critics_print() {
        let cases = [
            ("Rating: 3.5/5", "3.5/5"),
            ("I give it 7 out of 10.", "7 out of 10"),
            ("6 из 10", "6 из 10"),
            ("Grade: B+", "B+"),
            ("★★★½", "★★★½"),
            ("★★★☆☆", "★★★☆☆"),
            ("⭐⭐⭐⭐", "⭐⭐⭐⭐"),
            ("Wertung: 8/10", "8/10"),
            ("Voto: 7,5", "7,5"),
            ("Voto: 7½", "7½"),
            ("Wertung: 9 von 10", "9 von 10"),
            ("Note : 14/20", "14/20"),
            ("Nora’s dial: 77%", "77%"),
            ("Nota: 8", "8"),
            ("3.5 stars", "3.5 stars"),
            ("My score is 4/5 stars", "4/5 stars"),
        ];
        for (line, rating) in cases {
            assert_eq!(best(line).as_deref(), Some(rating), "{line}");
        }
    }

    #[test]
    fn leaves_what_is_no_rating_of_the_critic() {
        for line in [
            "Readers' rating: 4.5/5",
            "IMDb 7.8/10",
            "Published 12/10/2012",
            "It won 3 of 5 awards that night, which surprised even those who had made it.",
            "He plays in 24/7 and on the 9/10 of the month, when nobody is in town at all.",
            "The audience score: 92/100",
        ] {
            assert_eq!(best(line), None, "{line}");
        }
    }
}
