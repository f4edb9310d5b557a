//! What speaks for and against a run of words being a film's title.

use super::is_mark;
use crate::press::lexicon::{Class, WordSet};
use crate::press::people::{People, is_not_person};
use crate::press::speech::Scene;
use crate::press::tokens::Tokens;
use std::sync::LazyLock;

pub(crate) static FILM: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "film films movie movies flick flicks drama dramas dramedy comedy comedies thriller biopic documentary documentaries sequel \
         prequel blockbuster starrer western musical feature features short shorts picture animation reboot remake adaptation \
         franchise trilogy epic rom-com horror spinoff whodunit película películas filme filmes longa longas longa-metragem \
         documentário documental documentaire pellicola spielfilm installment screenplay",
    )
});
static OTHER_WORK: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "song songs album albums single book books novel novels memoir series show shows sitcom tv podcast podcasts magazine newspaper \
         game games episode episodes season track soundtrack band concert tour website site blog channel network interview video host \
         livro série programa novela música álbum role character hashtag brand company store play label anthem",
    )
});
/// Works that are no films, where a title is named.
pub(super) static SERIES: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "song songs album albums book books novel novels memoir series show shows sitcom tv podcast episode episodes season seasons \
         série novela livro serie",
    )
});
static ACTS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "star stars starred starring appear appears appeared appearing cast role roles feature features featured acted played \
         performance character debut scene scenes portray portrays portrayed portraying plays playing estrela protagonista",
    )
});
static MAKES: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "directed directing directs helmed helming wrote produced producing produces promoting promote promotes watch watched \
         watching filming filmed shooting shot released releasing release remake dirigiu réalisé",
    )
});
static PARTS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "premiere premieres premier screening trailer teaser set sequel cast release poster opening production remake rights version \
         scene scenes star stars makers director directors success adaptation reboot promotion tour shoot filming starrer box-office \
         estreia trailer diretor elenco",
    )
});
static AFTER: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "star stars starring starred director actor actress cast trailer teaser premiere sequel poster grossed premiered premieres opens \
         opened hits hit director's actor's screenwriter producer makers fame spinoff alum remake reboot set estreia",
    )
});
/// Names beside `film` that say where it is from, by whom, or in which tongue.
static KINDS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::new(
        "telugu tamil hindi malayalam kannada bengali marathi punjabi french german italian spanish british american korean japanese \
         chinese indian iranian australian canadian mexican brazilian european hollywood bollywood tollywood indie imax oscar oscars \
         oscar-winning academy new latin english irish scottish russian african asian nigerian argentine danish swedish polish turkish \
         pan-india pan-indian christmas halloween sci-fi lgbtq english-language french-language rated pg tv pg-13 r-rated ii iii best original covid-19 \
         marvel netflix disney hulu hbo max amazon pixar universal starz dc comics warner sony paramount peacock showtime tv- brasil brasileiro i ii",
    )
});

/// How much speaks for a mention being a film's title.
pub(super) fn weigh(
    scene: &Scene<'_>,
    people: &People,
    from: usize,
    to: usize,
    marked: bool,
) -> f32 {
    let tokens = scene.tokens;
    let skip_back = |mut at: usize| {
        while at > 0 && is_mark(tokens.at(at - 1).class) {
            at -= 1;
        }
        at
    };
    let mut after_at = to;
    while is_mark(tokens.at(after_at).class)
        || (tokens.at(after_at).class == Class::Comma && is_mark(tokens.at(after_at + 1).class))
    {
        after_at += 1;
    }
    let begin = skip_back(from);
    let here = tokens.at(from);
    let back = |offset: usize| {
        let at = begin.checked_sub(offset);
        at.map(|at| *tokens.at(at))
            .filter(|token| token.sentence == here.sentence)
    };
    let word_back = |offset: usize| back(offset).map_or(0, |token| token.word);
    let word_on = |offset: usize| {
        let token = tokens.at(after_at + offset);
        if token.sentence == here.sentence {
            token.word
        } else {
            0
        }
    };
    let single = to - from == 1;
    let mut weight: f32 = if marked { 1.5 } else { 0.0 };
    let (b1, b2, b3) = (word_back(1), word_back(2), word_back(3));
    let (a1, a2) = (word_on(0), word_on(1));
    let b1_class = back(1).map_or(Class::Edge, |token| token.class);
    if FILM.has(b1) {
        weight += 3.0;
    } else if FILM.has(b2)
        && (b1_class == Class::Comma
            && (marked || tokens.at(after_at).class.is_break())
            && !is_plural(tokens, begin.saturating_sub(2))
            || is_such(tokens, begin))
        || FILM.has(b3) && is_such(tokens, begin)
    {
        weight += 2.6;
    } else if FILM.has(b2) && matches!(b1_class, Class::In | Class::Ed | Class::Said | Class::Small)
    {
        weight += 1.6;
    }
    if b1_class == Class::In {
        let b1_text = tokens.text_of(begin.saturating_sub(1));
        if ACTS.has(b2) {
            weight += 2.0;
        }
        if PARTS.has(b2) && matches!(b1_text, "of" | "for" | "de" | "do" | "da" | "di") {
            weight += if is_of_film(tokens.text_of(begin.saturating_sub(2))) {
                2.6
            } else {
                2.0
            };
        }
        if b1_text == "in" {
            weight += 0.5;
        }
        if b1_text == "for" && is_prized(tokens, from) {
            weight += 2.5;
        }
    }
    if MAKES.has(b1) {
        weight += 1.6;
    }
    if b1_class == Class::Genitive && back(2).is_some_and(|token| token.class == Class::Number) {
        weight += 2.6;
    } else if b1_class == Class::Genitive && FILM.has(a1) {
        weight += 0.5;
    }
    if is_year_in_brackets(tokens, after_at) {
        weight += 2.6;
    }
    let is_kind = (from..to).all(|at| KINDS.has(tokens.at(at).word));
    if !is_kind {
        let is_fame = matches!(
            tokens.text_of(after_at),
            "director"
                | "star"
                | "stars"
                | "actor"
                | "actress"
                | "alum"
                | "spinoff"
                | "sequel"
                | "prequel"
                | "trailer"
                | "premiere"
                | "filmmaker"
        );
        if is_fame {
            weight += if matches!(b1_class, Class::The | Class::A | Class::Edge) {
                2.6
            } else {
                1.6
            };
        } else if FILM.has(a1) && tokens.text_of(after_at) != "starrer" {
            weight += 2.5;
        } else if FILM.has(a2) && tokens.at(after_at).class != Class::Comma {
            weight += 1.2;
        } else if AFTER.has(a1) {
            weight += 1.6;
        }
        if is_a_film(tokens, after_at) {
            weight += 2.2;
        }
    }
    let (low, high) = tokens.sentence(here.sentence);
    let nearby = (low.max(from.saturating_sub(20))..high.min(to + 20))
        .filter(|&at| at < from || at >= to)
        .filter(|&at| FILM.has(tokens.at(at).word) || ACTS.has(tokens.at(at).word))
        .count();
    if nearby > 0 {
        weight += if marked { 1.0 } else { 0.5 };
    }
    // What speaks against.
    if OTHER_WORK.has(a1)
        || OTHER_WORK.has(b1)
        || (marked && (OTHER_WORK.has(b2) || OTHER_WORK.has(a2)))
    {
        weight -= 2.5;
    }
    let is_person = people.is_name(tokens, from, to);
    if is_person {
        weight -= if marked { 2.0 } else { 4.0 };
    } else if single && people.is_part(tokens, from) && !marked {
        weight -= if weight >= 2.5 { 0.6 } else { 3.0 };
    }
    if !marked && ends_in_number(tokens, from, to) {
        weight += 1.0;
    }
    // `The` with a capital within a sentence opens a title or a name.
    if here.class == Class::The && here.is_capital && !marked && back(1).is_some() {
        weight += 1.6;
    }
    if tokens.text_of(from).starts_with('#') && !FILM.has(b1) && !FILM.has(b2) {
        weight -= 3.0;
    }
    let is_plain = to - from <= 3 && !(from..to).any(|at| tokens.at(at).class == Class::In);
    if is_not_person(tokens, from, to) && !marked && is_plain {
        weight -= 3.0;
    }
    if is_kind || (from..to).any(|at| is_compound(tokens.text_of(at))) {
        weight -= 4.0;
    }
    // A word with a capital because it opens the sentence.
    if !marked && single && back(1).is_none() {
        weight -= 2.0;
    }
    // `Roy in Lanterns`, `Ana Roy’s Lanterns`: one reading of two names.
    let joint = (from + 1..to).find(|&at| {
        tokens.at(at).class == Class::Genitive || matches!(tokens.text_of(at), "in" | "with" | "on")
    });
    if let Some(joint) = joint
        && !marked
    {
        let is_two = joint - from >= 2 || people.is_part(tokens, from);
        weight -= if is_two { 1.5 } else { 0.3 };
    }
    if !marked
        && matches!(tokens.at(after_at).class, Class::Said)
        && !is_fame_verb(tokens.text_of(after_at))
        && after_at == to
        && back(1).is_none_or(|token| token.class.is_break())
    {
        weight -= 1.5;
    }
    let b1_text = begin.checked_sub(1).map_or("", |at| tokens.text_of(at));
    let is_example = b1_text == "as" && FILM.has(b3);
    let is_exempt = marked || is_example || FILM.has(b2) && b1_text == "as";
    if !is_exempt
        && matches!(
            b1_text,
            "as" | "plays"
                | "playing"
                | "portrays"
                | "portraying"
                | "by"
                | "with"
                | "director"
                | "actor"
                | "actress"
                | "told"
        )
    {
        weight -= 3.0;
    }
    if !marked && single && here.class == Class::Capitals && here.end - here.start <= 3 {
        weight -= 2.0;
    }
    if matches!(here.class, Class::Day)
        || (single
            && !here.is_capital
            && !tokens.text_of(from).starts_with('#')
            && here.class != Class::Number)
    {
        weight -= 2.0;
    }
    weight
}

/// `Oscar-winner`, `Roy-starring`: a word about somebody, not a title.
fn is_compound(word: &str) -> bool {
    [
        "-winner",
        "-winning",
        "-nominee",
        "-nominated",
        "-starring",
        "-produced",
        "-directed",
        "-based",
        "-starrer",
    ]
    .iter()
    .any(|ending| word.ends_with(ending))
}

/// What only a film or a play has: `the set of X`.
fn is_of_film(word: &str) -> bool {
    matches!(
        word,
        "premiere"
            | "trailer"
            | "teaser"
            | "sequel"
            | "set"
            | "cast"
            | "director"
            | "star"
            | "remake"
            | "screening"
            | "adaptation"
    )
}

/// `Lanterns II`, `Lanterns 7`.
fn ends_in_number(tokens: &Tokens<'_>, from: usize, to: usize) -> bool {
    let last = tokens.text_of(to - 1);
    to > from + 1
        && (matches!(last, "II" | "III" | "IV" | "VI" | "VII" | "VIII" | "IX")
            || last.len() == 1 && last.starts_with(|letter: char| letter.is_ascii_digit()))
}

fn is_fame_verb(word: &str) -> bool {
    matches!(
        word,
        "ended" | "ends" | "began" | "begins" | "went" | "goes" | "follows"
    )
}

fn is_plural(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.text_of(at).ends_with('s')
}

/// Whether the words before speak of prizes: `nominated for X`.
fn is_prized(tokens: &Tokens<'_>, at: usize) -> bool {
    let (from, _) = tokens.sentence(tokens.at(at).sentence);
    (from.max(at.saturating_sub(16))..at).any(|place| {
        matches!(
            tokens.text_of(place).to_lowercase().as_str(),
            "nomination"
                | "nominations"
                | "nominated"
                | "trophies"
                | "trophy"
                | "award"
                | "awards"
                | "oscar"
                | "oscars"
                | "won"
                | "prize"
                | "palme"
        )
    })
}

/// `such as`, `like`, `including`, `from` before a title.
fn is_such(tokens: &Tokens<'_>, begin: usize) -> bool {
    begin.checked_sub(1).is_some_and(|at| {
        matches!(
            tokens.text_of(at),
            "as" | "like"
                | "including"
                | "from"
                | "called"
                | "titled"
                | "entitled"
                | "named"
                | "is"
                | "are"
                | "–"
                | "—"
        )
    })
}

fn is_year_in_brackets(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.text_of(at) == "(" && is_year(tokens.text_of(at + 1))
}

/// Whether a word is a year of films.
pub(crate) fn is_year(word: &str) -> bool {
    word.len() == 4
        && word
            .parse::<u16>()
            .is_ok_and(|year| (1895..2100).contains(&year))
}

/// `X is a ... short`.
fn is_a_film(tokens: &Tokens<'_>, at: usize) -> bool {
    let verb = matches!(tokens.text_of(at), "is" | "was" | "," | "–" | "—");
    let article = matches!(
        tokens.text_of(at + 1),
        "a" | "an" | "the" | "his" | "her" | "which"
    );
    verb && article
        && (at + 2..at + 7).any(|place| {
            tokens.at(place).sentence == tokens.at(at).sentence && FILM.has(tokens.at(place).word)
        })
}
