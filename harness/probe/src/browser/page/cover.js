// Puts masks in place of texts, and covers what cannot be read: what is painted or belongs to somebody else.
// Arguments: the name of the slot, pairs of place and masked text.
const [slot, masks] = arguments;
const kept = window[slot];
// A cover counts at once, whatever the page says about changing slowly.
const COVER = { transition: "none", animation: "none", opacity: "0", visibility: "hidden" };
const cover = (node) => {
  if (kept.covers.has(node) || !node.style) return;
  const was = node.getAttribute("style");
  const properties = Object.keys(COVER).map((name) => [name, node.style.getPropertyValue(name), node.style.getPropertyPriority(name)]);
  for (const [name, value] of Object.entries(COVER)) node.style.setProperty(name, value, "important");
  kept.covers.set(node, { was, properties, is: node.getAttribute("style") });
};
kept.cover = cover;
everything().filter((node) => node.matches("canvas,video,iframe,frame,object,embed")).forEach(cover);
for (const [number, text] of masks) {
  const place = kept.places[number];
  if (place.covers) {
    // What stands beside an element may be masked already, with the attribute or the rule that it is taken from.
    if (place.get() === place.first) cover(place.node);
    continue;
  }
  const before = place.get();
  if (before === text) continue;
  try {
    place.set(text);
    kept.before.push({ place, before, masked: place.get() });
  } catch {
    // Who looks whether the page is bare finds it; then there is no picture.
  }
}
return masks.length;
