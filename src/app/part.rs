//! One of many parts of a page: drawn anew only when it changes itself, so that what the user does
//! costs the same however many there are.

use super::App;
use super::scene::Scene;
use super::state::Draft;
use super::{card, field};
use crate::case::Answer;
use crate::pack::date::Date;
use crate::pack::formula::FactIndex;
use crate::screen::Verdict;
use std::rc::Rc;
use yew::html::Scope;
use yew::prelude::*;

/// What a part shows, and with it when it changes.
#[derive(Clone, PartialEq)]
pub enum Shown {
    /// A question of the page that asks all.
    Field {
        /// What is asked.
        fact: FactIndex,
        /// Its form.
        draft: Rc<Draft>,
        /// Its answer.
        answer: Option<Answer>,
    },
    /// A programme of the result.
    Card {
        /// The programme.
        programme: usize,
        /// How it stands, and how it stood before what is tried, if that is something else.
        verdicts: (Verdict, Option<Verdict>),
        /// The day that picks its call.
        as_of: Date,
        /// Whether it is compared; what is said beside the one that was chosen last.
        compared: Option<Option<String>>,
        /// The turn, if any may change what it shows, as while it is unfolded.
        turn: Option<usize>,
    },
}

/// A part, and where it belongs.
#[derive(Clone, Properties)]
pub struct Place {
    /// Where the state is, and actions go.
    pub link: Scope<App>,
    /// The user's language.
    pub language: String,
    /// What is shown.
    pub shown: Shown,
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        // A part stays in its app.
        (&self.language, &self.shown) == (&other.language, &other.shown)
    }
}

/// A part of a page.
pub struct Part;

impl Component for Part {
    type Message = ();
    type Properties = Place;

    fn create(_: &Context<Self>) -> Self {
        Part
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let Place { link, shown, .. } = context.props();
        let app = link.get_component();
        let Some(state) = app.as_ref().and_then(|app| app.state.as_ref()) else {
            return Html::default();
        };
        let scene = Scene { state, link };
        match shown {
            Shown::Field { fact, .. } => field::view(&scene, *fact),
            Shown::Card { programme, .. } => card::view(&scene, *programme),
        }
    }
}

/// A part in its place.
pub fn part(scene: &Scene, key: usize, shown: Shown) -> Html {
    html! {
        <Part {key} link={scene.link.clone()} language={scene.state.language.clone()} {shown} />
    }
}
