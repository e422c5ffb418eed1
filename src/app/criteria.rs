//! The criteria of a route: how each stands, its precise sentence, its sources.

use super::scene::Scene;
use super::state::Action;
use crate::pack::programme::{Criterion, Demand, Edition, attestation};
use crate::pack::source::{Confidence, Source};
use crate::screen::report::{confidence, criterion_sentence};
use crate::screen::{CriterionState, ProgrammeResult};
use yew::prelude::*;

/// The criteria of the edition and then of a route.
pub fn view(scene: &Scene, result: &ProgrammeResult, edition: &Edition, route: usize) -> Html {
    let programme = &scene.state.engine.pack.programmes[result.programme];
    let own = &edition.routes[route];
    let all = edition.criteria.iter().map(|criterion| (None, criterion));
    let all = all.chain(
        own.criteria
            .iter()
            .map(|criterion| (Some(own.id.as_str()), criterion)),
    );
    let lines = all
        .zip(&result.routes[route].criteria)
        .map(|((scope, criterion), state)| {
            let name = attestation(&programme.id, scope, &criterion.id);
            let rule = rule(scene, &programme.id, &edition.id, scope, &criterion.id);
            line(scene, criterion, *state, &name, &own.id, rule)
        });
    html! { <ul class="criteria">{ for lines }</ul> }
}

fn line(
    scene: &Scene,
    criterion: &Criterion,
    state: CriterionState,
    name: &str,
    route: &str,
    rule: String,
) -> Html {
    let pack = &scene.state.engine.pack;
    let language = &scene.state.language;
    let text = criterion.text.get(language);
    let word = |key: String| scene.state.texts().get(&key).to_owned();
    let sentence = criterion_sentence(pack, criterion, language);
    let doubt = confidence(pack, &criterion.sources).filter(|one| *one < Confidence::High);
    html! {
        <li class={state.key()} data-criterion={criterion.id.clone()} data-state={state.key()}>
            <span class="symbol" aria-hidden="true">{ state.symbol() }</span>
            <div>
                <p>
                    <b>{ text.map(|text| text.title.clone()) }</b>{ " " }
                    <span class="state">{ word(["state.", state.key()].concat()) }</span>
                    if let Demand::Advice(_) = criterion.demand {
                        <span class="state">{ " · " }{ scene.t("kind.advice") }</span>
                    }
                </p>
                if !matches!(criterion.demand, Demand::Attest) {
                    <p class="sentence">{ sentence }</p>
                } else {
                    { attest(scene, name, route) }
                }
                { for text.and_then(|text| text.help.clone()).map(|help| html! {
                    <p class="hint">{ help }</p>
                }) }
                { for doubt.map(|doubt| html! {
                    <p class="doubt">{ word(["confidence.", level(doubt)].concat()) }</p>
                }) }
                { sources(scene, criterion, rule) }
            </div>
        </li>
    }
}

fn level(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "high",
        Confidence::Medium => "medium",
        Confidence::Low => "low",
    }
}

/// Yes, no, or not yet, to a point that no question can settle.
fn attest(scene: &Scene, name: &str, route: &str) -> Html {
    let given = scene.state.case.attested(name);
    let choices = [
        (Some(true), "app.attest.yes"),
        (Some(false), "app.attest.no"),
        (None, "app.attest.open"),
    ];
    // A point of the whole edition stands under each route: the group is named after both.
    let group = [route, "/", name].concat();
    let one = |(value, key): (Option<bool>, &'static str)| {
        let id = [&group, "-", key].concat();
        html! {
            <span class="choice">
                <input type="radio" id={id.clone()} name={group.clone()} checked={given == value}
                    onchange={scene.on::<Event>(Action::Attest(name.into(), value))} />
                <label for={id}>{ scene.t(key) }</label>
            </span>
        }
    };
    html! {
        <fieldset class="attest">
            <legend>{ scene.t("app.attest") }</legend>
            { for choices.map(one) }
        </fieldset>
    }
}

/// Where a criterion stands in the rule book.
fn rule(scene: &Scene, programme: &str, edition: &str, route: Option<&str>, id: &str) -> String {
    let language = &scene.state.language;
    let page = ["rules/", language, "/", programme, ".html#"].concat();
    [&page, edition, "/", route.unwrap_or("*"), "/", id].concat()
}

fn sources(scene: &Scene, criterion: &Criterion, rule: String) -> Html {
    let known = criterion
        .sources
        .iter()
        .filter_map(|id| scene.state.engine.pack.sources.get(id));
    html! {
        <details class="sources">
            <summary>{ scene.t("app.sources") }</summary>
            <ul>{ for known.map(|source| one_source(scene, source)) }</ul>
            <p><a href={rule}>{ scene.t("app.rule") }</a></p>
        </details>
    }
}

fn one_source(scene: &Scene, source: &Source) -> Html {
    let read = scene.writer().date(source.read);
    let further = source.also.iter().map(|also| {
        html! {
            <li>{ link(also.address.as_ref(), &also.title) }</li>
        }
    });
    html! {
        <li>
            <span lang="en">{ link(source.address.as_ref(), &source.title) }</span>
            { for source.place.iter().map(|place| html! { <span lang="en">{ ", " }{ place.clone() }</span> }) }
            <span class="hint">
                { " " }{ source.id.clone() }{ ", " }
                { scene.state.texts().fill("app.read", &[("date", &read)]) }
            </span>
            { for source.note.iter().map(|note| html! { <p class="hint" lang="en">{ note.clone() }</p> }) }
            if !source.also.is_empty() {
                <ul lang="en">{ for further }</ul>
            }
        </li>
    }
}

/// A link to a web page; anything else stays text.
pub fn link(address: Option<&String>, text: &str) -> Html {
    match address {
        Some(address) if address.starts_with("https://") || address.starts_with("http://") => {
            html! {
                <a href={address.clone()} rel="noopener noreferrer external" target="_blank">
                    { text.to_owned() }
                </a>
            }
        }
        _ => html! { <>{ text.to_owned() }</> },
    }
}
