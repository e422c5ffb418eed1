//! A model: facts cut into cells, and formulas as functions of the cells.

mod build;
mod weights;

use super::given::{Given, Left};
use crate::diagram::{Cell, Cells, Diagram, Variable, Within};
use crate::pack::fact::{Domain, Fact};
use crate::pack::formula::{Atom, FactIndex, Formula, Linear};
use crate::pack::map::Map;
use crate::pack::set::Set;
use std::ops::IndexMut;

/// Variables of a model: walks of its diagram go a level deeper with each.
pub const VARIABLES: usize = 1_000;
/// Cells of a variable: each node that tests it has a child for each.
pub const CELLS: usize = 1_000;

/// Facts cut into cells, and the diagram over them.
#[derive(Debug)]
pub struct Model {
    /// By fact index.
    parts: Vec<Part>,
    /// The fact of each variable; a comparison of a sum has none.
    facts: Vec<Option<FactIndex>>,
    /// Comparisons of sums, each with the variable that tells what the cells leave open.
    linears: Vec<(Linear, Variable)>,
    /// The functions.
    pub diagram: Diagram,
}

/// How one fact is cut into cells.
#[derive(Clone, Debug)]
enum Part {
    /// No formula looks at it.
    Unused,
    /// Numbers, dates and yes/no: a new cell begins at each cut.
    Cuts(Slice),
    /// A choice: options that no formula tells apart share a cell.
    Classes {
        variable: Variable,
        of_option: Vec<Cell>,
        count: usize,
    },
    /// A set: elements that no formula tells apart are counted together.
    Counts {
        groups: Vec<Group>,
        of_option: Vec<Option<usize>>,
    },
}

#[derive(Clone, Debug)]
struct Slice {
    variable: Variable,
    min: i64,
    max: i64,
    cuts: Vec<i64>,
}

/// Elements of a set that no formula tells apart: a variable that counts those chosen.
#[derive(Clone, Debug)]
struct Group {
    members: Vec<usize>,
    slice: Slice,
}

impl Slice {
    fn cell(&self, value: i64) -> Cell {
        self.cuts.partition_point(|cut| *cut <= value) as Cell
    }

    fn cells(&self, low: i64, high: i64) -> (Cell, Cell) {
        let first = self.cell(low);
        (first, if low == high { first } else { self.cell(high) })
    }

    fn count(&self) -> usize {
        self.cuts.len() + 1
    }

    /// First and last value of a cell.
    fn bounds(&self, cell: Cell) -> (i64, i64) {
        let cell = cell as usize;
        let low = if cell == 0 {
            self.min
        } else {
            self.cuts[cell - 1]
        };
        (low, self.cuts.get(cell).map_or(self.max, |next| next - 1))
    }
}

impl Model {
    /// Cuts the facts wherever one of the formulas, or one of the further cuts, tells values
    /// apart. `limit` bounds the nodes of its diagram.
    pub fn new(
        facts: &[Fact],
        formulas: &[&Formula],
        further: &Map<FactIndex, Set<i64>>,
        limit: usize,
    ) -> Model {
        let mut atoms = Vec::new();
        formulas
            .iter()
            .for_each(|formula| formula.each_atom(&mut |atom| atoms.push(atom)));
        let mut model = Model {
            parts: vec![Part::Unused; facts.len()],
            facts: Vec::new(),
            linears: Vec::new(),
            diagram: Diagram::with_limit(limit),
        };
        let mut by_fact: Map<FactIndex, Vec<&Atom>> = Map::EMPTY;
        for atom in &atoms {
            atom.each_fact(|fact| by_fact.or_default(fact).push(atom));
        }
        let none = Set::EMPTY;
        for (&fact, atoms) in by_fact.iter() {
            let further = further.get(&fact).unwrap_or(&none);
            model.parts[fact] = model.part(fact, &facts[fact], atoms, further);
        }
        for atom in atoms {
            if let Atom::Linear(linear) = atom
                && !model.linears.iter().any(|(known, _)| known == linear)
            {
                let variable = model.variable(None);
                model.linears.push((linear.clone(), variable));
            }
        }
        model
    }

    fn variable(&mut self, fact: Option<FactIndex>) -> Variable {
        self.facts.push(fact);
        (self.facts.len() - 1) as Variable
    }

    fn part(&mut self, index: FactIndex, fact: &Fact, atoms: &[&Atom], further: &Set<i64>) -> Part {
        let (min, max) = match &fact.domain {
            Domain::Bool => (0, 1),
            Domain::Number(domain) => (domain.min, domain.max),
            Domain::Date => (i64::from(i32::MIN), i64::from(i32::MAX)),
            Domain::Choice(options) => {
                let lists = atoms.iter().filter_map(|atom| match atom {
                    Atom::OneOf { options, .. } => Some(options.as_slice()),
                    _ => None,
                });
                let (of_option, count) = classes(options.len(), lists);
                let of_option = of_option.into_iter().map(|class| class as Cell).collect();
                return Part::Classes {
                    variable: self.variable(Some(index)),
                    of_option,
                    count,
                };
            }
            Domain::Set(options) => {
                let groups = self.groups(index, options.len(), atoms);
                let of_option = (0..options.len())
                    .map(|i| groups.iter().position(|group| group.members.contains(&i)))
                    .collect();
                return Part::Counts { groups, of_option };
            }
        };
        let mut cuts = further.clone();
        for atom in atoms {
            if let Atom::AtLeast { bound, .. } = atom {
                cuts.insert(*bound);
            }
        }
        let cuts = cuts
            .into_iter()
            .filter(|cut| min < *cut && *cut <= max)
            .collect();
        Part::Cuts(Slice {
            variable: self.variable(Some(index)),
            min,
            max,
            cuts,
        })
    }

    fn groups(&mut self, index: FactIndex, options: usize, atoms: &[&Atom]) -> Vec<Group> {
        let counts: Vec<(&[usize], usize)> = atoms
            .iter()
            .filter_map(|atom| match atom {
                Atom::Count {
                    members, at_least, ..
                } => Some((members.as_slice(), *at_least)),
                _ => None,
            })
            .collect();
        let (of_option, count) = classes(options, counts.iter().map(|(members, _)| *members));
        let mut groups = Vec::new();
        for class in 0..count {
            let members: Vec<usize> = (0..options).filter(|i| of_option[*i] == class).collect();
            let size = members.len() as i64;
            let mut cuts = Set::EMPTY;
            for (list, at_least) in &counts {
                let Some(first) = members.first().filter(|first| list.contains(first)) else {
                    continue;
                };
                debug_assert!(list.contains(first));
                if list.len() == members.len() {
                    // Only these elements count: one cut tells.
                    cuts.insert(*at_least as i64);
                } else if *at_least == list.len() {
                    // All elements of the list: this group must be full.
                    cuts.insert(size);
                } else {
                    cuts.extend(1..=size.min(*at_least as i64));
                }
            }
            if cuts.is_empty() {
                continue;
            }
            let cuts = cuts.into();
            let slice = Slice {
                variable: self.variable(Some(index)),
                min: 0,
                max: size,
                cuts,
            };
            groups.push(Group { members, slice });
        }
        groups
    }

    /// Whether it has no more variables and cells than a diagram can take.
    pub fn fits(&self) -> bool {
        let fits = |part: &Part| match part {
            Part::Unused => true,
            Part::Cuts(slice) => slice.count() <= CELLS,
            Part::Classes { count, .. } => *count <= CELLS,
            Part::Counts { groups, .. } => groups.iter().all(|one| one.slice.count() <= CELLS),
        };
        self.facts.len() <= VARIABLES && self.parts.iter().all(fits)
    }

    /// The fact of a variable.
    pub fn fact_of(&self, variable: Variable) -> Option<FactIndex> {
        self.facts[variable as usize]
    }

    /// The variables of a fact, next to one another in the order.
    pub fn variables_of(&self, fact: FactIndex) -> Vec<Variable> {
        match &self.parts[fact] {
            Part::Unused => Vec::new(),
            Part::Cuts(slice) => vec![slice.variable],
            Part::Classes { variable, .. } => vec![*variable],
            Part::Counts { groups, .. } => {
                groups.iter().map(|group| group.slice.variable).collect()
            }
        }
    }

    /// First and last value of a cell: of a number, a date, a yes/no, or of how many elements of
    /// a group are chosen.
    pub fn bounds(&self, variable: Variable, cell: Cell) -> Option<(i64, i64)> {
        match &self.parts[self.fact_of(variable)?] {
            Part::Cuts(slice) => Some(slice.bounds(cell)),
            Part::Counts { groups, .. } => {
                let group = groups
                    .iter()
                    .find(|group| group.slice.variable == variable)?;
                Some(group.slice.bounds(cell))
            }
            Part::Unused | Part::Classes { .. } => None,
        }
    }

    /// The first value of each cell of a variable but the first one; see [`Model::bounds`].
    pub fn cuts(&self, variable: Variable) -> &[i64] {
        match self.fact_of(variable).map(|fact| &self.parts[fact]) {
            Some(Part::Cuts(slice)) => &slice.cuts,
            Some(Part::Counts { groups, .. }) => {
                let group = groups.iter().find(|one| one.slice.variable == variable);
                group.map_or(&[], |group| &group.slice.cuts)
            }
            _ => &[],
        }
    }

    /// The first option that shares a cell of a choice.
    pub fn option_in(&self, variable: Variable, cell: Cell) -> Option<usize> {
        match &self.parts[self.fact_of(variable)?] {
            Part::Classes { of_option, .. } => of_option.iter().position(|own| *own == cell),
            _ => None,
        }
    }

    /// The cell of an option of a choice.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn cell_of_option(&self, variable: Variable, option: usize) -> Option<Cell> {
        match &self.parts[self.fact_of(variable)?] {
            Part::Classes { of_option, .. } => of_option.get(option).copied(),
            _ => None,
        }
    }

    /// The elements of a set that a variable counts.
    pub fn members(&self, variable: Variable) -> &[usize] {
        let part = self.fact_of(variable).map(|fact| &self.parts[fact]);
        let Some(Part::Counts { groups, .. }) = part else {
            return &[];
        };
        let group = groups.iter().find(|group| group.slice.variable == variable);
        group.map_or(&[], |group| &group.members)
    }

    /// Comparisons of sums with their variables.
    pub fn linears(&self) -> &[(Linear, Variable)] {
        &self.linears
    }

    /// The cells that the given values touch.
    pub fn cells(&self, given: &Given) -> Cells {
        let mut cells = Cells::new();
        self.cells_into(given, &mut cells);
        cells
    }

    /// The same, written over the cells of another walk.
    pub fn cells_into(&self, given: &Given, cells: &mut Cells) {
        cells.clear();
        cells.resize(self.facts.len(), (0, 0));
        for (fact, left) in given.left.iter().enumerate() {
            self.set_cells(fact, left, cells);
        }
        self.set_sums(given, cells);
    }

    /// Sets the cells of the comparisons of sums.
    pub fn set_sums(&self, given: &Given, cells: &mut (impl Within + IndexMut<usize>)) {
        for (linear, variable) in &self.linears {
            cells[*variable as usize] = match given.settles(linear) {
                Some(holds) => (holds.into(), holds.into()),
                None => (0, 1),
            };
        }
    }

    /// Sets the cells of one fact's variables to those that its values touch.
    pub fn set_cells(
        &self,
        fact: FactIndex,
        left: &Left,
        cells: &mut (impl Within + IndexMut<usize>),
    ) {
        match (&self.parts[fact], left) {
            (Part::Cuts(slice), Left::Range(low, high)) => {
                cells[slice.variable as usize] = slice.cells(*low, *high);
            }
            (
                Part::Classes {
                    variable,
                    of_option,
                    count,
                },
                left,
            ) => {
                cells[*variable as usize] = match left {
                    Left::Option(option) => (of_option[*option], of_option[*option]),
                    _ => (0, (*count - 1) as Cell),
                };
            }
            (Part::Counts { groups, of_option }, Left::Set { has, lacks }) => {
                let within = |list: &[usize], group: usize| {
                    list.iter()
                        .filter(|i| of_option[**i] == Some(group))
                        .count() as i64
                };
                for (i, Group { slice, .. }) in groups.iter().enumerate() {
                    let low = within(has, i);
                    let high = lacks
                        .as_ref()
                        .map_or(low, |lacks| slice.max - within(lacks, i));
                    cells[slice.variable as usize] = slice.cells(low, high);
                }
            }
            _ => {}
        }
    }
}

/// Puts options together that are in the same lists: each option's class, and how many there
/// are.
fn classes<'a>(options: usize, lists: impl Iterator<Item = &'a [usize]>) -> (Vec<usize>, usize) {
    let mut of_option = vec![0; options];
    let mut count = 1;
    for list in lists {
        let mut split: Map<usize, usize> = Map::EMPTY;
        for class in 0..count {
            let inside = list.iter().filter(|i| of_option[**i] == class).count();
            let all = || of_option.iter().filter(|of| **of == class).count();
            if inside > 0 && inside < all() {
                let new = count + split.len();
                split.insert(class, new);
            }
        }
        for option in list {
            if let Some(new) = split.get(&of_option[*option]) {
                of_option[*option] = *new;
            }
        }
        count += split.len();
    }
    (of_option, count)
}
