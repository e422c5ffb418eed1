//! The state of the app, and what can happen to it.

use super::Start;
use super::chosen::Chosen;
use super::typed::{self, TypedError};
use crate::case::{Answer, Attestation, Case};
use crate::embed::{Way, Wishes};
use crate::handover::Code;
use crate::host::Around;
use crate::kept::{self, Kept, KeptError};
use crate::pack::GOALS;
use crate::pack::date::Date;
use crate::pack::error::PackError;
use crate::pack::fact::{Domain, Fact};
use crate::pack::formula::FactIndex;
use crate::pack::map::Map;
use crate::pack::set::Set;
use crate::pack::text::Catalogue;
use crate::screen::{Change, Engine, Plan, Planner, ProgrammeResult, Screening, Verdict};
use std::rc::Rc;

/// Where the user is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The beginning: goals.
    Start,
    /// One question.
    Question(FactIndex),
    /// The result so far.
    Result,
    /// All answers.
    Answers,
    /// Programmes side by side.
    Compare(Chosen),
    /// All questions.
    All,
}

/// What the user has put into the form of a page, not yet an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// A typed number.
    pub text: String,
    /// Index of the chosen band.
    pub band: Option<usize>,
    /// Chosen options.
    pub chosen: Set<String>,
    /// What the options are searched for.
    pub search: String,
    /// What is wrong with it.
    pub error: Option<TypedError>,
}

/// Something put into a form.
#[derive(Clone, Debug)]
pub enum Entry {
    /// A number was typed.
    Type(String),
    /// A band was chosen.
    Band(usize),
    /// An option of a choice or a yes/no was chosen.
    Choose(String),
    /// An element of a set was chosen or left.
    Toggle(String),
    /// Options are searched.
    Search(String),
}

/// Something the page tells once.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// A kept case was opened.
    Opened(Kept),
    /// What was to be opened is no case of these rules.
    Refused(KeptError),
    /// All answers were deleted.
    Forgotten,
    /// The browser stores nothing here.
    NoStorage,
    /// A text was copied, or the browser did not allow it.
    Copied(bool),
    /// A link that holds the answers.
    Link(String),
    /// The same as a QR code; none where they are too much for one.
    Code(Option<Code>),
    /// No more programmes can be compared.
    Full,
}

/// How things stood before an answer was tried.
#[derive(Clone, Debug)]
pub struct Before {
    /// The answers.
    pub case: Case,
    /// The verdicts, by programme.
    pub verdicts: Vec<Verdict>,
}

/// What is made of the result to be handed on.
#[derive(Clone, Copy, Debug)]
pub enum Shared {
    /// A link that holds the answers.
    Link,
    /// That link as a QR code.
    Code,
    /// A summary.
    Text,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Action {
    /// Go to a page.
    Go(Page),
    /// The user is at another place: a page, or a link that holds a case.
    Place(String),
    /// The user is at another page.
    Arrive(Page),
    /// Go to the next question that matters.
    Next,
    /// Leave the question for now.
    Skip(FactIndex),
    /// Answer the question with the draft.
    Submit(FactIndex),
    /// "I don't know."
    Unknown(FactIndex),
    /// Take an answer back.
    Remove(FactIndex),
    /// Something was put into a form.
    Fill(FactIndex, Entry),
    /// What was typed into a form is whole.
    Give(FactIndex, String),
    /// A point was confirmed, denied, or left open.
    Attest(String, Option<Attestation>),
    /// Another day.
    AsOf(Date),
    /// Another language.
    Language(String),
    /// Ask for programmes beside the goals, too.
    AskAll,
    /// Forget all answers.
    Clear,
    /// Choose a programme to be compared, or leave it.
    Pick(usize),
    /// Compare only what differs, or all.
    Differ(bool),
    /// Remember the answers on this device, or do not.
    Remember(bool),
    /// Read on about a programme of the result, or no longer.
    Unfold(usize, bool),
    /// Open a kept case from its text.
    Open(String),
    /// Make a link, a code or a text of the result.
    Share(Shared),
    /// Save the answers as a file.
    Save,
    /// Tell something.
    Tell(Notice),
    /// Try what a change asks.
    Try(Change),
    /// Take back what was tried.
    Undo,
    /// Keep what was tried.
    Keep,
    /// Set answers, as JSON, for the host.
    Set(String),
    /// Begin anew, for the host.
    Reset,
    /// Turn to somebody about a programme.
    Reach {
        /// The programme, by index.
        programme: usize,
        /// The contact, by index.
        contact: usize,
        /// How.
        way: Way,
    },
    /// Share the answers with the host, or no longer.
    Consent(bool),
}

/// The state of the app.
pub struct State {
    /// The rules, compiled.
    pub engine: Rc<Engine>,
    /// What the host asks for.
    pub wishes: Rc<Wishes>,
    /// What is around the app.
    pub around: Around,
    /// Whether the user shares the answers with the host.
    pub shares: bool,
    /// The user's language.
    pub language: String,
    /// The day that picks editions and calls.
    pub as_of: Date,
    /// The user's day.
    pub today: Date,
    /// The answers.
    pub case: Case,
    /// The last screening of answers that can all be true.
    pub screening: Screening,
    /// Why the answers cannot all be true.
    pub contradiction: Option<PackError>,
    /// Where the user is.
    pub page: Page,
    /// What is worth asking, the best first.
    pub plan: Plan,
    /// Makes the plan.
    pub planner: Planner,
    /// The forms of the page, by fact; and those of other pages that need a change.
    pub drafts: Map<FactIndex, Rc<Draft>>,
    /// Questions left for now.
    pub skipped: Set<FactIndex>,
    /// Whether programmes beside the goals are asked for, too.
    pub asks_all: bool,
    /// What is compared, or will be.
    pub chosen: Chosen,
    /// Whether only what differs is compared.
    pub differing: bool,
    /// Whether this device remembers the answers.
    pub remembers: bool,
    /// What the page tells.
    pub notice: Option<Notice>,
    /// The programmes of the result that are unfolded. Of the others there is only the summary: to
    /// build all of them anew with each answer would take several frames.
    pub unfolded: Set<usize>,
    /// How many things have happened.
    pub turn: usize,
    /// How things stood before what is tried.
    pub before: Option<Before>,
    /// Where the user came from to change an answer, to return there.
    pub from: Option<Page>,
}

impl State {
    /// The state at the beginning; a pack whose constraints hold always screens no answers.
    pub fn new(start: &Start) -> Result<State, PackError> {
        let Start {
            engine,
            wishes,
            around,
            today,
            ..
        } = start.clone();
        let case = Case::default();
        let as_of = wishes.as_of.unwrap_or(today);
        let screening = engine.screen(&case, as_of)?;
        let planner = Planner::new(&engine);
        let first = engine.pack.head.languages.first().cloned();
        let mut state = State {
            plan: Plan::default(),
            planner,
            language: wishes.language.clone().or(first).unwrap_or_default(),
            engine,
            wishes,
            around,
            shares: false,
            as_of,
            today,
            case,
            screening,
            contradiction: None,
            page: Page::Start,
            drafts: Map::EMPTY,
            skipped: Set::EMPTY,
            asks_all: false,
            chosen: Chosen::default(),
            differing: false,
            remembers: false,
            notice: None,
            unfolded: Set::EMPTY,
            turn: 0,
            before: None,
            from: None,
        };
        state.plan();
        Ok(state)
    }

    /// The texts of the user's language.
    pub fn texts(&self) -> &Catalogue {
        self.engine.pack.catalogue(&self.language)
    }

    /// A fact.
    pub fn fact(&self, index: FactIndex) -> &Fact {
        &self.engine.pack.facts[index]
    }

    /// The answer to a fact.
    pub fn answer(&self, index: FactIndex) -> Option<&Answer> {
        self.case.answer(&self.fact(index).id)
    }

    /// The goals, if the pack has them.
    pub fn goals(&self) -> Option<FactIndex> {
        self.engine.pack.fact_index(GOALS)
    }

    /// Screens the case anew. Where its answers cannot all be true, the last screening stays.
    pub fn screen(&mut self) {
        if let Some(Notice::Link(_) | Notice::Code(_)) = self.notice {
            // It holds other answers.
            self.notice = None;
        }
        let again = self
            .engine
            .screen_again(&mut self.screening, &self.case, self.as_of);
        match again {
            Ok(()) => {
                self.contradiction = None;
                self.plan();
            }
            Err(error) => self.contradiction = Some(error),
        }
    }

    /// Adds what the host knows to what the user has answered.
    pub fn prefill(&mut self) {
        let mut case = self.wishes.prefill.clone();
        if case.is_empty() {
            return;
        }
        case.take_over(&self.case);
        self.case = case;
        self.screen();
    }

    /// The case with its verdicts, to be kept.
    pub fn kept(&self) -> String {
        let as_of = (self.as_of != self.today).then_some(self.as_of);
        kept::write(&self.engine.pack, &self.case, as_of, &self.screening)
    }

    /// Opens a kept case; whether it could be.
    pub fn open(&mut self, text: &str) -> bool {
        match kept::read(&self.engine.pack, text) {
            Ok(kept) => {
                self.case = kept.case.clone();
                self.drafts = Map::EMPTY;
                self.as_of = kept.as_of.unwrap_or(self.as_of);
                self.skipped = Set::EMPTY;
                self.before = None;
                self.screen();
                self.notice = Some(Notice::Opened(kept));
                true
            }
            Err(error) => {
                self.notice = Some(Notice::Refused(error));
                false
            }
        }
    }

    /// Tries another case, so that what flips can be seen and taken back.
    pub fn attempt(&mut self, case: Case) {
        let verdicts = self.screening.programmes.iter().map(|one| one.verdict);
        let before = Before {
            case: std::mem::replace(&mut self.case, case),
            verdicts: verdicts.collect(),
        };
        // Of several attempts the first before them counts.
        self.before.get_or_insert(before);
        self.screen();
    }

    /// The programmes that flipped by what is tried: by index, with the verdict before.
    pub fn flipped(&self) -> impl Iterator<Item = (&ProgrammeResult, Verdict)> {
        let verdicts = self.before.iter().flat_map(|before| &before.verdicts);
        let all = self.screening.programmes.iter().zip(verdicts);
        all.filter(|(now, before)| now.verdict != **before)
            .map(|(now, before)| (now, *before))
    }

    /// Shows a page with its form filled in as far as it was answered.
    pub fn show(&mut self, page: Page) {
        self.page = page;
        if let Page::Compare(chosen) = page {
            self.chosen = chosen;
        }
        let facts: Vec<FactIndex> = match page {
            Page::Question(fact) => vec![fact],
            Page::Start => self.goals().into_iter().collect(),
            Page::All => (0..self.engine.pack.facts.len()).collect(),
            Page::Result | Page::Answers | Page::Compare(_) => Vec::new(),
        };
        // What was typed and needs a change stays, wherever the user goes meanwhile.
        let before = std::mem::take(&mut self.drafts);
        for (fact, draft) in before.iter().filter(|(_, draft)| draft.error.is_some()) {
            self.drafts.insert(*fact, draft.clone());
        }
        for fact in facts {
            if !self.drafts.contains_key(&fact) {
                self.refill(fact);
            }
        }
    }

    /// The form of a fact.
    pub fn draft(&self, fact: FactIndex) -> Rc<Draft> {
        self.drafts.get(&fact).cloned().unwrap_or_default()
    }

    /// Fills the form of a fact in as it was answered.
    pub fn refill(&mut self, fact: FactIndex) {
        let draft = self.filled(fact);
        self.drafts.insert(fact, Rc::new(draft));
    }

    /// Puts something into the form of a fact; whether that is an answer by itself.
    pub fn fill(&mut self, fact: FactIndex, entry: Entry) -> bool {
        let draft = Rc::make_mut(self.drafts.or_default(fact));
        let is_answer = !matches!(entry, Entry::Type(_) | Entry::Search(_));
        match entry {
            Entry::Type(text) => {
                draft.text = text;
                draft.band = None;
                draft.error = None;
            }
            Entry::Band(band) => {
                draft.band = Some(band);
                draft.text.clear();
                draft.error = None;
            }
            Entry::Choose(option) => draft.chosen = std::iter::once(option).collect(),
            Entry::Toggle(option) => {
                if !draft.chosen.remove(&option) {
                    draft.chosen.insert(option);
                }
            }
            Entry::Search(text) => draft.search = text,
        }
        is_answer
    }

    /// The answer that the form of a fact gives; an error stays with the form.
    pub fn given(&mut self, fact: FactIndex) -> Result<Option<Answer>, TypedError> {
        let given = self.drafted(fact);
        Rc::make_mut(self.drafts.or_default(fact)).error = given.as_ref().err().copied();
        given
    }

    fn filled(&self, index: FactIndex) -> Draft {
        let mut draft = Draft::default();
        match (&self.fact(index).domain, self.answer(index)) {
            (Domain::Bool, Some(Answer::Bool(value))) => {
                draft.chosen.insert(value.to_string());
            }
            (_, Some(Answer::Choice(option))) => drop(draft.chosen.insert(option.clone())),
            (_, Some(Answer::Set { has, .. })) => draft.chosen.extend(has.iter().cloned()),
            (Domain::Number(domain), Some(Answer::Number { from, to })) => {
                let steps = |end: &Option<_>| end.and_then(|end| domain.steps(end));
                let band = (
                    steps(from).unwrap_or(domain.min),
                    steps(to).unwrap_or(domain.max),
                );
                draft.band = domain.bands.iter().position(|one| *one == band);
                if let (None, Some(value)) = (draft.band, from) {
                    let writer =
                        crate::pack::sentence::Writer::new(&self.engine.pack, &self.language);
                    draft.text = writer.number(*value);
                }
            }
            _ => {}
        }
        draft
    }

    fn drafted(&self, index: FactIndex) -> Result<Option<Answer>, TypedError> {
        let draft = self.draft(index);
        let first = draft.chosen.iter().next();
        Ok(match &self.fact(index).domain {
            Domain::Bool => first.map(|value| Answer::Bool(value == "true")),
            Domain::Choice(_) => first.map(|option| Answer::Choice(option.clone())),
            Domain::Set(_) => Some(Answer::Set {
                has: draft.chosen.iter().cloned().collect(),
                lacks: None,
            }),
            Domain::Number(domain) => {
                let texts = self.texts();
                let sign = |key| texts.get(key).chars().next().unwrap_or_default();
                let (thousands, decimal) = (sign("number.thousands"), sign("number.decimal"));
                match (
                    typed::number(&draft.text, thousands, decimal, domain),
                    draft.band,
                ) {
                    (Ok(value), _) => Some(Answer::exactly(value)),
                    (Err(TypedError::Empty), Some(band)) => {
                        domain.bands.get(band).map(|(from, to)| Answer::Number {
                            from: Some(domain.value(*from)),
                            to: Some(domain.value(*to)),
                        })
                    }
                    (Err(TypedError::Empty), None) => None,
                    (Err(error), _) => return Err(error),
                }
            }
            Domain::Date => match Date::parse(&draft.text) {
                Some(date) => Some(Answer::Date {
                    from: Some(date),
                    to: Some(date),
                }),
                None if draft.text.is_empty() => None,
                None => return Err(TypedError::NoNumber),
            },
        })
    }
}
