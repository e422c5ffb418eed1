//! What terms come to, held against counting it for every completion of the answers.
//!
//! `PULJETJEK_SEED` and `PULJETJEK_CASES` choose the seed and how many made-up terms.

use super::{aid, engine_of};
use fastrand::Rng;
use puljetjek::pack::decimal::{Decimal, Literal, LiteralUnit};
use puljetjek::pack::term::COMBINATIONS;
use puljetjek::screen::{Aid, By, Span};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// One variant of a term: percent in tenths, months, or money.
#[derive(Clone, Debug)]
struct Variant {
    min: Option<i64>,
    max: Option<i64>,
    unit: &'static str,
    of: &'static str,
    part: bool,
    when: Option<When>,
}

#[derive(Clone, Debug)]
enum When {
    Kind(&'static str),
    Flag(bool),
    BudgetAtMost(i64),
    MonthsAtLeast(i64),
}

/// Every answer of a company.
#[derive(Clone, Debug)]
struct Completion {
    kind: &'static str,
    flag: bool,
    months: i64,
    budget: i64,
    received: i64,
}

type Terms = BTreeMap<&'static str, Vec<Variant>>;

const KINDS: [&str; 3] = ["a", "b", "c"];

impl When {
    fn json(&self) -> Value {
        match self {
            When::Kind(kind) => json!({"fact": "kind", "is": kind}),
            When::Flag(flag) => json!({"fact": "flag", "is": flag}),
            When::BudgetAtMost(most) => json!({"fact": "budget", "at_most": most}),
            When::MonthsAtLeast(least) => json!({"fact": "months", "at_least": least}),
        }
    }

    fn holds(&self, of: &Completion) -> bool {
        match self {
            When::Kind(kind) => of.kind == *kind,
            When::Flag(flag) => of.flag == *flag,
            When::BudgetAtMost(most) => of.budget <= *most,
            When::MonthsAtLeast(least) => of.months >= *least,
        }
    }
}

impl Variant {
    fn json(&self) -> Value {
        let literal = |value: i64| match self.unit {
            "%" => json!(format!("{}.{} %", value / 10, value % 10)),
            "" => json!(value),
            unit => json!(format!("{value} {unit}")),
        };
        let mut json = json!({"part": self.part});
        let entries = [
            ("min", self.min.map(literal)),
            ("max", self.max.map(literal)),
            ("of", (!self.of.is_empty()).then(|| json!(self.of))),
            ("when", self.when.as_ref().map(When::json)),
        ];
        for (key, value) in entries {
            if let Some(value) = value {
                json[key] = value;
            }
        }
        json
    }

    /// A sum of money in whole kroner.
    fn kroner(&self, sum: i64) -> i64 {
        match self.unit {
            "EUR" => sum * 746_038 / 100_000,
            _ => sum,
        }
    }
}

fn drawn(rng: &mut Rng) -> Terms {
    let mut terms = Terms::new();
    let mut add = |rng: &mut Rng, kind, odds: f64, draw: &dyn Fn(&mut Rng) -> Variant| {
        if rng.f64() >= odds {
            return;
        }
        let count = [1, 1, 2, 3][rng.usize(..4)];
        let mut variants: Vec<Variant> = (0..count).map(|_| draw(rng)).collect();
        let always = rng.bool();
        for (index, variant) in variants.iter_mut().enumerate() {
            variant.when = (index + 1 < count || !always).then(|| match rng.u8(..4) {
                0 => When::Kind(KINDS[rng.usize(..3)]),
                1 => When::Flag(rng.bool()),
                2 => When::BudgetAtMost(rng.i64(0..130)),
                _ => When::MonthsAtLeast(rng.i64(1..10)),
            });
        }
        terms.insert(kind, variants);
    };
    let money = |rng: &mut Rng| ["DKK", "EUR", ""][rng.usize(..3)];
    let cap = |rng: &mut Rng| Variant {
        min: None,
        max: Some(rng.i64(0..150)),
        unit: money(rng),
        of: "",
        part: false,
        when: None,
    };
    let share = |rng: &mut Rng| {
        let max = rng.i64(0..=1000);
        Variant {
            min: rng.bool().then(|| rng.i64(0..=max)),
            max: Some(max),
            unit: "%",
            of: "budget",
            part: rng.bool(),
            when: None,
        }
    };
    add(rng, "rate", 0.5, &share);
    add(rng, "own_financing", 0.2, &|rng| Variant {
        min: Some(rng.i64(0..=1000)),
        max: None,
        ..share(rng)
    });
    add(rng, "monthly", 0.5, &|rng| {
        let max = rng.i64(0..20);
        Variant {
            min: rng.bool().then(|| rng.i64(0..=max)),
            max: Some(max),
            ..cap(rng)
        }
    });
    add(rng, "months", 0.7, &|rng| {
        let max = rng.i64(1..10);
        Variant {
            min: rng.bool().then(|| rng.i64(0..=max)),
            max: Some(max),
            unit: "",
            of: "months",
            part: false,
            when: None,
        }
    });
    add(rng, "grant", 0.3, &|rng| {
        let one = cap(rng);
        Variant {
            min: (rng.u8(..4) == 0).then(|| rng.i64(0..=one.max.unwrap_or(0))),
            ..one
        }
    });
    for kind in ["cap_partner", "cap_project", "cap_country"] {
        add(rng, kind, 0.2, &cap);
    }
    add(rng, "de_minimis", 0.3, &|rng| Variant {
        max: Some(rng.i64(0..12)),
        unit: "EUR",
        of: "received",
        ..cap(rng)
    });
    terms
}

/// What one completion comes to.
struct Counted {
    /// None where nothing is paid.
    amount: Option<Span>,
    months: Option<i64>,
    room: Option<i64>,
    ceiling: i64,
    /// Percent in tenths.
    own: Option<i64>,
    carried: Option<(i64, i64)>,
}

fn counted(terms: &Terms, of: &Completion) -> Counted {
    let pick = |kind: &str| {
        let holds = |one: &&Variant| one.when.as_ref().is_none_or(|when| when.holds(of));
        terms.get(kind)?.iter().find(holds)
    };
    let months = pick("months").map(|one| {
        let paid = of.months.min(one.max.unwrap_or(i64::MAX));
        (paid >= one.min.unwrap_or(0)).then_some(paid)
    });
    let room = pick("de_minimis").and_then(|one| Some((one.max? - of.received).max(0)));
    let mut shares = Vec::new();
    if let Some(one) = pick("rate") {
        shares.push((one, one.max.unwrap_or(0)));
    }
    if let Some(one) = pick("own_financing") {
        shares.push((one, 1000 - one.min.unwrap_or(0)));
    }
    // With an own part that is all of the budget, and with one that is nothing of it.
    let most = |all: bool| {
        let mut bounds = Vec::new();
        if let (Some(one), Some(Some(months))) = (pick("monthly"), months) {
            bounds.push(one.kroner(one.max.unwrap_or(0) * months));
        }
        for (one, tenths) in &shares {
            let cost = if one.part && !all { 0 } else { of.budget };
            bounds.push(cost * tenths / 1000);
        }
        for kind in ["grant", "cap_partner", "cap_project", "cap_country"] {
            if let Some(one) = pick(kind) {
                bounds.push(one.kroner(one.max.unwrap_or(0)));
            }
        }
        if !bounds.is_empty() {
            bounds.extend(room.map(|euro| euro * 746_038 / 100_000));
        }
        bounds.into_iter().min()
    };
    let least = pick("grant").and_then(|one| Some(one.kroner(one.min?)));
    let to = most(true);
    let too_little = to.zip(least).is_some_and(|(to, least)| to < least);
    let monthly = pick("monthly").and_then(|one| Some(one.kroner(one.min? * months??)));
    let rate = pick("rate").filter(|one| !one.part);
    let rate = rate.and_then(|one| Some(of.budget * one.min? / 1000));
    let promised = monthly.max(rate);
    let promised = promised.map(|sum| most(false).map_or(sum, |most| sum.min(most)));
    let from = promised.max(least).filter(|from| *from > 0);
    let pays = !too_little && months != Some(None);
    let whole = shares.iter().any(|(one, _)| !one.part);
    let carried = whole.then(|| Some((of.budget - most(true)?, of.budget - most(false)?)));
    Counted {
        amount: pays.then_some(Span { from, to }),
        months: months.flatten(),
        room,
        ceiling: pick("de_minimis").and_then(|one| one.max).unwrap_or(0),
        own: shares.iter().map(|(_, tenths)| 1000 - tenths).max(),
        carried: carried.flatten(),
    }
}

/// In how many ways the variants combine.
fn ways(terms: &Terms) -> usize {
    let outcomes =
        |all: &Vec<Variant>| all.len() + usize::from(all.iter().all(|one| one.when.is_some()));
    terms.values().map(outcomes).product()
}

fn span(all: impl Iterator<Item = i64> + Clone) -> Option<Span> {
    Some(Span {
        from: Some(all.clone().min()?),
        to: Some(all.max()?),
    })
}

/// The ends over all completions: none if one has none.
fn ends(all: &[Span]) -> Span {
    Span {
        from: all.iter().map(|span| span.from).min().flatten(),
        to: if all.iter().any(|span| span.to.is_none()) {
            None
        } else {
            all.iter().filter_map(|span| span.to).max()
        },
    }
}

fn kroner_of(by: &By) -> i64 {
    let scaled = |literal: &Literal| {
        let (top, bottom) = literal.ratio_in(LiteralUnit::Dkk).expect("money");
        (top, bottom)
    };
    let (top, bottom) = match by {
        By::Months(months, literal) => {
            let (top, bottom) = scaled(literal);
            (top * i128::from(*months), bottom)
        }
        By::Share(percent, cost, _) => {
            let ((top, bottom), (part, whole)) = (scaled(cost), percent.ratio());
            (top * part, bottom * whole * 100)
        }
        By::Cap(_, literal) => scaled(literal),
    };
    i64::try_from(top / bottom).expect("small")
}

fn assert_alike(terms: &Terms, all: &[Counted], found: Option<&Aid>, place: &str) {
    let nothing = Aid::default();
    let found = found.unwrap_or(&nothing);
    let paid: Vec<Span> = all.iter().filter_map(|one| one.amount).collect();
    let expected = (!paid.is_empty()).then(|| ends(&paid));
    let expected = expected.filter(|span| *span != Span::default());
    let span = found.amount.as_ref().map(|amount| amount.span);
    // Where a least grant leaves completions out, the lower end may lie lower.
    let has_least = terms
        .get("grant")
        .is_some_and(|all| all.iter().any(|one| one.min.is_some()));
    if has_least {
        assert_eq!(
            span.and_then(|span| span.to),
            expected.and_then(|span| span.to),
            "{place}"
        );
        let from = |span: Option<Span>| span.and_then(|span| span.from);
        assert!(from(span) <= from(expected), "{place}");
    } else {
        assert_eq!(span, expected, "{place}");
    }
    if let Some(amount) = &found.amount {
        let by = amount.by.as_ref().map(kroner_of);
        assert_eq!(by, amount.span.to, "{place}");
    }
    assert_eq!(found.months, span_of(all, |one| one.months), "{place}");
    let room = span_of(all, |one| one.room);
    let ceiling = all.iter().map(|one| one.ceiling).max().unwrap_or(0);
    assert_eq!(found.room, room.map(|room| (room, ceiling)), "{place}");

    let pays = all.iter().filter(|one| one.amount.is_some());
    if expected.is_some() && !has_least {
        let own: Option<i64> = pays.clone().map(|one| one.own).min().flatten();
        let share = found.own.as_ref().map(|own| own.share);
        assert_eq!(share, own.map(|tenths| Decimal::new(tenths, 1)), "{place}");
        let carried: Option<Vec<(i64, i64)>> = pays.map(|one| one.carried).collect();
        let carried = carried.map(|all| Span {
            from: all.iter().map(|one| one.0).min(),
            to: all.iter().map(|one| one.1).max(),
        });
        let amount = found.own.as_ref().and_then(|own| own.amount);
        assert_eq!(amount, carried.filter(|_| own.is_some()), "{place}");
    }
}

fn span_of(all: &[Counted], what: impl Fn(&Counted) -> Option<i64> + Copy) -> Option<Span> {
    span(all.iter().filter_map(what))
}

fn pack(terms: &Terms) -> Value {
    let number = |id: &str, unit: &str, max: i64| {
        json!({"id": id, "topic": "t", "type": "number", "unit": unit, "min": 0, "max": max,
            "step": 1, "changeable": "no", "text": {}})
    };
    let terms: BTreeMap<_, _> = terms
        .iter()
        .map(|(kind, variants)| match variants.as_slice() {
            [one] => (kind, one.json()),
            all => (kind, all.iter().map(Variant::json).collect()),
        })
        .collect();
    json!({
        "pack": {"id": "p", "version": "1", "format": 1, "languages": [],
            "topics": [{"id": "t", "text": {}}]},
        "definitions": {}, "constraints": [], "sources": [], "texts": {}, "tables": {},
        "contacts": [{"id": "c", "kind": "guidance", "text": {}}], "priors": {},
        "facts": [
            {"id": "kind", "topic": "t", "type": "choice", "options": KINDS, "changeable": "no",
                "text": {}},
            {"id": "flag", "topic": "t", "type": "bool", "changeable": "no", "text": {}},
            number("months", "months", 600), number("budget", "dkk", 1_000_000_000),
            number("received", "eur", 1_000_000)],
        "programmes": [{"id": "p", "owner": "c", "goals": [], "text": {}, "editions": [
            {"id": "e", "valid": {"from": "2000-01-01"}, "text": {}, "terms": terms, "routes": [
                {"id": "r", "kind": "apply", "text": {}, "criteria": []}]}]}]
    })
}

fn from_environment(name: &str, usual: u64) -> u64 {
    let given = std::env::var(name).ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(usual)
}

#[test]
fn what_is_told_is_the_range_over_all_completions() {
    let mut rng = Rng::with_seed(from_environment("PULJETJEK_SEED", 1));
    let mut amounts = 0;
    for _ in 0..from_environment("PULJETJEK_CASES", 600) {
        let terms =
            std::iter::repeat_with(|| drawn(&mut rng)).find(|terms| ways(terms) <= COMBINATIONS);
        let terms = terms.expect("some");
        let engine = engine_of(&pack(&terms));
        for _ in 0..6 {
            let mut band = |least: i64, most: i64, width: i64| {
                let low = rng.i64(least..=most);
                (low, low + rng.i64(0..=width))
            };
            let (months, budget, received) = (band(1, 10, 3), band(0, 120, 7), band(0, 12, 3));
            let between = |(from, to): (i64, i64)| json!({"from": from, "to": to});
            let mut answers = json!({"months": between(months), "budget": between(budget),
                "received": between(received)});
            let kind = rng.choice(KINDS).filter(|_| rng.bool());
            let flag = [None, Some(true), Some(false)][rng.usize(..3)];
            answers["kind"] = json!(kind);
            answers["flag"] = json!(flag);
            let mut all = Vec::new();
            for kind in KINDS
                .into_iter()
                .filter(|one| kind.is_none_or(|kind| kind == *one))
            {
                for flag in [true, false]
                    .into_iter()
                    .filter(|one| flag.is_none_or(|own| own == *one))
                {
                    for months in months.0..=months.1 {
                        for budget in budget.0..=budget.1 {
                            for received in received.0..=received.1 {
                                let of = Completion {
                                    kind,
                                    flag,
                                    months,
                                    budget,
                                    received,
                                };
                                all.push(counted(&terms, &of));
                            }
                        }
                    }
                }
            }
            let found = aid(&engine, "p", "2020-01-01", &answers);
            let place = format!("{terms:#?}\n{answers}\n{found:#?}");
            assert_alike(&terms, &all, found.as_ref(), &place);
            amounts += usize::from(found.is_some_and(|aid| aid.amount.is_some()));
        }
    }
    assert!(amounts > 1000, "{amounts}");
}
