//! One question among others on a page: drawn anew only when it changes itself, so that a key
//! costs the same however many questions there are.

use super::App;
use super::question;
use super::scene::Scene;
use super::state::{Action, Draft};
use crate::case::Answer;
use crate::pack::formula::FactIndex;
use std::rc::Rc;
use yew::html::Scope;
use yew::prelude::*;

/// What a question shows, and with it when it changes.
#[derive(Clone, Properties)]
pub struct Shown {
    /// Where the state is, and actions go.
    pub link: Scope<App>,
    /// What is asked.
    pub fact: FactIndex,
    /// Its form.
    pub draft: Rc<Draft>,
    /// Its answer.
    pub answer: Option<Answer>,
    /// The user's language.
    pub language: String,
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        self.fact == other.fact
            && Rc::ptr_eq(&self.draft, &other.draft)
            && self.answer == other.answer
            && self.language == other.language
    }
}

/// The question.
pub struct Field;

impl Component for Field {
    type Message = ();
    type Properties = Shown;

    fn create(_: &Context<Self>) -> Self {
        Field
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let Shown { link, fact, .. } = context.props();
        let app = link.get_component();
        let state = app.as_ref().and_then(|app| app.state.as_ref());
        state.map_or(Html::default(), |state| {
            field(&Scene { state, link }, *fact)
        })
    }
}

fn field(scene: &Scene, index: FactIndex) -> Html {
    let fact = scene.state.fact(index);
    let Some(text) = fact.text.get(&scene.state.language) else {
        return Html::default();
    };
    let heard = |key: &'static str| [scene.t(key), ": ", &text.label].concat();
    let button = |key: &'static str, action: Action| {
        html! {
            <button type="button" class="small" aria-label={heard(key)}
                onclick={scene.on::<MouseEvent>(action)}>{ scene.t(key) }</button>
        }
    };
    html! {
        <fieldset class="one" data-field={fact.id.clone()}>
            <legend><h3>{ text.question.clone() }</h3></legend>
            { question::form(scene, index, text) }
            <div class="actions">
                { button("app.unknown", Action::Unknown(index)) }
                if scene.state.answer(index).is_some() {
                    { button("app.remove", Action::Remove(index)) }
                }
            </div>
        </fieldset>
    }
}
