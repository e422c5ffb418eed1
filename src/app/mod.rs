//! The app: one state, one direction. A view is a function of the state; what happens in it is
//! an [`Action`]; no view computes a verdict.

mod all;
mod along;
mod answers;
mod choice;
mod chosen;
mod compare;
mod contradiction;
mod criteria;
mod field;
mod flips;
mod notice;
mod options;
mod programme;
mod question;
mod questions;
mod result;
mod scene;
mod start;
mod state;
mod typed;

use crate::case::Answer;
use crate::host;
use crate::pack::date::Date;
use crate::pack::formula::FactIndex;
use crate::pack::map::Map;
use crate::pack::set::Set;
use crate::screen::Engine;
use chosen::Chosen;
use gloo::events::EventListener;
use scene::Scene;
use state::{Action, Entry, Notice, Page, State};
use std::rc::Rc;
use yew::html::Scope;
use yew::prelude::*;

/// What the app starts with.
#[derive(Clone, Properties)]
pub struct Start {
    /// The rules, compiled.
    pub engine: Rc<Engine>,
    /// The user's language.
    pub language: String,
    /// The day that picks editions and calls.
    pub as_of: Date,
    /// The user's day.
    pub today: Date,
}

impl PartialEq for Start {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.engine, &other.engine)
            && (&self.language, self.as_of) == (&other.language, other.as_of)
    }
}

/// The app.
pub struct App {
    state: Option<State>,
    arrived: bool,
    _listener: EventListener,
}

impl Component for App {
    type Message = Action;
    type Properties = Start;

    fn create(context: &Context<Self>) -> Self {
        let Start {
            engine,
            language,
            as_of,
            today,
        } = context.props().clone();
        let mut state = State::new(engine, language, as_of, today).ok();
        let place = host::place();
        if let Some(state) = &mut state {
            if let Some(kept) = host::recall() {
                state.remembers = state.open(&kept);
            }
            let page = page_at(state, &place);
            state.show(page);
        }
        let link = context.link().clone();
        let engine = context.props().engine.clone();
        open_link(&link, &place);
        let listener = host::on_place(move |place| {
            if !open_link(&link, &place) {
                link.send_message(Action::Arrive(page_named(&engine, &place)));
            }
        });
        App {
            state,
            arrived: true,
            _listener: listener,
        }
    }

    fn update(&mut self, context: &Context<Self>, action: Action) -> bool {
        let Some(state) = &mut self.state else {
            return false;
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
        self.arrived |= act(context.link(), state, action);
        if state.remembers && !host::remember(Some(&state.kept())) {
            state.remembers = false;
            state.notice = Some(Notice::NoStorage);
        }
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
        host::announce(&state.language, &scene::title(state));
        if std::mem::take(&mut self.arrived) && !first {
            host::to_top();
            host::focus("main h1");
        } else if let Page::Question(fact) = state.page
            && state.draft(fact).error.is_some()
        {
            host::focus("#errors");
        }
    }
}

/// Does what an action says; whether the user arrives at another page.
fn act(link: &html::Scope<App>, state: &mut State, action: Action) -> bool {
    match action {
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
            state.remembers = false;
            host::remember(None);
            state.before = None;
            state.as_of = state.today;
            state.case = crate::case::Case::default();
            state.skipped = Set::EMPTY;
            state.asks_all = false;
            state.chosen = Chosen::default();
            state.drafts = Map::EMPTY;
            state.screen();
            go(state, Page::Start);
            state.notice = Some(Notice::Forgotten);
            return true;
        }
    }
    false
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
    host::go(&place_of(state, page));
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

fn page_at(state: &State, place: &str) -> Page {
    page_named(&state.engine, place)
}

fn page_named(engine: &Engine, place: &str) -> Page {
    if let Some(chosen) = Chosen::at(&engine.pack, place) {
        return Page::Compare(chosen);
    }
    match place {
        "result" => Page::Result,
        "answers" => Page::Answers,
        "all" => Page::All,
        _ => place
            .strip_prefix("ask/")
            .and_then(|id| engine.pack.fact_index(id))
            .map_or(Page::Start, Page::Question),
    }
}
