//! What is asked of a pack: whether its cases hold.

pub mod cases;
