// "Use my position": asks the browser once, rounds before anything leaves the page, and sends the form to this server.
async function locate(button) {
  const form = document.getElementById(button.dataset.locate);
  const said = document.getElementById("care-locate-said");
  const say = (text) => {
    said.textContent = text;
  };
  const decimals = Number(button.dataset.decimals);
  say(button.dataset.sayWait);
  try {
    const { coords } = await new Promise((found, failed) => {
      navigator.geolocation.getCurrentPosition(found, failed, { maximumAge: 60_000, timeout: 15_000 });
    });
    form.elements.at.value = `${coords.latitude.toFixed(decimals)},${coords.longitude.toFixed(decimals)}`;
    form.elements.place.value = "";
    form.elements.q.value = "";
    form.requestSubmit();
    say("");
  } catch {
    say(button.dataset.sayRefused);
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-locate]");
  if (button) locate(button);
});

// What is typed goes before a point that was chosen earlier; and the answer comes into view on a phone.
document.addEventListener("input", (event) => {
  if (event.target.name === "q" && event.target.form?.id === "care-form") {
    event.target.form.elements.at.value = "";
    event.target.form.elements.place.value = "";
  }
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "care-answer") document.getElementById("found-heading")?.scrollIntoView({ block: "start" });
});
