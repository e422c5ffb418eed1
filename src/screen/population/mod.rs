//! A population: many companies screened as of one day, for their verdicts alone.
//!
//! Rows of text, or columns of answers that are typed already, become what they leave without a
//! case in between, and each route is asked once what can still come out. The steps are those of
//! [`Engine::screen`]: the same narrowing by the constraints, the same functions, the same verdict
//! of a route and of a programme. Reasons, changes, calls and contacts are left out.
//!
//! Pure, as all of [`super`]: whoever has threads gives each its own [`Population`].

mod block;
mod cell;
mod columns;
mod intake;
mod known;
mod outcomes;
mod sieve;
mod ways;

pub use columns::Columns;
pub use known::Known;

use super::engine::{Compiled, Engine};
use super::given::{Given, Left};
use super::result::Verdict;
use crate::pack::date::Date;
use crate::pack::error::Fault;
use crate::pack::formula::FactIndex;
use block::{Block, ROWS};
use cell::Reader;
use columns::{Column, Meaning};
use intake::Intake;
use outcomes::Evaluator;
use ways::{Asked, Way, Ways};

/// Companies to be screened as of one day: one after the other from text, many together where
/// their answers are typed already.
///
/// ```
/// use puljetjek::pack::error::Place;
/// use puljetjek::pack::{Pack, date::Date};
/// use puljetjek::screen::{Columns, Engine, Population};
///
/// # fn screen(engine: &Engine) -> Result<(), Box<dyn std::error::Error>> {
/// let header = ["id", "employees_fte", "partner_countries"];
/// let columns = Columns::new(&engine.pack, &header, &Place::file("clients"))?;
/// let day = Date::parse("2012-03-01").ok_or("a date")?;
/// let mut population = Population::new(engine, &columns, day);
/// let verdicts = population.screen(["A1", "10-49", "DE|SE"])?;
/// assert_eq!(verdicts.len(), engine.pack.programmes.len());
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Population<'a> {
    engine: &'a Engine,
    columns: &'a Columns,
    programmes: Vec<Asked<'a>>,
    ways: Vec<Way>,
    intake: Intake,
    block: Block,
    /// Columns that the intake does not take.
    others: Vec<usize>,
    /// The facts that are tied to others; see [`tied`].
    tied: Vec<FactIndex>,
    nothing: Given,
    /// The row at hand: what it says of tied facts, then what the constraints leave of it.
    given: Given,
    attested: Vec<Option<bool>>,
    /// Room for the elements of a set that is read.
    elements: Vec<usize>,
    evaluator: Evaluator<'a>,
    of_ways: Vec<Verdict>,
    verdicts: Vec<Verdict>,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{fault}", column.as_ref().map_or(String::new(), |column| format!("column {column}: ")))]
pub struct RowError {
    /// The column of the bad cell; none where cells contradict one another.
    pub column: Option<String>,
    /// What is wrong.
    pub fault: Fault,
}

impl<'a> Population<'a> {
    /// A population as of a day, described in these columns of the engine's pack.
    pub fn new(engine: &'a Engine, columns: &'a Columns, as_of: Date) -> Population<'a> {
        let Ways {
            programmes,
            ways,
            functions,
        } = Ways::new(engine, columns, as_of);
        let nothing = Given::nothing(&engine.pack);
        let all = engine.model.cells(&nothing);
        let is_tied = tied(engine, &functions);
        let untied = columns.all.iter().map(|column| match column.meaning {
            Meaning::Fact(fact, _) if !is_tied[fact] => Some(fact),
            _ => None,
        });
        let intake = Intake::new(engine, &all, untied);
        let others = (0..columns.all.len()).filter(|column| !intake.has(*column));
        let told: Vec<usize> = intake.variables().collect();
        Population {
            engine,
            columns,
            others: others.collect(),
            intake,
            tied: (0..is_tied.len()).filter(|fact| is_tied[*fact]).collect(),
            evaluator: Evaluator::new(engine, functions, &all, &told),
            block: Block::new(all),
            verdicts: vec![Verdict::Ineligible; programmes.len()],
            programmes,
            of_ways: vec![Verdict::Ineligible; ways.len()],
            ways,
            given: nothing.clone(),
            nothing,
            attested: vec![None; columns.attestations()],
            elements: Vec::new(),
        }
    }

    /// Screens the company whose cells these are: its verdicts in the order of the pack's
    /// programmes.
    ///
    /// # Errors
    /// Too few or too many cells, a cell that does not suit its column, answers that cannot all
    /// be true.
    pub fn screen<'c>(
        &mut self,
        cells: impl IntoIterator<Item = &'c str, IntoIter: Clone>,
    ) -> Result<&[Verdict], RowError> {
        let cells = cells.into_iter();
        self.screen_row(0, |this| this.read(cells.clone()))
    }

    /// Screens the companies of which this is known, a column each, for answers that are no text:
    /// `see` gets the verdicts of each in turn, or what is wrong with it.
    ///
    /// # Errors
    /// Too few or too many columns, or columns of different lengths.
    pub fn screen_known(
        &mut self,
        columns: &[&[Known]],
        mut see: impl FnMut(usize, Result<&[Verdict], RowError>),
    ) -> Result<(), RowError> {
        if columns.len() != self.columns.all.len() {
            return Err(wrong_length(self.columns, columns.len()));
        }
        let rows = columns.first().map_or(0, |column| column.len());
        if let Some(other) = columns.iter().find(|column| column.len() != rows) {
            let expected = format!("columns of {rows} companies each");
            let found = other.len().to_string();
            let fault = Fault::Unsuited { expected, found };
            return Err(RowError {
                column: None,
                fault,
            });
        }
        for first in (0..rows).step_by(ROWS) {
            let together = first..rows.min(first + ROWS);
            self.block.begin(together.len());
            for (column, known) in columns.iter().enumerate() {
                let known = &known[together.clone()];
                self.intake.take(column, known, &mut self.block);
            }
            self.evaluator.look(&self.block);
            for row in together {
                see(
                    row,
                    self.screen_row(row - first, |this| this.take(columns, first, row)),
                );
            }
        }
        Ok(())
    }

    /// Screens a row of the block; `tell` notes what it says besides.
    fn screen_row(
        &mut self,
        row: usize,
        tell: impl Fn(&mut Self) -> Result<(), RowError>,
    ) -> Result<&[Verdict], RowError> {
        tell(self)?;
        if !self.is_possible(row) {
            return Err(self.refused(row, tell));
        }
        // Nearly all ways are out by the first look, and with all of its ways a programme is.
        self.verdicts.fill(Verdict::Ineligible);
        let worlds = self.engine.worlds.len();
        let cells = self.block.row(row);
        let mut next = worlds;
        while let Some(number) = self.evaluator.next(next) {
            let asked = self.ways[number - worlds].programme;
            let programme = &self.programmes[asked];
            for index in programme.ways.clone() {
                let outcomes = self.evaluator.outcomes(worlds + index, &self.given, &cells);
                self.of_ways[index] = self.ways[index].verdict(outcomes, &self.attested);
            }
            self.verdicts[asked] = programme.verdict(&self.of_ways);
            next = worlds + programme.ways.end;
        }
        Ok(&self.verdicts)
    }

    /// What is wrong with a row that is not possible.
    #[cold]
    fn refused(
        &mut self,
        row: usize,
        tell: impl Fn(&mut Self) -> Result<(), RowError>,
    ) -> RowError {
        // Narrowed, the answers are not what the row says any more.
        match tell(self) {
            Ok(()) => self.contradiction(row),
            Err(error) => error,
        }
    }

    /// How many verdicts a company gets.
    pub fn programmes(&self) -> usize {
        self.programmes.len()
    }

    /// What is wrong with a row whose cell in a column, counted from 0, is no text.
    pub fn unreadable(&self, column: usize) -> RowError {
        let (expected, found) = ("text in UTF-8".into(), "other bytes".into());
        RowError {
            column: self.columns.all.get(column).map(|one| one.name.clone()),
            fault: Fault::Unsuited { expected, found },
        }
    }

    /// Reads the cells of a row.
    fn read<'c>(&mut self, mut cells: impl Iterator<Item = &'c str>) -> Result<(), RowError> {
        self.forget();
        self.block.begin(1);
        let mut elements = std::mem::take(&mut self.elements);
        for (index, column) in self.columns.all.iter().enumerate() {
            let cell = cells
                .next()
                .ok_or_else(|| wrong_length(self.columns, index))?;
            let known = match column.reader() {
                None => Ok(Known::Nothing),
                Some(reader) => reader.read(cell, &mut elements),
            };
            let known = known.map_err(|fault| column.bad(fault))?;
            if self.intake.has(index) {
                self.intake.take(index, &[known], &mut self.block);
            } else {
                self.tell(column, known);
            }
        }
        self.elements = elements;
        self.evaluator.look(&self.block);
        match cells.count() {
            0 => Ok(()),
            more => Err(wrong_length(self.columns, self.columns.all.len() + more)),
        }
    }

    /// Takes what a row knows besides what its block does.
    #[inline]
    fn take(&mut self, columns: &[&[Known]], first: usize, row: usize) -> Result<(), RowError> {
        self.forget();
        if let Some(column) = self.block.unsuited(row - first) {
            return Err(self.unsuited(column, columns[column][row]));
        }
        for index in 0..self.others.len() {
            let column = self.others[index];
            let known = columns[column][row];
            let column_at = &self.columns.all[column];
            if column_at
                .reader()
                .is_some_and(|reader| !reader.suits(known))
            {
                return Err(self.unsuited(column, known));
            }
            self.tell(column_at, known);
        }
        Ok(())
    }

    /// What is wrong with a typed value.
    fn unsuited(&self, column: usize, known: Known) -> RowError {
        let column = &self.columns.all[column];
        let expected = column.reader().map_or(String::new(), Reader::expected);
        let found = format!("{known:?}");
        column.bad(Fault::Unsuited { expected, found })
    }

    /// Forgets the row before.
    #[inline]
    fn forget(&mut self) {
        restore(&mut self.given, &self.nothing, &self.tied);
    }

    /// Notes what is known of a column that the intake does not take.
    fn tell(&mut self, column: &Column, known: Known) {
        match column.meaning {
            Meaning::Fact(fact, _) => {
                if let Some(left) = known.left() {
                    self.given.left[fact] = left;
                    self.given.answered[fact] = true;
                }
            }
            Meaning::Attestation(number) => {
                self.attested[number] = match known {
                    Known::Range(from, to) if from == to => Some(from == 1),
                    _ => None,
                };
            }
            Meaning::Id => {}
        }
    }

    /// Narrows what the cells of a row leave by the constraints; whether the answers can all be true.
    #[inline]
    fn is_possible(&mut self, row: usize) -> bool {
        let (engine, given) = (self.engine, &mut self.given);
        let is_tied = !self.tied.is_empty();
        if is_tied && (given.derive(&engine.pack).is_err() || !engine.constraints.narrow(given)) {
            return false;
        }
        self.evaluator
            .begin(&mut self.block, row, given, &self.tied);
        let cells = self.block.row(row);
        let mut worlds = engine.worlds.iter().enumerate();
        worlds.all(|(number, world)| {
            !world.is_touched(given) || self.evaluator.outcomes(number, given, &cells).can_be_true()
        })
    }

    /// Which of the answers of the row, as its cells say them, contradict one another.
    fn contradiction(&mut self, row: usize) -> RowError {
        let (engine, stated) = (self.engine, self.given.clone());
        let (tied, is_answered) = (self.tied.clone(), |fact: &FactIndex| stated.answered[*fact]);
        let mut answered: Vec<FactIndex> = tied.iter().copied().filter(is_answered).collect();
        // As a case has them: of several smallest sets it is the same one.
        answered.sort_by_key(|fact| &engine.pack.facts[*fact].id);
        let without = |given: &mut Given, dropped: &[FactIndex]| {
            restore(given, &stated, &tied);
            for fact in dropped {
                given.left[*fact] = Left::all(&engine.pack.facts[*fact]);
                given.answered[*fact] = false;
            }
        };
        let is_possible = |dropped: &[FactIndex]| {
            without(&mut self.given, dropped);
            self.is_possible(row)
        };
        let said = |dropped: &[FactIndex]| {
            let mut given = stated.clone();
            without(&mut given, dropped);
            Some(given)
        };
        let fault = engine.contradiction_of(answered, is_possible, said);
        RowError {
            column: None,
            fault,
        }
    }
}

/// By fact: whether it is tied to others. A constraint or a compared sum holds it together with
/// them, or it stands in a function without a diagram; of each other fact nothing counts but its
/// cells, if it has any.
fn tied(engine: &Engine, functions: &[&Compiled]) -> Vec<bool> {
    let mut is_tied = vec![false; engine.pack.facts.len()];
    let constrained = (0..engine.constraints.len()).map(|index| engine.constraints.facts(index));
    let needing = functions
        .iter()
        .filter(|one| one.node.is_none() || !one.linears.is_empty())
        .map(|one| &one.facts);
    let model = &engine.model;
    for (fact, tied) in is_tied.iter_mut().enumerate() {
        // Of a fact that no formula looks at there are no cells.
        *tied = model.variables_of(fact).is_empty();
    }
    for fact in constrained.chain(needing).flat_map(|facts| facts.iter()) {
        is_tied[*fact] = true;
    }
    is_tied
}

/// Makes these facts of one what they are in another.
#[inline]
fn restore(given: &mut Given, from: &Given, facts: &[FactIndex]) {
    for fact in facts {
        given.left[*fact].clone_from(&from.left[*fact]);
        given.answered[*fact] = from.answered[*fact];
    }
}

fn wrong_length(columns: &Columns, found: usize) -> RowError {
    let fault = Fault::Unsuited {
        expected: format!("{} cells, as in the header", columns.all.len()),
        found: found.to_string(),
    };
    RowError {
        column: None,
        fault,
    }
}
