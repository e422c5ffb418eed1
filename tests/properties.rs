//! Every verdict, reason and missing fact of random packs, against an oracle that enumerates
//! every completion of the answers.
//!
//! `PULJETJEK_SEED` and `PULJETJEK_CASES` choose the first seed and how many packs.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod oracle;
#[path = "oracle/random.rs"]
mod random;

use fastrand::Rng;
use oracle::{OracleFact, World, completions, holds, setting};
use puljetjek::case::Case;
use puljetjek::pack::Pack;
use puljetjek::pack::date::Date;
use puljetjek::pack::error::{Fault, Place};
use puljetjek::pack::json::Json;
use puljetjek::screen::{CriterionState, Engine, RouteResult, Target, Verdict};
use random::RandomPack;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

fn day() -> Date {
    Date::parse("2012-03-01").expect("a date")
}

fn read_case(engine: &Engine, answers: &Value) -> Case {
    let json = Json::read(&answers.to_string()).expect("JSON");
    Case::from_json(&engine.pack, &json, &Place::default()).expect("answers that suit")
}

struct Trial<'a> {
    pack: &'a RandomPack,
    engine: &'a Engine,
    answers: &'a Map<String, Value>,
}

impl Trial<'_> {
    fn passes(&self, world: &World) -> bool {
        self.pack
            .requirements
            .iter()
            .all(|one| holds(one, &self.pack.facts, world))
    }

    fn worlds(&self, answers: &Map<String, Value>) -> Vec<World> {
        completions(&self.pack.facts, answers, &self.pack.constraints)
    }

    /// The answers as a case; writing them out and reading them again gives the same.
    fn case(&self) -> Case {
        let json = Value::from(self.answers.clone());
        let case = read_case(self.engine, &json);
        let written = serde_json::from_str(&case.to_json().to_string()).expect("JSON");
        assert_eq!(read_case(self.engine, &written), case);
        case
    }

    fn attested(&self, wanted: Option<bool>) -> usize {
        let state = |i: usize| {
            let name = format!("p/r/a{i}");
            self.answers
                .get("attested")
                .and_then(|all| all.get(name))
                .and_then(Value::as_bool)
        };
        (0..self.pack.attests)
            .filter(|i| state(*i) == wanted)
            .count()
    }

    fn expected(&self, worlds: &[World]) -> Verdict {
        let passing = worlds.iter().filter(|world| self.passes(world)).count();
        if passing == 0 || self.attested(Some(false)) > 0 {
            Verdict::Ineligible
        } else if passing < worlds.len() {
            Verdict::Open
        } else if self.attested(None) > 0 {
            Verdict::Confirm
        } else {
            Verdict::Eligible
        }
    }

    /// Whether sums of several facts that are not settled leave the engine room to say "open".
    fn has_room(&self) -> bool {
        let unsettled = |id: &Value| {
            let fact = self
                .pack
                .facts
                .iter()
                .find(|fact| id == &fact.id)
                .expect("a fact");
            oracle::left(self.answers.get(&fact.id), fact).len() > 1
        };
        let all = self.pack.requirements.iter().chain(&self.pack.constraints);
        all.flat_map(sums)
            .any(|ids| ids.iter().filter(|id| unsettled(id)).count() > 1)
    }

    /// Leaving an answer out of a sum makes room, so that a smallest set need not be found.
    fn compares_sums(&self) -> bool {
        self.pack
            .requirements
            .iter()
            .chain(&self.pack.constraints)
            .any(|one| !sums(one).is_empty())
    }

    fn check(&self) -> Found {
        let worlds = self.worlds(self.answers);
        let screening = self.engine.screen(&self.case(), day());
        if worlds.is_empty() {
            return match screening {
                Err(error) => {
                    self.check_contradiction(&error.fault);
                    Found::Contradiction
                }
                Ok(_) if self.has_room() => Found::Room,
                Ok(_) => panic!("expected a contradiction"),
            };
        }
        let screening = screening.expect("answers that can be true");
        let route = &screening.programmes[0].routes[0];
        assert!(route.exact);
        let expected = self.expected(&worlds);
        if route.verdict != expected {
            assert!(
                self.has_room(),
                "expected {expected:?}, found {:?}",
                route.verdict
            );
            assert_eq!(route.verdict, Verdict::Open, "unsound");
            return Found::Room;
        }
        self.check_criteria(route, &worlds);
        self.check_because(route);
        self.check_changes(route);
        if !self.has_room() {
            self.check_missing(route, &worlds);
        }
        Found::Verdict(expected)
    }

    fn check_contradiction(&self, fault: &Fault) {
        let Fault::Contradiction { facts, .. } = fault else {
            panic!("expected a contradiction, found {fault}");
        };
        let kept = |without: Option<&String>| {
            let keep = |id: &String| facts.contains(id) && Some(id) != without;
            self.answers
                .clone()
                .into_iter()
                .filter(|(id, _)| keep(id))
                .collect()
        };
        assert!(
            self.worlds(&kept(None)).is_empty(),
            "{facts:?} do not contradict one another"
        );
        for fact in facts {
            if !self.compares_sums() {
                assert!(
                    !self.worlds(&kept(Some(fact))).is_empty(),
                    "{fact} is not needed"
                );
            }
        }
    }

    fn check_criteria(&self, route: &RouteResult, worlds: &[World]) {
        for (requirement, state) in self.pack.requirements.iter().zip(&route.criteria) {
            let met = worlds
                .iter()
                .filter(|world| holds(requirement, &self.pack.facts, world));
            let expected = match met.count() {
                0 => CriterionState::Failed,
                all if all == worlds.len() => CriterionState::Met,
                _ => CriterionState::Open,
            };
            assert!(
                *state == expected || (*state == CriterionState::Open && self.has_room()),
                "criterion {requirement}: expected {expected:?}, found {state:?}"
            );
        }
    }

    /// The reason forces the verdict, and no proper subset of it does.
    fn check_because(&self, route: &RouteResult) {
        let decided = matches!(route.verdict, Verdict::Eligible | Verdict::Ineligible);
        if !decided {
            assert!(route.because.is_empty());
            return;
        }
        if let [name] = route.because.as_slice()
            && name.starts_with("p/")
            && route.verdict == Verdict::Ineligible
        {
            assert_eq!(self.answers["attested"][name], Value::Bool(false));
            return;
        }
        let facts: Vec<&String> = route
            .because
            .iter()
            .filter(|name| !name.starts_with("p/"))
            .collect();
        if route.verdict == Verdict::Eligible {
            assert_eq!(route.because.len() - facts.len(), self.pack.attests);
        }
        let forces = |without: Option<&String>| {
            let keep = |id: &String| facts.contains(&id) && Some(id) != without;
            let kept = self
                .answers
                .clone()
                .into_iter()
                .filter(|(id, _)| keep(id))
                .collect();
            let worlds = self.worlds(&kept);
            let passing = worlds.iter().filter(|world| self.passes(world)).count();
            passing
                == if route.verdict == Verdict::Eligible {
                    worlds.len()
                } else {
                    0
                }
        };
        assert!(
            forces(None),
            "{:?} does not force {:?}",
            route.because,
            route.verdict
        );
        if !self.compares_sums() {
            for fact in &facts {
                assert!(!forces(Some(fact)), "{fact} can be left out of {facts:?}");
            }
        }
    }

    /// The missing facts settle the verdict whatever their answers; none of them can be left
    /// out; and every fact that alone can turn the verdict is among them.
    fn check_missing(&self, route: &RouteResult, worlds: &[World]) {
        if route.verdict != Verdict::Open {
            assert!(route.missing.is_empty());
            return;
        }
        let missing: BTreeSet<usize> = route.missing.iter().copied().collect();
        let given = |fact: &usize| is_given(worlds, *fact);
        assert!(!missing.iter().any(given), "a given fact is missing");
        assert!(
            self.settles(&missing, worlds),
            "{missing:?} do not settle it"
        );
        for fact in &missing {
            let mut fewer = missing.clone();
            fewer.remove(fact);
            assert!(
                !self.settles(&fewer, worlds),
                "{fact} can be left out of {missing:?}"
            );
        }
        let others: Vec<BTreeSet<usize>> = (0..self.pack.facts.len())
            .map(|fact| {
                (0..self.pack.facts.len())
                    .filter(|other| *other != fact)
                    .collect()
            })
            .collect();
        for (fact, others) in others.iter().enumerate() {
            assert!(
                missing.contains(&fact) || self.settles(others, worlds),
                "{fact} is left out"
            );
        }
    }

    /// The first change is the cheapest there is; each one works, whatever values of its ranges
    /// are taken; none contains another; what cannot be changed stays.
    fn check_changes(&self, route: &RouteResult) {
        if route.verdict != Verdict::Ineligible || self.attested(Some(false)) > 0 {
            assert!(route.change.is_empty());
            return;
        }
        if self.has_room() {
            return;
        }
        let facts = &self.pack.facts;
        let is_answered = |fact: usize| {
            self.answers
                .get(&facts[fact].id)
                .is_some_and(|answer| *answer != "unknown")
        };
        let worlds_without = |changed: &BTreeSet<usize>| {
            let kept = |id: &String| !changed.iter().any(|fact| facts[*fact].id == *id);
            let kept = self
                .answers
                .clone()
                .into_iter()
                .filter(|(id, _)| kept(id))
                .collect();
            self.worlds(&kept)
        };
        let cheapest = (0..1u32 << facts.len())
            .map(|set| {
                (0..facts.len())
                    .filter(|fact| set >> fact & 1 == 1)
                    .collect()
            })
            .filter(|set: &BTreeSet<usize>| {
                set.iter()
                    .all(|fact| facts[*fact].cost.is_some() && is_answered(*fact))
                    && worlds_without(set).iter().any(|world| self.passes(world))
            })
            .map(|set| set.iter().filter_map(|fact| facts[*fact].cost).sum::<u32>())
            .min();
        let found = route.change.first().map(|change| change.cost);
        if self.compares_sums() {
            // Facts of a sum that must be tuned to one another may be left to the user.
            assert!(
                found >= cheapest || found.is_none(),
                "{:?} is too cheap",
                route.change
            );
        } else {
            assert_eq!(found, cheapest, "the cheapest change: {:?}", route.change);
        }
        assert!(route.change.is_sorted_by_key(|change| change.cost));
        let sets: Vec<BTreeSet<usize>> = route
            .change
            .iter()
            .map(|change| change.facts.iter().map(|(fact, _)| *fact).collect())
            .collect();
        for (i, set) in sets.iter().enumerate() {
            for (j, other) in sets.iter().enumerate() {
                assert!(i == j || !set.is_superset(other), "{:?}", route.change);
            }
            let worlds = worlds_without(set);
            let is_known = |fact: usize| {
                let left = oracle::left(self.answers.get(&facts[fact].id), &facts[fact]);
                left.len() == 1 || (set.contains(&fact) && facts[fact].kind != "set")
            };
            let all_exact = (0..facts.len()).all(is_known);
            let within: Vec<&World> = worlds
                .iter()
                .filter(|world| {
                    let targets = &route.change[i].facts;
                    targets
                        .iter()
                        .all(|(fact, target)| self.reaches(*fact, target, world[*fact]))
                })
                .collect();
            let passing = within.iter().filter(|world| self.passes(world)).count();
            assert!(passing > 0, "no value of {:?} works", route.change[i]);
            assert!(
                !all_exact || passing == within.len(),
                "{:?} may fail",
                route.change[i]
            );
        }
    }

    /// Whether a value is one that a change asks for.
    fn reaches(&self, fact: usize, target: &Target, value: i64) -> bool {
        let fact = &self.pack.facts[fact];
        let answer = self.answers.get(&fact.id);
        match target {
            Target::Range(low, high) => {
                let step = if fact.kind == "number" {
                    fact.values[1] - fact.values[0]
                } else {
                    1
                };
                low * step <= value && value <= high * step
            }
            Target::Option(option) => *option as i64 == value,
            Target::Elements { add, remove } => oracle::left(answer, fact).iter().any(|set| {
                let add: i64 = add.iter().map(|i| 1 << i).sum();
                let remove: i64 = remove.iter().map(|i| 1 << i).sum();
                (set | add) & !remove == value
            }),
        }
    }

    /// Whether the answers to some facts always tell the outcome.
    fn settles(&self, facts: &BTreeSet<usize>, worlds: &[World]) -> bool {
        let mut told: BTreeMap<Vec<i64>, bool> = BTreeMap::new();
        worlds.iter().all(|world| {
            let key = facts.iter().map(|fact| world[*fact]).collect();
            let passes = self.passes(world);
            *told.entry(key).or_insert(passes) == passes
        })
    }
}

/// The result of one route over facts `f0`, `f1`... of one kind, all of them changeable.
fn route_of(
    kind: &'static str,
    count: usize,
    constraints: &[Value],
    requirement: Value,
    answers: Value,
) -> RouteResult {
    let fact = |i| OracleFact {
        id: format!("f{i}"),
        kind,
        values: (0..if kind == "bool" { 2 } else { 10 })
            .map(|value| value * 10)
            .collect(),
        options: Vec::new(),
        cost: Some(1),
    };
    let facts: Vec<OracleFact> = (0..count).map(fact).collect();
    let json = random::packed(&facts, constraints, &[requirement], 0);
    let engine = Engine::new(Pack::open(&json, "").expect("a pack")).expect("an engine");
    let case = read_case(&engine, &answers);
    engine.screen(&case, day()).expect("a screening").programmes[0].routes[0].clone()
}

#[test]
fn alternatives_to_change_never_repeat_or_contain_one_another() {
    let yes = |fact: &str| json!({ "fact": fact, "is": true });
    let both = |a: &str, b: &str| json!({ "all": [yes(a), yes(b)] });
    let requirement = json!({ "any": [both("f0", "f1"), both("f2", "f3")] });
    let answers = json!({ "f0": false, "f1": false, "f2": false, "f3": false });
    let route = route_of("bool", 4, &[], requirement, answers);
    // Of equal cost, so that either may come first.
    let mut sets: Vec<Vec<usize>> = route
        .change
        .iter()
        .map(|change| change.facts.iter().map(|(fact, _)| *fact).collect())
        .collect();
    sets.sort();
    assert_eq!(sets, [vec![0, 1], vec![2, 3]]);
}

#[test]
fn what_follows_through_a_chain_of_constraints_is_known() {
    let no_more_than = |a: &str, b: &str| json!({ "difference": [a, b], "at_most": 0 });
    let chain = [
        no_more_than("f0", "f1"),
        no_more_than("f1", "f2"),
        no_more_than("f2", "f3"),
    ];
    for constraints in [chain.to_vec(), chain.iter().rev().cloned().collect()] {
        let requirement = json!({ "fact": "f0", "at_most": 2 });
        let route = route_of("number", 4, &constraints, requirement, json!({ "f3": 2 }));
        assert_eq!(route.verdict, Verdict::Eligible);
        assert_eq!(route.because, ["f3"]);
    }
}

/// Whether a fact has one value in all worlds.
fn is_given(worlds: &[World], fact: usize) -> bool {
    worlds.iter().all(|world| world[fact] == worlds[0][fact])
}

/// The facts of each sum or difference in a condition.
fn sums(condition: &Value) -> Vec<Vec<Value>> {
    match condition {
        Value::Object(object) => object
            .iter()
            .flat_map(|(key, value)| match (key.as_str(), value) {
                ("sum" | "difference", Value::Array(ids)) => vec![ids.clone()],
                _ => sums(value),
            })
            .collect(),
        Value::Array(parts) => parts.iter().flat_map(sums).collect(),
        _ => Vec::new(),
    }
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Found {
    Verdict(Verdict),
    Contradiction,
    /// The engine said "open" where only looking at several unsettled facts of a sum together
    /// would have told more, which the format allows.
    Room,
}

#[test]
fn every_verdict_reason_and_missing_fact_agrees_with_all_completions() {
    let first = setting("PULJETJEK_SEED", 1);
    let packs = setting("PULJETJEK_CASES", 4_000);
    println!("seeds {first} to {}", first + packs - 1);
    let mut found: BTreeMap<Found, usize> = BTreeMap::new();
    for seed in first..first + packs {
        let mut rng = Rng::with_seed(seed);
        let pack = random::pack(&mut rng);
        let opened = Pack::open(&pack.json, "").unwrap_or_else(|error| panic!("{seed}: {error}"));
        let Ok(engine) = Engine::new(opened) else {
            let worlds = completions(&pack.facts, &Map::new(), &pack.constraints);
            assert!(
                worlds.is_empty(),
                "{seed}: a pack was refused whose constraints can hold"
            );
            continue;
        };
        for round in 0..6 {
            let answers = random::answers(&pack, &mut rng);
            let trial = Trial {
                pack: &pack,
                engine: &engine,
                answers: &answers,
            };
            let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| trial.check()));
            match outcome {
                Ok(one) => *found.entry(one).or_default() += 1,
                Err(_) => panic!(
                    "seed {seed}, round {round}\nfacts {:?}\nconstraints {:?}\nrequirements {:?}\nanswers {}",
                    short(&pack.facts),
                    pack.constraints,
                    pack.requirements,
                    Value::from(answers.clone())
                ),
            }
        }
    }
    println!("{found:?}");
    for verdict in [
        Verdict::Eligible,
        Verdict::Confirm,
        Verdict::Open,
        Verdict::Ineligible,
    ] {
        let times = found
            .get(&Found::Verdict(verdict))
            .copied()
            .unwrap_or_default();
        assert!(
            times as u64 > packs / 20,
            "{verdict:?} was hardly tried: {times}"
        );
    }
}

fn short(facts: &[OracleFact]) -> Vec<String> {
    facts
        .iter()
        .map(|fact| format!("{} {} {:?}", fact.id, fact.kind, fact.values))
        .collect()
}
