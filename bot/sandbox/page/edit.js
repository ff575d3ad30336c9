/** Editing one's own message in its place. */

import { decode } from "./blocks/mrkdwn.js";
import { el } from "./dom.js";

/** The form that stands in for the message's text; Enter saves, Escape gives up. */
export function editForm(message, place, page) {
  const field = el("textarea", {
    class: "field",
    rows: "2",
    "aria-label": "Rediger meldingen",
    data: { testid: "edit-field" },
  });
  field.value = readable(message.text ?? "", page.people);
  const save = () => page.saveEdit(place.channel, message.ts, field.value.trim());
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") page.edit(null);
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) save();
    else return;
    event.preventDefault();
  });
  queueMicrotask(() => field.focus());
  return el(
    "div",
    { class: "edit-form" },
    field,
    el(
      "div",
      { class: "actions" },
      el("button", { type: "button", class: "btn btn-primary", on: { click: save } }, "Lagre"),
      el("button", { type: "button", class: "btn", on: { click: () => page.edit(null) } }, "Avbryt"),
    ),
  );
}

/** A stored text as it was written: mentions by name, bare addresses, signs instead of entities. */
function readable(text, people) {
  const named = text.replace(/<@(\w+)(?:\|[^>]*)?>/g, (whole, id) => `@${people.userName(id) ?? id}`);
  const placed = named.replace(/<#(\w+)(?:\|[^>]*)?>/g, (whole, id) => `#${people.channelName(id) ?? id}`);
  return decode(placed.replace(/<((?:https?:|mailto:)[^>|]+)(?:\|[^>]*)?>/g, "$1"));
}
