// The element <pulje-tjek>: the widget in somebody's page, for hosts whose policy allows
// 'wasm-unsafe-eval'. Attributes, events and methods: docs/embedding.md. Types: puljetjek.d.ts.
import { Around } from "./around.js";
import { read } from "./theme.js";
import { open } from "./widget.js";

const BASE = new URL(".", import.meta.url).href;
const STYLES = ["styles/tokens.css", "styles/page.css", "styles/forms.css", "styles/result.css", "styles/compare.css"];

/** What a host can ask for; `src/embed/wishes.rs` says what each may be. */
const ATTRIBUTES = [
  "lang", "pack", "programmes", "topics", "region", "goals", "prefill", "contacts", "as-of", "theme", "partner",
  "heading-level", "mode", "answers",
];
/** What any element can have. */
const GLOBAL = /^(aria-.*|class|data-.*|dir|hidden|id|inert|part|role|slot|style|tabindex|title)$/;

let sheets;

// Of the styles of a page, one thing is another here: its measure is that of the host's page.
async function sheet(address) {
  const answer = await fetch(new URL(address, BASE));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync((await answer.text()).replace(/(-?[\d.]+)rem\b/g, "calc($1 * var(--size, 16px))"));
  return sheet;
}

/** An element in somebody's page: its places are its own, as is the eye's way to it. */
class Inset extends Around {
  host = location.origin;
  inset = true;
  #place;

  constructor(element, link, place, ...rest) {
    super(...rest);
    this.element = element;
    this.link = link;
    this.#place = place;
  }

  place() {
    return this.#place;
  }

  go(place) {
    this.#place = place;
  }

  toTop() {
    const { top } = this.element.getBoundingClientRect();
    if (top < 0 || top > innerHeight * 0.8) this.element.scrollIntoView();
  }

  announce(language, title) {
    this.dressed.lang = language;
    this.dressed.ariaLabel = title;
  }

  tell(type, detail) {
    this.element.dispatchEvent(new CustomEvent(type, { detail: JSON.parse(detail) }));
  }

  retry() {
    this.element.reopen();
  }

  frame() {
    this.element.frame();
  }
}

class PuljeTjek extends HTMLElement {
  static observedAttributes = ATTRIBUTES;

  #root = this.attachShadow({ mode: "open" });
  #around;
  #opening;
  #kept;
  #framed = false;

  connectedCallback() {
    if (!this.#framed) this.#opening ??= this.#open();
  }

  disconnectedCallback() {
    // An element that is moved is away for a moment only.
    queueMicrotask(() => this.isConnected || this.#close());
  }

  attributeChangedCallback(_name, before, after) {
    if ((this.#opening || this.#framed) && before !== after) queueMicrotask(() => this.isConnected && this.reopen());
  }

  /** Sets answers; the user sees and can change them. */
  async set(facts) {
    if (this.#framed) globalThis.puljetjek.set(this, facts);
    else (await this.#opening)?.set(JSON.stringify(facts));
  }

  /** Begins anew. */
  async reset() {
    if (this.#framed) globalThis.puljetjek.reset(this);
    else (await this.#opening)?.reset();
  }

  /** Opens the widget anew with the answers that it has. */
  async reopen() {
    if (this.#framed) return this.frame();
    await this.#close();
    if (this.isConnected) this.connectedCallback();
  }

  /** Shows the widget in a frame, where the page does not let it run here. */
  async frame() {
    await import("./puljetjek.js");
    await this.#close();
    this.#framed = true;
    this.#root.replaceChildren(document.createElement("slot"));
    await globalThis.puljetjek.frame(this, this.#wishes(), BASE);
  }

  #wishes() {
    const own = [...this.attributes].filter(({ name }) => !GLOBAL.test(name));
    const wishes = Object.fromEntries(own.map(({ name, value }) => [name, value]));
    // Where nothing is said, the widget is light or dark as the page around it is.
    const scheme = { normal: "light", light: "light", dark: "dark" }[getComputedStyle(this).colorScheme];
    if (scheme) wishes.theme ??= scheme;
    return wishes;
  }

  async #open() {
    const { contacts, ...wishes } = this.#wishes();
    const styles = (sheets ??= Promise.all(STYLES.map(sheet)));
    const app = Object.assign(document.createElement("div"), { id: "app" });
    const dressed = Object.assign(document.createElement("section"), { className: "puljetjek inset" });
    dressed.append(app);
    const { prefill: _, ...open_to_all } = wishes;
    const link = `${BASE}?${new URLSearchParams(open_to_all)}`;
    const { place, text } = this.#kept ?? { place: "" };
    const around = new Inset(this, link, place, app, dressed, BASE, read(this));
    this.#around = around;
    dressed.addEventListener("click", (event) => this.#follow(event));
    try {
      this.#root.adoptedStyleSheets = await styles;
    } catch (error) {
      sheets = undefined;
      around.warn(String(error));
    }
    this.#root.replaceChildren(dressed);
    return open(around, wishes, contacts && (await this.#contacts(contacts)), text);
  }

  async #close() {
    const opening = this.#opening;
    this.#opening = undefined;
    const widget = await opening;
    if (!widget) return;
    this.#kept = { place: this.#around.place(), text: widget.kept() };
    widget.close();
    this.#root.replaceChildren();
  }

  // A link behind # names a place of the widget, not of the page.
  async #follow(event) {
    const link = event.target.closest('a[href^="#"]');
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    const place = link.getAttribute("href").slice(1);
    this.#around.go(place);
    (await this.#opening)?.arrive(place);
  }

  async #contacts(address) {
    try {
      const answer = await fetch(new URL(address, document.baseURI));
      if (answer.ok) return answer.text();
      this.#around.warn(`contacts: ${answer.status}`);
    } catch (error) {
      this.#around.warn(`contacts: ${error}`);
    }
    return undefined;
  }
}

if (!customElements.get("pulje-tjek")) customElements.define("pulje-tjek", PuljeTjek);
