//! A small set: elements in a list, sorted. See [`super::map`] for why.

use std::borrow::Borrow;

/// A set of few elements, in their order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Set<T>(Vec<T>);

impl<T: Ord> Set<T> {
    /// A set without elements.
    pub const EMPTY: Set<T> = Set(Vec::new());

    fn find<Q: Ord + ?Sized>(&self, element: &Q) -> Result<usize, usize>
    where
        T: Borrow<Q>,
    {
        self.0.binary_search_by(|other| other.borrow().cmp(element))
    }

    /// Whether an element is in the set.
    pub fn contains<Q: Ord + ?Sized>(&self, element: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.find(element).is_ok()
    }

    /// Adds an element; whether it is new.
    pub fn insert(&mut self, element: T) -> bool {
        match self.find(&element) {
            Ok(_) => false,
            Err(index) => {
                self.0.insert(index, element);
                true
            }
        }
    }

    /// Removes an element; whether it was there.
    pub fn remove<Q: Ord + ?Sized>(&mut self, element: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        let found = self.find(element);
        if let Ok(index) = found {
            self.0.remove(index);
        }
        found.is_ok()
    }

    /// How many elements there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no element.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The elements in their order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }

    /// Whether no element is in both sets.
    pub fn is_disjoint(&self, other: &Set<T>) -> bool {
        self.common(other) == 0
    }

    /// How many elements are in both sets.
    pub fn common(&self, other: &Set<T>) -> usize {
        self.iter()
            .filter(|element| other.contains(*element))
            .count()
    }
}

impl<T> Default for Set<T> {
    fn default() -> Set<T> {
        Set(Vec::new())
    }
}

impl<T: Ord> Extend<T> for Set<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, elements: I) {
        for element in elements {
            self.insert(element);
        }
    }
}

impl<T: Ord> FromIterator<T> for Set<T> {
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Set<T> {
        let mut set = Set::EMPTY;
        set.extend(elements);
        set
    }
}

impl<T> IntoIterator for Set<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// The elements as a list, sorted.
impl<T> From<Set<T>> for Vec<T> {
    fn from(set: Set<T>) -> Vec<T> {
        set.0
    }
}

// The native tests have the random numbers for it.
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_set_does_what_a_tree_does() {
        let mut random = fastrand::Rng::with_seed(1);
        let (mut set, mut tree) = (Set::EMPTY, BTreeSet::new());
        let (other, other_tree): (Set<u8>, BTreeSet<u8>) = ((5..9).collect(), (5..9).collect());
        for _ in 0..2000 {
            let element = random.u8(0..12);
            if random.bool() {
                assert_eq!(set.remove(&element), tree.remove(&element));
            } else {
                assert_eq!(set.insert(element), tree.insert(element));
            }
            let element = random.u8(0..12);
            assert_eq!(set.contains(&element), tree.contains(&element));
            assert!(set.iter().eq(&tree));
            assert_eq!(set.len(), tree.len());
            assert_eq!(set.is_empty(), tree.is_empty());
            assert_eq!(set.common(&other), tree.intersection(&other_tree).count());
            assert_eq!(set.is_disjoint(&other), tree.is_disjoint(&other_tree));
        }
        let sorted: Vec<u8> = Set::from_iter([3, 1, 2, 1]).into();
        assert_eq!(sorted, [1, 2, 3]);
    }
}
