//! A title in lines, as large as a plate lets it be.

/// Room for the title, in units of the plate.
const WIDTH: f64 = 262.0;
const HEIGHT: f64 = 206.0;
/// From one line to the next, in sizes of the letters.
const LEADING: f64 = 0.88;
/// The largest letters.
const MOST: f64 = 104.0;
/// Where the last line stands.
const LAST_LINE: f64 = 404.0;
/// Longest title, in letters; what is longer ends in an ellipsis.
const LETTERS: usize = 90;
/// A word of more letters is parted.
const WORD: usize = 18;
const MOST_LINES: usize = 6;

/// A title set in lines.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Lettering {
    pub(crate) lines: Vec<Line>,
    /// The size of the letters, in units.
    pub(crate) size: String,
    /// Written from right to left.
    pub(crate) is_rtl: bool,
}

/// One line and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    pub(crate) y: String,
    pub(crate) words: String,
}

/// At most so many letters; what is longer ends in an ellipsis.
pub(super) fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most).collect();
    format!("{}…", kept.trim_end())
}

/// How wide a letter of the display face is at most, in sizes of the letters; of scripts that it has not, what
/// faces of such scripts need.
fn width_of(letter: char) -> f64 {
    match letter {
        ' ' | '\'' | '’' | '.' | ',' | ':' | 'i' | 'I' | 'l' | '!' | '|' => 0.24,
        'm' | 'M' | 'w' | 'W' | 'Ш' | 'Щ' | 'Ж' | 'Ю' | 'М' | 'ш' | 'щ' | 'ж' | 'ю' => {
            0.60
        }
        _ if letter < '\u{0250}' => 0.44,
        '\u{0370}'..='\u{052f}' => 0.50,
        '\u{1100}'..='\u{11ff}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{1f000}'.. => 1.0,
        _ => 0.72,
    }
}

fn width(words: &str) -> f64 {
    words.chars().map(width_of).sum()
}

/// Whether a script without spaces writes the letter, so that a line may end behind it.
fn is_dense(letter: char) -> bool {
    matches!(letter, '\u{0e00}'..='\u{0e7f}' | '\u{3040}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Whether the first letter that has a direction is of a script written from right to left.
fn is_rtl(text: &str) -> bool {
    let first = text.chars().find(|letter| letter.is_alphabetic());
    first.is_some_and(|letter| matches!(letter, '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fefc}'))
}

/// Pieces between which a line may end, each with whether a space stands before it.
fn pieces(title: &str) -> Vec<(bool, String)> {
    let mut made: Vec<(bool, String)> = Vec::new();
    for word in title.split_whitespace() {
        let mut is_first = true;
        let mut piece = String::new();
        for letter in word.chars() {
            let is_end = piece.chars().count() >= WORD
                || piece.chars().last().is_some_and(is_dense) && is_dense(letter);
            if is_end {
                made.push((is_first, std::mem::take(&mut piece)));
                is_first = false;
            }
            piece.push(letter);
        }
        made.push((is_first, piece));
    }
    made
}

/// Fills lines of at most a width.
fn filled(pieces: &[(bool, String)], most: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (has_space, piece) in pieces {
        let joint = if *has_space { " " } else { "" };
        match lines.last_mut() {
            Some(line) if width(line) + width(joint) + width(piece) <= most => {
                line.push_str(joint);
                line.push_str(piece);
            }
            _ => lines.push(piece.clone()),
        }
    }
    lines
}

/// Sets a title as large as it fits.
pub(super) fn set(title: &str) -> Lettering {
    let title = shortened(title.trim(), LETTERS);
    let pieces = pieces(&title);
    let (mut best, mut size) = (vec![String::new()], 0.0);
    let mut most = 1.0;
    // Wider lines are fewer lines: each width is tried, the largest letters are kept.
    while most < 60.0 {
        let lines = filled(&pieces, most);
        let widest = lines.iter().map(|line| width(line)).fold(0.1, f64::max);
        let count = u32::try_from(lines.len()).map_or(f64::INFINITY, f64::from);
        let fits = (WIDTH / widest).min(HEIGHT / (count * LEADING)).min(MOST);
        if lines.len() <= MOST_LINES && fits > size {
            (best, size) = (lines, fits);
        }
        most += 0.4;
    }
    let mut lines: Vec<Line> = Vec::with_capacity(best.len());
    let mut y = LAST_LINE;
    for words in best.into_iter().rev() {
        lines.push(Line {
            y: format!("{y:.0}"),
            words,
        });
        y -= size * LEADING;
    }
    lines.reverse();
    Lettering {
        lines,
        size: format!("{size:.1}"),
        is_rtl: is_rtl(&title),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(title: &str) -> Vec<String> {
        set(title)
            .lines
            .into_iter()
            .map(|line| line.words)
            .collect()
    }

    #[test]
    fn a_title_breaks_between_words_and_is_whole() {
        assert_eq!(words("Fog"), ["Fog"]);
        let long = "Nine Ways to Leave Kestrel Bay";
        assert!(words(long).len() > 1);
        assert_eq!(words(long).join(" "), long);
    }

    #[test]
    fn every_title_fits_its_plate() {
        let odd = [
            "W".repeat(10_000),
            "映画".repeat(30),
            "ก".repeat(70),
            "a ".repeat(400),
            String::new(),
            "مدينة الملح والريح".to_owned(),
        ];
        for title in &odd {
            let set = set(title);
            let size: f64 = set.size.parse().unwrap();
            assert!(set.lines.len() <= MOST_LINES, "{title}");
            for line in &set.lines {
                assert!(width(&line.words) * size <= WIDTH + 1.0, "{title}");
                assert!(
                    line.y.parse::<f64>().unwrap() > 450.0 - 46.0 - HEIGHT,
                    "{title}"
                );
            }
        }
    }

    #[test]
    fn the_direction_is_that_of_the_first_letter() {
        assert!(set("مدينة 9").is_rtl && set("9 עיר").is_rtl);
        assert!(!set("The Salt Ledger").is_rtl && !set("9 映画").is_rtl);
    }
}
