//! One programme among others in the result: a card that unfolds.

use super::part::Shown;
use super::programme::{badge, inside};
use super::scene::Scene;
use super::state::{Action, Notice};
use super::{compare, flips};
use crate::screen::report::call_words;
use crate::screen::{ProgrammeResult, Verdict};
use web_sys::Element;
use yew::prelude::*;

/// What the card shows: nothing else may change how it looks.
pub fn shown(scene: &Scene, result: &ProgrammeResult) -> Shown {
    let state = scene.state;
    let programme = result.programme;
    // The browser has ticked a choice that was refused, and the tick has to go.
    let changes = state.unfolded.contains(&programme) || state.notice == Some(Notice::Full);
    Shown::Card {
        programme,
        verdicts: (result.verdict, before(scene, programme)),
        as_of: state.as_of,
        compared: compare::standing(scene, programme),
        turn: changes.then_some(state.turn),
    }
}

/// How a programme stood before what is tried, if that is something else.
fn before(scene: &Scene, programme: usize) -> Option<Verdict> {
    let mut flipped = scene.state.flipped();
    let own = flipped.find(|(now, _)| now.programme == programme);
    own.map(|(_, before)| before)
}

/// The card.
pub fn view(scene: &Scene, index: usize) -> Html {
    let state = scene.state;
    let (pack, language) = (&state.engine.pack, &state.language);
    let programme = &pack.programmes[index];
    let result = &state.screening.programmes[index];
    let Some(text) = programme.text.get(language) else {
        return Html::default();
    };
    let was = before(scene, index).map(|before| {
        let words = flips::words(scene, before);
        state.texts().fill("app.was", &[("verdict", &words)])
    });
    let is_unfolded = state.unfolded.contains(&index);
    // The browser would unfold at once and tell later: what is inside came a frame late.
    let click = scene.link.callback(move |event: MouseEvent| {
        event.prevent_default();
        Action::Unfold(index, !is_unfolded)
    });
    // It still unfolds without a click, for a reader's tools.
    let toggle = scene.link.batch_callback(move |event: Event| {
        let details: Option<Element> = event.target_dyn_into();
        details.map(|details| Action::Unfold(index, details.has_attribute("open")))
    });
    html! {
        <div class={classes!("programme", compare::is_last(scene, index).then_some("last"))}>
            <details open={is_unfolded}
                data-programme={programme.id.clone()} data-verdict={result.verdict.key()}
                data-call={result.call.state.key()} ontoggle={toggle}>
                <summary onclick={click}>
                    <h3>{ text.title.clone() }</h3>
                    <p>{ text.purpose.clone() }</p>
                    <p class="badges">
                        { badge(scene, result.verdict) }
                        <span class={classes!("badge", "call", result.call.state.key())}>
                            { call_words(pack, &result.call, language) }
                        </span>
                        if let Some(was) = was {
                            <span class="badge was">{ was }</span>
                        }
                    </p>
                </summary>
                if is_unfolded {
                    { inside(scene, result, text) }
                }
            </details>
            { compare::choice(scene, index, &programme.id) }
        </div>
    }
}
