// Times ours as WebAssembly and json-logic-engine, both in Node.js; prints a rate each.
//   node node.mjs FOLDER_OF_PACKAGES OUR_MODULE
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [packages, module] = process.argv.slice(2);
const require = createRequire(resolve(packages, "node_modules/"));
const SAMPLES = 7;
const LEAST = 350;

function print(name, sets, round) {
  const rates = [];
  // The first sample is for the compiler.
  for (let sample = 0; sample <= SAMPLES; sample++) {
    const begin = performance.now();
    let rounds = 0;
    while (performance.now() - begin < LEAST) {
      round();
      rounds++;
    }
    rates.push((rounds * sets * 1000) / (performance.now() - begin));
  }
  rates.shift();
  rates.sort((one, other) => one - other);
  console.log(`rate ${name}: ${Math.round(rates[(SAMPLES - 1) / 2])}`);
}

const file = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
const { fields, programmes } = JSON.parse(file("../case/rules.json"));
const [header, ...rows] = file("../case/companies.csv").trim().split("\n");
const columns = header.split(",");

const read = {
  num: Number,
  bool: (cell) => cell === "true",
  choice: (cell) => cell,
  multi: (cell) => cell.split("|").filter((one) => one),
};
const cells = rows.map((row) => row.split(","));
const companies = cells.map((row) =>
  Object.fromEntries(Object.keys(fields).map((id, i) => [id, read[fields[id].t](row[i])])),
);
const expected = cells.map((row) => row[columns.indexOf("expected")]);

function jsonLogic(rule) {
  const [[operator, operand]] = Object.entries(rule);
  const variable = { var: operand[0] };
  switch (operator) {
    case "all": return { and: operand.map(jsonLogic) };
    case "any": return { or: operand.map(jsonLogic) };
    case "not": return { "!": [jsonLogic(operand)] };
    case "is": return { "===": [variable, operand[1]] };
    case "in": return { in: [variable, operand[1]] };
    case "has": return { in: [operand[1], variable] };
    default: return { [operand[1]]: [variable, operand[2]] };
  }
}

const { LogicEngine } = require("json-logic-engine");
const engine = new LogicEngine();
const rules = programmes.map((programme) => engine.build(jsonLogic(programme.rule)));
companies.forEach((company, i) => {
  const found = rules.map((rule) => (rule(company) ? "1" : "0")).join("");
  if (found !== expected[i]) throw new Error(`json-logic-engine: company ${i}: ${found}`);
});
let held = 0;
print("json-logic-engine", companies.length, () => {
  for (const company of companies) for (const rule of rules) held += rule(company) ? 1 : 0;
});

const { Bench } = require(resolve(module));
const ours = new Bench();
print("ours as WebAssembly", companies.length, () => ours.round());
