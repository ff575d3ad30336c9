/** The input block, and the fields one writes in. */

import { el, uniqueId } from "../dom.js";
import { action } from "./buttons.js";
import { checkboxes, radios, select } from "./choices.js";
import { plain } from "./text.js";
import { readable } from "./values.js";

const FIELD_TYPES = {
  plain_text_input: "text",
  email_text_input: "email",
  url_text_input: "url",
  number_input: "number",
  datepicker: "date",
  timepicker: "time",
};
const PICKED = { datepicker: "selected_date", timepicker: "selected_time" };
const INITIAL = { datepicker: "initial_date", timepicker: "initial_time" };

/** Can this element be filled in here? */
export function isField(type) {
  return (
    type in FIELD_TYPES ||
    ["static_select", "multi_static_select", "users_select", "checkboxes", "radio_buttons"].includes(type)
  );
}

/** The field of an element, registered so that its value is sent along. */
export function field(element, blockId, ctx) {
  if (element.type === "checkboxes" || element.type === "multi_static_select") return checkboxes(element, blockId, ctx);
  if (element.type === "radio_buttons") return radios(element, blockId, ctx);
  if (element.type === "static_select") return select(element, blockId, ctx);
  if (element.type === "users_select") return select(element, blockId, ctx, ctx.people.userOptions());
  return written(element, blockId, ctx);
}

function written(element, blockId, ctx) {
  const { type } = element;
  const saved = ctx.saved(blockId, element.action_id);
  const key = PICKED[type] ?? "value";
  const initial = saved ? saved[key] : element[INITIAL[type] ?? "initial_value"];
  const props = {
    class: "field",
    id: element.dom_id,
    placeholder: plain(element.placeholder) || null,
    "aria-describedby": element.describedby,
    minlength: element.min_length,
    maxlength: element.max_length ?? 3000,
    "aria-label": element.dom_id ? null : plain(element.placeholder) || "Felt",
    min: element.min_value,
    max: element.max_value,
    step: element.is_decimal_allowed ? "any" : null,
    data: { testid: type },
  };
  const multiline = type === "plain_text_input" && element.multiline;
  const node = multiline ? el("textarea", { ...props, rows: "4" }) : el("input", { ...props, type: FIELD_TYPES[type] });
  node.value = initial ?? "";
  const read = () => ({ type, [key]: node.value === "" ? null : node.value });
  node.addEventListener("change", () => {
    if (ctx.dispatches) void ctx.act(action(element, blockId, { ...read(), type }), node);
  });
  return readable(node, blockId, element.action_id, read);
}

/** Label, field, hint, and a place for the error; the label names the field for screen readers. */
export function inputBlock(block, blockId, ctx) {
  const { element } = block;
  if (!element || !isField(element.type)) return el("div", { class: "unknown" }, `Ukjent element: ${element?.type}`);
  const id = uniqueId("field");
  const grouped = ["checkboxes", "radio_buttons", "multi_static_select"].includes(element.type);
  const told = { ...element, dom_id: id, label_id: `${id}-label`, describedby: `${id}-hint ${id}-error` };
  const label = [plain(block.label), block.optional ? el("span", { class: "optional" }, " (valgfritt)") : null];
  return el(
    "div",
    { class: "input-block", data: { inputBlock: blockId, required: block.optional ? "" : "yes" } },
    grouped
      ? el("span", { class: "label", id: `${id}-label` }, label)
      : el("label", { class: "label", id: `${id}-label`, for: id }, label),
    field(told, blockId, { ...ctx, dispatches: Boolean(block.dispatch_action) }),
    block.hint ? el("p", { class: "hint", id: `${id}-hint` }, plain(block.hint)) : null,
    el("p", { class: "field-error", id: `${id}-error`, role: "alert", data: { errorFor: blockId } }),
  );
}
