// Screens a company in the page that it stands in, and writes the result into it.
import { load } from "./puljetjek/index.js";

const out = document.querySelector("pre");
try {
  const rules = await load(new URL("pack.json", import.meta.url));
  const answers = await (await fetch("answers.json")).json();
  const { verdict } = rules.screen(answers, { as_of: "2012-03-01" }).programmes.find(({ id }) => id === "eurostars");
  out.textContent = `eurostars: ${verdict}`;
} catch (error) {
  out.textContent = String(error);
}
