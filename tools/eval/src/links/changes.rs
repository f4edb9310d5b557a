//! Titles as other lists might write them: a catalogue's own titles with seeded changes, to see what is found of
//! titles that no rule was made on.

use super::{LabelledMention, MentionFacts};
use ovation_language::data::film::TITLE_ARTICLES;
use ovation_terms::{FilmRecord, fold};

/// A way to write a title or its year otherwise.
type Change = fn(&str, i16, u64) -> Option<(String, Option<i16>)>;

/// All of them, by name.
const CHANGES: [(&str, Change); 14] = [
    ("changed-nothing", |title, year, _| {
        Some((title.to_owned(), Some(year)))
    }),
    ("changed-capitals", |title, year, _| {
        let changed = title.to_uppercase();
        (changed != title).then_some((changed, Some(year)))
    }),
    ("changed-article-behind", |title, year, _| {
        let (article, rest) = parted(title)?;
        Some((format!("{rest}, {article}"), Some(year)))
    }),
    ("changed-article-lost", |title, year, _| {
        let (_, rest) = parted(title)?;
        Some((rest.to_owned(), Some(year)))
    }),
    ("changed-and", |title, year, _| {
        let changed = if title.contains(" & ") {
            title.replace(" & ", " and ")
        } else {
            title.replace(" and ", " & ")
        };
        (changed != title).then_some((changed, Some(year)))
    }),
    ("changed-number", |title, year, _| {
        Some((renumbered(title)?, Some(year)))
    }),
    ("changed-accents-lost", |title, year, _| {
        let plain: String = title.chars().map(plain).collect();
        (plain != title && plain.is_ascii()).then_some((plain, Some(year)))
    }),
    ("changed-subtitle-lost", |title, year, _| {
        let (front, _) = title.split_once(": ")?;
        Some((front.to_owned(), Some(year)))
    }),
    ("changed-edition", |title, year, chance| {
        const REMARKS: [&str; 4] = [
            " (Director's Cut)",
            " - 4K Restoration",
            " [Remastered]",
            ": Extended Edition",
        ];
        let remark = REMARKS.get(usize::try_from(chance % 4).ok()?)?;
        Some((format!("{title}{remark}"), Some(year)))
    }),
    ("changed-letters-swapped", |title, year, chance| {
        Some((slipped(title, chance, Slip::Swapped)?, Some(year)))
    }),
    ("changed-letter-lost", |title, year, chance| {
        Some((slipped(title, chance, Slip::Lost)?, Some(year)))
    }),
    ("changed-year-later", |title, year, _| {
        Some((title.to_owned(), Some(year + 1)))
    }),
    ("changed-year-earlier", |title, year, _| {
        Some((title.to_owned(), Some(year - 1)))
    }),
    ("changed-year-lost", |title, _, _| {
        Some((title.to_owned(), None))
    }),
];

/// Mentions of films by changed titles: of about `films` of them, chosen by their ids, each in every way that
/// its title can be changed. Only films with an id in the catalogue `scheme` and a year.
pub fn changed_mentions(
    catalogue: &[FilmRecord],
    scheme: &str,
    films: usize,
) -> Vec<LabelledMention> {
    let every = (catalogue.len() / films.max(1)).max(1) as u64;
    let mut made = Vec::new();
    for film in catalogue {
        let key = film.keys.iter().find(|key| key.scheme == scheme);
        let (Some(key), Some(year)) = (key, film.year) else {
            continue;
        };
        let chance = number_of(&key.value);
        if !chance.is_multiple_of(every) {
            continue;
        }
        for (kind, change) in CHANGES {
            // The year's slips are tried with the title's.
            if let Some((title, year)) = change(&film.title, year, chance / every) {
                made.push(LabelledMention {
                    id: format!("{kind}-{}", key.value),
                    kind: kind.to_owned(),
                    query: MentionFacts {
                        title: Some(title),
                        year,
                        ..MentionFacts::default()
                    },
                    gold: Some(key.value.clone()),
                    true_imdb_id: None,
                });
            }
        }
    }
    made
}

/// A number that an id gives on every machine: FNV-1a, mixed.
pub(super) fn number_of(id: &str) -> u64 {
    let folded = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |number, byte| {
        (number ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let mixed = (folded ^ (folded >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^ (mixed >> 33)
}

fn parted(title: &str) -> Option<(&str, &str)> {
    let (article, rest) = title.split_once(' ')?;
    let is_article = TITLE_ARTICLES
        .iter()
        .any(|it| it.eq_ignore_ascii_case(article));
    (is_article && !title.contains([':', ',', '('])).then_some((article, rest))
}

/// `II` as `2` and the other way round.
fn renumbered(title: &str) -> Option<String> {
    const NUMBERS: [(&str, &str); 5] = [
        (" II", " 2"),
        (" III", " 3"),
        (" IV", " 4"),
        (" Part Two", " Part 2"),
        (" Part One", " Part 1"),
    ];
    NUMBERS.iter().find_map(|(one, other)| {
        let swap = |from: &str, to: &str| {
            let rest = title.strip_suffix(from)?;
            Some(format!("{rest}{to}"))
        };
        swap(one, other).or_else(|| swap(other, one))
    })
}

/// A letter without its marks, where it is one letter without them.
fn plain(letter: char) -> char {
    let folded = fold(letter.encode_utf8(&mut [0; 4]));
    let mut letters = folded.chars();
    match (letters.next(), letters.next()) {
        (Some(plain), None) if !letter.is_ascii() && letter.is_uppercase() => {
            plain.to_ascii_uppercase()
        }
        (Some(plain), None) if !letter.is_ascii() => plain,
        _ => letter,
    }
}

#[derive(Clone, Copy)]
enum Slip {
    Swapped,
    Lost,
}

/// A slip of the pen in one of the longer words.
fn slipped(title: &str, chance: u64, slip: Slip) -> Option<String> {
    let letters: Vec<char> = title.chars().collect();
    let within = |at: usize| {
        let before = at.checked_sub(2).and_then(|at| letters.get(at..at + 5));
        before.is_some_and(|word| word.iter().all(|letter| letter.is_alphabetic()))
    };
    let places: Vec<usize> = (0..letters.len()).filter(|at| within(*at)).collect();
    let at = *places.get(usize::try_from(chance).ok()?.checked_rem(places.len())?)?;
    let mut changed = letters.clone();
    match slip {
        Slip::Swapped => changed.swap(at, at + 1),
        Slip::Lost => {
            changed.remove(at);
        }
    }
    (changed != letters).then(|| changed.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ovation_terms::{FilmId, FilmKey};

    #[test]
    fn a_film_is_mentioned_in_every_way_that_its_title_can_be_changed() {
        let film = FilmRecord {
            title: "The Kéeper & the Lantern II".to_owned(),
            year: Some(2011),
            keys: vec![FilmKey::new("imdb", "tt90000001")],
            ..FilmRecord::numbered(FilmId(1))
        };
        let made = changed_mentions(std::slice::from_ref(&film), "imdb", 1);
        let title = |kind: &str| {
            let of_kind = made.iter().find(|mention| mention.kind == kind)?;
            Some((of_kind.query.title.as_deref()?, of_kind.query.year))
        };
        let year = Some(2011);
        for (kind, wanted) in [
            ("changed-nothing", ("The Kéeper & the Lantern II", year)),
            (
                "changed-article-behind",
                ("Kéeper & the Lantern II, The", year),
            ),
            ("changed-and", ("The Kéeper and the Lantern II", year)),
            ("changed-number", ("The Kéeper & the Lantern 2", year)),
            (
                "changed-accents-lost",
                ("The Keeper & the Lantern II", year),
            ),
            (
                "changed-year-later",
                ("The Kéeper & the Lantern II", Some(2012)),
            ),
            ("changed-year-lost", ("The Kéeper & the Lantern II", None)),
        ] {
            assert_eq!(title(kind), Some(wanted), "{kind}");
        }
        assert_eq!(title("changed-subtitle-lost"), None);
        let slip = title("changed-letters-swapped").unwrap().0;
        assert_ne!(slip, film.title);
        assert_eq!(slip.chars().count(), film.title.chars().count());
        assert!(
            made.iter()
                .all(|mention| mention.gold.as_deref() == Some("tt90000001"))
        );
    }
}
