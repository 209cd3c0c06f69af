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

// Who logs out leaves no page of anybody on the device. Answers that wait to be sent stay: they belong to their account.
document.addEventListener("submit", (event) => {
  if (new URL(event.target.action).pathname === "/logout") globalThis.caches?.delete("pagus-form-pages-1");
});
