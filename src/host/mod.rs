//! The only place that touches the browser around the app: what surrounds it, what is fetched,
//! what a user takes along.

mod along;
mod around;
mod widget;

pub use along::{
    LINK, as_address, copy, encoded, link, of_link, on_print, opened, print, recall, remember,
    save, write,
};
pub use around::Around;
