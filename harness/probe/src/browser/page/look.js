// Everything a visitor sees, as data. Arguments: most characters of text, most elements, selector-less style wish.
const [mostText, mostElements, wish] = arguments;
const nodes = everything();
const parts = [document.body?.innerText ?? ""];
for (const node of nodes) {
  if (!node.shadowRoot) continue;
  for (const child of node.shadowRoot.children) parts.push(child.innerText ?? "");
}
const text = parts.join("\n");
const elements = [];
for (const node of nodes) {
  const role = roleOf(node);
  if (!role || !visible(node)) continue;
  const field = role === "field";
  elements.push({
    role,
    name: namesOf(node)[0] ?? "",
    enabled: usable(node),
    filled: field && Boolean(node.type === "checkbox" || node.type === "radio" ? node.checked : node.value ?? squeeze(node.textContent)),
    hides: node.matches("input[type=password]"),
  });
  if (elements.length === mostElements) break;
}
const storage = {};
for (const [kind, store] of [["local", () => localStorage], ["session", () => sessionStorage]]) {
  try {
    const kept = store();
    for (let n = 0; n < Math.min(kept.length, 200); n += 1) {
      const name = kept.key(n);
      if (kind === "local" || !(name in storage)) storage[whole(name)] = whole(String(kept.getItem(name)).slice(0, 4096));
    }
  } catch {
    // A page without an origin of its own keeps nothing.
  }
}
let style = null;
if (wish) {
  const shown = nodes.filter(visible);
  const named = (node) => namesOf(node)[0] === squeeze(wish.element);
  const holder = shown.find((node) => roleOf(node) && named(node)) ?? shown.findLast((node) => squeeze(node.innerText) === squeeze(wish.element));
  if (holder) style = getComputedStyle(holder).getPropertyValue(wish.property);
}
const root = document.documentElement;
return {
  url: location.href,
  title: whole(document.title),
  text: whole(text.slice(0, mostText)),
  cut: text.length > mostText,
  elements,
  storage,
  style,
  size: [window.innerWidth, window.innerHeight, Math.max(root?.scrollWidth ?? 0, document.body?.scrollWidth ?? 0)],
};
