//! Programmes chosen to be compared, and how the address names them.

use crate::pack::Pack;

/// How many programmes stand side by side at most.
const MOST: usize = 4;
/// How the place of a comparison begins.
const PLACE: &str = "compare/";

/// Programmes by index, in the order of choosing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chosen([Option<usize>; MOST]);

impl Chosen {
    /// The programmes.
    pub fn list(&self) -> Vec<usize> {
        self.0.iter().copied().flatten().collect()
    }

    /// These programmes with one more, or without it where it is one of them; none where there
    /// would be too many.
    pub fn toggled(&self, programme: usize) -> Option<Chosen> {
        let mut list = self.list();
        match list.iter().position(|one| *one == programme) {
            Some(index) => drop(list.remove(index)),
            None => list.push(programme),
        }
        let mut chosen = Chosen::default();
        for (index, one) in list.iter().enumerate() {
            *chosen.0.get_mut(index)? = Some(*one);
        }
        Some(chosen)
    }

    /// The place of their comparison.
    pub fn place(&self, pack: &Pack) -> String {
        let ids = self.list().into_iter();
        let ids: Vec<&str> = ids.map(|one| pack.programmes[one].id.as_str()).collect();
        [PLACE, &ids.join(",")].concat()
    }

    /// What a place compares; none where that is less than two known programmes.
    pub fn at(pack: &Pack, place: &str) -> Option<Chosen> {
        let mut chosen = Chosen::default();
        for id in place.strip_prefix(PLACE)?.split(',') {
            let known = pack.programmes.iter().position(|one| one.id == id);
            let new = known.filter(|one| !chosen.list().contains(one));
            chosen = new.and_then(|one| chosen.toggled(one)).unwrap_or(chosen);
        }
        (chosen.list().len() > 1).then_some(chosen)
    }
}
