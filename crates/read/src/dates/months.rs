//! Names of months, after the Unicode CLDR's wide and abbreviated forms.

/// Month names by month; lower case. Declined forms where dates use them.
const MONTHS: [&[&str]; 12] = [
    &[
        "january", "jan", "janvier", "janv", "januar", "jänner", "enero", "ene", "gennaio", "gen",
        "janeiro", "januari", "stycznia", "styczeń", "sty", "января", "январь", "янв", "ledna",
        "januára", "ocak", "января", "januari", "січня",
    ],
    &[
        "february", "feb", "février", "fevrier", "févr", "fév", "februar", "febrero", "febbraio",
        "febb", "fevereiro", "fev", "februari", "lutego", "luty", "lut", "февраля", "февраль",
        "фев", "февр", "února", "şubat", "лютого",
    ],
    &[
        "march", "mar", "mars", "märz", "marz", "mär", "mrz", "marzo", "março", "marco", "maart",
        "mrt", "marca", "marzec", "марта", "март", "мар", "marts", "března", "mart", "березня",
    ],
    &[
        "april", "apr", "avril", "avr", "abril", "abr", "aprile", "kwietnia", "kwiecień", "kwi",
        "апреля", "апрель", "апр", "dubna", "nisan", "квітня",
    ],
    &[
        "may", "mai", "mayo", "maggio", "mag", "maio", "mei", "maja", "maj", "мая", "май", "května",
        "mayıs", "травня",
    ],
    &[
        "june", "jun", "juin", "juni", "junio", "giugno", "giu", "junho", "czerwca", "czerwiec",
        "cze", "июня", "июнь", "июн", "června", "haziran", "червня",
    ],
    &[
        "july", "jul", "juillet", "juil", "juli", "julio", "luglio", "lug", "julho", "lipca",
        "lipiec", "lip", "июля", "июль", "июл", "července", "temmuz", "липня",
    ],
    &[
        "august", "aug", "août", "aout", "agosto", "ago", "augustus", "augusti", "sierpnia",
        "sierpień", "sie", "августа", "август", "авг", "srpna", "ağustos", "серпня",
    ],
    &[
        "september", "sept", "sep", "septembre", "septiembre", "settembre", "sett", "set",
        "setembro", "września", "wrzesień", "wrz", "сентября", "сентябрь", "сен", "сент", "září",
        "eylül", "вересня",
    ],
    &[
        "october", "oct", "octobre", "oktober", "okt", "octubre", "ottobre", "ott", "outubro",
        "out", "października", "październik", "paź", "октября", "октябрь", "окт", "října", "ekim",
        "жовтня",
    ],
    &[
        "november", "nov", "novembre", "noviembre", "novembro", "listopada", "listopad", "lis",
        "ноября", "ноябрь", "ноя", "нояб", "listopadu", "kasım", "листопада",
    ],
    &[
        "december", "dec", "décembre", "decembre", "déc", "dezember", "dez", "diciembre", "dic",
        "dicembre", "dezembro", "desember", "grudnia", "grudzień", "gru", "декабря", "декабрь",
        "дек", "prosince", "aralık", "грудня",
    ],
];

/// The month a word names, 1 to 12.
pub(super) fn of_word(word: &str) -> Option<u32> {
    if word.len() < 3 || word.len() > 24 {
        return None;
    }
    let lower = word.to_lowercase();
    let place = MONTHS.iter().position(|names| names.contains(&lower.as_str()))?;
    u32::try_from(place + 1).ok()
}

/// Words that may stand between the parts of a date.
pub(super) fn is_filler(word: &str) -> bool {
    is_ordinal(word) || matches!(word, "de" | "of" | "del" | "den" | "di" | "da")
}

/// Endings of day numbers.
pub(super) fn is_ordinal(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th" | "er" | "º" | "ª" | "o" | "го" | "e")
}
