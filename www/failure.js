// What a widget says when it cannot go on. These words stand here, as the rules, which hold all
// others, may be what is missing.

const WORDS = {
  unreachable: {
    da: ["Reglerne kan ikke hentes", "Forbindelsen svigtede, eller filen med regler mangler. Prøv igen om lidt."],
    en: ["The rules cannot be fetched", "The connection failed, or the file with the rules is missing. Try again in a while."],
  },
  broken: {
    da: ["Noget gik galt", "Puljetjek kan ikke fortsætte. Prøv at indlæse siden igen. Sker det stadig, så send detaljerne til den, der driver siden."],
    en: ["Something went wrong", "Puljetjek cannot go on. Try to load the page again. If it still happens, send the details to whoever runs this site."],
  },
  refused: {
    da: ["Puljetjek kan ikke køre her", "Siden eller browseren tillader ikke WebAssembly. Åbn Puljetjek i en ramme eller på sin egen side."],
    en: ["Puljetjek cannot run here", "The page or the browser does not allow WebAssembly. Open Puljetjek in a frame or on its own page."],
  },
};
const RETRY = ["Prøv igen", "Try again"];
const FRAME = ["Vis Puljetjek i en ramme", "Show Puljetjek in a frame"];
const PAGE = ["Åbn Puljetjek på sin egen side", "Open Puljetjek on its own page"];
const DETAILS = ["Detaljer", "Details"];

/** What went wrong, in both languages, with a way on. */
export function failure(kind, detail, around) {
  const { da, en } = WORDS[kind];
  const ways = [
    kind !== "refused" && made("button", { id: "retry", type: "button", className: "primary", onclick: () => around.retry() }, ...both(RETRY)),
    kind === "refused" && around.frame && made("button", { id: "frame", type: "button", className: "primary", onclick: () => around.frame() }, ...both(FRAME)),
    around.link !== document.URL && made("a", { href: around.link, target: "_top" }, ...both(PAGE)),
  ];
  return made(
    around.inset ? "div" : "main",
    { className: "main", role: "alert" },
    made("h1", { lang: "da" }, da[0]),
    made("p", { lang: "da" }, da[1]),
    made("h2", { lang: "en" }, en[0]),
    made("p", { lang: "en" }, en[1]),
    made("p", { className: "actions" }, ...ways.filter(Boolean)),
    made("details", { open: kind === "broken" }, made("summary", {}, ...both(DETAILS)), made("p", {}, detail)),
  );
}

function both([da, en]) {
  return [made("span", { lang: "da" }, da), " · ", made("span", { lang: "en" }, en)];
}

function made(name, properties, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}
