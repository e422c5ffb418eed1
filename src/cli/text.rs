//! A screening as text for a terminal.

use crate::pack::Pack;
use crate::pack::programme::{Edition, Programme};
use crate::pack::sentence::Writer;
use crate::pack::source::Confidence;
use crate::screen::report::{
    aid_words, call_words, change_words, confidence, contact_reason, criterion_sentence,
    excluded_words, later_words,
};
use crate::screen::{Engine, Plan, ProgrammeResult, Screening, Verdict};
use anstyle::{AnsiColor, Style};
use std::fmt::Write;

const WIDTH: usize = 92;
const BOLD: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

/// Writes a screening, the best verdicts first.
pub fn screening(engine: &Engine, screening: &Screening, plan: &Plan, language: &str) -> String {
    let mut page = Page {
        pack: &engine.pack,
        language,
        text: String::new(),
    };
    page.head(screening);
    let groups = [
        Verdict::Eligible,
        Verdict::Confirm,
        Verdict::Open,
        Verdict::Through,
        Verdict::Ineligible,
    ];
    for verdict in groups {
        let mut group: Vec<&ProgrammeResult> = screening
            .programmes
            .iter()
            .filter(|one| one.verdict == verdict)
            .collect();
        group.sort_by_key(|one| (one.call.state, one.call.closes_in));
        if !group.is_empty() {
            page.line(0, "");
            let style = colour(verdict).bold();
            page.styled(0, style, page.word(&["verdict.", verdict.key()].concat()));
        }
        for result in group {
            page.programme(result);
        }
    }
    page.unknown(screening);
    page.next(plan);
    page.text
}

fn colour(verdict: Verdict) -> Style {
    let colour = match verdict {
        Verdict::Eligible => AnsiColor::Green,
        Verdict::Confirm | Verdict::Through => AnsiColor::Cyan,
        Verdict::Open => AnsiColor::Yellow,
        Verdict::Ineligible => AnsiColor::Red,
    };
    colour.on_default()
}

struct Page<'a> {
    pack: &'a Pack,
    language: &'a str,
    text: String,
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
        self.styled(indent, Style::new(), text);
    }

    fn styled(&mut self, indent: usize, style: Style, text: &str) {
        let first = " ".repeat(indent);
        // Text after a symbol hangs under its first word.
        let hang = if text.chars().nth(1) == Some(' ') {
            indent + 2
        } else {
            indent
        };
        let rest = " ".repeat(hang);
        let options = textwrap::Options::new(WIDTH)
            .initial_indent(&first)
            .subsequent_indent(&rest);
        for line in textwrap::wrap(text, options) {
            // Writing to a string cannot fail.
            let _ = writeln!(self.text, "{style}{line}{style:#}");
        }
    }

    fn head(&mut self, screening: &Screening) {
        let texts = self.pack.catalogue(self.language);
        let date = self.writer().date(screening.as_of);
        let title = texts.fill("cli.head", &[("date", &date)]);
        self.styled(0, BOLD, &title);
        let head = &self.pack.head;
        let hash = self.pack.hash.get(..12).unwrap_or_default();
        let pack = [
            ("id", head.id.as_str()),
            ("version", &head.version),
            ("hash", hash),
        ];
        self.styled(0, FAINT, &texts.fill("cli.pack", &pack));
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
        if let Some(text) = route.text.get(self.language) {
            let kind = self.word(match route.kind {
                crate::pack::programme::RouteKind::Apply => "route.apply",
                crate::pack::programme::RouteKind::Join => "route.join",
                crate::pack::programme::RouteKind::Through => "route.through",
            });
            self.line(4, &[&text.title, " (", kind, ")"].concat());
        }
        let criteria = edition
            .criteria
            .iter()
            .chain(&route.criteria)
            .zip(&compiled.criteria);
        for (criterion, state) in criteria {
            let words = criterion_sentence(self.pack, criterion, self.language);
            let mut line = [state.symbol(), " ", &words].concat();
            if criterion.demand.kind() == crate::pack::programme::CriterionKind::Advice {
                line.extend([" [", self.word("kind.advice"), "]"]);
            }
            if let Some(confidence) = confidence(self.pack, &criterion.sources)
                && confidence < Confidence::High
            {
                let key = if confidence == Confidence::Low {
                    "low"
                } else {
                    "medium"
                };
                line.extend([" [", self.word(&["confidence.", key].concat()), "]"]);
            }
            self.line(4, &line);
        }
        self.lists(result, compiled);
    }

    fn title(&mut self, programme: &Programme, edition: &Edition, call: &str) {
        let title = programme
            .text
            .get(self.language)
            .map_or("", |text| &text.title);
        self.styled(2, BOLD, title);
        if let Some(text) = edition.text.get(self.language) {
            self.line(4, &[&text.title, " · ", call].concat());
            if let Some(gap) = &text.gap {
                self.styled(4, FAINT, gap);
            }
        }
    }

    fn lists(&mut self, result: &ProgrammeResult, route: &crate::screen::RouteResult) {
        let edition = &self.pack.programmes[result.programme].editions[result.edition];
        let label = |id: &str| match self.pack.fact(id) {
            Some(_) => self.writer().label(id),
            // What was attested goes by its criterion's title.
            None => {
                let name = id.rsplit('/').next();
                let all = edition.routes.iter().flat_map(|route| &route.criteria);
                edition
                    .criteria
                    .iter()
                    .chain(all)
                    .find(|criterion| Some(criterion.id.as_str()) == name)
                    .and_then(|criterion| criterion.text.get(self.language))
                    .map_or(id.into(), |text| text.title.clone())
            }
        };
        let missing: Vec<String> = route
            .missing
            .iter()
            .map(|fact| label(&self.pack.facts[*fact].id))
            .collect();
        let because: Vec<String> = route.because.iter().map(|id| label(id)).collect();
        for (key, list) in [("cli.missing", missing), ("cli.because", because)] {
            if !list.is_empty() {
                let texts = self.pack.catalogue(self.language);
                self.line(4, &texts.fill(key, &[("list", &list.join(", "))]));
            }
        }
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

    fn unknown(&mut self, screening: &Screening) {
        if screening.unknown.is_empty() {
            return;
        }
        self.line(0, "");
        self.styled(0, BOLD, self.word("cli.find_out"));
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
        self.styled(0, BOLD, texts.get("cli.next"));
        let text = fact.text.get(self.language);
        self.line(2, text.map_or(&fact.id, |text| &text.question));
        if question.settles > 0 {
            self.line(2, &texts.count("app.settles", question.settles));
        }
    }
}
