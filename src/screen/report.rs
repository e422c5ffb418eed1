//! A screening in the words and the order of `formats.md`, for JSON.

use super::call::CallStatus;
use super::engine::Engine;
use super::result::{CriterionState, ProgrammeResult, RouteResult, Screening, Verdict};
use crate::pack::Pack;
use crate::pack::date::Date;
use crate::pack::programme::{Criterion, CriterionKind, Edition};
use crate::pack::sentence::{Writer, sentence};
use crate::pack::source::Confidence;
use serde::Serialize;

/// The result of `screen --format json`.
#[derive(Debug, Serialize)]
pub struct Report<'a> {
    pack: PackId<'a>,
    as_of: Date,
    programmes: Vec<ProgrammeReport<'a>>,
    next: Option<Next<'a>>,
    unknown: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct PackId<'a> {
    id: &'a str,
    version: &'a str,
    hash: &'a str,
}

#[derive(Debug, Serialize)]
struct Next<'a> {
    fact: &'a str,
    decides: f64,
}

#[derive(Debug, Serialize)]
struct ProgrammeReport<'a> {
    id: &'a str,
    edition: &'a str,
    verdict: Verdict,
    route: Option<&'a str>,
    call: CallStatus,
    routes: Vec<RouteReport<'a>>,
    contacts: Vec<ContactReport<'a>>,
}

#[derive(Debug, Serialize)]
struct RouteReport<'a> {
    id: &'a str,
    verdict: Verdict,
    criteria: Vec<CriterionReport<'a>>,
    because: Vec<String>,
    change: Vec<Change>,
    missing: Vec<&'a str>,
    #[serde(skip_serializing_if = "is_true")]
    exact: bool,
}

/// A set of changes that makes a route eligible.
#[derive(Debug, Serialize)]
struct Change {}

#[derive(Debug, Serialize)]
struct CriterionReport<'a> {
    id: &'a str,
    kind: CriterionKind,
    state: CriterionState,
    sentence: String,
    confidence: Option<Confidence>,
    sources: &'a [String],
}

#[derive(Debug, Serialize)]
struct ContactReport<'a> {
    id: &'a str,
    because: String,
}

// serde hands fields over by reference.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_true(value: &bool) -> bool {
    *value
}

impl Engine {
    /// A screening in words of a language.
    pub fn report<'a>(&'a self, screening: &Screening, language: &str) -> Report<'a> {
        let pack = &self.pack;
        let head = &pack.head;
        let programmes = screening.programmes.iter();
        Report {
            pack: PackId { id: &head.id, version: &head.version, hash: &pack.hash },
            as_of: screening.as_of,
            programmes: programmes.map(|one| programme_report(pack, one, language)).collect(),
            next: None,
            unknown: screening.unknown.iter().map(|fact| pack.facts[*fact].id.as_str()).collect(),
        }
    }
}

fn programme_report<'a>(
    pack: &'a Pack,
    result: &ProgrammeResult,
    language: &str,
) -> ProgrammeReport<'a> {
    let programme = &pack.programmes[result.programme];
    let edition = &programme.editions[result.edition];
    let routes = result.routes.iter().enumerate();
    let contacts = result.contacts.iter().map(|one| ContactReport {
        id: &pack.contacts[one.contact].id,
        because: contact_reason(pack, result, one.reason.key(), language),
    });
    ProgrammeReport {
        id: &programme.id,
        edition: &edition.id,
        verdict: result.verdict,
        route: result.best.map(|best| edition.routes[best].id.as_str()),
        call: result.call.clone(),
        routes: routes.map(|(i, route)| route_report(pack, edition, i, route, language)).collect(),
        contacts: contacts.collect(),
    }
}

fn route_report<'a>(
    pack: &'a Pack,
    edition: &'a Edition,
    index: usize,
    result: &RouteResult,
    language: &str,
) -> RouteReport<'a> {
    let route = &edition.routes[index];
    let criteria = edition.criteria.iter().chain(&route.criteria).zip(&result.criteria);
    RouteReport {
        id: &route.id,
        verdict: result.verdict,
        criteria: criteria
            .map(|(criterion, state)| CriterionReport {
                id: &criterion.id,
                kind: criterion.demand.kind(),
                state: *state,
                sentence: criterion_sentence(pack, criterion, language),
                confidence: confidence(pack, &criterion.sources),
                sources: &criterion.sources,
            })
            .collect(),
        because: result.because.clone(),
        change: Vec::new(),
        missing: result.missing.iter().map(|fact| pack.facts[*fact].id.as_str()).collect(),
        exact: result.exact,
    }
}

/// The precise sentence of a criterion: generated from its condition, or what is to be attested.
pub fn criterion_sentence(pack: &Pack, criterion: &Criterion, language: &str) -> String {
    match criterion.demand.condition() {
        Some(condition) => sentence(pack, condition, language),
        None => criterion.text.get(language).map_or(String::new(), |text| text.title.clone()),
    }
}

/// The lowest confidence of some sources.
pub fn confidence(pack: &Pack, sources: &[String]) -> Option<Confidence> {
    sources.iter().filter_map(|id| pack.sources.get(id)).map(|source| source.confidence).min()
}

/// Why a contact was chosen, in words.
pub fn contact_reason(
    pack: &Pack,
    result: &ProgrammeResult,
    reason: &str,
    language: &str,
) -> String {
    let programme = &pack.programmes[result.programme];
    let title = programme.text.get(language).map_or(programme.id.as_str(), |text| &text.title);
    pack.catalogue(language).fill(&["reason.", reason].concat(), &[("programme", title)])
}

/// How the calls of a programme stand, in words.
pub fn call_words(pack: &Pack, call: &CallStatus, language: &str) -> String {
    let texts = pack.catalogue(language);
    let writer = Writer::new(pack, language);
    let dated = |key: &str, date: Date| texts.fill(key, &[("date", &writer.date(date))]);
    use super::call::CallState::{Closed, Ended, Exhausted, Open, OpensOn, Unknown};
    match (call.state, call.opens, call.closes) {
        (Open, _, Some(closes)) => {
            let left = match call.closes_in {
                Some(0) => texts.get("call.last_day").into(),
                days => texts.count("call.closes_in", days.unwrap_or(0).max(0) as usize),
            };
            [dated("call.open_until", closes).as_str(), " (", &left, ")"].concat()
        }
        (Open, ..) => texts.get("call.open").into(),
        (OpensOn, Some(opens), _) => dated("call.opens_on", opens),
        (Closed, Some(opens), _) => dated("call.closed_opens", opens),
        (Closed, None, _) => texts.get("call.closed").into(),
        (Unknown, _, Some(closes)) => dated("call.deadline", closes),
        (Exhausted, ..) => texts.get("call.exhausted").into(),
        (Ended, ..) => texts.get("call.ended").into(),
        (OpensOn | Unknown, ..) => texts.get("call.unknown").into(),
    }
}
