// Potential access in the page: the algorithm of pagus.engines.access (catchment, whatif, inequality, straight), word for
// word. No DOM, no request. Both are held to tests/engines/access/vectors. Arrays in, typed arrays out.
export { inequality, straightColumn } from "./access_measures.js";

const ANEW = 0.25; // an edit that touches a larger share of all pairs is computed anew
const EMPTY = { demand: new Int32Array(0), minutes: new Float32Array(0) };

/** Sums of about 32 digits: what was added can be taken away again without a trace (Knuth's TwoSum). */
export class ExactSums {
  constructor(count) {
    this.high = new Float64Array(count);
    this.low = new Float64Array(count);
  }

  add(place, value) {
    const before = this.high[place];
    const total = before + value;
    const part = total - before;
    const low = this.low[place] + (before - (total - part)) + (value - part);
    const rounded = total + low;
    this.high[place] = rounded;
    this.low[place] = low - (rounded - total);
  }
}

function grown(array, value) {
  const longer = new array.constructor(array.length + 1);
  longer.set(array);
  longer[array.length] = value;
  return longer;
}

function requireAmount(amount) {
  if (!(Number.isFinite(amount) && amount >= 0)) throw new RangeError(`an amount is 0 or more: ${amount} is not`);
}

/**
 * A territory in which edits can be tried.
 *
 * table: { site_ptr, demand, minutes, limit_min, std_people, capacity, method: { family, edges_min, weights } }
 * with pairs as CSR by site. Read `access`, `reached`, `ratio`, `capacity`, `std_people`; change them by `apply` and `undo`.
 */
export class AccessState {
  constructor(table) {
    this.family = table.method.family;
    this.edges = Float32Array.from(table.method.edges_min);
    this.weights = Float64Array.from([...table.method.weights, 0]);
    this.limit = Math.fround(table.limit_min);
    if (this.limit < this.edges[this.edges.length - 1]) throw new RangeError("travel times end before the last band");
    this.std_people = Float64Array.from(table.std_people);
    this.capacity = Float64Array.from(table.capacity);
    this.open = new Uint8Array(this.capacity.length).fill(1);
    const demand = Int32Array.from(table.demand);
    const minutes = Float32Array.from(table.minutes);
    this.basePairs = demand.length;
    this.columns = Array.from(this.capacity, (_, site) => ({
      demand: demand.subarray(table.site_ptr[site], table.site_ptr[site + 1]),
      minutes: minutes.subarray(table.site_ptr[site], table.site_ptr[site + 1]),
    }));
    this.log = [];
    this.reverse = null;
    this.computeAnew();
  }

  get access() {
    return this.sums.high;
  }

  get steps() {
    return this.log.length;
  }

  isOpen(site) {
    return Number.isInteger(site) && site >= 0 && site < this.capacity.length && this.open[site] === 1;
  }

  /** Capacity of sites that nobody can reach. */
  lostCapacity() {
    return this.capacity.reduce((lost, amount, site) => (this.reached[site] > 0 ? lost : lost + amount), 0);
  }

  /**
   * What does this edit change? { places, change, site }: access of `places`, rising, by `change`; `site` opened, or null.
   * Edits: { kind: "set_capacity", site, capacity }, { kind: "close", site }, { kind: "open", column, capacity },
   * { kind: "move", site, column }, { kind: "set_people", places, std_people }; a column is { demand, minutes }.
   */
  apply(edit) {
    if (["set_capacity", "close", "move"].includes(edit.kind) && !this.isOpen(edit.site)) {
      throw new RangeError(`site ${edit.site} is closed, or there is none`);
    }
    switch (edit.kind) {
      case "set_capacity":
        requireAmount(edit.capacity);
        return this.change([edit.site], [], () => {
          this.capacity[edit.site] = edit.capacity;
        });
      case "close":
        return this.changeColumn(edit.site, EMPTY, true);
      case "move":
        return this.changeColumn(edit.site, this.checked(edit.column), false);
      case "open":
        return this.openSite(edit);
      case "set_people":
        return this.setPeople(edit);
      default:
        throw new RangeError(`no edit ${edit.kind}`);
    }
  }

  /** Take the last edit back, to the bit. Gives what that changes, as `apply`. */
  undo() {
    const before = this.log.pop();
    if (!before) throw new RangeError("there is no edit to undo");
    const change = before.high.map((value, index) => value - this.access[before.places[index]]);
    before.places.forEach((place, index) => {
      this.sums.high[place] = before.high[index];
      this.sums.low[place] = before.low[index];
      this.totals.high[place] = before.totalsHigh[index];
      this.totals.low[place] = before.totalsLow[index];
      this.std_people[place] = before.people[index];
    });
    before.sites.forEach((was) => {
      this.capacity[was.site] = was.capacity;
      this.reached[was.site] = was.reached;
      this.ratio[was.site] = was.ratio;
      this.open[was.site] = was.open;
      this.setColumn(was.site, was.column);
    });
    if (before.opened) {
      this.columns.pop();
      for (const name of ["capacity", "reached", "ratio", "open"]) this[name] = this[name].slice(0, -1);
    }
    return { places: before.places, change, site: null };
  }

  // --- the edits ---

  changeColumn(site, column, closes) {
    const old = this.columns[site];
    const either = [...old.demand, ...column.demand];
    const touched = this.family === "3sfca" ? this.sitesOf(either, site) : [site];
    return this.change(touched, either, () => {
      this.countChoice(old, -1);
      this.setColumn(site, column);
      this.countChoice(column, 1);
      if (closes) {
        this.open[site] = 0;
        this.capacity[site] = 0;
      }
    });
  }

  openSite(edit) {
    requireAmount(edit.capacity);
    const column = this.checked(edit.column);
    const site = this.capacity.length;
    this.capacity = grown(this.capacity, edit.capacity);
    this.open = grown(this.open, 1);
    this.reached = grown(this.reached, 0);
    this.ratio = grown(this.ratio, 0);
    this.columns.push(EMPTY);
    const delta = this.changeColumn(site, column, false);
    this.log[this.log.length - 1].opened = true;
    return { ...delta, site };
  }

  setPeople(edit) {
    this.requirePlaces(edit.places);
    if (edit.places.length !== edit.std_people.length) throw new RangeError("one number of people for each place");
    edit.std_people.forEach(requireAmount);
    const most = edit.places.length > ANEW * this.std_people.length;
    return this.change(most ? null : this.sitesOf(edit.places), edit.places, () => {
      edit.places.forEach((place, index) => {
        this.std_people[place] = edit.std_people[index];
      });
    });
  }

  // --- the algorithm ---

  /** Take away the terms of these sites, change, add them anew; or all anew (null) where that is less work. */
  change(sites, further, edit) {
    const pairs = sites ? sites.reduce((sum, site) => sum + this.columns[site].demand.length, 0) : 0;
    const anew = sites === null || (sites.length > 1 && pairs > ANEW * this.basePairs);
    const places = anew ? Int32Array.from(this.access.keys()) : this.union(sites, further);
    const before = this.remember(places, anew ? [...this.capacity.keys()] : sites);
    if (anew) {
      edit();
      this.computeAnew();
    } else {
      for (const site of sites) this.addTerms(site, -1);
      edit();
      for (const site of sites) {
        this.weigh(site);
        this.addTerms(site, 1);
      }
    }
    this.log.push(before);
    const change = before.high.map((value, index) => this.access[places[index]] - value);
    return { places, change, site: null };
  }

  union(sites, further) {
    const seen = new Set(further);
    for (const site of sites) for (const place of this.columns[site].demand) seen.add(place);
    return Int32Array.from(seen).sort();
  }

  remember(places, sites) {
    const taken = (array) => Float64Array.from(places, (place) => array[place]);
    return {
      places,
      high: taken(this.sums.high),
      low: taken(this.sums.low),
      totalsHigh: taken(this.totals.high),
      totalsLow: taken(this.totals.low),
      people: taken(this.std_people),
      sites: sites.map((site) => ({
        site,
        capacity: this.capacity[site],
        reached: this.reached[site],
        ratio: this.ratio[site],
        open: this.open[site],
        column: this.columns[site],
      })),
      opened: false,
    };
  }

  /** An edge belongs to the nearer band; minutes and edges are both float32. */
  bandWeight(minutes) {
    let band = 0;
    while (band < this.edges.length && minutes > this.edges[band]) band += 1;
    return this.weights[band];
  }

  weight(column, entry) {
    const weight = this.bandWeight(column.minutes[entry]);
    if (this.family !== "3sfca") return weight;
    const total = this.totals.high[column.demand[entry]];
    return total > 0 ? (weight * weight) / total : 0;
  }

  addTerms(site, sign) {
    const ratio = this.ratio[site];
    if (ratio === 0) return;
    const column = this.columns[site];
    for (let entry = 0; entry < column.demand.length; entry += 1) {
      const weight = this.weight(column, entry);
      this.sums.add(column.demand[entry], sign * ((this.family === "m2sfca" ? weight * weight : weight) * ratio));
    }
  }

  weigh(site) {
    const column = this.columns[site];
    let reached = 0;
    for (let entry = 0; entry < column.demand.length; entry += 1) {
      reached += this.weight(column, entry) * this.std_people[column.demand[entry]];
    }
    this.reached[site] = reached;
    this.ratio[site] = reached > 0 ? this.capacity[site] / reached : 0;
  }

  countChoice(column, sign) {
    if (this.family !== "3sfca") return;
    for (let entry = 0; entry < column.demand.length; entry += 1) {
      this.totals.add(column.demand[entry], sign * this.bandWeight(column.minutes[entry]));
    }
  }

  computeAnew() {
    this.sums = new ExactSums(this.std_people.length);
    this.totals = new ExactSums(this.std_people.length);
    this.reached = new Float64Array(this.capacity.length);
    this.ratio = new Float64Array(this.capacity.length);
    for (const column of this.columns) this.countChoice(column, 1);
    for (let site = 0; site < this.columns.length; site += 1) {
      this.weigh(site);
      this.addTerms(site, 1);
    }
  }

  setColumn(site, column) {
    if (this.columns[site] === column) return;
    if (this.reverse) {
      for (const place of this.columns[site].demand) this.reverse[place].splice(this.reverse[place].indexOf(site), 1);
      for (const place of column.demand) this.reverse[place].push(site);
    }
    this.columns[site] = column;
  }

  /** Which sites do these places reach? `also` is one more. */
  sitesOf(places, also) {
    if (!this.reverse) {
      this.reverse = Array.from(this.std_people, () => []);
      this.columns.forEach((column, site) => column.demand.forEach((place) => this.reverse[place].push(site)));
    }
    const found = new Set(also === undefined ? [] : [also]);
    for (const place of places) for (const site of this.reverse[place]) found.add(site);
    return [...found].sort((one, other) => one - other);
  }

  // --- what is refused ---

  requirePlaces(places) {
    if (new Set(places).size !== places.length) throw new RangeError("an edit names a place twice");
    for (const place of places) {
      if (!(place >= 0 && place < this.std_people.length)) throw new RangeError("an edit names a place that does not exist");
    }
  }

  checked(column) {
    if (column.demand.length !== column.minutes.length) throw new RangeError("one number of minutes for each place");
    this.requirePlaces(column.demand);
    const minutes = Float32Array.from(column.minutes);
    const kept = [...minutes.keys()].filter((entry) => minutes[entry] <= this.limit);
    return {
      demand: Int32Array.from(kept, (entry) => column.demand[entry]),
      minutes: Float32Array.from(kept, (entry) => minutes[entry]),
    };
  }
}
