//! Thresholds that no case holds to: a figure of a rule is only sure where a case fails when it
//! is mistyped.
//!
//! A threshold is a comparison of a number, a date, a count or a sum in a condition of a
//! criterion, definitions that it uses included; once for each edition, however often it stands
//! there. A case *touches a side* where it expects something of the programme, its day picks the
//! edition, and its answers settle the comparison that way. It stands *next to* the threshold
//! where one step more (or less) would settle it the other way.

use super::rules::{self, Stated};
use super::{Code, Finding, Subject};
use crate::case::Case;
use crate::pack::condition::Condition;
use crate::pack::error::Place;
use crate::pack::fact::Domain;
use crate::pack::formula::{Atom, Formula, Linear};
use crate::pack::sentence;
use crate::screen::{Company, Engine, edition_on};

/// A comparison with the place of the condition that states it.
struct Threshold {
    atom: Atom,
    place: Place,
    words: String,
}

pub(super) fn findings(subject: &Subject) -> Vec<Finding> {
    let engine = subject.engine;
    let mut findings = Vec::new();
    for programme in &engine.pack.programmes {
        for (i, edition) in programme.editions.iter().enumerate() {
            let expecting = subject.cases.iter().filter(|placed| {
                placed.case.expect.contains_key(&programme.id)
                    && edition_on(programme, placed.case.as_of) == i
            });
            let cases: Vec<Case> = expecting
                .filter_map(|placed| placed.case.case(&engine.pack, &placed.place).ok())
                .collect();
            let mut known: Vec<Atom> = Vec::new();
            for placed in rules::all_criteria(edition, &rules::edition(programme, i)) {
                let Some(condition) = placed.criterion.demand.condition() else {
                    continue;
                };
                let place = placed.place.at("when");
                for threshold in thresholds(engine, &Stated { condition, place }) {
                    if !known.contains(&threshold.atom) {
                        findings.extend(untouched(engine, &threshold, &cases));
                        known.push(threshold.atom);
                    }
                }
            }
        }
    }
    findings
}

/// The thresholds of a condition. Those of a definition stand where it is used.
fn thresholds(engine: &Engine, stated: &Stated) -> Vec<Threshold> {
    let mut all = Vec::new();
    stated.each_part(&mut |part| match part.condition {
        Condition::Test(..) => all.extend(of_test(engine, part.condition, &part.place)),
        Condition::Use(name) => {
            if let Some(definition) = engine.pack.definitions.get(name) {
                let condition = &definition.when;
                let place = part.place.at("use");
                let inside = Stated { condition, place };
                all.extend(thresholds(engine, &inside).into_iter().map(|threshold| {
                    let place = part.place.at("use");
                    Threshold { place, ..threshold }
                }));
            }
        }
        _ => {}
    });
    all
}

fn of_test(engine: &Engine, condition: &Condition, place: &Place) -> Vec<Threshold> {
    let mut all = Vec::new();
    let pack = &engine.pack;
    let language = pack.head.languages.first().map_or("", String::as_str);
    let Ok(formula) = pack.formula(condition) else {
        return all;
    };
    formula.each_atom(&mut |atom| {
        let is_threshold = match atom {
            Atom::AtLeast { fact, .. } => pack.facts[*fact].domain != Domain::Bool,
            Atom::OneOf { .. } => false,
            // Any or all of some elements is no number.
            Atom::Count { .. } => matches!(condition, Condition::Test(quantity, _)
                if matches!(quantity, crate::pack::condition::Quantity::Count { .. })),
            Atom::Linear(_) => true,
        };
        if is_threshold {
            all.push(Threshold {
                atom: atom.clone(),
                place: place.clone(),
                words: sentence::sentence(pack, condition, language),
            });
        }
    });
    all
}

fn untouched(engine: &Engine, threshold: &Threshold, cases: &[Case]) -> Option<Finding> {
    let holds = Formula::Atom(threshold.atom.clone());
    let (above, below) = edges(&threshold.atom);
    let settled = |formula: &Formula, wanted: bool| {
        let mut cases = cases.iter();
        cases.any(|case| engine.holds(formula, case) == Some(wanted))
    };
    let words = &threshold.words;
    let missing = |sides: &[(&str, &Formula, bool)]| {
        let missing = sides.iter().find(|(.., touched)| !touched);
        missing.map(|(side, edge, _)| {
            let example = match engine.company(edge) {
                Company::Somebody(case) => Some(case),
                _ => None,
            };
            (side.to_string(), example)
        })
    };
    let sides = [
        ("that meets it", &above, settled(&holds, true)),
        ("that fails it", &below, settled(&holds, false)),
    ];
    let (code, (side, example), how) = match missing(&sides) {
        Some(found) => (Code::Untouched, found, "no case has an answer"),
        None => {
            let edges = [
                ("that just meets it", &above, settled(&above, true)),
                ("that just fails it", &below, settled(&below, true)),
            ];
            let found = missing(&edges)?;
            (Code::NotNextTo, found, "no case has the answer")
        }
    };
    let message = format!("\"{words}\": {how} {side}");
    Some(Finding::new(code, &threshold.place, message).with_example(example))
}

/// The answers that just meet a comparison, and those that just fail it.
fn edges(atom: &Atom) -> (Formula, Formula) {
    let at = |steps: i64| -> Formula {
        match atom {
            Atom::AtLeast { fact, bound } => Formula::Atom(Atom::AtLeast {
                fact: *fact,
                bound: bound + steps,
            }),
            Atom::OneOf { .. } => Formula::Atom(atom.clone()),
            Atom::Count {
                fact,
                members,
                at_least,
            } => match at_least.saturating_add_signed(steps as isize) {
                0 => Formula::TRUE,
                more if more > members.len() => Formula::FALSE,
                at_least => Formula::Atom(Atom::Count {
                    fact: *fact,
                    members: members.clone(),
                    at_least,
                }),
            },
            Atom::Linear(linear) => {
                let weights = linear.terms.iter().map(|(_, weight)| weight.abs());
                let step = weights.min().unwrap_or(1);
                Formula::Atom(Atom::Linear(Linear {
                    terms: linear.terms.clone(),
                    bound: linear.bound + i128::from(steps) * step,
                }))
            }
        }
    };
    let between = |low: i64| Formula::All(vec![at(low), Formula::Not(Box::new(at(low + 1)))]);
    (between(0), between(-1))
}
