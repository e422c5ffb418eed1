//! From what a row knows to the cells of facts that are tied to no others.

use super::block::Block;
use super::known::Known;
use crate::diagram::{Cell, Cells, Within};
use crate::pack::fact::Domain;
use crate::pack::formula::FactIndex;
use crate::screen::engine::Engine;
use crate::screen::given::Left;
use std::ops::IndexMut;

/// The untied facts of a row's columns, by kind.
#[derive(Debug, Default)]
pub struct Intake {
    ranges: Vec<Ranges>,
    choices: Vec<Choice>,
    sets: Vec<Elements>,
    /// Where a column went.
    places: Vec<Option<Place>>,
}

#[derive(Clone, Copy, Debug)]
enum Place {
    Ranges(usize),
    Choice(usize),
    Elements(usize),
}

/// A number, a date, or yes and no.
#[derive(Debug)]
struct Ranges {
    variable: usize,
    min: i64,
    max: i64,
    /// The first value of each cell but the first one.
    cuts: Vec<i64>,
    /// The cell of each value, where they are few enough.
    table: Vec<Cell>,
}

/// Values that a table has at most, 16 kB: all tables together should stay near the processor.
const TABLE: i64 = 8192;

#[derive(Debug)]
struct Choice {
    variable: usize,
    cells: Vec<Cell>,
}

#[derive(Debug)]
struct Elements {
    /// By element: the variable of the group that it counts in.
    variable: Vec<Option<usize>>,
    /// Variable and cuts of each group.
    groups: Vec<(usize, Vec<i64>)>,
    /// Whether the cell of each group is how many of its elements are chosen.
    are_counts: bool,
}

impl Intake {
    /// An intake for columns with untied facts, of each other column none; `all` are the cells
    /// that there are.
    pub fn new(
        engine: &Engine,
        all: &Cells,
        columns: impl Iterator<Item = Option<FactIndex>>,
    ) -> Intake {
        let mut intake = Intake::default();
        for fact in columns {
            let place = fact.and_then(|fact| intake.add(engine, all, fact));
            intake.places.push(place);
        }
        intake
    }

    fn add(&mut self, engine: &Engine, all: &Cells, fact: FactIndex) -> Option<Place> {
        let model = &engine.model;
        let variables = model.variables_of(fact);
        // A fact that no formula looks at has none.
        let variable = usize::from(*variables.first()?);
        let (min, max) = match &engine.pack.facts[fact].domain {
            Domain::Bool => (0, 1),
            Domain::Number(domain) => (domain.min, domain.max),
            Domain::Date => (i32::MIN.into(), i32::MAX.into()),
            Domain::Choice(options) => {
                let mut cells = all.clone();
                let cell = |option| {
                    model.set_cells(fact, &Left::Option(option), &mut cells);
                    cells[variable].0
                };
                let cells = (0..options.len()).map(cell).collect();
                self.choices.push(Choice { variable, cells });
                return Some(Place::Choice(self.choices.len() - 1));
            }
            Domain::Set(options) => {
                let mut of_element = vec![None; options.len()];
                for variable in &variables {
                    for member in model.members(*variable) {
                        of_element[*member] = Some(usize::from(*variable));
                    }
                }
                let groups = variables
                    .iter()
                    .map(|one| (usize::from(*one), model.cuts(*one).into()));
                let groups: Vec<(usize, Vec<i64>)> = groups.collect();
                let mut sizes = variables.iter().map(|one| model.members(*one).len() as i64);
                self.sets.push(Elements {
                    variable: of_element,
                    are_counts: groups.iter().all(|(_, cuts)| {
                        sizes
                            .next()
                            .is_some_and(|size| (1..=size).eq(cuts.iter().copied()))
                    }),
                    groups,
                });
                return Some(Place::Elements(self.sets.len() - 1));
            }
        };
        let cuts: Vec<i64> = model.cuts(variables[0]).into();
        let mut table = Vec::new();
        if max.saturating_sub(min) < TABLE {
            table.extend((min..=max).map(|value| cell(&cuts, value)));
        }
        self.ranges.push(Ranges {
            variable,
            min,
            max,
            cuts,
            table,
        });
        Some(Place::Ranges(self.ranges.len() - 1))
    }

    /// Whether a column is taken here.
    pub fn has(&self, column: usize) -> bool {
        self.places[column].is_some()
    }

    /// The variables that are set here.
    pub fn variables(&self) -> impl Iterator<Item = usize> {
        let ranges = self.ranges.iter().map(|one| one.variable);
        let choices = self.choices.iter().map(|one| one.variable);
        let groups = self.sets.iter().flat_map(|one| &one.groups);
        let groups = groups.map(|(variable, _)| *variable);
        ranges.chain(choices).chain(groups)
    }

    /// Takes what the rows of a block know of one column's fact.
    pub fn take(&self, column: usize, known: &[Known], block: &mut Block) {
        match self.places[column] {
            Some(Place::Ranges(place)) => {
                let one = &self.ranges[place];
                let tell = one.teller(block.all(one.variable));
                block.tell(column, one.variable, known, tell);
            }
            Some(Place::Choice(place)) => {
                let one = &self.choices[place];
                let tell = one.teller(block.all(one.variable));
                block.tell(column, one.variable, known, tell);
            }
            Some(Place::Elements(place)) => self.sets[place].take(column, known, block),
            None => {}
        }
    }
}

impl Ranges {
    /// Sets the cells by what is known, and says whether that suits; nothing leaves all.
    #[inline(always)]
    fn teller(&self, all: (Cell, Cell)) -> impl Fn(&Known, &mut (Cell, Cell)) -> bool {
        // At hand, not to be looked up for each row.
        let (table, min) = (&*self.table, self.min);
        move |known, cells| {
            if let Known::Range(from, to) = *known
                && from == to
                && let Ok(place) = usize::try_from(from.wrapping_sub(min).cast_unsigned())
                && let Some(cell) = table.get(place)
            {
                *cells = (*cell, *cell);
                return true;
            }
            self.measure(known, all, cells)
        }
    }

    /// The same without a look at the table; apart from the loop over the rows, which has the
    /// registers to itself so.
    #[inline(never)]
    fn measure(&self, known: &Known, all: (Cell, Cell), cells: &mut (Cell, Cell)) -> bool {
        *cells = match *known {
            Known::Nothing => all,
            Known::Range(from, to) if self.min <= from && from <= to && to <= self.max => {
                (cell(&self.cuts, from), cell(&self.cuts, to))
            }
            _ => return false,
        };
        true
    }
}

impl Choice {
    /// Sets the cells by what is known, and says whether that suits; nothing leaves all.
    #[inline(always)]
    fn teller(&self, all: (Cell, Cell)) -> impl Fn(&Known, &mut (Cell, Cell)) -> bool {
        let of_option = &*self.cells;
        move |known, cells| {
            *cells = match *known {
                Known::Option(option) => match of_option.get(option) {
                    Some(cell) => (*cell, *cell),
                    None => return false,
                },
                Known::Nothing => all,
                _ => return false,
            };
            true
        }
    }
}

impl Elements {
    /// Takes what the rows of a block know.
    fn take(&self, column: usize, known: &[Known], block: &mut Block) {
        // They are counted in place, then turned into cells.
        for (variable, _) in &self.groups {
            block.of_mut(*variable).fill((0, 0));
        }
        for (row, known) in known.iter().enumerate() {
            let mut cells = block.row_mut(row);
            if let Known::Set(has) = *known
                && self.count(has, &mut cells)
            {
                continue;
            }
            // Also where it does not suit: what was counted until then may be no cell.
            for (variable, _) in &self.groups {
                cells.forget(*variable);
            }
            if *known != Known::Nothing {
                block.refuse(column, row);
            }
        }
    }

    /// Counts the elements of a row where nothing is counted yet, and says whether they suit.
    #[inline(always)]
    fn count(&self, has: &[usize], cells: &mut (impl Within + IndexMut<usize>)) -> bool {
        let mut next = 0;
        for element in has {
            // Ascending, so that each counts once.
            let variable = self.variable.get(*element).filter(|_| next <= *element);
            let Some(variable) = variable else {
                return false;
            };
            next = element + 1;
            if let Some(variable) = *variable {
                let count = cells[variable].0 + 1;
                cells[variable] = (count, count);
            }
        }
        if self.are_counts {
            return true;
        }
        for (variable, cuts) in &self.groups {
            let cell = cell(cuts, cells[*variable].0.into());
            cells[*variable] = (cell, cell);
        }
        true
    }
}

fn cell(cuts: &[i64], value: i64) -> Cell {
    cuts.partition_point(|cut| *cut <= value) as Cell
}
