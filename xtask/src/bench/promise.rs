//! Promises: what programs that measure say of them, and ratios of the rates that they print.

use std::collections::BTreeMap;

use anyhow::Context;

/// A promise and what was found.
#[derive(Debug, PartialEq, Eq)]
pub struct Promise {
    text: String,
    found: String,
    pub kept: bool,
}

/// A promise about two rates of one run.
pub struct Ratio {
    engine: &'static str,
    rival: &'static str,
    /// How many times the rival's rate ours is at least.
    least: f64,
}

const JSON_LOGIC_ENGINE: &str = "json-logic-engine";

/// What is promised of the rates that the peers print.
pub const RATIOS: [Ratio; 5] = [
    Ratio::new("ours", JSON_LOGIC_ENGINE, 5.0),
    Ratio::new("ours", "datalogic-rs", 8.0),
    Ratio::new("ours", "hand-written", 1.0 / 7.0),
    Ratio::new("ours as WebAssembly", JSON_LOGIC_ENGINE, 4.0),
    Ratio::new("ours, half unknown", JSON_LOGIC_ENGINE, 1.0),
];

impl Ratio {
    const fn new(engine: &'static str, rival: &'static str, least: f64) -> Self {
        Self {
            engine,
            rival,
            least,
        }
    }

    /// Holds the rates to it.
    pub fn promise(&self, rates: &BTreeMap<String, f64>) -> anyhow::Result<Promise> {
        let rate = |name: &str| {
            let rate = rates.get(name).copied();
            rate.with_context(|| format!("no rate of {name} was measured"))
        };
        let times = rate(self.engine)? / rate(self.rival)?;
        let (engine, rival) = (self.engine, self.rival);
        let (text, found) = if self.least < 1.0 {
            (
                format!(
                    "{engine}: at most {:.0} times slower than {rival}",
                    1.0 / self.least
                ),
                format!("{:.2} times", 1.0 / times),
            )
        } else {
            (
                format!("{engine}: at least {:.0} times {rival}", self.least),
                format!("{times:.2} times"),
            )
        };
        Ok(Promise::new(text, &found, times >= self.least))
    }
}

impl Promise {
    pub fn new(text: String, found: &str, kept: bool) -> Self {
        let found = found.to_owned();
        Self { text, found, kept }
    }

    /// Reads a line such as `promise | at most 3 | 2 | kept`, or `not kept: at most 3, found 4`.
    pub fn read(line: &str) -> Option<Self> {
        if let Some(text) = line.strip_prefix("not kept: ") {
            return Some(Self::new(text.to_owned(), "shown there", false));
        }
        let mut parts = line.strip_prefix("promise | ")?.split(" | ");
        let (text, found) = (parts.next()?.to_owned(), parts.next()?);
        Some(Self::new(text, found, parts.next()? == "kept"))
    }
}

/// Whether a program that failed says that it did because of a promise.
pub fn are_broken(output: &str) -> bool {
    let broken = |promise: Promise| !promise.kept;
    output.lines().filter_map(Promise::read).any(broken)
}

/// Reads a line such as `rate ours: 1000000`.
pub fn rate(line: &str) -> Option<(String, f64)> {
    let (name, rate) = line.strip_prefix("rate ")?.rsplit_once(": ")?;
    Some((name.to_owned(), rate.parse().ok()?))
}

/// All promises as a table.
pub fn print(promises: &[Promise]) {
    let width = |cell: fn(&Promise) -> &str| {
        let widths = promises.iter().map(|one| cell(one).chars().count());
        widths.max().unwrap_or_default()
    };
    let (text, found) = (width(|one| &one.text), width(|one| &one.found));
    println!("\n{:text$} | {:found$} |", "promise", "found");
    for one in promises {
        let kept = if one.kept { "kept" } else { "not kept" };
        println!("{:text$} | {:found$} | {kept}", one.text, one.found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn promises_and_rates_are_read_from_lines() {
        let kept = Promise::new("at most 3".into(), "2", true);
        assert_eq!(Promise::read("promise | at most 3 | 2 | kept"), Some(kept));
        assert!(are_broken("a line\npromise | at most 3 | 4 | not kept"));
        assert!(are_broken("not kept: at most 3, found 4"));
        assert!(!are_broken("thread 'main' panicked"));
        let half = ("ours, half unknown".to_owned(), 12.0);
        assert_eq!(rate("rate ours, half unknown: 12"), Some(half));
    }

    #[test]
    fn ratios_are_held_to_the_rates_of_the_run() {
        let rates = [
            ("ours", 10.0),
            ("datalogic-rs", 1.0),
            ("hand-written", 80.0),
        ];
        let rates = rates.map(|(name, rate)| (name.to_owned(), rate)).into();
        assert!(RATIOS[1].promise(&rates).unwrap().kept);
        assert!(!RATIOS[2].promise(&rates).unwrap().kept);
        assert!(RATIOS[0].promise(&rates).is_err());
    }
}
