//! The pages of the book in one language.

use super::picture;
use crate::check::cases::{Expected, Placed};
use crate::pack::Pack;
use crate::pack::programme::{Call, Criterion, Demand, Edition, Programme, Route, RouteKind};
use crate::pack::sentence::Writer;
use crate::pack::source::Confidence;
use crate::pack::text::Catalogue;
use crate::screen::Engine;
use crate::screen::report::{confidence, criterion_sentence};
use maud::{DOCTYPE, Markup, html};

/// A book in one language.
pub struct Book<'a> {
    pub engine: &'a Engine,
    pub cases: &'a [Placed],
    pub language: &'a str,
}

impl Book<'_> {
    fn pack(&self) -> &Pack {
        &self.engine.pack
    }

    fn texts(&self) -> &Catalogue {
        self.pack().catalogue(self.language)
    }

    fn t<'t>(&'t self, key: &'t str) -> &'t str {
        self.texts().get(key)
    }

    fn writer(&self) -> Writer<'_> {
        Writer::new(self.pack(), self.language)
    }

    /// The page that lists all programmes.
    pub fn index(&self) -> Markup {
        let programmes = self.pack().programmes.iter().filter_map(|one| {
            let text = one.text.get(self.language)?;
            Some(html! {
                li {
                    a href=([&one.id, ".html"].concat()) { (text.title) }
                    p { (text.purpose) }
                }
            })
        });
        let title = self.t("book.title");
        let body = html! {
            h1 { (title) }
            p.lead { (self.t("book.lead")) }
            ul.programmes { @for one in programmes { (one) } }
        };
        self.page(title, "index.html", &body)
    }

    /// The page of a programme.
    pub fn programme(&self, index: usize) -> Markup {
        let programme = &self.pack().programmes[index];
        let text = programme.text.get(self.language);
        let title = text.map_or(programme.id.as_str(), |text| &text.title);
        let editions = programme.editions.iter().enumerate();
        let body = html! {
            p { a href="index.html" { (self.t("book.back")) } }
            h1 { (title) }
            @if let Some(text) = text {
                p.lead { (text.purpose) }
                @for part in text.get.iter().chain(&text.ask) { p { (part) } }
                p { (text.next) }
            }
            // The latest first: it is what most readers look for.
            @for (place, edition) in editions.rev() {
                (self.edition(programme, edition, (index, place)))
            }
            (self.cases(programme))
        };
        self.page(title, &[&programme.id, ".html"].concat(), &body)
    }

    fn page(&self, title: &str, path: &str, body: &Markup) -> Markup {
        let languages = self.pack().head.languages.iter();
        let others = languages.filter(|one| *one != self.language);
        let head = &self.pack().head;
        let hash = self.pack().hash.get(..12).unwrap_or_default();
        let pack = [
            ("id", head.id.as_str()),
            ("version", &head.version),
            ("hash", hash),
        ];
        html! {
            (DOCTYPE)
            html lang=(self.language) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (title) " · Puljetjek" }
                    link rel="icon" href="../../icon.svg" type="image/svg+xml";
                    @for style in ["tokens", "page", "book"] {
                        link rel="stylesheet" href=(["../../styles/", style, ".css"].concat());
                    }
                }
                body {
                    header.head {
                        a.name href="../../index.html" { "Puljetjek" }
                        nav {
                            @for other in others {
                                a lang=(other) hreflang=(other) href=(["../", other, "/", path].concat()) {
                                    (self.pack().catalogue(other).get("app.language"))
                                }
                            }
                        }
                    }
                    main .main { (body) }
                    footer.foot { p { (self.texts().fill("book.pack", &pack)) } }
                }
            }
        }
    }

    fn edition(
        &self,
        programme: &Programme,
        edition: &Edition,
        (programme_at, edition_at): (usize, usize),
    ) -> Markup {
        let text = edition.text.get(self.language);
        let from = self.writer().date(edition.valid.from);
        let window = match edition.valid.to {
            Some(to) => {
                let to = self.writer().date(to);
                let window = [("from", from.as_str()), ("to", &to)];
                self.texts().fill("book.window", &window)
            }
            None => self.texts().fill("book.window_open", &[("from", &from)]),
        };
        let routes = edition.routes.iter().enumerate();
        html! {
            section.edition id=(edition.id) {
                h2 { (text.map_or(edition.id.as_str(), |text| &text.title)) }
                p.hint { (window) }
                @if let Some(text) = text {
                    @for part in text.get.iter().chain(&text.ask).chain(&text.next) { p { (part) } }
                    @if let Some(note) = &text.note { p { (note) } }
                    @if let Some(gap) = &text.gap { p.gap { b { (self.t("app.gap")) } " " (gap) } }
                }
                (self.calls(&edition.calls))
                @if !edition.criteria.is_empty() {
                    h3 { (self.t("book.every_route")) }
                    (self.criteria(&edition.id, "*", &edition.criteria))
                }
                @for (place, route) in routes {
                    (self.route(&edition.id, route))
                    @if let Some(drawing) = self.engine.drawing((programme_at, edition_at, place), self.language) {
                        details.drawing {
                            summary { (self.t("book.drawing")) }
                            p.hint { (self.t("book.drawing_help")) }
                            (picture::view(&drawing, &[&programme.id, " ", &route.id].concat()))
                        }
                    }
                }
            }
        }
    }

    fn calls(&self, calls: &[Call]) -> Markup {
        let day = |day: Option<crate::pack::date::Date>| match day {
            Some(day) => self.writer().date(day),
            None => self.t("book.not_known").into(),
        };
        html! {
            @if !calls.is_empty() {
                h3 { (self.t("book.calls")) }
                ul {
                    @for call in calls {
                        li {
                            (self.texts().fill("book.call", &[
                                ("opens", &day(call.opens)), ("closes", &day(call.closes)),
                            ]))
                            @if let Some(at) = &call.closes_at { ", " (at) }
                            @if let Some(note) = call.text.get(self.language) { ". " (note.note) }
                            (self.sources(&call.sources))
                        }
                    }
                }
            }
        }
    }

    fn route(&self, edition: &str, route: &Route) -> Markup {
        let text = route.text.get(self.language);
        let kind = self.t(match route.kind {
            RouteKind::Apply => "route.apply",
            RouteKind::Join => "route.join",
            RouteKind::Through => "route.through",
        });
        html! {
            h3 id=([edition, "/", &route.id].concat()) {
                (text.map_or(route.id.as_str(), |text| &text.title))
                " " span.hint { "(" (kind) ")" }
            }
            (self.criteria(edition, &route.id, &route.criteria))
        }
    }

    fn criteria(&self, edition: &str, route: &str, criteria: &[Criterion]) -> Markup {
        html! {
            ul.criteria {
                @for criterion in criteria {
                    li id=([edition, "/", route, "/", &criterion.id].concat()) {
                        (self.criterion(criterion))
                    }
                }
            }
        }
    }

    fn criterion(&self, criterion: &Criterion) -> Markup {
        let text = criterion.text.get(self.language);
        let doubt = confidence(self.pack(), &criterion.sources);
        let kind = match criterion.demand {
            Demand::Requirement(_) => None,
            Demand::Attest => Some("book.attest"),
            Demand::Advice(_) => Some("kind.advice"),
        };
        html! {
            p {
                b { (text.map_or(criterion.id.as_str(), |text| &text.title)) }
                @if let Some(kind) = kind { " " span.state { (self.t(kind)) } }
            }
            @if criterion.demand.condition().is_some() {
                p.sentence { (criterion_sentence(self.pack(), criterion, self.language)) }
            }
            @if let Some(help) = text.and_then(|text| text.help.as_ref()) { p.hint { (help) } }
            @if let Some(doubt) = doubt && doubt < Confidence::High {
                p.doubt {
                    (self.t(if doubt == Confidence::Low { "confidence.low" } else { "confidence.medium" }))
                }
            }
            (self.sources(&criterion.sources))
        }
    }

    /// Where something is stated. Titles, places and notes of sources are in English.
    fn sources(&self, ids: &[String]) -> Markup {
        let known = ids.iter().filter_map(|id| self.pack().sources.get(id));
        html! {
            @if !ids.is_empty() {
                ul.sources {
                    @for source in known {
                        li {
                            span lang="en" {
                                (link(source.address.as_deref(), &source.title))
                                @if let Some(place) = &source.place { ", " (place) }
                            }
                            " " span.hint {
                                (source.id) ", "
                                (self.texts().fill("app.read", &[("date", &self.writer().date(source.read))]))
                            }
                            @if let Some(note) = &source.note { p.hint lang="en" { (note) } }
                        }
                    }
                }
            }
        }
    }

    fn cases(&self, programme: &Programme) -> Markup {
        let mut own: Vec<(&Placed, &Expected)> = self
            .cases
            .iter()
            .filter_map(|placed| Some((placed, placed.case.expect.get(&programme.id)?)))
            .collect();
        own.sort_by_key(|(placed, _)| std::cmp::Reverse(placed.case.as_of));
        html! {
            @if !own.is_empty() {
                section #cases {
                    h2 { (self.t("book.cases")) }
                    ul.cases lang="en" {
                        @for (placed, expected) in own {
                            li {
                                (placed.case.name) " "
                                span.hint lang=(self.language) {
                                    (self.texts().fill("book.case", &[
                                        ("date", &self.writer().date(placed.case.as_of)),
                                        ("verdict", self.t(&["verdict.", expected.verdict.key()].concat())),
                                    ]))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A title, as a link where there is an address of the web.
fn link(address: Option<&str>, title: &str) -> Markup {
    let is_web = |address: &&str| address.starts_with("https://") || address.starts_with("http://");
    html! {
        @match address.filter(is_web) {
            Some(address) => a href=(address) rel="noopener noreferrer" { (title) },
            None => (title),
        }
    }
}
