//! The ten programmes of the neutral case as somebody would write them by hand for these rules
//! alone: a struct, and a function a programme. No engine that takes its rules as data can be
//! faster; how much slower ours may be is promised.
//!
//! Generated once from `benches/case/rules.json`; they change together.

use serde_json::{Map, Value};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sector {
    Manufacturing,
    Ict,
    Health,
    Food,
    Energy,
    Construction,
    Retail,
    Transport,
    Agri,
    Fishery,
    Finance,
    Other,
}

impl Sector {
    const ALL: [(&str, Sector); 12] = [
        ("manufacturing", Sector::Manufacturing),
        ("ict", Sector::Ict),
        ("health", Sector::Health),
        ("food", Sector::Food),
        ("energy", Sector::Energy),
        ("construction", Sector::Construction),
        ("retail", Sector::Retail),
        ("transport", Sector::Transport),
        ("agri", Sector::Agri),
        ("fishery", Sector::Fishery),
        ("finance", Sector::Finance),
        ("other", Sector::Other),
    ];
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    Hovedstaden,
    Sjaelland,
    Syddanmark,
    Midtjylland,
    Nordjylland,
}

impl Region {
    const ALL: [(&str, Region); 5] = [
        ("hovedstaden", Region::Hovedstaden),
        ("sjaelland", Region::Sjaelland),
        ("syddanmark", Region::Syddanmark),
        ("midtjylland", Region::Midtjylland),
        ("nordjylland", Region::Nordjylland),
    ];
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegalForm {
    Aps,
    As,
    Is,
    Ps,
    Fmba,
    Sole,
}

impl LegalForm {
    const ALL: [(&str, LegalForm); 6] = [
        ("aps", LegalForm::Aps),
        ("as", LegalForm::As),
        ("is", LegalForm::Is),
        ("ps", LegalForm::Ps),
        ("fmba", LegalForm::Fmba),
        ("sole", LegalForm::Sole),
    ];
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Idea,
    Startup,
    Growth,
    Mature,
    Transfer,
}

impl Stage {
    const ALL: [(&str, Stage); 5] = [
        ("idea", Stage::Idea),
        ("startup", Stage::Startup),
        ("growth", Stage::Growth),
        ("mature", Stage::Mature),
        ("transfer", Stage::Transfer),
    ];
}

/// A bit an option.
const GOALS: [&str; 8] = [
    "innovate", "export", "digital", "green", "hire", "train", "invest", "ip",
];
const INNOVATE: u8 = 1 << 0;
const EXPORT: u8 = 1 << 1;
const DIGITAL: u8 = 1 << 2;
const GREEN: u8 = 1 << 3;
const HIRE: u8 = 1 << 4;
const TRAIN: u8 = 1 << 5;
const INVEST: u8 = 1 << 6;
const IP: u8 = 1 << 7;

/// A bit an option.
const CERTIFICATIONS: [&str; 4] = ["iso9001", "iso14001", "iso27001", "ce"];
const ISO9001: u8 = 1 << 0;
const ISO14001: u8 = 1 << 1;
const ISO27001: u8 = 1 << 2;
const CE: u8 = 1 << 3;

/// A company.
#[derive(Clone, Debug)]
pub struct Company {
    employees: i32,
    turnover_meur: i32,
    balance_meur: i32,
    age_months: i32,
    founded_day: i32,
    rd_cost_share: i32,
    rd_fte_share: i32,
    export_share: i32,
    large_owner_share: i32,
    de_minimis_keur: i32,
    project_keur: i32,
    project_months: i32,
    trl: i32,
    partners: i32,
    partner_countries: i32,
    sme_share: i32,
    own_funding_share: i32,
    energy_mwh: i32,
    has_cvr: bool,
    in_difficulty: bool,
    has_university: bool,
    started_project: bool,
    state_owned: bool,
    prior_grant: bool,
    sector: Sector,
    region: Region,
    legal_form: LegalForm,
    stage: Stage,
    goals: u8,
    certifications: u8,
}

impl Company {
    /// A company with these answers.
    pub fn new(answers: &Map<String, Value>) -> Company {
        Company {
            employees: number(&answers["employees"]),
            turnover_meur: number(&answers["turnover_meur"]),
            balance_meur: number(&answers["balance_meur"]),
            age_months: number(&answers["age_months"]),
            founded_day: number(&answers["founded_day"]),
            rd_cost_share: number(&answers["rd_cost_share"]),
            rd_fte_share: number(&answers["rd_fte_share"]),
            export_share: number(&answers["export_share"]),
            large_owner_share: number(&answers["large_owner_share"]),
            de_minimis_keur: number(&answers["de_minimis_keur"]),
            project_keur: number(&answers["project_keur"]),
            project_months: number(&answers["project_months"]),
            trl: number(&answers["trl"]),
            partners: number(&answers["partners"]),
            partner_countries: number(&answers["partner_countries"]),
            sme_share: number(&answers["sme_share"]),
            own_funding_share: number(&answers["own_funding_share"]),
            energy_mwh: number(&answers["energy_mwh"]),
            has_cvr: answers["has_cvr"] == true,
            in_difficulty: answers["in_difficulty"] == true,
            has_university: answers["has_university"] == true,
            started_project: answers["started_project"] == true,
            state_owned: answers["state_owned"] == true,
            prior_grant: answers["prior_grant"] == true,
            sector: choice(&Sector::ALL, &answers["sector"]),
            region: choice(&Region::ALL, &answers["region"]),
            legal_form: choice(&LegalForm::ALL, &answers["legal_form"]),
            stage: choice(&Stage::ALL, &answers["stage"]),
            goals: bits(&GOALS, &answers["goals"]),
            certifications: bits(&CERTIFICATIONS, &answers["certifications"]),
        }
    }
}

fn number(answer: &Value) -> i32 {
    i32::try_from(answer.as_i64().expect("a number")).expect("a small number")
}

fn choice<T: Copy>(all: &[(&str, T)], answer: &Value) -> T {
    let found = all.iter().find(|(id, _)| answer == id);
    found.expect("an option").1
}

fn bits(all: &[&str], answer: &Value) -> u8 {
    let has = answer.as_array().expect("a set");
    let chosen = (0..all.len()).filter(|bit| has.iter().any(|one| one == all[*bit]));
    chosen.fold(0, |bits, bit| bits | 1 << bit)
}

fn p1(c: &Company) -> bool {
    c.has_cvr
        && c.employees < 250
        && (c.turnover_meur <= 50 || c.balance_meur <= 43)
        && (c.rd_cost_share >= 10 || c.rd_fte_share >= 10)
        && c.partner_countries >= 2
        && c.sme_share >= 50
        && !c.in_difficulty
        && c.project_months <= 36
}

fn p2(c: &Company) -> bool {
    c.has_cvr
        && c.employees >= 1
        && c.employees < 250
        && matches!(
            c.legal_form,
            LegalForm::Aps | LegalForm::As | LegalForm::Is | LegalForm::Ps | LegalForm::Sole
        )
        && !matches!(c.sector, Sector::Fishery | Sector::Agri | Sector::Finance)
        && (c.goals & INNOVATE != 0 || c.goals & IP != 0)
        && c.de_minimis_keur <= 300
        && !c.started_project
        && c.project_keur <= 1500
}

fn p3(c: &Company) -> bool {
    matches!(
        c.region,
        Region::Midtjylland | Region::Nordjylland | Region::Syddanmark | Region::Sjaelland
    ) && c.age_months <= 120
        && c.employees < 100
        && (c.goals & EXPORT != 0 || (c.export_share >= 5 && c.export_share < 50))
        && !c.state_owned
        && c.large_owner_share < 25
        && matches!(c.stage, Stage::Startup | Stage::Growth | Stage::Mature)
        && c.de_minimis_keur < 280
}

fn p4(c: &Company) -> bool {
    c.has_university
        && c.partners >= 2
        && c.trl >= 2
        && c.trl <= 8
        && (matches!(
            c.sector,
            Sector::Health | Sector::Ict | Sector::Energy | Sector::Food | Sector::Manufacturing
        ) || c.goals & INNOVATE != 0)
        && c.project_keur >= 100
        && c.project_keur <= 2800
        && !c.in_difficulty
        && c.own_funding_share >= 15
}

fn p5(c: &Company) -> bool {
    c.energy_mwh >= 100
        && (c.goals & GREEN != 0
            || c.certifications & ISO14001 != 0
            || matches!(c.sector, Sector::Manufacturing | Sector::Energy))
        && c.project_keur >= 50
        && !c.started_project
        && !c.in_difficulty
        && c.own_funding_share >= 20
        && !matches!(c.sector, Sector::Fishery)
        && c.has_cvr
}

fn p6(c: &Company) -> bool {
    (c.goals & DIGITAL != 0
        || (matches!(
            c.sector,
            Sector::Retail | Sector::Transport | Sector::Construction | Sector::Manufacturing
        ) && c.employees <= 150))
        && c.employees >= 2
        && c.turnover_meur <= 50
        && c.de_minimis_keur <= 290
        && matches!(
            c.legal_form,
            LegalForm::Aps | LegalForm::As | LegalForm::Is | LegalForm::Ps
        )
        && !c.prior_grant
        && c.project_months <= 30
        && c.has_cvr
        && c.age_months >= 6
}

fn p7(c: &Company) -> bool {
    matches!(c.stage, Stage::Idea | Stage::Startup | Stage::Growth)
        && c.founded_day >= 15706
        && c.employees < 50
        && (c.turnover_meur <= 10 || c.balance_meur <= 10)
        && !c.state_owned
        && (c.goals & INVEST != 0 || c.goals & INNOVATE != 0 || c.goals & HIRE != 0)
        && c.large_owner_share <= 50
}

fn p8(c: &Company) -> bool {
    (c.goals & HIRE != 0 || c.goals & TRAIN != 0)
        && c.employees >= 5
        && c.employees <= 249
        && matches!(
            c.region,
            Region::Hovedstaden | Region::Sjaelland | Region::Midtjylland
        )
        && c.has_cvr
        && !matches!(c.sector, Sector::Finance | Sector::Other)
        && c.age_months >= 12
        && c.own_funding_share >= 10
        && !c.in_difficulty
}

fn p9(c: &Company) -> bool {
    c.partners >= 3
        && c.partner_countries >= 1
        && (c.certifications & ISO9001 != 0
            || c.certifications & ISO27001 != 0
            || c.certifications & CE != 0
            || c.rd_fte_share >= 8)
        && c.project_keur <= 2500
        && c.project_months >= 6
        && c.sme_share >= 30
        && !c.in_difficulty
        && c.trl >= 3
}

fn p10(c: &Company) -> bool {
    matches!(c.stage, Stage::Growth | Stage::Mature | Stage::Transfer)
        && c.founded_day <= 19723
        && (c.export_share >= 25 || c.goals & EXPORT != 0 || c.turnover_meur >= 5)
        && !c.started_project
        && c.project_keur >= 30
        && c.energy_mwh < 4800
        && c.has_cvr
        && !c.state_owned
}

/// Which programmes are right for a company.
pub fn verdicts(company: &Company) -> [bool; 10] {
    [
        p1(company),
        p2(company),
        p3(company),
        p4(company),
        p5(company),
        p6(company),
        p7(company),
        p8(company),
        p9(company),
        p10(company),
    ]
}
