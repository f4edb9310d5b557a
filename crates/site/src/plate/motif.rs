//! The drawing on a plate: a few shapes, all of them paths.

use std::fmt::Write;

/// A filled shape.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    /// Which of the plate's colours: `a` or `b`.
    pub(crate) ink: &'static str,
    /// The path's data.
    pub(crate) path: String,
}

/// Draws one of eight motifs; `die` gives numbers of 0 to 255, the same for the same film.
pub(super) fn motif(kind: usize, die: &dyn Fn(usize) -> usize) -> Vec<Shape> {
    let share = |place: usize| f64::from(u32::try_from(die(place) % 256).unwrap_or(0)) / 255.0;
    match kind % 8 {
        0 => sun(&share),
        1 => beam(&share),
        2 => strips(&share),
        3 => rings(&share),
        4 => stairs(&share),
        5 => windows(&share, die),
        6 => waves(&share),
        _ => halves(&share),
    }
}

type Share<'a> = &'a dyn Fn(usize) -> f64;

fn shape(ink: &'static str, path: impl Into<String>) -> Shape {
    Shape {
        ink,
        path: path.into(),
    }
}

fn circle(x: f64, y: f64, r: f64) -> String {
    // Whole numbers, so that two half circles meet.
    let r = r.round();
    let (left, across) = (x - r, 2.0 * r);
    format!(
        "M{left:.0} {y:.0}a{r:.0} {r:.0} 0 1 0 {across:.0} 0a{r:.0} {r:.0} 0 1 0 -{across:.0} 0z"
    )
}

fn rect(x: f64, y: f64, w: f64, h: f64) -> String {
    format!("M{x:.0} {y:.0}h{w:.0}v{h:.0}h-{w:.0}z")
}

/// A sun above water.
fn sun(share: Share<'_>) -> Vec<Shape> {
    let x = 90.0 + 120.0 * share(0);
    let r = 58.0 + 34.0 * share(1);
    let mut water = String::new();
    for line in 0..5 {
        let line = f64::from(line);
        let inset = 18.0 * ((line + 6.0 * share(2)) % 3.0);
        water += &rect(inset, 168.0 + 15.0 * line, 300.0 - 1.6 * inset, 5.0);
    }
    vec![shape("a", circle(x, 118.0, r)), shape("b", water)]
}

/// The beam of a projector.
fn beam(share: Share<'_>) -> Vec<Shape> {
    let y = 36.0 + 60.0 * share(0);
    let spread = 90.0 + 60.0 * share(1);
    let (from, to) = if share(2) < 0.5 {
        (0.0, 300.0)
    } else {
        (300.0, 0.0)
    };
    let low = y + spread + 40.0;
    let high = (y - spread * 0.3).max(0.0);
    vec![
        shape("a", format!("M{from} {y:.0}L{to} {high:.0}V{low:.0}z")),
        shape(
            "b",
            circle(
                150.0 + (to - 150.0) * 0.42,
                f64::midpoint(high, low),
                34.0 + 16.0 * share(3),
            ),
        ),
    ]
}

/// Strips of film, of several heights.
fn strips(share: Share<'_>) -> Vec<Shape> {
    let (mut odd, mut even) = (String::new(), String::new());
    for strip in 0_u8..8 {
        let height = 40.0 + 150.0 * share(usize::from(strip));
        let path = rect(20.0 + 33.5 * f64::from(strip), 0.0, 24.0, height);
        if strip % 2 == 0 {
            even += &path;
        } else {
            odd += &path;
        }
    }
    vec![shape("a", even), shape("b", odd)]
}

/// Rings around a corner.
fn rings(share: Share<'_>) -> Vec<Shape> {
    let x = if share(0) < 0.5 { 0.0 } else { 300.0 };
    let step = 30.0 + 12.0 * share(1);
    let mut path = String::new();
    for ring in 0..3 {
        let outer = step * (2.0 * f64::from(ring) + 2.0);
        path += &circle(x, 0.0, outer);
        path += &circle(x, 0.0, outer - step * (0.45 + 0.3 * share(2)));
    }
    vec![
        shape("a", path),
        shape("b", circle(300.0 - x, 150.0 + 30.0 * share(3), 22.0)),
    ]
}

/// Stairs, up or down.
fn stairs(share: Share<'_>) -> Vec<Shape> {
    let is_up = share(0) < 0.5;
    let mut path = String::new();
    for step in 0_u8..6 {
        let place = f64::from(if is_up { step } else { 5 - step });
        let height = 26.0 + 27.0 * f64::from(step);
        path += &rect(50.0 * place, 200.0 - height, 50.5, height);
    }
    let x = if is_up { 70.0 } else { 230.0 };
    vec![
        shape("a", path),
        shape("b", circle(x, 62.0, 24.0 + 16.0 * share(1))),
    ]
}

/// Windows of a house at night, one or two lit.
fn windows(share: Share<'_>, die: &dyn Fn(usize) -> usize) -> Vec<Shape> {
    let (mut dark, mut lit) = (String::new(), String::new());
    let chosen = die(0) % 20;
    for window in 0_u8..20 {
        let (row, column) = (f64::from(window / 5), f64::from(window % 5));
        let path = rect(
            22.0 + 54.0 * column,
            22.0 + 46.0 * row,
            38.0,
            28.0 + 8.0 * share(1),
        );
        let place = usize::from(window);
        if place == chosen || place == (chosen * 7 + 3) % 20 {
            lit += &path;
        } else {
            dark += &path;
        }
    }
    vec![shape("a", dark), shape("b", lit)]
}

/// Hills or waves, one behind the other.
fn waves(share: Share<'_>) -> Vec<Shape> {
    let hill = |y: f64, rise: f64, turn: f64| {
        let mut path = String::new();
        let (near, far) = (60.0 + 80.0 * turn, 240.0 - 80.0 * turn);
        let (up, down) = (y - rise, y + rise);
        // Writing to a String cannot fail.
        let _ = write!(
            path,
            "M0 {y:.0}C{near:.0} {up:.0} {far:.0} {down:.0} 300 {y:.0}V210H0z"
        );
        path
    };
    vec![
        shape(
            "b",
            circle(60.0 + 180.0 * share(3), 62.0, 30.0 + 14.0 * share(4)),
        ),
        shape("a", hill(112.0, 50.0 + 40.0 * share(0), share(1))),
        shape("b", hill(160.0, -30.0 - 30.0 * share(2), share(0))),
    ]
}

/// Half circles, one on the other.
fn halves(share: Share<'_>) -> Vec<Shape> {
    let (mut one, mut other) = (String::new(), String::new());
    for row in 0_u8..3 {
        for column in 0_u8..3 {
            let (x, y) = (100.0 * f64::from(column), 68.0 * f64::from(row));
            let turn = share(usize::from(row * 3 + column));
            let path = if turn < 0.5 {
                format!("M{x:.0} {:.0}a50 50 0 0 1 100 0z", y + 60.0)
            } else {
                format!("M{x:.0} {:.0}a50 50 0 0 0 100 0z", y + 10.0)
            };
            if turn * 8.0 % 1.0 < 0.6 {
                one += &path;
            } else {
                other += &path;
            }
        }
    }
    vec![shape("a", one), shape("b", other)]
}
