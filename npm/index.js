// The engine as a module, for browsers and Node.js. index.d.ts says what goes in and out.
import init, { Screener } from "./engine.js";
import { PuljetjekError } from "./error.js";

export { PuljetjekError };

let started;

export async function load(pack) {
  // What failed for want of a connection may be tried again.
  started ??= start().catch((error) => {
    started = undefined;
    throw error;
  });
  const [text] = await Promise.all([textOf(await pack), started]);
  const screener = new Screener(text);
  return {
    screen(answers, options) {
      const asked = { language: "da", ...options, as_of: options?.as_of ?? today() };
      return JSON.parse(screener.screen(json(answers), json(asked)));
    },
  };
}

async function start() {
  const wasm = new URL("./engine_bg.wasm", import.meta.url);
  await init({ module_or_path: local(wasm) ? await readFile(wasm) : wasm });
}

// The JSON of a pack, however it was handed over.
async function textOf(pack) {
  if (typeof pack === "string") return pack;
  if (pack instanceof URL) return local(pack) ? (await readFile(pack)).toString() : fetched(pack);
  if (pack instanceof Response) return received(pack);
  return json(pack);
}

async function fetched(url) {
  let response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw unreachable(url.href, error.message);
  }
  return received(response, url.href);
}

async function received(response, file = response.url) {
  if (!response.ok) throw unreachable(file, `status ${response.status}`);
  try {
    return await response.text();
  } catch (error) {
    throw unreachable(file, error.message);
  }
}

// fetch of Node.js knows no files.
const local = (url) => url.protocol === "file:" && globalThis.process?.getBuiltinModule;

async function readFile(url) {
  try {
    return await process.getBuiltinModule("node:fs/promises").readFile(url);
  } catch (error) {
    throw unreachable(url.href, error.message);
  }
}

const unreachable = (file, why) =>
  new PuljetjekError(`${file}: cannot be read (${why}); check the address and the connection`, file);

// JSON would make null of a number that is none, and null is no answer; as a text it is refused.
const finite = (key, value) =>
  typeof value === "number" && !Number.isFinite(value) ? String(value) : value;

const json = (value) => JSON.stringify(value, finite) ?? "null";

// The civil date where this runs.
function today() {
  const now = new Date();
  const [year, month, day] = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  const digits = (number, count) => String(number).padStart(count, "0");
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
}
