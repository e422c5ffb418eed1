// Puljetjek in somebody's page, for TypeScript and for editors: docs/embedding.md tells the same at
// length. `puljetjek.js` gives the frame, `element.js` the element; attributes, events and answers
// are alike in both.

/**
 * What a host asks for: attributes of `<pulje-tjek>`, and with `data-` in front of the script
 * `puljetjek.js`. A value that cannot be taken is named on the console, and the default holds.
 */
export interface Attributes {
  /** The language, `da` or `en`. Default: the rules' first one, `da`. */
  lang?: string;
  /** The address of other rules, at the origin of the widget. Default: `pack.json` beside it. */
  pack?: string;
  /** Ids of the programmes in scope, with commas or spaces between them. Default: all. */
  programmes?: string;
  /** Ids of the topics that are asked of, with commas or spaces between them. Default: all. */
  topics?: string;
  /** The company's region: an answer that the user can change. */
  region?: string;
  /** The company's goals, with commas or spaces between them: an answer that the user can change. */
  goals?: string;
  /** What the host knows of the company: {@link Answers} as JSON. No server sees it. */
  prefill?: string;
  /** The address of the host's own contacts, an {@link Overlay}. */
  contacts?: string;
  /** The day that picks editions and calls, as `YYYY-MM-DD`. Default: today. */
  "as-of"?: string;
  /** `light`, `dark` or, as the user's device is set, `auto`. Default: as the `color-scheme` of the page says. */
  theme?: "auto" | "light" | "dark";
  /** Who the host is, for its own books: comes back with every event. Up to 64 of `A-Z a-z 0-9 - . _`. */
  partner?: string;
  /** The level of the widget's highest heading. Default: `1`. */
  "heading-level"?: "1" | "2" | "3" | "4" | "5" | "6";
  /** `steps` asks one question a page, `all` asks all on one. Default: `steps`. */
  mode?: "steps" | "all";
  /** `ask` asks the user on the result to share the answers, `never` does not. Default: `never`. */
  answers?: "ask" | "never";
}

/** An answer to one fact; `null` says nothing of it. */
export type Answer =
  | boolean
  | number
  /** An option, a day as `YYYY-MM-DD`, or `"unknown"`: asked, and not known. */
  | string
  /** All that a set has. */
  | string[]
  /** A set of which only a part is known. */
  | { has: string[]; not: string[] }
  /** A band, both ends included; a missing end is open. */
  | { from?: number | string; to?: number | string }
  | null;

/** Points that no question settles, by `programme/route/criterion`: who confirmed, or `false`. */
export type Attested = Record<string, boolean | "adviser">;

/** Answers, by the id of the fact. */
export interface Answers {
  /** Confirmed or denied by the company or its adviser. */
  attested?: Attested;
  [fact: string]: Answer | Attested | undefined;
}

/** What every event carries. */
export interface Detail {
  /** The version of the form of events: it only grows within one. */
  version: 1;
  /** The attribute `partner`. */
  partner?: string;
}

/** The widget can be used. */
export interface Ready extends Detail {
  /** The rules: their id, */
  pack: string;
  /** their version, */
  pack_version: string;
  /** and the SHA-256 of their file. */
  pack_hash: string;
  /** The language that the widget speaks. */
  language: string;
}

/** How far the user has come. */
export interface Progress extends Detail {
  /** Programmes that are decided, */
  decided: number;
  /** of so many in scope. */
  all: number;
}

/**
 * How a programme stands: met; met once somebody confirms a point; not decided yet; only others can
 * apply, and that way is open; not met.
 */
export type Verdict = "eligible" | "confirm" | "open" | "through" | "ineligible";

/** How the programme's call stands on the day. */
export type Call = "open" | "opens_on" | "unknown" | "closed" | "exhausted" | "ended";

/** The user looks at the result, or it has changed since. */
export interface Result extends Detail {
  /** The day that picked editions and calls. */
  as_of: string;
  /** The programmes in scope. */
  programmes: { id: string; verdict: Verdict; call: Call }[];
  /** Only while the user agrees to share them. */
  answers?: Answers;
}

/** The user turns to somebody. */
export interface Contact extends Detail {
  /** About this programme, */
  programme: string;
  /** to this contact, */
  contact: string;
  /** this way. */
  way: "phone" | "mail" | "site" | "card";
}

/** Something could not be done. */
export interface Failure extends Detail {
  /**
   * What `set` was given is no answer to these rules (`set`); the rules cannot be fetched
   * (`unreachable`); the page does not allow WebAssembly (`refused`); or the widget broke (`broken`).
   */
  kind: "set" | "unreachable" | "refused" | "broken";
  /** What is wrong, in English. */
  message: string;
}

/**
 * The events, on the element or on the script. The browser itself tells a script `error` as well,
 * where it cannot be loaded; that event has no `detail`.
 */
export interface Events {
  ready: CustomEvent<Ready>;
  progress: CustomEvent<Progress>;
  result: CustomEvent<Result>;
  contact: CustomEvent<Contact>;
  error: CustomEvent<Failure>;
}

/** A text in each language of the rules. */
export type Texts<T> = Record<"da" | "en", T>;

/** The host's own contacts: the file that the attribute `contacts` names. Its JSON Schema is `rules/schema/overlay.json`. */
export interface Overlay {
  /** Who the host is. */
  partner: Texts<{ title: string }>;
  /** Before the contacts of the rules, or instead of all but the owners of programmes. Default: `before`. */
  mode?: "before" | "instead";
  contacts: OwnContact[];
}

/** One contact of the host. */
export interface OwnContact {
  /** In kebab-case, and none that the rules have. */
  id: string;
  kind: "programme" | "guidance" | "partners" | "technology" | "eu";
  /** Only for these programmes. */
  programmes?: string[];
  /** Only for programmes that serve one of these goals. */
  goals?: string[];
  /** Only for companies that meet this condition; its form: docs/writing-rules.md. */
  when?: object;
  /** For everybody, where nothing else helps. */
  fallback?: boolean;
  /** When it can be turned to, both days included. */
  valid?: { from?: string; to?: string };
  phone?: string;
  mail?: string;
  /** Without a scheme, or with `https`. */
  site?: string;
  address?: string;
  /** Ids of sources of the rules. */
  sources?: string[];
  text: Texts<{
    title: string;
    /** What it helps with, in one sentence. */
    helps: string;
  }>;
}

/** The element `<pulje-tjek>`. */
export interface PuljeTjek extends HTMLElement {
  /** Sets answers; the user sees and can change them. */
  set(answers: Answers): Promise<void>;
  /** Begins anew, with what the attributes say. */
  reset(): Promise<void>;
  /** Opens the widget anew with the answers that it has. */
  reopen(): Promise<void>;
  /** Shows the widget in a frame, where the page does not let it run here. */
  frame(): Promise<void>;

  addEventListener<K extends keyof Events>(
    type: K,
    listener: (this: PuljeTjek, event: Events[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof Events>(
    type: K,
    listener: (this: PuljeTjek, event: Events[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

/** What `puljetjek.js` gives a page. */
export interface Puljetjek {
  /** The version of messages and events. */
  readonly version: 1;
  /** Sets answers in the widget behind this script; the user sees and can change them. */
  set(script: Element, answers: Answers): void;
  /** Begins that widget anew, with what the attributes say. */
  reset(script: Element): void;
  /**
   * Puts a frame into an element, or behind a script; `base` is the address of the widget's folder.
   * The element hears the events, and `set` and `reset` take it.
   */
  frame(anchor: Element, attributes: Attributes, base: string | URL): Promise<void>;
}

declare global {
  var puljetjek: Readonly<Puljetjek>;

  interface HTMLElementTagNameMap {
    "pulje-tjek": PuljeTjek;
  }
}
