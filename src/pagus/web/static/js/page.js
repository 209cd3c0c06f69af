// What pages need beyond HTML: dialogs that open, and the error summary that takes the focus.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open-dialog]");
  if (!opener) return;
  const dialog = document.getElementById(opener.dataset.openDialog);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
  }
});

document.addEventListener("click", (event) => {
  if (event.target instanceof HTMLDialogElement) event.target.close();
});

document.querySelector("[data-focus]")?.focus();

// The parts of a long page are folded at first where the screen is narrow; a link to something in one opens it.
const folds = document.querySelectorAll("details.fold");
const wide = matchMedia("(min-width: 48rem)");
const fold = () => folds.forEach((part) => (part.open = wide.matches));
function reveal(hash) {
  const aim = hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
  for (let around = aim?.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  return aim;
}
if (folds.length) {
  fold();
  reveal(location.hash)?.scrollIntoView();
  wide.addEventListener("change", fold);
  addEventListener("hashchange", () => reveal(location.hash)?.scrollIntoView());
  document.addEventListener("click", (event) => reveal(event.target.closest('a[href^="#"]')?.hash ?? ""));
}

// Who logs out leaves no page of anybody on the device. Answers that wait to be sent stay: they belong to their account.
document.addEventListener("submit", (event) => {
  if (new URL(event.target.action).pathname === "/logout") globalThis.caches?.delete("pagus-form-pages-1");
});
