//! A screening as lines of text: for a terminal, to be copied, to be printed.

use super::call::CallState;
use super::engine::Engine;
use super::plan::Plan;
use super::report::{
    aid_words, because_words, call_words, change_words, confidence, contact_reason,
    criterion_sentence, excluded_words, later_words, route_words,
};
use super::result::{CriterionState, ProgrammeResult, RouteResult, Screening, Verdict};
use crate::pack::Pack;
use crate::pack::programme::{CriterionKind, Edition, Programme};
use crate::pack::sentence::Writer;
use crate::pack::set::Set;
use crate::pack::source::Confidence;

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How far it is indented, in letters.
    pub indent: usize,
    /// How it stands out.
    pub weight: Weight,
    /// The text; empty between two paragraphs.
    pub text: String,
}

/// How a line stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// It does not.
    Plain,
    /// A title.
    Bold,
    /// Said aside.
    Faint,
    /// The title of a group of programmes.
    Group(Verdict),
}

/// How much is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// All of it.
    All,
    /// What fits a page or three: of each programme what is left to do or why not, and then the
    /// contacts and sources of all of them.
    Brief,
}

/// A screening, the best verdicts first.
pub fn summary(
    engine: &Engine,
    screening: &Screening,
    plan: &Plan,
    language: &str,
    detail: Detail,
) -> Vec<Line> {
    let mut page = Page {
        pack: &engine.pack,
        language,
        lines: Vec::new(),
    };
    page.head(screening);
    for verdict in Verdict::BEST_FIRST {
        let group = screening.ranked(&engine.pack, verdict);
        if !group.is_empty() {
            page.line(0, "");
            let title = page.word(&["verdict.", verdict.key()].concat());
            page.styled(0, Weight::Group(verdict), title);
        }
        for result in group {
            match detail {
                Detail::All => page.programme(result),
                Detail::Brief => page.brief(result),
            }
        }
    }
    page.unknown(screening);
    match detail {
        Detail::All => page.next(plan),
        Detail::Brief => page.ends(screening),
    }
    page.lines
}

struct Page<'a> {
    pack: &'a Pack,
    language: &'a str,
    lines: Vec<Line>,
}

impl<'a> Page<'a> {
    fn word(&self, key: &str) -> &'a str {
        let texts = self.pack.catalogue(self.language);
        texts
            .keys()
            .find(|known| *known == key)
            .map_or("", |known| texts.get(known))
    }

    fn writer(&self) -> Writer<'a> {
        Writer::new(self.pack, self.language)
    }

    fn line(&mut self, indent: usize, text: &str) {
        self.styled(indent, Weight::Plain, text);
    }

    fn styled(&mut self, indent: usize, weight: Weight, text: &str) {
        let text = text.into();
        self.lines.push(Line {
            indent,
            weight,
            text,
        });
    }

    fn head(&mut self, screening: &Screening) {
        let texts = self.pack.catalogue(self.language);
        let date = self.writer().date(screening.as_of);
        let title = texts.fill("cli.head", &[("date", &date)]);
        self.styled(0, Weight::Bold, &title);
        let head = &self.pack.head;
        let hash = self.pack.hash.get(..12).unwrap_or_default();
        let pack = [
            ("id", head.id.as_str()),
            ("version", &head.version),
            ("hash", hash),
        ];
        self.styled(0, Weight::Faint, &texts.fill("cli.pack", &pack));
    }

    fn programme(&mut self, result: &ProgrammeResult) {
        let programme = &self.pack.programmes[result.programme];
        let edition = &programme.editions[result.edition];
        let call = call_words(self.pack, &result.call, self.language);
        self.line(0, "");
        self.title(programme, edition, &call);
        let aid = result.terms.as_ref();
        let aid = aid.and_then(|aid| aid_words(self.pack, aid, self.language));
        let excludes = excluded_words(self.pack, result.programme, self.language);
        for words in aid.iter().chain(&excludes) {
            self.line(4, words);
        }
        let Some(best) = result.best else {
            return;
        };
        let (route, compiled) = (&edition.routes[best], &result.routes[best]);
        self.line(4, &route_words(self.pack, route, self.language));
        let criteria = edition
            .criteria
            .iter()
            .chain(&route.criteria)
            .zip(&compiled.criteria);
        for (criterion, state) in criteria {
            let words = criterion_sentence(self.pack, criterion, self.language);
            let mut line = [state.symbol(), " ", &words].concat();
            if criterion.demand.kind() == CriterionKind::Advice {
                line.extend([" [", self.word("kind.advice"), "]"]);
            }
            if let Some(confidence) = confidence(self.pack, &criterion.sources)
                && confidence < Confidence::High
            {
                let key = ["confidence.", confidence.key()].concat();
                line.extend([" [", self.word(&key), "]"]);
            }
            self.line(4, &line);
        }
        self.lists(result, compiled);
    }

    /// A programme in a few lines.
    fn brief(&mut self, result: &ProgrammeResult) {
        let programme = &self.pack.programmes[result.programme];
        let edition = &programme.editions[result.edition];
        let title = programme.text.get(self.language);
        let title = title.map_or(programme.id.as_str(), |text| &text.title);
        self.styled(2, Weight::Bold, title);
        let Some(best) = result.best else { return };
        let (route, standing) = (&edition.routes[best], &result.routes[best]);
        if result.verdict == Verdict::Ineligible {
            return self.because(result, standing);
        }
        let call = call_words(self.pack, &result.call, self.language);
        let name = edition.text.get(self.language);
        let name = name.map_or("", |text| &text.title);
        self.line(4, &[name, " · ", &call].concat());
        if result.call.state == CallState::Ended {
            return;
        }
        if let Some(aid) = &result.terms
            && let Some(words) = aid_words(self.pack, aid, self.language)
        {
            self.line(4, &words);
        }
        let criteria = edition.criteria.iter().chain(&route.criteria);
        for (criterion, state) in criteria.zip(&standing.criteria) {
            if *state == CriterionState::ToAttest {
                let words = criterion_sentence(self.pack, criterion, self.language);
                self.line(4, &[state.symbol(), " ", &words].concat());
            }
        }
        self.missing(standing);
    }

    /// Whom to talk to about the programmes that are not ruled out, and what stands behind those
    /// whose requirements are met.
    fn ends(&mut self, screening: &Screening) {
        let texts = self.pack.catalogue(self.language);
        let (mut contacts, mut sources) = (Set::EMPTY, Set::EMPTY);
        for result in &screening.programmes {
            let is_met = matches!(result.verdict, Verdict::Eligible | Verdict::Confirm);
            if !is_met || result.call.state == CallState::Ended {
                continue;
            }
            contacts.extend(result.contacts.iter().map(|one| one.contact));
            let edition = &self.pack.programmes[result.programme].editions[result.edition];
            let route = result.best.map(|best| &edition.routes[best].criteria);
            let criteria = edition.criteria.iter().chain(route.into_iter().flatten());
            sources.extend(criteria.flat_map(|one| &one.sources).map(String::as_str));
        }
        if !contacts.is_empty() {
            self.line(0, "");
            self.styled(0, Weight::Bold, texts.get("app.contacts"));
        }
        for contact in contacts {
            let contact = &self.pack.contacts[contact];
            let name = contact.text.get(self.language);
            let mut line = name.map_or(contact.id.clone(), |text| text.title.clone());
            for way in [&contact.phone, &contact.mail, &contact.site] {
                line.extend(way.iter().flat_map(|way| [", ", way]));
            }
            self.line(2, &line);
        }
        if !sources.is_empty() {
            self.line(0, "");
            let ids: Vec<&str> = sources.iter().copied().collect();
            let list = [texts.get("app.sources"), ": ", &ids.join(", ")].concat();
            self.styled(0, Weight::Faint, &list);
        }
    }

    fn title(&mut self, programme: &Programme, edition: &Edition, call: &str) {
        let title = programme
            .text
            .get(self.language)
            .map_or("", |text| &text.title);
        self.styled(2, Weight::Bold, title);
        if let Some(text) = edition.text.get(self.language) {
            self.line(4, &[&text.title, " · ", call].concat());
            if let Some(gap) = &text.gap {
                self.styled(4, Weight::Faint, gap);
            }
        }
    }

    fn lists(&mut self, result: &ProgrammeResult, route: &RouteResult) {
        self.missing(route);
        self.because(result, route);
        for change in &route.change {
            let texts = self.pack.catalogue(self.language);
            let words = change_words(self.pack, change, self.language);
            self.line(4, &texts.fill("cli.change", &[("list", &words)]));
        }
        if let Some(words) = later_words(self.pack, result, self.language) {
            self.line(4, &words);
        }
        for one in &result.contacts {
            let contact = &self.pack.contacts[one.contact];
            let name = contact
                .text
                .get(self.language)
                .map_or("", |text| &text.title);
            let reason = contact_reason(self.pack, result, one.reason.key(), self.language);
            let mut line = ["→ ", name, " (", &reason, ")"].concat();
            for way in [&contact.phone, &contact.mail, &contact.site]
                .into_iter()
                .flatten()
            {
                line.extend([", ", way.as_str()]);
            }
            self.line(4, &line);
        }
    }

    fn missing(&mut self, route: &RouteResult) {
        let facts = route.missing.iter();
        let labels = facts.map(|fact| self.writer().label(&self.pack.facts[*fact].id));
        self.list("cli.missing", labels.collect());
    }

    fn because(&mut self, result: &ProgrammeResult, route: &RouteResult) {
        let labels = because_words(self.pack, result, route, self.language);
        self.list("cli.because", labels);
    }

    fn list(&mut self, key: &str, items: Vec<String>) {
        if !items.is_empty() {
            let texts = self.pack.catalogue(self.language);
            self.line(4, &texts.fill(key, &[("list", &items.join(", "))]));
        }
    }

    fn unknown(&mut self, screening: &Screening) {
        if screening.unknown.is_empty() {
            return;
        }
        self.line(0, "");
        self.styled(0, Weight::Bold, self.word("cli.find_out"));
        for fact in &screening.unknown {
            let label = self.writer().label(&self.pack.facts[*fact].id);
            self.line(2, &["· ", &label].concat());
        }
    }

    fn next(&mut self, plan: &Plan) {
        let Some(question) = plan.questions.first() else {
            return;
        };
        let texts = self.pack.catalogue(self.language);
        let fact = &self.pack.facts[question.fact];
        self.line(0, "");
        self.styled(0, Weight::Bold, texts.get("cli.next"));
        let text = fact.text.get(self.language);
        self.line(2, text.map_or(&fact.id, |text| &text.question));
        if question.settles > 0 {
            self.line(2, &texts.count("app.settles", question.settles));
        }
    }
}
