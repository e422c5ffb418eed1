//! What flips when an answer is tried, with a way back.

use super::answers;
use super::scene::Scene;
use super::state::Action;
use crate::pack::fact::Fact;
use crate::screen::report::because_words;
use crate::screen::{ProgrammeResult, Verdict};
use yew::prelude::*;

/// What is tried and what it does, while something is.
pub fn view(scene: &Scene) -> Html {
    if scene.state.before.is_none() {
        return Html::default();
    }
    let lines: Vec<Html> = scene
        .state
        .flipped()
        .map(|(now, before)| line(scene, now, before))
        .collect();
    html! {
        <section class="panel flips" id="flips" role="status">
            <h2>{ scene.t("app.flips.title") }</h2>
            { for tried(scene) }
            if lines.is_empty() {
                <p>{ scene.t("app.flips.none") }</p>
            } else {
                <ul>{ for lines }</ul>
            }
            <div class="actions">
                { scene.button("undo", "primary", "app.flips.undo", Action::Undo) }
                { scene.button("keep", "", "app.flips.keep", Action::Keep) }
            </div>
        </section>
    }
}

/// The answers that are tried.
fn tried(scene: &Scene) -> Vec<Html> {
    let state = scene.state;
    let facts = state.engine.pack.facts.iter().enumerate();
    let is_tried = |(_, fact): &(usize, &Fact)| {
        let before = state.before.as_ref();
        before.is_some_and(|before| before.case.answer(&fact.id) != state.case.answer(&fact.id))
    };
    let line = |(index, fact): (usize, &Fact)| {
        html! {
            <p><b>{ scene.label(index) }</b>{ ": " }{ answers::words(scene, index, fact) }</p>
        }
    };
    facts.filter(is_tried).map(line).collect()
}

/// A programme with its verdict before and now, and why.
pub fn line(scene: &Scene, now: &ProgrammeResult, before: Verdict) -> Html {
    let state = scene.state;
    let (pack, texts, language) = (&state.engine.pack, state.texts(), &state.language);
    let programme = &pack.programmes[now.programme];
    let title = scene.title(now.programme);
    let (was, is) = (words(scene, before), words(scene, now.verdict));
    let values = [
        ("programme", title.as_str()),
        ("before", &was),
        ("after", &is),
    ];
    let because = now.best.map_or(Vec::new(), |best| {
        because_words(pack, now, &now.routes[best], language)
    });
    html! {
        <li data-flipped={programme.id.clone()}>
            { texts.fill("app.flips.line", &values) }
            if !because.is_empty() {
                <span class="hint">{ " (" }{ because.join(", ") }{ ")" }</span>
            }
        </li>
    }
}

/// A verdict in words.
pub fn words(scene: &Scene, verdict: Verdict) -> String {
    scene.word(&["verdict.", verdict.key()].concat())
}
