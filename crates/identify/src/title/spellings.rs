//! Other ways in which the words of one title are written: `&` and the word for it, letters with marks
//! written as two, the dotless i.

use ovation_language::data::film::TITLE_AND;
use ovation_language::marks_written_out;

/// Longest word for "and", in bytes.
const LONGEST_AND: usize = 6;

/// Other spellings of a title, none of them the title itself; few titles have any.
pub(crate) fn variants(title: &str) -> Vec<String> {
    let mut all = vec![title.to_owned()];
    let ways: [fn(&str) -> Option<String>; 5] = [
        with_and,
        marks_written_out,
        plain_i,
        without_first,
        without_part,
    ];
    for way in ways {
        let made: Vec<String> = all.iter().filter_map(|known| way(known)).collect();
        for variant in made {
            if !all.contains(&variant) {
                all.push(variant);
            }
        }
    }
    all.remove(0);
    all
}

/// The word for "and" between two others, and `+`, as `&`.
fn with_and(title: &str) -> Option<String> {
    let parted = title.contains('+').then(|| title.replace('+', " + "));
    let words: Vec<&str> = parted
        .as_deref()
        .unwrap_or(title)
        .split_whitespace()
        .collect();
    let last = words.len().checked_sub(1)?;
    let mut is_changed = false;
    let made: Vec<&str> = words
        .iter()
        .enumerate()
        .map(|(at, word)| {
            let is_between = at > 0 && at < last;
            // None of these words is longer.
            let is_short = word.len() <= LONGEST_AND;
            let is_and =
                is_short && (*word == "+" || TITLE_AND.contains(&word.to_lowercase().as_str()));
            if is_between && is_and {
                is_changed = true;
                "&"
            } else {
                word
            }
        })
        .collect();
    is_changed.then(|| made.join(" "))
}

/// The dotless i as i: capitals and plain keyboards do not tell the two apart.
fn plain_i(title: &str) -> Option<String> {
    title
        .contains('\u{131}')
        .then(|| title.replace('\u{131}', "i"))
}

/// `Title I`: the first of that title, which no catalogue numbers.
fn without_first(title: &str) -> Option<String> {
    let front = title.strip_suffix(" I")?.trim_end();
    let is_part = front
        .rsplit(' ')
        .next()
        .is_some_and(|word| ["and", "&"].contains(&word.to_lowercase().as_str()));
    (!is_part
        && front
            .chars()
            .filter(|letter| letter.is_alphabetic())
            .count()
            >= 5)
        .then(|| front.to_owned())
}

/// `Title: Part Two` as `Title Two`: a sequel is numbered either way.
fn without_part(title: &str) -> Option<String> {
    let mut words: Vec<&str> = title.split_whitespace().collect();
    let at = words.len().checked_sub(2).filter(|at| *at > 0)?;
    if !words.get(at)?.eq_ignore_ascii_case("part") {
        return None;
    }
    words.remove(at);
    let before = words.get_mut(at - 1)?;
    *before = before.trim_end_matches([':', ',', '-', '–', '—']);
    words.retain(|word| !word.is_empty());
    Some(words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ovation_terms::fold;

    fn meet(one: &str, other: &str) -> bool {
        let forms = |title: &str| {
            let mut forms = vec![fold(title)];
            forms.extend(variants(title).iter().map(|variant| fold(variant)));
            forms
        };
        let others = forms(other);
        forms(one).iter().any(|form| others.contains(form))
    }

    #[test]
    fn one_title_in_two_spellings_meets() {
        for (one, other) in [
            ("Tobias & Marga", "Tobias und Marga"),
            ("Tobias & Marga", "Tobias + Marga"),
            ("Sand und Asche", "Sand and Asche"),
            ("Tierra y Mar", "Tierra & Mar"),
            ("Jeanne et Léa", "Jeanne & Lea"),
            ("Pane e Sale", "Pane + Sale"),
            ("Ворон и Лиса", "Ворон & Лиса"),
            ("River + Lark", "River and Lark"),
            ("Ayla ve Deniz", "Ayla & Deniz"),
            ("Tide Wars: Part Two", "Tide Wars Two"),
            ("Tide Wars - Part II", "Tide Wars II"),
            ("Salt 'n' Sand", "Salt and Sand"),
            ("Tobias+Marga", "Tobias und Marga"),
            ("Zon en Maan", "Zon & Maan"),
            ("Sol och Vind", "Sol & Vind"),
            ("Noc i Dzień", "Noc & Dzien"),
            ("Kırmızı Fener", "KIRMIZI FENER"),
            ("Für alle Fälle", "Fuer alle Faelle"),
            ("Brødre på havet", "Broedre paa havet"),
            ("Die Bräute & die Söhne", "Die Braeute und die Soehne"),
            ("Looking Glasses I", "Looking Glasses"),
            ("Fu\u{308}r dich", "Fuer dich"),
        ] {
            assert!(meet(one, other), "{one} / {other}");
        }
        for (one, other) in [
            ("Salt Road", "Salt and Road"),
            ("Plan I", "Plan"),
            ("Louvre", "Loeuvre"),
            ("You and I", "You"),
        ] {
            assert!(!meet(one, other), "{one} / {other}");
        }
        assert_eq!(variants("The Salt Road"), Vec::<String>::new());
    }
}
