// Takes the masks away again, where the page has not written something else by itself.
// Arguments: the name of the slot.
const [slot] = arguments;
const kept = window[slot];
if (!kept) return false;
for (const [place, text] of kept.before.reverse()) place.set(text);
(kept.hidden ?? []).forEach((node, n) => { node.style.visibility = kept.styles[n]; });
delete window[slot];
return true;
