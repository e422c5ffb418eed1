//! Whether a pack is whole: ids, references, windows, texts, conditions.

use super::condition::Condition;
use super::decimal::LiteralUnit;
use super::error::{Fault, PackError, Place};
use super::fact::{Derived, Domain, Fact};
use super::formula::FactIndex;
use super::map::Map;
use super::programme::{Criterion, Edition, Programme};
use super::term::{COMBINATIONS, Term, TermKind, Variants};
use super::text::Texts;
use super::{Derivation, Pack, Table};

/// The fact whose options are the goals.
pub const GOALS: &str = "goals";

/// The indices of ids, each of which may stand only once; `place` is where the one of an index
/// stands.
pub fn index<'a>(
    kind: &'static str,
    ids: impl Iterator<Item = &'a String>,
    place: impl Fn(usize) -> Place,
    errors: &mut Vec<PackError>,
) -> Map<String, usize> {
    let mut index = Map::EMPTY;
    for (i, id) in ids.enumerate() {
        if index.insert(id.clone(), i).is_some() {
            let found = id.clone();
            errors.push(Fault::Twice { kind, found }.at(&place(i).at("id")));
        }
    }
    index
}

/// The derivations of all derived facts, looked up in the tables.
pub fn derivations(
    facts: &[Fact],
    index: &Map<String, FactIndex>,
    tables: &Map<String, Table>,
    errors: &mut Vec<PackError>,
) -> Vec<Derivation> {
    let mut all = Vec::new();
    for (i, fact) in facts.iter().enumerate() {
        if let Some(derived) = &fact.derived {
            let place = Place::file("facts.json").at(i).at("derived");
            match derivation(i, derived, facts, index, tables, &place) {
                Ok(derivation) => all.push(derivation),
                Err(error) => errors.push(error),
            }
        }
    }
    all
}

fn derivation(
    fact: FactIndex,
    derived: &Derived,
    facts: &[Fact],
    index: &Map<String, FactIndex>,
    tables: &Map<String, Table>,
    place: &Place,
) -> Result<Derivation, PackError> {
    let from = *index.get(&derived.from).ok_or_else(|| {
        Fault::unknown("fact", &derived.from, index.keys().map(String::as_str))
            .at(&place.at("from"))
    })?;
    let table = tables.get(&derived.table).ok_or_else(|| {
        Fault::unknown("table", &derived.table, tables.keys().map(String::as_str))
            .at(&place.at("table"))
    })?;
    let columns = || table.columns.iter().map(String::as_str);
    let column = columns().position(|column| column == derived.column);
    let column = column.ok_or_else(|| {
        Fault::unknown("column", &derived.column, columns()).at(&place.at("column"))
    })?;
    let (Domain::Choice(own), Domain::Choice(source)) = (&facts[fact].domain, &facts[from].domain)
    else {
        let fault = Fault::Unsuited {
            expected: "a choice that is derived from a choice".into(),
            found: facts[fact].id.clone(),
        };
        return Err(fault.at(place));
    };
    let options = source.iter().map(|key| {
        let row = table.rows.iter().find(|row| row.first() == Some(key));
        let value = row.and_then(|row| row.get(column)).ok_or_else(|| {
            let keys = table.rows.iter().filter_map(|row| row.first());
            Fault::unknown("row", key, keys.map(String::as_str)).at(&Place::file(&derived.table))
        })?;
        let position = own.iter().position(|option| option == value);
        position.ok_or_else(|| {
            Fault::unknown("option", value, own.iter().map(String::as_str))
                .at(&Place::file(&derived.table))
        })
    });
    Ok(Derivation {
        fact,
        from,
        options: options.collect::<Result<Vec<_>, _>>()?,
    })
}

/// Puts the terms that a programme's editions name in their place.
pub fn name_terms(
    programme: &mut Programme,
    shared: &Map<String, Variants>,
    errors: &mut Vec<PackError>,
) {
    let editions = Place::file(["programmes/", &programme.id, ".json"].concat()).at("editions");
    for (i, edition) in programme.editions.iter_mut().enumerate() {
        for (kind, variants) in edition.terms.iter_mut() {
            let Some(name) = variants.iter().find_map(|term| term.named.as_ref()) else {
                continue;
            };
            let Some(known) = shared.get(name) else {
                let fault = Fault::unknown("term", name, shared.keys().map(String::as_str));
                errors.push(fault.at(&editions.at(i).at("terms").at(kind.key()).at("use")));
                continue;
            };
            *variants = known.clone();
        }
    }
}

/// Checks every reference, window, text and condition of a pack.
pub fn whole(pack: &Pack, errors: &mut Vec<PackError>) {
    let mut check = Check {
        pack,
        errors,
        gives_up: false,
    };
    check.head();
    check.facts();
    for (name, definition) in pack.definitions.iter() {
        let place = Place::file("definitions.json").at(name);
        check.condition(&definition.when, &place.at("when"));
        check.sources(&definition.sources, &place);
        check.text(&definition.text, &place);
    }
    for (name, variants) in pack.terms.iter() {
        check.terms(None, variants, &Place::file("terms.json").at(name));
    }
    for (i, constraint) in pack.constraints.iter().enumerate() {
        let place = Place::file("constraints.json").at(i);
        check.condition(&constraint.holds, &place.at("holds"));
        check.text(&constraint.text, &place);
    }
    check.priors();
    let ids = pack.programmes.iter().map(|programme| &programme.id);
    let in_file = |i: usize| Place::file(pack.programmes[i].file());
    index("programme", ids, in_file, check.errors);
    for programme in &pack.programmes {
        check.programme(programme);
    }
    check.contacts(&Place::file("contacts.json"));
}

/// Checks the contacts of a pack, and the host whose contacts stand in front at a place.
pub fn partner(pack: &Pack, overlay: &Place, errors: &mut Vec<PackError>) {
    let mut check = Check {
        pack,
        errors,
        gives_up: false,
    };
    if let Some(partner) = &pack.partner {
        check.text(&partner.text, &overlay.at("partner"));
    }
    check.contacts(&overlay.at("contacts"));
}

struct Check<'a> {
    pack: &'a Pack,
    errors: &'a mut Vec<PackError>,
    /// A condition was too large: no other is settled.
    gives_up: bool,
}

impl Check<'_> {
    fn say(&mut self, fault: Fault, place: &Place) {
        self.errors.push(fault.at(place));
    }

    fn head(&mut self) {
        let head = &self.pack.head;
        let topics = Place::file("pack.json").at("topics");
        let ids = head.topics.iter().map(|topic| &topic.id);
        index("topic", ids, |i| topics.at(i), self.errors);
        for (i, topic) in head.topics.iter().enumerate() {
            self.text(&topic.text, &topics.at(i));
        }
        let mut catalogues = Vec::new();
        for language in &head.languages {
            let file = ["texts/", language, ".json"].concat();
            match self.pack.texts.get(language) {
                Some(catalogue) => catalogues.push((file, language, catalogue)),
                None => self.say(no_text(language, ""), &Place::file(file)),
            }
        }
        for (file, language, catalogue) in &catalogues {
            let keys: Vec<&str> = catalogue.keys().collect();
            for (_, _, other) in &catalogues {
                for key in other.keys().filter(|key| keys.binary_search(key).is_err()) {
                    self.say(no_text(language, key), &Place::file(file));
                }
            }
        }
    }

    fn facts(&mut self) {
        for (i, fact) in self.pack.facts.iter().enumerate() {
            let place = Place::file("facts.json").at(i);
            let topics = &self.pack.head.topics;
            if !topics.iter().any(|topic| topic.id == fact.topic) {
                let known = topics.iter().map(|topic| topic.id.as_str());
                let fault = Fault::unknown("topic", &fact.topic, known);
                self.say(fault, &place.at("topic"));
            }
            self.text(&fact.text, &place);
            let (Domain::Choice(options) | Domain::Set(options)) = &fact.domain else {
                continue;
            };
            for (language, text) in fact.text.iter() {
                let place = place.at("text").at(language).at("options");
                for option in options {
                    if !text.options.contains_key(option.as_str()) {
                        self.say(no_text(language, option), &place);
                    }
                }
                self.known_options(options, text.options.keys(), &place);
            }
        }
    }

    fn priors(&mut self) {
        for (id, prior) in self.pack.priors.iter() {
            let place = Place::file("priors.json").at(id);
            let Some(fact) = self.pack.fact(id) else {
                let known = self.pack.facts.iter().map(|fact| fact.id.as_str());
                self.say(Fault::unknown("fact", id, known), &place);
                continue;
            };
            if prior.assumed != prior.sources.is_empty() {
                let expected = "either sources or \"assumed\": true".into();
                let found = if prior.assumed { "both" } else { "neither" }.into();
                self.say(Fault::Unsuited { expected, found }, &place);
            }
            self.sources(&prior.sources, &place);
            if let Some(expected) = prior.misfit(fact) {
                let (expected, found) = (expected.into(), "another prior".into());
                self.say(Fault::Unsuited { expected, found }, &place);
            }
            if let Domain::Choice(options) | Domain::Set(options) = &fact.domain {
                self.known_options(options, prior.options.keys(), &place.at("options"));
            }
        }
    }

    fn programme(&mut self, programme: &Programme) {
        let place = Place::file(programme.file());
        self.text(&programme.text, &place);
        self.contact(&programme.owner, &place.at("owner"));
        self.goals(&programme.goals, &place.at("goals"));
        for (key, others) in [
            ("succeeded_by", &programme.succeeded_by),
            ("excludes", &programme.excludes),
        ] {
            self.programmes(others, &place.at(key));
        }
        let editions = place.at("editions");
        let ids = programme.editions.iter().map(|edition| &edition.id);
        index("edition", ids, |i| editions.at(i), self.errors);
        if programme.editions.is_empty() {
            let (expected, found) = ("at least one edition".into(), "none".into());
            self.say(Fault::Unsuited { expected, found }, &editions);
        }
        for (i, edition) in programme.editions.iter().enumerate() {
            for earlier in &programme.editions[..i] {
                if edition.valid.overlaps(&earlier.valid) {
                    let day = edition.valid.from.max(earlier.valid.from).to_string();
                    let fault = Fault::Overlap(earlier.id.clone(), edition.id.clone(), day);
                    self.say(fault, &editions.at(i).at("valid"));
                }
            }
            self.edition(edition, &editions.at(i));
        }
    }

    fn edition(&mut self, edition: &Edition, place: &Place) {
        if edition.valid.to.is_some_and(|to| to < edition.valid.from) {
            let fault = Fault::Unsuited {
                expected: "a window that ends no earlier than it begins".into(),
                found: "to before from".into(),
            };
            self.say(fault, &place.at("valid"));
        }
        self.text(&edition.text, place);
        self.sources(&edition.sources, place);
        if let Some(owner) = &edition.owner {
            self.contact(owner, &place.at("owner"));
        }
        for (i, call) in edition.calls.iter().enumerate() {
            let place = place.at("calls").at(i);
            self.sources(&call.sources, &place);
            self.note(&call.text, &place);
        }
        let combined = edition.terms.iter().filter(|(kind, _)| kind.counts());
        let combined = combined.fold(1usize, |ways, (_, variants)| {
            ways.saturating_mul(variants.outcomes())
        });
        if combined > COMBINATIONS {
            let most = COMBINATIONS.to_string();
            let expected = ["variants that combine in at most ", &most, " ways"].concat();
            let found = combined.to_string();
            let fault = Fault::Unsuited { expected, found };
            self.errors.push(fault.at(&place.at("terms")));
        }
        for (kind, variants) in edition.terms.iter() {
            self.terms(Some(*kind), variants, &place.at("terms").at(kind.key()));
        }
        let routes = place.at("routes");
        let ids = edition.routes.iter().map(|route| &route.id);
        index("route", ids, |i| routes.at(i), self.errors);
        let mut places: Vec<Place> = criteria_places(&edition.criteria, place).collect();
        for (i, route) in edition.routes.iter().enumerate() {
            places.extend(criteria_places(&route.criteria, &routes.at(i)));
        }
        let all = edition.criteria.iter();
        let all = all.chain(edition.routes.iter().flat_map(|route| &route.criteria));
        let ids = all.map(|criterion| &criterion.id);
        index("criterion", ids, |i| places[i].clone(), self.errors);
        self.criteria(&edition.criteria, place);
        for (i, route) in edition.routes.iter().enumerate() {
            self.text(&route.text, &routes.at(i));
            self.criteria(&route.criteria, &routes.at(i));
        }
    }

    fn terms(&mut self, kind: Option<TermKind>, variants: &[Term], place: &Place) {
        for (i, term) in variants.iter().enumerate() {
            let place = if let [_] = variants {
                place
            } else {
                &place.at(i)
            };
            self.sources(&term.sources, place);
            self.note(&term.text, place);
            if let Some(name) = &term.named {
                let expected = "a term in full".into();
                let found = name.clone();
                let fault = Fault::Unsuited { expected, found };
                self.errors.push(fault.at(&place.at("use")));
            }
            if let Some(condition) = &term.when {
                self.condition(condition, &place.at("when"));
            }
            if let Some(kind) = kind
                && let Err(error) = self.term(kind, term, place)
            {
                self.errors.push(error);
            }
        }
    }

    /// Whether what a term says can be counted with.
    fn term(&self, kind: TermKind, term: &Term, place: &Place) -> Result<(), PackError> {
        if !kind.counts() {
            return Ok(());
        }
        let unit = kind.unit().literal();
        let ends = [("min", &term.min), ("max", &term.max)];
        for (key, literal) in ends {
            if let Some(literal) = literal
                && !literal.ratio_in(unit).is_some_and(|(top, bottom)| {
                    top >= 0 && (unit != LiteralUnit::Percent || top <= 100 * bottom)
                })
            {
                let expected = ["a number in ", kind.unit().key()].concat();
                let found = "another literal".into();
                return Err(Fault::Unsuited { expected, found }.at(&place.at(key)));
            }
        }
        let Some(id) = &term.of else {
            return Ok(());
        };
        let Some(fact) = self.pack.fact(id) else {
            let known = self.pack.facts.iter().map(|fact| fact.id.as_str());
            return Err(Fault::unknown("fact", id, known).at(&place.at("of")));
        };
        match &fact.domain {
            Domain::Number(domain) if kind.counts_of(domain.unit) => Ok(()),
            _ => {
                let expected = ["a fact that ", kind.key(), " can be counted of"].concat();
                let found = fact.id.clone();
                Err(Fault::Unsuited { expected, found }.at(&place.at("of")))
            }
        }
    }

    fn criteria(&mut self, criteria: &[Criterion], place: &Place) {
        for (criterion, place) in criteria.iter().zip(criteria_places(criteria, place)) {
            self.text(&criterion.text, &place);
            self.sources(&criterion.sources, &place);
            if let Some(condition) = criterion.demand.condition() {
                self.condition(condition, &place.at("when"));
            }
        }
    }

    fn contacts(&mut self, list: &Place) {
        let ids = self.pack.contacts.iter().map(|contact| &contact.id);
        index("contact", ids, |i| list.at(i), self.errors);
        for (i, contact) in self.pack.contacts.iter().enumerate() {
            let place = list.at(i);
            self.text(&contact.text, &place);
            self.sources(&contact.sources, &place);
            self.goals(&contact.goals, &place.at("goals"));
            self.programmes(&contact.programmes, &place.at("programmes"));
            if let Some(condition) = &contact.when {
                self.condition(condition, &place.at("when"));
            }
        }
    }

    fn condition(&mut self, condition: &Condition, place: &Place) {
        if self.gives_up {
            return;
        }
        let Err(error) = self.pack.settler().settle(condition, place) else {
            return;
        };
        // Settling all that is made to be endless would take as long as it was meant to.
        self.gives_up = matches!(error.fault, Fault::TooLarge { .. });
        // What is wrong with a definition is told of it, not of all that use it.
        if self.gives_up || error.place.is_within(place) {
            self.errors.push(error);
        }
    }

    fn sources(&mut self, sources: &[String], place: &Place) {
        let known = || self.pack.sources.keys().map(String::as_str);
        known_ids("source", sources, known, &place.at("sources"), self.errors);
    }

    fn goals(&mut self, goals: &[String], place: &Place) {
        let options = match self.pack.fact(GOALS).map(|fact| &fact.domain) {
            Some(Domain::Set(options)) => options.as_slice(),
            _ => &[],
        };
        let known = || options.iter().map(String::as_str);
        known_ids("goal", goals, known, place, self.errors);
    }

    fn programmes(&mut self, programmes: &[String], place: &Place) {
        let known = || self.pack.programmes.iter().map(|one| one.id.as_str());
        known_ids("programme", programmes, known, place, self.errors);
    }

    fn contact(&mut self, contact: &str, place: &Place) {
        let known = || self.pack.contacts.iter().map(|contact| contact.id.as_str());
        if !known().any(|id| id == contact) {
            self.say(Fault::unknown("contact", contact, known()), place);
        }
    }

    fn known_options<'a>(
        &mut self,
        options: &[String],
        named: impl Iterator<Item = &'a String>,
        place: &Place,
    ) {
        for extra in named.filter(|key| !options.contains(key)) {
            let known = options.iter().map(String::as_str);
            self.say(Fault::unknown("option", extra, known), &place.at(extra));
        }
    }

    fn text<T>(&mut self, text: &Texts<T>, place: &Place) {
        for language in &self.pack.head.languages {
            if !text.contains_key(language.as_str()) {
                self.say(no_text(language, ""), &place.at("text"));
            }
        }
    }

    /// A note may be missing, but not in one language only.
    fn note<T>(&mut self, text: &Texts<T>, place: &Place) {
        if !text.is_empty() {
            self.text(text, place);
        }
    }
}

fn criteria_places(criteria: &[Criterion], place: &Place) -> impl Iterator<Item = Place> {
    let place = place.at("criteria");
    (0..criteria.len()).map(move |i| place.at(i))
}

fn known_ids<'a, I: Iterator<Item = &'a str>>(
    kind: &'static str,
    ids: &[String],
    known: impl Fn() -> I,
    place: &Place,
    errors: &mut Vec<PackError>,
) {
    for (i, id) in ids.iter().enumerate() {
        if !known().any(|known| known == id) {
            errors.push(Fault::unknown(kind, id, known()).at(&place.at(i)));
        }
    }
}

fn no_text(language: &str, what: &str) -> Fault {
    let what = if what.is_empty() {
        String::new()
    } else {
        [" for ", what].concat()
    };
    Fault::NoText {
        language: language.into(),
        what,
    }
}
