//! The signs that the model of reported speech learned, each with the number that its weights have.
//!
//! A name says whose sign it is (a cue's, a start's or an end's of what is said, a source's, a stretch's in quotation
//! marks) and then what it is made of, part for part.

use crate::scorer::Signs;

macro_rules! signs {
    ($($name:ident = $number:literal),* $(,)?) => {
        /// A sign of the model of reported speech.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Sign { $($name),* }

        impl Sign {
            /// The number by which the model knows it.
            pub(super) const fn number(self) -> u32 {
                match self { $(Self::$name => $number),* }
            }

            #[cfg(test)]
            const ALL: &[Self] = &[$(Self::$name),*];
        }
    };
}

signs! {
    CueWord = 1,
    CueSuffix = 2,
    CueClass = 3,
    CueSeenBefore = 4,
    CueSeenAfter = 5,
    CueSeenBeforeWord = 6,
    CueWordSeenAfter = 7,
    CueWordClassAfter = 8,
    CueClassBeforeWord = 9,
    CueClassSecondBeforeClassBefore = 10,
    CueClassAfterClassSecondAfter = 11,
    CueSuffixClassBeforeClassAfter = 12,
    CueClassSecondBeforeClassBeforeClassAfter = 13,
    CueClassAfterClassSecondAfterClassThirdAfter = 14,
    CueClassThirdBeforeClassSecondBeforeClassBefore = 15,
    CueSeenSecondBefore = 16,
    CueSeenSecondAfter = 17,
    CueSeenSecondBeforeSeenBefore = 18,
    CueSeenAfterSeenSecondAfter = 19,
    CueWordClassAfterClassSecondAfter = 20,
    CueInside = 21,
    CueInsideClass = 22,
    CueSaidBeforeInside = 23,
    CueThatAfterClass = 24,
    CueBeAfterClass = 25,
    CueNameBeforeClassBefore = 26,
    CueMarkNearClass = 27,
    CueWordHasBeAfter = 28,
    CueWordSaidBefore = 29,
    CueClosedClass = 30,
    CueClosedWord = 31,
    CueStepsAtFrom = 32,
    StartKindCueInside = 41,
    StartDistanceOpens = 42,
    StartKindCueClass = 43,
    StartKindCueWord = 44,
    StartSideClassClassBefore = 45,
    StartDistanceClassCueClass = 46,
    StartSideSeen = 47,
    StartSideSeenBefore = 48,
    StartCueWordSideClass = 49,
    StartCueWordSideSeenBefore = 50,
    StartKindAfterCueSecondAfterCue = 51,
    StartKindBeforeCueAfterCue = 52,
    StartCueWordDistance = 53,
    StartWaySideOpens = 54,
    StartWayCueClassClass = 55,
    StartWayCueWordClass = 56,
    StartCommasOthersOpens = 57,
    StartClassBeforeClassClassNext = 58,
    StartIsFirstOpensAfterCue = 59,
    StartIsFirstClassClassNext = 60,
    EndSideIsLastMarks = 71,
    EndSideLengthMarks = 72,
    EndSideClassNextClassLast = 73,
    EndSideClassNextClassSecondNext = 74,
    EndSideSeenNext = 75,
    EndSideSeenNextSeenSecondNext = 76,
    EndCueWordSideIsLast = 77,
    EndCueWordClassNextSide = 78,
    EndCueClassClassNextIsLastMarks = 79,
    EndSeenLastSide = 80,
    EndSideCommasClassNext = 81,
    EndSideIsLastCommas = 82,
    EndSaidClassNextSide = 83,
    EndLengthClassNextIsLast = 84,
    EndClassOfStartClassNextSide = 85,
    EndClassOfStartCueWordClassNext = 86,
    EndSeenOfStartClassNextIsLast = 87,
    EndWayMarks = 88,
    EndWayCueWord = 89,
    EndStepsToCueClassNextAfterCue = 90,
    EndAfterCueBeforeCueIsLastOverCue = 91,
    EndLeftClassNextSide = 92,
    EndLeftLengthIsLast = 93,
    EndClassNextClassSecondNextClassThirdNext = 94,
    SourceSidesDistance = 101,
    SourceSidesClassDistance = 102,
    SourceSidesClassBeforeClassAfter = 103,
    SourceClassBeforeClassClassAfter = 104,
    SourceSidesClassClassAfter = 105,
    SourceWaySide = 106,
    SourceWayClassContent = 107,
    SourceCueClassSidesDistance = 108,
    SourceCueWordSidesClass = 109,
    SourceCueWordWaySide = 110,
    SourceIsFirstClassSides = 111,
    SourceWordSide = 112,
    SourceSidesBeforeCueAfterCue = 113,
    SourceSidesCommasVerbs = 114,
    SourceNamesClassSide = 115,
    SourceRelativeCommasClass = 116,
    SourceCrossesSideDistance = 117,
    SourceClassVerbsIsFirst = 118,
    SourceSeenBeforeClassSide = 119,
    SourceSeenAfterClassSide = 120,
    SourceClassTokensNearAtClassBeforeClass = 121,
    SourceClassClassAfterClassSecondNext = 122,
    UnnamedAlways = 131,
    UnnamedCueWord = 132,
    UnnamedCueClass = 133,
    UnnamedBeforeCueCueClass = 134,
    UnnamedBeforeCueAfterCue = 135,
    UnnamedSeenBeforeCueCueWord = 136,
    UnnamedSeenSecondBeforeCueCueClass = 137,
    UnnamedCueInside = 138,
    StretchLength = 151,
    StretchLengthTitled = 152,
    StretchClassBeforeClassFirstClassLast = 153,
    StretchSeenBefore = 154,
    StretchSeenSecondBeforeSeenBefore = 155,
    StretchLengthClassBefore = 156,
    StretchClassLastClassAfter = 157,
    StretchSeenAfter = 158,
    StretchSeenAfterSeenSecondAfter = 159,
    StretchClassAfterClassSecondAfterLength = 160,
    StretchTitledClassBeforeLength = 161,
    StretchPeopleVerbsLength = 162,
    StretchClassThirdBeforeClassSecondBeforeClassBefore = 163,
    StretchClosedStyleLength = 164,
    StretchSeenSecondBefore = 165,
    StretchSeenThirdBefore = 166,
    StretchBeforeAfterLength = 167,
    StretchHasBeforeHasAfterTitled = 168,
    StretchFillsLengthPeople = 169,
    StretchFillsHasBeforeHasAfter = 170,
    StretchEarlierLength = 171,
    StretchEarlierClassBeforeClassSecondBefore = 172,
}

impl Signs {
    /// Adds a sign with what it saw.
    #[inline]
    pub(super) fn see<const PARTS: usize>(&mut self, sign: Sign, seen: [u32; PARTS]) {
        self.add(sign.number(), seen);
    }
}

/// Signs whose numbers are further by a base: they have weights of their own there.
pub(super) struct SignsFrom<'s> {
    pub(super) base: u32,
    pub(super) signs: &'s mut Signs,
}

impl SignsFrom<'_> {
    /// Adds a sign with what it saw.
    #[inline]
    pub(super) fn see<const PARTS: usize>(&mut self, sign: Sign, seen: [u32; PARTS]) {
        self.signs.add(self.base + sign.number(), seen);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_signs_have_one_number() {
        let mut numbers: Vec<u32> = Sign::ALL.iter().map(|sign| sign.number()).collect();
        numbers.sort_unstable();
        let count = numbers.len();
        numbers.dedup();
        assert_eq!(numbers.len(), count);
    }
}
