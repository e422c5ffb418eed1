// A pack handed over in each way that there is, from the file of the first argument and the
// address of the second; and what is wrong with what is handed over.
import { deepStrictEqual, rejects, strictEqual, throws } from "node:assert";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { load, PuljetjekError } from "puljetjek";

const [, , file, address] = process.argv;
const text = readFileSync(file, "utf8");
const ways = [
  text,
  JSON.parse(text),
  pathToFileURL(file),
  new URL(address),
  fetch(address),
  new Response(text),
];
const packs = await Promise.all(ways.map(async (way) => (await load(way)).screen({}).pack));
for (const pack of packs) deepStrictEqual(pack, packs[0]);

const says = (place, ...words) => (error) => {
  strictEqual(error instanceof PuljetjekError, true, error.message);
  const { line, column, ...found } = error.place;
  deepStrictEqual(found, place);
  for (const word of words) strictEqual(error.message.includes(word), true, error.message);
  return true;
};
const missing = new URL("none.json", address);
await rejects(load("{"), says({ file: "pack.json", pointer: "" }, "pack.json:1:1", "expected"));
await rejects(load({}), says({ file: "pack.json", pointer: "" }, "missing field"));
await rejects(load(missing), says({ file: missing.href, pointer: "" }, "status 404", "check the"));
const nowhere = pathToFileURL(file + ".none");
await rejects(load(nowhere), says({ file: nowhere.href, pointer: "" }, "ENOENT", "check the"));

const rules = await load(text);
const refused = (answers, options, pointer, ...words) => {
  const file = options?.as_of ? "answers" : "options";
  throws(() => rules.screen(answers, options), says({ file, pointer }, ...words));
};
const day = { as_of: "2012-03-01" };
refused(undefined, day, "", "an object");
refused({ employes_fte: 1 }, day, "/employes_fte", 'did you mean "employees_fte"');
refused({ employees_fte: -1 }, day, "/employees_fte", "a number from 0 to");
for (const number of [NaN, Infinity]) {
  refused({ employees_fte: number }, day, "/employees_fte", "found a text");
}
throws(() => rules.screen({}, { as_of: "2012-02-30" }), says({ file: "options", pointer: "/as_of" }, "YYYY-MM-DD"));
refused({}, { language: "fr" }, "/language", "one of da, en");
refused({}, { lang: "da" }, "/lang", "unknown field");
const now = new Date();
const date = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
const today = date.map((part) => String(part).padStart(2, "0")).join("-");
strictEqual(rules.screen({}).as_of, today);
strictEqual(rules.screen({}, { as_of: undefined }).as_of, today);
console.log("all said");
