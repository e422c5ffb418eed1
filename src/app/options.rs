//! Options as cards to tap: one of them, or several.

use super::choice::Choice;
use super::scene::Scene;
use super::state::Action;
use crate::pack::fact::Fact;
use js_sys::JsString;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// More options than this are searched instead of read.
const MANY: usize = 15;

/// The options of a choice (`several` is false) or of a set.
pub fn view(scene: &Scene, fact: &Fact, all: &[String], several: bool) -> Html {
    if all.len() <= MANY {
        return cards(scene, fact, all.iter().map(String::as_str), several);
    }
    let draft = &scene.state.draft;
    let writer = scene.writer();
    let search = String::from(lowercase(&draft.search));
    let matches = |option: &&String| {
        let label = lowercase(&writer.option(fact, option));
        search.is_empty() && several || !search.is_empty() && label.includes(&search, 0)
    };
    // Without a search, the options that rules name are offered: there are few others that
    // anybody looks for.
    let shown = all
        .iter()
        .filter(matches)
        .filter(|option| !draft.chosen.contains(*option));
    let shown: Vec<&str> = shown.take(MANY).map(String::as_str).collect();
    // Before anybody has typed there may be nothing to count.
    let is_counted = !shown.is_empty() || !search.is_empty();
    let found = is_counted.then(|| scene.state.texts().count("app.found", shown.len()));
    let chosen = draft.chosen.iter().map(String::as_str);
    let type_search = scene
        .link
        .callback(|event: InputEvent| Action::Search(typed(&event)));
    html! {
        <>
            { cards(scene, fact, chosen, several) }
            <label class="field" for="search">{ scene.t("app.search") }</label>
            <input id="search" type="search" autocomplete="off" value={draft.search.clone()}
                oninput={type_search} />
            <p role="status" class="hint">
                { found }
            </p>
            { cards(scene, fact, shown.into_iter(), several) }
        </>
    }
}

/// A text in small letters, by the browser: it has the tables of all alphabets already.
fn lowercase(text: &str) -> JsString {
    JsString::from(text).to_lower_case()
}

/// Cards for some options.
pub fn cards<'a>(
    scene: &Scene,
    fact: &Fact,
    shown: impl Iterator<Item = &'a str>,
    several: bool,
) -> Html {
    let writer = scene.writer();
    let cards = shown.map(|option| {
        let action = if several {
            Action::Toggle
        } else {
            Action::Choose
        };
        let chosen = scene.state.draft.chosen.contains(option);
        card(
            scene,
            option,
            chosen,
            several,
            &writer.option(fact, option),
            action(option.into()),
        )
    });
    html! { <div class="cards">{ for cards }</div> }
}

/// One card: a radio button or a checkbox with its label, all of it to tap.
pub fn card(
    scene: &Scene,
    value: &str,
    chosen: bool,
    several: bool,
    label: &str,
    action: Action,
) -> Html {
    let choice = Choice {
        class: "card",
        id: ["option-", value].concat(),
        group: (!several).then(|| "option".into()),
        label,
        ..Choice::default()
    };
    choice.view(chosen, scene.on(action))
}

/// What was typed into an input.
pub fn typed(event: &InputEvent) -> String {
    let input = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    input.map_or(String::new(), |input| input.value())
}
