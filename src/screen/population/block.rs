//! Rows that are looked at together: their cells, and what the sieve says of them.
//!
//! What is done to all rows of a column after one another costs a fraction of what it costs to
//! look, row by row, what comes next.

use crate::diagram::{Cell, Cells};
use std::ops::{Index, IndexMut};

/// Rows of a block at most: their cells should stay near the processor.
pub const ROWS: usize = 64;

/// The rows at hand, variable by variable.
#[derive(Debug, Default)]
pub struct Block {
    /// What a row begins with: nothing is known.
    all: Cells,
    rows: usize,
    /// By variable and row.
    cells: Vec<[(Cell, Cell); ROWS]>,
    /// By row: the first column that does not suit its fact.
    unsuited: Vec<Option<usize>>,
}

impl Block {
    /// A block of rows that begin with these cells.
    pub fn new(all: Cells) -> Block {
        Block {
            cells: all.iter().map(|cells| [*cells; ROWS]).collect(),
            all,
            ..Block::default()
        }
    }

    /// Begins with so many rows of which nothing is known.
    pub fn begin(&mut self, rows: usize) {
        self.rows = rows;
        for (cells, all) in self.cells.iter_mut().zip(&self.all) {
            cells[..rows].fill(*all);
        }
        self.unsuited.clear();
        self.unsuited.resize(rows, None);
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// The cells of a variable, by row.
    pub fn of(&self, variable: usize) -> &[(Cell, Cell)] {
        &self.cells[variable][..self.rows]
    }

    /// The cells of a row.
    pub fn row(&self, row: usize) -> Row<'_> {
        let cells = &self.cells;
        Row { cells, row }
    }

    /// The cells of a row, to be set.
    pub fn row_mut(&mut self, row: usize) -> RowMut<'_> {
        let cells = &mut self.cells;
        RowMut { cells, row }
    }

    /// Sets the cells of a variable, row by row, by what is known of a column; `tell` says
    /// whether that suits.
    #[inline(always)]
    pub fn tell<T>(
        &mut self,
        column: usize,
        variable: usize,
        known: &[T],
        tell: impl Fn(&T, &mut (Cell, Cell)) -> bool,
    ) {
        for (row, (cells, known)) in self.cells[variable].iter_mut().zip(known).enumerate() {
            if !tell(known, cells) {
                refuse(&mut self.unsuited[row], column);
            }
        }
    }

    /// Notes that what a row knows of a column does not suit its fact.
    pub fn refuse(&mut self, column: usize, row: usize) {
        refuse(&mut self.unsuited[row], column);
    }

    /// The first column of a row that does not suit its fact.
    pub fn unsuited(&self, row: usize) -> Option<usize> {
        self.unsuited[row]
    }
}

#[cold]
fn refuse(unsuited: &mut Option<usize>, column: usize) {
    *unsuited = Some(unsuited.map_or(column, |first| first.min(column)));
}

/// The cells of a row, by variable.
#[derive(Debug)]
pub struct Row<'a> {
    cells: &'a [[(Cell, Cell); ROWS]],
    row: usize,
}

/// The cells of a row, by variable, to be set.
#[derive(Debug)]
pub struct RowMut<'a> {
    cells: &'a mut [[(Cell, Cell); ROWS]],
    row: usize,
}

impl Row<'_> {
    /// Copies them all.
    pub fn copy(&self, into: &mut Cells) {
        into.clear();
        into.extend(self.cells.iter().map(|rows| rows[self.row]));
    }
}

impl Index<usize> for Row<'_> {
    type Output = (Cell, Cell);

    #[inline]
    fn index(&self, variable: usize) -> &(Cell, Cell) {
        &self.cells[variable][self.row]
    }
}

impl Index<usize> for RowMut<'_> {
    type Output = (Cell, Cell);

    #[inline]
    fn index(&self, variable: usize) -> &(Cell, Cell) {
        &self.cells[variable][self.row]
    }
}

impl IndexMut<usize> for RowMut<'_> {
    #[inline]
    fn index_mut(&mut self, variable: usize) -> &mut (Cell, Cell) {
        &mut self.cells[variable][self.row]
    }
}
