//! The `puljetjek` command.
fn main() {}
