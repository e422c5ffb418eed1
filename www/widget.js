// Opens a widget, wherever it is: the app is loaded once for all widgets of a page.
import init, { Widget } from "./app/puljetjek.js";

const RULES = "pack.json";
let loading;

/** Opens a widget in its place; none comes back where it cannot be, and the place says why. */
export async function open(around, { pack, ...wishes }, contacts, kept) {
  try {
    await (loading ??= init());
  } catch (error) {
    loading = undefined;
    around.fail(isRefused(error) ? "refused" : "broken", String(error));
    return undefined;
  }
  return Widget.open(around.root, around, rules(around, pack), JSON.stringify(wishes), contacts, kept);
}

// Other rules must stand where the widget stands: who runs the one answers for the other.
function rules(around, pack) {
  const own = new URL(RULES, around.page);
  if (!pack) return own.href;
  const wanted = new URL(pack, around.page);
  if (wanted.origin === own.origin) return wanted.href;
  around.warn(`pack: expected an address at ${own.origin}, found ${pack}`);
  return own.href;
}

// Whether a policy, and not the app, is what keeps it from running.
function isRefused(error) {
  const refuses = /Content.Security|\bCSP\b|unsafe-eval|WebAssembly is not defined/i;
  return refuses.test(`${error} ${error?.message}`);
}
