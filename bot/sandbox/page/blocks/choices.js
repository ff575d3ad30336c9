/** Elements with options: selects, radio buttons and checkboxes. */

import { el, uniqueId } from "../dom.js";
import { act, action } from "./buttons.js";
import { plain, textNode } from "./text.js";
import { readable } from "./values.js";

/** static_select and its kin, as the browser's own select: it knows keyboards and screen readers. */
export function select(element, blockId, ctx, options = null) {
  const groups = options ? [{ options }] : (element.option_groups ?? [{ options: element.options ?? [] }]);
  const all = groups.flatMap((group) => group.options);
  const saved = ctx.saved(blockId, element.action_id);
  const initial = saved ? saved.selected_option : element.initial_option;
  const node = el(
    "select",
    {
      class: "select",
      "aria-label": plain(element.placeholder) || "Velg",
      id: element.dom_id,
      data: { testid: element.type },
    },
    el("option", { value: "" }, plain(element.placeholder) || "Velg …"),
    groups.map((group) => optionGroup(group, all, initial)),
  );
  const chosen = () => (node.value === "" ? null : all[Number(node.value)]);
  let previous = node.value;
  node.addEventListener("change", async () => {
    if (!ctx.dispatches) return;
    const sent = await act(node, element, blockId, ctx, selection(element.type, chosen()));
    if (sent) previous = node.value;
    else node.value = previous;
  });
  return readable(node, blockId, element.action_id, () => ({
    type: element.type,
    ...selection(element.type, chosen()),
  }));
}

function optionGroup(group, all, initial) {
  const options = group.options.map((option) => {
    const selected = initial !== null && initial !== undefined && initial.value === option.value;
    return el("option", { value: all.indexOf(option), selected }, plain(option.text));
  });
  return group.label ? el("optgroup", { label: plain(group.label) }, options) : options;
}

const SELECTED = {
  users_select: "selected_user",
  channels_select: "selected_channel",
  conversations_select: "selected_conversation",
};

function selection(type, option) {
  return SELECTED[type] ? { [SELECTED[type]]: option?.value ?? null } : { selected_option: option };
}

/** Radio buttons. */
export function radios(element, blockId, ctx) {
  return group(element, blockId, ctx, "radio", (options) => ({ selected_option: options[0] ?? null }));
}

/** Checkboxes, and multi_static_select, which is shown as checkboxes too. */
export function checkboxes(element, blockId, ctx) {
  return group(element, blockId, ctx, "checkbox", (options) => ({ selected_options: options }));
}

function group(element, blockId, ctx, kind, shape) {
  const options = element.options ?? (element.option_groups ?? []).flatMap((part) => part.options);
  const saved = ctx.saved(blockId, element.action_id);
  const start = saved
    ? (saved.selected_options ?? [saved.selected_option])
    : (element.initial_options ?? [element.initial_option]);
  const initial = new Set(start.filter(Boolean).map((option) => option.value));
  const name = uniqueId("choice");
  const fields = options.map((option) =>
    el("input", { type: kind, name, value: option.value, checked: initial.has(option.value), class: "choice-mark" }),
  );
  const chosen = () => shape(options.filter((_, index) => fields[index].checked));
  const rows = options.map((option, index) => choice(option, fields[index], ctx.people));
  const role = kind === "radio" ? "radiogroup" : "group";
  const node = el(
    "div",
    { class: "choices", role, "aria-labelledby": element.label_id, data: { testid: element.type } },
    rows,
  );
  node.addEventListener("change", () => {
    if (ctx.dispatches) void ctx.act(action(element, blockId, chosen()), node);
  });
  return readable(node, blockId, element.action_id, () => ({ type: element.type, ...chosen() }));
}

function choice(option, field, people) {
  const detail = textNode(option.description, people, "span", "choice-detail");
  return el("label", { class: "choice" }, field, el("span", {}, textNode(option.text, people), detail));
}
