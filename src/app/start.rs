//! The beginning: what this is, and what the user wants.

use super::options;
use super::scene::Scene;
use super::state::Action;
use crate::pack::fact::Domain;
use yew::prelude::*;

/// The page.
pub fn view(scene: &Scene) -> Html {
    let form = scene.state.goals().map(|goals| {
        let fact = scene.state.fact(goals);
        let text = fact.text.get(&scene.state.language);
        let Domain::Set(all) = &fact.domain else {
            return Html::default();
        };
        let submit = scene.link.callback(move |event: SubmitEvent| {
            event.prevent_default();
            Action::Submit(goals)
        });
        html! {
            <form data-fact={fact.id.clone()} onsubmit={submit}>
                <fieldset>
                    <legend><h2>{ text.map(|text| text.question.clone()) }</h2></legend>
                    <p class="hint">{ scene.t("app.several") }</p>
                    { options::cards(scene, goals, all, true) }
                </fieldset>
                <div class="actions">
                    <button type="submit" id="begin" class="primary">
                        { scene.t(if scene.state.case.is_empty() { "app.begin" } else { "app.continue" }) }
                    </button>
                    if !scene.state.case.is_empty() {
                        { scene.button("clear", "plain", "app.clear", Action::Clear) }
                    }
                </div>
            </form>
        }
    });
    html! {
        <>
            <h1 tabindex="-1">{ scene.t("app.start.title") }</h1>
            <p class="lead">{ scene.t("app.start.lead") }</p>
            <p>{ scene.t("app.start.time") }</p>
            { for form }
            <div class="actions">
                <a href="#all">{ scene.t("app.to_all") }</a>
                { super::along::open(scene) }
            </div>
        </>
    }
}
