//! The generated cases of the suite: random rules and answers, the same for the same seeds.

use crate::random::{self, RandomPack};
use crate::{layout, oracle};
use fastrand::Rng;
use serde_json::{Map, Value, json};
use std::path::Path;

/// The first seed, how many rules, and how many cases each.
const FIRST: u64 = 2_012;
const RULES: usize = 40;
const CASES: usize = 5;

/// Writes the file, its expectations left to be filled in.
pub fn write() {
    let file = json!({
        "format": 1,
        "theme": "generated",
        "about": "Rules and answers from a random generator, to find what nobody thought of.",
        "rules": (FIRST..).filter_map(rule).take(RULES).collect::<Vec<_>>(),
    });
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance/generated.json");
    std::fs::write(path, layout::written(&file)).expect("the file is written");
}

/// A random rule; none where its constraints never hold, or where it compares sums, which are a
/// theme of their own.
fn rule(seed: u64) -> Option<Value> {
    let mut rng = Rng::with_seed(seed);
    let pack = random::pack(&mut rng);
    let conditions = json!([pack.constraints, pack.requirements]).to_string();
    let worlds = oracle::completions(&pack.facts, &Map::new(), &pack.constraints);
    if worlds.is_empty() || conditions.contains("sum") || conditions.contains("difference") {
        return None;
    }
    let cases = (0..CASES)
        .map(|i| json!({ "name": (i + 1).to_string(), "answers": answers(&pack, &mut rng) }));
    let mut rule = json!({
        "name": format!("seed {seed}"),
        "facts": pack.facts.iter().map(fact).collect::<Vec<_>>(),
        "requirements": pack.requirements,
        "cases": cases.collect::<Vec<_>>(),
    });
    if !pack.constraints.is_empty() {
        rule["constraints"] = json!(pack.constraints);
    }
    if pack.attests > 0 {
        rule["attests"] = (0..pack.attests).map(|i| format!("a{i}")).collect();
    }
    Some(rule)
}

fn answers(pack: &RandomPack, rng: &mut Rng) -> Value {
    let mut answers = random::answers(pack, rng);
    if let Some(Value::Object(attested)) = answers.get_mut("attested") {
        let own = |name: &str| name.trim_start_matches("p/r/").to_owned();
        *attested = attested
            .iter()
            .map(|(name, value)| (own(name), value.clone()))
            .collect();
    }
    answers.into()
}

fn fact(fact: &oracle::OracleFact) -> Value {
    let mut json = json!({ "id": fact.id, "type": fact.kind });
    if fact.kind == "number" {
        let values = &fact.values;
        json["min"] = random::number(values[0]);
        json["max"] = random::number(values[values.len() - 1]);
        json["step"] = random::number(values[1] - values[0]);
    } else if !fact.options.is_empty() {
        json["options"] = json!(fact.options);
    }
    if let Some(cost) = fact.cost {
        json["cost"] = json!(cost);
    }
    json
}
