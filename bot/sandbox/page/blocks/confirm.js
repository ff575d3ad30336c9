/** "Er du sikker?": the confirmation that an element may ask for. */

import { el, uniqueId } from "../dom.js";
import { plain } from "./text.js";

/** Shows the question and waits: true when it was confirmed. Focus goes back to where it was. */
export function confirmed(question, anchor) {
  return new Promise((resolve) => {
    const id = uniqueId("confirm");
    const danger = question.style === "danger";
    const answer = (value) => () => dialog.close(value);
    const dialog = el(
      "dialog",
      { class: "modal modal-small", "aria-labelledby": id, data: { testid: "confirm" } },
      el("h2", { id, class: "modal-title" }, plain(question.title) || "Er du sikker?"),
      el("p", { class: "confirm-text" }, plain(question.text)),
      el(
        "div",
        { class: "modal-foot" },
        el("button", { type: "button", class: "btn", on: { click: answer("no") } }, plain(question.deny) || "Avbryt"),
        el(
          "button",
          { type: "button", class: `btn ${danger ? "btn-danger" : "btn-primary"}`, on: { click: answer("yes") } },
          plain(question.confirm) || "Ja",
        ),
      ),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      anchor?.focus();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
