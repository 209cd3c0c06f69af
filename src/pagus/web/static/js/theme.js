// Colours before the first paint: light, dark, or as the system. A classic script, so that nothing flashes.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const fixed = root.dataset.theme;
  const stored = () => {
    try {
      return localStorage.getItem("pagus-theme") || "";
    } catch {
      return "";
    }
  };

  const apply = (theme) => {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    root.dataset.drawn = theme || (system.matches ? "dark" : "light");
    for (const button of document.querySelectorAll("[data-set-theme]")) {
      button.setAttribute("aria-pressed", String(button.dataset.setTheme === theme));
    }
    document.dispatchEvent(new CustomEvent("pagus:theme"));
  };

  root.classList.add("has-script");
  apply(fixed || stored());
  document.addEventListener("DOMContentLoaded", () => apply(root.dataset.theme || ""));
  system.addEventListener("change", () => apply(root.dataset.theme || ""));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-set-theme]");
    if (!button) return;
    try {
      localStorage.setItem("pagus-theme", button.dataset.setTheme);
    } catch {
      // A browser without storage keeps the choice for this page only.
    }
    apply(button.dataset.setTheme);
  });
})();
