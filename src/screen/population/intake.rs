//! From what a row knows to the cells of facts that are tied to no others.

use super::block::Block;
use super::known::Known;
use crate::diagram::{Cell, Cells};
use crate::pack::fact::Domain;
use crate::pack::formula::FactIndex;
use crate::screen::engine::Engine;
use crate::screen::given::Left;
use std::ops::Range;

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
    column: usize,
    variable: usize,
    min: i64,
    max: i64,
    /// The first value of each cell but the first one.
    cuts: Vec<i64>,
    /// The cell of each value, where they are few.
    table: Vec<Cell>,
}

/// Values that a table has at most: all tables together should stay near the processor.
const TABLE: i64 = 512;

#[derive(Debug)]
struct Choice {
    column: usize,
    variable: usize,
    cells: Vec<Cell>,
}

#[derive(Debug)]
struct Elements {
    column: usize,
    /// By element: the place among the groups that it counts in.
    group: Vec<Option<usize>>,
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
        for (column, fact) in columns.enumerate() {
            let place = fact.and_then(|fact| intake.add(engine, all, fact, column));
            intake.places.push(place);
        }
        intake
    }

    fn add(
        &mut self,
        engine: &Engine,
        all: &Cells,
        fact: FactIndex,
        column: usize,
    ) -> Option<Place> {
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
                self.choices.push(Choice {
                    column,
                    variable,
                    cells,
                });
                return Some(Place::Choice(self.choices.len() - 1));
            }
            Domain::Set(options) => {
                let mut group = vec![None; options.len()];
                for (place, variable) in variables.iter().enumerate() {
                    for member in model.members(*variable) {
                        group[*member] = Some(place);
                    }
                }
                let groups = variables
                    .iter()
                    .map(|one| (usize::from(*one), model.cuts(*one).into()));
                let groups: Vec<(usize, Vec<i64>)> = groups.collect();
                let mut sizes = variables.iter().map(|one| model.members(*one).len() as i64);
                self.sets.push(Elements {
                    column,
                    group,
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
            column,
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

    /// Takes what one column knows of its fact, which it suits.
    pub fn tell(&self, column: usize, known: Known, row: &mut [(Cell, Cell)]) {
        // What it suits was seen before.
        let _suits = match self.places[column] {
            Some(Place::Ranges(place)) => self.ranges[place].tell(&known, row),
            Some(Place::Choice(place)) => self.choices[place].tell(&known, row),
            Some(Place::Elements(place)) => self.sets[place].tell(&known, row),
            None => true,
        };
    }

    /// Takes all that these rows of the columns know of these facts.
    pub fn take(&self, columns: &[&[Known]], rows: Range<usize>, block: &mut Block) {
        for one in &self.ranges {
            let known = &columns[one.column][rows.clone()];
            block.tell(one.column, known, |known, row| one.tell(known, row));
        }
        for one in &self.choices {
            let known = &columns[one.column][rows.clone()];
            block.tell(one.column, known, |known, row| one.tell(known, row));
        }
        for one in &self.sets {
            let known = &columns[one.column][rows.clone()];
            block.tell(one.column, known, |known, row| one.tell(known, row));
        }
    }
}

impl Ranges {
    #[inline(always)]
    fn tell(&self, known: &Known, cells: &mut [(Cell, Cell)]) -> bool {
        let Known::Range(from, to) = *known else {
            return *known == Known::Nothing;
        };
        if from == to
            && let Ok(place) = usize::try_from(from.wrapping_sub(self.min))
            && let Some(cell) = self.table.get(place)
        {
            cells[self.variable] = (*cell, *cell);
            return true;
        }
        let suits = self.min <= from && from <= to && to <= self.max;
        if suits {
            let first = cell(&self.cuts, from);
            let last = if from == to {
                first
            } else {
                cell(&self.cuts, to)
            };
            cells[self.variable] = (first, last);
        }
        suits
    }
}

impl Choice {
    #[inline(always)]
    fn tell(&self, known: &Known, cells: &mut [(Cell, Cell)]) -> bool {
        if let Known::Option(option) = *known {
            let cell = self.cells.get(option);
            if let Some(cell) = cell {
                cells[self.variable] = (*cell, *cell);
            }
            return cell.is_some();
        }
        *known == Known::Nothing
    }
}

impl Elements {
    #[inline(always)]
    fn tell(&self, known: &Known, cells: &mut [(Cell, Cell)]) -> bool {
        if let Known::Set(has) = *known {
            // Counted in place, then turned into cells.
            for (variable, _) in &self.groups {
                cells[*variable] = (0, 0);
            }
            let mut next = 0;
            for element in has {
                // Ascending, so that each counts once.
                if *element < next || *element >= self.group.len() {
                    return false;
                }
                next = element + 1;
                if let Some(group) = self.group[*element] {
                    let count = &mut cells[self.groups[group].0];
                    *count = (count.0 + 1, count.1 + 1);
                }
            }
            if self.are_counts {
                return true;
            }
            for (variable, cuts) in &self.groups {
                let cell = cell(cuts, cells[*variable].0.into());
                cells[*variable] = (cell, cell);
            }
            return true;
        }
        *known == Known::Nothing
    }
}

fn cell(cuts: &[i64], value: i64) -> Cell {
    cuts.partition_point(|cut| *cut <= value) as Cell
}
