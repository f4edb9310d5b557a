//! A sheet of reviews that is edited by chance.

use ovation_terms::ReviewFinding;

/// A row as it stands in the sheet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SheetRow {
    pub(super) critic: String,
    pub(super) film: String,
    pub(super) outlet: String,
    pub(super) day: u64,
    pub(super) stars: u64,
}

/// What a review says as it was read, and whether it is out because of what became of the table.
pub(super) type Seen = (SheetRow, bool);

/// Numbers that look like chance and are the same in every run: splitmix64.
pub(super) struct Chance(pub(super) u64);

impl Chance {
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % (bound as u64)).unwrap()
    }

    pub(super) fn of<'a>(&mut self, names: &[&'a str]) -> &'a str {
        names[self.below(names.len())]
    }

    pub(super) fn small(&mut self, bound: usize) -> u64 {
        self.below(bound) as u64
    }
}

pub(super) const CRITICS: [&str; 6] = [
    "Ann Lee",
    "Bob Quill",
    "Cid Marrow",
    "Dora Vale",
    "Edda Wick",
    "Finn Tarn",
];
pub(super) const FILMS: [&str; 5] = [
    "Lamp Street",
    "Glass Orchard",
    "The Mill",
    "Northern Salt",
    "Ember",
];
pub(super) const OUTLETS: [&str; 3] = ["Post", "Meridian", "Row F"];

pub(super) fn line(chance: &mut Chance) -> SheetRow {
    SheetRow {
        critic: chance.of(&CRITICS).to_owned(),
        film: chance.of(&FILMS).to_owned(),
        outlet: chance.of(&OUTLETS).to_owned(),
        day: 1 + chance.small(28),
        stars: 1 + chance.small(5),
    }
}

/// Changes the sheet in one way.
pub(super) fn edit(sheet: &mut Vec<SheetRow>, chance: &mut Chance) {
    let what = chance.below(12);
    if sheet.len() < 3 || (what == 0 && sheet.len() < 14) {
        let at = chance.below(sheet.len() + 1);
        sheet.insert(at, line(chance));
        return;
    }
    let at = chance.below(sheet.len());
    match what {
        1 | 2 => drop(sheet.remove(at)),
        3 => sheet.sort(),
        4 => sheet.reverse(),
        5 => {
            let other = chance.below(sheet.len());
            sheet.swap(at, other);
        }
        6 => sheet[at].critic.push('s'),
        7 => sheet[at].film.push('e'),
        8 => sheet[at].outlet = chance.of(&OUTLETS).to_owned(),
        9 => sheet[at].day = 1 + chance.small(28),
        // A second review of the film by the same critic.
        10 if sheet.len() < 14 => {
            let mut second = sheet[at].clone();
            second.day = 1 + chance.small(28);
            second.stars = 1 + chance.small(5);
            sheet.push(second);
        }
        _ => sheet[at].stars = 1 + chance.small(5),
    }
}

pub(super) fn bytes(sheet: &[SheetRow], chance: &mut Chance) -> Vec<u8> {
    let mark = chance.of(&[",", ";", "\t"]);
    let mut text = ["critic", "film", "outlet", "date", "rating"].join(mark);
    for line in sheet {
        let cells = [
            line.critic.clone(),
            line.film.clone(),
            line.outlet.clone(),
            format!("2024-03-{:02}", line.day),
            format!("{}/5", line.stars),
        ];
        text.push('\n');
        text.push_str(&cells.join(mark));
    }
    text.push('\n');
    text.into_bytes()
}

pub(super) fn read_line(finding: &ReviewFinding) -> SheetRow {
    let day = finding.published.as_ref().unwrap().value.to_string();
    let printed = &finding.rating.as_ref().unwrap().value.printed;
    SheetRow {
        critic: finding.critics[0].value.clone(),
        film: finding.film.title.as_ref().unwrap().value.clone(),
        outlet: finding.outlet.as_ref().unwrap().value.clone(),
        day: day.rsplit('-').next().unwrap().parse().unwrap(),
        stars: printed.split('/').next().unwrap().parse().unwrap(),
    }
}
