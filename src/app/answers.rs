//! All answers, by topic, each with a way to change it.

use super::scene::Scene;
use super::state::Action;
use crate::case::Answer;
use crate::pack::fact::{Domain, Fact};
use crate::pack::formula::FactIndex;
use crate::pack::sentence::RANGE;
use yew::prelude::*;

/// The page.
pub fn view(scene: &Scene) -> Html {
    let topics = scene.state.engine.pack.head.topics.iter().map(|topic| {
        let facts = scene.state.engine.pack.facts.iter().enumerate();
        let own = facts
            .filter(|(index, fact)| fact.topic == topic.id && scene.state.answer(*index).is_some());
        let lines: Vec<Html> = own.map(|(index, fact)| line(scene, index, fact)).collect();
        let title = topic
            .text
            .get(&scene.state.language)
            .map(|text| text.title.clone());
        html! {
            if !lines.is_empty() {
                <section key={topic.id.clone()}>
                    <h2>{ title }</h2>
                    <dl class="answers">{ for lines }</dl>
                </section>
            }
        }
    });
    html! {
        <>
            <h1 tabindex="-1">{ scene.t("app.answers.title") }</h1>
            { super::flips::view(scene) }
            { for topics }
            <div class="actions">
                { scene.button("more", "primary", "app.more_questions", Action::Next) }
                { scene.button("clear", "plain", "app.clear", Action::Clear) }
            </div>
        </>
    }
}

fn line(scene: &Scene, index: FactIndex, fact: &Fact) -> Html {
    let label = scene.label(index);
    let change = [scene.t("app.change"), ": ", &label].concat();
    let remove = [scene.t("app.remove"), ": ", &label].concat();
    html! {
        <div key={fact.id.clone()}>
            <dt>{ label }</dt>
            <dd>{ words(scene, index, fact) }</dd>
            <dd>
                <a href={["#ask/", &fact.id].concat()} aria-label={change}>{ scene.t("app.change") }</a>
                <button type="button" class="plain" aria-label={remove}
                    onclick={scene.on::<MouseEvent>(Action::Remove(index))}>
                    { scene.t("app.remove") }
                </button>
            </dd>
        </div>
    }
}

/// An answer in words.
pub fn words(scene: &Scene, index: FactIndex, fact: &Fact) -> String {
    let writer = scene.writer();
    let texts = scene.state.texts();
    let labels = |options: &[String]| {
        let labels: Vec<String> = options.iter().map(|one| writer.option(fact, one)).collect();
        if labels.is_empty() {
            texts.get("app.none").to_owned()
        } else {
            labels.join(", ")
        }
    };
    let Some(answer) = scene.state.answer(index) else {
        return String::new();
    };
    match (answer, &fact.domain) {
        (Answer::Unknown, _) => texts.get("app.unknown").into(),
        (Answer::Bool(value), _) => texts.get(if *value { "app.yes" } else { "app.no" }).into(),
        (Answer::Choice(option), _) => writer.option(fact, option),
        (Answer::Set { has, .. }, _) => labels(has),
        (Answer::Number { from, to }, Domain::Number(domain)) => {
            let value = |end: &Option<_>| {
                end.and_then(|end| domain.steps(end))
                    .map(|steps| writer.value(fact, steps))
            };
            writer.ends(RANGE, value(from), value(to))
        }
        (Answer::Date { from, .. }, _) => from.map_or(String::new(), |date| writer.date(date)),
        (Answer::Number { .. }, _) => String::new(),
    }
}
