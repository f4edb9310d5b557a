//! What speaks for and against somebody being a statement's speaker: facts, each with a learned weight, and how
//! the words beside the statement name its source.

macro_rules! named {
    ($(#[$outer:meta])* $kind:ident { $($(#[$doc:meta])* $name:ident,)* }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $kind { $($(#[$doc])* $name),* }

        impl $kind {
            /// All with their names in the model's file.
            pub const ALL: &[(Self, &str)] = &[$((Self::$name, stringify!($name))),*];
        }
    };
}

named! {
    /// How a statement's source is printed.
    Printed {
        /// A name.
        Name,
        /// `she`.
        Pronoun,
        /// `the director`.
        TheRole,
        /// `a director`, `one fan`.
        ARole,
        /// `Ada's lawyer`.
        Owned,
        /// `that`, `who`, `it`, `they`.
        Other,
        /// Words in small letters: `the statement`.
        Words,
        /// One word with a capital that is nobody's name.
        Capital,
        /// Nothing.
        Nothing,
        /// The same of a quotation without a verb of its own.
        LoneName,
        /// As `Pronoun`.
        LonePronoun,
        /// As `TheRole`, `ARole` and `Owned`.
        LoneRole,
        /// As the rest.
        LoneWords,
    }
}

named! {
    /// What is seen of one who may have said it.
    Fact {
        /// A person's name.
        IsPerson,
        /// A name in one word.
        IsSingle,
        /// A body's name.
        IsBody,
        /// The words as printed, which are nobody's name.
        IsPrinted,
        /// An earlier speaker without a name.
        IsUnnamed,
        /// Nobody.
        IsNobody,
        /// The rules choose it.
        Ruled,
        /// Said what stands before, in the same paragraph.
        SaidBefore,
        /// Said what stands before, in the paragraph before.
        SaidAbove,
        /// Said what stands before, farther up.
        SaidEarlier,
        /// Said what stands before, whose mark is not closed.
        SaidOpen,
        /// Said what stands before that.
        SaidSecond,
        /// Says what follows, in the same paragraph.
        SaysAfter,
        /// Says what follows, in the next paragraph.
        SaysBelow,
        /// The printed name is all of it.
        SameName,
        /// The printed name is its last word.
        SameLast,
        /// The printed name is its first word.
        SameFirst,
        /// The printed words hold the whole name.
        Holds,
        /// Its name stands right behind the printed words.
        Beside,
        /// Its name owns the printed words.
        Owns,
        /// Its name stands in the words' sentence behind the printed words, farther off.
        BesideFar,
        /// Its name stands between the pieces of the words.
        Between,
        /// Somewhere it is printed as a speaker.
        SpeaksByName,
        /// Named in the sentence, before the words.
        NamedBefore,
        /// Named in the sentence, behind the words.
        NamedBehind,
        /// Opens the sentence before or that of the words.
        OpensSentence,
        /// Named before in the paragraph.
        InParagraph,
        /// Last named in the paragraph before.
        InLastParagraph,
        /// Last named farther up.
        FarUp,
        /// Named only below.
        NotYet,
        /// Named last of all.
        Latest,
        /// Named last but one.
        SecondLatest,
        /// Named last of those whom the pronoun fits.
        LatestFitting,
        /// Opened a sentence last of those whom the pronoun fits.
        LatestOpening,
        /// The pronoun is of its gender.
        Agrees,
        /// The pronoun is of the other gender.
        Clashes,
        /// The role is printed beside its name.
        HasRole,
        /// Some other role is.
        HasOtherRole,
        /// In the headline.
        InHeadline,
        /// Named most often.
        MostNamed,
        /// Named once only.
        NamedOnce,
        /// Named within the words themselves.
        InWords,
        /// Was a speaker before, once.
        SpokeOnce,
        /// Was a speaker before, more than once.
        SpokeOften,
        /// In the last mention it only owns something.
        OnlyOwns,
        /// A colon before the words ends the sentence it opens.
        Introduces,
        /// Printed words: no capital in them.
        AllSmall,
        /// Printed words: one ordinary word that opens the sentence.
        Ordinary,
        /// Printed words: a role among them.
        PrintsRole,
        /// Printed words: a role ends them.
        EndsInRole,
        /// Printed words: long.
        LongWords,
        /// Printed words: `a`, `one` before them.
        Indefinite,
        /// Printed words: `the` before them.
        Definite,
        /// Printed words: `his` or a name's `'s` in them.
        Possessed,
        /// Printed words: in a pronoun's class.
        StandsForOther,
        /// Printed words: a document, a post, a caption.
        PrintsText,
    }
}

named! {
    /// What is seen of a whole statement, to tell whether it is right.
    Sign {
        /// Always there.
        Bias,
        /// Reported speech.
        Reported,
        /// Partly between marks.
        Mixed,
        /// Without a verb of its own.
        Lone,
        /// Its likelihood is above .5, .7, .8, .9, .95, .98, .99.
        Likely1,
        /// The second step.
        Likely2,
        /// The third.
        Likely3,
        /// The fourth.
        Likely4,
        /// The fifth.
        Likely5,
        /// The sixth.
        Likely6,
        /// The seventh.
        Likely7,
        /// Reported speech above .99.
        ReportedLikely,
        /// Its speaker's likelihood is above .5, .7, .8, .9, .95, .98.
        Speaker1,
        /// The second step.
        Speaker2,
        /// The third.
        Speaker3,
        /// The fourth.
        Speaker4,
        /// The fifth.
        Speaker5,
        /// The sixth.
        Speaker6,
        /// The rules choose the same.
        Ruled,
        /// The words beside it are a name.
        ByName,
        /// They are a pronoun.
        ByPronoun,
        /// They are a role.
        ByRole,
        /// The speaker is a body.
        OfBody,
        /// The speaker's name is one word.
        OfSingle,
        /// Fewer than five words.
        Short,
        /// More than twenty words.
        Long,
        /// The verb is one of speech.
        Says,
        /// `according to`, a colon and the like.
        NoVerb,
        /// It is in two pieces.
        InPieces,
        /// The quotation ends without its mark.
        Unclosed,
        /// A question mark ends it.
        Asks,
        /// Reported speech behind `that`.
        That,
        /// Reported speech before its verb.
        BeforeVerb,
    }
}

/// The number of a fact for one way of printing; those for all ways come first.
pub fn place_of(printed: Option<Printed>, fact: Fact) -> usize {
    let row = printed.map_or(0, |printed| printed as usize + 1);
    row * Fact::ALL.len() + fact as usize
}

/// How many places there are.
pub const PLACES: usize = (Printed::ALL.len() + 1) * Fact::ALL.len();
