//! What a batch counted.

use crate::screen::Verdict;

/// The verdicts, in the order in which they are counted.
pub const VERDICTS: [Verdict; 5] = [
    Verdict::Eligible,
    Verdict::Confirm,
    Verdict::Open,
    Verdict::Through,
    Verdict::Ineligible,
];

/// How many rows there were, and how many of each verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// All rows.
    pub rows: u64,
    /// Rows with an error.
    pub errors: u64,
    verdicts: Vec<[u64; VERDICTS.len()]>,
}

impl Summary {
    /// Nothing counted yet, for so many programmes.
    pub fn new(programmes: usize) -> Summary {
        Summary {
            rows: 0,
            errors: 0,
            verdicts: vec![[0; VERDICTS.len()]; programmes],
        }
    }

    /// A programme's verdicts with how many rows have each, the best first.
    pub fn verdicts(&self, programme: usize) -> impl Iterator<Item = (Verdict, u64)> {
        VERDICTS.into_iter().zip(self.verdicts[programme])
    }

    /// Counts a row without an error.
    pub(super) fn count(&mut self, verdicts: &[Verdict]) {
        self.rows += 1;
        for (counts, verdict) in self.verdicts.iter_mut().zip(verdicts) {
            let all = VERDICTS.iter().zip(counts);
            all.filter(|(one, _)| *one == verdict)
                .for_each(|(_, count)| *count += 1);
        }
    }

    /// Counts a row with an error.
    pub(super) fn count_error(&mut self) {
        self.rows += 1;
        self.errors += 1;
    }

    /// Adds what was counted elsewhere.
    pub(super) fn add(&mut self, other: &Summary) {
        self.rows += other.rows;
        self.errors += other.errors;
        for (counts, more) in self.verdicts.iter_mut().zip(&other.verdicts) {
            counts
                .iter_mut()
                .zip(more)
                .for_each(|(count, more)| *count += more);
        }
    }
}
