// The access lab: the form, the list of changes, undo and redo, the figures, the lists, the table and the map follow
// each change at once. Without this script the server does the same, one page a change.
import { SiteLayer } from "./access_lab_map.js";
import { Lab, accessTone, changeTone, relativeChange, unpackColumn } from "./access_lab_model.js";

const MOST_EDITS = 200;
const LONGEST_ADDRESS = 6000;
const root = document.getElementById("access-lab");
const form = root?.querySelector("[data-edit-form]");
const say = root?.dataset ?? {};

const number = (value, digits) => {
  const text = new Intl.NumberFormat(say.language, { minimumFractionDigits: digits ?? 0, maximumFractionDigits: digits ?? 2 }).format(value);
  return text.replace("-", "−");
};
const percent = (share, digits = 0) => `${number(100 * share, digits)}${say.language === "en" ? "%" : "\u00a0%"}`;
const part = (selector) => root.querySelector(selector);

class Page {
  constructor(data, layer) {
    this.data = data;
    this.lab = new Lab(data);
    this.past = [];
    this.future = [];
    this.edits = [];
    this.shown = "access";
    this.rows = new Map([...root.querySelectorAll("[data-rows] tr")].map((row) => [row.dataset.code, row]));
    this.codes = data.places.code.slice(0, data.places.inside);
    this.layer = layer;
    layer.told = {
      chosen: (code) => this.choose(code),
      pointed: (point, place) => this.point(point, place),
      hovered: (site, place) => this.tell(site, place),
      dragged: (code, at) => this.drag(code, at),
      dropped: (code, at, place) => this.drop(code, at, place),
    };
    this.listen();
    this.adaptForm();
  }

  shownAccess(value) {
    return Number.isFinite(value) ? number(value * this.data.scale, this.data.digits) : "–";
  }

  // --- changes ---

  /** Make these the changes, as one step that can be undone. */
  async set(edits, { remember = true } = {}) {
    if (edits.length > MOST_EDITS) return this.fault(say.sayFull);
    await this.findWays(edits);
    const before = this.edits;
    try {
      this.lab.setEdits(edits);
    } catch (reason) {
      this.lab.setEdits(before);
      return this.fault(reason.message);
    }
    if (remember) {
      this.past.push(before);
      this.future = [];
    }
    this.edits = edits;
    this.fault("");
    this.draw();
    return true;
  }

  undo() {
    if (!this.past.length) return;
    this.future.push(this.edits);
    this.set(this.past.pop(), { remember: false });
  }

  redo() {
    if (!this.future.length) return;
    this.past.push(this.edits);
    this.set(this.future.pop(), { remember: false });
  }

  /** Where streets are loaded the server finds the ways to a point; a straight line needs nobody. */
  async findWays(edits) {
    if (this.data.straight) return;
    for (const { lon, lat } of edits) {
      const key = `${lon},${lat}`;
      if (lon === undefined || this.lab.columns.has(key)) continue;
      const answer = await fetch(`${say.column}&lon=${lon}&lat=${lat}`);
      if (answer.ok) this.lab.columns.set(key, unpackColumn(await answer.json()));
    }
  }

  /** Two moves of one practice in a row are one. */
  moved(code, at, place) {
    const edit = { do: "move", site: code, lon: Number(at.lng.toFixed(5)), lat: Number(at.lat.toFixed(5)) };
    if (place) edit.place = place;
    const last = this.edits[this.edits.length - 1];
    const kept = last?.do === "move" && last.site === code ? this.edits.slice(0, -1) : this.edits;
    return [...kept, edit];
  }

  drag(code, at) {
    const started = performance.now();
    this.lab.setEdits(this.moved(code, at, ""));
    this.drawLight();
    root.dataset.lastMs = (performance.now() - started).toFixed(2);
  }

  drop(code, at, place) {
    this.set(this.moved(code, at, place));
    this.choose(code);
  }

  /** The changes without one; a practice that it opened goes with what was done to it. */
  without(at) {
    const gone = this.edits[at];
    const opened = this.edits.filter((edit) => edit.do === "open");
    const name = gone.do === "open" ? opened.indexOf(gone) + 1 : 0;
    return this.edits.flatMap((edit, index) => {
      const of = edit.site?.startsWith("new-") ? Number(edit.site.slice(4)) : 0;
      if (index === at || (name && of === name)) return [];
      return name && of > name ? [{ ...edit, site: `new-${of - 1}` }] : [edit];
    });
  }

  // --- the form ---

  listen() {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.add();
    });
    form.elements.do.addEventListener("change", () => this.adaptForm());
    form.elements.site.addEventListener("change", () => this.choose(form.elements.site.value));
    form.elements.at.addEventListener("change", () => this.setPoint(null));
    root.addEventListener("click", (event) => {
      const { target } = event;
      const take = target.closest("[data-take]");
      if (take) {
        event.preventDefault();
        this.set(this.without(Number(take.dataset.take)));
      } else if (target.closest("[data-undo]")) this.undo();
      else if (target.closest("[data-redo]")) this.redo();
      else if (target.closest("[data-by]")) this.divide(target.closest("[data-by]").dataset.by);
      else if (target.closest("[data-show]")) this.show(target.closest("[data-show]").dataset.show);
    });
    document.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.target.closest("input, select, textarea")) return;
      if (event.key.toLowerCase() !== "z") return;
      event.preventDefault();
      if (event.shiftKey) this.redo();
      else this.undo();
    });
  }

  adaptForm() {
    const what = form.elements.do.selectedOptions[0];
    const kind = what.value.split(":")[0];
    for (const each of form.querySelectorAll("[data-needs]")) each.hidden = !each.dataset.needs.split(" ").includes(kind);
    form.querySelector("[data-note]").textContent = what.dataset.note ?? "";
    form.elements.value.value = what.dataset.usual ?? "";
    form.elements.at.options[0].hidden = ["move", "open", "team"].includes(kind);
    if (form.elements.at.options[0].hidden && !form.elements.at.value) form.elements.at.selectedIndex = 1;
    this.setPoint(null);
    if (kind === "hours") this.choose(form.elements.site.value);
  }

  setPoint(at) {
    form.elements.lon.value = at ? at.lng.toFixed(5) : "";
    form.elements.lat.value = at ? at.lat.toFixed(5) : "";
    form.querySelector("[data-point]").textContent = at ? `${say.sayPoint}: ${number(at.lat, 4)}, ${number(at.lng, 4)}` : "";
  }

  add() {
    const { elements } = form;
    const what = elements.do.selectedOptions[0];
    const [kind, arrival] = what.value.split(":");
    const edit = { do: kind };
    if (["close", "move", "hours"].includes(kind)) edit.site = elements.site.value;
    if (arrival) edit.arrival = arrival;
    if (["move", "open"].includes(kind)) {
      const place = elements.at.value;
      const at = this.data.places.code.indexOf(place);
      if (at < 0) return this.fault(say.sayWhere);
      const own = elements.lon.value;
      edit.place = place;
      edit.lon = own ? Number(own) : this.data.places.lon[at];
      edit.lat = own ? Number(elements.lat.value) : this.data.places.lat[at];
    } else if (elements.at.value && ["team", "retire", "grow", "age"].includes(kind)) edit.place = elements.at.value;
    if (["hours", "open", "team", "grow", "age"].includes(kind)) {
      edit.value = Number(elements.value.value.replaceAll(/[\s\u202f\u00a0]/g, "").replace(",", "."));
      const fits = elements.value.value.trim() && edit.value >= Number(what.dataset.least) && edit.value <= Number(what.dataset.most);
      if (!fits) return this.fault(`${say.sayNumber} ${number(Number(what.dataset.least))} – ${number(Number(what.dataset.most))}`);
    }
    return this.set([...this.edits, edit]);
  }

  fault(words) {
    const line = form.querySelector("[data-fault]");
    line.textContent = words;
    line.hidden = !words;
    return false;
  }

  /** A practice is chosen on the map or in the form. */
  choose(code) {
    const site = this.lab.sites.find((each) => each.code === code);
    if (!site) return;
    const { elements } = form;
    if (![...elements.site.options].some((option) => option.value === code)) return;
    if (!["close", "move", "hours"].includes(elements.do.value)) {
      elements.do.value = "close";
      this.adaptForm();
    }
    elements.site.value = code;
    if (elements.do.value === "hours") elements.value.value = number(site.fte);
    this.layer.choose(code);
  }

  /** A commune was clicked: where it happens. */
  point(at, place) {
    if (!this.codes.includes(place)) return;
    form.elements.at.value = place;
    if (["move", "open"].includes(form.elements.do.value.split(":")[0])) this.setPoint(at);
  }

  // --- what is drawn ---

  show(kind) {
    this.shown = kind;
    for (const button of root.querySelectorAll("[data-show]")) button.setAttribute("aria-pressed", String(button.dataset.show === kind));
    for (const legend of root.querySelectorAll("[data-legend]")) legend.hidden = legend.dataset.legend !== kind;
    this.drawLight();
  }

  /** By commune, or by the cells in which people were counted. */
  async divide(by) {
    if (by === "cell" && !this.cells) this.cells = await (await fetch(say.cells)).json();
    this.by = by;
    for (const button of root.querySelectorAll("[data-by]")) button.setAttribute("aria-pressed", String(button.dataset.by === by));
    this.layer.divide(by === "cell" ? this.cells : null);
    this.drawLight();
  }

  draw() {
    this.drawLight();
    this.drawTable();
    this.drawEdits();
    part("[data-undo]").disabled = !this.past.length;
    part("[data-redo]").disabled = !this.future.length;
    const text = this.edits.length ? JSON.stringify(this.edits) : "[]";
    form.elements.edits.value = text;
    const kept = part("[data-edits-value]");
    if (kept) kept.value = text;
    for (const link of root.querySelectorAll("[data-export]")) link.href = this.address(link.href);
    const own = this.address(window.location.href);
    if (own.length < LONGEST_ADDRESS) window.history.replaceState(null, "", own);
  }

  address(href) {
    const url = new URL(href);
    for (const name of ["place", "profession", "method"]) url.searchParams.set(name, form.elements[name].value);
    url.searchParams.set("edits", JSON.stringify(this.edits));
    return url.href;
  }

  /** What follows a finger: the figures, the two lists, the colours, the circles. */
  drawLight() {
    const after = this.lab.placeAccess();
    this.after = after;
    this.drawFigures(this.lab.figures());
    this.drawBalance(after);
    const tone = (was, now) => (this.shown === "access" ? accessTone(now * this.data.scale, this.data.cuts) : changeTone(relativeChange(was, now)));
    const tones = new Map();
    this.codes.forEach((code, place) => {
      if (Number.isFinite(after[place])) tones.set(code, tone(this.lab.before[place], after[place]));
    });
    this.layer.recolour(tones);
    if (this.by === "cell") {
      const { access } = this.lab.state;
      this.layer.recolourCells(new Map(this.lab.insidePoints.map((point) => [String(point), tone(this.lab.pointsBefore[point], access[point])])));
    }
    this.layer.show(this.lab.sites);
  }

  drawFigures(now) {
    const was = this.lab.beforeFigures;
    const ratio = (value) => (value === null ? say.sayNoRatio : `${number(value, 1)} : 1`);
    const rows = {
      mean: [this.shownAccess(now.mean), this.shownAccess(was.mean), now.mean - was.mean],
      under: [percent(now.share_under, 1), percent(was.share_under, 1), was.share_under - now.share_under],
      ratio: [ratio(now.p90_p10), ratio(was.p90_p10), (was.p90_p10 ?? 0) - (now.p90_p10 ?? 0)],
      gini: [number(now.gini, 3), number(was.gini, 3), was.gini - now.gini],
    };
    for (const [name, [after, before, gain]] of Object.entries(rows)) {
      part(`[data-after="${name}"]`).textContent = after;
      const line = part(`[data-before="${name}"]`);
      line.querySelector("[data-value]").textContent = before;
      const verdict = after === before ? "" : gain > 0 ? "better" : "worse";
      line.classList.toggle("lab-better", verdict === "better");
      line.classList.toggle("lab-worse", verdict === "worse");
      line.querySelector("[data-verdict]").textContent = { better: say.sayBetter, worse: say.sayWorse }[verdict] ?? "";
    }
    part("[data-remote]").hidden = !(now.remote_share > 0);
  }

  drawBalance(after) {
    const balance = this.lab.balance(after);
    for (const side of ["gaining", "losing"]) part(`[data-people="${side}"]`).textContent = number(balance[side], 0);
    for (const side of ["winners", "losers"]) {
      const items = balance[side].map((row) => this.rank(row, after));
      if (!items.length) items.push(Object.assign(document.createElement("li"), { className: "quiet", textContent: say.sayNobody }));
      part(`[data-ranking="${side}"]`).replaceChildren(...items);
    }
  }

  rank(row, after) {
    const item = document.createElement("li");
    const add = (tag, className, text) => item.append(Object.assign(document.createElement(tag), { className, textContent: text }), " ");
    add("span", "lab-rank-name", this.data.places.name[row.place]);
    add("span", "number", `${this.shownAccess(this.lab.before[row.place])} → ${this.shownAccess(after[row.place])}`);
    add("strong", "number", this.change(row.relative));
    add("span", "quiet", `${number(row.people, 0)} ${say.sayPeople}`);
    return item;
  }

  change(relative) {
    return Math.abs(relative) > 1e-9 ? `${relative > 0 ? "+" : ""}${number(100 * relative, 0)}\u00a0%` : "";
  }

  drawTable() {
    const people = this.lab.placePeople();
    this.codes.forEach((code, place) => {
      const cells = this.rows.get(code)?.children;
      if (!cells) return;
      const texts = [number(people[place], 0), null, this.shownAccess(this.after[place]), this.change(relativeChange(this.lab.before[place], this.after[place]))];
      texts.forEach((text, index) => {
        if (text !== null && cells[index + 1].textContent !== text) cells[index + 1].textContent = text;
      });
    });
  }

  drawEdits() {
    const names = new Map(this.lab.sites.map((site) => [site.code, site.arrival ? this.data.words.arrivals[site.arrival] : site.name]));
    const items = this.edits.map((edit, at) => {
      const item = document.createElement("li");
      item.append(Object.assign(document.createElement("span"), { textContent: this.sentence(edit, names) }), " ");
      const take = Object.assign(document.createElement("button"), { type: "button", className: "button-link", textContent: say.sayTake });
      take.dataset.take = at;
      item.append(take);
      return item;
    });
    part("[data-edits-list]").replaceChildren(...items);
    part("[data-no-edits]").hidden = items.length > 0;
    const { site } = form.elements;
    for (const option of [...site.options]) if (option.value.startsWith("new-")) option.remove();
    for (const each of this.lab.sites) if (each.arrival) site.append(new Option(`${names.get(each.code)} (${say.sayNew})`, each.code));
  }

  sentence(edit, names) {
    const { words, places } = this.data;
    const place = edit.place ? places.name[places.code.indexOf(edit.place)] : ["move", "open"].includes(edit.do) ? words.point : words.territory;
    const facts = { site: names.get(edit.site) ?? "", place, value: edit.value === undefined ? "" : number(edit.value), arrival: words.arrivals[edit.arrival] ?? "" };
    return words[edit.do].replaceAll(/\{(\w+)\}/g, (_, name) => facts[name]);
  }

  /** What lies under the pointer. */
  tell(siteCode, placeCode) {
    const readout = document.querySelector("#map .map-readout");
    const lines = [];
    const place = this.codes.indexOf(placeCode);
    if (siteCode) {
      const site = this.lab.sites.find((each) => each.code === siteCode);
      lines.push(site.arrival ? this.data.words.arrivals[site.arrival] : site.name, `${number(site.fte)} ${this.data.words.fte}${site.oldest ? `, ${this.data.words.oldest.replace("{age}", site.oldest)}` : ""}`);
    } else if (place >= 0) {
      const [before, after] = [this.lab.before[place], this.after[place]];
      const same = Math.abs(relativeChange(before, after)) < 1e-9;
      lines.push(this.data.places.name[place], same ? this.shownAccess(after) : `${this.shownAccess(before)} → ${this.shownAccess(after)}`);
    }
    const name = Object.assign(document.createElement("strong"), { textContent: lines[0] ?? "" });
    readout.replaceChildren(...(lines.length ? [name, lines[1]] : []));
  }
}

async function begin() {
  // The map may be drawn before the data are here: the layer waits for both.
  const layer = new SiteLayer(document.getElementById("map"));
  const answer = await fetch(say.data, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${say.data}: ${answer.status}`);
  const data = await answer.json();
  // A territory too large for a page is computed by the server, change by change: the form works as without a script.
  if (data.too_large) return;
  const page = new Page(data, layer);
  part(".lab-tools").hidden = false;
  await page.set(JSON.parse(say.edits), { remember: false });
  root.dataset.state = "ready";
}

if (root) begin().catch((reason) => console.info(`The lab computes on the server: ${reason.stack ?? reason}`));
