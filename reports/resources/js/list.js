// The list of scenarios: search, filters, order, and rows drawn only as far as they are read.
const CHUNK = 100;
const ORDERS = {
  "gravest first": (a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) || a.waived - b.waived || tierRank(a) - tierRank(b) || a.n - b.n,
  "as they ran": (a, b) => a.from_ms - b.from_ms || a.n - b.n,
  "slowest first": (a, b) => b.took_ms - a.took_ms || a.n - b.n,
  "by place": (a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line),
};
const filter = { verdicts: [], q: "", class: "", system: "", tier: "", tag: "", item: "", order: "gravest first" };
const list = { found: [], drawn: 0, current: -1 };
const words = new Map();

function wordsOf(s) {
  if (!words.has(s.n)) {
    words.set(s.n, [s.title, s.path, s.feature, s.rule, s.system, s.reason, s.tags.join(" "), s.items.join(" "), verdictWord(s)].join("\n").toLowerCase());
  }
  return words.get(s.n);
}

function inVerdicts(s) {
  return filter.verdicts.some((v) => (v === "waived" ? s.waived : v === "flaky" ? s.flaky : s.verdict === v && !s.waived));
}

function matches(s, parts) {
  return (!filter.verdicts.length || inVerdicts(s))
    && (!filter.class || s.class === filter.class)
    && (!filter.system || s.system === filter.system)
    && (!filter.tier || s.tiers.includes(filter.tier))
    && (!filter.tag || s.tags.includes(filter.tag.replace(/^@/, "")))
    && (!filter.item || s.items.includes(filter.item))
    && parts.every((part) => wordsOf(s).includes(part));
}

function refresh() {
  const parts = filter.q.toLowerCase().split(/\s+/).filter(Boolean);
  list.found = run.scenarios.filter((s) => matches(s, parts)).sort(ORDERS[filter.order] || ORDERS["gravest first"]);
  list.drawn = 0;
  list.current = -1;
  fill("list");
  const all = list.found.length === run.scenarios.length;
  fill("shown", all ? count(run.scenarios.length, "scenario", "scenarios") : `${number(list.found.length)} of ${number(run.scenarios.length)}`);
  for (const button of byId("verdicts").children) button.setAttribute("aria-pressed", filter.verdicts.includes(button.dataset.filter));
  for (const field of byId("selects").children) if (field.name) field.value = filter[field.name];
  if (byId("search").value !== filter.q) byId("search").value = filter.q;
  if (!list.found.length) fill("list", el("p", { class: "note" }, run.scenarios.length ? "No scenario is like that. Esc clears search and filters." : "There is no scenario in this run."));
  drawMore();
  keepInAddress();
}

function drawMore(most = CHUNK) {
  const chunk = list.found.slice(list.drawn, list.drawn + most);
  list.drawn += chunk.length;
  byId("list").append(...chunk.map(drawRow));
}

function drawRow(s) {
  const head = el("button", { type: "button", class: "head", "aria-expanded": "false", id: `s${s.n}` },
    icon(s.verdict), el("span", { class: "title" }, s.title), el("span", { class: "took" }, s.took_ms ? took(s.took_ms) : ""),
    s.reason && el("span", { class: "why" }, s.reason),
    el("span", { class: "under" }, el("span", {}, `${s.path}:${s.line}`),
      s.waived && el("span", { class: "chip loud" }, "waived"), s.flaky && el("span", { class: "chip loud" }, "flaky"),
      s.class === "attested" && el("span", { class: "chip" }, "attested"), s.items.map((i) => el("span", { class: "chip" }, i))));
  const row = el("article", { class: "row", data: { verdict: s.verdict, n: s.n } }, head);
  head.addEventListener("click", () => toggle(row, s));
  return row;
}

function toggle(row, s, wanted) {
  const open = wanted === undefined ? !row.classList.contains("open") : wanted;
  if (open === row.classList.contains("open")) return;
  row.classList.toggle("open", open);
  row.firstChild.setAttribute("aria-expanded", open);
  if (open) row.append(el("div", { class: "detail" }, drawDetail(s)));
  else row.lastChild.remove();
}

// Draws rows up to a place in the found list and gives that row.
function rowAt(place) {
  while (list.drawn <= place && list.drawn < list.found.length) drawMore();
  return byId("list").children[place];
}

function openScenario(n) {
  let place = list.found.findIndex((s) => s.n === n);
  if (place < 0) {
    choose({});
    place = list.found.findIndex((s) => s.n === n);
  }
  const row = rowAt(place);
  toggle(row, run.scenarios[n], true);
  list.current = place;
  row.firstChild.focus({ preventScroll: true });
  row.scrollIntoView({ block: "start" });
}

// Sets filters anew; what is not named is cleared, the order stays.
function choose(wanted) {
  Object.assign(filter, { verdicts: [], q: "", class: "", system: "", tier: "", tag: "", item: "" }, wanted);
  refresh();
  if (Object.keys(wanted).length) byId("scenarios").scrollIntoView({ block: "start" });
}

function drawFilters() {
  const amount = { ...run.counts.by_verdict, waived: run.counts.waived, flaky: run.counts.flaky };
  fill("verdicts", [...VERDICTS, "waived", "flaky"].filter((v) => VERDICTS.includes(v) || amount[v]).map((v) => {
    const verdict = v === "waived" ? "failed" : v === "flaky" ? "inconclusive" : v;
    const button = el("button", { type: "button", "aria-pressed": "false", disabled: !amount[v], data: { filter: v, verdict } }, VERDICTS.includes(v) && icon(v), `${v} ${number(amount[v] || 0)}`);
    button.addEventListener("click", () => {
      filter.verdicts = filter.verdicts.includes(v) ? filter.verdicts.filter((other) => other !== v) : [...filter.verdicts, v];
      refresh();
    });
    return button;
  }));
  const values = (of) => [...new Set(run.scenarios.flatMap(of))].filter(Boolean).sort();
  const select = (name, options, any) => options.length > 1 && el("select", { name, "aria-label": any }, el("option", { value: "" }, any), options.map((o) => el("option", {}, o)));
  const field = (name, options) => options.length > 0 && [
    el("input", { name, list: `${name}-values`, placeholder: name, "aria-label": `Filter by ${name}`, autocomplete: "off" }),
    el("datalist", { id: `${name}-values` }, options.map((o) => el("option", { value: o })))];
  fill("selects",
    select("class", values((s) => s.class), "any class"), select("system", values((s) => s.system), "any system"), select("tier", values((s) => s.tiers), "any tier"),
    field("tag", values((s) => s.tags)), field("item", values((s) => s.items)),
    el("select", { name: "order", "aria-label": "Order" }, Object.keys(ORDERS).map((o) => el("option", {}, o))));
  byId("selects").addEventListener("change", (event) => {
    filter[event.target.name] = event.target.value.trim();
    refresh();
  });
  byId("search").addEventListener("input", (event) => {
    filter.q = event.target.value;
    refresh();
  });
}
