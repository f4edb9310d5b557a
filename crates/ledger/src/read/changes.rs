//! What changed between two readings of a review.

use ovation_terms::{ReviewFinding, ReviewRead};

/// One value that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Which: `text`, `rating`, `headline`, `published`, `critic`, `outlet`, `film`, `verdict`,
    /// `address`, `language`.
    pub field: &'static str,
    /// As it was; none where there was nothing.
    pub before: Option<String>,
    /// As it is; none where there is nothing any more.
    pub after: Option<String>,
}

/// What a later reading of a review says otherwise than an earlier one, as printed.
///
/// Of texts, which are long, the words around the first difference and the last are given.
pub fn changes(before: &ReviewRead, after: &ReviewRead) -> Vec<FieldChange> {
    let mut made = Vec::new();
    let (one, two) = (&before.finding, &after.finding);
    let of = |finding: &ReviewFinding| {
        let rating = finding
            .rating
            .as_ref()
            .map(|rating| match &rating.value.best {
                Some(best) if !rating.value.printed.contains('/') => {
                    format!("{} of {best}", rating.value.printed)
                }
                _ => rating.value.printed.clone(),
            });
        let names: Vec<&str> = finding
            .critics
            .iter()
            .map(|name| name.value.as_str())
            .collect();
        [
            (
                "film",
                finding.film.title.as_ref().map(|title| title.value.clone()),
            ),
            (
                "headline",
                finding.headline.as_ref().map(|line| line.value.clone()),
            ),
            ("critic", (!names.is_empty()).then(|| names.join(", "))),
            (
                "outlet",
                finding.outlet.as_ref().map(|outlet| outlet.value.clone()),
            ),
            (
                "published",
                finding.published.as_ref().map(|day| day.value.to_string()),
            ),
            ("rating", rating),
            (
                "verdict",
                finding.stated.as_ref().map(|stated| {
                    let side = if stated.value { "for" } else { "against" };
                    side.to_owned()
                }),
            ),
            ("address", finding.url.as_ref().map(|url| url.value.clone())),
            ("language", finding.language.clone()),
        ]
    };
    for ((field, before), (_, after)) in of(one).into_iter().zip(of(two)) {
        if before != after {
            made.push(FieldChange {
                field,
                before,
                after,
            });
        }
    }
    let text = |finding: &ReviewFinding| finding.text.as_ref().map(|text| text.value.clone());
    let (before, after) = (text(one), text(two));
    if before != after {
        let (before, after) = match (before, after) {
            (Some(before), Some(after)) => {
                let (before, after) = differing(&before, &after);
                (Some(before), Some(after))
            }
            whole => whole,
        };
        made.push(FieldChange {
            field: "text",
            before,
            after,
        });
    }
    made
}

/// Words shown on either side of a difference.
const AROUND: usize = 5;
/// Longest stretch shown of either text, in words.
const SHOWN: usize = 60;

/// The stretch of two texts from the first word that differs to the last.
fn differing(before: &str, after: &str) -> (String, String) {
    let one: Vec<&str> = before.split_whitespace().collect();
    let two: Vec<&str> = after.split_whitespace().collect();
    let same = |(one, two): &(&&str, &&str)| one == two;
    let start = one.iter().zip(&two).take_while(same).count();
    let rest = one.len().min(two.len()) - start;
    let ends = one.iter().rev().zip(two.iter().rev());
    let end = ends.take(rest).take_while(same).count();
    let cut = |words: &[&str]| {
        let from = start.saturating_sub(AROUND);
        let to = (words.len() - end + AROUND).min(words.len());
        let stretch = words.get(from..to).unwrap_or_default();
        let shown = stretch.iter().take(SHOWN).copied();
        let mut made: Vec<&str> = Vec::with_capacity(SHOWN + 2);
        if from > 0 {
            made.push("…");
        }
        made.extend(shown);
        if to < words.len() || stretch.len() > SHOWN {
            made.push("…");
        }
        made.join(" ")
    };
    (cut(&one), cut(&two))
}
