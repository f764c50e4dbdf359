// Lists every text of the page that can hold a secret, in a fixed order, and keeps where each stands.
// Arguments: the name under which the places are kept in the window.
const [slot] = arguments;
const places = [];
const walk = (root) => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT | NodeFilter.SHOW_COMMENT);
  for (let node = walker.currentNode; node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE || node.nodeType === Node.COMMENT_NODE) {
      if (node.data.trim()) places.push({ node, get: () => node.data, set: (text) => { node.data = text; } });
      continue;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) continue;
    for (const { name } of node.attributes) {
      const get = () => node.getAttribute(name) ?? "";
      if (get().length >= 4) places.push({ node, get, set: (text) => node.setAttribute(name, text) });
    }
    if (node.matches("input,textarea") && !node.matches("[type=file]")) {
      places.push({ node, get: () => node.value, set: (text) => { node.value = text; } });
    }
    if (node.shadowRoot) walk(node.shadowRoot);
  }
};
walk(document);
const title = { get: () => document.title, set: (text) => { document.title = text; } };
if (document.title) places.push(title);
Object.defineProperty(window, slot, { value: { places, before: [] }, configurable: true });
return places.map((place) => place.get());
