// The practices on the map of the access lab: circles one can drag and choose, communes that change their colour.
// It speaks to the page through the callbacks it is given, and computes nothing.
const SITES = "lab-sites";
const CELLS = "lab-cells";
const GRASP = 6; // pixels around a finger

function stateOf(site) {
  if (!site.open || site.capacity === 0) return "closed";
  if (site.touched) return "touched";
  return site.remote ? "remote" : site.inside ? "plain" : "rim";
}

function toGeoJson(sites) {
  const features = sites.map((site) => ({
    type: "Feature",
    properties: { code: site.code, size: Math.sqrt(Math.max(site.fte, 0.15)), state: stateOf(site) },
    geometry: { type: "Point", coordinates: [site.lon, site.lat] },
  }));
  return { type: "FeatureCollection", features };
}

export class SiteLayer {
  /** `told` is set by the page: chosen(code), pointed(lngLat, place), hovered(code, place), dragged(code, lngLat), dropped(code, lngLat, place). */
  constructor(frame) {
    this.frame = frame;
    this.told = null;
    this.tones = new Map();
    this.cellTones = new Map();
    this.cells = null;
    this.sites = [];
    this.held = null;
    frame.addEventListener("pagus:map", (event) => this.join(event.detail));
  }

  join({ map, palette, state }) {
    this.map = map;
    this.palette = palette;
    const radius = (scale) => ["*", scale, ["interpolate", ["linear"], ["get", "size"], 0.3, 2.6, 1, 4.2, 2, 7, 4, 12]];
    const byState = (values, other) => ["match", ["get", "state"], ...Object.entries(values).flat(), other];
    const accent = palette.tones.accent;
    const add = () => {
      if (map.getSource(SITES)) return;
      this.addCells(palette);
      map.addSource(SITES, { type: "geojson", data: toGeoJson(this.sites) });
      map.addLayer({
        id: SITES, type: "circle", source: SITES,
        paint: {
          "circle-radius": ["interpolate", ["linear"], ["zoom"], 7, radius(0.75), 11, radius(1.6)],
          "circle-color": byState({ touched: accent, closed: palette["label-halo"], remote: palette.tones.information, rim: palette.tones.quiet }, palette.ink),
          "circle-opacity": byState({ closed: 0.7, touched: 1, rim: 0.55 }, 0.8),
          "circle-stroke-color": byState({ closed: palette.tones.critical }, palette["label-halo"]),
          "circle-stroke-width": byState({ closed: 2.5, touched: 2 }, 1.2),
        },
      });
      map.addLayer({
        id: "lab-chosen", type: "circle", source: SITES, filter: ["==", ["get", "code"], this.chosenCode ?? ""],
        paint: { "circle-radius": 13, "circle-color": "transparent", "circle-stroke-color": palette.ink, "circle-stroke-width": 2.5 },
      });
      calm();
      this.recolour(this.tones, true);
      this.recolourCells(this.cellTones, true);
    };
    // The names of communes come when one looks closer: from afar the circles and colours speak.
    const calm = () => map.getLayer("labels") && map.setLayerZoomRange("labels", 9.6, 24);
    if (state === "styled") map.once("idle", add);
    add();
    if (state === "ready") this.listen();
  }

  /** The cells lie under the borders of communes, which fade while cells are shown. */
  addCells(palette) {
    const { map } = this;
    if (!this.cells || map.getSource(CELLS)) return;
    map.addSource(CELLS, { type: "geojson", data: this.cells, promoteId: "code" });
    const tone = ["feature-state", "tone"];
    const paint = { "fill-color": ["match", ["coalesce", tone, ""], ...Object.entries(palette.tones).flat(), palette.void], "fill-opacity": 0.95 };
    map.addLayer({ id: CELLS, type: "fill", source: CELLS, paint }, "edge");
    map.setPaintProperty("fill", "fill-opacity", 0.18);
  }

  /** Show these cells (GeoJSON), or with null the communes again. */
  divide(cells, palette = this.palette) {
    this.cells = cells;
    if (!this.map) return;
    if (cells) this.addCells(palette);
    else if (this.map.getSource(CELLS)) {
      this.map.removeLayer(CELLS);
      this.map.removeSource(CELLS);
      this.map.setPaintProperty("fill", "fill-opacity", 1);
    }
    this.recolourCells(this.cellTones, true);
  }

  recolourCells(tones, all = false) {
    const drawn = this.cellTones;
    this.cellTones = tones;
    if (!this.map?.getSource(CELLS)) return;
    for (const [code, tone] of tones) {
      if (all || drawn.get(code) !== tone) this.map.setFeatureState({ source: CELLS, id: code }, { tone });
    }
  }

  show(sites) {
    this.sites = sites;
    this.map?.getSource(SITES)?.setData(toGeoJson(sites));
  }

  choose(code) {
    this.chosenCode = code;
    if (this.map?.getLayer("lab-chosen")) this.map.setFilter("lab-chosen", ["==", ["get", "code"], code]);
  }

  /** tones: place code to tone. Only what differs from what is drawn is told to the map. */
  recolour(tones, all = false) {
    const drawn = this.tones;
    this.tones = tones;
    if (!this.map?.getSource("places")) return;
    for (const [code, tone] of tones) {
      if (all || drawn.get(code) !== tone) this.map.setFeatureState({ source: "places", id: code }, { tone });
    }
  }

  siteAt(point) {
    const box = [[point.x - GRASP, point.y - GRASP], [point.x + GRASP, point.y + GRASP]];
    const found = this.map.queryRenderedFeatures(box, { layers: [SITES] }).filter((each) => each.properties.state !== "closed");
    return found[0]?.properties.code ?? "";
  }

  placeAt(point) {
    return this.map.queryRenderedFeatures(point, { layers: ["fill", "fill-hatched"] })[0]?.properties.code ?? "";
  }

  listen() {
    const { map } = this;
    const canvas = map.getCanvas();
    const start = (event) => {
      if (!this.told || (event.points && event.points.length > 1)) return;
      const code = this.siteAt(event.point);
      if (!code) return;
      event.preventDefault();
      this.held = { code, from: event.point, moved: false };
    };
    const move = (event) => {
      if (!this.told) return;
      if (!this.held) {
        const code = this.siteAt(event.point);
        if (code) canvas.style.cursor = "grab";
        this.told.hovered(code, this.placeAt(event.point));
        return;
      }
      const { from } = this.held;
      if (!this.held.moved && Math.hypot(event.point.x - from.x, event.point.y - from.y) < 4) return;
      this.held.moved = true;
      canvas.style.cursor = "grabbing";
      this.held.at = event.lngLat;
      this.held.point = event.point;
      if (this.frameAsked) return;
      this.frameAsked = requestAnimationFrame(() => {
        this.frameAsked = 0;
        if (this.held?.at) this.told.dragged(this.held.code, this.held.at);
      });
    };
    const end = () => {
      const { held } = this;
      this.held = null;
      if (!held) return;
      canvas.style.cursor = "";
      if (held.moved) this.told.dropped(held.code, held.at, this.placeAt(held.point));
    };
    map.on("mousedown", start);
    map.on("touchstart", start);
    map.on("mousemove", move);
    map.on("touchmove", move);
    map.on("mouseup", end);
    map.on("touchend", end);
    window.addEventListener("mouseup", end);
    map.on("click", (event) => {
      if (!this.told) return;
      const code = this.siteAt(event.point);
      if (code) this.told.chosen(code);
      else this.told.pointed(event.lngLat, this.placeAt(event.point));
    });
  }
}
