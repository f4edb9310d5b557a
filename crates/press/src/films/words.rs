//! What sort of word a word is beside a film's title: one look-up gives all.
//!
//! The sorts' words stand in the languages' files (`[titles]`), names of companies in `knowledge/`. The closed lists
//! whose places the model learned stand beside it.

use ovation_knowledge::List;
use ovation_language::data::{names, titles};
use ovation_language::lexicon::WordTable;
use std::sync::LazyLock;

/// Sorts of words, one bit each.
pub(super) type Sorts = u32;

macro_rules! sorts {
    ($($(#[$doc:meta])* $name:ident = $bit:expr, $words:ident;)*) => {
        $($(#[$doc])* pub(super) const $name: Sorts = 1 << $bit;)*
        const LISTS: &[(Sorts, &[&str])] = &[$(($name, titles::$words)),*];
    };
}

sorts! {
    /// `film` and what is one.
    FILM = 0, FILM;
    /// More than one of them.
    FILMS = 1, FILMS;
    /// Acting and being in a film.
    ACTS = 2, ACTS;
    /// Making and watching films.
    MAKES = 3, MAKES;
    /// Parts of a film, and what is done with it.
    PARTS = 4, PARTS;
    /// What stands after a title: `X star`, `X hits theaters`.
    AFTER = 5, AFTER;
    /// Works that are no films, where a title is named; and what is no work.
    WORK = 6, WORK;
    /// Series.
    SERIES = 7, SERIES;
    /// Names beside `film` that say where it is from, by whom, or in which tongue.
    KIND = 8, KIND;
    /// Prizes.
    PRIZE = 9, PRIZE;
    /// Words of companies, prizes, places and events.
    BODY = 10, BODY;
    /// Places.
    PLACE = 11, PLACE;
    /// `like`, `including`, `called`: before examples and names.
    SUCH = 12, SUCH;
    /// Genres, in small letters before or after what is one.
    GENRE = 13, GENRE;
    /// Verbs that say somebody speaks or does, after a person.
    DOES = 14, DOES;
    /// What films do: `X opened`, `X tells of`.
    SHOWN = 17, SHOWN;
    /// Before a name that is given: `titled`.
    TITLED = 18, TITLED;
    /// Persons' things and kin.
    KIN = 15, KIN;
}

/// Given names.
pub(super) const GIVEN: Sorts = 1 << 16;

/// Names of companies, in the sorts that the model learned them in. No operator's rows: what they add would be
/// nothing that the model knows.
const COMPANIES: [(Sorts, List); 3] = [
    (BODY, List::TitleBodies),
    (KIND, List::TitleKinds),
    (SERIES, List::TitleSeries),
];

macro_rules! numbered {
    ($(#[$doc:meta])* $name:ident, $file:expr) => {
        $(#[$doc])*
        pub(super) fn $name(word: u32) -> Option<usize> {
            static NUMBERS: LazyLock<WordTable> = LazyLock::new(|| {
                WordTable::of(lines(include_str!($file)).zip(1..), |first, _| first)
            });
            Some(NUMBERS.get(word) as usize).filter(|number| *number > 0)
        }
    };
}

/// The lines of a file of the model that are no remarks.
fn lines(file: &'static str) -> impl Iterator<Item = &'static str> + Clone {
    file.lines().filter(|line| !line.starts_with('#'))
}

numbered!(
    /// The number of a word before a title, of a closed list.
    before_number,
    "../../models/titles/before.txt"
);
numbered!(
    /// The number of a word after a title, of a closed list.
    after_number,
    "../../models/titles/after.txt"
);

/// The sort of a small word within a title, of a closed list of some sorts, from 0.
pub(super) fn inner_sort(word: &str) -> Option<usize> {
    let mut sorts = lines(include_str!("../../models/titles/inner.txt"));
    sorts.position(|line| line.split(' ').any(|other| other == word))
}

static TABLE: LazyLock<WordTable> = LazyLock::new(|| {
    let given = [
        (GIVEN, names::MEN),
        (GIVEN, names::WOMEN),
        (GIVEN, names::EITHER),
    ];
    let lists = LISTS.iter().copied().chain(given);
    let words = lists.flat_map(|(sort, words)| words.iter().map(move |word| (*word, sort)));
    let shipped = ovation_knowledge::shipped();
    let companies = COMPANIES
        .iter()
        .flat_map(|(sort, list)| shipped.list(*list).iter().map(move |word| (&**word, *sort)));
    WordTable::of(words.chain(companies), |known, sort| known | sort)
});

/// What sorts a word is of.
pub(super) fn sorts_of(word: u32) -> Sorts {
    TABLE.get(word)
}
