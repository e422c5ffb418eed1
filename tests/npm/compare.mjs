// Screens each company of standard input (JSON, one a line, each with what is expected) with the
// pack of the first argument, and writes how many came out alike.
import { deepStrictEqual } from "node:assert";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { load } from "puljetjek";

const rules = await load(pathToFileURL(process.argv[2]));
let alike = 0;
for await (const line of createInterface({ input: process.stdin })) {
  const { name, answers, options, expected: text } = JSON.parse(line);
  const [result, expected] = [rules.screen(answers, options), JSON.parse(text)];
  // The same order of keys, too: what is written of it is the same.
  if (JSON.stringify(result) !== JSON.stringify(expected)) {
    deepStrictEqual(result, expected, name);
    throw new Error(`${name}: keys in another order`);
  }
  alike += 1;
}
console.log(alike);
