//! One question a page: bands or options to tap, an exact figure, "I don't know", skip.

use super::options::{self, card, typed};
use super::scene::{Scene, paragraph};
use super::state::Action;
use crate::case::Answer;
use crate::pack::fact::{Domain, Fact, FactText, NumberDomain};
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
            { progress(scene, index) }
            { errors(scene, fact) }
            <form data-fact={fact.id.clone()} onsubmit={submit} novalidate=true>
                <fieldset>
                    <legend><h1 tabindex="-1">{ text.question.clone() }</h1></legend>
                    { hints(scene, text) }
                    { input(scene, fact) }
                </fieldset>
                if scene.state.answer(index) == Some(&Answer::Unknown) {
                    <p class="hint">{ scene.t("app.was_unknown") }</p>
                }
                <div class="actions">
                    <button type="submit" id="next" class="primary">{ scene.t("app.next") }</button>
                    { scene.button("unknown", "", "app.unknown", Action::Unknown(index)) }
                    { scene.button("skip", "plain", "app.skip", Action::Skip(index)) }
                </div>
            </form>
        </>
    }
}

fn progress(scene: &Scene, index: FactIndex) -> Html {
    let state = scene.state;
    let fact = state.fact(index);
    let progress = state.progress();
    let topic = state
        .engine
        .pack
        .head
        .topics
        .iter()
        .find(|topic| topic.id == fact.topic);
    let title = topic.and_then(|topic| topic.text.get(&state.language));
    let settles = state.planned(index).map(|one| one.settles);
    let (decided, all) = (progress.decided.to_string(), progress.all.to_string());
    html! {
        <div class="progress">
            <p class="topic">{ title.map(|title| title.title.clone()) }</p>
            <p role="status">
                { state.texts().fill("app.progress", &[("decided", &decided), ("all", &all)]) }
            </p>
            <progress max={all} value={decided} aria-hidden="true"></progress>
            if let Some(settles) = settles.filter(|settles| *settles > 0) {
                <p class="settles">{ state.texts().count("app.settles", settles) }</p>
            }
        </div>
    }
}

fn errors(scene: &Scene, fact: &Fact) -> Html {
    let (Some(error), Domain::Number(domain)) = (scene.state.draft.error, &fact.domain) else {
        return Html::default();
    };
    html! {
        <div class="panel error" id="errors" role="alert" tabindex="-1">
            <h2>{ scene.t("app.error.title") }</h2>
            <a href="#exact" onclick={Callback::from(|event: MouseEvent| {
                event.prevent_default();
                crate::host::focus("#exact");
            })}>{ message(scene, fact, domain, error.key()) }</a>
        </div>
    }
}

fn message(scene: &Scene, fact: &Fact, domain: &NumberDomain, key: &str) -> String {
    let writer = scene.writer();
    let (min, max) = (
        writer.value(fact, domain.min),
        writer.value(fact, domain.max),
    );
    let step = writer.number(domain.value(1));
    scene
        .state
        .texts()
        .fill(key, &[("min", &min), ("max", &max), ("step", &step)])
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

fn input(scene: &Scene, fact: &Fact) -> Html {
    match &fact.domain {
        Domain::Bool => {
            let chosen = |value: &str| scene.state.draft.chosen.contains(value);
            let one = |value: &'static str, key: &'static str| {
                let action = Action::Choose(value.into());
                card(scene, value, chosen(value), false, scene.t(key), action)
            };
            html! {
                <div class="cards">{ one("true", "app.yes") }{ one("false", "app.no") }</div>
            }
        }
        Domain::Choice(all) => options::view(scene, fact, all, false),
        Domain::Set(all) => html! {
            <>
                <p class="hint">{ scene.t("app.several") }</p>
                { options::view(scene, fact, all, true) }
            </>
        },
        Domain::Number(domain) => number(scene, fact, domain),
        Domain::Date => html! {
            <input id="exact" type="date" value={scene.state.draft.text.clone()}
                oninput={scene.link.callback(|event: InputEvent| Action::Type(typed(&event)))} />
        },
    }
}

fn number(scene: &Scene, fact: &Fact, domain: &NumberDomain) -> Html {
    let writer = scene.writer();
    let texts = scene.state.texts();
    let draft = &scene.state.draft;
    let bands = domain.bands.iter().enumerate().map(|(i, (from, to))| {
        let low = (*from != domain.min || from == to).then(|| writer.value(fact, *from));
        let high = (*to != domain.max || from == to).then(|| writer.value(fact, *to));
        let label = writer.ends(RANGE, low, high);
        let chosen = draft.band == Some(i);
        card(
            scene,
            &["band-", &i.to_string()].concat(),
            chosen,
            false,
            &label,
            Action::Band(i),
        )
    });
    let unit = texts
        .get(&["app.unit.", domain.unit.key()].concat())
        .to_owned();
    html! {
        <>
            if !domain.bands.is_empty() {
                <div class="cards bands">{ for bands }</div>
            }
            <label class="field" for="exact">
                { scene.t(if domain.bands.is_empty() { "app.figure" } else { "app.exact" }) }
            </label>
            <span class="figure">
                <input id="exact" type="text" inputmode="decimal" autocomplete="off"
                    value={draft.text.clone()} aria-invalid={draft.error.map(|_| "true")}
                    aria-describedby="unit"
                    oninput={scene.link.callback(|event: InputEvent| Action::Type(typed(&event)))} />
                <span id="unit">{ unit }</span>
            </span>
        </>
    }
}
