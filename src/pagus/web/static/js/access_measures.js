// How unequal access is, and who would reach a new site in a straight line: part of access_kernel.js. No DOM, no request.

const TOLERANCE = 1e-9; // a value that computing moved off the threshold by less still lies on it
const EARTH_RADIUS_M = 6371008.8;

/**
 * Who would reach a site at (x, y) in a straight line? points: { x, y, unit: "m" | "deg" }; router: { speed_kmh, detour }.
 * Gives a column: { demand, minutes }. In degrees along the great circle.
 */
export function straightColumn(points, x, y, router, limitMin) {
  const limit = Math.fround(limitMin);
  const metresAMinute = (router.speed_kmh * 1000) / 60;
  const centre = points.unit === "deg" ? ball(x, y) : null;
  const demand = [];
  const minutes = [];
  for (let place = 0; place < points.x.length; place += 1) {
    const metres = centre
      ? arcMetres(centre, ball(points.x[place], points.y[place]))
      : Math.sqrt((points.x[place] - x) * (points.x[place] - x) + (points.y[place] - y) * (points.y[place] - y));
    const time = Math.fround((metres * router.detour) / metresAMinute);
    if (time <= limit) {
      demand.push(place);
      minutes.push(time);
    }
  }
  return { demand: Int32Array.from(demand), minutes: Float32Array.from(minutes) };
}

function ball(lon, lat) {
  const across = (lon * Math.PI) / 180;
  const along = (lat * Math.PI) / 180;
  return [Math.cos(along) * Math.cos(across), Math.cos(along) * Math.sin(across), Math.sin(along)];
}

function arcMetres(one, other) {
  const chord = Math.sqrt((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2);
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(chord / 2, 1));
}

/**
 * How unequal is access? access and weights (people) by place; places without people do not count.
 * Gives { people, mean, gini, theil, atkinson, p10, p50, p90, p90_p10 (null without meaning), share_at_or_under }, or null
 * when nobody lives there. The threshold belongs to what lies under it.
 */
export function inequality(access, weights, { threshold = null, aversion = 0.5 } = {}) {
  const order = risingOrder(access, weights);
  if (!order.length) return null;
  let people = 0;
  let reached = 0;
  let lorenz = 0;
  let under = 0;
  const line = threshold === null ? null : threshold + Math.abs(threshold) * TOLERANCE;
  for (const place of order) {
    const term = access[place] * weights[place];
    lorenz += weights[place] * (2 * reached + term);
    reached += term;
    people += weights[place];
    if (line !== null && access[place] <= line) under += weights[place];
  }
  const mean = reached / people;
  const [p10, p50, p90] = quantiles(access, weights, order, people, [0.1, 0.5, 0.9]);
  return {
    people,
    mean,
    gini: reached > 0 ? Math.max(0, 1 - lorenz / (people * reached)) : 0,
    ...entropies(access, weights, order, people, mean, aversion),
    p10,
    p50,
    p90,
    p90_p10: p10 > 0 ? p90 / p10 : null,
    share_at_or_under: line === null ? null : under / people,
  };
}

function entropies(access, weights, order, people, mean, aversion) {
  if (!(mean > 0)) return { theil: 0, atkinson: 0 };
  let theil = 0;
  let power = 0;
  for (const place of order) {
    const relative = access[place] / mean;
    if (relative > 0) theil += weights[place] * relative * Math.log(relative);
    power += weights[place] * (aversion === 1 ? Math.log(relative) : relative ** (1 - aversion));
  }
  power /= people;
  const level = aversion === 1 ? Math.exp(power) : power > 0 ? power ** (1 / (1 - aversion)) : 0;
  return { theil: Math.max(0, theil / people), atkinson: access[order[0]] > 0 || aversion < 1 ? 1 - level : 1 };
}

function quantiles(access, weights, order, people, shares) {
  let running = 0;
  let next = 0;
  const found = [];
  for (const place of order) {
    running += weights[place];
    while (next < shares.length && running >= shares[next] * people * (1 - TOLERANCE)) {
      found.push(access[place]);
      next += 1;
    }
  }
  return found;
}

/** Places where people live, by rising access: thrown into as many bins as there are places, then each bin sorted. */
function risingOrder(access, weights) {
  let top = 0;
  let count = 0;
  for (let place = 0; place < access.length; place += 1) {
    if (weights[place] > 0) {
      count += 1;
      if (access[place] > top) top = access[place];
    }
  }
  const bin = (value) => (top > 0 ? Math.min(count - 1, Math.floor((value / top) * count)) : 0);
  const start = new Int32Array(count + 1);
  for (let place = 0; place < access.length; place += 1) if (weights[place] > 0) start[bin(access[place]) + 1] += 1;
  for (let index = 0; index < count; index += 1) start[index + 1] += start[index];
  const order = new Int32Array(count);
  const filled = start.slice();
  for (let place = 0; place < access.length; place += 1) {
    if (weights[place] > 0) {
      const index = bin(access[place]);
      order[filled[index]] = place;
      filled[index] += 1;
    }
  }
  for (let index = 0; index < count; index += 1) {
    if (start[index + 1] - start[index] > 1) {
      order.subarray(start[index], start[index + 1]).sort((one, other) => access[one] - access[other] || one - other);
    }
  }
  return order;
}
