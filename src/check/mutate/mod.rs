//! Rules changed in one small way after another: what a case expects must not hold any more for
//! one of them, or a slip of the pen goes unnoticed.
//!
//! Changed are the conditions of requirements and of the definitions that these use, and each
//! requirement and attestation is left out once. Advice is not changed: it never changes a
//! verdict, and a case expects nothing of it. A change that means what was there before, to every
//! company that the constraints allow, is none.

mod edits;
mod rules;

use super::cases::{Expected, Found};
use super::{Code, Finding, Mutate, Subject};
use crate::pack::formula::Formula;
use crate::pack::sentence;
use crate::screen::{Company, Effort, Engine, RuleChange, Standing, Trial, edition_on};
use edits::Edit;
use rules::{Mutant, Rule};
use std::collections::BTreeMap;

/// How many changes were tried, and those that no case notices; none where none was asked for.
pub(super) fn findings(subject: &Subject) -> Option<(usize, Vec<Finding>)> {
    let engine = subject.engine;
    let only = match &subject.options.mutate {
        Mutate::Nothing => return None,
        Mutate::Programme(id) => Some(id.as_str()),
        Mutate::All => None,
    };
    let rules = rules::rules(&engine.pack);
    let audience = Audience::of(subject);
    let (mut tried, mut unnoticed) = (0, Vec::new());
    for mutant in rules::mutants(&engine.pack, &rules, only) {
        if !audience.notices(&rules, &mutant) {
            let Some(finding) = finding(engine, &rules, &mutant) else {
                continue;
            };
            unnoticed.push(finding);
        }
        tried += 1;
    }
    Some((tried, unnoticed))
}

/// The cases that could notice a change.
struct Audience<'a> {
    engine: &'a Engine,
    /// By programme and edition.
    seats: BTreeMap<(usize, usize), Vec<(&'a Expected, Trial)>>,
}

impl<'a> Audience<'a> {
    fn of(subject: &Subject<'a>) -> Audience<'a> {
        let engine = subject.engine;
        let mut seats: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for placed in subject.cases {
            let Ok(case) = placed.case.case(&engine.pack, &placed.place) else {
                continue;
            };
            for (p, programme) in engine.pack.programmes.iter().enumerate() {
                let Some(expected) = placed.case.expect.get(&programme.id) else {
                    continue;
                };
                let edition = edition_on(programme, placed.case.as_of);
                if let Ok(trial) = engine.trial(p, edition, &case) {
                    seats
                        .entry((p, edition))
                        .or_default()
                        .push((expected, trial));
                }
            }
        }
        Audience { engine, seats }
    }

    /// Whether a case that holds would not hold any more.
    fn notices(&self, rules: &[Rule], mutant: &Mutant) -> bool {
        let mut editions: BTreeMap<_, Vec<RuleChange>> = BTreeMap::new();
        for (index, asks) in &mutant.changes {
            let rule = &rules[*index];
            let changes = editions.entry((rule.programme, rule.edition)).or_default();
            changes.extend(rule.on.iter().map(|(route, criterion)| RuleChange {
                route: *route,
                criterion: *criterion,
                asks: asks.clone(),
            }));
        }
        // All that is quickly told comes before the first that takes a diagram.
        [Effort::Quick, Effort::Thorough].into_iter().any(|effort| {
            let mut editions = editions.iter();
            editions.any(|(edition, changes)| self.edition_notices(*edition, changes, effort))
        })
    }

    fn edition_notices(
        &self,
        (programme, edition): (usize, usize),
        changes: &[RuleChange],
        effort: Effort,
    ) -> bool {
        let rules = &self.engine.pack.programmes[programme].editions[edition];
        let mut seats = self.seats.get(&(programme, edition)).into_iter().flatten();
        seats.any(|(expected, trial)| {
            let standing = self.engine.supposing(trial, changes, effort);
            standing.is_some_and(
                |Standing {
                     verdict,
                     best,
                     routes,
                 }| {
                    let found = Found {
                        edition: rules,
                        verdict,
                        best,
                        routes: routes
                            .iter()
                            .map(|one| (one.verdict, &one.criteria))
                            .collect(),
                    };
                    !expected.misses(&found).is_empty()
                },
            )
        })
    }
}

/// What is said of a change that no case notices; nothing where it means what was there before.
fn finding(engine: &Engine, rules: &[Rule], mutant: &Mutant) -> Option<Finding> {
    let mut example = None;
    let mut is_other = false;
    for (index, asks) in &mutant.changes {
        let rule = &rules[*index];
        let Some(before) = &rule.asks else {
            // Who denies an attestation is told so.
            is_other = true;
            continue;
        };
        let differ = differ(before, asks);
        // Whoever meets all the rest tells the two apart by the verdict.
        let rest = rule.rest(rules).chain([differ.clone()]);
        let telling = [Formula::All(rest.collect()), differ];
        for formula in telling {
            match engine.company(&formula) {
                Company::Nobody => {}
                Company::Unknown => is_other = true,
                Company::Somebody(case) => {
                    is_other = true;
                    example = example.or(Some(case));
                    break;
                }
            }
        }
    }
    is_other.then(|| {
        let language = engine
            .pack
            .head
            .languages
            .first()
            .map_or("", String::as_str);
        let words = |condition| sentence::sentence(&engine.pack, condition, language);
        let message = match &mutant.edit {
            None => format!(
                "no case notices when {} is left out",
                mutant.criterion(rules)
            ),
            Some(Edit {
                before,
                after: None,
                ..
            }) => {
                format!("no case notices when \"{}\" is left out", words(before))
            }
            Some(Edit {
                before,
                after: Some(after),
                ..
            }) => {
                let (before, after) = (words(before), words(after));
                format!("no case notices \"{after}\" instead of \"{before}\"")
            }
        };
        Finding::new(Code::Unnoticed, &mutant.place, message).with_example(example)
    })
}

/// Who meets one of two formulas only.
fn differ(one: &Formula, other: &Formula) -> Formula {
    let only = |one: &Formula, other: &Formula| {
        Formula::All(vec![one.clone(), Formula::Not(Box::new(other.clone()))])
    };
    Formula::Any(vec![only(one, other), only(other, one)])
}
