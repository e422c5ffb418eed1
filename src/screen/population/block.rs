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
    /// What stands where nothing is known.
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

    /// Begins with so many rows, of which each column and each tied fact is yet to be told.
    pub fn begin(&mut self, rows: usize) {
        self.rows = rows;
        self.unsuited.clear();
        self.unsuited.resize(rows, None);
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// All cells of a variable.
    pub fn all(&self, variable: usize) -> (Cell, Cell) {
        self.all[variable]
    }

    /// The cells of a variable, by row.
    pub fn of(&self, variable: usize) -> &[(Cell, Cell)] {
        &self.cells[variable][..self.rows]
    }

    /// The cells of a variable, by row, to be set.
    pub fn of_mut(&mut self, variable: usize) -> &mut [(Cell, Cell)] {
        &mut self.cells[variable][..self.rows]
    }

    /// The cells of a row.
    pub fn row(&self, row: usize) -> Row<'_> {
        let cells = &self.cells;
        Row { cells, row }
    }

    /// The cells of a row, to be set.
    pub fn row_mut(&mut self, row: usize) -> RowMut<'_> {
        let (all, cells) = (&*self.all, &mut *self.cells);
        RowMut { all, cells, row }
    }

    /// Sets the cells of a variable, row by row, by what is known of a column; `tell` says
    /// whether that suits. Not inlined, so that the loop has the registers to itself.
    #[inline(never)]
    pub fn tell<T>(
        &mut self,
        column: usize,
        variable: usize,
        known: &[T],
        tell: impl Fn(&T, &mut (Cell, Cell)) -> bool,
    ) {
        let mut suit = true;
        for (cells, known) in self.cells[variable].iter_mut().zip(known) {
            suit &= tell(known, cells);
        }
        if !suit {
            self.refuse_all(column, known, |known| tell(known, &mut (0, 0)));
        }
    }

    /// Which of the rows it was, is looked for once it is known that there is one.
    #[cold]
    fn refuse_all<T>(&mut self, column: usize, known: &[T], suits: impl Fn(&T) -> bool) {
        for (row, known) in known.iter().enumerate() {
            if !suits(known) {
                self.refuse(column, row);
            }
        }
    }

    /// Notes that what a row knows of a column does not suit its fact.
    #[cold]
    pub fn refuse(&mut self, column: usize, row: usize) {
        let unsuited = &mut self.unsuited[row];
        *unsuited = Some(unsuited.map_or(column, |first| first.min(column)));
    }

    /// The first column of a row that does not suit its fact.
    pub fn unsuited(&self, row: usize) -> Option<usize> {
        self.unsuited[row]
    }
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
    all: &'a [(Cell, Cell)],
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

impl RowMut<'_> {
    /// Sets the cells of a variable to all that there are.
    pub fn forget(&mut self, variable: usize) {
        self[variable] = self.all[variable];
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
