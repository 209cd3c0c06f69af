// A territory in the page: the changes of a scenario made on the kernel, word for word as pagus.apps.access.draft makes
// them on the server. No DOM, no request.
import { AccessState, inequality, straightColumn } from "./access_kernel.js";

const NOTABLE = 0.01; // who gains or loses less than one per cent stays the same

function unpack(text, kind) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new kind(bytes.buffer);
}

/** A column of the server's own router: { demand, minutes }, packed. */
export function unpackColumn(told) {
  return { demand: unpack(told.demand, Int32Array), minutes: unpack(told.minutes, Float32Array) };
}

export class Lab {
  /** data: as pagus.apps.access.page_data gives it, with `threshold` and `cuts`. */
  constructor(data) {
    this.data = data;
    const { points, sites, pairs } = data;
    this.points = { x: Float64Array.from(points.lon), y: Float64Array.from(points.lat), unit: "deg" };
    this.place = Int32Array.from(points.place);
    this.inside = data.places.inside;
    this.insidePoints = [...this.place.keys()].filter((point) => this.place[point] < this.inside);
    this.placeOf = new Map(data.places.code.map((code, at) => [code, at]));
    this.siteNames = sites.name;
    this.columns = new Map(); // of the server's router, by point
    this.state = new AccessState({
      site_ptr: unpack(pairs.ptr, Int32Array),
      demand: unpack(pairs.demand, Int32Array),
      minutes: unpack(pairs.minutes, Float32Array),
      limit_min: data.limit_min,
      std_people: points.std_people,
      capacity: sites.capacity,
      method: data.method,
    });
    this.people = Float64Array.from(points.people);
    this.sites = sites.code.map((code, at) => ({
      code, at, name: sites.name[at], place: sites.place[at], lon: sites.lon[at], lat: sites.lat[at],
      fte: sites.fte[at], over: sites.over_65[at], capacity: sites.capacity[at], remote: sites.remote[at],
      oldest: sites.oldest[at], open: true, touched: false, inside: this.placeOf.get(sites.place[at]) < this.inside,
    }));
    this.edits = [];
    this.marks = [];
    this.before = this.placeAccess();
    this.pointsBefore = this.state.access.slice();
    this.beforeFigures = this.figures();
  }

  /** Make these the changes; what is the same from the beginning stays as it is computed. */
  setEdits(edits) {
    let same = 0;
    while (same < edits.length && same < this.edits.length && this.edits[same] === edits[same]) same += 1;
    while (this.edits.length > same) this.pop();
    for (const edit of edits.slice(same)) this.push(edit);
  }

  /** Make one change after the others. */
  push(edit) {
    const mark = { steps: this.state.steps, sites: this.sites, people: this.people };
    this.sites = this.sites.slice();
    try {
      this[edit.do](edit);
    } catch (reason) {
      this.back(mark);
      throw reason;
    }
    this.marks.push(mark);
    this.edits.push(edit);
  }

  /** Take the last change back. */
  pop() {
    this.edits.pop();
    this.back(this.marks.pop());
  }

  back(mark) {
    while (this.state.steps > mark.steps) this.state.undo();
    this.sites = mark.sites;
    this.people = mark.people;
  }

  // --- the changes ---

  close({ site }) {
    const found = this.site(site);
    this.state.apply({ kind: "close", site: found.at });
    this.put(found, { open: false, capacity: 0, fte: 0, over: 0 });
  }

  move({ site, lon, lat, place }) {
    const found = this.site(site);
    this.state.apply({ kind: "move", site: found.at, column: this.column(lon, lat) });
    this.put(found, { lon, lat, place: place || found.place });
  }

  hours({ site, value }) {
    const found = this.site(site);
    const share = found.fte > 0 ? { capacity: (found.capacity / found.fte) * value, over: (found.over / found.fte) * value }
      : { capacity: this.data.per_fte * value };
    this.setCapacity(found, { ...share, fte: value });
  }

  open({ arrival, lon, lat, place, value }) {
    const capacity = this.data.per_fte * value;
    const { site } = this.state.apply({ kind: "open", column: this.column(lon, lat), capacity });
    const number = this.edits.filter((edit) => edit.do === "open").length + 1;
    const remote = this.data.remote_arrivals.includes(arrival);
    this.sites.push({
      code: `new-${number}`, at: site, name: arrival, arrival, place: place || "", lon, lat, fte: value, over: 0, capacity,
      remote, oldest: null, open: true, touched: true, inside: true,
    });
  }

  team({ place, value }) {
    for (const site of this.sitesIn(place)) if (!site.remote) this.setCapacity(site, { capacity: site.capacity * value });
  }

  retire({ place }) {
    for (const site of this.sitesIn(place)) {
      if (site.over > 0 && site.fte > 0) {
        const left = Math.max(0, site.fte - site.over);
        this.setCapacity(site, { capacity: (site.capacity / site.fte) * left, fte: left, over: 0 });
      }
    }
  }

  grow({ place, value }) {
    const here = this.pointsIn(place);
    this.people = this.people.slice();
    for (const point of here) this.people[point] *= value;
    this.need(here, value);
  }

  age({ place, value }) {
    this.need(this.pointsIn(place), value);
  }

  need(places, value) {
    this.state.apply({ kind: "set_people", places, std_people: places.map((point) => this.state.std_people[point] * value) });
  }

  setCapacity(site, facts) {
    this.state.apply({ kind: "set_capacity", site: site.at, capacity: facts.capacity });
    this.put(site, facts);
  }

  put(site, facts) {
    this.sites[this.sites.indexOf(site)] = { ...site, ...facts, touched: true };
  }

  site(code) {
    const found = this.sites.find((each) => each.code === code);
    if (!found) throw new RangeError(`no site ${code}`);
    return found;
  }

  sitesIn(place) {
    const within = place ? (site) => site.place === place : (site) => this.placeOf.get(site.place) < this.inside;
    return this.sites.filter((site) => site.open && within(site));
  }

  pointsIn(place) {
    if (!place) return this.insidePoints;
    const wanted = this.placeOf.get(place);
    return this.insidePoints.filter((point) => this.place[point] === wanted);
  }

  /** Who would reach a site here: by the server's ways where they were asked for, else in a straight line. */
  column(lon, lat) {
    const known = this.columns.get(`${lon},${lat}`);
    if (known) return known;
    const router = this.data.straight ?? { speed_kmh: 50, detour: 1.3 };
    return straightColumn(this.points, lon, lat, router, this.data.limit_min);
  }

  // --- what comes out ---

  /** Access by place inside, weighted by need; NaN where nobody lives. */
  placeAccess() {
    const need = new Float64Array(this.inside);
    const reached = new Float64Array(this.inside);
    const { access, std_people: people } = this.state;
    for (const point of this.insidePoints) {
      need[this.place[point]] += people[point];
      reached[this.place[point]] += people[point] * access[point];
    }
    return reached.map((sum, place) => (need[place] > 0 ? sum / need[place] : NaN));
  }

  placePeople() {
    const sums = new Float64Array(this.inside);
    for (const point of this.insidePoints) sums[this.place[point]] += this.people[point];
    return sums;
  }

  figures() {
    const { access, std_people: need } = this.state;
    const values = Float64Array.from(this.insidePoints, (point) => access[point]);
    const people = Float64Array.from(this.insidePoints, (point) => this.people[point]);
    let [reached, needed] = [0, 0];
    for (const point of this.insidePoints) {
      reached += need[point] * access[point];
      needed += need[point];
    }
    const found = inequality(values, people, { threshold: this.data.threshold });
    let [capacity, remote] = [0, 0];
    for (const site of this.sitesIn("")) {
      capacity += site.capacity;
      if (site.remote) remote += site.capacity;
    }
    return {
      mean: needed > 0 ? reached / needed : 0,
      gini: found?.gini ?? 0,
      p90_p10: found?.p90_p10 ?? null,
      share_under: found?.share_at_or_under ?? 0,
      people: found?.people ?? 0,
      remote_share: capacity > 0 ? remote / capacity : 0,
    };
  }

  /** Who gains and who loses: { winners, losers, gaining, losing }, the most first. */
  balance(after, most = 8) {
    const people = this.placePeople();
    const rows = [];
    for (let place = 0; place < this.inside; place += 1) {
      const relative = relativeChange(this.before[place], after[place]);
      if (Math.abs(relative) > NOTABLE) rows.push({ place, relative, people: people[place] });
    }
    const sum = (sign) => rows.reduce((total, row) => (row.relative * sign > 0 ? total + row.people : total), 0);
    const sorted = rows.sort((one, other) => other.relative - one.relative);
    return {
      winners: sorted.filter((row) => row.relative > 0).slice(0, most),
      losers: sorted.filter((row) => row.relative < 0).reverse().slice(0, most),
      gaining: sum(1),
      losing: sum(-1),
    };
  }
}

/** The change as a share of what there was; 1 where there was nothing and is something. */
export function relativeChange(before, after) {
  const change = after - before;
  if (!Number.isFinite(change)) return 0;
  if (!before) return change > 0 ? 1 : 0;
  return change / before;
}

/** The tone of an access in shown units, or of a relative change. A value on a cut point belongs to the class above. */
export function accessTone(value, cuts) {
  let index = 1;
  while (index <= cuts.length && value >= cuts[index - 1]) index += 1;
  return `need-${index}`;
}

export function changeTone(relative) {
  if (relative <= -0.1) return "need-1";
  if (relative < -NOTABLE) return "need-2";
  if (relative <= NOTABLE) return "need-3";
  return relative < 0.1 ? "need-4" : "need-5";
}
