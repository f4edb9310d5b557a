//! Boosted trees over signs: what no sum of single signs can say, such as that one word at the head of a
//! sentence is a title where a film was spoken of before.
//!
//! Each tree asks for one sign after another and ends in a number; the numbers of all trees are added.

use super::signs::{GROUPS, PLACES, VALUES};
use std::collections::BTreeMap;

/// Trees whose numbers are added.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Trees {
    nodes: Vec<Node>,
    /// First node of each tree.
    roots: Vec<u32>,
    /// The signs that are asked for, in the order in which they first are.
    asked: Vec<u16>,
    /// For each sign its place among them; [`END`] for one that is not asked for.
    places: Vec<u16>,
}

/// A question, or an end.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Node {
    /// Place of the sign that is asked for; [`END`] for an end.
    asks: u16,
    /// How many nodes further it goes on if the sign is there. If not, at the next node.
    there: u16,
    /// The number of an end.
    gives: f32,
}

/// So many trees are asked before a row may be given up, and again.
const BLOCK: usize = 50;
/// A row is given up below this score: hardly any came back from there to more than nothing.
const GIVEN_UP: f32 = -1.5;

/// What an end has for a sign.
const END: u16 = u16::MAX;

/// Which signs each of many has, of those that trees ask for.
#[derive(Clone, Debug)]
pub(crate) struct Rows {
    /// Words of 64 signs in a row.
    width: usize,
    bits: Vec<u64>,
}

impl Trees {
    /// Place to lay out signs for these trees.
    pub(crate) fn rows(&self) -> Rows {
        Rows {
            width: self.asked.len().div_ceil(64).max(1),
            bits: Vec::new(),
        }
    }

    /// Adds a row with some signs.
    pub(crate) fn add(&self, rows: &mut Rows, signs: &[u16]) {
        let begin = rows.bits.len();
        rows.bits.resize(begin + rows.width, 0);
        for &sign in signs {
            let place = self.places.get(usize::from(sign)).copied().unwrap_or(END);
            if place == END {
                continue;
            }
            if let Some(bits) = rows.bits.get_mut(begin + usize::from(place) / 64) {
                *bits |= 1 << (place % 64);
            }
        }
    }

    /// Adds to the score of each row what the trees give, in log-odds. A row that some of the trees leave hopeless is
    /// asked no further.
    pub(crate) fn judge<'s>(&self, rows: &Rows, scores: impl Iterator<Item = &'s mut f32>) {
        for (row, score) in rows.bits.chunks_exact(rows.width).zip(scores) {
            for roots in self.roots.chunks(BLOCK) {
                *score += roots.iter().map(|&root| self.walk(root, row)).sum::<f32>();
                if *score < GIVEN_UP {
                    break;
                }
            }
        }
    }

    fn walk(&self, root: u32, row: &[u64]) -> f32 {
        let mut at = root as usize;
        while let Some(node) = self.nodes.get(at) {
            if node.asks == END {
                return node.gives;
            }
            let bits = row.get(usize::from(node.asks) / 64).copied().unwrap_or(0);
            let is_there = bits >> (node.asks % 64) & 1 == 1;
            at += if is_there { usize::from(node.there) } else { 1 };
        }
        0.0
    }

    /// The place of a sign among those that are asked for, made if there is none yet; nothing where there are too many.
    fn place_of(&mut self, sign: u16) -> Option<u16> {
        self.places.resize(PLACES, END);
        let next = u16::try_from(self.asked.len())
            .ok()
            .filter(|&next| next < END)?;
        let place = self.places.get_mut(usize::from(sign))?;
        if *place == END {
            *place = next;
            self.asked.push(sign);
        }
        Some(*place)
    }

    /// Adds a question; gives its node.
    fn ask(&mut self, sign: u16) -> Option<usize> {
        let asks = self.place_of(sign)?;
        self.nodes.push(Node {
            asks,
            there: 0,
            gives: 0.0,
        });
        Some(self.nodes.len() - 1)
    }

    /// Adds an end.
    fn end(&mut self, gives: f32) {
        self.nodes.push(Node {
            asks: END,
            there: 0,
            gives,
        });
    }

    /// Says that a question goes on at the node that comes next, if its sign is there.
    fn answer(&mut self, question: usize) -> Option<()> {
        let further = u16::try_from(self.nodes.len() - question).ok()?;
        self.nodes.get_mut(question)?.there = further;
        Some(())
    }

    /// Reads trees from text, one in each line: a question is a sign's name and value, then what follows if
    /// it is not there, then what follows if it is; an end is a number. Nothing for another form.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let names: BTreeMap<&str, u16> = (0_u16..)
            .zip(GROUPS)
            .map(|(number, (_, name))| (*name, number))
            .collect();
        let mut trees = Self::default();
        for line in text.lines() {
            trees.roots.push(u32::try_from(trees.nodes.len()).ok()?);
            // Questions whose second answer is still to come, and whether it comes next.
            let mut open: Vec<(usize, bool)> = Vec::new();
            let mut is_done = false;
            for word in line.split(' ') {
                if is_done {
                    return None;
                }
                if let Some(&(question, true)) = open.last() {
                    trees.answer(question)?;
                    open.pop();
                }
                if let Some(sign) = sign_of(word, &names) {
                    open.push((trees.ask(sign)?, false));
                    continue;
                }
                trees.end(word.parse().ok().filter(|gives: &f32| gives.is_finite())?);
                match open.last_mut() {
                    Some((_, comes_next)) => *comes_next = true,
                    None => is_done = true,
                }
            }
            if !is_done {
                return None;
            }
        }
        Some(trees)
    }
}

/// The sign of a name and value.
fn sign_of(word: &str, names: &BTreeMap<&str, u16>) -> Option<u16> {
    let (only, word) = match word.strip_prefix("in-lists:") {
        Some(word) => (GROUPS.len() * VALUES, word),
        None => (0, word),
    };
    let (name, value) = word.split_once(':')?;
    let value: usize = value.parse().ok().filter(|value| *value < VALUES)?;
    let place = only + usize::from(*names.get(name)?) * VALUES + value;
    u16::try_from(place).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learning::titles::sign_name;
    use proptest::prelude::*;

    const ONE: u16 = 3;
    const OTHER: u16 = 700;

    fn score(trees: &Trees, signs: &[u16]) -> f32 {
        let mut rows = trees.rows();
        trees.add(&mut rows, &[]);
        trees.add(&mut rows, signs);
        let mut scores = [0.0; 2];
        trees.judge(&rows, scores.iter_mut());
        scores[1]
    }

    #[test]
    fn each_question_leads_to_its_ends() {
        let (one, other) = (sign_name(ONE), sign_name(OTHER));
        let trees = Trees::parse(&format!("{one} {other} -0.5 0.25 1.0\n").repeat(3)).unwrap();
        for (signs, gives) in [
            (vec![], -1.5),
            (vec![ONE], 3.0),
            (vec![OTHER], 0.75),
            (vec![ONE, OTHER], 3.0),
        ] {
            assert!((score(&trees, &signs) - gives).abs() < 1e-6, "{signs:?}");
        }
        assert!(
            (score(&Trees::parse("Bias:0 -1 Words:2 2 3\n").unwrap(), &[0]) - 2.0).abs() < 1e-6
        );
    }

    #[test]
    fn what_is_no_tree_is_refused() {
        for text in [
            "x",
            "Bias:0 1",
            "1 2",
            "Bias:0 1 2 3",
            "Bias:999 1 2",
            "Nothing:0 1 2",
            "inf",
            "",
        ] {
            assert_eq!(Trees::parse(&format!("{text}\n")), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[ a-zA-Z0-9:.\\-\n]{0,60}") {
            if let Some(trees) = Trees::parse(&text) {
                prop_assert!(score(&trees, &[ONE, OTHER]).is_finite());
            }
        }
    }
}
