//! What is inside a programme of the result: what it is, how it stands, what to do next, whom to
//! turn to.

use super::scene::{Scene, link, paragraph};
use super::state::Action;
use super::{criteria, flips};
use crate::embed::Way;
use crate::handover;
use crate::host;
use crate::pack::contact::Contact;
use crate::pack::programme::{Edition, ProgrammeText};
use crate::pack::term::{Term, TermKind};
use crate::screen::report::{
    aid_words, change_words, contact_reason, excluded_words, later_words, term_words,
};
use crate::screen::{Change, ProgrammeResult, RouteResult, Verdict};
use web_sys::Element;
use yew::prelude::*;

/// A verdict in words, with its sign.
pub fn badge(scene: &Scene, verdict: Verdict) -> Html {
    html! {
        <span class={classes!("badge", verdict.key())}>
            <span aria-hidden="true">{ verdict.symbol() }</span>{ " " }{ flips::words(scene, verdict) }
        </span>
    }
}

/// All that there is to read on about it.
pub fn inside(scene: &Scene, result: &ProgrammeResult, text: &ProgrammeText) -> Html {
    let pack = &scene.state.engine.pack;
    let language = &scene.state.language;
    let edition = &pack.programmes[result.programme].editions[result.edition];
    let Some(edition_text) = edition.text.get(language) else {
        return Html::default();
    };
    let aid = result.terms.as_ref();
    let aid = aid.and_then(|aid| aid_words(pack, aid, language));
    let excludes = excluded_words(pack, result.programme, language);
    html! {
        <div class="inside">
            <p><b>{ edition_text.title.clone() }</b></p>
            { paragraph("", edition_text.get.as_deref().or(text.get.as_deref())) }
            { paragraph("aid", aid.as_deref()) }
            { paragraph("", excludes.as_deref()) }
            { terms(scene, edition) }
            { paragraph("", edition_text.ask.as_deref().or(text.ask.as_deref())) }
            { paragraph("", edition_text.note.as_deref()) }
            if let Some(gap) = &edition_text.gap {
                <p class="gap"><b>{ scene.t("app.gap") }</b>{ " " }{ gap.clone() }</p>
            }
            { paragraph("", later_words(pack, result, language).as_deref()) }
            { for routes(scene, result, edition) }
            <h4>{ scene.t("app.what_next") }</h4>
            <p>{ edition_text.next.as_ref().unwrap_or(&text.next).clone() }</p>
            { deadline(scene, result).unwrap_or_default() }
            { contacts(scene, result) }
        </div>
    }
}

fn terms(scene: &Scene, edition: &Edition) -> Html {
    if edition.terms.is_empty() {
        return Html::default();
    }
    let texts = scene.state.texts();
    let lines = edition.terms.iter().map(|(kind, variants)| {
        html! {
            <>
                <dt>{ texts.get(&["term.", kind.key()].concat()).to_owned() }</dt>
                { for variants.iter().map(|term| variant(scene, *kind, term)) }
            </>
        }
    });
    html! { <dl class="terms">{ for lines }</dl> }
}

fn variant(scene: &Scene, kind: TermKind, term: &Term) -> Html {
    let state = scene.state;
    let mut words = term_words(&state.engine.pack, kind, term, &state.language).into_iter();
    html! {
        <dd>{ words.next() }{ for words.map(|words| html! {
            <span class="hint">{ " " }{ words }</span>
        }) }</dd>
    }
}

fn routes(scene: &Scene, result: &ProgrammeResult, edition: &Edition) -> Vec<Html> {
    let all = edition.routes.iter().zip(&result.routes).enumerate();
    let (best, others): (Vec<_>, Vec<_>) = all.partition(|(index, _)| Some(*index) == result.best);
    let texts = scene.state.texts();
    let view = |(index, (route, standing)): (
        usize,
        (&crate::pack::programme::Route, &RouteResult),
    )| {
        let kind = texts.get(route.kind.key());
        let title = route
            .text
            .get(&scene.state.language)
            .map(|text| text.title.clone());
        let verdict = texts
            .get(&["verdict.", standing.verdict.key()].concat())
            .to_owned();
        html! {
            <section class="route" data-route={route.id.clone()} data-verdict={standing.verdict.key()}>
                <h4>{ title }</h4>
                <p class="hint">{ kind.to_owned() }{ " · " }{ verdict }</p>
                { criteria::view(scene, result, edition, index) }
                { changes(scene, standing) }
                { missing(scene, standing) }
            </section>
        }
    };
    best.into_iter().chain(others).map(view).collect()
}

fn changes(scene: &Scene, route: &RouteResult) -> Html {
    if route.change.is_empty() {
        return Html::default();
    }
    let pack = &scene.state.engine.pack;
    let words = route
        .change
        .iter()
        .map(|change| (change, change_words(pack, change, &scene.state.language)));
    let line = |(change, words): (&Change, String)| {
        let label = [scene.t("app.try"), ": ", &words].concat();
        html! {
            <li>
                { words }{ " " }
                <button type="button" class="small" aria-label={label}
                    onclick={scene.on::<MouseEvent>(Action::Try(change.clone()))}>
                    { scene.t("app.try") }
                </button>
            </li>
        }
    };
    html! {
        <>
            <h5>{ scene.t("app.would_help") }</h5>
            <ul class="changes">{ for words.map(line) }</ul>
        </>
    }
}

fn missing(scene: &Scene, route: &RouteResult) -> Html {
    if route.missing.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h5>{ scene.t("app.missing") }</h5>
            <ul class="missing">
                { for route.missing.iter().map(|fact| {
                    let asked = scene.state.engine.asked_through(&scene.state.case, *fact);
                    html! {
                        <li><a href={["#ask/", &scene.state.fact(asked).id].concat()}>
                            { scene.label(asked) }
                        </a></li>
                    }
                }) }
            </ul>
        </>
    }
}

/// The deadline, for a calendar.
fn deadline(scene: &Scene, result: &ProgrammeResult) -> Option<Html> {
    let state = scene.state;
    let pack = &state.engine.pack;
    let file = handover::deadline(pack, result, state.as_of, &state.language)?;
    let name = [&pack.programmes[result.programme].id, ".ics"].concat();
    Some(html! {
        <p><a class="deadline" href={host::as_address("text/calendar", &file)} download={name}>
            { scene.t("app.deadline") }
        </a></p>
    })
}

fn contacts(scene: &Scene, result: &ProgrammeResult) -> Html {
    let pack = &scene.state.engine.pack;
    let language = &scene.state.language;
    let cards = result.contacts.iter().map(|one| {
        let contact = &pack.contacts[one.contact];
        let text = contact.text.get(language);
        let reason = contact_reason(pack, result, one.reason.key(), language);
        html! {
            <li data-contact={contact.id.clone()} onclick={reach(scene, result.programme, one.contact)}>
                <b>{ text.map(|text| text.title.clone()) }</b>
                { partner(scene, one.contact) }
                <p>{ text.map(|text| text.helps.clone()) }</p>
                <p class="hint">{ scene.t("app.because") }{ " " }{ reason }</p>
                { ways(scene, result, contact) }
            </li>
        }
    });
    html! {
        <>
            <h4>{ scene.t("app.contacts") }</h4>
            <ul class="contacts">{ for cards }</ul>
        </>
    }
}

/// That a contact is the host's own.
fn partner(scene: &Scene, contact: usize) -> Html {
    let state = scene.state;
    let partner = state.engine.pack.partner_of(contact);
    let name = partner.and_then(|one| one.text.get(&state.language));
    let words = name.map(|name| {
        let values = [("partner", name.title.as_str())];
        state.texts().fill("app.contact.partner", &values)
    });
    paragraph("partner", words.as_deref())
}

/// Tells that the user turns to a contact, by one of its links.
fn reach(scene: &Scene, programme: usize, contact: usize) -> Callback<MouseEvent> {
    scene.link.batch_callback(move |event: MouseEvent| {
        let target = event.target_dyn_into::<Element>()?;
        let link = target.closest("a").ok()??.get_attribute("href")?;
        let way = Way::of_link(&link)?;
        Some(Action::Reach {
            programme,
            contact,
            way,
        })
    })
}

/// Telephone, mail, site and address; links only of these three kinds.
fn ways(scene: &Scene, result: &ProgrammeResult, contact: &Contact) -> Html {
    let state = scene.state;
    let (pack, language) = (&state.engine.pack, &state.language);
    let ways: Vec<Html> = contact
        .ways()
        .map(|(mut address, text)| {
            if address.starts_with("mailto:") {
                let begun = handover::mail(pack, &state.screening, result, language);
                let (subject, body) = (host::encoded(&begun.subject), host::encoded(&begun.body));
                address.extend(["?subject=", &subject, "&body=", &body]);
            }
            link(&address, text)
        })
        .collect();
    // A name alone is nothing to save.
    let card = (!ways.is_empty()).then(|| {
        let card = host::as_address("text/vcard", &handover::card(contact, language));
        let name = [&contact.id, ".vcf"].concat();
        html! { <a href={card} download={name}>{ scene.t("app.card") }</a> }
    });
    html! {
        <p class="ways">
            { for ways }
            { for contact.address.iter().map(|address| html! { <span>{ address.clone() }</span> }) }
            { for card }
        </p>
    }
}
