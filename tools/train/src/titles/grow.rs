//! Growing boosted trees on examples.
//!
//! They are grown one after another, each on what those before leave wrong (Friedman, "Greedy function
//! approximation: a gradient boosting machine", 2001; second-order steps as in Chen and Guestrin,
//! "`XGBoost`", 2016). The same examples give the same trees.

use super::Example;
use ovation_press::learning::speech::logistic;
use ovation_press::learning::titles::{PLACES, sign_name};

/// How many trees.
const TREES: usize = 300;
/// Most ends of a tree.
const ENDS: usize = 31;
/// How much of what it sees a tree takes up.
const RATE: f64 = 0.08;
/// Pull of each end to nothing.
const PULL: f64 = 5.0;
/// Fewest examples of an end, and of a sign that is asked for.
const FEWEST: u32 = 8;
/// Of so many signs a tree may ask for one.
const SIGNS_APART: u64 = 5;
/// Of ten examples a tree sees so many.
const SEEN_OF_TEN: u64 = 7;

/// Grows trees on examples; gives them as the model file has them, one in each line.
pub(super) fn grow(examples: &[Example]) -> String {
    let table = Table::new(examples);
    let mut scores = vec![0.0; examples.len()];
    let mut trees = String::new();
    for number in 0..TREES {
        let slopes: Vec<Slope> = examples
            .iter()
            .zip(&scores)
            .map(|(example, &score)| {
                let (is_title, counts) = (example.is_title, f64::from(example.counts));
                #[expect(clippy::cast_possible_truncation, reason = "a score")]
                let share = f64::from(logistic(score as f32));
                Slope {
                    first: (share - f64::from(u8::from(is_title))) * counts,
                    second: share * (1.0 - share) * counts,
                    many: 1,
                }
            })
            .collect();
        let tree = grow_one(&table, &slopes, number as u64);
        for (row, score) in scores.iter_mut().enumerate() {
            *score += tree.value_of(&table, row);
        }
        trees.push_str(&tree.text(&table));
        trees.push('\n');
    }
    trees
}

/// Examples by the signs that stand in enough of them.
struct Table {
    /// Sign of each column.
    signs: Vec<u16>,
    /// Columns of all rows, sorted in each, and where each row begins.
    columns: Vec<u16>,
    begins: Vec<usize>,
}

impl Table {
    fn new(examples: &[Example]) -> Self {
        let mut many = vec![0_u32; PLACES];
        for &sign in examples.iter().flat_map(|example| &example.signs) {
            if let Some(many) = many.get_mut(usize::from(sign)) {
                *many += 1;
            }
        }
        let signs: Vec<u16> = (0_u16..)
            .zip(&many)
            .filter(|(_, many)| **many >= FEWEST)
            .map(|(sign, _)| sign)
            .collect();
        let (mut columns, mut begins) = (Vec::new(), vec![0]);
        for example in examples {
            let row = example.signs.iter();
            let row = row.filter_map(|sign| signs.binary_search(sign).ok());
            let mut row: Vec<u16> = row
                .filter_map(|column| u16::try_from(column).ok())
                .collect();
            row.sort_unstable();
            row.dedup();
            columns.extend(row);
            begins.push(columns.len());
        }
        Self {
            signs,
            columns,
            begins,
        }
    }

    fn row(&self, row: usize) -> &[u16] {
        let begin = self.begins.get(row).copied().unwrap_or_default();
        let end = self.begins.get(row + 1).copied().unwrap_or_default();
        self.columns.get(begin..end).unwrap_or_default()
    }
}

/// Slope and bend of the loss, summed, and over how many examples.
#[derive(Clone, Copy, Debug, Default)]
struct Slope {
    first: f64,
    second: f64,
    many: u32,
}

impl Slope {
    fn add(&mut self, other: Self) {
        self.first += other.first;
        self.second += other.second;
        self.many += other.many;
    }

    fn without(self, other: Self) -> Self {
        Self {
            first: self.first - other.first,
            second: self.second - other.second,
            many: self.many.saturating_sub(other.many),
        }
    }

    /// What an end of these examples takes off the loss, twice.
    fn gain(self) -> f64 {
        self.first * self.first / (self.second + PULL)
    }
}

/// A tree that is being grown.
struct Growing {
    /// Question (column, then the branches without and with it) or value of each branch.
    branches: Vec<Branch>,
}

enum Branch {
    Asks {
        column: u16,
        not: usize,
        there: usize,
    },
    Gives(f64),
}

/// An end that may be parted.
struct End {
    branch: usize,
    rows: Vec<u32>,
    sums: Vec<Slope>,
    all: Slope,
    /// What parting it by a column gains.
    best: Option<(f64, u16)>,
}

/// What one tree is grown on.
struct Grower<'g> {
    table: &'g Table,
    slopes: &'g [Slope],
    /// The number of the tree.
    number: u64,
}

impl Grower<'_> {
    /// Whether the tree may ask for a column.
    fn may_ask(&self, column: u16) -> bool {
        mixed(self.number, u64::from(column)).is_multiple_of(SIGNS_APART)
    }

    /// The slopes of rows, by column and together.
    fn sum(&self, rows: &[u32]) -> (Vec<Slope>, Slope) {
        let mut sums = vec![Slope::default(); self.table.signs.len()];
        let mut all = Slope::default();
        for &row in rows {
            let slope = self.slopes.get(row as usize).copied().unwrap_or_default();
            all.add(slope);
            for &column in self.table.row(row as usize) {
                if let Some(sum) = sums.get_mut(usize::from(column)) {
                    sum.add(slope);
                }
            }
        }
        (sums, all)
    }

    /// The column by which parting gains most.
    fn best(&self, sums: &[Slope], all: Slope) -> Option<(f64, u16)> {
        let mut best: Option<(f64, u16)> = None;
        for (column, &there) in (0_u16..).zip(sums) {
            let not = all.without(there);
            if there.many < FEWEST || not.many < FEWEST || !self.may_ask(column) {
                continue;
            }
            let gain = there.gain() + not.gain() - all.gain();
            if gain > best.map_or(1e-9, |(gain, _)| gain) {
                best = Some((gain, column));
            }
        }
        best
    }

    /// A new end of a tree.
    fn end(&self, tree: &mut Growing, rows: Vec<u32>, (sums, all): (Vec<Slope>, Slope)) -> End {
        let branch = tree.branches.len();
        tree.branches.push(Branch::Gives(value(all)));
        End {
            branch,
            rows,
            best: self.best(&sums, all),
            sums,
            all,
        }
    }

    /// Parts an end by a column; gives the ends without and with it.
    fn part(&self, tree: &mut Growing, end: &End, column: u16) -> [End; 2] {
        let has = |row: u32| self.table.row(row as usize).binary_search(&column).is_ok();
        let (there, not): (Vec<u32>, Vec<u32>) = end.rows.iter().partition(|&&row| has(row));
        // The smaller part is summed; the other is what is left.
        let is_fewer = there.len() <= not.len();
        let (few, few_all) = self.sum(if is_fewer { &there } else { &not });
        let rest = end.sums.iter().zip(&few);
        let rest: Vec<Slope> = rest.map(|(all, few)| all.without(*few)).collect();
        let few = (few, few_all);
        let rest = (rest, end.all.without(few_all));
        let (of_there, of_not) = if is_fewer { (few, rest) } else { (rest, few) };
        let not = self.end(tree, not, of_not);
        let there = self.end(tree, there, of_there);
        if let Some(branch) = tree.branches.get_mut(end.branch) {
            *branch = Branch::Asks {
                column,
                not: not.branch,
                there: there.branch,
            };
        }
        [not, there]
    }
}

fn grow_one(table: &Table, slopes: &[Slope], number: u64) -> Growing {
    let grower = Grower {
        table,
        slopes,
        number,
    };
    let rows = (0_u32..).zip(slopes).map(|(row, _)| row);
    let rows: Vec<u32> = rows
        .filter(|&row| mixed(!number, u64::from(row)) % 10 < SEEN_OF_TEN)
        .collect();
    let mut tree = Growing {
        branches: Vec::new(),
    };
    let sums = grower.sum(&rows);
    let mut ends = vec![grower.end(&mut tree, rows, sums)];
    while ends.len() < ENDS {
        let gains = ends
            .iter()
            .enumerate()
            .filter_map(|(at, end)| Some((at, end.best?)));
        let most = gains.reduce(|one, other| if other.1.0 > one.1.0 { other } else { one });
        let Some((at, (_, column))) = most else { break };
        let end = ends.swap_remove(at);
        ends.extend(grower.part(&mut tree, &end, column));
    }
    tree
}

fn value(all: Slope) -> f64 {
    -RATE * all.first / (all.second + PULL)
}

impl Growing {
    fn value_of(&self, table: &Table, row: usize) -> f64 {
        let row = table.row(row);
        let mut at = 0;
        loop {
            match self.branches.get(at) {
                Some(&Branch::Asks { column, not, there }) => {
                    at = if row.binary_search(&column).is_ok() {
                        there
                    } else {
                        not
                    };
                }
                Some(&Branch::Gives(value)) => return value,
                None => return 0.0,
            }
        }
    }

    /// The tree as text: each question, then what follows without the sign, then what follows with it.
    fn text(&self, table: &Table) -> String {
        let mut words = Vec::new();
        let mut open = vec![0];
        while let Some(branch) = open.pop() {
            match self.branches.get(branch) {
                Some(&Branch::Asks { column, not, there }) => {
                    let sign = table.signs.get(usize::from(column)).copied();
                    words.push(sign_name(sign.unwrap_or_default()));
                    open.extend([there, not]);
                }
                Some(&Branch::Gives(value)) => {
                    #[expect(clippy::cast_possible_truncation, reason = "as the file keeps it")]
                    let value = value as f32;
                    words.push(format!("{value:.3}"));
                }
                None => {}
            }
        }
        words.join(" ")
    }
}

/// Mixes two numbers (the finish of `SplitMix64`: Steele, Lea and Flood, 2014).
fn mixed(one: u64, other: u64) -> u64 {
    let mut all =
        one.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ other.wrapping_add(0x632b_e59b_d9b4_e019);
    all = (all ^ (all >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    all = (all ^ (all >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    all ^ (all >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ovation_press::learning::titles::score_by;

    const ONE: u16 = 3;
    const OTHER: u16 = 700;

    fn examples(of: impl Fn(bool, bool) -> bool) -> Vec<Example> {
        let cases = [(false, false), (false, true), (true, false), (true, true)];
        let mut examples = Vec::new();
        for number in 0..200_u16 {
            for (one, other) in cases {
                // A sign that says nothing, so that trees have something to pass over.
                let mut signs = vec![number % 7 + 20];
                signs.extend(one.then_some(ONE));
                signs.extend(other.then_some(OTHER));
                examples.push(Example {
                    signs,
                    is_title: of(one, other),
                    counts: 1.0,
                    sight: 0.0,
                });
            }
        }
        examples
    }

    fn score(trees: &str, signs: &[u16]) -> f32 {
        score_by(trees, signs).unwrap()
    }

    #[test]
    fn what_two_signs_say_only_together_is_learned() {
        let trees = grow(&examples(|one, other| one != other));
        assert!(score(&trees, &[ONE]) > 1.0 && score(&trees, &[OTHER]) > 1.0);
        assert!(score(&trees, &[]) < -1.0 && score(&trees, &[ONE, OTHER]) < -1.0);
    }

    #[test]
    fn the_same_examples_give_the_same_trees() {
        let examples = examples(|one, other| one && other);
        assert_eq!(grow(&examples), grow(&examples));
    }

    #[test]
    fn trees_are_written_as_the_reader_reads_them() {
        let examples = examples(|one, other| one || !other);
        let text = grow(&examples);
        for example in &examples {
            let is_title = score(&text, &example.signs) > 0.0;
            assert_eq!(is_title, example.is_title, "{:?}", example.signs);
        }
    }
}
