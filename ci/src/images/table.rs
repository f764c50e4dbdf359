//! What came of it, as a table.

use super::choice::Known;
use std::time::Duration;

/// What was done about an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The official image was there.
    Official,
    /// The equivalent was there.
    Kept,
    /// The equivalent was made now.
    Made,
}

/// One line.
#[derive(Clone, Debug)]
pub struct Row {
    /// The official image that is wanted.
    pub wanted: &'static str,
    /// The reference that stands for it.
    pub used: String,
    /// How it came about.
    pub how: How,
    /// What the engine knows about it.
    pub known: Known,
    /// How long it took.
    pub took: Duration,
}

/// The lines of the table, the heading first.
#[must_use]
pub fn lines(rows: &[Row]) -> Vec<String> {
    let heading = ["wanted", "used", "", "id", "size", "took"].map(str::to_owned);
    let cells: Vec<[String; 6]> = [heading].into_iter().chain(rows.iter().map(cells)).collect();
    let width = |column: usize| cells.iter().map(|c| c.get(column).map_or(0, String::len)).max().unwrap_or(0);
    let widths = [0, 1, 2, 3, 4, 5].map(width);
    let line = |cells: &[String; 6]| {
        // Words stand to the left, figures to the right.
        let padded = cells.iter().zip(widths).enumerate();
        let padded = padded.map(|(at, (cell, w))| if at < 4 { format!("{cell:<w$}") } else { format!("{cell:>w$}") });
        padded.collect::<Vec<_>>().join("  ")
    };
    cells.iter().map(line).collect()
}

fn cells(row: &Row) -> [String; 6] {
    let how = match row.how {
        How::Official => "official",
        How::Kept => "equivalent",
        How::Made => "equivalent, made now",
    };
    let id = row.known.id.rsplit(':').next().unwrap_or_default().chars().take(12).collect();
    let size = format!("{} MiB", row.known.size >> 20);
    [row.wanted.to_owned(), row.used.clone(), how.to_owned(), id, size, format!("{:.1} s", row.took.as_secs_f64())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_each_other() {
        let known = |id: &str, mib: u64| Known { id: format!("sha256:{id}"), size: mib << 20, recipe: None };
        let rows = [
            Row {
                wanted: "caddy:2-alpine",
                used: "caddy:2-alpine".to_owned(),
                how: How::Official,
                known: known("0123456789abcdef", 50),
                took: Duration::from_millis(20),
            },
            Row {
                wanted: "redis:7-alpine",
                used: "ours/redis:7".to_owned(),
                how: How::Made,
                known: known("fedcba9876543210", 1234),
                took: Duration::from_secs(61),
            },
        ];
        let want = [
            "wanted          used                                  id                size    took",
            "caddy:2-alpine  caddy:2-alpine  official              0123456789ab    50 MiB   0.0 s",
            "redis:7-alpine  ours/redis:7    equivalent, made now  fedcba987654  1234 MiB  61.0 s",
        ];
        assert_eq!(lines(&rows), want);
    }
}
