//! One question a page: bands or options to tap, an exact figure, "I don't know", skip.

use super::options::{self, card, typed};
use super::scene::{Scene, jump, paragraph};
use super::state::{Action, Entry};
use crate::case::Answer;
use crate::pack::fact::{Domain, FactText, NumberDomain};
use crate::pack::formula::FactIndex;
use crate::pack::sentence::RANGE;
use yew::prelude::*;

/// The page of a fact.
pub fn view(scene: &Scene, index: FactIndex) -> Html {
    let fact = scene.state.fact(index);
    let Some(text) = fact.text.get(&scene.state.language) else {
        return Html::default();
    };
    let submit = scene.link.callback(move |event: SubmitEvent| {
        event.prevent_default();
        Action::Submit(index)
    });
    html! {
        <>
            { topic(scene, index) }
            { errors(scene, &[index]) }
            <form data-fact={fact.id.clone()} onsubmit={submit} novalidate=true>
                <fieldset>
                    <legend><h1 tabindex="-1">{ text.question.clone() }</h1></legend>
                    { form(scene, index, text) }
                </fieldset>
                <div class="actions">
                    <button type="submit" id="next" class="primary">{ scene.t("app.next") }</button>
                    { scene.button("unknown", "", "app.unknown", Action::Unknown(index)) }
                    { scene.button("skip", "plain", "app.skip", Action::Skip(index)) }
                </div>
            </form>
            <p><a href="#all">{ scene.t("app.to_all") }</a></p>
        </>
    }
}

/// What is to be filled in, with what helps.
pub fn form(scene: &Scene, index: FactIndex, text: &FactText) -> Html {
    let was_unknown = scene.state.answer(index) == Some(&Answer::Unknown);
    html! {
        <>
            { hints(scene, text) }
            { input(scene, index) }
            { paragraph("hint", was_unknown.then(|| scene.t("app.was_unknown"))) }
        </>
    }
}

fn topic(scene: &Scene, index: FactIndex) -> Html {
    let state = scene.state;
    let own = &state.fact(index).topic;
    let topic = state.engine.pack.head.topics.iter();
    let topic = topic.clone().find(|topic| topic.id == *own);
    let title = topic.and_then(|topic| topic.text.get(&state.language));
    let settles = state.planned(index).map_or(0, |one| one.settles);
    let settles = (settles > 0).then(|| state.texts().count("app.settles", settles));
    html! {
        <div class="progress">
            { paragraph("topic", title.map(|title| title.title.as_str())) }
            { progress(scene) }
            { paragraph("settles", settles.as_deref()) }
        </div>
    }
}

/// How far the user has come.
pub fn progress(scene: &Scene) -> Html {
    let progress = scene.state.progress();
    let (decided, all) = (progress.decided.to_string(), progress.all.to_string());
    let values = [("decided", decided.as_str()), ("all", &all)];
    html! {
        <>
            <p role="status">{ scene.state.texts().fill("app.progress", &values) }</p>
            <progress max={all} value={decided} aria-hidden="true"></progress>
        </>
    }
}

/// What needs a change in the forms of some facts, each with the way there.
pub fn errors(scene: &Scene, facts: &[FactIndex]) -> Html {
    let mut lines = Vec::new();
    for fact in facts {
        if let Some(message) = message(scene, *fact) {
            let field = ["#", &scene.id(*fact, "exact")].concat();
            let label = (facts.len() > 1).then(|| [&scene.label(*fact), ": "].concat());
            lines.push(html! {
                <li><a href={field.clone()} onclick={jump(scene, field)}>{ label }{ message }</a></li>
            });
        }
    }
    if lines.is_empty() {
        return Html::default();
    }
    html! {
        <div class="panel error" id="errors" role="alert" tabindex="-1">
            <h2>{ scene.t("app.error.title") }</h2>
            <ul>{ lines }</ul>
        </div>
    }
}

/// What is wrong in the form of a fact, and how to mend it.
fn message(scene: &Scene, index: FactIndex) -> Option<String> {
    let fact = scene.state.fact(index);
    let error = scene.state.draft(index).error?;
    let Domain::Number(domain) = &fact.domain else {
        return None;
    };
    let writer = scene.writer();
    let (min, max) = (
        writer.value(fact, domain.min),
        writer.value(fact, domain.max),
    );
    let step = writer.number(domain.value(1));
    let values = [("min", min.as_str()), ("max", &max), ("step", &step)];
    Some(scene.state.texts().fill(error.key(), &values))
}

fn hints(scene: &Scene, text: &FactText) -> Html {
    html! {
        <>
            { paragraph("hint", text.why.as_deref()) }
            if let Some(help) = &text.help {
                <details class="help">
                    <summary>{ scene.t("app.help") }</summary>
                    <p>{ help.clone() }</p>
                </details>
            }
            if let Some(example) = &text.example {
                <p class="hint">{ scene.t("app.example") }{ " " }{ example.clone() }</p>
            }
        </>
    }
}

fn input(scene: &Scene, index: FactIndex) -> Html {
    match &scene.state.fact(index).domain {
        Domain::Bool => {
            let draft = scene.state.draft(index);
            let one = |value: &str, key: &'static str| {
                let is_chosen = draft.chosen.contains(value);
                let entry = Entry::Choose(value.into());
                card(scene, index, value, is_chosen, false, scene.t(key), entry)
            };
            html! {
                <div class="cards">{ one("true", "app.yes") }{ one("false", "app.no") }</div>
            }
        }
        Domain::Choice(all) => options::view(scene, index, all, false),
        Domain::Set(all) => html! {
            <>
                <p class="hint">{ scene.t("app.several") }</p>
                { options::view(scene, index, all, true) }
            </>
        },
        Domain::Number(domain) => number(scene, index, domain),
        Domain::Date => html! {
            <input id={scene.id(index, "exact")} type="date"
                value={scene.state.draft(index).text.clone()} oninput={type_in(scene, index)}
                onchange={give(scene, index)} />
        },
    }
}

fn type_in(scene: &Scene, index: FactIndex) -> Callback<InputEvent> {
    scene
        .link
        .callback(move |event: InputEvent| Action::Fill(index, Entry::Type(typed(&event))))
}

fn give(scene: &Scene, index: FactIndex) -> Callback<Event> {
    scene
        .link
        .callback(move |event: Event| Action::Give(index, typed(&event)))
}

fn number(scene: &Scene, index: FactIndex, domain: &NumberDomain) -> Html {
    let (writer, draft) = (scene.writer(), scene.state.draft(index));
    let fact = scene.state.fact(index);
    let mut bands = Vec::new();
    for (i, (from, to)) in domain.bands.iter().enumerate() {
        let low = (*from != domain.min || from == to).then(|| writer.value(fact, *from));
        let high = (*to != domain.max || from == to).then(|| writer.value(fact, *to));
        let label = writer.ends(RANGE, low, high);
        let value = ["band-", &i.to_string()].concat();
        let is_chosen = draft.band == Some(i);
        bands.push(card(
            scene,
            index,
            &value,
            is_chosen,
            false,
            &label,
            Entry::Band(i),
        ));
    }
    let key = if bands.is_empty() {
        "app.figure"
    } else {
        "app.exact"
    };
    let (exact, unit) = (scene.id(index, "exact"), scene.id(index, "unit"));
    let unit_words = scene.word(&["app.unit.", domain.unit.key()].concat());
    html! {
        <>
            if !bands.is_empty() {
                <div class="cards bands">{ bands }</div>
            }
            <label class="field" for={exact.clone()}>{ scene.t(key) }</label>
            <span class="figure">
                <input id={exact} type="text" inputmode="decimal" autocomplete="off"
                    value={draft.text.clone()} aria-invalid={draft.error.map(|_| "true")}
                    aria-describedby={unit.clone()} oninput={type_in(scene, index)}
                    onchange={give(scene, index)} />
                <span id={unit}>{ unit_words }{ for message(scene, index).map(|wrong| html! {
                    <span class="wrong">{ wrong }</span>
                }) }</span>
            </span>
        </>
    }
}
