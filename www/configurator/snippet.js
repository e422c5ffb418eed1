// What a host puts into its page for what it has chosen, as text.

/** What a page of its own needs to know; what concerns the host's page, or no server, stays out. */
const OPEN = ["lang", "pack", "programmes", "topics", "region", "goals", "as-of", "mode"];

/** The two lines: a link for whoever cannot see the widget, and the widget. */
export function html(way, wishes, base, words, integrity) {
  const open = Object.entries(wishes).filter(([name]) => OPEN.includes(name));
  const link = `${base}?${new URLSearchParams(open)}`;
  if (way === "element") {
    const script = tag("script", { type: "module", src: `${base}element.js`, ...pinned(integrity) });
    return `${script}</script>\n${tag("pulje-tjek", wishes)}${tag("a", { href: link })}${words}</a></pulje-tjek>`;
  }
  const data = Object.fromEntries(Object.entries(wishes).map(([name, value]) => [`data-${name}`, value]));
  const script = tag("script", { async: "", src: `${base}puljetjek.js`, ...pinned(integrity), ...data });
  return `${tag("a", { class: "puljetjek", href: link })}${words}</a>\n${script}</script>`;
}

/** What the host's style sheet gives the widget; nothing where nothing is chosen. */
export function css(tokens) {
  const lines = Object.entries(tokens).map(([name, value]) => `  ${name}: ${value};\n`);
  return lines.length ? `:root {\n${lines.join("")}}` : "";
}

/** What the host's policy has to allow, if it has one. */
export function policy(way, base, contacts, page) {
  const { origin } = new URL(base);
  const own = contacts && new URL(contacts, page).origin;
  const others = own && (own === new URL(page).origin || !/^(https?:)?\/\//.test(contacts) ? "'self'" : own);
  const directives =
    way === "element"
      ? [["script-src", origin, "'wasm-unsafe-eval'"], ["connect-src", origin, others]]
      : [["script-src", origin], ["frame-src", origin], others && ["connect-src", others]];
  return directives.filter(Boolean).map((parts) => parts.filter(Boolean).join(" ")).join(";\n");
}

const pinned = (integrity) => (integrity ? { integrity, crossorigin: "anonymous" } : {});

function tag(name, attributes) {
  const parts = Object.entries(attributes).map(([key, value]) => (value === "" ? key : `${key}=${quoted(value)}`));
  return `<${[name, ...parts].join(" ")}>`;
}

// JSON is easier to read between the other quotes.
function quoted(value) {
  const safe = value.replaceAll("&", "&amp;");
  const single = safe.includes('"') && !safe.includes("'");
  return single ? `'${safe}'` : `"${safe.replaceAll('"', "&quot;")}"`;
}
