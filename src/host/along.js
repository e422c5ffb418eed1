// What a user takes along, in the browser's own words: files, links, the clipboard, this device.
const KEY = "puljetjek";

// The kept text; null where there is none, undefined where the browser stores nothing here.
export function recall() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return undefined;
  }
}

// Keeps a text, or forgets it where there is none; whether the browser did.
export function remember(text) {
  try {
    if (text === undefined) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, text);
    return true;
  } catch {
    return false;
  }
}

export function save(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// The text of the chosen file; empty where it is far too long for one of ours.
export async function chosen(input) {
  const file = input.files[0];
  input.value = "";
  return file && file.size < 1_000_000 ? file.text() : "";
}

export async function copy(text) {
  await navigator.clipboard.writeText(text);
}

const through = (bytes, stream) => new Response(new Blob([bytes]).stream().pipeThrough(stream));

// A text as letters of an address, compressed.
export async function squeeze(text) {
  const bytes = await through(text, new CompressionStream("deflate-raw")).bytes();
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

// The text that was squeezed; empty where it is none of ours.
export async function unsqueeze(letters) {
  try {
    const code = atob(letters.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(code, (letter) => letter.charCodeAt(0));
    return await through(bytes, new DecompressionStream("deflate-raw")).text();
  } catch {
    return "";
  }
}

// SHA-256 of a text; empty where the page is not served safely and the browser does not tell.
export async function hash(text) {
  const bytes = await crypto.subtle?.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes ?? []), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
