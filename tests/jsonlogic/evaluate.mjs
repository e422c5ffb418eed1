// Evaluates exported rules with json-logic-js.
// Reads `rules` (a list of rules, JSON) and then companies (JSON, one a line) from standard
// input; writes a line of 1 and 0 for each company, a digit a rule.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const logic = createRequire(process.argv[2] + "/")("json-logic-js");
let rules;
let out = [];
for await (const line of createInterface({ input: process.stdin })) {
  const value = JSON.parse(line);
  if (rules === undefined) {
    rules = value;
    continue;
  }
  out.push(rules.map((rule) => (logic.apply(rule, value) === true ? "1" : "0")).join(""));
  if (out.length === 1000) {
    process.stdout.write(out.join("\n") + "\n");
    out = [];
  }
}
if (out.length > 0) process.stdout.write(out.join("\n") + "\n");
