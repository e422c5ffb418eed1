//! The criteria of a route: how each stands, its precise sentence, its sources.

use super::choice::Choice;
use super::scene::{Scene, link, paragraph};
use super::state::Action;
use crate::case::Attestation;
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
    let sentence = criterion_sentence(pack, criterion, language);
    let word = match scene.state.case.attestation(name) {
        Some(Attestation::Adviser) => "state.attested.adviser".into(),
        _ => ["state.", state.key()].concat(),
    };
    let doubt = confidence(pack, &criterion.sources).filter(|one| *one < Confidence::High);
    let doubt = doubt.map(|doubt| scene.word(&["confidence.", doubt.key()].concat()));
    html! {
        <li class={state.key()} data-criterion={criterion.id.clone()} data-state={state.key()}>
            <span class="symbol" aria-hidden="true">{ state.symbol() }</span>
            <div>
                <p>
                    <b>{ text.map(|text| text.title.clone()) }</b>{ " " }
                    <span class="state">{ scene.word(&word) }</span>
                    if let Demand::Advice(_) = criterion.demand {
                        <span class="state">{ " · " }{ scene.t("kind.advice") }</span>
                    }
                </p>
                if !matches!(criterion.demand, Demand::Attest) {
                    { paragraph("sentence", Some(&sentence)) }
                } else {
                    { attest(scene, name, route) }
                }
                { paragraph("hint", text.and_then(|text| text.help.as_deref())) }
                { paragraph("doubt", doubt.as_deref()) }
                { sources(scene, criterion, rule) }
            </div>
        </li>
    }
}

/// Yes, and who says so, no, or not yet, to a point that no question can settle.
fn attest(scene: &Scene, name: &str, route: &str) -> Html {
    let given = scene.state.case.attestation(name);
    let choices = [
        (Some(Attestation::Company), "app.attest.yes"),
        (Some(Attestation::Adviser), "app.attest.adviser"),
        (Some(Attestation::Denied), "app.attest.no"),
        (None, "app.attest.open"),
    ];
    // A point of the whole edition stands under each route: the group is named after both.
    let group = [route, "/", name].concat();
    let one = |(value, key): (Option<Attestation>, &'static str)| {
        let choice = Choice {
            class: "choice",
            id: [&group, "-", key].concat(),
            group: Some(group.clone()),
            label: scene.t(key),
            ..Choice::default()
        };
        let act = scene.on(Action::Attest(name.into(), value));
        choice.view(given == value, act)
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
    let page = scene.state.around.page();
    let page = [&page, "rules/", language, "/", programme, ".html#"].concat();
    [&page, edition, "/", route.unwrap_or("*"), "/", id].concat()
}

fn sources(scene: &Scene, criterion: &Criterion, rule: String) -> Html {
    // In somebody's page the rule book would take the widget's place.
    let outside = scene.state.around.host().map(|_| "_blank");
    let known = criterion
        .sources
        .iter()
        .filter_map(|id| scene.state.engine.pack.sources.get(id));
    html! {
        <details class="sources">
            <summary>{ scene.t("app.sources") }</summary>
            <ul>{ for known.map(|source| one_source(scene, source)) }</ul>
            <p><a href={rule} target={outside}>{ scene.t("app.rule") }</a></p>
        </details>
    }
}

fn one_source(scene: &Scene, source: &Source) -> Html {
    let read = scene.writer().date(source.read);
    let further = source.also.iter().map(|also| {
        html! {
            <li>{ link(also.address.as_deref().unwrap_or_default(), &also.title) }</li>
        }
    });
    html! {
        <li>
            <span lang="en">{ link(source.address.as_deref().unwrap_or_default(), &source.title) }</span>
            { for source.place.iter().map(|place| html! { <span lang="en">{ ", " }{ place.clone() }</span> }) }
            <span class="hint">
                { " " }{ source.id.clone() }{ ", " }
                { scene.state.texts().fill("app.read", &[("date", &read)]) }
            </span>
            <div lang="en">{ paragraph("hint", source.note.as_deref()) }</div>
            if !source.also.is_empty() {
                <ul lang="en">{ for further }</ul>
            }
        </li>
    }
}
