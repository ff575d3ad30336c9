/** Modals: the topmost view of the stack in the browser's own dialog, which keeps focus and Escape in order. */

import { renderBlocks } from "./blocks/index.js";
import { plain } from "./blocks/text.js";
import { collect, isEmpty } from "./blocks/values.js";
import { el, uniqueId } from "./dom.js";
import { icon } from "./icons.js";

/** Returns {draw()}: call it after views or errors have changed. */
export function createModals(page) {
  const { state } = page;
  const kept = new Map(); // view id → what stood in its fields when it was covered or redrawn
  let dialog = null;
  let shown = null; // signature of the view that is drawn
  let before = null; // what had the focus before the first modal

  function draw() {
    const view = state.views.at(-1);
    const signature = view ? JSON.stringify([view.id, view.blocks, view.title, view.submit, state.views.length]) : null;
    if (signature !== shown) {
      if (dialog) kept.set(dialog.dataset.viewId, collect(dialog));
      for (const id of kept.keys()) if (!state.views.some((known) => known.id === id)) kept.delete(id);
      replace(view);
      shown = signature;
    }
    if (view) showErrors(dialog, state.errors.get(view.id) ?? {});
  }

  function replace(view) {
    if (!dialog) before = document.activeElement;
    dialog?.remove();
    dialog = view ? build(view) : null;
    if (!dialog) return before?.isConnected ? before.focus() : undefined;
    document.body.append(dialog);
    dialog.showModal();
    (
      dialog.querySelector("[data-input-block] :is(input, textarea, select)") ?? dialog.querySelector(".modal-body")
    ).focus();
  }

  function build(view) {
    const titleId = uniqueId("modal");
    const close = () => page.closeView(view.id);
    const body = el(
      "div",
      { class: "modal-body", tabindex: "-1" },
      renderBlocks(view.blocks, page.viewContext(view, "modal", kept.get(view.id))),
    );
    const deeper = state.views.length > 1;
    const form = el(
      "form",
      { novalidate: true, class: "modal-form" },
      el(
        "header",
        { class: "modal-head" },
        el("h2", { class: "modal-title", id: titleId }, plain(view.title)),
        el(
          "button",
          {
            type: "button",
            class: "icon-btn",
            "aria-label": deeper ? "Tilbake" : "Lukk",
            data: { testid: "modal-x" },
            on: { click: close },
          },
          icon(deeper ? "back" : "close"),
        ),
      ),
      body,
      el(
        "footer",
        { class: "modal-foot" },
        el(
          "button",
          { type: "button", class: "btn", data: { testid: "modal-close" }, on: { click: close } },
          plain(view.close) || (view.submit ? "Avbryt" : "Lukk"),
        ),
        view.submit
          ? el(
              "button",
              { type: "submit", class: "btn btn-primary", data: { testid: "modal-submit" } },
              plain(view.submit),
            )
          : null,
      ),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void submit(view, form);
    });
    const node = el(
      "dialog",
      {
        class: "modal",
        "aria-labelledby": titleId,
        data: { testid: "modal", viewId: view.id, callbackId: view.callback_id ?? "" },
      },
      form,
    );
    node.addEventListener("cancel", (event) => {
      event.preventDefault(); // the server decides; its view_close removes the dialog
      if (event.target === node) close();
    });
    return node;
  }

  async function submit(view, form) {
    const values = collect(form);
    const missing = check(form, values);
    showErrors(form, missing);
    if (Object.keys(missing).length) return;
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    button.setAttribute("aria-busy", "true");
    await page.submitView(view.id, values);
    button.disabled = false;
    button.removeAttribute("aria-busy");
  }

  return { draw };
}

/** What the workspace itself refuses: empty required fields, and what the browser's own field rejects. */
function check(form, values) {
  const errors = {};
  for (const block of form.querySelectorAll("[data-input-block]")) {
    const id = block.dataset.inputBlock;
    const states = Object.values(values[id] ?? {});
    const field = block.querySelector("input:not(.choice-mark), textarea");
    if (block.dataset.required && states.every(isEmpty)) errors[id] = "Fyll ut dette feltet.";
    else if (field && !field.validity.valid) errors[id] = field.validationMessage || "Verdien passer ikke her.";
    else if (field?.minLength > 0 && field.value && field.value.length < field.minLength)
      errors[id] = `Minst ${field.minLength} tegn.`;
  }
  return errors;
}

/** Puts each error beside its field and the focus in the first one. */
function showErrors(root, errors) {
  let first = null;
  for (const slot of root.querySelectorAll("[data-error-for]")) {
    const text = errors[slot.dataset.errorFor] ?? "";
    const fresh = text !== "" && slot.textContent !== text;
    slot.textContent = text;
    const field = slot.parentElement.querySelector("input, textarea, select");
    if (text) field?.setAttribute("aria-invalid", "true");
    else field?.removeAttribute("aria-invalid");
    if (fresh) first ??= field;
  }
  first?.focus();
}
