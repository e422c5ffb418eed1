// Builds the lines that show the widget on somebody's page, and shows it beside them.
import "../puljetjek.js";
import { css, html, policy } from "./snippet.js";

const BASE = new URL("../", import.meta.url).href;
const LOADERS = { frame: "puljetjek.js", element: "element.js" };
/** What holds where nothing is chosen need not be said. */
const DEFAULTS = { answers: "never", mode: "steps", "heading-level": "1" };
/** What a value of each property must be a value of. */
const PROPERTIES = {
  accent: "color", ground: "color", text: "color",
  font: "font-family", radius: "border-radius", space: "width", width: "width", size: "width",
};
/** Time to type on, before the widget opens anew. */
const PAUSE = 500;

const at = (id) => document.getElementById(id);
const form = at("form");
const texts = await json(new URL("texts.json", import.meta.url));
const asked = new URLSearchParams(location.search).get("lang");
let language = asked in texts ? asked : "da";
let pack;

const t = (key, spoken = language) => (texts[spoken] ?? texts[language])[key];
/** Whatever is said anew in another language: where, and how. */
const spoken = [];
for (const node of document.querySelectorAll("[data-text]")) spoken.push([node, () => t(node.dataset.text)]);

async function json(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

function speak() {
  document.documentElement.lang = language;
  document.title = t("title");
  for (const [node, words] of spoken) node.textContent = words();
  for (const picker of form.querySelectorAll("[data-for]")) {
    picker.ariaLabel = `${at(picker.dataset.for).labels[0].textContent}: ${t("picker")}`;
  }
  const other = Object.keys(texts).find((one) => one !== language);
  Object.assign(at("language"), { lang: other, hreflang: other, href: `?lang=${other}` });
}

/** The options of each list, as the rules have them: the value, and what it is called. */
function options({ pack: head, facts, programmes }) {
  const titled = (list) => list.map(({ id, text }) => [id, () => text[language].title]);
  const fact = (id) => facts.find((one) => one.id === id) ?? { options: [] };
  const ofFact = ({ options, text }) => options.map((one) => [one, () => text[language].options[one]]);
  return {
    lang: head.languages.map((id) => [id, () => capital(new Intl.DisplayNames([language], { type: "language" }).of(id))]),
    programmes: titled(programmes),
    topics: titled(head.topics),
    region: ofFact(fact("region")),
    goals: ofFact(fact("goals")),
  };
}

const capital = (word) => word[0].toLocaleUpperCase(language) + word.slice(1);

function fill(lists) {
  for (const place of form.querySelectorAll("[data-options]")) {
    const name = place.dataset.options;
    for (const [value, words] of lists[name]) place.append(option(place, name, value, words));
  }
  form.elements.lang[0].checked = true;
}

function option(place, name, value, words) {
  if (place.localName === "select") {
    const option = new Option("", value);
    spoken.push([option, words]);
    return option;
  }
  const one = Object.assign(document.createElement("div"), { className: name === "lang" ? "card" : "choice" });
  const input = Object.assign(document.createElement("input"), { type: name === "lang" ? "radio" : "checkbox", name, value, id: `${name}-${value}` });
  const label = Object.assign(document.createElement("label"), { htmlFor: input.id });
  spoken.push([label, words]);
  one.append(input, label);
  return one;
}

/** Why a value cannot be taken; nothing where it can. */
function fault(name, value) {
  if (name === "prefill") return faultOfPrefill(value);
  if (name === "partner") return /^[A-Za-z0-9._-]{1,64}$/.test(value) ? "" : t("wrong.partner");
  if (name === "contacts") return URL.canParse(value, BASE) ? "" : t("wrong.address");
  if (name === "pack") return URL.parse(value, BASE)?.origin === new URL(BASE).origin ? "" : t("wrong.pack");
  const property = PROPERTIES[name.replace("--puljetjek-", "")];
  return !property || CSS.supports(property, value) ? "" : t("wrong.value");
}

function faultOfPrefill(text) {
  let answers;
  try {
    answers = JSON.parse(text);
  } catch {
    return t("wrong.json");
  }
  if (Object(answers) !== answers || Array.isArray(answers)) return t("wrong.json");
  const known = (id) => id === "attested" || pack.facts.some((fact) => fact.id === id);
  const unknown = Object.keys(answers).filter((id) => !known(id));
  return unknown.length ? `${t("wrong.facts")} ${unknown.join(", ")}` : "";
}

/** What is chosen, and can be taken. */
function chosen() {
  const data = new FormData(form);
  const { way, integrity } = Object.fromEntries(data);
  const [wishes, tokens] = [{}, {}];
  for (const name of new Set(data.keys())) {
    if (name === "way" || name === "integrity") continue;
    const value = data.getAll(name).join(",").trim();
    const why = value && fault(name, value);
    const place = at(`${form.elements[name].id}-wrong`);
    if (place) {
      if (place.textContent !== why) place.textContent = why;
      form.elements[name].ariaInvalid = why ? "true" : null;
    }
    if (!value || why || value === DEFAULTS[name]) continue;
    if (name.startsWith("--")) tokens[name] = value;
    else wishes[name] = name === "prefill" ? JSON.stringify(JSON.parse(value)) : value;
  }
  return { way, integrity, wishes, tokens };
}

/** What can be pinned: where the files lie that never change, and their hashes. */
async function pins() {
  try {
    // A site that is laid out by version names them beside its versions.
    const all = Object.entries(await json(new URL("../integrity.json", BASE)));
    const whole = all.filter(([path]) => /^\d+\.\d+\.\d+\//.test(path)).map(([path, hash]) => [path.split("/"), hash]);
    const base = new URL(`../${whole[0][0][0]}/`, BASE).href;
    return { base, hashes: Object.fromEntries(whole.map(([[, file], hash]) => [file, hash])) };
  } catch {
    const hashes = Object.values(LOADERS).map(async (file) => {
      const content = await (await fetch(new URL(file, BASE))).arrayBuffer();
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-384", content));
      return [file, `sha384-${btoa(String.fromCharCode(...digest))}`];
    });
    return { base: BASE, hashes: Object.fromEntries(await Promise.all(hashes)) };
  }
}

// Without a secure connection a browser has no hashes to give; the lines do without.
const pinned = pins().catch(() => undefined);
let shown;
let pause;

async function update() {
  const { way, integrity, wishes, tokens } = chosen();
  for (const one of Object.keys(LOADERS)) at(`about-${one}`).hidden = one !== way;
  const { base, hashes } = (integrity && (await pinned)) || { base: BASE, hashes: {} };
  at("html").textContent = html(way, wishes, base, t("link", wishes.lang), hashes[LOADERS[way]]);
  at("css").textContent = css(tokens);
  at("css-part").hidden = !at("css").textContent;
  at("policy").textContent = policy(way, BASE, wishes.contacts, location.href);
  const state = JSON.stringify([wishes, tokens]);
  if (state === shown) return;
  clearTimeout(pause);
  pause = setTimeout(() => show(wishes, tokens, state), shown ? PAUSE : 0);
}

function show(wishes, tokens, state) {
  shown = state;
  const place = document.createElement("div");
  for (const name in tokens) place.style.setProperty(name, tokens[name]);
  at("preview").replaceChildren(place);
  puljetjek.frame(place, wishes, BASE);
}

async function copy(button) {
  const [code, told] = [at(button.dataset.copy), button.nextElementSibling];
  unsay();
  try {
    await navigator.clipboard.writeText(code.textContent);
    told.textContent = t("copied");
  } catch {
    getSelection().selectAllChildren(code);
    told.textContent = t("selected");
  }
}

function unsay() {
  for (const button of document.querySelectorAll("[data-copy]")) button.nextElementSibling.textContent = "";
}

at("language").addEventListener("click", (event) => {
  event.preventDefault();
  language = event.currentTarget.lang;
  history.replaceState(null, "", `?lang=${language}`);
  unsay();
  speak();
  update();
});
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", ({ target }) => {
  unsay();
  if (target.dataset.for) at(target.dataset.for).value = target.value;
  const picker = form.querySelector(`[data-for="${target.id}"]`);
  if (picker && /^#[0-9a-f]{6}$/i.test(target.value)) picker.value = target.value;
  update();
});
for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", () => copy(button));
}

speak();
try {
  pack = await json(new URL("pack.json", BASE));
  fill(options(pack));
  const own = form.querySelector(`#lang-${language}`);
  if (own) own.checked = true;
  speak();
  await update();
} catch (error) {
  console.error(error);
  at("failed").hidden = false;
}
