//! Numbers written out, in the languages that are read.

/// A number up to ten in words, as an alternation for patterns. The judge's table has the same.
macro_rules! number_words {
    () => {
        "one|two|three|four|five|six|seven|eight|nine|ten|zero|\
         eine[nm]?|ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|\
         anderthalb|eineinhalb|zweieinhalb|dreieinhalb|viereinhalb|\
         une?|deux|trois|quatre|cinq|sept|huit|neuf|dix|\
         una?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|\
         due|tre|quattro|cinque|sei|sette|otto|nove|dieci|\
         uma?|dois|duas|três|quatro|sete|oito|dez|\
         één|een|twee|drie|vijf|zes|zeven|negen|tien|\
         jedna|dwie|dwa|trzy|cztery|pięć|sześć|siedem|osiem|dziewięć|dziesięć|\
         одна|одну|две|два|три|четыре|пять|шесть|семь|восемь|девять|десять"
    };
}

/// What makes a half of the number before it.
macro_rules! half_words {
    () => {
        r"(?:\s?½|\s1/2|[\s-](?:and[\s-]a[\s-]half|et\sdemie?|y\smedi[ao]|e\smezz[oa]|e\smei[ao]|en\seen\shalve?|с\sполовиной|i\spół))"
    };
}

/// Words for "stars".
macro_rules! star_words {
    () => {
        "stars?|sternen?|sterne|étoiles?|stell[ea]|estrellas?|estrelas?|sterren|ster|gwiazdk[ai]|gwiazdek|звезд[аы]?|звёзд[аы]?|stjärnor|stjerner|tähteä|hvězd(?:y|iček)?|csillag|yıldız"
    };
}

pub(super) use {half_words, number_words, star_words};
