// Times ours as WebAssembly and json-logic-engine, both in Node.js; prints a rate each.
//   node node.mjs FOLDER_OF_PACKAGES OUR_MODULE
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [packages, module] = process.argv.slice(2);
const require = createRequire(resolve(packages, "node_modules/"));
const SAMPLES = 7;
const LEAST = 350;

// The engines in turn, so that whatever else the machine does meets both alike.
function print(sets, rounds) {
  const rates = rounds.map(() => []);
  // The first samples are for the compiler.
  for (let sample = 0; sample <= SAMPLES; sample++) {
    rounds.forEach(([, round], i) => {
      const begin = performance.now();
      let done = 0;
      while (performance.now() - begin < LEAST) {
        round();
        done++;
      }
      const rate = (done * sets * 1000) / (performance.now() - begin);
      if (sample > 0) rates[i].push(rate);
    });
  }
  rounds.forEach(([name], i) => {
    rates[i].sort((one, other) => one - other);
    console.log(`rate ${name}: ${Math.round(rates[i][(SAMPLES - 1) / 2])}`);
  });
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
const { Bench } = require(resolve(module));
const ours = new Bench();
let held = 0;
print(companies.length, [
  ["json-logic-engine", () => {
    for (const company of companies) for (const rule of rules) held += rule(company) ? 1 : 0;
  }],
  ["ours as WebAssembly", () => ours.round()],
]);
