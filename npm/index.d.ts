/**
 * The engine of Puljetjek: which Danish innovation programmes can this company use, why, what is
 * missing, and whom should it talk to?
 *
 * A verdict is exact. "Eligible" and "ineligible" are said only when every way of filling in what
 * was not answered agrees; nothing that is missing counts as no. The engine reads no clock and
 * asks no network: the same pack, answers and day give the same result, here and from the command
 * `puljetjek screen --format json`.
 */

/**
 * Opens a pack of rules and compiles it, once for any number of companies.
 *
 * Needs WebAssembly: under a Content-Security-Policy, `script-src` with `'wasm-unsafe-eval'`, and
 * `connect-src` for where the package lies.
 *
 * @param pack The one file that `puljetjek pack` writes: its address, the response to a request
 *   for it, its text, or the value that the text stands for. An address of `file:` is read in
 *   Node.js. The text is the pack to the letter: its hash stands in each result.
 * @throws {PuljetjekError} The pack cannot be read, is not whole, is too large, or is of a format
 *   that this version does not know.
 */
export function load(pack: Pack | PromiseLike<Pack>): Promise<Rules>;

/** A packed file of rules: address, response, text or value. */
export type Pack = URL | Response | string | object;

/** A pack that is ready to screen. */
export interface Rules {
  /**
   * Screens a company against all programmes of the pack. Takes a few milliseconds, and nothing
   * is kept of it.
   *
   * @throws {PuljetjekError} An unknown fact, an answer that does not suit its fact, answers that
   *   contradict one another, an option that does not exist.
   */
  screen(answers: Answers, options?: Options): Result;
}

/** How to screen. */
export interface Options {
  /** The day that picks editions and calls, `YYYY-MM-DD` (0001-01-01 to 9999-12-31); without it, today where this runs. */
  as_of?: CivilDate;
  /** One of the pack's languages for what is said in words; without it, `da`. */
  language?: string;
}

/** A day of the calendar, `YYYY-MM-DD`. It has no time and no time zone. */
export type CivilDate = string;

/**
 * What is known of a company: a fact a key, by the ids of the pack's `facts.json`, which says of
 * each its type, its unit (persons, months, percent, DKK, EUR), and its least and greatest value
 * and step.
 *
 * A fact that is absent, `null` or `undefined` was not answered.
 */
export interface Answers {
  /**
   * What no question can settle and somebody confirmed or denied, by `programme/route/criterion`
   * (`*` as the route: all of them). `true` is the company's word, `"adviser"` its
   * adviser's.
   */
  attested?: { [name: string]: boolean | "adviser" };
  [fact: string]: Answer | Answers["attested"] | null;
}

/** One answer; which form suits is up to the type of the fact. */
export type Answer =
  /** Asked, and not known: treated as unanswered, and not asked again. */
  | "unknown"
  /** Of yes or no. */
  | boolean
  /** Of a number, in the unit of the fact: exact. NaN and infinities are refused. */
  | number
  /** Of a choice: the id of an option. Of a date: `YYYY-MM-DD`. */
  | string
  /** Of a set: the ids of all that it has. */
  | readonly string[]
  /** Of a number or a date: a band with both ends included; without one it is open there. */
  | { from?: number; to?: number }
  | { from?: CivilDate; to?: CivilDate }
  /** Of a set that is partly known: what it has and what it has not. */
  | { has?: readonly string[]; not?: readonly string[] };

/** What came of it. */
export interface Result {
  /** The pack that said so; `hash` is the SHA-256 of its file. */
  pack: { id: string; version: string; hash: string };
  as_of: CivilDate;
  /** All programmes of the pack, by id. */
  programmes: Programme[];
  /**
   * What to ask next, and how many programmes the answer is likely to decide: a number of
   * programmes, to a tenth. `null` where no answer can change anything any more.
   */
  next: { fact: string; decides: number } | null;
  /** Facts that were asked and are not known. */
  unknown: string[];
}

/**
 * Whether the formal requirements are met, over all ways of filling in what is missing:
 * - `eligible`: in every way
 * - `confirm`: all that can be computed is met; only attestations are left
 * - `open`: a fact that is missing still matters
 * - `ineligible`: in no way
 */
export type RouteVerdict = "eligible" | "confirm" | "open" | "ineligible";

/** That of the best route on which the company applies itself; `through` where only others can apply, and that way is open. */
export type Verdict = RouteVerdict | "through";

/** How one programme stands. */
export interface Programme {
  id: string;
  /** The edition that holds on the day, else the last before it, else the first. */
  edition: string;
  verdict: Verdict;
  /** The best route; `null` where the edition has none. */
  route: string | null;
  call: Call;
  /** The first day on which the same answers will do, where they do not today. */
  later?: { from: CivilDate; edition: string; verdict: Verdict };
  /** What the terms come to for this company. */
  terms?: Terms;
  /** Programmes that cannot be had together with this one. */
  excludes?: string[];
  routes: Route[];
  /** Whom to turn to, the most specific first; `because` is in words. */
  contacts: { id: string; because: string }[];
}

/** How the calls of a programme stand on the day; it has no bearing on the verdict. */
export interface Call {
  state: "open" | "opens_on" | "unknown" | "closed" | "exhausted" | "ended";
  /** When the next call opens, where that is known. */
  opens?: CivilDate;
  /** The last day of the open call, or the next known deadline. That day is open, too. */
  closes?: CivilDate;
  /** The closing time as it was published. */
  closes_at?: string;
  /** Days to the last day; 0 on it. */
  closes_in?: number;
  sources?: string[];
}

/** Two ends, both included; open where one is missing. */
export interface Span {
  from?: number;
  to?: number;
}

/** What the terms come to. */
export interface Terms {
  /** What can be had, in whole `unit`. */
  amount?: Span;
  unit?: "DKK";
  /** Who gets the amount. */
  recipient?: "project" | "applicant";
  /** How the upper end comes about: so many months of a grant, or so many percent of a cost (`null` where it is not known; of a `part` of it that is not known). */
  of?: { months: number; monthly: number | null } | { percent: number; cost: number | null; part: boolean };
  /** The term that caps the amount, and as it is written. */
  binds?: Term;
  cap?: { value: number; unit: "DKK" | "EUR" };
  /** How many months are paid. */
  months?: Span;
  /** What the company carries: percent of the cost, and in DKK where the cost is known. */
  own_financing?: { percent: number; amount?: Span };
  /** Room that is left for de minimis aid, and its ceiling, in EUR. */
  room_eur?: Span & { ceiling: number };
}

/** A kind of term. */
export type Term =
  | "rate"
  | "cap_partner"
  | "cap_project"
  | "cap_country"
  | "grant"
  | "monthly"
  | "months"
  | "own_financing"
  | "de_minimis"
  | "programme_budget"
  | "travel"
  | "university";

/** One way into a programme. */
export interface Route {
  id: string;
  verdict: RouteVerdict;
  /** Those of the edition, then those of the route. */
  criteria: Criterion[];
  /** A smallest set of answers that forces a decided verdict: facts and attestations, sorted. */
  because: string[];
  /** The cheapest changes that would meet the requirements of an ineligible route, cheapest first. */
  change: { cost: number; facts: Target[] }[];
  /** The facts whose answer can still change an open verdict, best first. */
  missing: string[];
  /** Only where it is `false`: the rules of this route were too many to be exact, and the verdict may be more open than it need be. */
  exact?: false;
}

/** A fact and what it would have to become. */
export interface Target {
  fact: string;
  /** A yes or no, an option, a band in the fact's unit, or elements of a set that come and go. */
  to: boolean | string | Span | { from?: CivilDate; to?: CivilDate } | { add: string[]; remove: string[] };
}

/** One demand, and how it stands. */
export interface Criterion {
  id: string;
  /** Formal; formal but only to be confirmed by somebody; or weighed in assessment, without bearing on the verdict. */
  kind: "requirement" | "attest" | "advice";
  state: "met" | "failed" | "open" | "attested" | "denied" | "to_attest";
  /** The demand in words of the language. */
  sentence: string;
  /** The lowest of its sources; below `high`, ask the owner of the programme. `null` without sources. */
  confidence: "high" | "medium" | "low" | null;
  /** Ids of the pack's sources. */
  sources: string[];
}

/** Something is wrong with a pack, answers or options. The message has the place, what was expected, what was found, and what to do. */
export class PuljetjekError extends Error {
  constructor(message: string, file: string, pointer?: string, line?: number, column?: number);
  readonly name: "PuljetjekError";
  /** Where: `answers`, `options`, the address of a file, or a file of the pack. */
  readonly place: {
    file: string;
    /** The JSON pointer in it; empty for the whole. */
    pointer: string;
    /** From 1, where it was read from a text. */
    line?: number;
    column?: number;
  };
}
