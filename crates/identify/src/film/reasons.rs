//! How probable a film is by itself, and why, for a reader.

use super::occasion::ReviewSays;
use super::people::PeopleSay;
use super::weigh::{Agreement, Candidate, YearsSay};

impl Candidate {
    /// How probable it is that this one is meant, when no other fits.
    pub(super) fn p(&self) -> f64 {
        let years = match self.years {
            YearsSay::Same => 0.99,
            YearsSay::Near => 0.96,
            YearsSay::Nothing => 0.9,
            YearsSay::Apart => 0.8,
        };
        let title = match self.agreement {
            Agreement::Same => 1.0,
            Agreement::Spelling => 0.98,
            Agreement::Bare | Agreement::Edition => 0.97,
            Agreement::Romanised | Agreement::InParentheses => 0.96,
            Agreement::PartOfTheirs => 0.93,
            Agreement::Numbered => 0.9,
            Agreement::PartOfOurs | Agreement::Words => 0.88,
            Agreement::OtherNumber => 0.1,
        };
        match self.people {
            PeopleSay::Director | PeopleSay::Cast => 1.0 - (1.0 - years * title) * 0.3,
            PeopleSay::Nothing => years * title,
            PeopleSay::Other => years * title * 0.75,
        }
    }

    /// What agrees and what does not, for a reader.
    pub(super) fn why(&self) -> String {
        let title = match self.agreement {
            Agreement::Same => "title",
            Agreement::Spelling => "title (spelled otherwise)",
            Agreement::Bare => "title (but for an article)",
            Agreement::Edition => "title without its remark on cut, copy or showing",
            Agreement::Romanised => "title in Latin letters",
            Agreement::InParentheses => "title in parentheses",
            Agreement::PartOfTheirs => "title without its subtitle or the name in front",
            Agreement::Numbered => "title but for number or subtitle",
            Agreement::PartOfOurs => "title but for the subtitle",
            Agreement::Words => "title in its long words",
            Agreement::OtherNumber => "title but for the number",
        };
        let mut agree = vec![title];
        let mut but = Vec::new();
        match self.years {
            YearsSay::Same => agree.push("year"),
            YearsSay::Near => agree.push("year (within one)"),
            YearsSay::Nothing => match self.review {
                ReviewSays::With => agree.push("the review's date"),
                ReviewSays::Before => but.push("the review came out before it"),
                ReviewSays::Nothing | ReviewSays::Doubtful => {}
            },
            YearsSay::Apart if self.is_late_release() => {
                but.push("the year is two later, as of a release elsewhere");
            }
            YearsSay::Apart => but.push("the year is another"),
        }
        match self.people {
            PeopleSay::Director => agree.push("director"),
            PeopleSay::Cast => agree.push("cast"),
            PeopleSay::Nothing => {}
            PeopleSay::Other => but.push("others are named as its director or cast"),
        }
        if self.other_id {
            but.push("the id is another");
        }
        let verb = if agree.len() == 1 { "agrees" } else { "agree" };
        let mut why = format!("{} {verb}", agree.join(" and "));
        if !but.is_empty() {
            why.push_str(", but ");
            why.push_str(&but.join(" and "));
        }
        why
    }
}
