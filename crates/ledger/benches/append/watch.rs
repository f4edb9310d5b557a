//! Times and memory.

use std::time::{Duration, Instant};

pub(crate) fn rate(rows: u64, taken: Duration) -> f64 {
    // A count of rows is far below where f64 loses whole numbers.
    f64::from(u32::try_from(rows).unwrap_or(u32::MAX)) / taken.as_secs_f64()
}

/// Processor time this process has used, where the system tells; machines are shared, clocks lie.
fn cpu() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    // Fields 14 and 15, in hundredths of a second: proc(5).
    let ticks = after_name.split_whitespace().skip(11).take(2);
    let ticks: u64 = ticks.filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

/// A stretch of wall clock and of processor time.
#[derive(Clone, Copy)]
pub(crate) struct Watch(Instant, Duration);

impl Watch {
    pub(crate) fn start() -> Self {
        Self(Instant::now(), cpu())
    }

    pub(crate) fn tell(self, what: &str, rows: u64) {
        let seconds = self.0.elapsed();
        let used = cpu().saturating_sub(self.1);
        println!(
            "{what:<18} {:>9.0} a second, {:.1} s, {:.1} s of processor time",
            rate(rows, seconds),
            seconds.as_secs_f64(),
            used.as_secs_f64()
        );
    }
}

/// The most memory this process has held, where the system tells.
pub(crate) fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.map_or_else(
        || "unknown".to_owned(),
        |count| format!("{} MB", count / 1024),
    )
}
