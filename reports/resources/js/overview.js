// Everything above the list: counts, what went wrong, what was not proven, tiers, budgets, timeline, the run itself.
const MOST_CASES = 6;
const MOST_CHIPS = 40;
const MOST_NAMES = 8;

function drawHead() {
  const start = run.start;
  fill("why", run.why);
  const facts = [
    start.started && start.started.replace("T", " ").replace(/\.\d+/, "").replace("Z", " UTC"),
    `took ${run.took}`,
    `${count(run.counts.checks, "check", "checks")}`,
    start.command && `runproof ${start.command}`,
    start.profiles.length > 0 && `profile ${start.profiles.map(([, profile]) => profile).join(", ")}`,
    start.hostname && `seen from ${start.hostname}`,
    start.run_id && `run ${start.run_id}`,
    `exit code ${run.code}`,
  ];
  fill("facts", facts.filter(Boolean).join("  ·  "));
}

function drawTiles() {
  const tile = (n, name, verdict, act, title) =>
    el("button", { type: "button", class: n ? "tile" : "tile none", title, data: { verdict: verdict || "" }, on: { click: act } },
      el("span", { class: "number" }, verdict && icon(verdict), number(n)), el("span", { class: "name" }, name));
  const of = (verdict) => run.counts.by_verdict[verdict] || 0;
  const tiles = VERDICTS.map((v) => tile(of(v), v, v, () => choose({ verdicts: [v] }), `Show the scenarios that are ${v}`));
  if (run.counts.waived) tiles.splice(1, 0, tile(run.counts.waived, "failed (waived)", "failed", () => choose({ verdicts: ["waived"] })));
  if (run.counts.flaky) tiles.push(tile(run.counts.flaky, "flaky", "inconclusive", () => choose({ verdicts: ["flaky"] }), "Passed only after a retry"));
  fill("tiles", tiles);
}

function drawWrong() {
  const wrong = run.scenarios.filter((s) => troubled(s) && !s.waived);
  wrong.sort((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) || tierRank(a) - tierRank(b) || a.n - b.n);
  const cases = wrong.slice(0, MOST_CASES).map((s) =>
    el("article", { class: "case", data: { verdict: s.verdict } },
      el("h3", {}, icon(s.verdict), el("button", { type: "button", class: "link", on: { click: () => openScenario(s.n) } }, s.title)),
      el("p", { class: "note" }, `${s.verdict}, ${s.path}:${s.line}`, s.items.length > 0 && `, ${s.items.join(" ")}`),
      drawCase(s), looksLike(s)));
  if (wrong.length > MOST_CASES) {
    const all = () => choose({ verdicts: ["failed", "broken", "inconclusive"] });
    cases.push(el("button", { type: "button", class: "link", on: { click: all } }, `All ${number(wrong.length)} that did not pass`));
  }
  section("wrong", cases);
}

// The first comparison of the last attempt that did not hold, if one was made, and what a browser saw then.
function drawCase(s) {
  const block = byId(`d${s.n}`);
  const attempt = block && JSON.parse(block.textContent).attempts.at(-1);
  const check = attempt && attempt.steps.flatMap((step) => step.checks || []).find((c) => c.verdict !== "passed");
  const told = check ? drawComparison(check) : el("p", { class: "reason" }, s.reason);
  const picture = lastPicture(attempt);
  return picture ? el("div", { class: "pictured" }, told, picture) : told;
}

function gap(verdict, title, entries) {
  return el("section", { class: "gap", data: { verdict } },
    el("h3", {}, verdict && icon(verdict), title), el("ul", {}, entries.map((e) => el("li", {}, e))));
}

function itemChips(ids) {
  const chips = ids.slice(0, MOST_CHIPS).map((id) =>
    el("button", { type: "button", class: "chip", on: { click: () => choose({ item: id }) } }, id));
  if (ids.length > MOST_CHIPS) chips.push(el("span", { class: "note" }, `and ${number(ids.length - MOST_CHIPS)} more`));
  return el("div", { class: "ids" }, chips);
}

function drawGaps() {
  const gaps = run.gaps;
  const blocks = [];
  if (run.torn) blocks.push(gap("broken", "The ledger is torn", [`${run.torn}; what came after it is not known`]));
  if (!run.ended) blocks.push(gap("broken", "The run has no end", ["It was cut off; scenarios without an end count as broken"]));
  if (gaps.awaiting.length) {
    const names = gaps.awaiting.slice(0, MOST_NAMES).map((n) =>
      el("button", { type: "button", class: "link", on: { click: () => openScenario(n) } }, run.scenarios[n].title));
    if (gaps.awaiting.length > MOST_NAMES) {
      names.push(el("button", { type: "button", class: "link", on: { click: () => choose({ verdicts: ["awaiting"] }) } }, `and ${gaps.awaiting.length - MOST_NAMES} more`));
    }
    blocks.push(gap("awaiting", `Awaiting a person: ${count(gaps.awaiting.length, "signature", "signatures")}`, names));
  }
  if (gaps.skipped.length) {
    blocks.push(gap("skipped", "Skipped", gaps.skipped.map((skip) => [
      el("span", { class: "count" }, number(skip.scenarios.length)), " ", skip.reason,
      skip.remedies.map(([name, by, accepted]) => el("div", { class: "remedy" }, `${name}: `, coded(accepted ? `accepted, ${accepted}` : by))),
    ])));
  }
  if (gaps.drill.length) blocks.push(gap("", "What this drill did not show", gaps.drill.map(coded)));
  const open = gaps.waivers.filter((w) => w.state !== "idle");
  if (open.length) {
    const words = { used: "holds until", needless: "no longer needed, it passed; it would hold until", expired: "expired, it counts again since" };
    blocks.push(gap("failed", "Waivers", open.map((w) => [
      el("button", { type: "button", class: "chip", on: { click: () => choose({ item: w.item }) } }, w.item), " ",
      w.reason, el("div", { class: "remedy" }, `${w.owner}: ${words[w.state]} ${w.until}`),
    ])));
  }
  if (gaps.not_covered.length) {
    const tiers = [...new Set(gaps.not_covered.map((g) => g.tier))];
    blocks.push(gap("", "Not yet covered by a scenario", tiers.map((tier) => {
      const groups = gaps.not_covered.filter((g) => g.tier === tier);
      const items = groups.reduce((sum, g) => sum + g.items.length, 0);
      return el("details", { open: tier === "vital" },
        el("summary", {}, el("span", { class: "count" }, number(items)), ` ${tier}`, el("span", { class: "note" }, `: ${count(groups.length, "reason", "reasons")}`)),
        el("ul", {}, groups.map((g) => el("li", {}, el("span", { class: "count" }, number(g.items.length)), ` ${g.reason}`, itemChips(g.items.map(([id]) => id))))));
    })));
  }
  if (gaps.not_selected.length) {
    blocks.push(gap("", "Not selected in this run", gaps.not_selected.map(([tier, ids]) => [
      el("span", { class: "count" }, number(ids.length)), ` ${tier}`, itemChips(ids),
    ])));
  }
  if (run.start.gate === "surface") {
    blocks.unshift(gap("", "Everything behind the pages", ["Only the surface was looked at: what any web service must do. Nothing behind the pages was proven."]));
  }
  section("gaps", blocks);
}

function drawTiers() {
  section("tiers", run.tiers.map((tier) => {
    const parts = tier.parts.filter(([, n]) => n > 0);
    const proven = tier.parts[0][1];
    return el("div", { class: "tier" },
      el("div", { class: "head" }, el("strong", {}, tier.tier), el("span", { class: "share" }, `${number(proven)} of ${number(tier.items)} proven`)),
      el("div", { class: "stack", "aria-hidden": "true" }, parts.map(([part, n]) => {
        const bar = el("i", { data: { part }, title: `${n} ${part}` });
        bar.style.width = `${(100 * n) / tier.items}%`;
        return bar;
      })),
      el("div", { class: "legend" }, parts.map(([part, n]) => el("span", {}, el("i", { data: { part } }), `${number(n)} ${part}`))));
  }));
}

function meter(took_ms, budget_ms) {
  const whole = Math.max(took_ms, budget_ms, 1);
  const bar = el("i", {});
  bar.style.width = `${(100 * took_ms) / whole}%`;
  const mark = el("b", {});
  mark.style.left = `calc(${(100 * budget_ms) / whole}% - 2px)`;
  return el("div", { class: "meter", "aria-hidden": "true" }, bar, mark);
}

function drawBudgets() {
  const budget = (b) => {
    const s = run.scenarios[b.scenario];
    return el("div", { class: b.took_ms > b.budget_ms ? "budget over" : "budget" },
      el("button", { type: "button", class: "link", on: { click: () => openScenario(s.n) } }, s.title),
      el("span", { class: "share" }, `${took(b.took_ms)} of ${took(b.budget_ms)}`),
      meter(b.took_ms, b.budget_ms));
  };
  const rows = run.budgets.slice(0, 8).map(budget);
  if (run.budgets.length > 8) {
    rows.push(el("details", {}, el("summary", { class: "note" }, `${run.budgets.length - 8} more, fullest first`), run.budgets.slice(8).map(budget)));
  }
  section("budgets", rows);
}

// Bars over the run's time; a scenario takes the first lane that is free when it begins.
const timeline = { bars: [], lanes: 1 };

function drawTimeline() {
  const list = run.scenarios.filter((s) => s.stack || s.took_ms).sort((a, b) => a.from_ms - b.from_ms);
  if (!list.length) return;
  byId("timeline").hidden = false;
  const free = [];
  timeline.bars = list.map((s) => {
    let lane = free.findIndex((until) => until <= s.from_ms);
    if (lane < 0) lane = free.push(0) - 1;
    free[lane] = s.from_ms + s.took_ms;
    return { s, lane };
  });
  timeline.lanes = Math.max(free.length, 1);
  const canvas = byId("timeline-canvas");
  canvas.addEventListener("mousemove", (event) => {
    const bar = barAt(event);
    canvas.style.cursor = bar ? "pointer" : "default";
    if (bar) fill("timeline-note", `${verdictWord(bar.s)}  ${bar.s.title}, from ${took(bar.s.from_ms)}, took ${took(bar.s.took_ms)}`);
  });
  canvas.addEventListener("click", (event) => {
    const bar = barAt(event);
    if (bar) openScenario(bar.s.n);
  });
  paintTimeline();
}

function laneHeight() {
  return Math.max(2, Math.min(16, Math.floor(180 / timeline.lanes)));
}

function paintTimeline() {
  if (!timeline.bars.length) return;
  const canvas = byId("timeline-canvas");
  const width = canvas.clientWidth || 800;
  const height = timeline.lanes * laneHeight() + 20;
  const scale = window.devicePixelRatio || 1;
  canvas.width = width * scale;
  canvas.height = height * scale;
  canvas.style.height = `${height}px`;
  const pen = canvas.getContext("2d");
  pen.scale(scale, scale);
  const colours = getComputedStyle(document.documentElement);
  const colour = (name) => colours.getPropertyValue(`--${name}`).trim();
  const total = Math.max(run.took_ms, 1);
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 30000, 60000, 300000, 600000, 3600000]
    .find((ms) => (ms / total) * width >= 90) || total;
  pen.font = `11px ${colour("sans")}`;
  for (let at = 0; at <= total; at += step) {
    const x = (at / total) * width;
    pen.fillStyle = colour("line");
    pen.fillRect(Math.min(x, width - 1), 0, 1, height - 14);
    pen.fillStyle = colour("muted");
    if (x < width - 40) pen.fillText(took(at), x + 3, height - 3);
  }
  for (const bar of timeline.bars) {
    pen.fillStyle = colour(bar.s.verdict);
    pen.globalAlpha = bar.s.waived ? 0.45 : 1;
    const x = (bar.s.from_ms / total) * width;
    const w = Math.max((bar.s.took_ms / total) * width, 1.5);
    pen.fillRect(x, bar.lane * laneHeight() + 1, w, Math.max(laneHeight() - 2, 1));
  }
  pen.globalAlpha = 1;
}

function barAt(event) {
  const canvas = byId("timeline-canvas");
  const at = (event.offsetX / canvas.clientWidth) * Math.max(run.took_ms, 1);
  const lane = Math.floor(event.offsetY / laneHeight());
  const slack = (3 / canvas.clientWidth) * run.took_ms;
  return timeline.bars.find((b) => b.lane === lane && at >= b.s.from_ms - slack && at <= b.s.from_ms + b.s.took_ms + slack);
}

function drawItems() {
  if (!run.items.length) return;
  byId("items").hidden = false;
  byId("items").querySelector("details").addEventListener("toggle", drawItemTable);
}

function drawItemTable() {
  if (!run.items.length || byId("items-list").childNodes.length) return;
  fill("items-list", table(["Item", "Tier", "Standing", "Promise", "Source", "Scenarios"], run.items.map((item) => [
    el("span", { class: "mono" }, item.id), item.tier, standing(item),
    [item.text, item.reason && el("div", { class: "note" }, item.reason)], item.source,
    item.scenarios.slice(0, 8).map((n) => [el("button", { type: "button", class: "link", on: { click: () => openScenario(n) } }, n + 1), " "]),
  ])));
}

function standing(item) {
  const verdict = { proven: "passed", "not covered": "", "not selected": "" }[item.standing] ?? item.standing;
  return el("span", { class: "standing", data: { verdict } }, verdict && icon(verdict), item.standing, item.waived && " (waived)");
}

function drawAbout() {
  const start = run.start;
  const facts = {
    "Run": start.run_id, "Tool": `runproof ${start.tool}`, "Command": [start.command, ...start.arguments].join(" "), "Target": start.target,
    "Address": start.address, "Class of evidence": start.class, "Profiles": start.profiles.map(([s, p]) => `${s}: ${p}`).join(", "),
    "Seen from": start.hostname, "Began": start.started, "Ended": run.ended || "the run has no end", "Seed": start.seed, "At the same time": start.jobs,
    "Verdict line": run.line,
  };
  const blocks = [el("div", {}, el("h3", {}, "The run"), el("dl", { class: "pairs" }, Object.entries(facts)
    .filter(([, v]) => v !== "" && v !== null).map(([k, v]) => [el("dt", {}, k), el("dd", {}, v)])))];
  if (run.capabilities.length) {
    blocks.push(el("div", {}, el("h3", {}, "What the run had"), table(["", "", ""], run.capabilities.map((c) => [
      c.name, c.present ? "there" : c.required ? "required, missing" : "missing", c.present ? c.detail : [c.detail, c.detail && ": ", c.brought_by]]))));
  }
  if (run.stacks.length) {
    blocks.push(el("div", {}, el("h3", {}, "Stacks"), table(["Name", "What", "Ready after", ""], run.stacks.map(([name, what, ms, gone]) => [
      name, what, took(ms), gone ? "stopped" : "not stopped by the end of the ledger"]))));
  }
  if (run.faults.length) {
    blocks.push(el("div", {}, el("h3", {}, "Faults"), table(["At", "Stack", "Fault", "State", "Proof"], run.faults.map((f) => [
      took(f.at_ms), f.stack, el("code", {}, f.fault), f.present ? "present" : "gone", f.proof]))));
  }
  blocks.push(el("div", {}, el("h3", {}, "Masked secrets"), run.masks.length
    ? table(["Rule", "Place", "Times"], run.masks.map(([rule, place, n]) => [rule, place, number(n)]))
    : el("p", { class: "note" }, "Nothing had to be masked.")));
  fill("about-list", el("div", { class: "about" }, blocks));
}
