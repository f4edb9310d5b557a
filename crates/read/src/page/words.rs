//! Words by which films, reviews and other things are told apart, in several languages.
//!
//! All lower case. A word ending in `*` stands for any ending.

mod press;

pub(super) use press::{INTERVIEW, LIST, NEWS, OTHER, TRADE};

/// Words for "review" in headlines, labels and addresses.
pub(super) const REVIEW: &[&str] = &[
    "review",
    "reviews",
    "reviewed",
    "kritik",
    "filmkritik",
    "filmbesprechung",
    "rezension",
    "filmrezension",
    "critique",
    "critiques",
    "recensione",
    "recensioni",
    "recensie",
    "recensies",
    "filmrecensie",
    "reseña",
    "resena",
    "crítica",
    "critica",
    "resenha",
    "recenzja",
    "recenzje",
    "recension",
    "anmeldelse",
    "arvostelu",
    "рецензия",
    "обзор",
    "отзыв",
    "рецензии",
    "影评",
    "影評",
    "レビュー",
    "感想",
    "리뷰",
    "recenze",
    "kritika",
    "eleştiri",
    "eleştirisi",
];

/// Words for "film".
pub(super) const FILM: &[&str] = &[
    "film",
    "films",
    "movie",
    "movies",
    "cinema",
    "cinéma",
    "cine",
    "kino",
    "película",
    "pelicula",
    "películas",
    "filme",
    "filmes",
    "filmy",
    "фильм",
    "фильма",
    "фильме",
    "фильмы",
    "кино",
    "映画",
    "电影",
    "電影",
    "영화",
    "picture",
    "flick",
    "bioscoop",
    "pellicola",
    "filmen",
    "filmu",
    "filmie",
    "long-métrage",
    "screening",
    "documentary",
    "documental",
    "documentaire",
    "dokumentarfilm",
];

/// Words that talk about how a film is made.
pub(super) const CRAFT: &[&str] = &[
    "director",
    "directed",
    "directing",
    "directorial",
    "screenplay",
    "script",
    "scene",
    "scenes",
    "plot",
    "cast",
    "casting",
    "actor",
    "actors",
    "actress",
    "acting",
    "performance",
    "performances",
    "character",
    "characters",
    "protagonist",
    "cinematography",
    "cinematographer",
    "soundtrack",
    "score",
    "starring",
    "stars",
    "audience",
    "viewer",
    "viewers",
    "screen",
    "dialogue",
    "sequel",
    "storyline",
    "camera",
    "shots",
    "ending",
    "watch",
    "watched",
    "watching",
    "regie",
    "regisseur",
    "regisseurin",
    "drehbuch",
    "schauspieler",
    "darsteller",
    "szene",
    "szenen",
    "handlung",
    "zuschauer",
    "hauptfigur",
    "réalisateur",
    "réalisatrice",
    "scénario",
    "acteur",
    "acteurs",
    "actrice",
    "scène",
    "scènes",
    "personnage",
    "personnages",
    "réalisation",
    "spectateur",
    "regista",
    "regia",
    "attore",
    "attori",
    "attrice",
    "scena",
    "scene",
    "trama",
    "personaggi",
    "personaggio",
    "protagonista",
    "protagonisti",
    "sceneggiatura",
    "spettatore",
    "dirección",
    "guion",
    "guión",
    "actriz",
    "actores",
    "escena",
    "escenas",
    "personajes",
    "personaje",
    "espectador",
    "director",
    "diretor",
    "diretora",
    "roteiro",
    "ator",
    "atriz",
    "atores",
    "cena",
    "cenas",
    "personagem",
    "personagens",
    "espectador",
    "elenco",
    "reżyser",
    "reżyserii",
    "scenariusz",
    "aktor",
    "aktorzy",
    "rola",
    "roli",
    "bohater",
    "widz",
    "acteurs",
    "regisseur",
    "scène",
    "personage",
    "hoofdrol",
    "hoofdpersonage",
    "kijker",
    "режиссер",
    "режиссёр",
    "режиссера",
    "режиссёра",
    "актер",
    "актёр",
    "актеры",
    "актёры",
    "сценарий",
    "сюжет",
    "сцена",
    "сцены",
    "герой",
    "героя",
    "герои",
    "персонаж",
    "персонажи",
    "зритель",
    "зрителя",
    "роль",
    "роли",
    "экран",
    "играет",
    "смотреть",
    "посмотреть",
    "監督",
    "主演",
    "俳優",
    "シーン",
    "物語",
    "主人公",
    "キャラ",
    "演技",
    "脚本",
    "観",
    "作品",
    "ストーリー",
    "导演",
    "剧情",
    "角色",
    "镜头",
    "演员",
    "主角",
    "情节",
    "观众",
];

/// Words of judgement.
pub(super) const OPINION: &[&str] = &[
    "brilliant",
    "masterpiece",
    "boring",
    "disappointing",
    "disappointed",
    "compelling",
    "stunning",
    "mediocre",
    "terrible",
    "awful",
    "beautiful",
    "beautifully",
    "gripping",
    "entertaining",
    "hilarious",
    "enjoyed",
    "enjoyable",
    "loved",
    "liked",
    "recommend",
    "recommended",
    "worth",
    "best",
    "worst",
    "superb",
    "excellent",
    "amazing",
    "great",
    "flaws",
    "flawed",
    "weak",
    "predictable",
    "moving",
    "clever",
    "dull",
    "fun",
    "funny",
    "overrated",
    "underrated",
    "ultimately",
    "unfortunately",
    "fails",
    "succeeds",
    "convincing",
    "powerful",
    "wonderful",
    "fantastic",
    "großartig",
    "langweilig",
    "sehenswert",
    "enttäuschend",
    "spannend",
    "gelungen",
    "leider",
    "empfehlenswert",
    "schwach",
    "beeindruckend",
    "unterhaltsam",
    "magnifique",
    "ennuyeux",
    "excellent",
    "décevant",
    "génial",
    "réussi",
    "j'ai",
    "aimé",
    "adoré",
    "recommande",
    "conseille",
    "drôle",
    "bellissimo",
    "capolavoro",
    "noioso",
    "consiglio",
    "consigliato",
    "splendido",
    "emozionante",
    "merita",
    "magnífica",
    "brillante",
    "aburrida",
    "recomiendo",
    "obra",
    "excelente",
    "ótimo",
    "péssimo",
    "chato",
    "bom",
    "ruim",
    "divertido",
    "genial",
    "incrível",
    "polecam",
    "świetny",
    "świetna",
    "znakomity",
    "nudny",
    "piękny",
    "prachtig",
    "sterk",
    "saai",
    "indrukwekkend",
    "aanrader",
    "geweldig",
    "понравился",
    "понравилось",
    "отличный",
    "скучно",
    "скучный",
    "прекрасный",
    "прекрасно",
    "великолепный",
    "шедевр",
    "советую",
    "рекомендую",
    "интересно",
    "хороший",
    "плохой",
    "面白",
    "良かった",
    "よかった",
    "素晴らし",
    "好き",
    "感動",
    "最高",
    "おすすめ",
    "好看",
    "推荐",
    "喜欢",
    "感动",
    "精彩",
];

/// Splits into lower-case words.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '\'' && letter != '-')
        .map(|word| word.trim_matches(['\'', '-']).to_lowercase())
        .filter(|word| !word.is_empty())
}

/// Whether a script without spaces writes the word.
pub(super) fn is_dense(word: &str) -> bool {
    word.chars().any(|c| ('\u{3040}'..='\u{9fff}').contains(&c))
}

/// How many of the words of a text are in a list; words of scripts without spaces count wherever
/// they stand.
pub(super) fn count(text: &str, list: &[&str]) -> usize {
    let plain = words(text)
        .filter(|word| list.contains(&word.as_str()))
        .count();
    let dense = list
        .iter()
        .filter(|word| is_dense(word))
        .map(|word| text.matches(word).count());
    plain + dense.sum::<usize>()
}

/// Whether any word of a text is in a list.
pub(super) fn has(text: &str, list: &[&str]) -> bool {
    count(text, list) > 0
}

/// Lower case, letters and digits only, words parted by one space, with a space at both ends.
pub(super) fn spaced(text: &str) -> String {
    let mut made = String::with_capacity(text.len() + 2);
    made.push(' ');
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        if letter.is_alphanumeric() {
            made.extend(letter.to_lowercase());
        } else {
            let is_apostrophe = matches!(letter, '\'' | '’' | '‘');
            let is_gap = !is_apostrophe || (letter != '‘' && is_elision(&made, next));
            if is_gap && !made.ends_with(' ') {
                made.push(' ');
            }
        }
    }
    if !made.ends_with(' ') {
        made.push(' ');
    }
    made
}

/// Whether an apostrophe parts two words, as in `d'Avril`, `l'eau`, `dell'Arno`.
fn is_elision(before: &str, next: Option<char>) -> bool {
    let mut last = before.chars().rev();
    let is_one = last.next().is_some_and(char::is_alphabetic) && last.next() == Some(' ');
    next.is_some_and(|next| next.is_uppercase() || (is_one && next.is_alphabetic()))
}

/// How often a phrase stands in a text, both made by [`spaced`].
pub(super) fn mentions(text: &str, phrase: &str) -> usize {
    if phrase.trim().is_empty() {
        return 0;
    }
    if is_dense(phrase) {
        return text.matches(phrase.trim()).count();
    }
    text.matches(phrase).count()
}
