//! An independent model of the formats: it reads the same JSON and enumerates every completion.
//! It shares no code with the engine, and it is as plain as it can be.

use serde_json::{Map, Value};

/// A value of one fact: a number of tenths, a date in days, a yes/no or option index, or a set
/// as a bit mask.
pub type World = Vec<i64>;

/// One fact of a random pack.
#[derive(Debug, Clone)]
pub struct OracleFact {
    pub id: String,
    pub kind: &'static str,
    /// All values in ascending order; numbers in tenths.
    pub values: Vec<i64>,
    pub options: Vec<String>,
    /// What changing it costs; none where it cannot be changed.
    pub cost: Option<u32>,
}

/// Whether a condition holds in a world.
pub fn holds(condition: &Value, facts: &[OracleFact], world: &World) -> bool {
    let object = condition.as_object().expect("a condition");
    let parts = |key: &str| object[key].as_array().expect("parts").iter();
    if object.contains_key("all") {
        return parts("all").all(|part| holds(part, facts, world));
    }
    if object.contains_key("any") {
        return parts("any").any(|part| holds(part, facts, world));
    }
    if let Some(part) = object.get("not") {
        return !holds(part, facts, world);
    }
    let value = |id: &Value| {
        let index = facts
            .iter()
            .position(|fact| id == &fact.id)
            .expect("a fact");
        (world[index], &facts[index])
    };
    if let Some(ids) = object.get("sum") {
        let ids = ids.as_array().expect("facts");
        return compare(object, ids.iter().map(|id| value(id).0).sum());
    }
    if let Some(ids) = object.get("difference") {
        return compare(object, value(&ids[0]).0 - value(&ids[1]).0);
    }
    if let Some(id) = object.get("count") {
        let (set, fact) = value(id);
        let except = options(object.get("except"), fact);
        return compare(object, i64::from((set & !except).count_ones()) * 10);
    }
    let (own, fact) = value(&object["fact"]);
    let mask = |key: &str| options(object.get(key), fact);
    match fact.kind {
        "bool" => object["is"].as_bool() == Some(own == 1),
        "choice" if object.contains_key("is") => fact.options[own as usize] == object["is"],
        "choice" => object["one_of"]
            .as_array()
            .expect("options")
            .iter()
            .any(|one| one == &fact.options[own as usize]),
        "set" if object.contains_key("has") => own & mask("has") != 0,
        "set" if object.contains_key("has_any") => own & mask("has_any") != 0,
        "set" if object.contains_key("has_all") => own & mask("has_all") == mask("has_all"),
        "set" => own & mask("has_none") == 0,
        _ => compare(object, own),
    }
}

fn compare(test: &Map<String, Value>, tenths: i64) -> bool {
    test.iter().all(|(key, value)| match key.as_str() {
        "at_least" => tenths >= scalar(value),
        "above" => tenths > scalar(value),
        "at_most" => tenths <= scalar(value),
        "below" => tenths < scalar(value),
        "equals" => tenths == scalar(value),
        "between" => scalar(&value[0]) <= tenths && tenths <= scalar(&value[1]),
        _ => true,
    })
}

fn options(list: Option<&Value>, fact: &OracleFact) -> i64 {
    let bit = |one: &Value| {
        1 << fact
            .options
            .iter()
            .position(|o| one == o)
            .expect("an option")
    };
    match list {
        None => 0,
        Some(Value::Array(list)) => list.iter().map(bit).sum(),
        Some(one) => bit(one),
    }
}

/// A number in tenths, or a date in days.
fn scalar(value: &Value) -> i64 {
    match value {
        Value::String(date) => days(date),
        _ => (value.as_f64().expect("a number") * 10.0).round() as i64,
    }
}

/// The days from the beginning of the calendar to `YYYY-MM-DD`, one month after the other.
pub fn days(date: &str) -> i64 {
    let parts: Vec<i64> = date
        .split('-')
        .map(|part| part.parse().expect("a date"))
        .collect();
    let is_leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let whole: i64 = (1..parts[0])
        .map(|year| 365 + i64::from(is_leap(year)))
        .sum();
    let february = 28 + i64::from(is_leap(parts[0]));
    let months = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    whole + months[..parts[1] as usize - 1].iter().sum::<i64>() + parts[2]
}

/// The values of a fact that an answer leaves.
pub fn left(answer: Option<&Value>, fact: &OracleFact) -> Vec<i64> {
    let all = || fact.values.iter().copied();
    match (fact.kind, answer) {
        (_, None | Some(Value::Null)) => all().collect(),
        (_, Some(Value::String(text))) if text == "unknown" => all().collect(),
        ("bool", Some(value)) => vec![i64::from(value.as_bool() == Some(true))],
        ("choice", Some(value)) => {
            vec![
                fact.options
                    .iter()
                    .position(|o| value == o)
                    .expect("an option") as i64,
            ]
        }
        ("set", Some(Value::Array(list))) => {
            vec![options(Some(&Value::Array(list.clone())), fact)]
        }
        ("set", Some(parts)) => {
            let (has, lacks) = (
                options(parts.get("has"), fact),
                options(parts.get("not"), fact),
            );
            all()
                .filter(|set| set & has == has && set & lacks == 0)
                .collect()
        }
        (_, Some(Value::Object(band))) => all()
            .filter(|value| band.get("from").is_none_or(|from| *value >= scalar(from)))
            .filter(|value| band.get("to").is_none_or(|to| *value <= scalar(to)))
            .collect(),
        (_, Some(value)) => vec![scalar(value)],
    }
}

/// Every completion of the answers that respects the constraints.
pub fn completions(
    facts: &[OracleFact],
    answers: &Map<String, Value>,
    constraints: &[Value],
) -> Vec<World> {
    let mut worlds: Vec<World> = vec![Vec::new()];
    for fact in facts {
        let values = left(answers.get(&fact.id), fact);
        worlds = worlds
            .iter()
            .flat_map(|world| {
                values.iter().map(|value| {
                    let mut world = world.clone();
                    world.push(*value);
                    world
                })
            })
            .collect();
    }
    worlds.retain(|world| {
        constraints
            .iter()
            .all(|constraint| holds(constraint, facts, world))
    });
    worlds
}

/// A number from the environment: the first seed, or how many are tried.
pub fn setting(name: &str, usual: u64) -> u64 {
    let text = std::env::var(name).ok();
    text.and_then(|text| text.parse().ok()).unwrap_or(usual)
}
