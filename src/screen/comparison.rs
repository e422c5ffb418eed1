//! Programmes side by side, in words: a row an aspect, a cell a programme.

use super::engine::{CompiledRoute, Engine};
use super::report::{
    aid_words, call_words, change_words, criterion_sentence, excluded_words, later_words,
    route_words, term_words,
};
use super::result::{
    ContactReason, CriterionState, ProgrammeResult, RouteResult, Screening, Verdict,
};
use crate::case::Case;
use crate::pack::Pack;
use crate::pack::programme::{Demand, Edition, EditionText, ProgrammeText, Route};
use crate::pack::sentence::Writer;
use crate::pack::set::Set;
use crate::pack::source::Confidence;
use crate::pack::term::TermKind;

/// Rows that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The key of its title in the catalogue.
    pub title: &'static str,
    /// Its rows; in each of them at least one programme has something to say.
    pub rows: Vec<Row>,
}

/// One aspect of all programmes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is about.
    pub title: String,
    /// A cell a programme.
    pub cells: Vec<Cell>,
}

impl Row {
    /// Whether all programmes say the same.
    pub fn is_same(&self) -> bool {
        self.cells.windows(2).all(|pair| pair[0] == pair[1])
    }
}

/// What one programme has to say of an aspect.
pub type Cell = Vec<Line>;

/// A line of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it says.
    pub text: String,
    /// How that stands.
    pub mark: Option<Mark>,
    /// Where it leads: a question behind `#`, or a way to reach somebody.
    pub link: Option<String>,
}

/// How what a line says stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A programme.
    Verdict(Verdict),
    /// A criterion.
    Criterion(CriterionState),
    /// A name, to which the lines after it belong.
    Name,
}

/// A sentence of more letters is told by its title; in a column nobody would read it.
const LONG: usize = 120;

type Say<'a, 'b> = dyn Fn(&Side<'a>, &mut Cell) + 'b;

/// Compares programmes of a screening, in the order in which they are given.
pub fn comparison<'a>(
    engine: &'a Engine,
    screening: &'a Screening,
    programmes: &[usize],
    language: &'a str,
) -> Vec<Part> {
    let texts = engine.pack.catalogue(language);
    let mut sides = Vec::new();
    for one in programmes {
        sides.extend(Side::new(engine, screening, *one, language));
    }
    let row = |title: &str, say: &Say<'a, '_>| {
        let title = title.to_owned();
        let mut cells = Vec::new();
        for side in &sides {
            let mut cell = Cell::new();
            say(side, &mut cell);
            cells.push(cell);
        }
        Row { title, cells }
    };
    let named = |key: &str, say: &Say<'a, '_>| row(texts.get(key), say);
    let mut get = vec![
        named("app.compare.words", &Side::get),
        named("app.compare.aid", &Side::aid),
    ];
    let kinds = sides.iter().flat_map(|side| side.edition.terms.keys());
    for kind in kinds.copied().collect::<Set<_>>().iter() {
        let key = ["term.", kind.key()].concat();
        get.push(named(&key, &|side, cell| side.term(*kind, cell)));
    }
    let mut ask = vec![
        named("app.compare.route", &Side::route),
        named("app.compare.words", &Side::ask),
    ];
    for topic in &engine.pack.head.topics {
        let title = topic
            .text
            .get(language)
            .map_or(&topic.id, |text| &text.title);
        let id = Some(topic.id.as_str());
        ask.push(row(title, &|side, cell| side.criteria(id, cell)));
    }
    let confirm = &|side: &Side<'a>, cell: &mut Cell| side.criteria(None, cell);
    ask.push(named("app.compare.confirm", confirm));
    let short = vec![
        named("app.compare.verdict", &Side::verdict),
        named("app.compare.call", &Side::call),
        named("app.compare.purpose", &Side::purpose),
    ];
    let next = vec![
        named("app.compare.words", &Side::next),
        named("app.missing", &Side::missing),
        named("app.would_help", &Side::changes),
        named("app.contacts", &Side::contacts),
        named("app.compare.read", &Side::read),
    ];
    let part = |title, mut rows: Vec<Row>| {
        rows.retain(|row| row.cells.iter().any(|cell| !cell.is_empty()));
        Part { title, rows }
    };
    vec![
        part("app.compare.short", short),
        part("app.compare.get", get),
        part("app.compare.ask", ask),
        part("app.what_next", next),
    ]
}

/// Says something in a cell, where there is something to say.
fn say(cell: &mut Cell, text: Option<String>) {
    mark(cell, text, None, None);
}

fn mark(cell: &mut Cell, text: Option<String>, mark: Option<Mark>, link: Option<String>) {
    if let Some(text) = text {
        cell.push(Line { text, mark, link });
    }
}

/// One programme, by its best route.
struct Side<'a> {
    engine: &'a Engine,
    pack: &'a Pack,
    case: &'a Case,
    language: &'a str,
    result: &'a ProgrammeResult,
    programme: &'a ProgrammeText,
    edition: &'a Edition,
    text: &'a EditionText,
    best: Option<(&'a Route, &'a RouteResult, &'a CompiledRoute)>,
}

impl<'a> Side<'a> {
    fn new(
        engine: &'a Engine,
        screening: &'a Screening,
        programme: usize,
        language: &'a str,
    ) -> Option<Self> {
        let result = &screening.programmes[programme];
        let programme = &engine.pack.programmes[result.programme];
        let edition = &programme.editions[result.edition];
        let compiled = &engine.routes[result.programme][result.edition];
        let best = result.best;
        Some(Side {
            engine,
            pack: &engine.pack,
            case: &screening.case,
            language,
            result,
            programme: programme.text.get(language)?,
            edition,
            text: edition.text.get(language)?,
            best: best.map(|best| (&edition.routes[best], &result.routes[best], &compiled[best])),
        })
    }

    fn word(&self, key: &[&str]) -> Option<String> {
        Some(self.pack.catalogue(self.language).get(&key.concat()).into())
    }

    fn verdict(&self, cell: &mut Cell) {
        let verdict = self.result.verdict;
        let words = self.word(&["verdict.", verdict.key()]);
        mark(cell, words, Some(Mark::Verdict(verdict)), None);
    }

    fn call(&self, cell: &mut Cell) {
        say(
            cell,
            Some(call_words(self.pack, &self.result.call, self.language)),
        );
        say(cell, later_words(self.pack, self.result, self.language));
    }

    fn purpose(&self, cell: &mut Cell) {
        say(cell, Some(self.programme.purpose.clone()));
    }

    fn get(&self, cell: &mut Cell) {
        say(
            cell,
            self.text
                .get
                .as_ref()
                .or(self.programme.get.as_ref())
                .cloned(),
        );
    }

    fn aid(&self, cell: &mut Cell) {
        if let Some(aid) = &self.result.terms {
            say(cell, aid_words(self.pack, aid, self.language));
        }
        say(
            cell,
            excluded_words(self.pack, self.result.programme, self.language),
        );
    }

    fn term(&self, kind: TermKind, cell: &mut Cell) {
        if let Some(terms) = self.edition.terms.get(&kind) {
            for term in terms.iter() {
                let words = term_words(self.pack, kind, term, self.language);
                say(cell, Some(words.join(" – ")));
            }
        }
    }

    fn ask(&self, cell: &mut Cell) {
        say(
            cell,
            self.text
                .ask
                .as_ref()
                .or(self.programme.ask.as_ref())
                .cloned(),
        );
    }

    fn next(&self, cell: &mut Cell) {
        say(
            cell,
            Some(
                self.text
                    .next
                    .as_ref()
                    .unwrap_or(&self.programme.next)
                    .clone(),
            ),
        );
        say(cell, self.text.gap.clone());
    }

    fn route(&self, cell: &mut Cell) {
        if let Some((route, ..)) = self.best {
            say(cell, Some(route_words(self.pack, route, self.language)));
        }
    }

    /// The criteria of a topic; without one, those that no question can settle.
    fn criteria(&self, topic: Option<&str>, cell: &mut Cell) {
        let Some((route, standing, compiled)) = self.best else {
            return;
        };
        let all = self.edition.criteria.iter().chain(&route.criteria);
        for (index, criterion) in all.enumerate() {
            let asked = compiled.criteria[index].as_ref();
            let fact = asked.and_then(|asked| asked.formula.first_fact());
            if fact.map(|fact| self.pack.facts[fact].topic.as_str()) != topic {
                continue;
            }
            let mut text = criterion_sentence(self.pack, criterion, self.language);
            if text.len() > LONG
                && let Some(title) = criterion.text.get(self.language)
            {
                text.clone_from(&title.title);
            }
            if let (Demand::Advice(_), Some(advice)) =
                (&criterion.demand, self.word(&["kind.advice"]))
            {
                text.extend([" (", &advice, ")"]);
            }
            mark(
                cell,
                Some(text),
                Some(Mark::Criterion(standing.criteria[index])),
                None,
            );
        }
    }

    fn missing(&self, cell: &mut Cell) {
        if let Some((_, standing, _)) = self.best {
            for fact in &standing.missing {
                let fact = self.engine.asked_through(self.case, *fact);
                let id = &self.pack.facts[fact].id;
                let label = Writer::new(self.pack, self.language).label(id);
                mark(cell, Some(label), None, Some(["#ask/", id].concat()));
            }
        }
    }

    fn changes(&self, cell: &mut Cell) {
        if let Some((_, standing, _)) = self.best {
            for change in &standing.change {
                say(cell, Some(change_words(self.pack, change, self.language)));
            }
        }
    }

    /// Those who know the programme; where nobody does, whoever comes first.
    fn contacts(&self, cell: &mut Cell) {
        for (index, one) in self.result.contacts.iter().enumerate() {
            if index > 0 && one.reason > ContactReason::Programme {
                continue;
            }
            let contact = &self.pack.contacts[one.contact];
            let name = contact.text.get(self.language);
            mark(
                cell,
                name.map(|text| text.title.clone()),
                Some(Mark::Name),
                None,
            );
            for (link, text) in contact.ways() {
                mark(cell, Some(text.into()), None, Some(link));
            }
        }
    }

    /// When the oldest reading of a source of what is asked was, and how sure the least sure is.
    fn read(&self, cell: &mut Cell) {
        let (mut day, mut doubt) = (None, Confidence::High);
        let own = self.best.map_or(&[][..], |(route, ..)| &route.criteria);
        for criterion in self.edition.criteria.iter().chain(own) {
            for source in &criterion.sources {
                if let Some(source) = self.pack.sources.get(source) {
                    doubt = doubt.min(source.confidence);
                    day = Some(day.map_or(source.read, |day| source.read.min(day)));
                }
            }
        }
        let writer = Writer::new(self.pack, self.language);
        say(cell, day.map(|day| writer.date(day)));
        if doubt < Confidence::High {
            say(cell, self.word(&["confidence.", doubt.key()]));
        }
    }
}
