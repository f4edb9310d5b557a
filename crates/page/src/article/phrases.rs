//! Words of a page's furniture: labels, invitations and credits that stand between paragraphs.

/// Beginnings of lines that are furniture, folded to lower case.
const OPENINGS: [&str; 150] = [
    "advertisement",
    "article continues below",
    "story continues below",
    "continue reading",
    "read more",
    "read also",
    "also read",
    "see also",
    "read next",
    "up next",
    "more:",
    "more on",
    "more from",
    "related:",
    "related article",
    "related stor",
    "recommended",
    "don't miss",
    "don’t miss",
    "watch:",
    "watch now",
    "click here",
    "sign up",
    "subscribe",
    "follow us",
    "follow @",
    "follow him on",
    "follow her on",
    "share this",
    "share on",
    "share:",
    "tweet",
    "image copyright",
    "image caption",
    "image source",
    "media caption",
    "media playback",
    "photo:",
    "photo by",
    "photo credit",
    "photograph:",
    "picture:",
    "pic:",
    "image:",
    "(image",
    "(photo",
    "(picture",
    "(pic:",
    "credit:",
    "copyright ©",
    "©",
    "all rights reserved",
    "this article was originally",
    "this story was originally",
    "this post may contain",
    "we may earn",
    "join the conversation",
    "leave a comment",
    "leave a reply",
    "comments are closed",
    "get our",
    "download our",
    "newsletter",
    "filed under",
    "posted in",
    "tags:",
    "tagged",
    "topics:",
    "lesen sie auch",
    "lesen sie hier",
    "mehr zum thema",
    "auch interessant",
    "anzeige",
    "foto:",
    "bild:",
    "fotos:",
    "bildrechte",
    "quelle:",
    "quellen:",
    "weiterlesen",
    "teilen",
    "lire aussi",
    "à lire aussi",
    "lire la suite",
    "voir aussi",
    "leia também",
    "leia mais",
    "veja também",
    "le puede interesar",
    "lee también",
    "leer más",
    "te puede interesar",
    "leggi anche",
    "lees ook",
    "to view this video",
    "please enable javascript",
    "über dieses thema berichtet",
    "elsewhere on",
    "create an account",
    "sign in to",
    "log in to",
    "get in touch with our",
    "for more stories like",
    "support local journalism",
    "zobacz także",
    "czytaj też",
    "czytaj także",
    "ähnliche beiträge",
    "ähnliche artikel",
    "das könnte sie",
    "das könnte dich",
    "lesetipp",
    "hier geht es zur",
    "zum thema",
    "auch auf",
    "weitere beiträge",
    "weitere artikel",
    "weitere themen",
    "keine kommentare",
    "no comments",
    "permalink",
    "lea también",
    "lea además",
    "también puede",
    "también te puede",
    "ler mais",
    "veja mais",
    "continua a leggere",
    "leggi tutto",
    "lire également",
    "lisez aussi",
    "article réservé",
    "il vous reste",
    "inscrivez-vous",
    "abonnez-vous",
    "jetzt abonnieren",
    "abonnieren sie",
    "suscríbete",
    "suscribete",
    "síguenos",
    "siga-nos",
    "seguici",
    "iscriviti",
    "jetzt testen",
    "article content",
    "this article is the copyright",
    "this website uses cookies",
    "the cookie settings",
    "writing by",
    "editing by",
];

/// Openings of one letter.
const SINGLE: [char; 1] = ['©'];

/// Pairs of letters that some opening begins with: most lines begin with none.
static BEGINNINGS: std::sync::LazyLock<[u64; 64]> = std::sync::LazyLock::new(|| {
    let mut pairs = [0; 64];
    for opening in OPENINGS {
        let mut letters = opening.chars().map(beginning);
        if let (Some(first), Some(second)) = (letters.next(), letters.next())
            && let Some(seconds) = pairs.get_mut(first)
        {
            *seconds |= 1 << second;
        }
    }
    pairs
});

/// A letter, whatever its case, as a number below 64.
fn beginning(letter: char) -> usize {
    let lower = letter.to_lowercase().next().unwrap_or(letter);
    lower as usize % 64
}

/// Whether a short line is furniture.
pub(super) fn is_furniture(words: &str) -> bool {
    let words = words.trim_start_matches(|letter: char| {
        !letter.is_alphanumeric() && !matches!(letter, '(' | '©')
    });
    if words.is_empty() {
        return false;
    }
    let mut first = words.chars().take(2).map(beginning);
    let (first, second) = (first.next().unwrap_or(0), first.next().unwrap_or(0));
    let seconds = BEGINNINGS.get(first).copied().unwrap_or(0);
    if seconds >> second & 1 == 0 && !SINGLE.contains(&words.chars().next().unwrap_or(' ')) {
        return false;
    }
    let lower: String = words
        .chars()
        .take(32)
        .flat_map(char::to_lowercase)
        .collect();
    OPENINGS.iter().any(|opening| lower.starts_with(opening))
}

/// Words of invitations: where to follow, to subscribe, to support.
const INVITING: [&str; 25] = [
    "newsletter",
    "inbox",
    "subscri",
    "suscr",
    "abonn",
    "iscriviti",
    "подпи",
    "twitter",
    "facebook",
    "instagram",
    "telegram",
    "whatsapp",
    "youtube",
    "tiktok",
    "google play",
    "app store",
    " ios",
    "follow us",
    "follow @",
    "spende",
    "donate",
    "copyright",
    "written permission",
    "not responsible for",
    "letterbox",
];

/// Whether a line at the end invites readers to more: with two such words, or one and a link.
pub(super) fn invites(words: &str, has_link: bool) -> bool {
    let lower = words.to_lowercase();
    let found = INVITING.iter().filter(|word| lower.contains(**word));
    found.take(2).count() + usize::from(has_link) >= 2
}

/// Whether a line at the end names sources or who helped.
pub(super) fn is_credit(words: &str) -> bool {
    let openings = [
        "source:",
        "sources:",
        "(source",
        "(reporting by",
        "reporting by",
        "additional reporting",
        "fuente:",
        "fuentes:",
        "fonte:",
        "kilde:",
        "źródło:",
        "источник:",
    ];
    let lower: String = words
        .chars()
        .take(24)
        .flat_map(char::to_lowercase)
        .collect();
    words.len() < 300 && openings.iter().any(|opening| lower.starts_with(opening))
}

/// Words before a name or a day in a byline.
const SIGNED: [&str; 24] = [
    "by",
    "von",
    "par",
    "por",
    "di",
    "door",
    "av",
    "af",
    "od",
    "autor",
    "author",
    "updated",
    "published",
    "posted",
    "aktualisiert",
    "veröffentlicht",
    "stand",
    "publié",
    "publicado",
    "actualizado",
    "pubblicato",
    "aggiornato",
    "mis",
    "last",
];

/// Whether a short line is a byline or a dateline.
pub(super) fn is_byline(words: &str) -> bool {
    if words.len() > 100 {
        return false;
    }
    let mut parts = words.split_whitespace();
    let first = parts
        .next()
        .unwrap_or("")
        .trim_end_matches(':')
        .to_lowercase();
    let second = parts.next().unwrap_or("");
    let names = second
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
    let is_dated = ["on", "le", "am", "el", "il", "à"].contains(&second);
    SIGNED.contains(&first.as_str())
        && (names && words.len() < 80 || is_dated || words.contains(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_told_from_sentences() {
        assert!(is_furniture("Read more: The lamps of the harbour"));
        assert!(is_furniture("» Lesen Sie auch: Die Lampen"));
        assert!(is_furniture("(Image: HARBOUR)"));
        assert!(!is_furniture("The lamps stay lit."));
        assert!(!is_furniture("…"));
    }
}
