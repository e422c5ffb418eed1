//! Whether the host may have the answers: asked only where it wants them, with all that it would
//! get, and taken back as easily as given.

use super::answers::words;
use super::scene::{Scene, host_name};
use super::state::Action;
use yew::prelude::*;

/// The question, where there is a host that asks.
pub fn view(scene: &Scene) -> Html {
    let state = scene.state;
    let host = host_name(scene).filter(|_| state.wishes.asks_answers);
    let Some(host) = host else {
        return Html::default();
    };
    let texts = state.texts();
    let fill = |key: &str| texts.fill(key, &[("host", &host)]);
    let pack = &state.engine.pack;
    let answered = state
        .case
        .answers()
        .filter_map(|(id, _)| pack.fact_index(id));
    let line = |fact| {
        html! { <li>{ scene.label(fact) }{ ": " }{ words(scene, fact, state.fact(fact)) }</li> }
    };
    html! {
        <section class="group" id="consent">
            <h2>{ fill("app.consent.title") }</h2>
            <p role="status">{ fill(if state.shares { "app.consent.given" } else { "app.consent.text" }) }</p>
            <details>
                <summary>{ scene.t("app.consent.what") }</summary>
                <ul>{ for answered.map(line) }</ul>
                <p class="hint">{ scene.t("app.consent.attested") }</p>
            </details>
            <div class="actions">
                if state.shares {
                    { scene.button("unshare", "", "app.consent.stop", Action::Consent(false)) }
                } else {
                    { scene.button("share", "", "app.consent.share", Action::Consent(true)) }
                }
            </div>
        </section>
    }
}
