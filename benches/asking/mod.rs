//! Orders of asking, run side by side: how many programmes are decided after so many questions.

use puljetjek::case::Case;
use puljetjek::pack::date::Date;
use puljetjek::pack::formula::FactIndex;
use puljetjek::screen::{Engine, Planner, Scope, Screening, Verdict};
use std::time::{Duration, Instant};

/// What is asked next, of a company that has answered so far; none where nothing is missing.
pub type Next<'a> = dyn FnMut(&Case, &mut Screening) -> Option<FactIndex> + 'a;

/// Companies that answer.
pub struct Asking<'a> {
    pub engine: &'a Engine,
    pub day: Date,
    /// All answers of each.
    pub companies: &'a [Case],
    /// Questions at most.
    pub most: usize,
}

/// What an order came to, in the mean over the companies.
pub struct Found {
    pub questions: f64,
    /// After 0, 1, 2 … questions: programmes that are not decided.
    pub undecided: Vec<f64>,
}

impl Found {
    /// How many programmes are undecided, over all questions.
    pub fn area(&self) -> f64 {
        self.undecided.iter().sum()
    }
}

impl Asking<'_> {
    /// Asks every company in an order.
    pub fn run(&self, next: &mut Next) -> Found {
        let (mut questions, mut undecided) = (0, vec![0; self.most + 1]);
        for all in self.companies {
            let mut case = Case::default();
            for asked in 0..=self.most {
                let mut screening = self.screen(&case);
                let open = open(self.engine, &case, &screening).count();
                undecided[asked] += open;
                let fact = next(&case, &mut screening).filter(|_| asked < self.most);
                let Some(fact) = fact else {
                    // No question is left, or no more may be asked.
                    for after in &mut undecided[asked + 1..] {
                        *after += open;
                    }
                    questions += asked;
                    break;
                };
                let id = &self.engine.pack.facts[fact].id;
                case.set(id, all.answer(id).cloned());
            }
        }
        let mean = |sum: usize| sum as f64 / self.companies.len() as f64;
        Found {
            questions: mean(questions),
            undecided: undecided.into_iter().map(mean).collect(),
        }
    }

    /// Asks in our order. Also the time of a step.
    pub fn ours(&self) -> (Found, Duration) {
        let mut planner = Planner::new(self.engine);
        let (mut spent, mut steps) = (Duration::ZERO, 0);
        let found = self.run(&mut |case, screening| {
            let start = Instant::now();
            let plan = planner.plan(self.engine, case, screening, Scope::All, None);
            spent += start.elapsed();
            steps += 1;
            plan.questions.first().map(|one| one.fact)
        });
        (found, spent / steps)
    }

    /// Asks in the order of the facts.
    pub fn fixed(&self) -> Found {
        self.run(&mut |case, screening| missing(self.engine, case, screening).min())
    }

    /// Asks what most routes miss.
    pub fn most_missed(&self) -> Found {
        self.run(&mut |case, screening| most_missed(self.engine, case, screening))
    }

    fn screen(&self, case: &Case) -> Screening {
        self.engine.screen(case, self.day).expect("a screening")
    }
}

/// The fact that most routes miss, the first of equals.
pub fn most_missed(engine: &Engine, case: &Case, screening: &Screening) -> Option<FactIndex> {
    let mut times = vec![0; engine.pack.facts.len()];
    missing(engine, case, screening).for_each(|fact| times[fact] += 1);
    let facts = (0..times.len()).filter(|fact| times[*fact] > 0);
    facts.max_by_key(|fact| (times[*fact], usize::MAX - fact))
}

/// The programmes that are asked for and not decided.
pub fn open<'a>(
    engine: &'a Engine,
    case: &'a Case,
    screening: &'a Screening,
) -> impl Iterator<Item = &'a puljetjek::screen::ProgrammeResult> {
    let programmes = screening.programmes.iter();
    programmes.filter(|one| one.verdict == Verdict::Open && Scope::All.has(engine, case, one))
}

/// What their routes miss, as it is asked for.
fn missing<'a>(
    engine: &'a Engine,
    case: &'a Case,
    screening: &'a Screening,
) -> impl Iterator<Item = FactIndex> {
    let routes = open(engine, case, screening).flat_map(|one| &one.routes);
    let facts = routes.flat_map(|route| &route.missing);
    facts.map(|fact| engine.asked_through(case, *fact))
}
