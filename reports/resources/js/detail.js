// One scenario, opened: attempts, steps, both sides of every comparison, and what was seen.

function drawDetail(s) {
  const block = byId(`d${s.n}`);
  if (!block) return el("p", { class: "note" }, "Nothing more is known.");
  const detail = JSON.parse(block.textContent);
  const several = detail.attempts.length > 1;
  const nodes = [
    el("p", { class: "crumbs" },
      s.feature && el("span", {}, s.feature), s.rule && el("span", {}, s.rule),
      s.class && el("span", { class: "chip" }, s.class), s.tags.map((t) => el("button", { type: "button", class: "chip", on: { click: () => choose({ tag: t }) } }, `@${t}`)),
      detail.file && el("a", { href: detail.file }, "evidence file")),
    looksLike(s),
  ];
  if (!detail.attempts.length) nodes.push(el("p", {}, s.reason));
  detail.attempts.forEach((attempt, n) => nodes.push(drawAttempt(attempt, n, several, n === detail.attempts.length - 1)));
  if (detail.unreached) nodes.push(el("p", { class: "note" }, `${count(detail.unreached, "step was", "steps were")} not reached.`));
  if (detail.elsewhere) nodes.push(el("p", { class: "note" }, "What was seen is not repeated on this page; it stands in ledger.ndjson."));
  return nodes;
}

function drawAttempt(attempt, n, several, last) {
  const told = attempt.steps.some((step) => step.reason === attempt.reason || (step.checks || []).some((c) => c.verdict !== "passed"));
  const open = attempt.steps.flatMap((step) => step.checks || []).filter((c) => c.verdict !== "passed");
  const doubted = new Set(open.map((c) => c.observation));
  const body = [
    attempt.reason && !told && attempt.verdict !== "passed" && el("p", { class: "hint" }, attempt.reason),
    attempt.steps.map((step) => drawStep(step, doubted)),
    el("p", { class: "note" }, attempt.stack && `on stack ${attempt.stack}, `, `from ${took(attempt.from_ms)}, took ${took(attempt.took_ms)}`),
  ];
  const box = el("div", { class: "attempt", data: { verdict: attempt.verdict } });
  if (!several) add(box, body);
  else if (last) add(box, [el("h4", {}, `Attempt ${n + 1}: ${attempt.verdict}`), body]);
  else add(box, [el("details", { class: "seen" }, el("summary", {}, `Attempt ${n + 1}: ${attempt.verdict}`), el("div", {}, body))]);
  return box;
}

// `doubted` are the observations that some check of the attempt did not accept; they are shown at once.
function drawStep(step, doubted) {
  const open = (step.checks || []).filter((c) => c.verdict !== "passed");
  const inner = [
    open.map(drawComparison),
    (step.checks || []).filter((c) => c.verdict === "passed").map((c) => el("p", { class: "held" }, `${c.expected}: ${c.actual}`, c.polls > 1 && ` (asked ${c.polls} times)`)),
    !open.length && step.reason && step.verdict !== "passed" && el("p", { class: "hint" }, step.reason),
    (step.budgets || []).map(([took_ms, budget_ms]) => el("div", { class: took_ms > budget_ms ? "budget over" : "budget" },
      el("span", {}, "time against budget"), el("span", { class: "share" }, `${took(took_ms)} of ${took(budget_ms)}`), meter(took_ms, budget_ms))),
    (step.seen || []).map((seen) => drawSeen(seen, doubted.has(seen.observation))),
  ].flat();
  return el("div", { class: "step", data: { verdict: step.verdict } },
    el("div", { class: "line" }, icon(step.verdict),
      el("span", { class: "text" }, el("span", { class: "keyword" }, step.keyword), step.text),
      el("span", { class: "note" }, took(step.took_us / 1000))),
    inner.some(Boolean) && el("div", { class: "inner" }, inner));
}

function drawComparison(c) {
  return el("div", { data: { verdict: c.verdict } },
    el("div", { class: "sides" },
      el("div", { class: "expected" }, el("h5", {}, "Expected"), el("p", {}, c.expected)),
      el("div", { class: "actual" }, el("h5", {}, "Seen"), el("p", {}, c.actual))),
    c.verdict === "inconclusive" && el("p", { class: "note" }, `looked at ${number(c.looked_at)}, at least ${number(c.least)} needed`),
    c.polls > 1 && el("p", { class: "note" }, `asked ${c.polls} times within the time allowed`),
    c.hint && el("p", { class: "hint" }, c.hint));
}

function drawSeen(seen, open) {
  const details = el("details", { class: "seen" }, el("summary", {}, el("span", { class: "sum" }, seenInOneLine(seen)), ` ${took(seen.took_ms)}`));
  const draw = () => {
    if (!details.open || details.childNodes.length > 1) return;
    details.append(el("div", {}, drawFacts(seen),
      el("p", { class: "note" }, seen.cut && "Shortened here. ", `Observation ${seen.observation}, ${seen.class || "no class"}, line ${seen.line} of ledger.ndjson.`)));
  };
  details.addEventListener("toggle", draw);
  details.open = open;
  draw();
  return details;
}

function seenInOneLine({ seen, kind }) {
  if (seen.saw === "browser") return viewInOneLine(seen);
  const exchange = seen.saw === "page" ? seen.page : seen.saw === "http" ? seen : null;
  if (exchange) {
    const answer = exchange.failure ? exchange.failure.kind.replace(/-/g, " ") : exchange.response ? exchange.response.status : "no answer";
    return `${exchange.request.method} ${exchange.request.url} → ${answer}`;
  }
  const name = seen.path || seen.server || seen.address || seen.name || seen.query || seen.database || seen.source || seen.item || seen.feature;
  return name ? `${kind}: ${name}` : kind;
}

function drawFacts(observation) {
  const { seen, curl } = observation;
  const { saw, ...rest } = seen;
  if (saw === "browser") return drawView(observation);
  if (saw === "http") return [drawCurl(curl), drawExchange(seen)];
  if (saw === "page") {
    return [drawCurl(curl), drawExchange(seen.page), table(["Asset", "Address", "Answer", "Type", "Size"], seen.assets.map(({ kind, exchange }) => {
      const r = exchange.response;
      const type = r && r.headers.find(([name]) => name.toLowerCase() === "content-type");
      return [kind, exchange.request.url, r ? r.status : exchange.failure && exchange.failure.kind, type && type[1], r && bytes(r.body.bytes)];
    }))];
  }
  if (saw === "query" && seen.columns.length) {
    return [table(seen.columns, seen.rows.map((row) => row.map(plain))), el("p", { class: "note" }, count(seen.count, "row", "rows")), seen.problem && el("p", { class: "hint" }, seen.problem)];
  }
  if (saw === "comparison") {
    const side = (p) => (p ? `${number(p[0])} (${p[1].slice(0, 12)})` : "not there");
    const { parts, ...others } = rest;
    return [table(["", seen.first, seen.second], parts.map((p) => [p.name, side(p.first), side(p.second)])), pairs(others)];
  }
  return pairs(rest);
}

function drawCurl(curl) {
  if (!curl) return null;
  const pre = el("pre", {}, curl);
  const button = el("button", { type: "button", class: "plainly" }, "Copy");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(curl);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(pre);
      button.textContent = "Selected";
    }
  });
  return el("div", { class: "curl" }, pre, button);
}

function drawExchange(x) {
  const headers = (list) => list && list.length > 0 && el("dl", { class: "pairs mono" }, list.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
  const r = x.response;
  return el("div", { class: "two" },
    el("div", { class: "box" }, el("h5", {}, "Sent"), el("p", { class: "mono" }, `${x.request.method} ${x.request.url}`),
      x.request.key && el("p", { class: "note" }, `signed with the key ${x.request.key}`), headers(x.request.headers), x.request.body && el("pre", {}, pretty(x.request.body))),
    el("div", { class: "box" }, el("h5", {}, "Received"),
      (x.hops || []).map(([status, url]) => el("p", { class: "mono note" }, `${status} ${url}`)),
      x.failure && el("p", { class: "hint" }, `${x.failure.kind.replace(/-/g, " ")}: ${x.failure.detail}`),
      r && el("p", { class: "mono" }, `${r.status} after ${took(x.took_ms)}, ${bytes(r.body.bytes)}`), r && headers(r.headers),
      r && (r.body.text ? el("pre", {}, pretty(r.body.text)) : r.body.bytes > 0 && el("p", { class: "note" }, `a body that is not text, SHA-256 ${r.body.sha256}`))));
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text.replace(/^\s*\n/, "");
  }
}

function plain(value) {
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length ? value.map((v) => (Array.isArray(v) ? v.join("+") : plain(v))).join(", ") : "none";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

// Figures that people read in another form than they are stored in.
function figure(name, v) {
  if (name === "mode" && typeof v === "number") return v.toString(8).padStart(4, "0");
  if (/bytes$/.test(name) && v >= 1024) return `${number(v)} (${bytes(v)})`;
  if (name === "took_ms") return took(v);
  return v === "" ? "empty" : v;
}

// Any value as names and values: objects as pairs, lists of objects as tables, long texts in a box of their own.
function pairs(value) {
  return el("dl", { class: "pairs" }, Object.entries(value).map(([name, v]) => [el("dt", {}, name === "took_ms" ? "took" : name.replace(/_/g, " ")), el("dd", {}, oneValue(figure(name, v)))]));
}

function oneValue(v) {
  if (v === null || typeof v !== "object") {
    const text = plain(v);
    return text.length > 200 || text.includes("\n") ? el("pre", {}, text) : text;
  }
  if (!Array.isArray(v)) return pairs(v);
  if (!v.length) return "none";
  if (v.every((e) => e && typeof e === "object" && !Array.isArray(e))) {
    const heads = [...new Set(v.flatMap(Object.keys))];
    return table(heads, v.map((e) => heads.map((h) => (e[h] === undefined ? "" : plain(e[h])))));
  }
  if (v.every((e) => Array.isArray(e))) return table(v[0].map(() => ""), v.map((e) => e.map(plain)));
  return v.some((e) => String(e).length > 80) ? el("pre", {}, v.map(plain).join("\n")) : v.map(plain).join(", ");
}
