//! What the words of a title say of it.

use super::titles::RankedTitle;
use super::weighing::TitleFeature;
use ovation_language::data::{credits, names as known};
use ovation_language::words::{self, FILM, List, REVIEW, WordTally};

/// What the words of a title are; `names` are folded ones that are none.
pub(super) fn of_words(title: &mut RankedTitle, names: &[String]) {
    of_remarks(title, names);
    let words_of: Vec<&str> = title.title.split_whitespace().collect();
    let letters = title.title.chars().count();
    let is_dense = words::is_dense(&title.title);
    let count = words_of.len();
    let is_large = |word: &&&str| {
        let first = word.chars().find(|c| c.is_alphanumeric());
        first.is_none_or(|first| !first.is_lowercase())
    };
    let long = || words_of.iter().filter(|word| word.chars().count() > 3);
    let has_lower = title.title.chars().any(char::is_lowercase);
    let has_upper = title.title.chars().any(char::is_uppercase);
    let tally = WordTally::of(&title.title);
    let row = &mut title.row;
    row.flag(TitleFeature::OneWord, count == 1 && !is_dense);
    row.flag(TitleFeature::FewWords, (2..=4).contains(&count));
    row.flag(TitleFeature::ManyWords, count >= 8);
    row.flag(TitleFeature::FewLetters, letters < 3);
    row.flag(TitleFeature::DenseLong, is_dense && letters > 12);
    row.flag(
        TitleFeature::Small,
        title.title.starts_with(char::is_lowercase),
    );
    let is_capital = long().count() > 0 && long().all(|word| is_large(&word));
    row.flag(TitleFeature::Capitals, is_capital && has_lower && count > 1);
    row.flag(
        TitleFeature::AllCapitals,
        has_upper && !has_lower && letters > 4,
    );
    let ends = ['?', '!', '.', '。', '！', '？', '…', ','];
    row.flag(TitleFeature::Asks, title.title.ends_with(ends));
    row.flag(TitleFeature::Colon, title.title.contains([':', '：']));
    let seams = [" - ", " – ", " — ", " | ", " > ", " / ", "|"];
    let has_seam = seams.iter().any(|seam| title.title.contains(seam));
    row.flag(TitleFeature::Seam, has_seam);
    row.flag(TitleFeature::Comma, title.title.contains([',', '，', '、']));
    row.flag(
        TitleFeature::Brackets,
        title.title.contains(['(', '[', '（', '【']),
    );
    row.flag(TitleFeature::Review, words::has(&title.title, REVIEW));
    row.flag(TitleFeature::Film, words::has(&title.title, FILM));
    row.flag(TitleFeature::Opinion, tally.has(List::Opinion));
    row.flag(
        TitleFeature::News,
        tally.has(List::News) || tally.has(List::Ranked),
    );
    let mut runs = title.title.split(|c: char| !c.is_alphanumeric());
    row.flag(TitleFeature::HasYear, runs.any(super::years::is_year));
    let is_small = |word: &&str| word.chars().count() > 4 && word.starts_with(char::is_lowercase);
    row.flag(
        TitleFeature::Sentence,
        words_of.iter().any(is_small) && count > 2,
    );
    let first = words_of.first().map(|word| word.to_lowercase());
    let is_given = |first: &str| {
        [known::MEN, known::WOMEN, known::EITHER]
            .iter()
            .any(|list| words::listed(list, first))
    };
    let is_person = (2..=3).contains(&count) && words_of.iter().all(|word| is_large(&word));
    let is_person = is_person && first.is_some_and(|first| is_given(&first));
    row.flag(TitleFeature::Person, is_person);
}

/// Whether it holds what is no part of a title: a name of the page's, a label, a remark.
fn of_remarks(title: &mut RankedTitle, names: &[String]) {
    let row = &mut title.row;
    let is_within = |name: &String| name.chars().count() > 3 && title.folded.contains(name);
    let is_name = names.contains(&title.folded);
    let has_name = names.iter().any(is_within);
    row.flag(TitleFeature::NameWithin, has_name && !is_name);
    let label = title.title.split([':', '：', '>']).next().unwrap_or("");
    let is_label = label.len() < title.title.len() && !title.title.ends_with(label);
    let is_label = is_label && (words::has(label, FILM) || words::has(label, REVIEW));
    row.flag(TitleFeature::LabelWithin, is_label);
    let lower = title.title.to_lowercase();
    let mut labels = credits::DIRECTOR.iter().chain(credits::CAST);
    let is_credit = labels.any(|label| lower.starts_with(label) && lower.len() > label.len());
    row.flag(TitleFeature::Credit, is_credit);
    let inner = title.title.rfind(['(', '[', '（', '【']);
    let inner = inner.and_then(|open| title.title.get(open..)).unwrap_or("");
    let is_remark = words::has(inner, FILM) || words::has(inner, REVIEW);
    row.flag(TitleFeature::BracketFilm, is_remark);
    let year = title.title.split_whitespace().next_back().unwrap_or("");
    let before = title.title.strip_suffix(year).unwrap_or("").trim_end();
    let is_behind = before.ends_with(['.', ',', '|', '-', '–', '—', '(', '/']);
    let is_year = super::years::is_year(year.trim_matches(['(', ')']));
    row.flag(TitleFeature::TrailingYear, is_behind && is_year);
}
