//! What changed from one pack to another: what came, went or says something else, and for each
//! route whose requirements changed, whom that touches.
//!
//! The old requirements are read with the new pack's facts: a company that meets the one and not
//! the other is found on the diagram, if there is one. How many it touches is counted among
//! companies made up by the new pack's priors, so it is no better than these.

use super::made_up::MadeUp;
use super::rules::requirements;
use crate::case::Case;
use crate::pack::contact::Contact;
use crate::pack::fact::Fact;
use crate::pack::formula::Formula;
use crate::pack::map::Map;
use crate::pack::programme::{
    Criterion, CriterionKind, Demand, Edition, Programme, Route, attestation,
};
use crate::pack::sentence;
use crate::pack::text::Catalogue;
use crate::pack::{Constraint, Pack};
use crate::screen::{Company, Engine, Verdict};
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

/// One thing that changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Where: ids from the outside in, such as `eurostars/eurostars-3/lead`.
    pub at: String,
    /// What, in words.
    pub what: String,
    /// Whose verdict changes, where it is about that.
    pub effect: Option<Effect>,
}

/// Companies whose verdict on a route changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// The verdict on the route before.
    pub before: Verdict,
    /// The verdict on the route after.
    pub after: Verdict,
    /// Such a company: nothing else need be answered for the verdicts.
    pub example: Case,
    /// Percent of the made-up companies that are like it; none where none could be made up.
    pub share: Option<f64>,
}

/// What changed from `old` to `new`, by place; `companies` are made up to see how many a changed
/// verdict touches.
pub fn diff(old: &Engine, new: &Engine, companies: usize) -> Vec<Difference> {
    let mut comparison = Comparison {
        old,
        new,
        companies: LazyCell::new(Box::new(move || made_up(new, companies))),
        found: Vec::new(),
    };
    comparison.files();
    comparison.programmes();
    comparison.found
}

/// Made-up companies that can be: a draw that contradicts itself is left out.
fn made_up(engine: &Engine, count: usize) -> Vec<Case> {
    // Always the same ones: the same packs have the same differences.
    let mut made_up = MadeUp::new(&engine.pack, 1);
    (0..count)
        .map(|_| made_up.company())
        .filter(|case| engine.holds(&Formula::TRUE, case).is_some())
        .collect()
}

struct Comparison<'a> {
    old: &'a Engine,
    new: &'a Engine,
    /// Made up once a verdict changes.
    companies: LazyCell<Vec<Case>, Box<dyn FnOnce() -> Vec<Case> + 'a>>,
    found: Vec<Difference>,
}

impl Comparison<'_> {
    fn say(&mut self, at: &str, what: impl Into<String>) {
        let (at, what, effect) = (at.into(), what.into(), None);
        self.found.push(Difference { at, what, effect });
    }

    /// Says what came and what went; returns what is in both, old and new.
    fn paired<'t, T: ?Sized>(
        &mut self,
        within: &str,
        old: impl Iterator<Item = (&'t str, &'t T)>,
        new: impl Iterator<Item = (&'t str, &'t T)>,
    ) -> Vec<(String, &'t T, &'t T)> {
        let mut before: BTreeMap<&str, &T> = old.collect();
        let mut both = Vec::new();
        for (id, after) in new {
            let at = format!("{within}{id}");
            match before.remove(id) {
                Some(before) => both.push((at, before, after)),
                None => self.say(&at, "added"),
            }
        }
        for id in before.keys() {
            self.say(&format!("{within}{id}"), "removed");
        }
        both
    }

    /// What stands in files of its own beside the programmes.
    fn files(&mut self) {
        let (old, new) = (&self.old.pack, &self.new.pack);
        fn facts(pack: &Pack) -> impl Iterator<Item = (&str, &Fact)> {
            pack.facts.iter().map(|one| (one.id.as_str(), one))
        }
        fn constraints(pack: &Pack) -> impl Iterator<Item = (&str, &Constraint)> {
            pack.constraints.iter().map(|one| (one.id.as_str(), one))
        }
        fn contacts(pack: &Pack) -> impl Iterator<Item = (&str, &Contact)> {
            pack.contacts.iter().map(|one| (one.id.as_str(), one))
        }
        fn tables(pack: &Pack) -> impl Iterator<Item = (&str, &Vec<usize>)> {
            let derivations = pack.derivations().iter();
            derivations.map(|one| (pack.facts[one.fact].id.as_str(), &one.options))
        }
        fn texts(all: &Catalogue) -> impl Iterator<Item = (&str, &str)> {
            all.keys().map(|key| (key, all.get(key)))
        }
        fn named<T>(all: &Map<String, T>) -> impl Iterator<Item = (&str, &T)> {
            all.iter().map(|(id, one)| (id.as_str(), one))
        }
        self.changed("fact ", facts(old), facts(new));
        self.changed("constraint ", constraints(old), constraints(new));
        self.changed(
            "definition ",
            named(&old.definitions),
            named(&new.definitions),
        );
        self.changed("source ", named(&old.sources), named(&new.sources));
        self.changed("contact ", contacts(old), contacts(new));
        self.changed("prior ", named(&old.priors), named(&new.priors));
        for (at, before, after) in self.paired("text ", named(&old.texts), named(&new.texts)) {
            self.changed(&format!("{at} "), texts(before), texts(after));
        }
        let head = |pack: &Pack| (pack.head.languages.clone(), pack.head.topics.clone());
        if !is_same(&head(old), &head(new)) {
            self.say("pack", "languages or topics changed");
        }
        self.changed("table of ", tables(old), tables(new));
    }

    fn changed<'t, T: Debug + ?Sized + 't>(
        &mut self,
        within: &str,
        old: impl Iterator<Item = (&'t str, &'t T)>,
        new: impl Iterator<Item = (&'t str, &'t T)>,
    ) {
        for (at, before, after) in self.paired(within, old, new) {
            if !is_same(before, after) {
                self.say(&at, "changed");
            }
        }
    }

    fn programmes(&mut self) {
        let (old, new) = (&self.old.pack, &self.new.pack);
        fn by_id(pack: &Pack) -> impl Iterator<Item = (&str, &Programme)> {
            pack.programmes.iter().map(|one| (one.id.as_str(), one))
        }
        for (at, before, after) in self.paired("", by_id(old), by_id(new)) {
            let bare = |programme: &Programme| Programme {
                editions: Vec::new(),
                ..programme.clone()
            };
            if !is_same(&bare(before), &bare(after)) {
                self.say(&at, "texts, owner, goals or what follows it changed");
            }
            self.editions(&at, before, after);
        }
    }

    fn editions(&mut self, at: &str, old: &Programme, new: &Programme) {
        fn by_id(programme: &Programme) -> impl Iterator<Item = (&str, &Edition)> {
            programme.editions.iter().map(|one| (one.id.as_str(), one))
        }
        let within = format!("{at}/");
        for (at, before, after) in self.paired(&within, by_id(old), by_id(new)) {
            self.edition(&at, (old, before), (new, after));
        }
    }

    fn edition(&mut self, at: &str, old: (&Programme, &Edition), new: (&Programme, &Edition)) {
        let (before, after) = (old.1, new.1);
        if before.valid != after.valid {
            let days = |edition: &Edition| {
                let to = edition.valid.to.map(|to| to.to_string());
                format!("{}..{}", edition.valid.from, to.unwrap_or_default())
            };
            let what = format!("valid {} instead of {}", days(after), days(before));
            self.say(at, what);
        }
        if !is_same(&before.calls, &after.calls) {
            self.say(at, "calls changed");
        }
        if !is_same(&before.terms, &after.terms) {
            self.say(at, "terms changed");
        }
        let told = |one: &Edition| (one.text.clone(), one.owner.clone(), one.sources.clone());
        if !is_same(&told(before), &told(after)) {
            self.say(at, "texts, owner or sources changed");
        }
        self.criteria(&format!("{at}/*/"), &before.criteria, &after.criteria);
        fn by_id(edition: &Edition) -> impl Iterator<Item = (&str, &Route)> {
            edition.routes.iter().map(|one| (one.id.as_str(), one))
        }
        let within = format!("{at}/");
        for (at, one, other) in self.paired(&within, by_id(before), by_id(after)) {
            if !is_same(&(&one.kind, &one.text), &(&other.kind, &other.text)) {
                self.say(&at, "kind or title changed");
            }
            self.criteria(&format!("{at}/"), &one.criteria, &other.criteria);
            let old = Way::of(&self.old.pack, old.0, before, one);
            let new = Way::of(&self.new.pack, new.0, after, other);
            if let (Some(old), Some(new)) = (old, new) {
                self.verdicts(&at, &old, &new);
            }
        }
    }

    fn criteria(&mut self, within: &str, old: &[Criterion], new: &[Criterion]) {
        fn by_id(list: &[Criterion]) -> impl Iterator<Item = (&str, &Criterion)> {
            list.iter().map(|one| (one.id.as_str(), one))
        }
        for (at, before, after) in self.paired(within, by_id(old), by_id(new)) {
            if !is_same(before, after) {
                let (was, is) = (asks(&self.old.pack, before), asks(&self.new.pack, after));
                let what = match was == is {
                    true => "texts, sources or what its sentence does not say changed".into(),
                    false => format!("{is} instead of {was}"),
                };
                self.say(&at, what);
            }
        }
    }

    /// Whose verdict on a route changes.
    fn verdicts(&mut self, at: &str, old: &Way, new: &Way) {
        let pack = &self.new.pack;
        let both = (
            requirements((old.edition, old.route), pack, &self.old.pack),
            requirements((new.edition, new.route), pack, pack),
        );
        let (before, after) = match both {
            (Ok(before), Ok(after)) => (before, after),
            (Err(error), _) | (_, Err(error)) => {
                let what = format!("the verdicts cannot be compared: {error}");
                return self.say(at, what);
            }
        };
        let attested = (old.attestations(), new.attestations());
        if before == after && attested.0 == attested.1 {
            return;
        }
        let not = |formula: &Formula| Formula::Not(Box::new(formula.clone()));
        let both = |one: Formula, other: Formula| Formula::All(vec![one, other]);
        let mut touched = vec![
            both(before.clone(), not(&after)),
            both(not(&before), after.clone()),
        ];
        if attested.0 != attested.1 {
            touched.push(both(before, after));
        }
        for formula in touched {
            match self.new.company(&formula) {
                Company::Nobody => {}
                Company::Unknown => {
                    self.say(
                        at,
                        "verdicts may change; no company was found that shows it",
                    );
                }
                Company::Somebody(mut example) => {
                    for name in attested.0.intersection(&attested.1) {
                        example.attest(name, Some(true.into()));
                    }
                    self.effect(at, (old, new), &formula, example);
                }
            }
        }
    }

    fn effect(&mut self, at: &str, (old, new): (&Way, &Way), formula: &Formula, example: Case) {
        let verdicts = (
            old.verdict(self.old, &example),
            new.verdict(self.new, &example),
        );
        let (Some(before), Some(after)) = verdicts else {
            return self.say(
                at,
                "verdicts change for companies that the old facts do not know",
            );
        };
        if before == after {
            return;
        }
        let known = self
            .companies
            .iter()
            .filter_map(|case| self.new.holds(formula, case));
        let (all, like) = known.fold((0u32, 0u32), |(all, like), is_like| {
            (all + 1, like + u32::from(is_like))
        });
        let share = (all > 0).then(|| 100.0 * f64::from(like) / f64::from(all));
        self.found.push(Difference {
            at: at.into(),
            what: format!("{} instead of {}", after.key(), before.key()),
            effect: Some(Effect {
                before,
                after,
                example,
                share,
            }),
        });
    }
}

/// A route in its pack.
struct Way<'a> {
    places: (usize, usize, usize),
    programme: &'a Programme,
    edition: &'a Edition,
    route: &'a Route,
}

impl<'a> Way<'a> {
    fn of(
        pack: &Pack,
        programme: &'a Programme,
        edition: &'a Edition,
        route: &'a Route,
    ) -> Option<Way<'a>> {
        let p = pack
            .programmes
            .iter()
            .position(|one| one.id == programme.id)?;
        let e = programme
            .editions
            .iter()
            .position(|one| one.id == edition.id)?;
        let r = edition.routes.iter().position(|one| one.id == route.id)?;
        Some(Way {
            places: (p, e, r),
            programme,
            edition,
            route,
        })
    }

    /// The names of what is to be attested.
    fn attestations(&self) -> BTreeSet<String> {
        let shared = self.edition.criteria.iter().map(|one| (None, one));
        let own = self.route.criteria.iter();
        let own = own.map(|one| (Some(self.route.id.as_str()), one));
        let attested = |(_, one): &(_, &Criterion)| one.demand.kind() == CriterionKind::Attest;
        let all = shared.chain(own).filter(attested);
        all.map(|(route, one)| attestation(&self.programme.id, route, &one.id))
            .collect()
    }

    fn verdict(&self, engine: &Engine, case: &Case) -> Option<Verdict> {
        let (programme, edition, route) = self.places;
        let trial = engine.trial(programme, edition, case).ok()?;
        Some(trial.standing.routes.get(route)?.verdict)
    }
}

/// What a criterion asks, as its reader is told it.
fn asks(pack: &Pack, criterion: &Criterion) -> String {
    let language = pack.head.languages.first().map_or("", String::as_str);
    let words = |when| sentence::sentence(pack, when, language);
    match &criterion.demand {
        Demand::Requirement(when) => format!("requirement \"{}\"", words(when)),
        Demand::Advice(when) => format!("advice \"{}\"", words(when)),
        Demand::Attest => "to be attested".into(),
    }
}

/// Whether two parts of a pack say the same. They are plain data: what they say is all that
/// `Debug` shows.
fn is_same<T: Debug + ?Sized>(one: &T, other: &T) -> bool {
    format!("{one:?}") == format!("{other:?}")
}
