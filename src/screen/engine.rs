//! The engine: a pack compiled to diagrams, ready to screen any case as of any day.

use super::constraints::Constraints;
use super::given::Given;
use super::model::{CELLS, Model, VARIABLES};
use super::terms::Combination;
use crate::case::Case;
use crate::diagram::Node;
use crate::pack::Pack;
use crate::pack::error::{Fault, PackError, Place};
use crate::pack::formula::{Atom, FactIndex, Formula};
use crate::pack::map::Map;
use crate::pack::programme::{Criterion, Demand, Edition, Route};
use crate::pack::set::Set;

/// Nodes that one route may need before the plain interpreter answers for it.
pub const ROUTE_BUDGET: usize = 20_000;
/// Nodes that a pack may need.
pub const PACK_BUDGET: usize = 20_000_000;

/// A pack compiled to diagrams.
#[derive(Debug)]
pub struct Engine {
    /// The pack.
    pub pack: Pack,
    pub(super) model: Model,
    pub(super) constraints: Constraints,
    /// By programme, edition and route.
    pub(super) routes: Vec<Vec<Vec<CompiledRoute>>>,
    /// By programme and edition.
    pub(super) terms: Vec<Vec<Vec<Combination>>>,
    /// By contact: its condition.
    pub(super) contacts: Vec<Option<Compiled>>,
    /// The constraints that belong together, each group with its function.
    pub(super) worlds: Vec<Compiled>,
    /// By programme: the facts that bear on it.
    pub(super) reaches: Vec<Set<FactIndex>>,
}

/// A route's criteria as functions, in the order of the edition's and then its own.
#[derive(Debug)]
pub struct CompiledRoute {
    /// All requirements together.
    pub requirements: Compiled,
    /// Each criterion with a condition; none where it is to be attested.
    pub criteria: Vec<Option<Compiled>>,
}

/// A formula with the constraints that concern it, as a function.
#[derive(Debug)]
pub struct Compiled {
    pub(super) formula: Formula,
    pub(super) facts: Set<FactIndex>,
    pub(super) constraints: Vec<usize>,
    /// Comparisons of sums in the formula or its constraints, by index in the model.
    pub(super) linears: Vec<usize>,
    /// Over its budget there is none, and the interpreter answers.
    pub(super) node: Option<Node>,
}

impl Engine {
    /// Compiles a pack.
    ///
    /// # Errors
    /// A pack that needs more nodes than fit; the error names the programme.
    pub fn new(pack: Pack) -> Result<Engine, PackError> {
        Engine::within(PACK_BUDGET, pack)
    }

    /// Compiles a pack whose routes may need so many nodes.
    fn within(budget: usize, pack: Pack) -> Result<Engine, PackError> {
        let constraints = Constraints::new(&pack)?;
        let mut formulas = Vec::new();
        for programme in &pack.programmes {
            for edition in &programme.editions {
                let routes = edition.routes.iter().flat_map(|route| &route.criteria);
                for criterion in edition.criteria.iter().chain(routes) {
                    formulas.extend(settled(&pack, criterion)?);
                }
                let variants = edition.terms.values().flat_map(|variants| variants.iter());
                for condition in variants.filter_map(|term| term.when.as_ref()) {
                    formulas.push(pack.formula(condition)?);
                }
            }
        }
        for contact in &pack.contacts {
            if let Some(condition) = &contact.when {
                formulas.push(pack.formula(condition)?);
            }
        }
        let all: Vec<&Formula> = formulas
            .iter()
            .chain((0..constraints.len()).map(|index| constraints.formula(index)))
            .collect();
        let model = Model::new(&pack.facts, &all, &Map::EMPTY, budget);
        if !model.fits() {
            let expected = format!(
                "rules that tell at most {VARIABLES} facts, elements and sums apart, and at most {CELLS} values of each"
            );
            let found = "more".into();
            return Err(Fault::Unsuited { expected, found }.at(&Place::file("facts.json")));
        }
        let mut engine = Engine {
            pack,
            model,
            constraints,
            routes: Vec::new(),
            terms: Vec::new(),
            contacts: Vec::new(),
            worlds: Vec::new(),
            reaches: Vec::new(),
        };
        engine.compile_routes(budget)?;
        engine.compile_rest()?;
        engine.find_reaches();
        Ok(engine)
    }

    /// How many nodes the diagrams have together.
    pub fn node_count(&self) -> usize {
        self.model.diagram.len()
    }

    fn compile_routes(&mut self, budget: usize) -> Result<(), PackError> {
        let (mut all, mut terms) = (Vec::new(), Vec::new());
        for index in 0..self.pack.programmes.len() {
            // Taken out while they are compiled, which needs the rest of the pack.
            let editions = std::mem::take(&mut self.pack.programmes[index].editions);
            let (mut compiled, mut counted) = (Vec::new(), Vec::new());
            for edition in &editions {
                counted.push(self.compile_terms(edition)?);
                let routes = edition
                    .routes
                    .iter()
                    .map(|route| self.compile_route(edition, route));
                compiled.push(routes.collect::<Result<Vec<_>, _>>()?);
            }
            self.pack.programmes[index].editions = editions;
            all.push(compiled);
            terms.push(counted);
            if self.model.diagram.len() > budget {
                let file = self.pack.programmes[index].file();
                let expected = ["a pack of at most ", &budget.to_string(), " nodes"].concat();
                let found = "more with this programme".into();
                return Err(Fault::Unsuited { expected, found }.at(&Place::file(file)));
            }
        }
        self.routes = all;
        self.terms = terms;
        Ok(())
    }

    fn compile_route(
        &mut self,
        edition: &Edition,
        route: &Route,
    ) -> Result<CompiledRoute, PackError> {
        let (mut requirements, mut criteria) = (Vec::new(), Vec::new());
        for criterion in edition.criteria.iter().chain(&route.criteria) {
            let formula = settled(&self.pack, criterion)?;
            if matches!(criterion.demand, Demand::Requirement(_)) {
                requirements.extend(formula.clone());
            }
            criteria.push(formula.map(|formula| self.compile(formula)));
        }
        let requirements = self.compile(Formula::All(requirements));
        Ok(CompiledRoute {
            requirements,
            criteria,
        })
    }

    fn compile_rest(&mut self) -> Result<(), PackError> {
        for index in 0..self.pack.contacts.len() {
            let compiled = match &self.pack.contacts[index].when {
                Some(condition) => {
                    let formula = self.pack.formula(condition)?;
                    Some(self.compile(formula))
                }
                None => None,
            };
            self.contacts.push(compiled);
        }
        let mut left: Vec<usize> = (0..self.constraints.len()).collect();
        while let Some(&first) = left.first() {
            let mut group = self.constraints.touching(self.constraints.facts(first));
            // A constraint without facts touches nothing, not even itself.
            if !group.contains(&first) {
                group.push(first);
            }
            left.retain(|index| !group.contains(index));
            let parts = group
                .iter()
                .map(|index| self.constraints.formula(*index).clone());
            let formula = Formula::All(parts.collect());
            let world = self.compile_with(formula, Vec::new());
            self.worlds.push(world);
        }
        match self.given_without(&Case::default(), &[]) {
            Ok(_) => Ok(()),
            Err(Impossible) => {
                let expected = "constraints that can hold together".into();
                let found = "some that never do".into();
                let fault = Fault::Unsuited { expected, found };
                Err(fault.at(&Place::file("constraints.json")))
            }
        }
    }

    pub(super) fn compile(&mut self, formula: Formula) -> Compiled {
        let constraints = self.constraints.concerning(&facts_of(&formula));
        self.compile_with(formula, constraints)
    }

    fn compile_with(&mut self, formula: Formula, constraints: Vec<usize>) -> Compiled {
        self.model.diagram.allow(ROUTE_BUDGET);
        let node = guarded(&mut self.model, &self.constraints, &formula, &constraints);
        self.described(formula, constraints, node)
    }

    /// A formula with constraints, and what they look at.
    pub(super) fn described(
        &self,
        formula: Formula,
        constraints: Vec<usize>,
        node: Option<Node>,
    ) -> Compiled {
        let (mut facts, mut linears) = (Set::EMPTY, Set::EMPTY);
        let parts = constraints
            .iter()
            .map(|index| self.constraints.formula(*index));
        for part in std::iter::once(&formula).chain(parts) {
            facts.extend(facts_of(part));
            part.each_atom(&mut |atom| {
                let mut known = self.model.linears().iter();
                linears.extend(known.position(|(linear, _)| *atom == Atom::Linear(linear.clone())));
            });
        }
        Compiled {
            formula,
            facts,
            constraints,
            linears: linears.into(),
            node,
        }
    }

    /// What the answers leave, narrowed by the constraints.
    ///
    /// # Errors
    /// Answers that cannot all be true: the smallest set that contradicts itself.
    pub(super) fn given(&self, case: &Case) -> Result<Given, PackError> {
        match self.given_without(case, &[]) {
            Ok(given) => Ok(given),
            Err(_) => Err(self.contradiction(case)),
        }
    }

    /// What the answers leave when some facts' answers do not count.
    pub(super) fn given_without(
        &self,
        case: &Case,
        dropped: &[FactIndex],
    ) -> Result<Given, Impossible> {
        let mut given = Given::of(&self.pack, case, dropped).map_err(|_| Impossible)?;
        if !self.constraints.narrow(&mut given) {
            return Err(Impossible);
        }
        for world in &self.worlds {
            if (case.is_empty() || world.is_touched(&given))
                && !self.view(world, &given).outcomes().can_be_true()
            {
                return Err(Impossible);
            }
        }
        Ok(given)
    }

    fn contradiction(&self, case: &Case) -> PackError {
        let answered = case
            .answers()
            .filter_map(|(id, _)| self.pack.fact_index(id))
            .collect();
        let is_possible = |dropped: &[FactIndex]| self.given_without(case, dropped).is_ok();
        let stated = |dropped: &[FactIndex]| Given::of(&self.pack, case, dropped).ok();
        self.contradiction_of(answered, is_possible, stated)
            .at(&Place::file("answers"))
    }

    /// The smallest set of these answered facts that contradicts itself; `is_possible` says
    /// whether the answers can all be true when some do not count, `stated` what the others
    /// say by themselves, unless one of them follows otherwise from another.
    pub(super) fn contradiction_of(
        &self,
        answered: Vec<FactIndex>,
        mut is_possible: impl FnMut(&[FactIndex]) -> bool,
        stated: impl Fn(&[FactIndex]) -> Option<Given>,
    ) -> Fault {
        let mut dropped = Vec::new();
        for fact in answered.iter().rev() {
            dropped.push(*fact);
            if is_possible(&dropped) {
                dropped.pop();
            }
        }
        let kept = answered.iter().filter(|fact| !dropped.contains(fact));
        let kept: Vec<FactIndex> = kept.copied().collect();
        let broken = self
            .constraints
            .broken(&kept, stated(&dropped).as_ref())
            .map(|index| &self.pack.constraints[index]);
        let language = self.pack.head.languages.first();
        let because = broken
            .and_then(|constraint| constraint.text.get(language?))
            .map_or(String::new(), |text| [" (", &text.title, ")"].concat());
        let facts = kept
            .iter()
            .map(|fact| self.pack.facts[*fact].id.clone())
            .collect();
        Fault::Contradiction { facts, because }
    }
}

impl Compiled {
    /// Whether an answer touches it. Where none does, a group of constraints that can hold does.
    pub(super) fn is_touched(&self, given: &Given) -> bool {
        self.facts.iter().any(|fact| given.answered[*fact])
    }
}

/// No completion of the answers respects the constraints.
#[derive(Clone, Copy, Debug)]
pub(super) struct Impossible;

/// The function of a formula where its constraints hold, no outcome elsewhere; none if that is
/// over budget.
pub(super) fn guarded(
    model: &mut Model,
    constraints: &Constraints,
    formula: &Formula,
    concerning: &[usize],
) -> Option<Node> {
    let node = model.build(formula);
    let world = concerning.iter().fold(Node::TRUE, |world, index| {
        let constraint = model.build(constraints.formula(*index));
        model.diagram.and(world, constraint)
    });
    let node = model.diagram.guard(world, node);
    (!model.diagram.is_over()).then_some(node)
}

fn settled(pack: &Pack, criterion: &Criterion) -> Result<Option<Formula>, PackError> {
    criterion
        .demand
        .condition()
        .map(|condition| pack.formula(condition))
        .transpose()
}

/// The facts that a formula looks at.
pub(super) fn facts_of(formula: &Formula) -> Set<FactIndex> {
    let mut facts = Set::EMPTY;
    formula.each_atom(&mut |atom| atom.each_fact(|fact| facts.extend([fact])));
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Programmes `a` and `b`, each with a fact of its own that has to be true: a node each.
    fn pack() -> Pack {
        let fact = r#"{"id":"ID","topic":"t","type":"bool","changeable":"no","text":{}}"#;
        let programme = r#"{"id":"ID","owner":"c","goals":[],"text":{},"editions":[
            {"id":"e","valid":{"from":"2000-01-01"},"text":{},"routes":[
                {"id":"r","kind":"apply","text":{},"criteria":[
                    {"id":"r","kind":"requirement","when":{"fact":"ID","is":true},
                        "text":{},"sources":[]}]}]}]}"#;
        let both = |one: &str| ["a", "b"].map(|id| one.replace("ID", id)).join(",");
        let json = format!(
            r#"{{"pack":{{"id":"p","version":"1","format":1,"languages":[],
                "topics":[{{"id":"t","text":{{}}}}]}},"definitions":{{}},"sources":[],"texts":{{}},
                "tables":{{}},"contacts":[{{"id":"c","kind":"guidance","text":{{}}}}],
                "constraints":[],"facts":[{}],"programmes":[{}]}}"#,
            both(fact),
            both(programme)
        );
        Pack::open(&json, "").expect("a pack")
    }

    #[test]
    fn a_pack_over_its_budget_is_refused_and_the_programme_named() {
        let engine = Engine::within(2, pack()).expect("both programmes fit");
        assert_eq!(engine.node_count(), 2);
        for (budget, too_much) in [(1, "b"), (0, "a")] {
            let error = Engine::within(budget, pack()).expect_err("over the budget");
            let file = format!("programmes/{too_much}.json");
            assert_eq!(error.place.file, file, "{error}");
            let message = error.to_string();
            assert!(
                message.contains(&format!("at most {budget} nodes")),
                "{message}"
            );
        }
    }
}
