// The map under keys and pointer. Without this script the drawing and the table say the same.
const svg = document.querySelector(".map svg"), says = document.getElementById("says");
const paths = [...svg.querySelectorAll(".cells path")], rows = [...document.querySelectorAll("#cells tbody tr")];
const heads = [...document.querySelectorAll("#cells th")];
const places = paths.map((path) => { const box = path.getBBox(); return [box.x + box.width / 2, box.y + box.height / 2]; });
const [halo, ring] = ["halo", "here"].map((name) => {
  const mark = document.createElementNS(svg.namespaceURI, "path");
  mark.setAttribute("class", name);
  return svg.appendChild(mark);
});
const order = new Map(paths.map((path, at) => [path, at]));
let now = -1;

function show(at) {
  if (at === now || at < 0) return;
  now = at;
  for (const mark of [halo, ring]) mark.setAttribute("d", paths[at].getAttribute("d"));
  says.replaceChildren();
  [...rows[at].cells].forEach((cell, column) => {
    if (!cell.textContent.trim()) return;
    const part = says.appendChild(document.createElement("span"));
    part.append(...[...heads[column].childNodes].map((node) => node.cloneNode(true)), " ");
    part.appendChild(document.createElement("b")).append(...[...cell.childNodes].map((node) => node.cloneNode(true)));
  });
}

function towards(x, y) {
  if (now < 0) return 0;
  let best = now, least = Infinity;
  places.forEach(([a, b], at) => {
    const across = a - places[now][0], down = b - places[now][1], along = across * x + down * y;
    const aside = Math.abs(across * y - down * x), far = along + 2 * aside;
    if (at !== now && along > 0 && aside <= along * 1.8 && far < least) { best = at; least = far; }
  });
  return best;
}

const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
svg.setAttribute("tabindex", "0");
svg.setAttribute("role", "application");
svg.addEventListener("keydown", (event) => {
  if (event.key in steps) show(towards(...steps[event.key]));
  else if (event.key === "Home") show(0);
  else if (event.key === "Enter" && now >= 0) {
    document.getElementById("table").open = true;
    rows[now].setAttribute("tabindex", "-1");
    rows[now].focus();
  } else return;
  event.preventDefault();
});
svg.addEventListener("focus", () => show(now < 0 ? 0 : now));
for (const kind of ["pointermove", "click"]) svg.addEventListener(kind, (event) => show(order.get(event.target) ?? -1));
rows.forEach((row, at) => row.addEventListener("click", () => show(at)));
document.getElementById("live").hidden = false;
