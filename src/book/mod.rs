//! The rule book: the rules as pages to read. A page a programme and language, with each edition,
//! the generated sentences, the sources, the cases and the decision diagram as a picture.
//!
//! Pure: it gives pages, whoever calls it writes them.

mod page;
mod picture;

use crate::check::cases::Placed;
use crate::screen::Engine;
use maud::{DOCTYPE, Markup, html};
use page::Book;

/// A page of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Where it belongs below the book's folder, with `/` between folders.
    pub path: String,
    /// The page.
    pub html: String,
}

/// All pages: in each language of the pack an index and the programmes, and the way in.
pub fn pages(engine: &Engine, cases: &[Placed]) -> Vec<Page> {
    let languages = &engine.pack.head.languages;
    let mut pages = Vec::new();
    for language in languages {
        let book = Book {
            engine,
            cases,
            language,
        };
        pages.push(Page {
            path: [language, "/index.html"].concat(),
            html: book.index().into_string(),
        });
        for index in 0..engine.pack.programmes.len() {
            let id = &engine.pack.programmes[index].id;
            pages.push(Page {
                path: [language, "/", id, ".html"].concat(),
                html: book.programme(index).into_string(),
            });
        }
    }
    if let Some(first) = languages.first() {
        let entrance = [first, "/index.html"].concat();
        pages.push(Page {
            path: "index.html".into(),
            html: way_in(&entrance).into_string(),
        });
    }
    pages
}

fn way_in(to: &str) -> Markup {
    html! {
        (DOCTYPE)
        html {
            head {
                meta charset="utf-8";
                meta http-equiv="refresh" content=(["0; url=", to].concat());
                title { "Puljetjek" }
            }
            body { a href=(to) { (to) } }
        }
    }
}
