//! What is asked of each company: the programmes with their ways in, as of the day.

use super::columns::Columns;
use crate::diagram::Outcomes;
use crate::pack::date::Date;
use crate::pack::programme::{CriterionKind, Route, RouteKind, attestation};
use crate::screen::call;
use crate::screen::engine::{Compiled, Engine};
use crate::screen::result::Verdict;
use crate::screen::verdict::{best_of, of_route};
use std::ops::Range;

/// The programmes, all their ways, and the functions to be asked: the worlds, then the
/// requirements of each way.
pub struct Ways<'a> {
    pub programmes: Vec<Asked<'a>>,
    pub ways: Vec<Way>,
    pub functions: Vec<&'a Compiled>,
}

/// A programme: the routes of the edition that answers on the day, and their ways.
#[derive(Debug)]
pub struct Asked<'a> {
    routes: &'a [Route],
    pub ways: Range<usize>,
    /// Whether it has one route, of one's own: then the verdict of that is the programme's.
    is_single: bool,
}

/// A route: the columns that attest its criteria; none where there is no column. Its requirements
/// are the function of the same place, behind the worlds.
#[derive(Debug)]
pub struct Way {
    /// Whose way it is, by place.
    pub programme: usize,
    attestations: Vec<Option<usize>>,
}

impl Way {
    /// The verdict, when these can still come out and so much is attested.
    #[inline]
    pub fn verdict(&self, outcomes: Outcomes, attested: &[Option<bool>]) -> Verdict {
        if self.attestations.is_empty() {
            return of_route(outcomes, false, false);
        }
        let state = |column: &Option<usize>| column.and_then(|one| attested[one]);
        let is = |wanted| self.attestations.iter().any(|one| state(one) == wanted);
        of_route(outcomes, is(Some(false)), is(None))
    }
}

impl Asked<'_> {
    /// The verdict, when these are those of all ways; only its own count.
    #[inline]
    pub fn verdict(&self, of_ways: &[Verdict]) -> Verdict {
        match &of_ways[self.ways.clone()] {
            [verdict] if self.is_single => *verdict,
            verdicts => best_of(self.routes, |route| verdicts[route]).0,
        }
    }
}

impl<'a> Ways<'a> {
    /// The ways as of a day, for companies with these columns.
    pub fn new(engine: &'a Engine, columns: &Columns, as_of: Date) -> Ways<'a> {
        let (mut programmes, mut ways) = (Vec::new(), Vec::new());
        let mut functions: Vec<&Compiled> = engine.worlds.iter().collect();
        for (index, programme) in engine.pack.programmes.iter().enumerate() {
            let chosen = call::edition_on(programme, as_of);
            let edition = &programme.editions[chosen];
            let first = ways.len();
            for (route, own) in edition.routes.iter().zip(&engine.routes[index][chosen]) {
                functions.push(&own.requirements);
                let shared = edition.criteria.iter().map(|one| (None, one));
                let own_criteria = route.criteria.iter().map(|one| (Some(&*route.id), one));
                let attestations = shared
                    .chain(own_criteria)
                    .filter(|(_, one)| one.demand.kind() == CriterionKind::Attest)
                    .map(|(route, one)| attestation(&programme.id, route, &one.id))
                    .map(|name| columns.attestation(&name));
                ways.push(Way {
                    programme: index,
                    attestations: attestations.collect(),
                });
            }
            let routes = &*edition.routes;
            programmes.push(Asked {
                routes,
                ways: first..ways.len(),
                is_single: matches!(routes, [one] if one.kind != RouteKind::Through),
            });
        }
        Ways {
            programmes,
            ways,
            functions,
        }
    }
}
