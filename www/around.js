// What can be around a widget: a page of its own, or a frame in somebody's page; `element.js` has
// the third, an element there. The app sees all of them alike (`src/host/around.rs`).
import { failure } from "./failure.js";
import { paint } from "./theme.js";

/** The version of messages and events. */
export const VERSION = 1;

/** What all of them have: the widget's root, its dress, and nobody who is told. */
export class Around {
  host = undefined;
  inset = false;

  constructor(root, dressed, page, theme) {
    Object.assign(this, { root, dressed, page, theme });
  }

  focus(selector) {
    this.root.querySelector(selector)?.focus();
  }

  focused() {
    return this.root.getRootNode().activeElement;
  }

  refocus(element) {
    if (element.isConnected && this.focused() !== element) element.focus({ preventScroll: true });
  }

  dress(scheme, level) {
    paint(this.dressed, this.theme, scheme, (text) => this.warn(text));
    if (level > 1) raise(this.root, level);
  }

  tell() {}

  warn(text) {
    console.warn(`puljetjek: ${text}`);
  }

  fail(kind, detail) {
    this.root.replaceChildren(failure(kind, detail, this));
    this.tell("error", JSON.stringify({ kind, message: detail, version: VERSION }));
  }
}

/** A page of its own: places are behind `#` in the address, and the back button leads back. */
export class Page extends Around {
  link = location.href.split("#", 1)[0];

  place() {
    return location.hash.slice(1);
  }

  go(place) {
    if (place === this.place()) return;
    try {
      // An address that is assigned makes the browser look for the place in the page, and lay the
      // page out for that; one that is noted does not. A browser may refuse to note too many.
      history.pushState(null, "", `#${place}`);
    } catch {
      location.hash = place;
    }
  }

  toTop() {
    scrollTo(0, 0);
  }

  // A language that is set makes the browser style the whole page anew, be it the same.
  announce(language, title) {
    if (document.documentElement.lang !== language) document.documentElement.lang = language;
    if (document.title !== title) document.title = title;
  }
}

/** A frame as high as its page in the page of a host, whose origin is fixed from the first. */
export class Frame extends Page {
  constructor(host, ...rest) {
    super(...rest);
    this.host = host;
    const address = new URL(this.link);
    address.searchParams.delete("host");
    this.link = address.href;
    const page = document.documentElement;
    page.classList.add("framed");
    const size = () => this.#send("size", { height: Math.ceil(page.getBoundingClientRect().height) });
    new ResizeObserver(size).observe(page);
  }

  #send(type, detail) {
    parent.postMessage({ puljetjek: VERSION, type, detail }, this.host);
  }

  // The window that scrolls is the host's: its loader brings into view what is looked at.
  #look(top) {
    this.#send("look", { top });
  }

  focus(selector) {
    const element = this.root.querySelector(selector);
    if (!element) return;
    element.focus({ preventScroll: true });
    this.#look(element.getBoundingClientRect().top);
  }

  toTop() {
    this.#look(0);
  }

  announce(language, title) {
    super.announce(language, title);
    if (this.title !== title) this.#send("title", { title });
    this.title = title;
  }

  tell(type, detail) {
    this.#send(type, JSON.parse(detail));
  }
}

// The host's heading above the widget has a level, too: ours go below it.
function raise(root, level) {
  const raised = () => {
    for (const heading of root.querySelectorAll("h1, h2, h3, h4, h5")) {
      heading.ariaLevel = Math.min(6, Number(heading.localName[1]) + level - 1);
    }
  };
  new MutationObserver(raised).observe(root, { childList: true, subtree: true });
}
