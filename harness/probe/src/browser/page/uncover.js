// Takes the masks and covers away again, where the page has not written something else by itself.
// Arguments: the name of the slot.
const [slot] = arguments;
const kept = window[slot];
if (!kept) return false;
for (const { place, before, masked } of kept.before.reverse()) {
  if (place.get() === masked) place.set(before);
}
for (const [node, { was, properties, is }] of kept.covers) {
  // As a whole where nothing is loaded again by it.
  if (node.getAttribute("style") === is && !was?.includes("url(")) {
    if (was === null) node.removeAttribute("style");
    else node.setAttribute("style", was);
    continue;
  }
  for (const [name, value, priority] of properties) node.style.setProperty(name, value, priority);
}
delete window[slot];
return true;
