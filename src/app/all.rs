//! All questions on one page, by topic, for whoever prefers that: each answer takes effect as it
//! is given.

use super::part::{Shown, part};
use super::question;
use super::scene::{Scene, jump};
use super::state::Action;
use crate::pack::Topic;
use crate::pack::formula::FactIndex;
use yew::prelude::*;

/// The page.
pub fn view(scene: &Scene) -> Html {
    let state = scene.state;
    let asked = state.asked();
    let (mut table, mut topics) = (Vec::new(), Vec::new());
    for topic in &state.engine.pack.head.topics {
        let is_own = |fact: &&FactIndex| state.fact(**fact).topic == topic.id;
        let own: Vec<FactIndex> = asked.iter().filter(is_own).copied().collect();
        if !own.is_empty() {
            table.push(entry(scene, topic, &own));
            topics.push(section(scene, topic, &own));
        }
    }
    let asked: Vec<FactIndex> = asked.into();
    html! {
        <>
            <h1 tabindex="-1">{ scene.t("app.to_all") }</h1>
            <p class="lead">{ scene.t("app.all.lead") }</p>
            { question::errors(scene, &asked) }
            <nav aria-label={scene.t("app.all.topics").to_owned()}><ul class="summary">{ table }</ul></nav>
            <div class="actions">{ scene.button("one", "plain", "app.all.single", Action::Next) }</div>
            <div class="all">{ topics }</div>
            if !state.asks_all {
                <div class="actions">{ scene.button("ask-all", "", "app.ask_all", Action::AskAll) }</div>
            }
            <div class="bar progress">
                { question::progress(scene) }
                { for problem(scene, &asked).map(|(place, key)| html! {
                    <a href={place} onclick={jump(scene, place.into())}>{ scene.t(key) }</a>
                }) }
                <a id="see" class="button" href="#result">{ scene.t("app.to_result") }</a>
            </div>
        </>
    }
}

/// What keeps an answer from counting: where that stands, and in a few words.
fn problem(scene: &Scene, asked: &[FactIndex]) -> Option<(&'static str, &'static str)> {
    let state = scene.state;
    if state.contradiction.is_some() {
        return Some(("#contradiction", "app.contradiction.title"));
    }
    let mut asked = asked.iter();
    let is_wrong = asked.any(|fact| state.draft(*fact).error.is_some());
    is_wrong.then_some(("#errors", "app.error.title"))
}

fn title(scene: &Scene, topic: &Topic) -> String {
    let text = topic.text.get(&scene.state.language);
    text.map_or(&topic.id, |text| &text.title).clone()
}

fn entry(scene: &Scene, topic: &Topic, own: &[FactIndex]) -> Html {
    let state = scene.state;
    let place = ["#topic-", &topic.id].concat();
    let done = own.iter().filter(|fact| state.answer(**fact).is_some());
    let (done, all) = (done.count().to_string(), own.len().to_string());
    let count = state
        .texts()
        .fill("app.all.done", &[("done", &done), ("all", &all)]);
    html! {
        <li><a href={place.clone()} onclick={jump(scene, place)}>{ title(scene, topic) }</a>{ " " }
            <span class="hint">{ count }</span></li>
    }
}

fn section(scene: &Scene, topic: &Topic, own: &[FactIndex]) -> Html {
    let state = scene.state;
    let fields = own.iter().map(|fact| {
        let shown = Shown::Field {
            fact: *fact,
            draft: state.draft(*fact),
            answer: state.answer(*fact).cloned(),
        };
        part(scene, *fact, shown)
    });
    html! {
        <section class="group" key={topic.id.clone()}>
            <h2 id={["topic-", &topic.id].concat()} tabindex="-1">{ title(scene, topic) }</h2>
            { fields.collect::<Html>() }
        </section>
    }
}
