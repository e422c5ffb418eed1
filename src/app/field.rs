//! One question among others on a page.

use super::question;
use super::scene::Scene;
use super::state::Action;
use crate::pack::formula::FactIndex;
use yew::prelude::*;

/// The question.
pub fn view(scene: &Scene, index: FactIndex) -> Html {
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
