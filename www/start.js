// Starts the widget in a page of its own, which may stand in a frame of a host.
import { Frame, Page, VERSION } from "./around.js";
import { open } from "./widget.js";

const { host, ...wishes } = Object.fromEntries(new URLSearchParams(location.search));
const here = [document.getElementById("app"), document.documentElement, new URL(".", location).href];
const isHosted = isOrigin(host) && parent !== window;
const { theme = {}, prefill, contacts } = isHosted ? given() : {};
const around = isHosted ? new Frame(host, ...here, theme) : new Page(...here, theme);
around.retry = () => location.reload();

const opening = open(around, { ...wishes, ...(prefill && { prefill }) }, contacts);

addEventListener("hashchange", async () => (await opening)?.arrive(around.place()));

// Only the host that this frame was made for can ask for anything.
addEventListener("message", async ({ source, origin, data }) => {
  if (!around.host || source !== parent || origin !== around.host || data?.puljetjek !== VERSION) return;
  const widget = await opening;
  if (data.type === "set") widget?.set(JSON.stringify(data.detail));
  if (data.type === "reset") widget?.reset();
});

// What the host's loader knows and no server is to see stands in the name of the frame.
function given() {
  try {
    return JSON.parse(window.name) ?? {};
  } catch {
    return {};
  }
}

function isOrigin(text) {
  try {
    return new URL(text).origin === text;
  } catch {
    return false;
  }
}
