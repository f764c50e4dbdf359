// What elements are to a visitor: shared by the scripts that look, find and cover.
const squeeze = (text) => (text ?? "").replace(/\s+/g, " ").trim();

// A text that may be cut, or written by a page, in the middle of a character.
const whole = (text) => String(text ?? "").toWellFormed();

// Elements of the document and of every open shadow tree, in order.
const everything = (root = document) => {
  const found = [];
  for (const node of root.querySelectorAll("*")) {
    found.push(node);
    if (node.shadowRoot) found.push(...everything(node.shadowRoot));
  }
  return found;
};

const visible = (node) =>
  node.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && node.getClientRects().length > 0;

const FIELD = "input:not([type=hidden],[type=submit],[type=button],[type=reset],[type=image]),textarea,select,[contenteditable=''],[contenteditable=true],[role=textbox],[role=combobox],[role=searchbox],[role=spinbutton]";
const BUTTON = "button,input[type=submit],input[type=button],input[type=reset],input[type=image],summary,[role=button],[role=tab],[role=menuitem],[role=switch]";

const roleOf = (node) => {
  if (node.matches("h1,h2,h3,h4,h5,h6,[role=heading]")) return "heading";
  if (node.matches(BUTTON)) return "button";
  if (node.matches(FIELD)) return "field";
  if (node.matches("a[href],area[href],[role=link]")) return "link";
  if (node.matches("iframe,frame,object,embed")) return "frame";
  return null;
};

const byIds = (node, ids) =>
  squeeze(ids.split(/\s+/).map((id) => node.getRootNode().getElementById?.(id)?.textContent ?? "").join(" "));

// What a label says, without what its field holds.
const said = (label) => {
  if (!label.querySelector("select,textarea")) return label.innerText;
  const walker = document.createTreeWalker(label, NodeFilter.SHOW_TEXT);
  let text = "";
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("select,textarea")) text += walker.currentNode.data;
  return text;
};

// Every name an element goes by, the most telling one first.
const namesOf = (node) => {
  const names = [];
  const add = (name) => {
    const text = whole(squeeze(name));
    if (text && !names.includes(text)) names.push(text);
  };
  if (node.hasAttribute("aria-labelledby")) add(byIds(node, node.getAttribute("aria-labelledby")));
  add(node.getAttribute("aria-label"));
  for (const label of node.labels ?? []) add(said(label));
  if (node.matches("input[type=submit],input[type=button],input[type=reset]")) add(node.value || node.type);
  if (!node.matches("input,textarea,select")) add(node.innerText);
  add(node.getAttribute("placeholder"));
  add(node.getAttribute("alt") ?? node.querySelector("img[alt]")?.getAttribute("alt"));
  add(node.getAttribute("title"));
  if (roleOf(node) === "field") add(node.getAttribute("name"));
  return names;
};

const usable = (node) => !node.matches(":disabled") && node.getAttribute("aria-disabled") !== "true";
