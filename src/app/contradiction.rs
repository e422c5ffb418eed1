//! Answers that cannot all be true: which ones, and the way to change them.

use super::scene::Scene;
use crate::pack::error::Fault;
use yew::prelude::*;

/// The panel, where there is a contradiction.
pub fn view(scene: &Scene) -> Html {
    let Some(Fault::Contradiction { facts, because }) =
        scene.state.contradiction.as_ref().map(|error| &error.fault)
    else {
        return Html::default();
    };
    html! {
        <section class="panel error" role="alert" id="contradiction">
            <h2>{ scene.t("app.contradiction.title") }</h2>
            <p>{ scene.t("app.contradiction.text") }{ because.clone() }</p>
            <ul>
                { for facts.iter().map(|id| html! {
                    <li><a href={["#ask/", id].concat()}>{ scene.writer().label(id) }</a></li>
                }) }
            </ul>
        </section>
    }
}
