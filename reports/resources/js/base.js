// The data of the page, and the few tools that build it. Texts reach the page as text only, never as markup.
const byId = (id) => document.getElementById(id);
const run = JSON.parse(byId("run").textContent);
const VERDICTS = ["failed", "broken", "inconclusive", "awaiting", "skipped", "passed"];
const SVG = "http://www.w3.org/2000/svg";

// Terminal sequences and control characters go; marks that reorder the text around them are shown.
function show(value) {
  return String(value)
    .replace(/\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b\n]*(?:\u0007|\u001b\\)?|\u001b[ -/]*[0-~]?/g, "")
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g, "")
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, (c) => `[U+${c.charCodeAt(0).toString(16).toUpperCase()}]`);
}

function el(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
    else if (name === "data") Object.assign(node.dataset, value);
    else node.setAttribute(name, value === true ? "" : show(value));
  }
  add(node, children);
  return node;
}

function add(node, children) {
  for (const child of children.flat(9)) {
    if (child === undefined || child === null || child === false || child === "") continue;
    node.append(child instanceof Node ? child : document.createTextNode(show(child)));
  }
}

function icon(verdict) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", verdict);
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#v-${verdict}`);
  svg.append(use);
  return svg;
}

function fill(id, ...children) {
  const node = byId(id);
  node.textContent = "";
  add(node, children);
  return node;
}

// Shows a section and fills its list, unless there is nothing to fill it with.
function section(id, children) {
  if (!children.length) return;
  byId(id).hidden = false;
  fill(`${id}-list`, children);
}

const number = (n) => Number(n).toLocaleString("en");
const count = (n, one, several) => `${number(n)} ${n === 1 ? one : several}`;

function took(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60000) return `${(ms / 1000).toFixed(ms < 10000 ? 2 : 1)} s`;
  const s = Math.round(ms / 1000);
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
}

function bytes(n) {
  if (n < 1024) return `${n} bytes`;
  return n < 1048576 ? `${(n / 1024).toFixed(1)} KiB` : `${(n / 1048576).toFixed(1)} MiB`;
}

const verdictWord = (s) => (s.waived ? "failed (waived)" : s.verdict);
const TIERS = ["vital", "core", "paper"];
const tierRank = (s) => (s.tiers.length ? TIERS.indexOf(s.tiers[0]) : TIERS.length - 1);
const troubled = (s) => s.verdict === "failed" || s.verdict === "broken" || s.verdict === "inconclusive";

// What a failure looks like, means, and what to do: one block per item that knows.
function looksLike(s) {
  return (s.looks || []).map(([item, looks]) =>
    el("div", { class: "looks" },
      el("dl", {},
        el("dt", {}, "Looks like"), el("dd", {}, looks.symptom, " ", el("span", { class: "chip" }, item)),
        el("dt", {}, "Means"), el("dd", {}, looks.diagnosis),
        el("dt", {}, "Fix"), el("dd", { class: "fix" }, looks.fix))));
}

// A text whose parts between backticks are set as code.
function coded(text) {
  return show(text).split("`").map((part, n) => (n % 2 ? el("code", {}, part) : part));
}

function table(heads, rows) {
  return el("div", { class: "wide" },
    el("table", { class: "data" },
      el("thead", {}, el("tr", {}, heads.map((h) => el("th", { scope: "col" }, h)))),
      el("tbody", {}, rows.map((cells) => el("tr", {}, cells.map((c) => el("td", {}, c)))))));
}
