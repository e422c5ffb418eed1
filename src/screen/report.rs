//! A screening in the words and the order of `formats.md`, for JSON.

mod aid;

pub use aid::{aid_words, excluded, excluded_words};

use super::call::CallStatus;
use super::changes::{Change, Target};
use super::engine::Engine;
use super::plan::Plan;
use super::result::{CriterionState, ProgrammeResult, RouteResult, Screening, Verdict};
use crate::pack::Pack;
use crate::pack::date::Date;
use crate::pack::decimal::{Decimal, Literal};
use crate::pack::fact::{Domain, Fact};
use crate::pack::programme::{Criterion, CriterionKind, Edition, Route};
use crate::pack::sentence::{RANGE, TERM, Writer, sentence};
use crate::pack::source::Confidence;
use crate::pack::term::{Term, TermKind};
use crate::pack::text::Catalogue;
use aid::AidReport;
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

/// Which pack something was computed from.
#[derive(Debug, Serialize)]
pub struct PackId<'a> {
    id: &'a str,
    version: &'a str,
    hash: &'a str,
}

impl<'a> PackId<'a> {
    /// The id, version and hash of a pack.
    pub fn of(pack: &'a Pack) -> PackId<'a> {
        PackId {
            id: &pack.head.id,
            version: &pack.head.version,
            hash: &pack.hash,
        }
    }
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
    #[serde(skip_serializing_if = "Option::is_none")]
    later: Option<LaterReport<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    terms: Option<AidReport>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    excludes: Vec<&'a str>,
    routes: Vec<RouteReport<'a>>,
    contacts: Vec<ContactReport<'a>>,
}

/// The first day on which the same answers will do.
#[derive(Debug, Serialize)]
struct LaterReport<'a> {
    from: Date,
    edition: &'a str,
    verdict: Verdict,
}

#[derive(Debug, Serialize)]
struct RouteReport<'a> {
    id: &'a str,
    verdict: Verdict,
    criteria: Vec<CriterionReport<'a>>,
    because: Vec<String>,
    change: Vec<ChangeReport<'a>>,
    missing: Vec<&'a str>,
    #[serde(skip_serializing_if = "is_true")]
    exact: bool,
}

/// A set of changes that meets a route's requirements.
#[derive(Debug, Serialize)]
struct ChangeReport<'a> {
    cost: u32,
    facts: Vec<TargetReport<'a>>,
}

#[derive(Debug, Serialize)]
struct TargetReport<'a> {
    fact: &'a str,
    to: To<'a>,
}

/// What a fact would have to become.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum To<'a> {
    Bool(bool),
    Option(&'a str),
    Numbers {
        #[serde(skip_serializing_if = "Option::is_none")]
        from: Option<Decimal>,
        #[serde(skip_serializing_if = "Option::is_none")]
        to: Option<Decimal>,
    },
    Dates {
        #[serde(skip_serializing_if = "Option::is_none")]
        from: Option<Date>,
        #[serde(skip_serializing_if = "Option::is_none")]
        to: Option<Date>,
    },
    Elements {
        add: Vec<&'a str>,
        remove: Vec<&'a str>,
    },
}

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
    pub fn report<'a>(&'a self, screening: &Screening, plan: &Plan, language: &str) -> Report<'a> {
        let pack = &self.pack;
        let programmes = screening.programmes.iter();
        Report {
            pack: PackId::of(pack),
            as_of: screening.as_of,
            programmes: programmes
                .map(|one| programme_report(pack, one, language))
                .collect(),
            next: plan.questions.first().map(|question| Next {
                fact: &pack.facts[question.fact].id,
                decides: (question.decides * 10.0).round() / 10.0,
            }),
            unknown: screening
                .unknown
                .iter()
                .map(|fact| pack.facts[*fact].id.as_str())
                .collect(),
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
        later: result.later.as_ref().map(|later| LaterReport {
            from: later.day,
            edition: &programme.editions[later.edition].id,
            verdict: later.verdict,
        }),
        terms: result.terms.as_ref().map(AidReport::of),
        excludes: excluded(pack, result.programme)
            .map(|other| pack.programmes[other].id.as_str())
            .collect(),
        routes: routes
            .map(|(i, route)| route_report(pack, edition, i, route, language))
            .collect(),
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
    let criteria = edition
        .criteria
        .iter()
        .chain(&route.criteria)
        .zip(&result.criteria);
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
        change: result
            .change
            .iter()
            .map(|change| change_report(pack, change))
            .collect(),
        missing: result
            .missing
            .iter()
            .map(|fact| pack.facts[*fact].id.as_str())
            .collect(),
        exact: result.exact,
    }
}

fn change_report<'a>(pack: &'a Pack, change: &Change) -> ChangeReport<'a> {
    let facts = change.facts.iter().map(|(fact, target)| {
        let fact = &pack.facts[*fact];
        TargetReport {
            fact: &fact.id,
            to: to(fact, target),
        }
    });
    ChangeReport {
        cost: change.cost,
        facts: facts.collect(),
    }
}

fn to<'a>(fact: &'a Fact, target: &Target) -> To<'a> {
    let named = |options: &'a [String], list: &[usize]| {
        list.iter()
            .map(|option| options[*option].as_str())
            .collect()
    };
    match (&fact.domain, target) {
        (Domain::Number(domain), Target::Range(low, high)) => {
            let (from, to) = ends(fact, *low, *high);
            To::Numbers {
                from: from.map(|steps| domain.value(steps)),
                to: to.map(|steps| domain.value(steps)),
            }
        }
        (Domain::Date, Target::Range(low, high)) => {
            let date = |day: i64| i32::try_from(day).ok().and_then(Date::from_days);
            let (from, to) = ends(fact, *low, *high);
            To::Dates {
                from: from.and_then(date),
                to: to.and_then(date),
            }
        }
        (_, Target::Range(low, _)) => To::Bool(*low == 1),
        (Domain::Choice(options), Target::Option(option)) => To::Option(&options[*option]),
        (Domain::Set(options), Target::Elements { add, remove }) => To::Elements {
            add: named(options, add),
            remove: named(options, remove),
        },
        (_, Target::Option(_) | Target::Elements { .. }) => To::Bool(true),
    }
}

/// The ends of a range of a number or a date; none at the end of the fact's domain.
fn ends(fact: &Fact, low: i64, high: i64) -> (Option<i64>, Option<i64>) {
    let (min, max) = match &fact.domain {
        Domain::Number(domain) => (domain.min, domain.max),
        _ => (i32::MIN.into(), i32::MAX.into()),
    };
    ((low > min).then_some(low), (high < max).then_some(high))
}

/// A route and who applies on it, in words.
pub fn route_words(pack: &Pack, route: &Route, language: &str) -> String {
    let title = route.text.get(language).map_or("", |text| &text.title);
    let kind = pack.catalogue(language).get(route.kind.key());
    [title, " (", kind, ")"].concat()
}

/// A term in words: its value, when it applies, and what else is said of it.
pub fn term_words(pack: &Pack, kind: TermKind, term: &Term, language: &str) -> Vec<String> {
    let writer = Writer::new(pack, language);
    let end = |end: &Option<Literal>| end.map(|end| writer.term(&end, kind.unit()));
    let mut words = vec![writer.ends(TERM, end(&term.min), end(&term.max))];
    words.extend(term.when.iter().map(|when| sentence(pack, when, language)));
    words.extend(term.text.get(language).map(|text| text.note.clone()));
    words
}

/// What would have to change, in words.
pub fn change_words(pack: &Pack, change: &Change, language: &str) -> String {
    let texts = pack.catalogue(language);
    let writer = Writer::new(pack, language);
    let words = change.facts.iter().map(|(fact, target)| {
        let fact = &pack.facts[*fact];
        let label = writer.label(&fact.id);
        let test = target_words(&writer, fact, target, texts);
        texts.fill("sentence.fact", &[("label", &label), ("test", &test)])
    });
    words.collect::<Vec<_>>().join(texts.get("change.and"))
}

fn target_words(writer: &Writer, fact: &Fact, target: &Target, texts: &Catalogue) -> String {
    let named = |list: &[usize]| match &fact.domain {
        Domain::Choice(options) | Domain::Set(options) => {
            let labels = list
                .iter()
                .map(|option| writer.option(fact, &options[*option]));
            labels.collect::<Vec<_>>().join(", ")
        }
        _ => String::new(),
    };
    match target {
        Target::Range(low, _) if fact.domain == Domain::Bool => texts
            .get(if *low == 1 {
                "sentence.yes"
            } else {
                "sentence.no"
            })
            .into(),
        Target::Range(low, high) if low == high => writer.value(fact, *low),
        Target::Range(low, high) => {
            let (low, high) = ends(fact, *low, *high);
            let value = |end: Option<i64>| end.map(|end| writer.value(fact, end));
            writer.ends(RANGE, value(low), value(high))
        }
        Target::Option(option) => named(&[*option]),
        Target::Elements { add, remove } => {
            let parts = [("change.add", add), ("change.remove", remove)];
            let parts = parts.iter().filter(|(_, list)| !list.is_empty());
            let words = parts.map(|(key, list)| texts.fill(key, &[("items", &named(list))]));
            words.collect::<Vec<_>>().join(", ")
        }
    }
}

/// The precise sentence of a criterion: generated from its condition, or what is to be attested.
pub fn criterion_sentence(pack: &Pack, criterion: &Criterion, language: &str) -> String {
    match criterion.demand.condition() {
        Some(condition) => sentence(pack, condition, language),
        None => criterion
            .text
            .get(language)
            .map_or(String::new(), |text| text.title.clone()),
    }
}

/// The lowest confidence of some sources.
pub fn confidence(pack: &Pack, sources: &[String]) -> Option<Confidence> {
    sources
        .iter()
        .filter_map(|id| pack.sources.get(id))
        .map(|source| source.confidence)
        .min()
}

/// Why a contact was chosen, in words.
pub fn contact_reason(
    pack: &Pack,
    result: &ProgrammeResult,
    reason: &str,
    language: &str,
) -> String {
    let programme = &pack.programmes[result.programme];
    let title = programme
        .text
        .get(language)
        .map_or(programme.id.as_str(), |text| &text.title);
    pack.catalogue(language)
        .fill(&["reason.", reason].concat(), &[("programme", title)])
}

/// What forces the verdict of a route, in words: facts by their labels, attestations by the
/// titles of their criteria.
pub fn because_words(
    pack: &Pack,
    result: &ProgrammeResult,
    route: &RouteResult,
    language: &str,
) -> Vec<String> {
    let edition = &pack.programmes[result.programme].editions[result.edition];
    let label = |id: &String| {
        if pack.fact(id).is_some() {
            return Writer::new(pack, language).label(id);
        }
        let name = id.rsplit('/').next();
        let own = edition.routes.iter().flat_map(|route| &route.criteria);
        let mut all = edition.criteria.iter().chain(own);
        all.find(|criterion| Some(criterion.id.as_str()) == name)
            .and_then(|criterion| criterion.text.get(language))
            .map_or(id.clone(), |text| text.title.clone())
    };
    route.because.iter().map(label).collect()
}

/// From when the same answers will do, in words; none where a call alone brings it, as
/// [`call_words`] tells that.
pub fn later_words(pack: &Pack, result: &ProgrammeResult, language: &str) -> Option<String> {
    let later = result.later.as_ref()?;
    if later.edition == result.edition {
        return None;
    }
    let edition = &pack.programmes[result.programme].editions[later.edition];
    let date = Writer::new(pack, language).date(later.day);
    let title = &edition.text.get(language)?.title;
    let values = [("date", date.as_str()), ("edition", title)];
    Some(pack.catalogue(language).fill("change.later", &values))
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
