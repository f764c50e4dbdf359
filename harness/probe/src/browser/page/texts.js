// Lists every text of the page that can hold a secret, in a fixed order, and keeps where each stands.
// Arguments: the name under which the places are kept in the window, the name of those whose covers count, or null.
const [slot, coveredBy] = arguments;
const covers = (coveredBy && window[coveredBy]?.covers) || new Map();
const texts = [];
const others = [];

// Attributes that load something when they are written, or that a component may act upon: what has a secret in one
// of them is covered as a whole.
const LOADING = new Set(["src", "srcset", "srcdoc", "data", "poster", "background", "style", "imagesrcset"]);
const acts = (node, name) =>
  LOADING.has(name) || node.localName.includes("-") || node.hasAttribute("is") ||
  (name.endsWith("href") && !node.matches("a,area"));
// What nobody sees: it stands in the page's source only, where it is masked as text.
const unseen = (node, name) => name.startsWith("on") || node.matches("head,head *,base,meta,link,script,style,template");

const attribute = (node, name) => {
  const get = () => node.getAttribute(name) ?? "";
  if (unseen(node, name) || get().length < 4) return;
  if (acts(node, name)) others.push({ node, covers: true, get: () => (covers.has(node) ? "" : get()) });
  else others.push({ node, get, set: (text) => node.setAttribute(name, text) });
};

// What stylesheets put beside an element.
const beside = (node) => {
  for (const pseudo of ["::before", "::after", "::marker"]) {
    const get = () => getComputedStyle(node, pseudo).content;
    if (get().includes('"')) others.push({ node, late: true, covers: true, get: () => (covers.has(node) ? "" : get()) });
  }
};

const text = (node) => {
  const parent = node.parentElement;
  if (!node.data.trim() || parent?.matches("script")) return;
  const shown = node.nodeType === Node.TEXT_NODE && !parent?.matches("style,textarea");
  const place = { node, get: () => node.data, set: (text) => { node.data = text; } };
  (shown ? texts : others).push(place);
};

const walk = (root) => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT | NodeFilter.SHOW_COMMENT);
  for (let node = walker.currentNode; node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE || node.nodeType === Node.COMMENT_NODE) text(node);
    if (node.nodeType !== Node.ELEMENT_NODE) continue;
    for (const { name } of node.attributes) attribute(node, name);
    // Last: an untouched field shows what its attribute or its text says.
    if (node.matches("input,textarea") && !node.matches("[type=file]")) {
      others.push({ node, late: true, get: () => node.value, set: (text) => { node.value = text; } });
    }
    beside(node);
    if (node.shadowRoot) walk(node.shadowRoot);
  }
};
walk(document);
if (document.title) others.push({ get: () => document.title, set: (text) => { document.title = text; } });
const places = [...texts, ...others.filter((place) => !place.late), ...others.filter((place) => place.late)];
Object.defineProperty(window, slot, { value: { places, before: [], covers: new Map() }, configurable: true });
for (const place of places) place.first = place.get();
return places.map((place) => whole(place.first));
