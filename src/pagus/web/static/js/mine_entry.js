// A measurement written by hand: read with a comma or a point, and asked again when it looks like a slip. Whoever says
// that it is right is believed.
const LARGEST_TEXT = 40;

export function numberOf(text) {
  const plain = text.replace(/[\s\u00a0\u202f]/g, "").replace(/%$/, "").replace(",", ".");
  return text.length <= LARGEST_TEXT && /^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null;
}

const unitsOf = (form) => [...form.querySelectorAll("select[name=unit] option, input[name=unit]")].map((one) => ({
  code: one.value,
  label: one.dataset.label ?? one.textContent,
  factor: Number(one.dataset.factor),
  shift: Number(one.dataset.shift),
  chosen: one.selected ?? true,
}));

const within = (value, low, high) => value >= low && value <= high;

// The same three questions as on the server (apps/home/usual.py): another unit, hardly possible, far from before.
export function doubtOf(facts, value, units) {
  const own = value * units.chosen.factor + units.chosen.shift;
  const isPlausible = within(own, facts.low, facts.high);
  const isKnown = Number.isFinite(facts.farLow) && Number.isFinite(facts.farHigh);
  if (isPlausible && (!isKnown || within(own, facts.farLow, facts.farHigh))) return null;
  if (isKnown) {
    // In each other unit: is the number, as it stands, one that would be usual?
    const meant = units.all.find(
      (unit) => unit.code !== units.chosen.code && within(value * unit.factor + unit.shift, facts.farLow, facts.farHigh),
    );
    if (meant) return { kind: "unit", unit: meant };
  }
  return { kind: isPlausible ? "far" : "implausible" };
}

const filled = (text, facts) => Object.entries(facts).reduce((said, [name, value]) => said.replaceAll(`{${name}}`, value), text);

function wrong(form, words) {
  const field = form.querySelector(".field");
  field.classList.toggle("field-faulty", Boolean(words));
  form.querySelector("[data-error]").hidden = !words;
  form.querySelector("[data-error-words]").textContent = words;
  const input = form.elements.value;
  if (words) {
    input.setAttribute("aria-invalid", "true");
    input.focus();
  } else input.removeAttribute("aria-invalid");
}

function button(words, isPlain, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = isPlain ? "button button-plain" : "button";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

// Ask once more; gives the unit that is right, or null when it is to be corrected.
function askAgain(form, doubt, said, chosen) {
  const box = form.querySelector("[data-doubt]");
  const { sayImplausible, sayFar, sayUnit, sayYes, sayItwas, sayNo, last } = form.dataset;
  const words = { implausible: sayImplausible, far: sayFar, unit: sayUnit }[doubt.kind];
  return new Promise((answered) => {
    const end = (unit) => {
      box.hidden = true;
      box.replaceChildren();
      if (unit === null) form.elements.value.focus();
      answered(unit);
    };
    const text = document.createElement("p");
    text.textContent = filled(words, { value: `${said} ${chosen.label}`, last, unit: doubt.unit?.label ?? "" });
    const row = document.createElement("p");
    row.className = "row";
    row.append(button(filled(sayYes, { value: `${said} ${chosen.label}` }), true, () => end(chosen)));
    if (doubt.unit) row.append(button(filled(sayItwas, { value: `${said} ${doubt.unit.label}` }), true, () => end(doubt.unit)));
    row.append(button(sayNo, true, () => end(null)));
    box.replaceChildren(text, row);
    box.hidden = false;
    box.focus();
  });
}

const newId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// What somebody wrote, ready for the outbox; null when it is not right yet.
export async function writtenIn(form, owner, behind) {
  const said = form.elements.value.value.trim();
  const value = numberOf(said);
  wrong(form, value === null ? filled(form.dataset.sayNonumber, { text: said }) : "");
  if (value === null) return null;
  const typed = form.elements.at.value;
  const at = typed ? new Date(typed).getTime() : Date.now();
  // A typed instant is meant in our time, not in that of a clock that is off.
  const shift = typed ? 0 : behind;
  if (typed && at > Date.now() + Math.max(behind, 0) + 60_000) {
    wrong(form, form.dataset.sayFuture);
    return null;
  }
  const all = unitsOf(form);
  let chosen = all.find((unit) => unit.chosen) ?? all[0];
  const { low, high, farLow, farHigh } = form.dataset;
  const facts = { low: Number(low), high: Number(high), farLow: farLow ? Number(farLow) : NaN, farHigh: farHigh ? Number(farHigh) : NaN };
  const doubt = doubtOf(facts, value, { all, chosen });
  if (doubt) chosen = await askAgain(form, doubt, said, chosen);
  if (!chosen) return null;
  return { id: newId(), owner, signal: form.dataset.signal, name: form.dataset.name, said, value, unit: chosen.code, label: chosen.label, at, behind: shift };
}
