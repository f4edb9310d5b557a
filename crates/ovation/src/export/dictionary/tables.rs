//! The tables of an export and their columns, in words.

use super::Table;
use crate::columns::Kind::{Day, Number, Text, Truth, Whole};

macro_rules! tables {
    ($($table:ident $about:literal { $($column:ident $kind:ident $words:literal,)* })*) => {
        /// Every table, in the order in which they are written.
        pub(crate) const TABLES: [Table; [$(stringify!($table)),*].len()] = [$(Table {
            name: stringify!($table),
            about: $about,
            columns: &[$((stringify!($column), $kind, $words)),*],
        }),*];
    };
}

tables! {
    films "A film that has reviews." {
        film Whole "number of the film in the record",
        title Text "title it is listed under",
        other_titles Text "other titles, a JSON list",
        year Whole "year of first release",
        directors Text "directors' names, a JSON list",
        keys Text "ids in other catalogues, `imdb:tt0000001`, a JSON list",
        kind Text "kind of work: `film`, `series` or `season`",
        season Whole "number of a season",
        series Whole "number in the record of the series that it is a season of",
        writers Text "writers' names, a JSON list",
        cast Text "names of who plays in it, a JSON list",
        countries Text "countries of production, a JSON list",
        genres Text "genres, a JSON list",
        runtime_minutes Whole "how long it runs, in minutes",
        synopsis Text "what it tells",
        poster Text "its poster: a file of the folder `posters`, or an address",
        poster_licence Text "licence of the poster",
        poster_credit Text "who made the poster",
    }

    reviews "A review in any state, as the record knows it now." {
        review Whole "number of the review",
        film Whole "number of the film; absent while it is not known",
        critic Whole "number of the critic; absent when unsigned",
        critic_name Text "the critic's name",
        also_by Text "numbers of the critics who signed it beside that one, parted by spaces; absent when nobody did",
        outlet Whole "number of the outlet",
        outlet_name Text "the outlet's name",
        country Text "the outlet's country, as it was set or as its domain's ending tells, ISO 3166",
        language Text "language of the review, BCP 47, where known",
        url Text "where it stands on the web",
        published Day "day published",
        rating_printed Text "rating as printed",
        rating Number "rating converted, 0 to 1",
        state Text "`counted`, `waiting` or `excluded`",
        reasons Text "why it waits or is out, codes parted by spaces",
        in_score Truth "whether it is in the film's score now",
        first_recorded Text "when the record first knew it, RFC 3339",
        recorded Text "when it became as it stands here, RFC 3339",
        entry Whole "ledger entry that made it so",
        entry_hash Text "that entry's hash",
    }

    verdicts "The verdict of a review that has one." {
        review Whole "number of the review",
        p Number "probability that the critic is for the film, 0 to 1",
        is_for Truth "whether p is at least one half",
        basis Text "`editor`, `stated`, `aggregator`, `rating` or `model`",
        made_by Text "version of the table or model, where a machine made it",
        why Text "why, in words",
        unsure Truth "whether it counts and also waits for a person",
    }

    scores "A film's score by all reviews known now." {
        film Whole "number of the film",
        n Whole "reviews in the score",
        positives Whole "of them, those that are for the film",
        unsure Whole "of them, those that also wait for a person",
        found Whole "reviews found: counted + waiting + excluded",
        counted Whole "in the score without reservation",
        waiting Whole "waiting for a person",
        excluded Whole "out, with a reason",
        headline Truth "whether there are enough for a number (5)",
        approval Number "100 x positives / n",
        low Number "lower end of its 90 % interval",
        high Number "upper end",
        average Number "mean rating, 0 to 10",
        rated Whole "reviews that had a rating",
        deviation Number "standard deviation of the ratings, 0 to 10",
        spread Text "`divided` or `of one mind`, where the ratings support it",
        adjusted Number "adjusted approval, 0 to 100",
        adjusted_low Number "lower end of its 90 % interval",
        adjusted_high Number "upper end",
    }

    timeline "A film's score at the end of a day on which it changed." {
        film Whole "number of the film",
        day Day "the day",
        n Whole "reviews in the score",
        positives Whole "of them, those that are for the film",
        approval Number "100 x positives / n",
        low Number "lower end of its 90 % interval",
        high Number "upper end",
        average Number "mean rating, 0 to 10",
    }

    statements "A quotation or reported speech in an article of film press, as last read, where it is sure who says so." {
        entry Whole "ledger entry of the article's reading",
        place Whole "its place among the article's statements, from 0",
        film Whole "number of the film it is about, where the record knows it",
        film_title Text "that film's title as printed",
        speaker Text "who said it, the fullest name in the article",
        speaker_printed Text "the speaker as printed nearest to the words",
        words Text "what was said; an ellipsis between pieces that do not stand together",
        kind Text "`direct`, `mixed` or `indirect` speech",
        cue Text "the word that introduces it: `said`",
        occasion Text "on what occasion it was said",
        festival Text "the festival at which it was said",
        day Day "the day it was said, where it can be told",
        day_stated Truth "whether the article states that day itself; else it is counted from the article's",
    }

    events "A premiere, award, ovation or release that an article tells of, as last read." {
        entry Whole "ledger entry of the article's reading",
        place Whole "its place among the article's events, from 0",
        film Whole "number of the film, where the record knows it",
        film_title Text "the film's title or the festival's name as printed",
        kind Text "`premiere`, `ovation`, `award`, `release` and others",
        festival Text "the festival or place",
        day Day "the day, where it can be told",
        day_stated Truth "whether the article states that day itself",
        minutes Number "minutes of an ovation",
        prize Text "of an award: the prize as printed, with what it is for",
        winner Text "of an award: who or what has it, as printed",
    }

    claims "What an article claims of a film's reception, as last read; never a score of this record." {
        entry Whole "ledger entry of the article's reading",
        place Whole "its place among the article's claims, from 0",
        film Whole "number of the film, where the record knows it",
        film_title Text "the film's title as printed",
        kind Text "`score`, `box_office` or `reception`",
        words Text "the words that say so",
        figure Text "the number in it, as printed",
        publisher Text "who publishes the score",
        day Day "the day the article was published",
        our_n Whole "of a score: the reviews published by that day that this record counts",
        our_positives Whole "of them, those that are for the film",
        our_average Number "their mean rating, 0 to 10",
        reviews Whole "of how many reviews a score is, where the article says so",
    }

    credits "Somebody's part in a film as an article states it, as last read." {
        entry Whole "ledger entry of the article's reading",
        place Whole "its place among the article's credits, from 0",
        film Whole "number of the film, where the record knows it",
        film_title Text "the film's title as printed",
        kind Text "`director`, `writer`, `cast` and others",
        person Text "the name, in full where the article has it so",
        announced Truth "whether the work is still to come",
    }

    comparisons "Two films that an article compares, as last read." {
        entry Whole "ledger entry of the article's reading",
        place Whole "its place among the article's comparisons, from 0",
        film Whole "number of the film that is compared, where the record knows it",
        film_title Text "its title as printed",
        other Whole "number of the film it is compared with, where the record knows it",
        other_title Text "its title as printed",
    }

    entries "The ledger, line by line: all that an empty record needs to become this one." {
        seq Whole "the entry's place, from 1",
        at Whole "when it was made, microseconds since 1970, UTC",
        actor Text "who made it: `person:`, `rule:`, `model:` or `import:` and a name",
        kind Text "what kind of thing happened",
        hash Text "BLAKE3 over this entry and the hash before, in hexadecimal; docs/reference/ledger-hashes.md",
        body Text "what happened, as JSON, byte by byte as the hash covers it; absent where an entry of an older version holds a private note or the path of a file",
        words Text "the source's words, as JSON, whose BLAKE3 stands in the body; absent where there are none, they were deleted, or they are a private note",
    }
}
