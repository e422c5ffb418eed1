// The host's look: a few colours, a font and measures, from which all others follow. Whatever
// colours come, text stays legible: what is too faint is moved towards black or white.

/** What a host sets, as custom properties that begin with `--puljetjek-`. */
export const TOKENS = ["accent", "ground", "text", "font", "radius", "space", "width", "size"];

/** Grounds and texts that hold without a host, in light and in dark. */
const SCHEMES = {
  light: { ground: "#ffffff", text: "#1b2423", accent: "#0b5d4f" },
  dark: { ground: "#101716", text: "#e8efed", accent: "#6fd0b8" },
};

/** What tells verdicts apart: a hue for each, in light and in dark. */
const SIGNS = {
  light: { good: "#0b5d4f", wait: "#79500a", bad: "#9d2020", through: "#1d4f86" },
  dark: { good: "#7fdac1", wait: "#f0c56b", bad: "#ff9f97", through: "#9ec8f7" },
};

/** WCAG 2.2: text 4.5, what is no text 3; text on its own ground has room to be dimmed. */
const TEXT = 4.5;
const EDGE = 3;
const ROOM = 9;

const BLACK = [0, 0, 0];
const WHITE = [1, 1, 1];

/** Reads what a host has set for an element. */
export function read(element) {
  const style = getComputedStyle(element);
  const set = TOKENS.map((token) => [token, style.getPropertyValue(`--puljetjek-${token}`).trim()]);
  return Object.fromEntries(set.filter(([, value]) => value));
}

/** Dresses an element in what the host has set; `warn` hears of values without effect. */
export function paint(element, theme, scheme, warn) {
  const measures = { font: "font-family", radius: "border-radius", space: "width", width: "width", size: "width" };
  const set = (name, value) => element.style.setProperty(`--${name}`, value);
  for (const [token, property] of Object.entries(measures)) {
    const value = theme[token];
    if (!value) continue;
    if (CSS.supports(property, value)) set(token, value);
    else warn(`--puljetjek-${token}: expected a value of ${property}, found ${value}`);
  }
  const wanted = {};
  for (const token of ["accent", "ground", "text"]) {
    if (!theme[token]) continue;
    wanted[token] = colour(element, theme[token]);
    if (!wanted[token]) warn(`--puljetjek-${token}: expected a colour, found ${theme[token]}`);
  }
  // A ground of the host's own is light or dark, whatever the user's device is.
  const own = wanted.ground ? (luminance(wanted.ground) > 0.18 ? "light" : "dark") : scheme;
  if (own !== "auto") element.style.colorScheme = own;
  if (!Object.values(wanted).some(Boolean)) return;
  const [light, dark] = ["light", "dark"].map((one) => palette(wanted, one));
  for (const token of Object.keys(light)) {
    const [bright, dim] = [light, dark].map((all) => css(all[token]));
    set(token, own === "auto" ? `light-dark(${bright}, ${dim})` : own === "light" ? bright : dim);
  }
}

/** Every colour of a scheme, from those that are wanted: numbers from 0 to 1 for red, green, blue. */
export function palette(wanted, scheme) {
  const preset = Object.fromEntries(Object.entries(SCHEMES[scheme]).map(([token, hex]) => [token, parsed(hex)]));
  const ground = roomy(wanted.ground ?? preset.ground);
  const pole = farthest(ground);
  // A text that was meant for the other scheme's ground would only be corrected to grey.
  const meant = wanted.text ?? preset.text;
  const text = legible(contrast(meant, ground) < 2 ? pole : meant, [ground], ROOM * 0.75);
  const raised = mix(ground, text, 0.05);
  const hue = wanted.accent ?? preset.accent;
  const tint = mix(ground, hue, 0.1);
  const accent = legible(hue, [ground, raised, tint], TEXT);
  const strong = mix(accent, pole, 0.3);
  const on = [WHITE, BLACK].sort((a, b) => contrast(b, accent) - contrast(a, accent))[0];
  const colours = {
    ground,
    text: legible(text, [ground, raised, tint], TEXT),
    raised,
    muted: legible(mix(text, ground, 0.25), [ground, raised, tint], TEXT),
    line: mix(ground, text, 0.2),
    edge: legible(mix(ground, text, 0.5), [ground, raised], EDGE),
    accent,
    "accent-strong": strong,
    "on-accent": on,
    tint,
  };
  for (const [sign, hex] of Object.entries(SIGNS[scheme])) {
    const own = mix(ground, parsed(hex), 0.12);
    colours[sign] = legible(parsed(hex), [ground, raised, own], TEXT);
    colours[`${sign}-tint`] = own;
  }
  return colours;
}

/** How two colours stand apart, from 1 to 21, as WCAG 2.2 counts it. */
export function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour) {
  const [red, green, blue] = colour.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const mix = (one, other, share) => one.map((c, i) => c + (other[i] - c) * share);

const farthest = (ground) => (contrast(WHITE, ground) > contrast(BLACK, ground) ? WHITE : BLACK);

// A colour that stands apart from all grounds, as near to the wanted one as can be.
function legible(wanted, grounds, least) {
  const pole = farthest(grounds[0]);
  for (let share = 0; share < 1; share += 0.02) {
    const tried = mix(wanted, pole, share);
    if (grounds.every((ground) => contrast(tried, ground) >= least)) return tried;
  }
  return pole;
}

// A ground between light and dark leaves no room for texts of several colours.
function roomy(wanted) {
  const away = farthest(wanted) === WHITE ? BLACK : WHITE;
  for (let share = 0; share < 1; share += 0.02) {
    const tried = mix(wanted, away, share);
    if (contrast(farthest(tried), tried) >= ROOM) return tried;
  }
  return away;
}

const css = (colour) => `rgb(${colour.map((c) => Math.round(c * 255)).join(" ")})`;

const parsed = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);

// Any colour that the browser knows.
function colour(element, text) {
  if (!CSS.supports("color", text)) return undefined;
  const probe = document.createElement("i");
  probe.style.color = `color-mix(in srgb, ${text}, ${text})`;
  element.append(probe);
  const found = getComputedStyle(probe).color.match(/-?[\d.]+(e-\d+)?/g)?.slice(0, 3).map(Number);
  probe.remove();
  return found?.map((c) => Math.min(1, Math.max(0, c)));
}
