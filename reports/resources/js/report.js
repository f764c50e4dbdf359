// The beginning: draws everything, and listens to keys, address, theme, printer and scrolling.
const THEMES = ["", "light", "dark"];
const MOST_PRINTED = 2000;
const MOST_PRINTED_OPEN = 100;

function setTheme(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  byId("theme").textContent = theme ? `Theme: ${theme}` : "Theme";
  paintTimeline();
}

function nextTheme() {
  const now = document.documentElement.dataset.theme || "";
  const next = THEMES[(THEMES.indexOf(now) + 1) % THEMES.length];
  setTheme(next);
  try {
    localStorage.setItem("runproof-theme", next);
  } catch {
    // A page from a file may have no storage; then the choice lasts as long as the page.
  }
}

function storedTheme() {
  try {
    return localStorage.getItem("runproof-theme") || "";
  } catch {
    return "";
  }
}

// Filters live in the address, so that a view can be shared as a link.
function keepInAddress() {
  const parts = new URLSearchParams();
  if (filter.verdicts.length) parts.set("verdict", filter.verdicts.join(","));
  for (const name of ["q", "class", "system", "tier", "tag", "item"]) if (filter[name]) parts.set(name, filter[name]);
  if (filter.order !== "gravest first") parts.set("order", filter.order);
  try {
    history.replaceState(null, "", `#${parts}`);
  } catch {
    // Some viewers forbid it; the filters work all the same.
  }
}

function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  for (const name of ["q", "class", "system", "tier", "tag", "item"]) if (parts.has(name)) filter[name] = parts.get(name);
  if (parts.has("order") && ORDERS[parts.get("order")]) filter.order = parts.get("order");
  if (parts.has("verdict")) filter.verdicts = parts.get("verdict").split(",");
  if (parts.has("theme")) setTheme(THEMES.includes(parts.get("theme")) ? parts.get("theme") : "");
  return parts.getAll("open").map(Number).filter((n) => run.scenarios[n]);
}

function toggleHelp() {
  const help = byId("help");
  help.hidden = !help.hidden;
  byId("keys").setAttribute("aria-expanded", !help.hidden);
}

function move(to) {
  if (to < 0 || to >= list.found.length) return;
  list.current = to;
  const row = rowAt(to);
  row.firstChild.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function nextTroubled() {
  const next = list.found.findIndex((s, place) => place > list.current && troubled(s));
  if (next >= 0) move(next);
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("enlarged").open) return;
  const typing = event.target.matches("input, select, textarea");
  if (event.key === "Escape") {
    event.target.blur();
    byId("help").hidden = true;
    choose({});
    return;
  }
  if (typing) return;
  const focused = document.activeElement && document.activeElement.closest(".row");
  if (focused) list.current = [...byId("list").children].indexOf(focused);
  const acts = {
    j: () => move(list.current + 1),
    k: () => move(list.current - 1),
    n: nextTroubled,
    t: nextTheme,
    "?": toggleHelp,
    "/": () => byId("search").focus(),
  };
  if (acts[event.key]) {
    event.preventDefault();
    acts[event.key]();
  }
}

// Paper has no scrolling: draw the rows that are found, open those that did not pass.
function beforePrint() {
  if (list.drawn < list.found.length) drawMore(Math.max(MOST_PRINTED - list.drawn, 0));
  let opened = 0;
  for (const row of byId("list").children) {
    const s = run.scenarios[row.dataset.n];
    if (s && troubled(s) && opened < MOST_PRINTED_OPEN) {
      toggle(row, s, true);
      opened += 1;
    }
  }
  drawItemTable();
  for (const details of document.querySelectorAll("#about > details, #items > details")) details.open = true;
  for (const details of document.querySelectorAll(".row.open details")) details.open = true;
}

function begin() {
  byId("main").hidden = false;
  byId("tools").hidden = false;
  setTheme(storedTheme());
  drawHead();
  drawTiles();
  drawWrong();
  drawGaps();
  drawTiers();
  drawBudgets();
  drawItems();
  drawAbout();
  drawFilters();
  document.querySelector(".bar").hidden = !run.scenarios.length;
  const open = readAddress();
  refresh();
  drawTimeline();
  open.forEach(openScenario);
  watchEnlarged();
  byId("theme").addEventListener("click", nextTheme);
  byId("keys").addEventListener("click", toggleHelp);
  document.addEventListener("keydown", onKey);
  addEventListener("resize", paintTimeline);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paintTimeline);
  matchMedia("print").addEventListener("change", paintTimeline);
  addEventListener("beforeprint", beforePrint);
  new IntersectionObserver((seen) => {
    if (seen.some((s) => s.isIntersecting) && list.drawn < list.found.length) drawMore();
  }, { rootMargin: "800px" }).observe(byId("more"));
}

begin();
