// What a visitor saw in a browser: the picture, the page in words, its console, and what it asked for.
const WAYS = {
  through: "through", "stand-in": "answered by a stand-in", foreign: "foreign host, not sent", refused: "refused, not sent",
  failed: "failed", open: "no answer yet",
};

function viewInOneLine({ visitor, act, url, title, problem }) {
  const place = problem ? problem.kind.replace(/-/g, " ") : [pathOf(url), title && `“${title}”`].filter(Boolean).join(" ");
  return [coded(`${visitor} ${act}`), ` → ${place}`];
}

function pathOf(url) {
  const rest = url.replace(/^[a-z]+:\/\/[^/]*/, "");
  return rest || url;
}

function hostOf(url) {
  const found = /^[a-z]+:\/\/([^/]*)/.exec(url);
  return found ? found[1] : "";
}

function drawView({ seen, pictures, sources }) {
  return el("div", { class: "view" },
    seen.problem && el("p", { class: "hint" }, `${seen.problem.kind.replace(/-/g, " ")}: ${seen.problem.detail}`),
    el("div", { class: "two" },
      pictures && el("div", { class: "box" }, pictures.map((p) => drawPicture(p, pictureWords(seen)))),
      el("div", { class: "box" }, el("h5", {}, "The page"), drawPageFacts(seen, sources),
        seen.elements.length > 0 && [el("h5", {}, "Headings, fields, buttons, links"), drawElements(seen.elements)],
        pictures && drawText(seen)),
      !pictures && el("div", { class: "box" }, drawText(seen))),
    drawPageExchanges(seen), drawConsole(seen),
    seen.downloads && [el("h5", {}, "Downloads"), table(["File", "Size", "SHA-256"], seen.downloads.map((d) => [d.name, bytes(d.bytes), el("span", { class: "mono" }, d.sha256)]))],
    seen.dropped > 0 && el("p", { class: "note" }, `${count(seen.dropped, "older entry", "older entries")} of console and exchanges were not kept.`));
}

function drawText(seen) {
  return [el("h5", {}, "Visible text"), seen.text.trim() ? el("pre", {}, seen.text.trim()) : el("p", { class: "note" }, "The page shows no text."),
    seen.cut && el("p", { class: "note" }, "Only its beginning was kept.")];
}

function drawPageFacts(seen, sources) {
  const [width, height, content] = seen.size;
  const kept = Object.keys(seen.storage || {});
  const facts = [
    ["who", seen.visitor], ["did", seen.act], ["address", seen.url && el("span", { class: "mono" }, seen.url)], ["title", seen.title],
    ["window", width > 0 && `${width} × ${height}${content > width ? `, content ${content} wide` : ""}`],
    ["style", seen.style], ["keeps", kept.length > 0 && kept.join(", ")],
    ["at rest", !seen.settled && "no, it was still busy when it was looked at"],
    ["source", sources && sources.map((path) => el("a", { href: path }, "as text"))],
  ];
  return el("dl", { class: "pairs" }, facts.filter(([, value]) => value).map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
}

function drawElements(elements) {
  const roles = [...new Set(elements.map((e) => e.role))];
  const words = (e) => [e.name || "without a name", e.filled && "filled", e.hides && "hides what is typed", !e.enabled && "cannot be used"].filter(Boolean).join(", ");
  return el("dl", { class: "pairs" }, roles.map((role) => [el("dt", {}, role),
    el("dd", { class: "names" }, elements.filter((e) => e.role === role).map((e) => el("span", { class: "chip" }, words(e))))]));
}

function drawPageExchanges(seen) {
  const heading = el("h5", {}, "What the page asked for");
  if (!seen.guarded) return [heading, el("p", { class: "note" }, "This browser does not go through the guard, so its exchanges are not known.")];
  if (!seen.exchanges) return [heading, el("p", { class: "note" }, "Nothing.")];
  const from = Math.min(...seen.exchanges.map((x) => x.at_ms));
  const whole = Math.max(...seen.exchanges.map((x) => x.at_ms + x.took_ms)) - from;
  const home = hostOf(seen.url);
  const rows = seen.exchanges.map((x) => {
    const bad = ["foreign", "refused", "failed"].includes(x.way) || x.status >= 400;
    const shown = hostOf(x.url) === home ? pathOf(x.url) : x.url;
    return el("tr", { class: bad && "bad" },
      el("td", { class: "mono" }, `${x.method} ${shown}`, x.excerpt && el("details", { open: bad }, el("summary", {}, "answer"), el("pre", {}, pretty(x.excerpt)))),
      el("td", {}, x.status), el("td", {}, x.media), el("td", {}, bytes(x.bytes)),
      el("td", { class: "time" }, took(x.took_ms), waterfall(x.at_ms - from, x.took_ms, whole)),
      el("td", {}, WAYS[x.way], x.why && `: ${x.why}`));
  });
  const heads = ["Request", "Status", "Type", "Size", "Time", "How it went"];
  return [heading, el("div", { class: "wide", tabindex: "0", role: "region", "aria-label": "What the page asked for" },
    el("table", { class: "data exchanges" }, el("thead", {}, el("tr", {}, heads.map((h) => el("th", { scope: "col" }, h)))), el("tbody", {}, rows)))];
}

function waterfall(from, length, whole) {
  const bar = el("i", {});
  bar.style.left = `${(100 * from) / Math.max(whole, 1)}%`;
  bar.style.width = `max(2px, ${(100 * length) / Math.max(whole, 1)}%)`;
  return el("div", { class: "fall", "aria-hidden": "true" }, bar);
}

function drawConsole({ console: lines }) {
  const heading = el("h5", {}, "Console");
  if (!lines) return [heading, el("p", { class: "note" }, "This browser does not tell what its console was told.")];
  if (!lines.length) return [heading, el("p", { class: "note" }, "Nothing.")];
  return [heading, el("ol", { class: "console" }, lines.map((line) => {
    const error = ["SEVERE", "ERROR"].includes(line.level.toUpperCase());
    const level = error ? (line.allowed ? "error, allowed" : "error") : line.level.toLowerCase();
    return el("li", { class: error && !line.allowed && "bad" }, el("span", { class: "level" }, level), el("span", { class: "mono" }, line.text));
  }))];
}
