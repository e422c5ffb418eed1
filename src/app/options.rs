//! Options as cards to tap: one of them, or several.

use super::choice::Choice;
use super::scene::Scene;
use super::state::{Action, Entry};
use crate::pack::formula::FactIndex;
use js_sys::JsString;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// More options than this are searched instead of read.
const MANY: usize = 15;

/// The options of a choice (`several` is false) or of a set.
pub fn view(scene: &Scene, fact: FactIndex, all: &[String], several: bool) -> Html {
    if all.len() <= MANY {
        return cards(scene, fact, all, several);
    }
    let draft = scene.state.draft(fact);
    let writer = scene.writer();
    let search = String::from(lowercase(&draft.search));
    let own = scene.state.fact(fact);
    let prior = scene.state.engine.pack.priors.get(&own.id);
    // Without a search, the options that the prior names are offered: there are few others that
    // anybody looks for.
    let matches = |option: &&String| match search.is_empty() {
        true => several && prior.is_some_and(|prior| prior.options.contains_key(*option)),
        false => lowercase(&writer.option(own, option)).includes(&search, 0),
    };
    let shown = all
        .iter()
        .filter(matches)
        .filter(|option| !draft.chosen.contains(*option));
    let shown: Vec<String> = shown.take(MANY).cloned().collect();
    // Before anybody has typed there may be nothing to count.
    let is_counted = !shown.is_empty() || !search.is_empty();
    let found = is_counted.then(|| scene.state.texts().count("app.found", shown.len()));
    let chosen: Vec<String> = draft.chosen.iter().cloned().collect();
    let type_search = scene
        .link
        .callback(move |event: InputEvent| Action::Fill(fact, Entry::Search(typed(&event))));
    let search_id = scene.id(fact, "search");
    html! {
        <>
            { cards(scene, fact, &chosen, several) }
            <label class="field" for={search_id.clone()}>{ scene.t("app.search") }</label>
            <input id={search_id} type="search" autocomplete="off" value={draft.search.clone()}
                oninput={type_search} />
            <p role="status" class="hint">
                { found }
            </p>
            { cards(scene, fact, &shown, several) }
        </>
    }
}

/// A text in small letters, by the browser: it has the tables of all alphabets already.
fn lowercase(text: &str) -> JsString {
    JsString::from(text).to_lower_case()
}

/// Cards for some options.
pub fn cards(scene: &Scene, fact: FactIndex, shown: &[String], several: bool) -> Html {
    let (writer, draft) = (scene.writer(), scene.state.draft(fact));
    let mut cards = Vec::new();
    for option in shown {
        let entry = if several {
            Entry::Toggle
        } else {
            Entry::Choose
        };
        let label = writer.option(scene.state.fact(fact), option);
        let is_chosen = draft.chosen.contains(option);
        let entry = entry(option.clone());
        cards.push(card(scene, fact, option, is_chosen, several, &label, entry));
    }
    html! { <div class="cards">{ cards }</div> }
}

/// One card: a radio button or a checkbox with its label, all of it to tap.
pub fn card(
    scene: &Scene,
    fact: FactIndex,
    value: &str,
    chosen: bool,
    several: bool,
    label: &str,
    entry: Entry,
) -> Html {
    let choice = Choice {
        class: "card",
        id: scene.id(fact, &["option-", value].concat()),
        group: (!several).then(|| scene.id(fact, "option")),
        label,
        ..Choice::default()
    };
    choice.view(chosen, scene.on(Action::Fill(fact, entry)))
}

/// What was typed into an input.
pub fn typed(event: &Event) -> String {
    let input = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    input.map_or(String::new(), |input| input.value())
}
