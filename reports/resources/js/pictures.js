// Pictures of pages: shown small, enlarged with a click or a key. Those the page does not carry itself are links.

function drawPicture(picture, words) {
  if (picture.missing) return el("p", { class: "note gone" }, `The picture ${picture.path} is not in the evidence folder any more.`);
  const beside = el("a", { href: picture.path }, picture.path.split("/").pop());
  const block = picture.block === undefined ? null : byId(`p${picture.block}`);
  if (!block) return el("p", { class: "note" }, "The picture ", beside, " lies beside this page.");
  const image = el("img", { alt: words });
  image.src = `data:image/png;base64,${block.textContent}`;
  return el("figure", { class: "shot" },
    el("button", { type: "button", class: "picture", title: "Enlarge", on: { click: () => enlarge(image.src, words) } }, image),
    el("figcaption", { class: "note" }, words, " ", beside));
}

function enlarge(source, words) {
  const box = byId("enlarged");
  const image = el("img", { alt: words });
  image.src = source;
  const close = el("button", { type: "button", class: "plainly", on: { click: () => box.close() } }, "Close");
  fill("enlarged", el("div", { class: "head" }, el("p", {}, words), close), image);
  box.showModal();
}

function watchEnlarged() {
  const box = byId("enlarged");
  box.addEventListener("click", (event) => {
    if (event.target === box) box.close();
  });
}

// What a picture shows, in words: they stand below it and for it.
function pictureWords({ visitor, act, url, title, problem }) {
  const place = [url && pathOf(url), title && `“${title}”`].filter(Boolean).join(" ") || "a page without address";
  const tried = problem ? `${visitor} could not do this: ${act};` : act === "looks at the page" ? visitor : `${visitor} ${act} and`;
  return `${tried} sees ${place}`;
}

// The last picture of the last attempt that the page carries.
function lastPicture(attempt) {
  const seen = attempt ? attempt.steps.flatMap((step) => step.seen || []) : [];
  const shown = seen.filter((s) => (s.pictures || []).some((p) => p.block !== undefined)).at(-1);
  return shown && drawPicture(shown.pictures.find((p) => p.block !== undefined), pictureWords(shown.seen));
}
