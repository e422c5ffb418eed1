//! Rows that are looked at together: their cells, and what the sieve says of them.
//!
//! What is done to all rows of a column after one another costs a fraction of what it costs to
//! look, row by row, what comes next.

use crate::diagram::{Cell, Cells};

/// Rows of a block at most: their cells should stay near the processor.
pub const ROWS: usize = 64;

/// The rows at hand.
#[derive(Debug, Default)]
pub struct Block {
    /// What a row begins with: nothing is known.
    all: Cells,
    rows: usize,
    /// Row by row.
    cells: Cells,
    /// By row: the first column that does not suit its fact.
    unsuited: Vec<Option<usize>>,
}

impl Block {
    /// A block of rows that begin with these cells.
    pub fn new(all: Cells) -> Block {
        Block {
            all,
            ..Block::default()
        }
    }

    /// Begins with so many rows of which nothing is known.
    pub fn begin(&mut self, rows: usize) {
        self.rows = rows;
        self.cells.clear();
        for _ in 0..rows {
            self.cells.extend_from_slice(&self.all);
        }
        self.unsuited.clear();
        self.unsuited.resize(rows, None);
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// The cells of a row.
    pub fn row(&self, row: usize) -> &[(Cell, Cell)] {
        &self.cells[row * self.all.len()..][..self.all.len()]
    }

    /// The cells of each row in turn.
    pub fn rows(&self) -> impl Iterator<Item = &[(Cell, Cell)]> {
        // Where there is no variable, there is nothing to look at.
        self.cells.chunks_exact(self.all.len().max(1))
    }

    /// The cells of a row, to be set.
    pub fn row_mut(&mut self, row: usize) -> &mut [(Cell, Cell)] {
        let width = self.all.len();
        &mut self.cells[row * width..][..width]
    }

    /// Sets the cells of each row by what is known of a column; `tell` says whether that suits.
    #[inline(always)]
    pub fn tell<T>(
        &mut self,
        column: usize,
        known: &[T],
        tell: impl Fn(&T, &mut [(Cell, Cell)]) -> bool,
    ) {
        let rows = self.cells.chunks_exact_mut(self.all.len().max(1));
        for ((row, known), unsuited) in rows.zip(known).zip(&mut self.unsuited) {
            if !tell(known, row) {
                *unsuited = Some(unsuited.map_or(column, |first| first.min(column)));
            }
        }
    }

    /// The first column of a row that does not suit its fact.
    pub fn unsuited(&self, row: usize) -> Option<usize> {
        self.unsuited[row]
    }
}
