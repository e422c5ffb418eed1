//! What the project's own tests borrow from its build tool: a web server for one folder.
//!
//! The commands themselves (`serve`, `test`, `dist`) live in the binary.

pub mod site;
