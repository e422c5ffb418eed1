//! The app: one state, one direction. A view is a function of the state; what happens in it is
//! an [`Action`]; no view computes a verdict.

mod answers;
mod contradiction;
mod criteria;
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
use crate::pack::set::Set;
use crate::screen::Engine;
use gloo::events::EventListener;
use scene::Scene;
use state::{Action, Page, State};
use std::rc::Rc;
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
        if let Some(state) = &mut state {
            let page = page_at(state, &host::place());
            state.show(page);
        }
        let link = context.link().clone();
        let engine = context.props().engine.clone();
        let listener = host::on_place(move |place| {
            link.send_message(Action::Arrive(page_named(&engine, &place)));
        });
        App {
            state,
            arrived: true,
            _listener: listener,
        }
    }

    fn update(&mut self, _: &Context<Self>, action: Action) -> bool {
        match &mut self.state {
            Some(state) => {
                self.arrived |= act(state, action);
                true
            }
            None => false,
        }
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
        } else if state.draft.error.is_some() {
            host::focus("#errors");
        }
    }
}

/// Does what an action says; whether the user arrives at another page.
fn act(state: &mut State, action: Action) -> bool {
    match action {
        Action::Arrive(page) => {
            let arrives = page != state.page;
            if arrives {
                state.show(page);
            }
            return arrives;
        }
        Action::Go(page) => return go(state, page),
        Action::Next => return next(state),
        Action::Skip(fact) => {
            state.skipped.insert(fact);
            return next(state);
        }
        Action::Unknown(fact) => return answer(state, fact, Some(Answer::Unknown)),
        Action::Submit(fact) => match state.drafted(fact) {
            Ok(None) => {
                state.skipped.insert(fact);
                return next(state);
            }
            Ok(given) => return answer(state, fact, given),
            Err(error) => state.draft.error = Some(error),
        },
        Action::Remove(fact) => {
            let id = state.fact(fact).id.clone();
            state.case.set(&id, None);
            state.screen();
        }
        Action::Type(text) => {
            state.draft.text = text;
            state.draft.band = None;
            state.draft.error = None;
        }
        Action::Band(band) => {
            state.draft.band = Some(band);
            state.draft.text.clear();
            state.draft.error = None;
        }
        Action::Choose(option) => state.draft.chosen = std::iter::once(option).collect(),
        Action::Toggle(option) => {
            if !state.draft.chosen.remove(&option) {
                state.draft.chosen.insert(option);
            }
        }
        Action::Search(text) => state.draft.search = text,
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
            return next(state);
        }
        Action::Clear => {
            state.case = crate::case::Case::default();
            state.skipped = Set::EMPTY;
            state.asks_all = false;
            state.screen();
            return go(state, Page::Start);
        }
    }
    false
}

fn answer(state: &mut State, fact: FactIndex, given: Option<Answer>) -> bool {
    let id = state.fact(fact).id.clone();
    state.case.set(&id, given);
    state.skipped.remove(&fact);
    state.screen();
    if state.contradiction.is_some() {
        // Stay, so that the user sees which answers do not fit together.
        return true;
    }
    next(state)
}

fn next(state: &mut State) -> bool {
    let page = state.next_question().map_or(Page::Result, Page::Question);
    go(state, page)
}

/// Goes to a page; the address follows, so that the browser's back button leads back.
fn go(state: &mut State, page: Page) -> bool {
    state.show(page);
    host::go(&place_of(state, page));
    true
}

fn place_of(state: &State, page: Page) -> String {
    match page {
        Page::Start => "start".into(),
        Page::Result => "result".into(),
        Page::Answers => "answers".into(),
        Page::Question(fact) => ["ask/", &state.fact(fact).id].concat(),
    }
}

fn page_at(state: &State, place: &str) -> Page {
    page_named(&state.engine, place)
}

fn page_named(engine: &Engine, place: &str) -> Page {
    match place {
        "result" => Page::Result,
        "answers" => Page::Answers,
        _ => place
            .strip_prefix("ask/")
            .and_then(|id| engine.pack.fact_index(id))
            .map_or(Page::Start, Page::Question),
    }
}
