//! One function under given answers: in the pack's diagram where its cells tell enough, else in
//! a small one of its own, cut where the answers cut.

use super::engine::{Compiled, Engine, ROUTE_BUDGET, guarded};
use super::given::{Given, Left};
use super::interpret;
use super::model::Model;
use crate::diagram::{Cells, Diagram, Few, Marks, Node, Outcomes};
use crate::pack::formula::{Atom, FactIndex, Formula, Linear};
use crate::pack::map::Map;
use crate::pack::set::Set;
use rustc_hash::FxHashMap;

/// A function under given answers.
pub(super) enum View<'a> {
    /// In the pack's diagram.
    Shared(&'a Model, Node, Cells),
    /// In a diagram of its own: answers to facts whose sum is compared cut their domains anew.
    Own(Box<(Model, Node, Cells)>),
    /// Over budget: what the plain interpreter says.
    Interpreted(Outcomes),
}

impl Engine {
    /// A function under given answers.
    pub(super) fn view<'a>(&'a self, compiled: &Compiled, given: &Given) -> View<'a> {
        let Some(node) = compiled.node else {
            return View::Interpreted(interpret::outcomes(&compiled.formula, given));
        };
        let mut linears = compiled
            .linears
            .iter()
            .map(|index| &self.model.linears()[*index].0);
        if !linears.any(|linear| self.cuts_anew(linear, given)) {
            return View::Shared(&self.model, node, self.model.cells(given));
        }
        match self.own_model(compiled, given, false) {
            Some((model, node)) => {
                let cells = model.cells(given);
                View::Own(Box::new((model, node, cells)))
            }
            None => View::Interpreted(interpret::outcomes(&compiled.formula, given)),
        }
    }

    /// Whether answers cut the domains of a compared sum that they do not settle.
    pub(super) fn cuts_anew(&self, linear: &Linear, given: &Given) -> bool {
        let mut terms = linear.terms.iter();
        given.settles(linear).is_none() && terms.any(|(fact, _)| self.is_narrower(*fact, given))
    }

    /// A function in a diagram of its own, cut where the answers cut; where they may change,
    /// also at the ends of what they may become. None if that is over budget.
    pub(super) fn own_model(
        &self,
        compiled: &Compiled,
        given: &Given,
        may_change: bool,
    ) -> Option<(Model, Node)> {
        let constraints = compiled
            .constraints
            .iter()
            .map(|i| self.constraints.formula(*i));
        let formulas: Vec<_> = std::iter::once(&compiled.formula)
            .chain(constraints)
            .collect();
        let mut ends = vec![given];
        let nothing = Given::nothing(&self.pack);
        if may_change {
            ends.push(&nothing);
        }
        let cuts = cuts(&formulas, &ends);
        let mut model = Model::new(&self.pack.facts, &formulas, &cuts, ROUTE_BUDGET);
        let node = guarded(
            &mut model,
            &self.constraints,
            &compiled.formula,
            &compiled.constraints,
        )?;
        Some((model, node))
    }

    fn is_narrower(&self, fact: FactIndex, given: &Given) -> bool {
        given.left[fact] != Left::all(&self.pack.facts[fact])
    }
}

/// Where answers cut the domains of facts whose sum is compared: at their own ends, and where the
/// sum meets its bound when the other facts are at theirs.
fn cuts(formulas: &[&Formula], ends: &[&Given]) -> Map<FactIndex, Set<i64>> {
    // Those of the formulas and not those of the pack's model, which has none of a formula that is
    // only supposed.
    let mut linears: Vec<&Linear> = Vec::new();
    for formula in formulas {
        formula.each_atom(&mut |atom| {
            if let Atom::Linear(linear) = atom {
                linears.push(linear);
            }
        });
    }
    let mut cuts: Map<FactIndex, Set<i64>> = Map::EMPTY;
    for (fact, _) in linears.iter().flat_map(|linear| &linear.terms) {
        for given in ends {
            if let Left::Range(low, high) = given.left[*fact] {
                let after = |end: i64| end.saturating_add(1);
                cuts.or_default(*fact)
                    .extend([low, after(low), high, after(high)]);
            }
        }
    }
    for linear in linears {
        for (fact, weight) in &linear.terms {
            let others: Vec<_> = linear
                .terms
                .iter()
                .filter(|(other, _)| other != fact)
                .copied()
                .collect();
            let rests = ends.iter().map(|given| given.sum(&others));
            for rest in rests.flat_map(|(least, most)| [least, most]) {
                let cut = turn(*weight, linear.bound - rest);
                cuts.or_default(*fact).extend(i64::try_from(cut));
            }
        }
    }
    cuts
}

/// Where `weight * x >= bound` turns from one answer to the other: the first x with the second.
pub(super) fn turn(weight: i128, bound: i128) -> i128 {
    if weight > 0 {
        -(-bound).div_euclid(weight)
    } else {
        (-bound).div_euclid(-weight) + 1
    }
}

impl View<'_> {
    /// Whether it is exact.
    pub(super) fn is_exact(&self) -> bool {
        !matches!(self, View::Interpreted(_))
    }

    fn parts(&self) -> Option<(&Model, Node, &Cells)> {
        match self {
            View::Shared(model, node, cells) => Some((model, *node, cells)),
            View::Own(own) => Some((&own.0, own.1, &own.2)),
            View::Interpreted(_) => None,
        }
    }

    /// What can still come out.
    pub(super) fn outcomes(&self) -> Outcomes {
        match (self, self.parts()) {
            (_, Some((model, node, cells))) => {
                model.diagram.outcomes(node, cells, &mut Few::default())
            }
            (View::Interpreted(outcomes), _) => *outcomes,
            _ => Outcomes::default(),
        }
    }

    /// The facts whose answer can still change what comes out: a set of facts that settles it
    /// whatever the answers, none of which can be left out. Those that were asked `in_vain` are in
    /// it only where the others cannot settle it.
    pub(super) fn missing(&self, given: &Given, in_vain: &Set<FactIndex>) -> Vec<FactIndex> {
        let Some((model, root, cells)) = self.parts() else {
            return Vec::new();
        };
        let mut left = Diagram::default();
        let mut root = model
            .diagram
            .restrict(root, cells, &mut FxHashMap::default(), &mut left);
        let mut marks = Marks::default();
        let support = left.support(root, &mut marks);
        let mut needed = Set::EMPTY;
        // What the cells leave open of a compared sum is no question of its own. Where it
        // matters, the facts of the sum do.
        for (linear, variable) in model.linears() {
            if support.contains(variable) {
                let merged = left.forget(root, *variable);
                if left.is_torn(merged, &mut marks) {
                    let facts = linear.terms.iter().map(|(fact, _)| *fact);
                    needed.extend(facts.filter(|fact| !given.is_exact(*fact)));
                } else {
                    root = merged;
                }
            }
        }
        // Constraints tie facts together: one can be left out if the others settle it. Without
        // constraints that is only so for facts that the function does not depend on.
        let facts: Set<FactIndex> = support
            .iter()
            .filter_map(|variable| model.fact_of(*variable))
            .collect();
        let (vain, others): (Vec<FactIndex>, Vec<FactIndex>) =
            facts.iter().rev().partition(|fact| in_vain.contains(*fact));
        for fact in vain.iter().chain(&others) {
            let variables = model.variables_of(*fact);
            let merged = variables
                .iter()
                .fold(root, |node, variable| left.forget(node, *variable));
            if merged == root {
                continue;
            } else if left.is_torn(merged, &mut marks) {
                needed.insert(*fact);
            } else {
                root = merged;
            }
        }
        needed.into()
    }
}
