// Finds what an act is about. Arguments: kind (field or control), name, selector or null, text beside or null.
const [kind, name, selector, beside] = arguments;
const wanted = squeeze(name);
const fits = (node) => {
  const role = roleOf(node);
  if (kind === "field") return role === "field";
  return role === "button" || role === "link" || node.matches("input[type=checkbox],input[type=radio],[role=checkbox],[role=radio],[role=option],[role=menuitemcheckbox]");
};
const shown = everything().filter((node) => visible(node));
const same = (a, b) => a.localeCompare(b, undefined, { sensitivity: "accent" }) === 0;
let found = selector ? shown.filter((node) => node.matches(selector)) : shown.filter((node) => fits(node) && namesOf(node).includes(wanted));
if (!selector && found.length === 0) found = shown.filter((node) => fits(node) && namesOf(node).some((n) => same(n, wanted)));
if (beside !== null) {
  const text = squeeze(beside);
  const distance = (node) => {
    let steps = 0;
    for (let at = node.parentElement; at; at = at.parentElement) {
      steps += 1;
      if (squeeze(at.innerText).includes(text)) return at === document.body ? Infinity : steps;
    }
    return Infinity;
  };
  const distances = found.map(distance);
  const least = Math.min(...distances);
  found = least === Infinity ? [] : found.filter((_, n) => distances[n] === least);
}
// Something inside another that is called the same is the same to a visitor.
found = found.filter((node) => !found.some((other) => other !== node && other.contains(node)));
const others = shown.filter(fits).map((node) => namesOf(node)[0]).filter(Boolean).slice(0, 12);
const first = found[0] ?? null;
return {
  count: found.length,
  element: first,
  usable: first ? usable(first) : false,
  select: first ? first.matches("select") : false,
  others,
};
