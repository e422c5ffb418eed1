//! Rules in the formats of others.

mod jsonlogic;

use crate::pack::date::Date;
use crate::pack::error::PackError;
use crate::pack::fact::{Domain, Fact};
use crate::pack::formula::Formula;
use crate::pack::programme::{Criterion, CriterionKind, Edition, Programme, Route, RouteKind};
use crate::pack::{Pack, programme};
use crate::screen::report::PackId;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// A programme for engines that read JsonLogic.
#[derive(Debug, Serialize)]
pub struct Export<'a> {
    pack: PackId<'a>,
    format: &'static str,
    programme: &'a str,
    editions: Vec<EditionExport<'a>>,
    /// What the rules expect to find, by fact.
    data: BTreeMap<&'a str, Shape<'a>>,
}

#[derive(Debug, Serialize)]
struct EditionExport<'a> {
    id: &'a str,
    from: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Date>,
    routes: Vec<RouteExport<'a>>,
}

#[derive(Debug, Serialize)]
struct RouteExport<'a> {
    id: &'a str,
    kind: RouteKind,
    /// All requirements together: true where each is met.
    requirements: Value,
    criteria: Vec<CriterionExport<'a>>,
    /// What somebody must confirm besides; no rule can tell.
    attest: Vec<String>,
}

#[derive(Debug, Serialize)]
struct CriterionExport<'a> {
    id: &'a str,
    kind: CriterionKind,
    rule: Value,
}

/// What stands under a fact's id in the data.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Shape<'a> {
    /// `true` or `false`.
    Bool,
    /// A JSON number in this unit.
    Number { unit: &'static str },
    /// One of these texts.
    Choice { options: &'a [String] },
    /// A list of some of these texts.
    Set { options: &'a [String] },
    /// A whole number: year * 10000 + month * 100 + day.
    Date,
}

impl<'a> Export<'a> {
    /// Each route of each edition of a programme as JsonLogic.
    ///
    /// Numbers are compared as the author wrote them. Doubles do no harm: a number and a bound of
    /// the same decimals are the same double, and sums are compared half a step below their bound.
    ///
    /// # Errors
    /// A condition that does not settle; an opened pack has none.
    pub fn jsonlogic(pack: &'a Pack, programme: &'a Programme) -> Result<Export<'a>, PackError> {
        let mut used = BTreeMap::new();
        let mut editions = Vec::new();
        for edition in &programme.editions {
            let mut routes = Vec::new();
            for route in &edition.routes {
                routes.push(route_export(pack, programme, edition, route, &mut used)?);
            }
            editions.push(EditionExport {
                id: &edition.id,
                from: edition.valid.from,
                to: edition.valid.to,
                routes,
            });
        }
        Ok(Export {
            pack: PackId::of(pack),
            format: "jsonlogic",
            programme: &programme.id,
            editions,
            data: used,
        })
    }
}

fn route_export<'a>(
    pack: &'a Pack,
    programme: &'a Programme,
    edition: &'a Edition,
    route: &'a Route,
    used: &mut BTreeMap<&'a str, Shape<'a>>,
) -> Result<RouteExport<'a>, PackError> {
    let (mut all, mut criteria, mut attest) = (Vec::new(), Vec::new(), Vec::new());
    let of_edition = edition.criteria.iter().map(|one| (None, one));
    let of_route = route.criteria.iter();
    let of_route = of_route.map(|one| (Some(route.id.as_str()), one));
    for (of, criterion) in of_edition.chain(of_route) {
        let Some(formula) = formula(pack, criterion)? else {
            attest.push(programme::attestation(&programme.id, of, &criterion.id));
            continue;
        };
        formula.each_atom(&mut |atom| {
            atom.each_fact(|fact| {
                let fact = &pack.facts[fact];
                used.insert(&fact.id, shape(fact));
            });
        });
        criteria.push(CriterionExport {
            id: &criterion.id,
            kind: criterion.demand.kind(),
            rule: jsonlogic::rule(&pack.facts, &formula),
        });
        if criterion.demand.kind() == CriterionKind::Requirement {
            all.push(formula);
        }
    }
    Ok(RouteExport {
        id: &route.id,
        kind: route.kind,
        requirements: jsonlogic::rule(&pack.facts, &Formula::All(all)),
        criteria,
        attest,
    })
}

fn formula(pack: &Pack, criterion: &Criterion) -> Result<Option<Formula>, PackError> {
    let condition = criterion.demand.condition();
    condition.map(|one| pack.formula(one)).transpose()
}

fn shape(fact: &Fact) -> Shape<'_> {
    match &fact.domain {
        Domain::Bool => Shape::Bool,
        Domain::Number(domain) => Shape::Number {
            unit: domain.unit.key(),
        },
        Domain::Choice(options) => Shape::Choice { options },
        Domain::Set(options) => Shape::Set { options },
        Domain::Date => Shape::Date,
    }
}
