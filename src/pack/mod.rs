//! The rule pack as types: facts, conditions, programmes, contacts, sources, texts.
//!
//! A pack is opened from one JSON file ([`Pack::open`]); natively also from its folder
//! ([`folder`]). An opened pack is whole: every id that it names exists, every text is there in
//! every language, every condition suits its facts. This module knows no diagram and no answers.

pub mod condition;
pub mod contact;
pub mod date;
pub mod decimal;
pub mod error;
pub mod fact;
#[cfg(not(target_arch = "wasm32"))]
pub mod folder;
pub mod formula;
// The page asks the browser for it.
#[cfg(any(not(target_arch = "wasm32"), feature = "javascript"))]
mod hash;
pub mod json;
pub mod map;
pub mod partner;
pub mod prior;
pub mod programme;
#[cfg(not(target_arch = "wasm32"))]
mod schema;
pub mod sentence;
pub mod set;
pub mod source;
pub mod term;
pub mod text;
mod validate;
pub mod worth;

#[cfg(any(not(target_arch = "wasm32"), feature = "javascript"))]
pub use hash::hash;
pub use validate::GOALS;

use condition::Condition;
use contact::Contact;
use error::{Fault, PackError, PackErrors, Place};
use fact::Fact;
use formula::{FactIndex, Formula, Settler};
use json::Document;
use map::Map;
use partner::Partner;
use prior::Prior;
use programme::{Criterion, Demand, Programme, Title};
use serde::Deserialize;
use source::Source;
use term::Variants;
use text::{Catalogue, Language, Texts};
use worth::WorthAtFirst;

/// The pack format that this program reads.
pub const FORMAT: u32 = 1;

/// The pack file, as it is fetched: everything but the cases.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackFile {
    /// `pack.json`
    pub pack: Head,
    /// `facts.json`
    pub facts: Vec<Fact>,
    /// `definitions.json`
    pub definitions: Map<String, Definition>,
    /// `terms.json`: terms of a law that editions name, once for all of them.
    #[serde(default)]
    pub terms: Map<String, Variants>,
    /// `constraints.json`
    pub constraints: Vec<Constraint>,
    /// `priors.json`, by fact.
    #[serde(default)]
    pub priors: Map<String, Prior>,
    /// `sources.json`
    pub sources: Vec<Source>,
    /// `programmes/*.json`, by id.
    pub programmes: Vec<Programme>,
    /// `contacts.json`
    pub contacts: Vec<Contact>,
    /// `texts/*.json`, by language.
    pub texts: Map<Language, Catalogue>,
    /// `*.csv`, by file name.
    pub tables: Map<String, Table>,
    /// What was found when the file was built.
    #[serde(default)]
    pub worth: WorthAtFirst,
}

/// What a pack says of itself.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The format it is written in.
    pub format: u32,
    /// Its languages, the first one first.
    pub languages: Vec<Language>,
    /// Topics of questions, in the order of asking.
    pub topics: Vec<Topic>,
}

/// A topic of questions.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Its id.
    pub id: String,
    /// Its title.
    pub text: Texts<Title>,
}

/// A named condition that others `use`.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// The condition.
    pub when: Condition,
    /// The dossier ids that state it.
    pub sources: Vec<String>,
    /// What it is called.
    pub text: Texts<Title>,
}

/// Something that holds in the world; answers that break it do not count.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Constraint {
    /// Its id.
    pub id: String,
    /// What holds.
    pub holds: Condition,
    /// It in words, for whoever breaks it.
    pub text: Texts<Title>,
}

/// A small table, the key in its first column.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// The rows, each as long as `columns`.
    pub rows: Vec<Vec<String>>,
}

/// A whole rule pack, every reference in it checked.
#[derive(Clone, Debug)]
pub struct Pack {
    /// Id, version, languages, topics.
    pub head: Head,
    /// SHA-256 of the packed file in hexadecimal, or empty where nobody computed it: it belongs to
    /// a pack that was built.
    pub hash: String,
    /// Facts in the order of asking.
    pub facts: Vec<Fact>,
    /// Named conditions.
    pub definitions: Map<String, Definition>,
    /// Terms that editions name. In an edition of an opened pack they stand in full.
    pub terms: Map<String, Variants>,
    /// What holds in the world.
    pub constraints: Vec<Constraint>,
    /// How likely answers are, by fact id; a fact without a prior may be anything.
    pub priors: Map<String, Prior>,
    /// Sources by id.
    pub sources: Map<String, Source>,
    /// Programmes, by id.
    pub programmes: Vec<Programme>,
    /// Contacts.
    pub contacts: Vec<Contact>,
    /// Texts that stand beside no rule.
    pub texts: Map<Language, Catalogue>,
    /// What each question is worth before anything is answered, where the pack was built.
    pub worth: WorthAtFirst,
    /// The host whose contacts were laid over the directory, if any.
    pub partner: Option<Partner>,
    derivations: Vec<Derivation>,
    index: Map<String, FactIndex>,
}

/// How one choice follows from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derivation {
    /// The fact that follows.
    pub fact: FactIndex,
    /// The fact that it follows from.
    pub from: FactIndex,
    /// For each option of `from`, the option of `fact`.
    pub options: Vec<usize>,
}

impl Pack {
    /// Opens a packed file. `hash` is its SHA-256, or empty.
    ///
    /// # Errors
    /// The text is not a pack of this format, or the pack is not whole; the error names the
    /// place, what was expected and what was found.
    pub fn open(json: &str, hash: &str) -> Result<Pack, PackError> {
        let file = Document::open("pack.json", json)?.read()?;
        Pack::from_file(file, hash)
    }

    /// Checks a pack and makes it usable.
    ///
    /// # Errors
    /// See [`Pack::open`].
    pub fn from_file(file: PackFile, hash: &str) -> Result<Pack, PackError> {
        Pack::checked(file, hash).map_err(|errors| errors.first)
    }

    /// The same, for whoever wants to know all that is wrong at once.
    ///
    /// # Errors
    /// See [`Pack::open`]; what follows from another error is left out as far as can be told.
    pub fn checked(mut file: PackFile, hash: &str) -> Result<Pack, PackErrors> {
        if file.pack.format != FORMAT {
            let fault = Fault::Format {
                expected: FORMAT,
                found: file.pack.format,
            };
            // Nothing else that could be said of another format can be trusted.
            return Err(PackErrors {
                first: fault.at(&Place::file("pack.json").at("format")),
                others: Vec::new(),
            });
        }
        let mut errors = Vec::new();
        let in_file = |file: &str, i: usize| Place::file(file).at(i);
        let ids = file.facts.iter().map(|fact| &fact.id);
        let index = validate::index("fact", ids, |i| in_file("facts.json", i), &mut errors);
        let ids = file.sources.iter().map(|source| &source.id);
        validate::index("source", ids, |i| in_file("sources.json", i), &mut errors);
        let derivations = validate::derivations(&file.facts, &index, &file.tables, &mut errors);
        for programme in &mut file.programmes {
            validate::name_terms(programme, &file.terms, &mut errors);
        }
        let pack = Pack {
            head: file.pack,
            hash: hash.into(),
            facts: file.facts,
            definitions: file.definitions,
            terms: file.terms,
            constraints: file.constraints,
            priors: file.priors,
            sources: file
                .sources
                .into_iter()
                .map(|source| (source.id.clone(), source))
                .collect(),
            programmes: file.programmes,
            contacts: file.contacts,
            texts: file.texts,
            worth: file.worth,
            partner: None,
            derivations,
            index,
        };
        validate::whole(&pack, &mut errors);
        errors.extend(worth::check(&pack.worth, &pack.programmes, pack.facts.len()).err());
        PackErrors::refuse(errors)?;
        Ok(pack)
    }

    /// Leaves the programmes of which `is_wanted` holds, by id.
    pub fn keep(&mut self, is_wanted: impl Fn(&str) -> bool) {
        let wanted: Vec<bool> = self
            .programmes
            .iter()
            .map(|one| is_wanted(&one.id))
            .collect();
        let mut each = wanted.iter();
        self.programmes.retain(|_| each.next() == Some(&true));
        // A pack that was not built has no worth.
        let mut each = wanted.iter();
        self.worth.retain(|_| each.next() == Some(&true));
    }

    /// The index of a fact.
    pub fn fact_index(&self, id: &str) -> Option<FactIndex> {
        self.index.get(id).copied()
    }

    /// A fact by its id.
    pub fn fact(&self, id: &str) -> Option<&Fact> {
        self.fact_index(id).map(|index| &self.facts[index])
    }

    /// A programme by its id.
    pub fn programme(&self, id: &str) -> Option<&Programme> {
        self.programmes.iter().find(|programme| programme.id == id)
    }

    /// A contact by its id.
    pub fn contact(&self, id: &str) -> Option<&Contact> {
        self.contacts.iter().find(|contact| contact.id == id)
    }

    /// The texts of a language, or those of the first language where it is unknown.
    pub fn catalogue(&self, language: &str) -> &Catalogue {
        static EMPTY: Catalogue = Catalogue::EMPTY;
        self.texts
            .get(language)
            .or_else(|| self.texts.get(self.head.languages.first()?))
            .unwrap_or(&EMPTY)
    }

    /// The names of everything that can be attested: `programme/route/criterion`.
    pub fn attestations(&self) -> impl Iterator<Item = String> {
        self.programmes.iter().flat_map(|programme| {
            let named = |route: Option<&str>, criteria: &[Criterion]| {
                let attests = criteria
                    .iter()
                    .filter(|one| matches!(one.demand, Demand::Attest));
                attests
                    .map(|one| programme::attestation(&programme.id, route, &one.id))
                    .collect::<Vec<_>>()
            };
            programme.editions.iter().flat_map(move |edition| {
                let routes = edition.routes.iter();
                let of_routes =
                    routes.flat_map(move |route| named(Some(&route.id), &route.criteria));
                named(None, &edition.criteria).into_iter().chain(of_routes)
            })
        })
    }

    /// Which facts follow from which.
    pub fn derivations(&self) -> &[Derivation] {
        &self.derivations
    }

    /// Settles conditions of this pack.
    pub fn settler(&self) -> Settler<'_> {
        Settler::new(&self.facts, &self.index, &self.definitions)
    }

    /// The formula of a condition that stood in this pack when it was opened.
    pub fn formula(&self, condition: &Condition) -> Result<Formula, PackError> {
        self.settler().settle(condition, &Place::default())
    }

    /// The same, where definitions say something else.
    ///
    /// # Errors
    /// A definition that does not suit the pack's facts.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn formula_with(
        &self,
        condition: &Condition,
        definitions: &Map<String, Definition>,
    ) -> Result<Formula, PackError> {
        let settler = Settler::new(&self.facts, &self.index, definitions);
        settler.settle(condition, &Place::default())
    }
}
