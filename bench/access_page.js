// What bench_access.py runs in a page: an edit, all map values and all measures of inequality, and back again.
async ({ table, people, points, center }) => {
  const { AccessState, inequality, straightColumn } = await import("./access_kernel.js");
  const least = (times, run) => {
    let best = Infinity;
    for (let i = 0; i < times; i += 1) {
      const started = performance.now();
      run();
      best = Math.min(best, performance.now() - started);
    }
    return best;
  };
  const weights = Float64Array.from(people);
  const start = least(3, () => new AccessState(table));
  const state = new AccessState(table);
  let busiest = 0;
  state.columns.forEach((column, site) => {
    if (column.demand.length > state.columns[busiest].demand.length) busiest = site;
  });
  const router = { speed_kmh: 50, detour: 1.3 };
  const whole = (edit) => least(20, () => {
    state.apply(edit());
    inequality(state.access, weights, { threshold: 2.5 });
    state.undo();
  });
  return {
    start,
    measures: least(20, () => inequality(state.access, weights, { threshold: 2.5 })),
    close: whole(() => ({ kind: "close", site: busiest })),
    drag: whole(() => ({ kind: "move", site: busiest, column: straightColumn(points, ...center, router, 20) })),
    people: whole(() => ({ kind: "set_people", places: [1], std_people: [1000] })),
  };
}
