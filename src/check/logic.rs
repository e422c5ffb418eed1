//! What the rules mean, asked of the diagram: routes that nobody can meet, criteria that decide
//! nothing.
//!
//! A criterion *follows* from others where no company that respects the constraints meets them
//! and fails it. All this is certain where it is said; where a diagram goes over its budget,
//! nothing is said but that.

use super::rules::{self, PlacedCriterion};
use super::{Code, Finding, Subject};
use crate::pack::condition::Condition;
use crate::pack::error::Place;
use crate::pack::formula::Formula;
use crate::screen::{Company, Engine};

pub(super) fn findings(subject: &Subject) -> Vec<Finding> {
    let engine = subject.engine;
    let mut findings = empty(engine);
    for (p, programme) in engine.pack.programmes.iter().enumerate() {
        for (e, edition) in programme.editions.iter().enumerate() {
            let place = rules::edition(programme, e);
            let shared: Vec<_> = rules::criteria(&edition.criteria, &place).collect();
            let mut routes = Vec::new();
            for (r, route) in edition.routes.iter().enumerate() {
                let place = place.at("routes").at(r);
                if !engine.is_exact(p, e, r) {
                    findings.push(inexact(&route.id, &place));
                    continue;
                }
                let own = rules::criteria(&route.criteria, &place);
                let route = Way::new(engine, shared.iter().cloned().chain(own));
                match route.unmeetable(&place) {
                    Some(finding) => findings.push(finding),
                    None => routes.push(route),
                }
            }
            findings.extend(idle(&routes, shared.len()));
        }
    }
    findings
}

/// Lists without parts, which are always or never met.
fn empty(engine: &Engine) -> Vec<Finding> {
    let mut findings = Vec::new();
    for stated in rules::conditions(&engine.pack) {
        stated.each_part(&mut |part| {
            let (key, means) = match part.condition {
                Condition::All(parts) if parts.is_empty() => ("all", "always"),
                Condition::Any(parts) if parts.is_empty() => ("any", "never"),
                _ => return,
            };
            let message = format!("an empty {key} is {means} met: write what is meant");
            findings.push(Finding::new(Code::Empty, &part.place.at(key), message));
        });
    }
    findings
}

fn inexact(route: &str, place: &Place) -> Finding {
    let message = format!(
        "the diagram of route \"{route}\" goes over its budget of {} nodes: verdicts may stay open that could be given",
        crate::screen::ROUTE_BUDGET
    );
    Finding::new(Code::Inexact, place, message)
}

/// A route's criteria as formulas, those of the edition first.
struct Way<'a> {
    engine: &'a Engine,
    criteria: Vec<(PlacedCriterion<'a>, Option<Formula>)>,
}

impl<'a> Way<'a> {
    fn new(engine: &'a Engine, criteria: impl Iterator<Item = PlacedCriterion<'a>>) -> Way<'a> {
        let settled = criteria.map(|placed| {
            let formula = placed.formula(&engine.pack);
            (placed, formula)
        });
        Way {
            engine,
            criteria: settled.collect(),
        }
    }

    /// The requirements, by index, without one of them.
    fn requirements_but(&self, left_out: Option<usize>) -> Vec<usize> {
        let all = self.criteria.iter().enumerate();
        let wanted = all.filter(|(i, (placed, _))| Some(*i) != left_out && placed.is_requirement());
        wanted.map(|(i, _)| i).collect()
    }

    fn all(&self, criteria: &[usize]) -> Formula {
        let formulas = criteria.iter().map(|i| self.criteria[*i].1.clone());
        Formula::All(formulas.flatten().collect())
    }

    /// The fewest of some criteria that still cannot be met together with a formula.
    fn core(&self, criteria: Vec<usize>, with: &Formula) -> Vec<usize> {
        let mut core = criteria.clone();
        for criterion in criteria {
            let rest: Vec<usize> = core.iter().copied().filter(|i| *i != criterion).collect();
            let formula = Formula::All(vec![self.all(&rest), with.clone()]);
            if self.engine.is_impossible(&formula) {
                core = rest;
            }
        }
        core
    }

    fn names(&self, criteria: &[usize]) -> String {
        let names = criteria.iter().map(|i| self.criteria[*i].0.id());
        names.collect::<Vec<_>>().join(", ")
    }

    fn unmeetable(&self, place: &Place) -> Option<Finding> {
        let requirements = self.requirements_but(None);
        if !self.engine.is_impossible(&self.all(&requirements)) {
            return None;
        }
        let core = self.core(requirements, &Formula::TRUE);
        let names = self.names(&core);
        let Some((last, rest)) = core.split_last().filter(|(_, rest)| !rest.is_empty()) else {
            let message = format!("nobody can meet this route: nobody meets {names}");
            return Some(Finding::new(Code::Unmeetable, place, message));
        };
        let message = format!("nobody can meet this route: nobody meets all of {names}");
        let mut finding = Finding::new(Code::Unmeetable, place, message);
        if let Company::Somebody(case) = self.engine.company(&self.all(rest)) {
            let last = self.criteria[*last].0.id();
            finding.message += &format!("; the example meets all of them but {last}");
            finding.example = Some(case);
        }
        Some(finding)
    }

    /// Why a criterion decides nothing on this route, if so.
    fn idle(&self, index: usize) -> Option<(Code, String)> {
        let (placed, formula) = &self.criteria[index];
        let formula = formula.as_ref()?;
        let fails = Formula::Not(Box::new(formula.clone()));
        if self.engine.is_impossible(&fails) {
            return Some((Code::Idle, "everybody meets it".into()));
        }
        let others = self.requirements_but(Some(index));
        let with_others = |one: &Formula| Formula::All(vec![self.all(&others), one.clone()]);
        let follows = self.engine.is_impossible(&with_others(&fails));
        if placed.is_requirement() {
            return follows.then(|| {
                let core = self.names(&self.core(others, &fails));
                (Code::Implied, format!("it follows from {core}"))
            });
        }
        if follows {
            let core = self.names(&self.core(others, &fails));
            let why = format!("whoever meets the requirements ({core}) meets it");
            Some((Code::Idle, why))
        } else if self.engine.is_impossible(&with_others(formula)) {
            let core = self.names(&self.core(others, formula));
            let why = format!("nobody who meets the requirements ({core}) meets it");
            Some((Code::Idle, why))
        } else {
            None
        }
    }
}

/// Criteria that decide nothing: one of the edition on none of its routes, one of a route on it.
fn idle(routes: &[Way], shared: usize) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut say = |placed: &PlacedCriterion, (code, why): (Code, String)| {
        let message = format!("{} decides nothing: {why}", placed.id());
        findings.push(Finding::new(code, &placed.place, message));
    };
    for index in 0..shared {
        let whys: Option<Vec<_>> = routes.iter().map(|route| route.idle(index)).collect();
        if let Some(why) = whys.and_then(|whys| whys.into_iter().next()) {
            say(&routes[0].criteria[index].0, why);
        }
    }
    for route in routes {
        for (index, (placed, _)) in route.criteria.iter().enumerate().skip(shared) {
            if let Some(why) = route.idle(index) {
                say(placed, why);
            }
        }
    }
    findings
}
