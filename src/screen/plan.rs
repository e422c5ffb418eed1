//! What to ask next: the fact whose answer leaves least to be asked, over the programmes in
//! scope.

use super::call::CallState;
use super::engine::{Engine, facts_of};
use super::given::Given;
use super::model::Model;
use super::rank::serves;
use super::result::{ProgrammeResult, RouteResult, Screening, Verdict};
#[cfg(not(target_arch = "wasm32"))]
use super::verdict::best_of;
use super::view::View;
use super::worth::{Estimator, Item, Worth};
use crate::case::{Answer, Case};
use crate::diagram::Variable;
#[cfg(not(target_arch = "wasm32"))]
use crate::pack::error::PackError;
use crate::pack::formula::FactIndex;
use crate::pack::map::Map;
use crate::pack::programme::RouteKind;
use crate::pack::set::Set;
use crate::pack::worth::Asked;
#[cfg(not(target_arch = "wasm32"))]
use crate::pack::worth::WorthAtFirst;
use std::rc::Rc;

/// How much more a question of the topic at hand is worth than one of another: leaving a topic
/// costs whoever answers some thought.
const STAY: f64 = 1.4;

const MILLION: f64 = 1e6;

/// Which programmes are asked for. Those that are over never are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those that serve the goals of the case; all where it names none.
    Goals,
    /// All.
    All,
}

impl Scope {
    /// Whether a programme is asked for.
    pub fn has(self, engine: &Engine, case: &Case, result: &ProgrammeResult) -> bool {
        let programme = &engine.pack.programmes[result.programme];
        let wanted = self == Scope::All || serves(programme, case);
        wanted && result.call.state != CallState::Ended
    }
}

/// A question worth asking.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Question {
    /// What is asked.
    pub fact: FactIndex,
    /// How many programmes its answer decides, to be expected by the priors.
    pub decides: f64,
    /// How many programmes one of its answers can decide.
    pub settles: usize,
    score: f64,
}

/// The questions that still matter in a scope, the best first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The questions.
    pub questions: Vec<Question>,
}

impl Plan {
    /// Puts what routes miss into this order; facts out of scope come last, as they are.
    fn sort(&self, screening: &mut Screening) {
        let programmes = screening.programmes.iter_mut();
        for route in programmes.flat_map(|one| &mut one.routes) {
            let planned = self.questions.iter().map(|question| question.fact);
            let mut sorted: Vec<FactIndex> = planned
                .filter(|fact| route.missing.contains(fact))
                .collect();
            route.missing.retain(|fact| !sorted.contains(fact));
            sorted.append(&mut route.missing);
            route.missing = sorted;
        }
    }
}

/// Plans questions for one engine; remembers what it found, so that one answer more is quick.
#[derive(Debug)]
pub struct Planner {
    shared: Estimator,
    /// The answers of the last plan.
    case: Case,
    /// By programme: what asking is worth to it after those answers, and in which edition.
    known: Vec<Option<(usize, Vec<Asked>)>>,
}

/// The routes of an edition as they stand.
struct Subject<'a> {
    programme: usize,
    edition: usize,
    verdict: Verdict,
    routes: &'a [RouteResult],
}

impl Planner {
    /// A planner for an engine.
    pub fn new(engine: &Engine) -> Planner {
        Planner {
            shared: estimator(engine, &engine.model),
            case: Case::default(),
            known: vec![None; engine.pack.programmes.len()],
        }
    }

    /// What each question is worth to every edition before anything is answered.
    ///
    /// # Errors
    /// Constraints that no answers can meet.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn worth_at_first(engine: &Engine) -> Result<WorthAtFirst, PackError> {
        let case = Case::default();
        let given = engine.given(&case)?;
        let mut planner = Planner::new(engine);
        let programmes = engine.pack.programmes.iter().enumerate();
        let of_programme = programmes.map(|(programme, one)| {
            let editions = one.editions.iter().enumerate();
            let of_edition = editions.map(|(edition, one)| {
                let routes = engine.screen_routes(programme, edition, &case, &given);
                let (verdict, _) = best_of(&one.routes, |route| routes[route].verdict);
                let subject = Subject {
                    programme,
                    edition,
                    verdict,
                    routes: &routes,
                };
                planner.ask(engine, &case, &given, &subject)
            });
            of_edition.collect()
        });
        Ok(of_programme.collect())
    }

    /// The questions that still matter to the programmes in scope, the best first. Those of
    /// `topic`, where the user is, come first unless others are worth clearly more.
    ///
    /// The screening is that of the case; what its routes miss is put into the same order.
    pub fn plan(
        &mut self,
        engine: &Engine,
        case: &Case,
        screening: &mut Screening,
        scope: Scope,
        topic: Option<&str>,
    ) -> Plan {
        let Ok(given) = engine.given(case) else {
            return Plan::default();
        };
        let changed = engine.changed(&self.case, case);
        for (index, known) in self.known.iter_mut().enumerate() {
            if changed.bears_on(index) {
                *known = None;
            }
        }
        self.case = case.clone();
        let nothing = Case::default();
        let answered = engine.changed(&nothing, case);
        let mut found: Map<FactIndex, Question> = Map::default();
        let in_scope = |one: &&ProgrammeResult| scope.has(engine, case, one);
        for result in screening.programmes.iter().filter(in_scope) {
            let at_first = engine.pack.worth.get(result.programme);
            let at_first = at_first.filter(|_| !answered.bears_on(result.programme));
            let worth: &[Asked] = match at_first {
                Some(editions) => &editions[result.edition],
                None => self.programme(engine, case, &given, result),
            };
            for asked in worth {
                let question = found.or_default(asked.fact);
                question.fact = asked.fact;
                question.decides += f64::from(asked.decides) / MILLION;
                question.settles += usize::from(asked.decides > 0);
                question.score += weight(result) * f64::from(asked.gain) / MILLION;
            }
        }
        let mut questions: Vec<Question> = Vec::new();
        for mut question in found.values().copied() {
            let fact = &engine.pack.facts[question.fact];
            question.score /= f64::from(fact.effort);
            if topic == Some(&fact.topic) {
                question.score *= STAY;
            }
            // Of equals the one that the pack asks first stays first.
            let better = |other: &Question| other.score >= question.score;
            questions.insert(questions.partition_point(better), question);
        }
        let plan = Plan { questions };
        plan.sort(screening);
        plan
    }

    /// What each question is worth to a programme.
    fn programme(
        &mut self,
        engine: &Engine,
        case: &Case,
        given: &Given,
        result: &ProgrammeResult,
    ) -> &[Asked] {
        let known = self.known[result.programme].take();
        let known = known.filter(|(edition, _)| *edition == result.edition);
        let asked = match known {
            Some((_, asked)) => asked,
            None => {
                let subject = Subject {
                    programme: result.programme,
                    edition: result.edition,
                    verdict: result.verdict,
                    routes: &result.routes,
                };
                self.ask(engine, case, given, &subject)
            }
        };
        let (_, asked) = self.known[result.programme].insert((result.edition, asked));
        asked
    }

    fn ask(
        &mut self,
        engine: &Engine,
        case: &Case,
        given: &Given,
        subject: &Subject,
    ) -> Vec<Asked> {
        let mut sums: Map<FactIndex, Sum> = Map::default();
        let open = open_routes(engine, subject);
        for route in &open {
            let compiled = &engine.routes[subject.programme][subject.edition][*route];
            let view = engine.view(&compiled.requirements, given);
            let worth = self.route(engine, case, &view);
            for fact in &subject.routes[*route].missing {
                let asked = engine.asked_through(case, *fact);
                if case.answer(&engine.pack.facts[asked].id) == Some(&Answer::Unknown) {
                    continue;
                }
                let one = worth.iter().find(|one| one.item == *fact);
                sums.or_default(asked).add(one);
            }
        }
        let asked = sums.iter().map(|(fact, sum)| Asked {
            fact: *fact,
            decides: millionths(sum.decides(open.len())),
            gain: millionths(sum.gain / open.len() as f64),
        });
        asked.collect()
    }

    /// What each fact is worth to a route; nothing is known where it has no diagram.
    fn route(&mut self, engine: &Engine, case: &Case, view: &View) -> Rc<[Worth]> {
        match view {
            View::Shared(model, root, cells) => {
                let merged = in_vain(engine, case, model);
                self.shared.worth(&model.diagram, *root, cells, &merged)
            }
            View::Own(own) => {
                let (model, root, cells) = &**own;
                let merged = in_vain(engine, case, model);
                estimator(engine, model).worth(&model.diagram, *root, cells, &merged)
            }
            View::Interpreted(_) => [].into(),
        }
    }
}

/// What a fact is worth to a programme, over its open routes.
#[derive(Default)]
struct Sum {
    gain: f64,
    /// Routes that it bears on.
    routes: usize,
    least: Option<f64>,
    holds: f64,
}

impl Sum {
    fn add(&mut self, worth: Option<&Worth>) {
        let Some(worth) = worth else { return };
        self.gain += worth.gain;
        self.routes += 1;
        self.least = Some(
            self.least
                .map_or(worth.settles, |least| least.min(worth.settles)),
        );
        self.holds = self.holds.max(worth.holds);
    }

    /// How likely an answer decides the programme: a route that holds does, or all of them
    /// settled.
    fn decides(&self, routes: usize) -> f64 {
        let all = self.least.filter(|_| self.routes == routes);
        self.holds.max(all.unwrap_or(0.0))
    }
}

/// The routes whose verdict is to be decided: those that the programme's verdict waits for.
fn open_routes(engine: &Engine, subject: &Subject) -> Vec<usize> {
    let edition = &engine.pack.programmes[subject.programme].editions[subject.edition];
    let wanted = match subject.verdict {
        Verdict::Open => Some(false),
        Verdict::Through => Some(true),
        Verdict::Eligible | Verdict::Confirm | Verdict::Ineligible => None,
    };
    let is_open = |(_, one): &(usize, &RouteResult)| one.verdict == Verdict::Open;
    let routes = subject.routes.iter().enumerate().filter(is_open);
    let kind = |index: usize| edition.routes[index].kind == RouteKind::Through;
    routes
        .map(|(index, _)| index)
        .filter(|index| wanted == Some(kind(*index)))
        .collect()
}

/// A share in millionths. What is above 0 stays so: it can happen.
fn millionths(share: f64) -> u32 {
    // A number of float goes to the nearest of the type: what is below 0 to 0.
    let rounded = (share * MILLION).round() as u32;
    rounded.max(u32::from(share > 0.0))
}

/// Programmes that can be applied for now count twice.
fn weight(result: &ProgrammeResult) -> f64 {
    match result.call.state {
        CallState::Open | CallState::OpensOn => 2.0,
        _ => 1.0,
    }
}

impl Engine {
    /// The facts to ask for so that nothing is open of some programmes, whatever the answers: all
    /// that their criteria and terms look at.
    pub fn asked<'a>(
        &self,
        case: &Case,
        programmes: impl Iterator<Item = &'a ProgrammeResult>,
    ) -> Set<FactIndex> {
        // Contacts depend on the place, even where no programme does.
        let place = self.pack.derivations().iter().map(|one| one.from);
        let mut asked: Set<FactIndex> = place.collect();
        for result in programmes {
            let (programme, edition) = (result.programme, result.edition);
            let mut facts = self.facts_of_terms(programme, edition);
            let routes = self.routes[programme][edition].iter();
            for criterion in routes.flat_map(|route| route.criteria.iter().flatten()) {
                facts.extend(facts_of(&criterion.formula));
            }
            asked.extend(facts.iter().map(|fact| self.asked_through(case, *fact)));
        }
        asked
    }

    /// The fact to ask for instead of one that follows from it, unless that is not known.
    pub fn asked_through(&self, case: &Case, fact: FactIndex) -> FactIndex {
        let mut derivations = self.pack.derivations().iter();
        match derivations.find(|one| one.fact == fact) {
            Some(one) if case.answer(&self.pack.facts[one.from].id) != Some(&Answer::Unknown) => {
                one.from
            }
            _ => fact,
        }
    }
}

/// What can be asked: each fact with its variables, and after them what comparisons of sums
/// leave open.
fn estimator(engine: &Engine, model: &Model) -> Estimator {
    let facts = engine
        .pack
        .facts
        .iter()
        .enumerate()
        .map(|(index, fact)| Item {
            variables: model.variables_of(index),
            effort: fact.effort.into(),
        });
    let sums = model.linears().iter().map(|(_, variable)| Item {
        variables: vec![*variable],
        effort: 1.0,
    });
    let items = facts.chain(sums).collect();
    Estimator::new(items, model.weights(&engine.pack))
}

/// The variables of facts that were asked and are not known.
fn in_vain(engine: &Engine, case: &Case, model: &Model) -> Vec<Variable> {
    let facts = case.unknown(&engine.pack);
    facts.flat_map(|fact| model.variables_of(fact)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_happen_is_never_nothing() {
        let shares = [0.0, 1e-12, 4e-7, 0.25, 1.0];
        assert_eq!(shares.map(millionths), [0, 1, 1, 250_000, 1_000_000]);
    }
}
