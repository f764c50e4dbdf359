// Puts masks in place of texts, and covers what cannot be read: what is painted or belongs to somebody else.
// Arguments: the name of the slot, pairs of place and masked text.
const [slot, masks] = arguments;
const kept = window[slot];
for (const [number, text] of masks) {
  const place = kept.places[number];
  kept.before.push([place, place.get()]);
  place.set(text);
}
kept.hidden = everything().filter((node) => node.matches("canvas,video,iframe,frame,object,embed"));
kept.styles = kept.hidden.map((node) => node.style.visibility);
kept.hidden.forEach((node) => { node.style.visibility = "hidden"; });
return masks.length;
