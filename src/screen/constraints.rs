//! What holds in the world: completions of the answers that break it do not count.

use super::given::{Given, Left, Narrowed};
use super::interpret;
use crate::pack::Pack;
use crate::pack::error::PackError;
use crate::pack::formula::{Atom, FactIndex, Formula, Linear};
use crate::pack::set::Set;

/// The constraints of a pack, settled.
#[derive(Debug)]
pub struct Constraints {
    all: Vec<Constraint>,
}

#[derive(Debug)]
struct Constraint {
    /// Index in the pack; none where a fact follows from another.
    origin: Option<usize>,
    formula: Formula,
    facts: Set<FactIndex>,
    /// Where it compares a weighted sum and nothing else: the comparisons that hold or do not.
    comparisons: Vec<(Linear, bool)>,
}

impl Constraints {
    /// The constraints of a pack; facts that follow from others are among them.
    ///
    /// # Errors
    /// A condition that does not suit its facts (an opened pack has none).
    pub fn new(pack: &Pack) -> Result<Constraints, PackError> {
        let mut all = Vec::new();
        for (index, constraint) in pack.constraints.iter().enumerate() {
            // Taken apart, as many as possible do no more than narrow the answers.
            let mut parts = vec![pack.formula(&constraint.holds)?];
            while let Some(part) = parts.pop() {
                match part {
                    Formula::All(more) => parts.extend(more),
                    one => all.push(Constraint::new(Some(index), one)),
                }
            }
        }
        for derivation in pack.derivations() {
            let follows: Set<usize> = derivation.options.iter().copied().collect();
            let parts = follows.into_iter().map(|option| {
                let from = (0..derivation.options.len())
                    .filter(|source| derivation.options[*source] == option)
                    .collect();
                let one_of = |fact, options| Formula::Atom(Atom::OneOf { fact, options });
                Formula::All(vec![
                    one_of(derivation.from, from),
                    one_of(derivation.fact, vec![option]),
                ])
            });
            all.push(Constraint::new(None, Formula::Any(parts.collect())));
        }
        Ok(Constraints { all })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The constraint of the pack that these facts break, by index: one that the answers as they
    /// are stated break by themselves, or else the one that ties most of the facts together.
    pub fn broken(&self, facts: &[FactIndex], stated: Option<&Given>) -> Option<usize> {
        let tied = |one: &Constraint| one.facts.iter().filter(|fact| facts.contains(fact)).count();
        let fails = |one: &Constraint| {
            stated.is_some_and(|given| !interpret::outcomes(&one.formula, given).can_be_true())
        };
        let tying = self
            .all
            .iter()
            .filter(|one| one.origin.is_some() && tied(one) > 0);
        tying
            .max_by_key(|one| (fails(one), tied(one)))
            .and_then(|one| one.origin)
    }

    /// The formula of a constraint.
    pub fn formula(&self, index: usize) -> &Formula {
        &self.all[index].formula
    }

    /// The facts of a constraint.
    pub fn facts(&self, index: usize) -> &Set<FactIndex> {
        &self.all[index].facts
    }

    /// The constraints that must be looked at together with these facts.
    ///
    /// A comparison that touches only one of them need not be: narrowing the answers does what
    /// it does. The same goes for a fact that follows from one that is not among them.
    pub fn concerning(&self, facts: &Set<FactIndex>) -> Vec<usize> {
        let (chosen, _) = self.spread(facts, |index, facts| {
            let constraint = &self.all[index];
            if constraint.narrows() {
                self.linked(index).common(facts) >= 2
            } else {
                !constraint.facts.is_disjoint(facts)
            }
        });
        chosen
    }

    /// The constraints that tie these facts to others, and those to others again.
    pub fn touching(&self, facts: &Set<FactIndex>) -> Vec<usize> {
        self.touched(facts).0
    }

    /// These facts, those that constraints tie to them, and those tied to them again.
    pub fn tied(&self, facts: &Set<FactIndex>) -> Set<FactIndex> {
        self.touched(facts).1
    }

    fn touched(&self, facts: &Set<FactIndex>) -> (Vec<usize>, Set<FactIndex>) {
        self.spread(facts, |index, facts| {
            !self.all[index].facts.is_disjoint(facts)
        })
    }

    /// The facts that narrowing links with those of a constraint.
    fn linked(&self, index: usize) -> Set<FactIndex> {
        let links = |other: usize, facts: &Set<FactIndex>| {
            let constraint = &self.all[other];
            constraint.narrows() && !constraint.facts.is_disjoint(facts)
        };
        self.spread(&self.all[index].facts, links).1
    }

    /// Spreads from some facts: the constraints that join, each with its facts, until none does.
    fn spread(
        &self,
        facts: &Set<FactIndex>,
        joins: impl Fn(usize, &Set<FactIndex>) -> bool,
    ) -> (Vec<usize>, Set<FactIndex>) {
        let mut facts = facts.clone();
        let mut chosen = Set::EMPTY;
        loop {
            let before = chosen.len();
            for index in 0..self.all.len() {
                if !chosen.contains(&index) && joins(index, &facts) {
                    facts.extend(self.all[index].facts.iter().copied());
                    chosen.insert(index);
                }
            }
            if chosen.len() == before {
                return (chosen.into(), facts);
            }
        }
    }

    /// Narrows what is left until the comparisons leave it alone; `false` if nothing is left.
    pub fn narrow(&self, given: &mut Given) -> bool {
        self.narrow_but(&[], given)
    }

    /// The same, without the comparisons of some constraints.
    pub fn narrow_but(&self, left_out: &[usize], given: &mut Given) -> bool {
        let narrowing = || {
            let all = self
                .all
                .iter()
                .enumerate()
                .filter(|(index, _)| !left_out.contains(index));
            all.flat_map(|(_, constraint)| &constraint.comparisons)
        };
        // Each round narrows at least one whole number; slow creeping (x < y, y < x) is cut off
        // after as many rounds as a chain of facts could need.
        for _ in 0..=given.left.len() {
            let mut changed = false;
            for (linear, holds) in narrowing() {
                match given.narrow(linear, *holds) {
                    Narrowed::Nothing => return false,
                    Narrowed::Narrower => changed = true,
                    Narrowed::Same => {}
                }
            }
            if !changed {
                break;
            }
        }
        given
            .left
            .iter()
            .all(|left| !matches!(left, Left::Range(low, high) if low > high))
    }
}

impl Constraint {
    fn new(origin: Option<usize>, formula: Formula) -> Constraint {
        let mut facts = Set::EMPTY;
        formula.each_atom(&mut |atom| atom.each_fact(|fact| facts.extend([fact])));
        let mut comparisons = Vec::new();
        if !compares(&formula, true, &mut comparisons) {
            comparisons.clear();
        }
        Constraint {
            origin,
            formula,
            facts,
            comparisons,
        }
    }

    /// Whether narrowing the answers does what it does.
    fn narrows(&self) -> bool {
        !self.comparisons.is_empty()
    }
}

/// Collects the comparisons of a formula that is nothing but comparisons which all hold.
fn compares(formula: &Formula, holds: bool, comparisons: &mut Vec<(Linear, bool)>) -> bool {
    match (formula, holds) {
        (Formula::Atom(Atom::Linear(linear)), _) => {
            comparisons.push((linear.clone(), holds));
            true
        }
        (Formula::Not(part), _) => compares(part, !holds, comparisons),
        (Formula::All(parts), true) | (Formula::Any(parts), false) => {
            parts.iter().all(|part| compares(part, holds, comparisons))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Answer, Case};

    /// Facts `a`, `b`, `c`; `a` is not without `c`, and not with `b`.
    fn pack() -> Pack {
        let fact = |id: &str| {
            let text = r#"{"id":"ID","topic":"t","type":"bool","changeable":"no","text":{}}"#;
            text.replace("ID", id)
        };
        let constraint = |id: &str, b: &str, is: bool| {
            let part = |fact: &str, is: bool| format!(r#"{{"fact":"{fact}","is":{is}}}"#);
            let holds = [part("a", false), part(b, is)].join(",");
            format!(r#"{{"id":"{id}","holds":{{"any":[{holds}]}},"text":{{}}}}"#)
        };
        let json = format!(
            r#"{{"pack":{{"id":"p","version":"1","format":1,"languages":[],
                "topics":[{{"id":"t","text":{{}}}}]}},"definitions":{{}},"sources":[],"texts":{{}},
                "tables":{{}},"contacts":[],"programmes":[],
                "facts":[{}],"constraints":[{}]}}"#,
            ["a", "b", "c"].map(fact).join(","),
            [constraint("c", "c", true), constraint("b", "b", false)].join(",")
        );
        Pack::open(&json, "").expect("a pack")
    }

    #[test]
    fn the_constraint_that_is_named_is_the_one_that_the_facts_break() {
        let pack = pack();
        let constraints = Constraints::new(&pack).expect("constraints");
        let stated = |answers: &[(&str, bool)]| {
            let mut case = Case::default();
            for (fact, value) in answers {
                case.set(fact, Some(Answer::Bool(*value)));
            }
            Given::of(&pack, &case, &[]).expect("answers")
        };
        let broken = |facts: &[FactIndex], answers: &[(&str, bool)]| {
            constraints.broken(facts, Some(&stated(answers)))
        };
        let (a, b, c) = (0, 1, 2);
        assert_eq!(broken(&[a, c], &[("a", true), ("c", false)]), Some(0));
        assert_eq!(broken(&[a, b], &[("a", true), ("b", true)]), Some(1));
        // The one that fails as stated comes before the one that ties as many facts.
        assert_eq!(broken(&[a], &[("a", true), ("c", false)]), Some(0));
        // Where none fails by itself, the one that ties most of them.
        assert_eq!(constraints.broken(&[a, b], None), Some(1));
        assert_eq!(constraints.broken(&[a, c], None), Some(0));
        assert_eq!(constraints.broken(&[], None), None);
    }
}
