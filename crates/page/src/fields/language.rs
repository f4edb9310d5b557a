//! The language of the article.

use super::super::claims::ArticleClaims;
use super::super::meta::Head;
use ovation_language::words;
use std::sync::LazyLock;

/// The language of the article: detected where its text is long enough to be sure, else declared.
pub(in super::super) fn language(
    head: &Head,
    claims: &ArticleClaims,
    text: &str,
) -> Option<String> {
    let declared = head
        .language
        .clone()
        .or_else(|| claims.languages.first().cloned())
        .or_else(|| {
            head.meta(&["og:locale", "content-language", "dc.language"])
                .map(|m| m.value)
        })
        .map(|lang| lang.replace('_', "-"));
    let is_long = text.chars().take(200).count() == 200;
    let small = if is_long {
        SmallWords::of(text)
    } else {
        SmallWords::default()
    };
    if declared.as_deref().is_some_and(|code| small.speak(code)) {
        return declared;
    }
    let detect = || detected(text).and_then(|info| short_code(info.lang()));
    let code = is_long.then(|| small.plain().or_else(detect)).flatten();
    match (code, declared) {
        (Some(code), Some(declared)) if declared.to_lowercase().starts_with(code) => Some(declared),
        (Some(code), _) => Some(code.to_owned()),
        (None, declared) => declared.filter(|lang| words::words(lang).next().is_some()),
    }
}

/// Small words of languages, by which most texts are told at a glance.
const SMALL: [(&str, &[&str]); 14] = [
    (
        "en",
        &[
            "the", "of", "and", "that", "with", "was", "this", "from", "it", "for", "to", "is",
            "by", "are", "be", "have", "has", "he", "his", "not", "they", "you", "who", "had",
            "we", "will", "at", "their", "would", "which",
        ],
    ),
    (
        "de",
        &[
            "der", "die", "und", "das", "ist", "nicht", "ein", "mit", "dem", "sich", "den", "von",
            "zu", "im", "auf", "des", "sie", "eine", "auch", "sind", "war", "wird", "wurde",
            "einen", "einer", "hat", "nach", "wie", "bei", "aus",
        ],
    ),
    (
        "fr",
        &[
            "les", "des", "est", "et", "une", "dans", "du", "qui", "pas", "pour", "la", "le", "au",
            "aux", "que", "sur", "par", "plus", "son", "ses", "cette", "avec", "ont", "été",
            "mais", "nous", "ce", "ne", "sont", "comme",
        ],
    ),
    (
        "es",
        &[
            "el", "los", "las", "y", "del", "una", "por", "con", "su", "al", "que", "en", "se",
            "lo", "más", "para", "como", "pero", "sus", "es", "fue", "este", "esta", "desde",
            "entre", "muy", "sobre", "ha",
        ],
    ),
    (
        "it",
        &[
            "il", "di", "che", "della", "per", "gli", "è", "un", "con", "del", "non", "la", "le",
            "dei", "alla", "nel", "sono", "una", "anche", "da", "si", "più", "come", "questo",
            "dal", "delle", "ha", "stato", "nella",
        ],
    ),
    (
        "pt",
        &[
            "o", "os", "do", "da", "não", "uma", "em", "para", "com", "dos", "que", "por", "mais",
            "como", "mas", "foi", "ao", "se", "são", "pela", "pelo", "no", "na", "nos", "seu",
            "sua", "é", "também",
        ],
    ),
    (
        "nl",
        &[
            "het", "een", "van", "dat", "niet", "voor", "zijn", "aan", "ook", "maar", "de", "en",
            "is", "op", "te", "met", "die", "er", "bij", "naar", "om", "door", "zich", "hij", "ze",
            "wordt", "werd",
        ],
    ),
    (
        "sv",
        &[
            "och", "att", "det", "som", "är", "för", "inte", "på", "av", "den",
        ],
    ),
    (
        "fi",
        &[
            "ja", "on", "ei", "että", "oli", "ovat", "myös", "se", "kun", "mutta",
        ],
    ),
    (
        "pl",
        &["i", "w", "z", "na", "się", "nie", "że", "do", "jest", "to"],
    ),
    (
        "ru",
        &[
            "и", "в", "не", "на", "что", "с", "как", "это", "по", "он", "из", "для", "но", "от",
            "за", "его", "к", "о", "у", "так", "был", "того", "же", "она", "было", "или",
        ],
    ),
    (
        "uk",
        &["і", "в", "не", "на", "що", "з", "та", "як", "це", "у"],
    ),
    (
        "tr",
        &[
            "ve", "bir", "bu", "için", "ile", "olarak", "çok", "daha", "olan", "gibi",
        ],
    ),
    (
        "el",
        &[
            "και", "το", "του", "να", "η", "της", "ο", "με", "για", "την",
        ],
    ),
];

/// A short word as a number, its bytes in order.
fn packed(word: &str) -> Option<u64> {
    (word.len() <= 8).then(|| word.bytes().fold(0, |all, byte| all << 8 | u64::from(byte)))
}

/// The small words with their languages, as bits.
static BY_WORD: LazyLock<Vec<(u64, u16)>> = LazyLock::new(|| {
    let mut all = std::collections::BTreeMap::new();
    for (at, (_, words)) in SMALL.iter().enumerate() {
        for word in words.iter().filter_map(|word| packed(word)) {
            *all.entry(word).or_default() |= 1 << at;
        }
    }
    all.into_iter().collect()
});

/// How many small words of each language a text's beginning has. Spares the detection, which
/// costs more than most of the reading.
#[derive(Default)]
struct SmallWords {
    all: usize,
    counts: [usize; SMALL.len()],
}

impl SmallWords {
    /// Words that are looked at, and how many of them there have to be.
    const WORDS: usize = 240;
    const LEAST: usize = 40;

    fn of(text: &str) -> Self {
        let mut made = Self::default();
        for word in text.split([' ', '\n']).take(Self::WORDS) {
            made.all += 1;
            let known = packed(word).and_then(|word| {
                let at = BY_WORD.binary_search_by_key(&word, |known| known.0).ok()?;
                BY_WORD.get(at)
            });
            let mut languages = known.map_or(0, |known| known.1);
            while languages != 0 {
                if let Some(count) = made.counts.get_mut(languages.trailing_zeros() as usize) {
                    *count += 1;
                }
                languages &= languages - 1;
            }
        }
        made
    }

    /// Whether the text is plainly in a language: an eighth of its words are small ones of it.
    fn speak(&self, code: &str) -> bool {
        let own = code.get(..2).unwrap_or("");
        let at = SMALL
            .iter()
            .position(|(code, _)| code.eq_ignore_ascii_case(own));
        let count = at.and_then(|at| self.counts.get(at)).copied().unwrap_or(0);
        self.all >= Self::LEAST && count * 8 >= self.all
    }

    /// The language that the text is plainly in, by a sixth of its words and by many more than
    /// any other's.
    fn plain(&self) -> Option<&'static str> {
        let best = (0..SMALL.len()).max_by_key(|at| self.counts.get(*at))?;
        let count = |at: usize| self.counts.get(at).copied().unwrap_or(0);
        let is_near = |at: &usize| *at != best && count(*at) * 5 > count(best) * 2;
        let is_plain = self.all >= Self::LEAST && count(best) * 6 >= self.all;
        let is_alone = !(0..SMALL.len()).any(|at| is_near(&at));
        SMALL
            .get(best)
            .filter(|_| is_plain && is_alone)
            .map(|known| known.0)
    }
}

/// The language of a text, where it is sure: of its beginning, else of more of it.
fn detected(text: &str) -> Option<whatlang::Info> {
    /// Enough to be sure of nearly every text.
    const BEGINNING_BYTES: usize = 2_500;
    /// Where that is not enough, more seldom helps.
    const MORE_BYTES: usize = 20_000;
    let within = |most: usize, text| {
        let text: &str = text;
        let mut end = most.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.get(..end).unwrap_or(text)
    };
    let beginning = within(BEGINNING_BYTES, text);
    let detect = |text: &str| whatlang::detect(text).filter(whatlang::Info::is_reliable);
    detect(beginning).or_else(|| {
        let more = within(MORE_BYTES, text);
        (beginning.len() < more.len())
            .then(|| detect(more))
            .flatten()
    })
}

fn short_code(lang: whatlang::Lang) -> Option<&'static str> {
    let code = match lang.code() {
        "eng" => "en",
        "deu" => "de",
        "fra" => "fr",
        "spa" => "es",
        "ita" => "it",
        "por" => "pt",
        "nld" => "nl",
        "pol" => "pl",
        "rus" => "ru",
        "ukr" => "uk",
        "ces" => "cs",
        "swe" => "sv",
        "dan" => "da",
        "nob" => "nb",
        "fin" => "fi",
        "tur" => "tr",
        "ell" => "el",
        "hun" => "hu",
        "ron" => "ro",
        "jpn" => "ja",
        "cmn" => "zh",
        "kor" => "ko",
        "arb" => "ar",
        "heb" => "he",
        "hin" => "hi",
        "pes" => "fa",
        "cat" => "ca",
        "hrv" => "hr",
        "srp" => "sr",
        "bul" => "bg",
        "slk" => "sk",
        "slv" => "sl",
        "vie" => "vi",
        "tha" => "th",
        "ind" => "id",
        _ => return None,
    };
    Some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_told_by_its_small_words() {
        let cases = [
            (
                "en",
                "the lamps of the harbour and the boats that it was built for ",
            ),
            (
                "de",
                "die Lampen und das Boot, nicht der Hafen ist es, mit dem sich ",
            ),
            (
                "pl",
                "lampy i łodzie w porcie nie są tym, co jest na wodzie, że to z ",
            ),
            (
                "ru",
                "лампы и лодки в порту не то, что на воде, и это как он с ними ",
            ),
        ];
        for (code, words) in cases {
            let small = SmallWords::of(&words.repeat(6));
            assert_eq!(small.plain(), Some(code));
            assert!(small.speak(&format!("{code}-XX")));
        }
        let names = SmallWords::of(&"Mira Holt Ada Marsh ".repeat(40));
        assert_eq!(names.plain(), None);
        assert!(!names.speak("en"));
    }
}
