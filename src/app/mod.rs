//! The app: one state, one direction. A view is a function of the state; what happens in it is
//! an [`Action`]; no view computes a verdict.

mod all;
mod along;
mod answers;
mod card;
mod choice;
mod chosen;
mod compare;
mod consent;
mod contradiction;
mod criteria;
mod field;
mod flips;
mod notice;
mod options;
mod part;
mod programme;
mod question;
mod questions;
mod result;
mod scene;
mod start;
mod state;
mod told;
mod typed;

use crate::case::{Answer, Case};
use crate::embed::{Event, Mode, Wishes};
use crate::host::{self, Around};
use crate::pack::date::Date;
use crate::pack::error::Place;
use crate::pack::formula::FactIndex;
use crate::pack::json::Json;
use crate::pack::map::Map;
use crate::pack::set::Set;
use crate::screen::Engine;
use chosen::Chosen;
use gloo::events::EventListener;
use scene::Scene;
pub use state::Action;
use state::{Entry, Notice, Page, State};
use std::rc::Rc;
use told::Told;
use web_sys::Element;
use yew::html::Scope;
use yew::prelude::*;

/// What the app starts with.
#[derive(Clone, Properties)]
pub struct Start {
    /// The rules, compiled.
    pub engine: Rc<Engine>,
    /// What the host asks for.
    pub wishes: Rc<Wishes>,
    /// What is around the app.
    pub around: Around,
    /// The case of an app that ended and goes on.
    pub kept: Option<String>,
    /// The user's day.
    pub today: Date,
}

impl PartialEq for Start {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.engine, &other.engine) && Rc::ptr_eq(&self.wishes, &other.wishes)
    }
}

/// The app.
pub struct App {
    state: Option<State>,
    arrived: bool,
    told: Told,
    /// What had the focus before it is drawn: what is moved loses it.
    focused: Option<Element>,
    _print: EventListener,
}

impl Component for App {
    type Message = Action;
    type Properties = Start;

    fn create(context: &Context<Self>) -> Self {
        let start = context.props();
        let mut state = State::new(start).ok();
        if let Some(state) = &mut state {
            let kept = host::recall();
            state.remembers = match (&start.kept, kept) {
                (Some(going_on), kept) => {
                    let opened = state.open(going_on);
                    state.notice = None;
                    opened && kept.is_some()
                }
                (None, Some(kept)) => state.open(&kept),
                (None, None) => false,
            };
            state.prefill();
            let place = start.around.place();
            if !open_link(context.link(), &place) {
                let page = page_named(state, &place);
                state.show(page);
            }
        }
        let app = context.link().clone();
        let print = host::on_print(move || {
            let app = app.get_component();
            if let Some(state) = app.as_ref().and_then(|app| app.state.as_ref()) {
                along::write_sheet(state);
            }
        });
        App {
            state,
            arrived: true,
            told: Told::default(),
            focused: None,
            _print: print,
        }
    }

    fn update(&mut self, context: &Context<Self>, action: Action) -> bool {
        let Some(state) = &mut self.state else {
            return false;
        };
        let action = match action {
            Action::Place(place) if open_link(context.link(), &place) => return false,
            Action::Place(place) => Action::Arrive(page_named(state, &place)),
            other => other,
        };
        let is_shown = match &action {
            // The address follows the page: most arrivals only tell of where the user is.
            Action::Arrive(page) => *page == state.page,
            Action::Unfold(programme, wanted) => state.unfolded.contains(programme) == *wanted,
            _ => false,
        };
        if is_shown {
            return false;
        }
        state.turn += 1;
        self.arrived |= act(context.link(), state, action);
        if state.remembers && !host::remember(Some(&state.kept())) {
            state.remembers = false;
            state.notice = Some(Notice::NoStorage);
        }
        self.focused = state.around.focused();
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        match &self.state {
            Some(state) => scene::page(&Scene {
                state,
                link: context.link(),
            }),
            None => Html::default(),
        }
    }

    fn rendered(&mut self, _: &Context<Self>, first: bool) {
        let Some(state) = &self.state else { return };
        let focused = self.focused.take();
        let around = &state.around;
        around.announce(&state.language, &scene::title(state));
        if std::mem::take(&mut self.arrived) && !first {
            around.to_top();
            around.focus("#main h1");
        } else if let Page::Question(fact) = state.page
            && state.draft(fact).error.is_some()
        {
            around.focus("#errors");
        } else if let Some(element) = focused {
            around.refocus(&element);
        }
        self.told.tell(state);
    }
}

impl App {
    /// The case with its verdicts, to be kept.
    pub fn kept(&self) -> String {
        self.state.as_ref().map_or(String::new(), State::kept)
    }
}

/// Does what an action says; whether the user arrives at another page.
fn act(link: &html::Scope<App>, state: &mut State, action: Action) -> bool {
    match action {
        // It was told apart by its place before.
        Action::Place(_) => {}
        Action::Arrive(page) => {
            // Whoever comes from the result to one question returns to the result.
            state.from = match (page, state.page) {
                (Page::Question(_), from @ (Page::Result | Page::Answers | Page::Compare(_))) => {
                    Some(from)
                }
                _ => None,
            };
            state.notice = None;
            state.show(page);
            return true;
        }
        Action::Go(page) => return go(state, page),
        Action::Next => return next(state),
        Action::Skip(fact) => {
            state.skipped.insert(fact);
            return back(state).unwrap_or_else(|| next(state));
        }
        Action::Unknown(fact) if state.page == Page::All => {
            set(state, fact, Some(Answer::Unknown));
            state.refill(fact);
        }
        Action::Unknown(fact) => return answer(state, fact, Some(Answer::Unknown)),
        Action::Submit(fact) => match state.given(fact) {
            Ok(None) => {
                state.skipped.insert(fact);
                return back(state).unwrap_or_else(|| next(state));
            }
            Ok(given) => return answer(state, fact, given),
            Err(_) => {}
        },
        Action::Remove(fact) => {
            set(state, fact, None);
            state.refill(fact);
        }
        Action::Fill(fact, entry) => {
            if state.fill(fact, entry) && state.page == Page::All {
                give(state, fact);
            }
        }
        Action::Give(fact, text) => {
            // Not every way to type tells of each letter.
            if text != state.draft(fact).text {
                state.fill(fact, Entry::Type(text));
            }
            if state.page == Page::All {
                give(state, fact);
            }
        }
        Action::Attest(name, value) => {
            state.case.attest(&name, value);
            state.screen();
        }
        Action::AsOf(date) => {
            state.as_of = date;
            state.screen();
        }
        Action::Language(language) => state.language = language,
        Action::AskAll => {
            state.asks_all = true;
            state.skipped = Set::EMPTY;
            state.plan();
            if state.page != Page::All {
                return next(state);
            }
        }
        Action::Pick(programme) => match state.chosen.toggled(programme) {
            Some(chosen) => {
                state.chosen = chosen;
                state.notice = None;
            }
            None => state.notice = Some(Notice::Full),
        },
        Action::Differ(only) => state.differing = only,
        Action::Remember(wanted) => {
            state.remembers = wanted;
            if !wanted {
                host::remember(None);
            }
        }
        Action::Open(text) => {
            if state.open(&text) {
                // What the device remembers stays as it is: it may be somebody else's case.
                state.remembers = false;
                let notice = state.notice.take();
                go(state, Page::Result);
                state.notice = notice;
                return true;
            }
        }
        Action::Unfold(programme, true) => drop(state.unfolded.insert(programme)),
        Action::Unfold(programme, false) => drop(state.unfolded.remove(&programme)),
        Action::Share(shared) => along::share(link, state, shared),
        Action::Save => host::save(state.texts().get("app.along.file_name"), &state.kept()),
        Action::Tell(notice) => state.notice = Some(notice),
        Action::Try(change) => {
            let case = change.applied(&state.engine.pack, &state.case);
            state.attempt(case);
            return true;
        }
        Action::Undo => {
            if let Some(before) = state.before.take() {
                state.case = before.case;
                state.screen();
                return true;
            }
        }
        Action::Keep => {
            state.before = None;
            return true;
        }
        Action::Clear => {
            host::remember(None);
            anew(state, Case::default());
            state.notice = Some(Notice::Forgotten);
            return true;
        }
        Action::Reset => {
            // What the device remembers is the user's.
            let known = state.wishes.prefill.clone();
            anew(state, known);
            return true;
        }
        Action::Set(answers) => match read(state, &answers) {
            Ok(given) => {
                state.case.take_over(&given);
                state.before = None;
                state.screen();
                state.drafts = Map::EMPTY;
                state.show(state.page);
            }
            Err(message) => {
                state.around.warn(&message);
                let kind = "set";
                let message = message.as_str();
                told::of(state, Event::Error { kind, message });
            }
        },
        Action::Reach {
            programme,
            contact,
            way,
        } => {
            let pack = &state.engine.pack;
            let event = Event::Contact {
                programme: &pack.programmes[programme].id,
                contact: &pack.contacts[contact].id,
                way,
            };
            told::of(state, event);
        }
        Action::Consent(given) => state.shares = given,
    }
    false
}

/// Begins anew with a case.
fn anew(state: &mut State, case: Case) {
    state.remembers = false;
    state.shares = false;
    state.before = None;
    state.as_of = state.wishes.as_of.unwrap_or(state.today);
    state.case = case;
    state.skipped = Set::EMPTY;
    state.asks_all = false;
    state.chosen = Chosen::default();
    state.drafts = Map::EMPTY;
    state.screen();
    let first = first_page(state);
    go(state, first);
}

/// The answers in a JSON text, or what is wrong with it.
fn read(state: &State, text: &str) -> Result<Case, String> {
    let json = Json::read(text).map_err(|error| error.to_string())?;
    let place = Place::file("set");
    Case::from_json(&state.engine.pack, &json, &place).map_err(|error| error.to_string())
}

/// Takes what the form of a fact gives, if anything, and stays on the page.
fn give(state: &mut State, fact: FactIndex) {
    if let Ok(Some(given)) = state.given(fact) {
        set(state, fact, Some(given));
    }
}

fn set(state: &mut State, fact: FactIndex, given: Option<Answer>) {
    let id = state.fact(fact).id.clone();
    state.case.set(&id, given);
    state.before = None;
    state.skipped.remove(&fact);
    state.screen();
}

fn answer(state: &mut State, fact: FactIndex, given: Option<Answer>) -> bool {
    if state.from.is_some() {
        let id = state.fact(fact).id.clone();
        let mut case = state.case.clone();
        case.set(&id, given);
        state.skipped.remove(&fact);
        state.attempt(case);
    } else {
        set(state, fact, given);
    }
    if state.contradiction.is_some() {
        // Stay, so that the user sees which answers do not fit together.
        return true;
    }
    back(state).unwrap_or_else(|| next(state))
}

/// Returns to where the user came from to change one answer.
fn back(state: &mut State) -> Option<bool> {
    let page = state.from.take()?;
    Some(go(state, page))
}

/// Opens the case in a link, if the place is one.
fn open_link(link: &Scope<App>, place: &str) -> bool {
    let Some(letters) = place.strip_prefix(host::LINK) else {
        return false;
    };
    let letters = letters.to_owned();
    link.send_future(async move { Action::Open(host::of_link(&letters).await) });
    true
}

fn next(state: &mut State) -> bool {
    let page = state.next_question().map_or(Page::Result, Page::Question);
    go(state, page)
}

/// Goes to a page; the address follows, so that the browser's back button leads back.
fn go(state: &mut State, page: Page) -> bool {
    state.notice = None;
    state.show(page);
    state.around.go(&place_of(state, page));
    true
}

fn place_of(state: &State, page: Page) -> String {
    match page {
        Page::Start => "start".into(),
        Page::Result => "result".into(),
        Page::Answers => "answers".into(),
        Page::All => "all".into(),
        Page::Compare(chosen) => chosen.place(&state.engine.pack),
        Page::Question(fact) => ["ask/", &state.fact(fact).id].concat(),
    }
}

fn page_named(state: &State, place: &str) -> Page {
    let pack = &state.engine.pack;
    if let Some(chosen) = Chosen::at(pack, place) {
        return Page::Compare(chosen);
    }
    match place {
        "start" => Page::Start,
        "result" => Page::Result,
        "answers" => Page::Answers,
        "all" => Page::All,
        _ => {
            let fact = place.strip_prefix("ask/");
            let fact = fact.and_then(|id| pack.fact_index(id));
            fact.map_or_else(|| first_page(state), Page::Question)
        }
    }
}

/// Where a user begins.
fn first_page(state: &State) -> Page {
    match state.wishes.mode {
        Mode::Steps => Page::Start,
        Mode::All => Page::All,
    }
}
