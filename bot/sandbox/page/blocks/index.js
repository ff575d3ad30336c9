/**
 * Blocks as DOM. `ctx` is what a surface lends to its blocks:
 *   people: userName(id), channelName(id), isMe(id), userOptions() – names for mentions;
 *   act(action, node): reports a press or a choice, returns a promise;
 *   pressed: get(action_id), set(action_id, value) – remembered feedback;
 *   saved(block_id, action_id): the field's earlier state, or undefined;
 *   dispatches: do fields report each change? (not inside input blocks).
 */

import { el, fragment } from "../dom.js";
import { alert, card, carousel } from "./cards.js";
import { elementNode, image } from "./elements.js";
import { inputBlock } from "./inputs.js";
import { markdown } from "./markdown.js";
import { plan, taskCard } from "./plan.js";
import { richText } from "./rich_text.js";
import { table } from "./table.js";
import { plain, textNode } from "./text.js";

const BLOCKS = {
  section,
  header: (block) => el("h3", { class: "block-header" }, plain(block.text)),
  divider: () => el("hr", { class: "divider" }),
  context,
  context_actions: (block, id, ctx) => elements("context-actions", block, id, ctx),
  actions: (block, id, ctx) => elements("actions", block, id, ctx),
  rich_text: (block, _id, ctx) => richText(block, ctx.people),
  markdown: (block, _id, ctx) => el("div", { class: "markdown" }, markdown(block.text, ctx.people)),
  table,
  data_table: table,
  image: picture,
  input: inputBlock,
  card,
  carousel,
  alert,
  plan,
  task_card: taskCard,
  container,
};

/** A list of blocks as a fragment. A block this page doesn't know is shown as such, never dropped silently. */
export function renderBlocks(blocks, ctx) {
  return fragment((blocks ?? []).map((block, index) => oneBlock(block, block.block_id ?? `b${index}`, ctx)));
}

function oneBlock(block, blockId, ctx) {
  const known = Object.hasOwn(BLOCKS, block.type);
  const body = known
    ? BLOCKS[block.type](block, blockId, ctx)
    : el("div", { class: "unknown" }, `Ukjent blokk: ${block.type}`);
  return el("div", { class: `block block-${known ? block.type : "unknown"}`, data: { block: blockId } }, body);
}

function section(block, blockId, ctx) {
  const fields = (block.fields ?? []).map((field) => textNode(field, ctx.people, "div", "field-text"));
  const body = el(
    "div",
    { class: "section-body" },
    textNode(block.text, ctx.people, "div", "text"),
    fields.length ? el("div", { class: "fields" }, fields) : null,
  );
  if (!block.accessory) return body;
  const accessory = el("div", { class: "accessory" }, elementNode(block.accessory, blockId, ctx));
  return el("div", { class: "section-with-accessory" }, body, accessory);
}

function context(block, _blockId, ctx) {
  const parts = (block.elements ?? []).map((part) =>
    part.type === "image" ? image(part, "context-image") : textNode(part, ctx.people, "span", "context-text"),
  );
  return el("div", { class: "context" }, parts);
}

function elements(className, block, blockId, ctx) {
  return el(
    "div",
    { class: className },
    (block.elements ?? []).map((element) => elementNode(element, blockId, ctx)),
  );
}

function picture(block) {
  const title = block.title ? el("figcaption", {}, plain(block.title)) : null;
  return el("figure", { class: "figure" }, title, image(block, "block-image"));
}

function container(block, blockId, ctx) {
  const children = (block.child_blocks ?? []).map((child, index) =>
    oneBlock(child, child.block_id ?? `${blockId}.${index}`, ctx),
  );
  const title = block.rich_text_title ? richText(block.rich_text_title, ctx.people) : plain(block.title);
  const head = [title, textNode(block.subtitle, ctx.people, "div", "card-subtitle")];
  if (!block.is_collapsible)
    return el("section", { class: "container" }, el("div", { class: "card-title" }, head), children);
  return el(
    "details",
    { class: "container", open: !block.default_collapsed },
    el("summary", { class: "card-title" }, head),
    children,
  );
}
