//! Whether a pack is whole: ids, references, windows, texts, conditions.

use super::condition::Condition;
use super::decimal::LiteralUnit;
use super::error::{Fault, PackError, Place};
use super::fact::{Domain, Fact};
use super::formula::FactIndex;
use super::map::Map;
use super::programme::{Criterion, Edition, Programme};
use super::term::{COMBINATIONS, Term, TermKind, Variants};
use super::text::Texts;
use super::{Derivation, Pack, Table};

/// The fact whose options are the goals.
pub const GOALS: &str = "goals";

/// The indices of ids, each of which may stand only once.
pub fn index<'a>(
    kind: &'static str,
    file: &str,
    ids: impl Iterator<Item = &'a String>,
) -> Result<Map<String, usize>, PackError> {
    let mut index = Map::EMPTY;
    for (i, id) in ids.enumerate() {
        if index.insert(id.clone(), i).is_some() {
            let place = Place::file(file).at(i).at("id");
            return Err(Fault::Twice {
                kind,
                found: id.clone(),
            }
            .at(&place));
        }
    }
    Ok(index)
}

/// The derivations of all derived facts, looked up in the tables.
pub fn derivations(
    facts: &[Fact],
    index: &Map<String, FactIndex>,
    tables: &Map<String, Table>,
) -> Result<Vec<Derivation>, PackError> {
    let mut all = Vec::new();
    for (i, fact) in facts.iter().enumerate() {
        if let Some(derived) = &fact.derived {
            let place = Place::file("facts.json").at(i).at("derived");
            let from = *index.get(&derived.from).ok_or_else(|| {
                Fault::unknown("fact", &derived.from, index.keys().map(String::as_str))
                    .at(&place.at("from"))
            })?;
            let table = tables.get(&derived.table).ok_or_else(|| {
                Fault::unknown("table", &derived.table, tables.keys().map(String::as_str))
                    .at(&place.at("table"))
            })?;
            let column = table
                .columns
                .iter()
                .position(|column| *column == derived.column);
            let column = column.ok_or_else(|| {
                Fault::unknown(
                    "column",
                    &derived.column,
                    table.columns.iter().map(String::as_str),
                )
                .at(&place.at("column"))
            })?;
            let (Domain::Choice(own), Domain::Choice(source)) = (&fact.domain, &facts[from].domain)
            else {
                let fault = Fault::Unsuited {
                    expected: "a choice that is derived from a choice".into(),
                    found: fact.id.clone(),
                };
                return Err(fault.at(&place));
            };
            let options = source
                .iter()
                .map(|key| {
                    let row = table.rows.iter().find(|row| row.first() == Some(key));
                    let value = row.and_then(|row| row.get(column)).ok_or_else(|| {
                        let keys = table.rows.iter().filter_map(|row| row.first());
                        Fault::unknown("row", key, keys.map(String::as_str))
                            .at(&Place::file(&derived.table))
                    })?;
                    own.iter()
                        .position(|option| option == value)
                        .ok_or_else(|| {
                            Fault::unknown("option", value, own.iter().map(String::as_str))
                                .at(&Place::file(&derived.table))
                        })
                })
                .collect::<Result<Vec<_>, _>>()?;
            all.push(Derivation {
                fact: i,
                from,
                options,
            });
        }
    }
    Ok(all)
}

/// Puts the terms that a programme's editions name in their place.
///
/// # Errors
/// A name that stands for no term.
pub fn name_terms(
    programme: &mut Programme,
    shared: &Map<String, Variants>,
) -> Result<(), PackError> {
    let editions = Place::file(["programmes/", &programme.id, ".json"].concat()).at("editions");
    for (i, edition) in programme.editions.iter_mut().enumerate() {
        for (kind, variants) in edition.terms.iter_mut() {
            let Some(name) = variants.iter().find_map(|term| term.named.as_ref()) else {
                continue;
            };
            let Some(known) = shared.get(name) else {
                let fault = Fault::unknown("term", name, shared.keys().map(String::as_str));
                return Err(fault.at(&editions.at(i).at("terms").at(kind.key()).at("use")));
            };
            *variants = known.clone();
        }
    }
    Ok(())
}

/// Checks every reference, window, text and condition of a pack.
pub fn whole(pack: &Pack) -> Result<(), PackError> {
    let check = Check { pack };
    check.head()?;
    check.facts()?;
    for (name, definition) in pack.definitions.iter() {
        let place = Place::file("definitions.json").at(name);
        check.condition(&definition.when, &place.at("when"))?;
        check.sources(&definition.sources, &place)?;
        check.text(&definition.text, &place)?;
    }
    for (name, variants) in pack.terms.iter() {
        check.terms(None, variants, &Place::file("terms.json").at(name))?;
    }
    for (i, constraint) in pack.constraints.iter().enumerate() {
        let place = Place::file("constraints.json").at(i);
        check.condition(&constraint.holds, &place.at("holds"))?;
        check.text(&constraint.text, &place)?;
    }
    check.priors()?;
    let ids = pack.programmes.iter().map(|programme| &programme.id);
    index("programme", "programmes", ids)?;
    for programme in &pack.programmes {
        check.programme(programme)?;
    }
    index(
        "contact",
        "contacts.json",
        pack.contacts.iter().map(|contact| &contact.id),
    )?;
    check.contacts()
}

struct Check<'a> {
    pack: &'a Pack,
}

impl Check<'_> {
    fn head(&self) -> Result<(), PackError> {
        let head = &self.pack.head;
        index(
            "topic",
            "pack.json",
            head.topics.iter().map(|topic| &topic.id),
        )?;
        for (i, topic) in head.topics.iter().enumerate() {
            self.text(&topic.text, &Place::file("pack.json").at("topics").at(i))?;
        }
        let mut catalogues = Vec::new();
        for language in &head.languages {
            let file = ["texts/", language, ".json"].concat();
            let Some(catalogue) = self.pack.texts.get(language) else {
                return Err(no_text(language, "").at(&Place::file(file)));
            };
            catalogues.push((file, language, catalogue));
        }
        for (file, language, catalogue) in &catalogues {
            for (_, _, other) in &catalogues {
                let keys: Vec<&str> = catalogue.keys().collect();
                if let Some(missing) = other.keys().find(|key| keys.binary_search(key).is_err()) {
                    return Err(no_text(language, missing).at(&Place::file(file)));
                }
            }
        }
        Ok(())
    }

    fn facts(&self) -> Result<(), PackError> {
        for (i, fact) in self.pack.facts.iter().enumerate() {
            let place = Place::file("facts.json").at(i);
            let topics = &self.pack.head.topics;
            if !topics.iter().any(|topic| topic.id == fact.topic) {
                let known = topics.iter().map(|topic| topic.id.as_str());
                return Err(Fault::unknown("topic", &fact.topic, known).at(&place.at("topic")));
            }
            self.text(&fact.text, &place)?;
            let (Domain::Choice(options) | Domain::Set(options)) = &fact.domain else {
                continue;
            };
            for (language, text) in fact.text.iter() {
                if let Some(option) = options
                    .iter()
                    .find(|option| !text.options.contains_key(option.as_str()))
                {
                    let place = place.at("text").at(language).at("options");
                    return Err(no_text(language, option).at(&place));
                }
                let known = || options.iter().map(String::as_str);
                if let Some(extra) = text.options.keys().find(|key| !options.contains(key)) {
                    let place = place.at("text").at(language).at("options").at(extra);
                    return Err(Fault::unknown("option", extra, known()).at(&place));
                }
            }
        }
        Ok(())
    }

    fn priors(&self) -> Result<(), PackError> {
        for (id, prior) in self.pack.priors.iter() {
            let place = Place::file("priors.json").at(id);
            let Some(fact) = self.pack.fact(id) else {
                let known = self.pack.facts.iter().map(|fact| fact.id.as_str());
                return Err(Fault::unknown("fact", id, known).at(&place));
            };
            if prior.assumed != prior.sources.is_empty() {
                let expected = "either sources or \"assumed\": true".into();
                let found = if prior.assumed { "both" } else { "neither" }.into();
                return Err(Fault::Unsuited { expected, found }.at(&place));
            }
            self.sources(&prior.sources, &place)?;
            if let Some(expected) = prior.misfit(fact) {
                let (expected, found) = (expected.into(), "another prior".into());
                return Err(Fault::Unsuited { expected, found }.at(&place));
            }
            if let Domain::Choice(options) | Domain::Set(options) = &fact.domain
                && let Some(extra) = prior.options.keys().find(|key| !options.contains(key))
            {
                let known = options.iter().map(String::as_str);
                let place = place.at("options").at(extra);
                return Err(Fault::unknown("option", extra, known).at(&place));
            }
        }
        Ok(())
    }

    fn programme(&self, programme: &Programme) -> Result<(), PackError> {
        let file = ["programmes/", &programme.id, ".json"].concat();
        let place = Place::file(&file);
        self.text(&programme.text, &place)?;
        self.contact(&programme.owner, &place.at("owner"))?;
        self.goals(&programme.goals, &place.at("goals"))?;
        for (key, others) in [
            ("succeeded_by", &programme.succeeded_by),
            ("excludes", &programme.excludes),
        ] {
            self.programmes(others, &place.at(key))?;
        }
        let editions = place.at("editions");
        index(
            "edition",
            &file,
            programme.editions.iter().map(|edition| &edition.id),
        )?;
        if programme.editions.is_empty() {
            let fault = Fault::Unsuited {
                expected: "at least one edition".into(),
                found: "none".into(),
            };
            return Err(fault.at(&editions));
        }
        for (i, edition) in programme.editions.iter().enumerate() {
            for earlier in &programme.editions[..i] {
                if edition.valid.overlaps(&earlier.valid) {
                    let day = edition.valid.from.max(earlier.valid.from).to_string();
                    let fault = Fault::Overlap(earlier.id.clone(), edition.id.clone(), day);
                    return Err(fault.at(&editions.at(i).at("valid")));
                }
            }
            self.edition(edition, &editions.at(i))?;
        }
        Ok(())
    }

    fn edition(&self, edition: &Edition, place: &Place) -> Result<(), PackError> {
        if edition.valid.to.is_some_and(|to| to < edition.valid.from) {
            let fault = Fault::Unsuited {
                expected: "a window that ends no earlier than it begins".into(),
                found: "to before from".into(),
            };
            return Err(fault.at(&place.at("valid")));
        }
        self.text(&edition.text, place)?;
        self.sources(&edition.sources, place)?;
        if let Some(owner) = &edition.owner {
            self.contact(owner, &place.at("owner"))?;
        }
        for (i, call) in edition.calls.iter().enumerate() {
            let place = place.at("calls").at(i);
            self.sources(&call.sources, &place)?;
            self.note(&call.text, &place)?;
        }
        let combined = edition.terms.iter().filter(|(kind, _)| kind.counts());
        let combined = combined.fold(1usize, |ways, (_, variants)| {
            ways.saturating_mul(variants.outcomes())
        });
        if combined > COMBINATIONS {
            let most = COMBINATIONS.to_string();
            let expected = ["variants that combine in at most ", &most, " ways"].concat();
            let found = combined.to_string();
            return Err(Fault::Unsuited { expected, found }.at(&place.at("terms")));
        }
        for (kind, variants) in edition.terms.iter() {
            self.terms(Some(*kind), variants, &place.at("terms").at(kind.key()))?;
        }
        let routes = place.at("routes");
        index(
            "route",
            &place.file,
            edition.routes.iter().map(|route| &route.id),
        )?;
        let all = edition.criteria.iter();
        let all = all.chain(edition.routes.iter().flat_map(|route| &route.criteria));
        index("criterion", &place.file, all.map(|criterion| &criterion.id))?;
        self.criteria(&edition.criteria, place)?;
        for (i, route) in edition.routes.iter().enumerate() {
            self.text(&route.text, &routes.at(i))?;
            self.criteria(&route.criteria, &routes.at(i))?;
        }
        Ok(())
    }

    fn terms(
        &self,
        kind: Option<TermKind>,
        variants: &[Term],
        place: &Place,
    ) -> Result<(), PackError> {
        for (i, term) in variants.iter().enumerate() {
            let place = if let [_] = variants {
                place
            } else {
                &place.at(i)
            };
            self.sources(&term.sources, place)?;
            self.note(&term.text, place)?;
            if let Some(name) = &term.named {
                let expected = "a term in full".into();
                let found = name.clone();
                return Err(Fault::Unsuited { expected, found }.at(&place.at("use")));
            }
            if let Some(condition) = &term.when {
                self.condition(condition, &place.at("when"))?;
            }
            if let Some(kind) = kind {
                self.term(kind, term, place)?;
            }
        }
        Ok(())
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

    fn criteria(&self, criteria: &[Criterion], place: &Place) -> Result<(), PackError> {
        for (i, criterion) in criteria.iter().enumerate() {
            let place = place.at("criteria").at(i);
            self.text(&criterion.text, &place)?;
            self.sources(&criterion.sources, &place)?;
            if let Some(condition) = criterion.demand.condition() {
                self.condition(condition, &place.at("when"))?;
            }
        }
        Ok(())
    }

    fn contacts(&self) -> Result<(), PackError> {
        for (i, contact) in self.pack.contacts.iter().enumerate() {
            let place = Place::file("contacts.json").at(i);
            self.text(&contact.text, &place)?;
            self.sources(&contact.sources, &place)?;
            self.goals(&contact.goals, &place.at("goals"))?;
            self.programmes(&contact.programmes, &place.at("programmes"))?;
            if let Some(condition) = &contact.when {
                self.condition(condition, &place.at("when"))?;
            }
        }
        Ok(())
    }

    fn condition(&self, condition: &Condition, place: &Place) -> Result<(), PackError> {
        self.pack.settler().settle(condition, place).map(drop)
    }

    fn sources(&self, sources: &[String], place: &Place) -> Result<(), PackError> {
        let known = || self.pack.sources.keys().map(String::as_str);
        known_ids("source", sources, known, &place.at("sources"))
    }

    fn goals(&self, goals: &[String], place: &Place) -> Result<(), PackError> {
        let options = match self.pack.fact(GOALS).map(|fact| &fact.domain) {
            Some(Domain::Set(options)) => options.as_slice(),
            _ => &[],
        };
        known_ids("goal", goals, || options.iter().map(String::as_str), place)
    }

    fn programmes(&self, programmes: &[String], place: &Place) -> Result<(), PackError> {
        let known = || {
            self.pack
                .programmes
                .iter()
                .map(|programme| programme.id.as_str())
        };
        known_ids("programme", programmes, known, place)
    }

    fn contact(&self, contact: &str, place: &Place) -> Result<(), PackError> {
        let mut known = self.pack.contacts.iter().map(|contact| contact.id.as_str());
        if known.any(|id| id == contact) {
            return Ok(());
        }
        let known = self.pack.contacts.iter().map(|contact| contact.id.as_str());
        Err(Fault::unknown("contact", contact, known).at(place))
    }

    fn text<T>(&self, text: &Texts<T>, place: &Place) -> Result<(), PackError> {
        match self
            .pack
            .head
            .languages
            .iter()
            .find(|language| !text.contains_key(language.as_str()))
        {
            Some(language) => Err(no_text(language, "").at(&place.at("text"))),
            None => Ok(()),
        }
    }

    /// A note may be missing, but not in one language only.
    fn note<T>(&self, text: &Texts<T>, place: &Place) -> Result<(), PackError> {
        if text.is_empty() {
            Ok(())
        } else {
            self.text(text, place)
        }
    }
}

fn known_ids<'a, I: Iterator<Item = &'a str>>(
    kind: &'static str,
    ids: &[String],
    known: impl Fn() -> I,
    place: &Place,
) -> Result<(), PackError> {
    for (i, id) in ids.iter().enumerate() {
        if !known().any(|known| known == id) {
            return Err(Fault::unknown(kind, id, known()).at(&place.at(i)));
        }
    }
    Ok(())
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
