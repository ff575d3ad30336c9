/** The table block: the first row is the heading. */

import { el } from "../dom.js";
import { richText } from "./rich_text.js";

const ALIGN = new Set(["left", "center", "right"]);

/** A table that scrolls inside its own frame, so that a wide one never widens the page. */
export function table(block, _blockId, ctx) {
  const settings = block.column_settings ?? [];
  const [head, ...body] = block.rows ?? [];
  const row = (cells, tag) =>
    el(
      "tr",
      {},
      (cells ?? []).map((cell, i) => cellNode(cell, tag, settings[i], ctx)),
    );
  const grid = el(
    "table",
    { class: "table" },
    block.caption ? el("caption", {}, block.caption) : null,
    head ? el("thead", {}, row(head, "th")) : null,
    el(
      "tbody",
      {},
      body.map((cells) => row(cells, "td")),
    ),
  );
  return el(
    "div",
    { class: "table-scroll", tabindex: "0", role: "region", "aria-label": block.caption ?? "Tabell" },
    grid,
  );
}

function cellNode(cell, tag, setting, ctx) {
  const align = ALIGN.has(setting?.align) ? setting.align : cell?.type === "raw_number" ? "right" : "left";
  const content = cell?.type === "rich_text" ? richText(cell, ctx.people) : String(cell?.text ?? cell?.value ?? "");
  return el(tag, { class: `align-${align}`, scope: tag === "th" ? "col" : null }, content);
}
