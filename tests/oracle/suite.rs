//! The conformance suite: its files, and what is exact by looking at every completion.

use crate::oracle::{OracleFact, World, completions, days, holds, left};
use crate::random;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A set of facts, a bit each.
type Facts = u32;

/// The files of the suite.
pub fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
    let entries = std::fs::read_dir(folder).expect("the suite");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    files.retain(|file| file.extension().is_some_and(|found| found == "json"));
    files.sort();
    files
}

/// A file of the suite.
pub fn read(file: &Path) -> Value {
    let text = std::fs::read_to_string(file).expect("a file of the suite");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// A list that may be left out.
pub fn list<'a>(object: &'a Value, key: &str) -> &'a [Value] {
    object[key].as_array().map_or(&[], Vec::as_slice)
}

/// A rule of the suite, with every world in which its constraints hold.
pub struct Rule {
    pub facts: Vec<OracleFact>,
    pub attests: Vec<String>,
    is_constrained: bool,
    worlds: Vec<(World, bool)>,
}

impl Rule {
    pub fn read(rule: &Value) -> Rule {
        let mut dates = Vec::new();
        collect_dates(rule, &mut dates);
        let facts: Vec<OracleFact> = list(rule, "facts")
            .iter()
            .map(|fact| fact_of(fact, &dates))
            .collect();
        let conditions = |key| -> Vec<Value> {
            list(rule, key)
                .iter()
                .map(|one| expanded(one, &rule["definitions"]))
                .collect()
        };
        let (constraints, requirements) = (conditions("constraints"), conditions("requirements"));
        let worlds = completions(&facts, &Map::new(), &constraints)
            .into_iter()
            .map(|world| {
                let passes = requirements.iter().all(|one| holds(one, &facts, &world));
                (world, passes)
            })
            .collect();
        let name = |one: &Value| one.as_str().expect("a name").to_owned();
        Rule {
            facts,
            attests: list(rule, "attests").iter().map(name).collect(),
            is_constrained: !constraints.is_empty(),
            worlds,
        }
    }

    /// The rule as a pack of one programme, which names its attestations `p/r/a0`, `p/r/a1`...
    pub fn pack(&self, rule: &Value) -> String {
        let (constraints, requirements) = (list(rule, "constraints"), list(rule, "requirements"));
        let pack = random::packed(&self.facts, constraints, requirements, self.attests.len());
        let mut pack: Value = serde_json::from_str(&pack).expect("a pack");
        for (name, when) in rule["definitions"].as_object().into_iter().flatten() {
            pack["definitions"][name] = json!({ "when": when, "sources": [], "text": {} });
        }
        pack.to_string()
    }

    /// What is exact for some answers.
    pub fn expected(&self, answers: &Map<String, Value>) -> Value {
        let seen = Seen::new(self, answers);
        if !seen.worlds(seen.answered).any(|_| true) {
            let sets = smallest(seen.answered, |kept| !seen.worlds(kept).any(|_| true));
            return json!({ "contradiction": self.named(&sets, &[]) });
        }
        let (mut given, mut denied, mut to_attest) = (Vec::new(), Vec::new(), false);
        for name in &self.attests {
            match answers.get("attested").and_then(|all| all.get(name)) {
                Some(Value::Bool(true)) => given.push(name.clone()),
                Some(Value::Bool(false)) => denied.push(name.clone()),
                _ => to_attest = true,
            }
        }
        let none_passes = |kept| seen.worlds(kept).all(|passes| !passes);
        let all_pass = |kept| seen.worlds(kept).all(|passes| passes);
        if !denied.is_empty() || none_passes(seen.answered) {
            let mut because: Vec<Vec<String>> =
                denied.iter().map(|name| vec![name.clone()]).collect();
            if none_passes(seen.answered) {
                because.extend(self.named(&smallest(seen.answered, none_passes), &[]));
            }
            let change = if denied.is_empty() {
                self.change(&seen)
            } else {
                Value::Null
            };
            return json!({ "verdict": "ineligible", "because": because, "change": change });
        }
        if !all_pass(seen.answered) {
            let missing: Vec<&str> = (0..self.facts.len())
                .filter(|fact| self.matters(*fact, &seen))
                .map(|fact| self.facts[fact].id.as_str())
                .collect();
            // Where constraints tie facts together, one may stand for another.
            return if self.is_constrained {
                json!({ "verdict": "open" })
            } else {
                json!({ "verdict": "open", "missing": missing })
            };
        }
        if to_attest {
            return json!({ "verdict": "confirm" });
        }
        let because = self.named(&smallest(seen.answered, all_pass), &given);
        json!({ "verdict": "eligible", "because": because })
    }

    /// The least that changing answers can cost, and every set of facts that costs no more.
    fn change(&self, seen: &Seen) -> Value {
        let is_free = |fact: &usize| self.facts[*fact].cost.is_some();
        let changeable = (0..self.facts.len())
            .filter(is_free)
            .fold(0, |all, fact| all | 1 << fact);
        let mut by_cost: BTreeMap<u32, Vec<Facts>> = BTreeMap::new();
        for changed in subsets(changeable & seen.answered) {
            if seen.worlds(seen.answered & !changed).any(|passes| passes) {
                let costs = members(changed).filter_map(|fact| self.facts[fact].cost);
                by_cost.entry(costs.sum()).or_default().push(changed);
            }
        }
        match by_cost.pop_first() {
            Some((cost, sets)) => json!({ "cost": cost, "facts": self.named(&sets, &[]) }),
            None => Value::Null,
        }
    }

    /// Whether two completions differ in this fact alone and in what comes out.
    fn matters(&self, fact: usize, seen: &Seen) -> bool {
        let mut told: BTreeMap<World, bool> = BTreeMap::new();
        seen.completions(seen.answered).any(|(world, passes)| {
            let mut others = world.clone();
            others.remove(fact);
            *told.entry(others).or_insert(*passes) != *passes
        })
    }

    fn named(&self, sets: &[Facts], further: &[String]) -> Vec<Vec<String>> {
        let mut named: Vec<Vec<String>> = sets
            .iter()
            .map(|set| {
                let ids = members(*set).map(|fact| self.facts[fact].id.clone());
                let mut names: Vec<String> = ids.chain(further.iter().cloned()).collect();
                names.sort();
                names
            })
            .collect();
        named.sort();
        named
    }
}

/// The worlds of a rule in the light of some answers.
struct Seen<'a> {
    rule: &'a Rule,
    /// The facts that an answer says something about.
    answered: Facts,
    /// For each world the facts in which it differs from the answers.
    differs: Vec<Facts>,
}

impl<'a> Seen<'a> {
    fn new(rule: &'a Rule, answers: &Map<String, Value>) -> Seen<'a> {
        let (mut answered, mut allowed) = (0, Vec::new());
        for (i, fact) in rule.facts.iter().enumerate() {
            let answer = answers.get(&fact.id);
            if answer.is_some_and(|answer| !answer.is_null() && answer != "unknown") {
                answered |= 1 << i;
            }
            allowed.push(left(answer, fact));
        }
        let differs = rule.worlds.iter().map(|(world, _)| {
            let differing = (0..world.len()).filter(|fact| !allowed[*fact].contains(&world[*fact]));
            differing.fold(0, |all, fact| all | 1 << fact)
        });
        Seen {
            rule,
            answered,
            differs: differs.collect(),
        }
    }

    /// The worlds that are left when only the answers to some facts count.
    fn completions(&self, kept: Facts) -> impl Iterator<Item = &(World, bool)> {
        let both = self.rule.worlds.iter().zip(&self.differs);
        both.filter(move |(_, differs)| *differs & kept == 0)
            .map(|(world, _)| world)
    }

    /// Whether each of them passes.
    fn worlds(&self, kept: Facts) -> impl Iterator<Item = bool> {
        self.completions(kept).map(|(_, passes)| *passes)
    }
}

fn members(set: Facts) -> impl Iterator<Item = usize> {
    (0..Facts::BITS as usize).filter(move |fact| set >> fact & 1 == 1)
}

/// All subsets, the small ones first.
fn subsets(of: Facts) -> Vec<Facts> {
    let mut all: Vec<Facts> = (0..=of).filter(|set| set & !of == 0).collect();
    all.sort_by_key(|set| set.count_ones());
    all
}

/// All subsets that do, none of whose own subsets does.
fn smallest(of: Facts, does: impl Fn(Facts) -> bool) -> Vec<Facts> {
    let mut found: Vec<Facts> = Vec::new();
    for set in subsets(of) {
        if !found.iter().any(|small| small & !set == 0) && does(set) {
            found.push(set);
        }
    }
    found
}

/// A condition with definitions in place of their names.
fn expanded(condition: &Value, definitions: &Value) -> Value {
    match condition {
        Value::Object(object) => match object.get("use").and_then(Value::as_str) {
            Some(name) => expanded(&definitions[name], definitions),
            None => object
                .iter()
                .map(|(key, value)| (key.clone(), expanded(value, definitions)))
                .collect(),
        },
        Value::Array(parts) => parts
            .iter()
            .map(|part| expanded(part, definitions))
            .collect(),
        other => other.clone(),
    }
}

/// Every date that a rule or its cases name. Between two of them one day is like another.
fn collect_dates(value: &Value, dates: &mut Vec<i64>) {
    match value {
        Value::String(text) if text.len() == 10 && text.as_bytes()[4] == b'-' => {
            let day = days(text);
            dates.extend([day - 1, day, day + 1]);
        }
        Value::Array(all) => all.iter().for_each(|one| collect_dates(one, dates)),
        Value::Object(all) => all.values().for_each(|one| collect_dates(one, dates)),
        _ => {}
    }
}

fn fact_of(fact: &Value, dates: &[i64]) -> OracleFact {
    let options: Vec<String> = list(fact, "options")
        .iter()
        .map(|one| one.as_str().expect("an option").to_owned())
        .collect();
    let tenths = |key: &str| (fact[key].as_f64().expect("a number") * 10.0).round() as i64;
    let (kind, values) = match fact["type"].as_str() {
        Some("bool") => ("bool", vec![0, 1]),
        Some("choice") => ("choice", (0..options.len() as i64).collect()),
        Some("set") => ("set", (0..1 << options.len()).collect()),
        Some("number") => {
            let numbers = (tenths("min")..=tenths("max")).step_by(tenths("step") as usize);
            ("number", numbers.collect())
        }
        Some("date") => {
            let mut dates = dates.to_vec();
            dates.sort_unstable();
            dates.dedup();
            ("date", dates)
        }
        other => panic!("no type of a fact: {other:?}"),
    };
    OracleFact {
        id: fact["id"].as_str().expect("an id").to_owned(),
        kind,
        values,
        options,
        cost: fact["cost"].as_u64().map(|cost| cost as u32),
    }
}
