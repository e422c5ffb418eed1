// What a company can use, from a pack of rules: node example.mjs pack.json
import { pathToFileURL } from "node:url";
import { load, PuljetjekError } from "puljetjek";

const rules = await load(pathToFileURL(process.argv[2] ?? "pack.json"));
const options = { as_of: "2012-03-01", language: "en" };

const { programmes, next } = rules.screen(
  {
    applicant_kind: "company",
    employees_fte: { from: 10, to: 49.9 },
    partner_countries: ["DE"],
    more_than_half_capital_lost: "unknown",
  },
  options,
);
for (const { id, verdict, call } of programmes) console.log(`${id}: ${verdict}, call ${call.state}`);
console.log(`ask next: ${next?.fact ?? "nothing"}`);

try {
  rules.screen({ employees_fte: "many" }, options);
} catch (error) {
  if (!(error instanceof PuljetjekError)) throw error;
  console.log(`refused at ${error.place.pointer}: ${error.message}`);
}
