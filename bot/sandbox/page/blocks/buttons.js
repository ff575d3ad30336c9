/** Elements that are pressed: button, icon button, feedback buttons and the overflow menu. */

import { el } from "../dom.js";
import { icon } from "../icons.js";
import { openMenu } from "../menu.js";
import { confirmed } from "./confirm.js";
import { safeHref } from "./links.js";
import { plain } from "./text.js";

/** A button; with a `url` a link that looks like one, and the press is still reported. */
export function button(element, blockId, ctx) {
  const style = { primary: " btn-primary", danger: " btn-danger" }[element.style] ?? "";
  const href = element.url ? safeHref(element.url) : null;
  const base = { class: `btn${style}`, "aria-label": element.accessibility_label, data: ids(element, blockId) };
  const report = pick(element, ["value", "text", "style", "url"]);
  if (href === null) {
    const press = (event) => act(event.currentTarget, element, blockId, ctx, report);
    return el("button", { ...base, type: "button", on: { click: press } }, plain(element.text));
  }
  const follow = (event) => void ctx.act(action(element, blockId, report), event.currentTarget);
  const link = { ...base, href, target: "_blank", rel: "noopener noreferrer", on: { click: follow } };
  return el("a", link, plain(element.text), icon("out", "icon-small"));
}

/** A small button that shows a sign; for some users only, if the message says so. */
export function iconButton(element, blockId, ctx) {
  const allowed = element.visible_to_user_ids;
  if (Array.isArray(allowed) && allowed.length && !allowed.some((id) => ctx.people.isMe(id))) return null;
  const press = (event) => act(event.currentTarget, element, blockId, ctx, pick(element, ["value", "text"]));
  const label = element.accessibility_label ?? plain(element.text);
  const props = { type: "button", class: "icon-btn", "aria-label": label, title: plain(element.text) };
  return el(
    "button",
    { ...props, data: ids(element, blockId), on: { click: press } },
    icon(element.icon === "trash" ? "bin" : element.icon),
  );
}

/** Thumbs up and down; the one that was pressed stays pressed, on this page and after a reload. */
export function feedbackButtons(element, blockId, ctx) {
  const sides = [
    ["positive_button", ""],
    ["negative_button", "flip"],
  ].filter(([side]) => element[side]);
  const pressed = ctx.pressed.get(element.action_id);
  const buttons = sides.map(([side, flip]) => {
    const { text, value, accessibility_label: label } = element[side];
    const press = async () => {
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === node));
      ctx.pressed.set(element.action_id, value);
      await ctx.act(action(element, blockId, { value, text }), node);
    };
    const props = {
      type: "button",
      class: "feedback-btn",
      "aria-label": label,
      "aria-pressed": String(pressed === value),
    };
    const data = { ...ids(element, blockId), side: side.split("_")[0], value };
    const node = el("button", { ...props, data, on: { click: press } }, icon("thumb", flip), plain(text));
    return node;
  });
  return el("div", { class: "feedback", role: "group", "aria-label": "Tilbakemelding" }, buttons);
}

/** The ⋯ menu. An option with a `url` opens it, too. */
export function overflow(element, blockId, ctx) {
  const open = (event) => {
    const anchor = event.currentTarget;
    const items = (element.options ?? []).map((option) => ({
      label: plain(option.text),
      detail: plain(option.description),
      href: option.url ? safeHref(option.url) : null,
      choose: () => act(anchor, element, blockId, ctx, { selected_option: option }),
    }));
    openMenu(anchor, items, "Flere valg");
  };
  const props = { type: "button", class: "icon-btn", "aria-label": "Flere valg", "aria-haspopup": "menu" };
  return el("button", { ...props, data: ids(element, blockId), on: { click: open } }, icon("more", "icon-bold"));
}

/** The report of an action: its identity and what was chosen. */
export function action(element, blockId, chosen) {
  return { type: element.type, block_id: blockId, action_id: element.action_id, ...chosen };
}

/** Asks first where the element wants that, then reports. True when it was reported. */
export async function act(node, element, blockId, ctx, chosen) {
  if (element.confirm && !(await confirmed(element.confirm, node))) return false;
  node.setAttribute("aria-busy", "true");
  await ctx.act(action(element, blockId, chosen), node);
  node.removeAttribute("aria-busy");
  return true;
}

function ids(element, blockId) {
  return { testid: element.type, actionId: element.action_id ?? "", blockId };
}

function pick(element, names) {
  return Object.fromEntries(names.filter((name) => element[name] !== undefined).map((name) => [name, element[name]]));
}
