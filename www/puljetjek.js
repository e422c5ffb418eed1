// The loader: puts Puljetjek in a frame right behind its script, as high as it needs to be.
// Attributes, events and methods: docs/embedding.md. Types: puljetjek.d.ts.
(() => {
  const VERSION = 1;
  const EVENTS = ["ready", "progress", "result", "contact", "error"];
  const TOKENS = ["accent", "ground", "text", "font", "radius", "space", "width", "size"];
  const LOWEST = 640;
  const PATIENCE = 5000;

  const show = (link, display) => {
    if (link?.matches("a.puljetjek")) link.style.display = display;
  };

  // Puts a frame behind a script, or into another element instead of what is there; whatever is
  // told comes as events of that.
  async function frame(anchor, { prefill, contacts, ...wishes }, base) {
    const waiting = [];
    let say = (message) => waiting.push(message);
    for (const type of ["set", "reset"]) {
      anchor.addEventListener("puljetjek-" + type, ({ detail }) => say({ puljetjek: VERSION, type, detail }));
    }
    const element = document.createElement("iframe");
    const link = anchor.previousElementSibling;
    let alive = false;
    const style = getComputedStyle(anchor);
    const theme = {};
    for (const token of TOKENS) {
      const value = style.getPropertyValue("--puljetjek-" + token).trim();
      if (value) theme[token] = value;
    }
    // Where nothing is said, the widget is light or dark as the page around it is.
    const scheme = { normal: "light", light: "light", dark: "dark" }[style.colorScheme];
    if (scheme) wishes.theme ??= scheme;
    if (contacts) {
      contacts = await fetch(new URL(contacts, document.baseURI))
        .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
        .catch((why) => console.warn("puljetjek: contacts: " + why));
    }
    const address = new URL("index.html", base);
    for (const name in wishes) address.searchParams.set(name, wishes[name]);
    address.searchParams.set("host", location.origin);
    // No server is to see what the name says.
    element.name = JSON.stringify({ prefill, contacts, theme });
    element.title = "Puljetjek";
    element.className = "puljetjek";
    element.loading = "lazy";
    element.allow = "clipboard-write";
    // Rules for all frames of the host's page are not meant for this one.
    element.style.cssText = "all:initial;display:block;width:100%;height:" + LOWEST + "px";
    element.src = address;
    // A frame that stays silent is none: the link comes back.
    element.onload = () => setTimeout(() => alive || show(link, ""), PATIENCE);

    addEventListener("message", ({ source, origin, data }) => {
      if (source !== element.contentWindow || origin !== address.origin || data?.puljetjek !== VERSION) return;
      const { type, detail } = data;
      alive = true;
      if (type === "size") element.style.height = Math.max(LOWEST, detail.height) + "px";
      if (type === "title") element.title = detail.title;
      if (type === "look") {
        const top = element.getBoundingClientRect().top + detail.top;
        if (top < 0 || top > innerHeight * 0.8) {
          // Whatever scrolls around the frame, window or box, and whatever covers its edge.
          element.style.scrollMarginTop = 16 - detail.top + "px";
          element.scrollIntoView();
        }
      }
      if (type === "ready") {
        say = (message) => element.contentWindow?.postMessage(message, address.origin);
        waiting.splice(0).forEach(say);
      }
      if (EVENTS.includes(type)) anchor.dispatchEvent(new CustomEvent(type, { detail }));
    });
    // What is not yet near the window costs the page no more than its place.
    const place = document.createElement("div");
    place.style.cssText = element.style.cssText;
    if (anchor.localName === "script") anchor.after(place);
    else anchor.replaceChildren(place);
    const near = ([{ isIntersecting }], observer) => {
      if (!isIntersecting) return;
      observer.disconnect();
      place.replaceWith(element);
    };
    new IntersectionObserver(near, { rootMargin: "1000px" }).observe(place);
  }

  const ask = (type) => (anchor, detail) => anchor.dispatchEvent(new CustomEvent("puljetjek-" + type, { detail }));
  globalThis.puljetjek ??= Object.freeze({ version: VERSION, frame, set: ask("set"), reset: ask("reset") });

  const script = document.currentScript;
  if (!script) return;
  show(script.previousElementSibling, "none");
  const wishes = {};
  for (const { name, value } of script.attributes) {
    if (name.startsWith("data-")) wishes[name.slice(5)] = value;
  }
  frame(script, wishes, new URL(".", script.src));
})();
