/** The rich_text block: sections, lists, quotes and preformatted text. */

import { el } from "../dom.js";
import { richEmoji } from "./emoji.js";
import { broadcast, channelMention, link, userMention } from "./links.js";

/** A rich_text block (or a cell, details or output that holds one). */
export function richText(block, people) {
  return el(
    "div",
    { class: "rich-text" },
    (block.elements ?? []).map((part) => container(part, people)),
  );
}

function container(part, people) {
  const runs = () => (part.elements ?? []).map((element) => run(element, people));
  switch (part.type) {
    case "rich_text_section":
      return el("div", { class: "rich-section" }, runs());
    case "rich_text_quote":
      return el("blockquote", { class: "quote" }, runs());
    case "rich_text_preformatted":
      return el("pre", { class: "pre" }, runs());
    case "rich_text_list":
      return list(part, people);
    default:
      return el("div", { class: "unknown" }, `Ukjent tekstdel: ${part.type}`);
  }
}

function list(part, people) {
  const indent = Math.min(Math.max(Number(part.indent) || 0, 0), 6);
  const ordered = part.style === "ordered";
  const start = ordered && part.offset > 0 ? Number(part.offset) + 1 : null;
  const items = (part.elements ?? []).map((item) => el("li", {}, container(item, people)));
  return el(ordered ? "ol" : "ul", { class: `rich-list indent-${indent}`, start }, items);
}

function run(element, people) {
  return styled(element.style, bare(element, people));
}

function bare(element, people) {
  switch (element.type) {
    case "text":
      return element.text ?? "";
    case "link":
      return link(element.url, element.text || String(element.url).replace(/^mailto:/, ""));
    case "emoji":
      return richEmoji(element);
    case "user":
      return userMention(element.user_id, people);
    case "channel":
      return channelMention(element.channel_id, people);
    case "usergroup":
      return broadcast(element.usergroup_id);
    case "broadcast":
      return broadcast(element.range);
    case "date":
      return element.fallback ?? new Date(Number(element.timestamp) * 1000).toLocaleDateString("nb-NO");
    case "color":
      return String(element.value ?? "");
    default:
      return el("span", { class: "unknown" }, `Ukjent tekstdel: ${element.type}`);
  }
}

function styled(style, content) {
  const tags = { code: "code", strike: "s", underline: "u", italic: "em", bold: "strong" };
  let node = content;
  for (const [name, tag] of Object.entries(tags)) {
    if (style?.[name]) node = el(tag, { class: name === "code" ? "code" : null }, node);
  }
  return node;
}
