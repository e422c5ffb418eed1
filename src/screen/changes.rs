//! What would have to change: the cheapest changes of answers that meet a route's requirements.

use super::engine::{Compiled, Engine, Impossible};
use super::given::{Given, Left};
use super::model::Model;
use crate::case::Case;
use crate::diagram::{Cell, Node, Paths, Price, Variable};
use crate::pack::fact::{Changeable, Domain};
use crate::pack::formula::FactIndex;
use crate::pack::map::Map;
use crate::pack::set::Set;

/// Alternatives that are offered.
const ALTERNATIVES: usize = 3;
/// Combinations of cells that are tried when a range is widened.
const COMBINATIONS: usize = 256;

/// One way to meet the requirements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The sum of the facts' costs.
    pub cost: u32,
    /// What to change, by fact.
    pub facts: Vec<(FactIndex, Target)>,
}

/// What a fact would have to become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A number, date or yes/no between these, in steps, days, or 1 for yes; both included.
    Range(i64, i64),
    /// An option.
    Option(usize),
    /// A set with these elements added and those removed.
    Elements {
        /// To add.
        add: Vec<usize>,
        /// To remove.
        remove: Vec<usize>,
    },
}

/// The cells that a changed fact takes: a range of one variable, or one cell each of several.
type Taken = Vec<(Variable, Cell, Cell)>;

impl Engine {
    /// The cheapest changes that meet a route's requirements: up to three, the cheapest first,
    /// none of whose facts contain those of another. Empty where nothing need change, or where
    /// no change of what can be changed would do.
    pub(super) fn changes(&self, compiled: &Compiled, case: &Case) -> Vec<Change> {
        // What a change would break elsewhere must be weighed with it.
        let tied = self.constraints.touching(&compiled.facts);
        let wider = (tied != compiled.constraints)
            .then(|| self.described(compiled.formula.clone(), tied, None));
        let compiled = match &wider {
            Some(wider)
                if wider
                    .facts
                    .iter()
                    .any(|fact| self.is_elsewhere(*fact, compiled, case)) =>
            {
                wider
            }
            _ => compiled,
        };
        let Ok(given) = self.loosely_given(compiled, case, &[]) else {
            return Vec::new();
        };
        let linears = compiled
            .linears
            .iter()
            .map(|index| &self.model.linears()[*index].0);
        let mut terms = linears.flat_map(|linear| &linear.terms);
        // Where an answer stands in a compared sum, the others' limits depend on it.
        let own = if compiled.node.is_none() || terms.any(|(fact, _)| given.answered[*fact]) {
            self.own_model(compiled, &given, true)
        } else {
            None
        };
        let (model, root) = match (&own, compiled.node) {
            (Some((model, root)), _) => (model, *root),
            (None, Some(root)) => (&self.model, root),
            (None, None) => return Vec::new(),
        };
        let search = Search {
            engine: self,
            compiled,
            case,
            given: &given,
            model,
            root,
        };
        search.alternatives()
    }

    /// Whether a fact that a route does not look at is answered.
    fn is_elsewhere(&self, fact: FactIndex, compiled: &Compiled, case: &Case) -> bool {
        !compiled.facts.contains(&fact) && case.answer(&self.pack.facts[fact].id).is_some()
    }

    /// What the answers leave, narrowed only by constraints that the function itself knows
    /// nothing of: the others are weighed together with what changes.
    fn loosely_given(
        &self,
        compiled: &Compiled,
        case: &Case,
        dropped: &[FactIndex],
    ) -> Result<Given, Impossible> {
        let mut given = Given::of(&self.pack, case, dropped).map_err(|_| Impossible)?;
        if self
            .constraints
            .narrow_but(&compiled.constraints, &mut given)
        {
            Ok(given)
        } else {
            Err(Impossible)
        }
    }
}

struct Search<'a> {
    engine: &'a Engine,
    compiled: &'a Compiled,
    case: &'a Case,
    given: &'a Given,
    model: &'a Model,
    root: Node,
}

impl Search<'_> {
    fn alternatives(&self) -> Vec<Change> {
        let prices = self.prices();
        let mut found: Vec<Change> = Vec::new();
        // Each set of facts that must stay as they are is a search of its own. The cheapest way
        // of all that are open is the next best, as keeping facts only makes ways dearer.
        let mut open = Map::EMPTY;
        self.open(Set::EMPTY, &prices, &mut open);
        while let Some(((cost, kept), way)) = open.pop_first() {
            let facts: Set<FactIndex> = way
                .iter()
                .filter_map(|(variable, _)| self.model.fact_of(*variable))
                .collect();
            if facts.is_empty() {
                return Vec::new();
            }
            let contains = |one: &Change| one.facts.iter().all(|(fact, _)| facts.contains(fact));
            if !found.iter().any(contains)
                && let Some(facts) = self.targets(&way)
            {
                found.push(Change { cost, facts });
                if found.len() == ALTERNATIVES {
                    break;
                }
            }
            for fact in facts {
                let mut more = kept.clone();
                more.insert(fact);
                self.open(more, &prices, &mut open);
            }
        }
        found
    }

    #[allow(clippy::type_complexity)]
    fn open(
        &self,
        kept: Set<FactIndex>,
        prices: &[Price],
        open: &mut Map<(u32, Set<FactIndex>), Vec<(Variable, Cell)>>,
    ) {
        let mut prices = prices.to_vec();
        for price in &mut prices {
            if let Price::Change { reach, group, .. } = price
                && kept.contains(group)
            {
                *reach = None;
            }
        }
        if let Some((cost, way)) = Paths::new(&self.model.diagram, &prices).cheapest(self.root) {
            open.insert((cost, kept), way);
        }
    }

    fn prices(&self) -> Vec<Price> {
        let cells = self.model.cells(self.given);
        let mut prices = vec![Price::Free; cells.len()];
        for (fact, definition) in self.engine.pack.facts.iter().enumerate() {
            let variables = self.model.variables_of(fact);
            // In a large pack most facts are none of this route's.
            if variables.is_empty() || !self.compiled.facts.contains(&fact) {
                continue;
            }
            let changeable = self.given.answered[fact] && definition.changeable != Changeable::No;
            let reach = changeable.then(|| self.model.cells(&self.without(&[fact])));
            for variable in variables {
                let at = usize::from(variable);
                prices[at] = Price::Change {
                    given: cells[at],
                    reach: reach.as_ref().map(|reach| reach[at]),
                    cost: definition.cost,
                    group: fact,
                };
            }
        }
        for (linear, variable) in self.model.linears() {
            if linear
                .terms
                .iter()
                .all(|(fact, _)| self.given.answered[*fact])
            {
                prices[usize::from(*variable)] = Price::Any;
            }
        }
        prices
    }

    /// What the answers leave when those to some facts are others.
    fn without(&self, facts: &[FactIndex]) -> Given {
        let derivations = self.engine.pack.derivations().iter();
        let sources = derivations
            .filter(|one| facts.contains(&one.fact))
            .map(|one| one.from);
        let dropped: Vec<FactIndex> = facts.iter().copied().chain(sources).collect();
        match self
            .engine
            .loosely_given(self.compiled, self.case, &dropped)
        {
            Ok(given) => given,
            Err(Impossible) => Given::nothing(&self.engine.pack),
        }
    }

    /// What each changed fact would have to become: a range as wide as all of it does.
    fn targets(&self, way: &[(Variable, Cell)]) -> Option<Vec<(FactIndex, Target)>> {
        let mut taken: Map<FactIndex, Taken> = Map::EMPTY;
        for (variable, cell) in way {
            let fact = self.model.fact_of(*variable)?;
            taken.or_default(fact).push((*variable, *cell, *cell));
        }
        if !self.works(&taken) {
            return None;
        }
        let facts: Vec<FactIndex> = taken.keys().copied().collect();
        for fact in facts {
            if matches!(
                self.engine.pack.facts[fact].domain,
                Domain::Number(_) | Domain::Date
            ) {
                self.widen(fact, &mut taken);
            }
        }
        taken
            .iter()
            .map(|(fact, taken)| Some((*fact, self.target(*fact, taken)?)))
            .collect()
    }

    fn widen(&self, fact: FactIndex, taken: &mut Map<FactIndex, Taken>) {
        let Some(&[(variable, first, last)]) = taken.get(&fact).map(Vec::as_slice) else {
            return;
        };
        let reach = self.model.cells(&self.without(&[fact]))[usize::from(variable)];
        let (mut first, mut last) = (first, last);
        let mut try_cell = |cell: Cell| {
            taken.insert(fact, vec![(variable, cell, cell)]);
            self.works(taken)
        };
        while first > reach.0 && try_cell(first - 1) {
            first -= 1;
        }
        while last < reach.1 && try_cell(last + 1) {
            last += 1;
        }
        taken.insert(fact, vec![(variable, first, last)]);
    }

    /// Whether every combination of cells meets the requirements: certainly where all that
    /// matters is answered, possibly where something is not.
    fn works(&self, taken: &Map<FactIndex, Taken>) -> bool {
        let cells = taken
            .values()
            .flatten()
            .map(|(_, first, last)| usize::from(last - first) + 1);
        let combinations: usize = cells.product();
        if combinations > COMBINATIONS {
            return false;
        }
        let mut all = vec![Map::EMPTY];
        for (fact, taken) in taken.iter() {
            let &[(variable, first, last)] = taken.as_slice() else {
                for one in &mut all {
                    one.insert(*fact, taken.clone());
                }
                continue;
            };
            all = all
                .into_iter()
                .flat_map(|one| {
                    (first..=last).map(move |cell| {
                        let mut one = one.clone();
                        one.insert(*fact, vec![(variable, cell, cell)]);
                        one
                    })
                })
                .collect();
        }
        all.iter().all(|one| self.one_works(one))
    }

    fn one_works(&self, taken: &Map<FactIndex, Taken>) -> bool {
        let facts: Vec<FactIndex> = taken.keys().copied().collect();
        let mut given = self.without(&facts);
        for (fact, taken) in taken.iter() {
            match self.left(*fact, taken) {
                Some(left) => given.left[*fact] = left,
                None => return false,
            }
            given.answered[*fact] = true;
        }
        if !self.engine.constraints.narrow(&mut given) {
            return false;
        }
        let outcomes = self.engine.view(self.compiled, &given).outcomes();
        // A changed number is of our choosing; of a changed set some elements may be unknown.
        let settled = |fact: &FactIndex| {
            let definition = &self.engine.pack.facts[*fact];
            let chosen = taken.contains_key(fact) && !matches!(definition.domain, Domain::Set(_));
            chosen || given.is_settled(*fact, definition)
        };
        let certain = self.compiled.facts.iter().all(settled);
        outcomes.can_be_true() && !(certain && outcomes.can_be_false())
    }

    /// What is left of a fact that takes these cells.
    fn left(&self, fact: FactIndex, taken: &Taken) -> Option<Left> {
        Some(match self.target(fact, taken)? {
            Target::Range(low, high) => Left::Range(low, high),
            Target::Option(option) => Left::Option(option),
            Target::Elements { add, remove } => {
                let Left::Set { has, lacks } = &self.given.left[fact] else {
                    return None;
                };
                let has = has
                    .iter()
                    .filter(|i| !remove.contains(i))
                    .chain(&add)
                    .copied();
                let lacks = lacks.as_ref().map(|lacks| {
                    lacks
                        .iter()
                        .filter(|i| !add.contains(i))
                        .chain(&remove)
                        .copied()
                        .collect()
                });
                Left::Set {
                    has: has.collect(),
                    lacks,
                }
            }
        })
    }

    fn target(&self, fact: FactIndex, taken: &Taken) -> Option<Target> {
        let (variable, first, last) = *taken.first()?;
        match &self.engine.pack.facts[fact].domain {
            Domain::Bool | Domain::Number(_) | Domain::Date => {
                let (low, _) = self.model.bounds(variable, first)?;
                let (_, high) = self.model.bounds(variable, last)?;
                Some(Target::Range(low, high))
            }
            Domain::Choice(_) => self.model.option_in(variable, first).map(Target::Option),
            Domain::Set(_) => {
                let Left::Set { has, lacks } = &self.given.left[fact] else {
                    return None;
                };
                let (mut add, mut remove) = (Set::EMPTY, Set::EMPTY);
                for (variable, cell, _) in taken {
                    let (low, high) = self.model.bounds(*variable, *cell)?;
                    let members = self.model.members(*variable);
                    let chosen: Vec<usize> = members
                        .iter()
                        .filter(|i| has.contains(i))
                        .copied()
                        .collect();
                    let (low, high) = (usize::try_from(low).ok()?, usize::try_from(high).ok()?);
                    // Elements of which nothing is known come before those that are ruled out.
                    let (out, free): (Vec<usize>, Vec<usize>) = members
                        .iter()
                        .filter(|i| !has.contains(i))
                        .partition(|i| lacks.as_ref().is_none_or(|lacks| lacks.contains(i)));
                    let wanted = low.saturating_sub(chosen.len());
                    add.extend(free.iter().chain(&out).take(wanted).copied());
                    if chosen.len() + free.len() > high {
                        remove.extend(free.iter().skip(wanted).copied());
                        remove.extend(chosen.iter().skip(high).copied());
                    }
                }
                Some(Target::Elements {
                    add: add.into(),
                    remove: remove.into(),
                })
            }
        }
    }
}
