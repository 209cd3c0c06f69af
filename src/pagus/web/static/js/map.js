// The territory map: places from one GeoJSON file, no tile server, labels in the page's own font.
// Attributes of the frame: see components/map.html. Colours are read from tokens.css, in either theme.
const FONT = "Atkinson Hyperlegible Next";
const SEVERITIES = ["closed", "good", "information", "warning", "high", "critical", "here"];
const SHAPES = {
  closed: "M12 4.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15z",
  here: "M12 23c5.4-5.6 8.4-10.1 8.4-14A8.4 8.4 0 0 0 3.6 9c0 3.9 3 8.4 8.4 14z",
  good: "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18z",
  information: "M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20z",
  warning: "M12 2 23 21.5H1z",
  high: "M12 .8 23.2 12 12 23.2 .8 12z",
  critical: "M7.5 1.5h9L22.5 7.5v9l-6 6h-9l-6-6v-9z",
};
const SIGNS = { information: "i", warning: "!", high: "!", critical: "×", here: "•" };
const TOKENS = { quiet: "line-strong", closed: "line-strong", here: "ink" };
const FINEST_ZOOM = 15;

function colours() {
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const read = (token) => {
    probe.style.color = "";
    probe.style.color = `var(--${token})`;
    return getComputedStyle(probe).color;
  };
  const told = { text: read };
  const tones = {};
  for (const palette of ["need", "amount"]) {
    for (let index = 1; index <= 5; index += 1) tones[`${palette}-${index}`] = read(`map-${palette}-${index}`);
  }
  for (let index = 1; index <= 6; index += 1) tones[`atmo-${index}`] = read(`atmo-${index}`);
  for (const tone of [...SEVERITIES, "accent", "quiet"]) tones[tone] = read(TOKENS[tone] ?? tone);
  for (const part of ["ground", "halo", "edge", "void", "hatch", "label", "label-halo"]) told[part] = read(`map-${part}`);
  told.on = read("on-severity");
  told.ink = read("ink");
  told.tones = tones;
  probe.remove();
  return told;
}

function hatch(kind, palette) {
  const size = 16;
  const canvas = Object.assign(document.createElement("canvas"), { width: size, height: size });
  const pen = canvas.getContext("2d");
  pen.fillStyle = palette.void;
  pen.fillRect(0, 0, size, size);
  pen.strokeStyle = palette.hatch;
  pen.lineWidth = 1.6;
  pen.beginPath();
  for (let offset = -size; offset <= size; offset += size / 2) {
    pen.moveTo(offset, size);
    pen.lineTo(offset + size, 0);
    if (kind === "suppressed") {
      pen.moveTo(offset, 0);
      pen.lineTo(offset + size, size);
    }
  }
  pen.stroke();
  return pen.getImageData(0, 0, size, size);
}

function sign(severity, palette) {
  const scale = 3;
  const size = 30;
  const canvas = Object.assign(document.createElement("canvas"), { width: size * scale, height: size * scale });
  const pen = canvas.getContext("2d");
  pen.scale(scale, scale);
  pen.translate(3, 3);
  const shape = new Path2D(SHAPES[severity]);
  pen.lineJoin = "round";
  pen.lineWidth = 4.5;
  pen.strokeStyle = palette["label-halo"];
  pen.stroke(shape);
  pen.fillStyle = palette.tones[severity];
  pen.fill(shape);
  if (SIGNS[severity]) {
    pen.fillStyle = palette.on;
    pen.font = `800 15px "${FONT}"`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(SIGNS[severity], 12, { warning: 15, here: 9 }[severity] ?? 12.5);
  }
  return pen.getImageData(0, 0, size * scale, size * scale);
}

// Where a name stands: the middle of the largest ring, so that each place has one label.
function middle(geometry) {
  const rings = geometry.type === "Polygon" ? [geometry.coordinates[0]] : geometry.coordinates.map((part) => part[0]);
  let best = null;
  for (const ring of rings) {
    let [area, x, y] = [0, 0, 0];
    for (let index = 0; index < ring.length - 1; index += 1) {
      const [[x0, y0], [x1, y1]] = [ring[index], ring[index + 1]];
      const cross = x0 * y1 - x1 * y0;
      area += cross;
      x += (x0 + x1) * cross;
      y += (y0 + y1) * cross;
    }
    if (area !== 0 && (!best || Math.abs(area) > best.size)) best = { size: Math.abs(area), at: [x / (3 * area), y / (3 * area)] };
  }
  return best?.at ?? rings[0][0];
}

function bounds(features) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (part) => {
    if (typeof part[0] === "number") {
      box[0] = Math.min(box[0], part[0]);
      box[1] = Math.min(box[1], part[1]);
      box[2] = Math.max(box[2], part[0]);
      box[3] = Math.max(box[3], part[1]);
    } else part.forEach(visit);
  };
  for (const feature of features) if (feature.geometry) visit(feature.geometry.coordinates);
  return box;
}

async function fetchJson(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

function fillLayers(palette) {
  // A page may recolour places without sending them again: map.setFeatureState(..., { tone }).
  const tone = ["coalesce", ["feature-state", "tone"], ["get", "tone"]];
  const colour = ["match", tone, ...Object.entries(palette.tones).flat(), palette.void];
  const hatched = ["in", ["get", "tone"], ["literal", ["no-data", "suppressed"]]];
  return [
    { id: "ground", type: "background", paint: { "background-color": palette.ground } },
    { id: "halo", type: "line", source: "places", paint: { "line-color": palette.halo, "line-width": 14, "line-blur": 12 } },
    { id: "fill", type: "fill", source: "places", filter: ["!", hatched], paint: { "fill-color": colour } },
    { id: "fill-hatched", type: "fill", source: "places", filter: hatched, paint: { "fill-pattern": ["get", "tone"] } },
    {
      id: "edge", type: "line", source: "places", layout: { "line-join": "round" },
      paint: { "line-color": palette.edge, "line-width": ["interpolate", ["linear"], ["zoom"], 6, 0.25, 9, 0.8, 12, 1.8] },
    },
    {
      id: "outline", type: "line", source: "outline", layout: { "line-join": "round" },
      paint: { "line-color": palette.ink, "line-opacity": 0.7, "line-width": ["interpolate", ["linear"], ["zoom"], 6, 1, 10, 2.2] },
    },
    {
      id: "chosen", type: "line", source: "places", filter: ["==", ["get", "code"], ""],
      paint: { "line-color": palette.ink, "line-width": 3 },
    },
  ];
}

function signLayers(palette) {
  const label = { "text-font": [FONT], "text-max-width": 7, "text-padding": 4 };
  const ink = { "text-color": palette.label, "text-halo-color": palette["label-halo"], "text-halo-width": 1.6 };
  const big = ["interpolate", ["linear"], ["zoom"], 7, ["step", ["get", "population"], 10, 20000, 13, 100000, 16],
    11, ["step", ["get", "population"], 13, 20000, 18, 100000, 24]];
  return [
    {
      id: "point-names", type: "symbol", source: "points", paint: ink,
      layout: { ...label, "text-field": ["get", "name"], "text-size": 13, "text-anchor": "top", "text-offset": [0, 0.9] },
    },
    {
      id: "labels", type: "symbol", source: "labels", paint: ink,
      layout: { ...label, "text-field": ["get", "name"], "text-size": big, "symbol-sort-key": ["-", 0, ["get", "population"]] },
    },
    {
      id: "points", type: "symbol", source: "points",
      layout: {
        "icon-image": ["concat", "sign-", ["get", "severity"]], "icon-allow-overlap": true, "icon-ignore-placement": true, "icon-size": 0.85,
        "symbol-sort-key": ["-", 0, ["index-of", ["get", "severity"], ["literal", SEVERITIES]]],
      },
    },
  ];
}

async function load(frame) {
  const { geometry, values, outline, points } = frame.dataset;
  const [library, places, told, edges, spots] = await Promise.all([
    import(frame.dataset.library),
    fetchJson(geometry),
    values ? fetchJson(values) : {},
    outline ? fetchJson(outline) : { type: "FeatureCollection", features: [] },
    points ? fetchJson(points) : { type: "FeatureCollection", features: [] },
    document.fonts.load(`400 16px "${FONT}"`),
  ]);
  for (const feature of places.features) {
    const facts = feature.properties;
    const [tone, words] = told[facts.code] ?? [facts.tone ?? "no-data", facts.label ?? frame.dataset.sayNone];
    Object.assign(facts, { tone, label: words, population: Number(facts.population) || 0 });
  }
  const drawn = (feature) => feature.geometry?.coordinates?.length && feature.properties.name;
  const labels = places.features.filter(drawn).map((feature) => ({
    type: "Feature",
    properties: feature.properties,
    geometry: { type: "Point", coordinates: middle(feature.geometry) },
  }));
  return { library, places, edges, spots, labels: { type: "FeatureCollection", features: labels } };
}

function style(data, palette) {
  const source = (content) => ({ type: "geojson", data: content });
  return {
    version: 8,
    sources: {
      places: { ...source(data.places), attribution: data.attribution, promoteId: "code" },
      outline: source(data.edges),
      labels: source(data.labels),
      points: source(data.spots),
    },
    layers: [...fillLayers(palette), ...signLayers(palette)],
  };
}

function addSigns(map, palette) {
  for (const kind of ["no-data", "suppressed"]) {
    if (!map.hasImage(kind)) map.addImage(kind, hatch(kind, palette), { pixelRatio: 2 });
  }
  for (const severity of SEVERITIES) {
    if (!map.hasImage(`sign-${severity}`)) map.addImage(`sign-${severity}`, sign(severity, palette), { pixelRatio: 3 });
  }
}

// A point that was chosen goes into a form, rounded: no finer than the form may tell.
function pick(form, { lng, lat }) {
  form.elements.at.value = `${lat.toFixed(3)},${lng.toFixed(3)}`;
  form.elements.place.value = "";
  form.elements.q.value = "";
  form.requestSubmit();
}

function listen(map, frame) {
  const readout = frame.querySelector(".map-readout");
  const canvas = map.getCanvas();
  let ring = null;
  const under = (point) => map.queryRenderedFeatures(point, { layers: ["points", "fill", "fill-hatched"] })[0];
  const tell = (feature) => {
    const facts = feature?.properties;
    map.setFilter("chosen", ["==", ["get", "code"], facts?.code ?? ""]);
    canvas.style.cursor = facts?.url ? "pointer" : "";
    readout.replaceChildren();
    if (!facts) return;
    const name = Object.assign(document.createElement("strong"), { textContent: facts.name });
    readout.append(name, facts.label ?? "");
  };
  const open = (feature) => {
    if (feature?.properties.url) window.location.assign(feature.properties.url);
  };
  const choose = (point, feature) => {
    const form = document.getElementById(frame.dataset.pick ?? "");
    if (form && !feature?.properties.url) pick(form, map.unproject(point));
    else open(feature);
  };
  const centre = () => [canvas.clientWidth / 2, canvas.clientHeight / 2];
  map.on("mousemove", (event) => tell(under(event.point)));
  map.on("mouseout", () => tell(null));
  map.on("click", (event) => choose(event.point, under(event.point)));
  map.on("moveend", () => ring && tell(under(centre())));
  canvas.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (ring || !frame.dataset.pick)) choose(centre(), under(centre()));
    if (ring || !["Enter", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "+", "-"].includes(event.key)) return;
    ring = Object.assign(document.createElement("span"), { className: "map-crosshair" });
    frame.append(ring);
    tell(under(centre()));
  });
  canvas.addEventListener("blur", () => {
    ring?.remove();
    ring = null;
    tell(null);
  });
}

// How much room the legend takes where it stands on the map.
function legendWidth(frame) {
  const legend = frame.querySelector(".map-legend");
  return legend && getComputedStyle(legend).position === "absolute" ? legend.offsetWidth + 24 : 0;
}

// The territory is fitted beside what stands on the map: the legend of a wide frame, the buttons, the credit.
function besideSigns(frame) {
  const left = Math.max(28, frame.clientWidth > 560 ? legendWidth(frame) : 0);
  return { top: 28, bottom: frame.querySelector(".maplibregl-ctrl-bottom-right").offsetHeight + 4, left, right: 64 };
}

function fail(frame, reason) {
  frame.classList.add("map-failed");
  const message = frame.querySelector(".map-message[hidden]");
  if (message) {
    message.hidden = false;
    message.textContent = frame.dataset.sayFailed;
  }
  console.info(`The map is not drawn: ${reason.stack ?? reason}`);
}

async function draw(frame) {
  if (frame.dataset.mapState) return;
  frame.dataset.mapState = "loading";
  try {
    const probe = document.createElement("canvas");
    if (!probe.getContext("webgl2")) throw new Error("no WebGL 2");
    const data = { attribution: frame.dataset.attribution, ...(await load(frame)) };
    const { Map: LibraryMap, NavigationControl, ScaleControl, AttributionControl, setWorkerUrl } = data.library;
    setWorkerUrl(frame.dataset.worker);
    let palette = colours();
    const map = new LibraryMap({
      container: frame.querySelector(".map"),
      style: style(data, palette),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      cooperativeGestures: false,
      renderWorldCopies: false,
      maxZoom: FINEST_ZOOM,
      locale: {
        "NavigationControl.ZoomIn": frame.dataset.sayIn,
        "NavigationControl.ZoomOut": frame.dataset.sayOut,
        "Map.Title": frame.dataset.name,
      },
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.scrollZoom.disable();
    map.getCanvas().addEventListener("focus", () => map.scrollZoom.enable());
    map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    frame.style.setProperty("--map-legend", `${legendWidth(frame)}px`);
    // The first of a corner stands lowest: the credit, then the scale on it.
    map.addControl(new AttributionControl({ compact: false }), "bottom-right");
    map.addControl(new ScaleControl({ maxWidth: 90, unit: "metric" }), "bottom-right");
    const fitted = frame.dataset.fit === "points" && data.spots.features.length > 0;
    const shown = fitted ? [...data.spots.features, ...data.edges.features] : data.places.features;
    map.fitBounds(bounds(shown), { padding: besideSigns(frame), animate: false, maxZoom: fitted ? FINEST_ZOOM - 2 : FINEST_ZOOM });
    map.setMissingStyleImageResolver(() => addSigns(map, palette));
    // A page with layers of its own adds them now, and again after each change of the theme.
    const tell = (state) => frame.dispatchEvent(new CustomEvent("pagus:map", { detail: { map, palette, state, library: data.library } }));
    map.on("load", () => {
      frame.dataset.mapState = "ready";
      tell("ready");
    });
    listen(map, frame);
    document.addEventListener("pagus:theme", () => {
      palette = colours();
      map.setStyle(style(data, palette), { diff: false });
      map.once("styledata", () => tell("styled"));
    });
  } catch (reason) {
    frame.dataset.mapState = "failed";
    fail(frame, reason);
  }
}

const drawAll = (root) => root.querySelectorAll("[data-map]").forEach(draw);
document.addEventListener("htmx:load", (event) => drawAll(event.target));
drawAll(document);
