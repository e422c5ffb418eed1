//! A population: many companies screened as of one day, for their verdicts alone.
//!
//! A row of cells becomes what its answers leave without a case in between, and each route is
//! asked once what can still come out. The steps are those of [`Engine::screen`]: the same
//! narrowing by the constraints, the same functions, the same verdict of a route and of a
//! programme. Reasons, changes, calls and contacts are left out.
//!
//! Pure, as all of [`super`]: whoever has threads gives each its own [`Population`].

mod cell;
mod columns;
mod outcomes;

pub use columns::Columns;

use super::call;
use super::engine::{Compiled, Engine};
use super::given::{Given, Left};
use super::result::Verdict;
use super::verdict::{best_of, of_route};
use crate::pack::date::Date;
use crate::pack::error::Fault;
use crate::pack::formula::FactIndex;
use crate::pack::programme::{CriterionKind, Route, attestation};
use columns::Meaning;
use outcomes::Evaluator;

/// Companies to be screened as of one day, one after the other.
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
    /// By programme: the routes of the edition that answers on the day.
    programmes: Vec<(&'a [Route], Vec<Way<'a>>)>,
    nothing: Given,
    /// The row at hand: what its cells say, then what the constraints leave of it.
    given: Given,
    attested: Vec<Option<bool>>,
    evaluator: Evaluator,
    /// Of the routes of the programme at hand.
    routes: Vec<Verdict>,
    verdicts: Vec<Verdict>,
}

/// A route with its requirements, and the columns that attest its criteria; none where there is
/// no column.
#[derive(Debug)]
struct Way<'a> {
    number: usize,
    requirements: &'a Compiled,
    attestations: Vec<Option<usize>>,
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
        // The worlds are numbered first, then the routes.
        let mut numbers = engine.worlds.len()..;
        let mut programmes = Vec::new();
        for (index, programme) in engine.pack.programmes.iter().enumerate() {
            let chosen = call::edition_on(programme, as_of);
            let edition = &programme.editions[chosen];
            let compiled = edition.routes.iter().zip(&engine.routes[index][chosen]);
            let ways = compiled.zip(&mut numbers).map(|((route, own), number)| {
                let shared = edition.criteria.iter().map(|one| (None, one));
                let own_criteria = route.criteria.iter().map(|one| (Some(&*route.id), one));
                let attestations = shared
                    .chain(own_criteria)
                    .filter(|(_, one)| one.demand.kind() == CriterionKind::Attest)
                    .map(|(route, one)| attestation(&programme.id, route, &one.id));
                Way {
                    number,
                    requirements: &own.requirements,
                    attestations: attestations
                        .map(|name| columns.attestation(&name))
                        .collect(),
                }
            });
            programmes.push((&*edition.routes, ways.collect()));
        }
        let nothing = Given::nothing(&engine.pack);
        Population {
            engine,
            columns,
            programmes,
            given: nothing.clone(),
            nothing,
            attested: vec![None; columns.attestations()],
            evaluator: Evaluator::default(),
            routes: Vec::new(),
            verdicts: Vec::new(),
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
        self.read(cells.clone())?;
        if !self.is_possible() {
            // Narrowed, the answers are not what the row says any more.
            self.read(cells)?;
            return Err(self.contradiction());
        }
        self.verdicts.clear();
        for (routes, ways) in &self.programmes {
            self.routes.clear();
            for way in ways {
                let (engine, given) = (self.engine, &self.given);
                let outcomes = self
                    .evaluator
                    .outcomes(engine, way.number, way.requirements, given);
                let state = |column: &Option<usize>| column.and_then(|one| self.attested[one]);
                let is = |wanted| way.attestations.iter().any(|one| state(one) == wanted);
                self.routes
                    .push(of_route(outcomes, is(Some(false)), is(None)));
            }
            let (verdict, _) = best_of(routes, |route| self.routes[route]);
            self.verdicts.push(verdict);
        }
        Ok(&self.verdicts)
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
        restore(&mut self.given, &self.nothing);
        self.attested.fill(None);
        for (index, column) in self.columns.all.iter().enumerate() {
            let cell = cells
                .next()
                .ok_or_else(|| wrong_length(self.columns, index))?;
            let bad = |fault| RowError {
                column: Some(column.name.clone()),
                fault,
            };
            match &column.meaning {
                Meaning::Id => {}
                Meaning::Fact(fact, reader) => {
                    if let Some(left) = reader.read(cell).map_err(bad)? {
                        self.given.left[*fact] = left;
                        self.given.answered[*fact] = true;
                    }
                }
                Meaning::Attestation(number) => {
                    self.attested[*number] = cell::attested(cell).map_err(bad)?;
                }
            }
        }
        match cells.count() {
            0 => Ok(()),
            more => Err(wrong_length(self.columns, self.columns.all.len() + more)),
        }
    }

    /// Narrows what the cells leave by the constraints; whether the answers can all be true.
    fn is_possible(&mut self) -> bool {
        let (engine, given) = (self.engine, &mut self.given);
        if given.derive(&engine.pack).is_err() || !engine.constraints.narrow(given) {
            return false;
        }
        self.evaluator.begin(engine, given);
        let mut worlds = engine.worlds.iter().enumerate();
        worlds.all(|(number, world)| {
            let outcomes =
                |evaluator: &mut Evaluator| evaluator.outcomes(engine, number, world, given);
            !world.is_touched(given) || outcomes(&mut self.evaluator).can_be_true()
        })
    }

    /// Which of the answers of the row, as its cells say them, contradict one another.
    fn contradiction(&mut self) -> RowError {
        let (engine, stated) = (self.engine, self.given.clone());
        let is_answered = |fact: &FactIndex| stated.answered[*fact];
        let mut answered: Vec<FactIndex> = (0..stated.left.len()).filter(is_answered).collect();
        // As a case has them: of several smallest sets it is the same one.
        answered.sort_by_key(|fact| &engine.pack.facts[*fact].id);
        let without = |given: &mut Given, dropped: &[FactIndex]| {
            restore(given, &stated);
            for fact in dropped {
                given.left[*fact] = Left::all(&engine.pack.facts[*fact]);
                given.answered[*fact] = false;
            }
        };
        let is_possible = |dropped: &[FactIndex]| {
            without(&mut self.given, dropped);
            self.is_possible()
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

/// Makes one what another is, in the room that it has.
fn restore(given: &mut Given, from: &Given) {
    given.left.clone_from(&from.left);
    given.answered.clone_from(&from.answered);
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
