/** card, carousel and alert. */

import { el } from "../dom.js";
import { icon } from "../icons.js";
import { elementNode, image } from "./elements.js";
import { textNode } from "./text.js";

/** A card: picture, title, subtitle, body, buttons. */
export function card(block, blockId, ctx) {
  const { people } = ctx;
  const words = [
    textNode(block.title, people, "div", "card-title"),
    textNode(block.subtitle, people, "div", "card-subtitle"),
  ];
  const head = block.icon
    ? el("div", { class: "card-head" }, image(block.icon, "card-icon"), el("div", {}, words))
    : words;
  const actions = (block.actions ?? []).map((element) => elementNode(element, blockId, ctx));
  return el(
    "article",
    { class: "card", data: { testid: "card" } },
    block.hero_image ? image(block.hero_image, "card-hero") : null,
    head,
    textNode(block.body, people, "div", "card-body"),
    actions.length ? el("div", { class: "actions" }, actions) : null,
  );
}

/** Cards beside each other; scrolled sideways, by keyboard too. */
export function carousel(block, blockId, ctx) {
  const cards = (block.elements ?? []).map((item) => card(item, item.block_id ?? blockId, ctx));
  return el(
    "div",
    { class: "carousel", tabindex: "0", role: "region", "aria-label": "Kort ved siden av hverandre" },
    cards,
  );
}

const LEVELS = { info: "info", warning: "alert", error: "alert", success: "check" };
const LEVEL_WORDS = { info: "Opplysning", warning: "Advarsel", error: "Feil", success: "Ferdig" };

/** A framed message; its level stands in words as well, for those who don't see the colour. */
export function alert(block, _blockId, ctx) {
  const level = block.level in LEVELS ? block.level : "default";
  const word = level === "default" ? null : el("span", { class: "sr-only" }, `${LEVEL_WORDS[level]}: `);
  return el(
    "div",
    { class: `alert alert-${level}`, role: "note" },
    icon(LEVELS[level] ?? "info"),
    el("div", {}, word, textNode(block.text, ctx.people)),
  );
}
