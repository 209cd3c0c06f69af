// The read-out of a chart: the pointer or the arrow keys walk over its stops. Without this file the chart is whole.
const readings = new WeakMap();

function reading(plot) {
  if (!readings.has(plot)) readings.set(plot, { at: -1, ...JSON.parse(plot.dataset.readout) });
  return readings.get(plot);
}

function mark(plot, name) {
  let element = plot.querySelector(`.${name}`);
  if (!element) {
    element = document.createElement("span");
    element.className = name;
    element.setAttribute("aria-hidden", "true");
    plot.append(element);
  }
  return element;
}

function show(plot, index) {
  const stops = reading(plot);
  const output = plot.parentElement.querySelector(".chart-readout");
  if (!stops.x.length || !output) return;
  stops.at = Math.max(0, Math.min(stops.x.length - 1, index));
  const drawing = plot.querySelector("svg");
  const start = drawing.getBoundingClientRect().left - plot.getBoundingClientRect().left;
  const left = `${start + (drawing.clientWidth * stops.x[stops.at]) / 100}px`;
  const cursor = mark(plot, "chart-cursor");
  cursor.style.left = left;
  cursor.style.top = "14px";
  cursor.style.height = `${drawing.clientHeight - 44}px`;
  cursor.hidden = plot.classList.contains("chart-plot-cells");
  const dot = mark(plot, "chart-cursor-dot");
  dot.style.left = left;
  dot.style.top = `${stops.y[stops.at]}px`;
  output.textContent = stops.text[stops.at];
}

function hide(plot) {
  plot.querySelectorAll(".chart-cursor, .chart-cursor-dot").forEach((element) => element.remove());
  const output = plot.parentElement.querySelector(".chart-readout");
  if (output) output.textContent = "";
}

function nearest(plot, clientX) {
  const box = plot.querySelector("svg").getBoundingClientRect();
  const wanted = (100 * (clientX - box.left)) / box.width;
  const xs = reading(plot).x;
  let best = 0;
  for (let index = 1; index < xs.length; index += 1) {
    if (Math.abs(xs[index] - wanted) < Math.abs(xs[best] - wanted)) best = index;
  }
  return best;
}

function prepare(root) {
  for (const plot of root.querySelectorAll("[data-readout]")) {
    plot.tabIndex = 0;
    plot.setAttribute("role", "group");
    plot.setAttribute("aria-label", `${plot.querySelector("title")?.textContent ?? ""}. ${plot.dataset.help ?? ""}`);
  }
}

document.addEventListener("pointermove", (event) => {
  const plot = event.target.closest?.("[data-readout]");
  if (plot) show(plot, nearest(plot, event.clientX));
});
document.addEventListener("pointerout", (event) => {
  const plot = event.target.closest?.("[data-readout]");
  if (plot && !plot.contains(event.relatedTarget) && document.activeElement !== plot) hide(plot);
});
document.addEventListener("focusout", (event) => {
  if (event.target.matches?.("[data-readout]")) hide(event.target);
});
document.addEventListener("keydown", (event) => {
  const plot = event.target;
  if (!plot.matches?.("[data-readout]")) return;
  const { at, x } = reading(plot);
  const steps = { ArrowRight: at + 1, ArrowLeft: at < 0 ? x.length - 1 : at - 1, Home: 0, End: x.length - 1 };
  if (event.key in steps) {
    event.preventDefault();
    show(plot, steps[event.key]);
  } else if (event.key === "Escape") hide(plot);
});
document.addEventListener("htmx:load", (event) => prepare(event.target));
prepare(document);
