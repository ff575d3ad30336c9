/** A small, safe Markdown renderer: paragraphs, headings, lists, tables, quotes and fenced code. */

import { el, fragment } from "../dom.js";
import { markdownInline } from "./markdown_inline.js";

const FENCE = /^\s*(`{3,}|~{3,})/;
const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const RULE = /^\s*([-*_])(?:\s*\1){2,}\s*$/;
const QUOTE = /^\s*>\s?(.*)$/;
const ITEM = /^(\s*)([-*+•]|\d{1,9}[.)])\s+(.*)$/;
const DELIMITER = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

/** Markdown text as nodes. */
export function markdown(text, people) {
  const lines = String(text ?? "")
    .replace(/\r\n?/g, "\n")
    .split("\n");
  return fragment(blocksOf(lines, people));
}

function blocksOf(lines, people) {
  const out = [];
  let at = 0;
  while (at < lines.length) {
    const [node, next] = oneBlock(lines, at, people);
    out.push(node);
    at = next;
  }
  return out;
}

function oneBlock(lines, at, people) {
  const line = lines[at];
  if (!line.trim()) return [null, at + 1];
  if (FENCE.test(line)) return fence(lines, at);
  if (RULE.test(line)) return [el("hr", { class: "divider" }), at + 1];
  const heading = HEADING.exec(line);
  if (heading) {
    const level = Math.min(heading[1].length + 2, 6);
    return [
      el(`h${level}`, { class: `md-heading md-h${heading[1].length}` }, markdownInline(heading[2], people)),
      at + 1,
    ];
  }
  if (QUOTE.test(line)) return quote(lines, at, people);
  if (ITEM.test(line)) return list(lines, at, people);
  if (isTable(lines, at)) return table(lines, at, people);
  return paragraph(lines, at, people);
}

function fence(lines, at) {
  const mark = FENCE.exec(lines[at])[1];
  let end = at + 1;
  while (end < lines.length && !lines[end].trim().startsWith(mark)) end += 1;
  return [el("pre", { class: "pre" }, lines.slice(at + 1, end).join("\n")), end + 1];
}

function quote(lines, at, people) {
  const inner = [];
  let end = at;
  for (; end < lines.length && QUOTE.test(lines[end]); end += 1) inner.push(QUOTE.exec(lines[end])[1]);
  return [el("blockquote", { class: "quote" }, blocksOf(inner, people)), end];
}

/** A list: items of one indentation; deeper lines belong to the item above and are read as blocks of their own. */
function list(lines, at, people) {
  const [, margin, marker] = ITEM.exec(lines[at]);
  const ordered = /\d/.test(marker);
  const items = [];
  let end = at;
  for (; end < lines.length; end += 1) {
    const item = ITEM.exec(lines[end]);
    const depth = /^\s*/.exec(lines[end])[0].length;
    if (item && depth <= margin.length + 1 && /\d/.test(item[2]) === ordered) items.push([item[3]]);
    else if (lines[end].trim() && depth > margin.length)
      items.at(-1).push(lines[end].slice(Math.min(depth, margin.length + 2)));
    else if (lines[end].trim() || !continues(lines, end, margin.length)) break;
  }
  const start = ordered && parseInt(marker, 10) !== 1 ? parseInt(marker, 10) : null;
  const rows = items.map((item) => el("li", {}, itemContent(item, people)));
  return [el(ordered ? "ol" : "ul", { class: "md-list", start }, rows), end];
}

function continues(lines, blank, margin) {
  const next = lines[blank + 1] ?? "";
  return ITEM.test(next) && /^\s*/.exec(next)[0].length >= margin;
}

function itemContent(lines, people) {
  const cut = lines.findIndex((line, index) => index > 0 && (ITEM.test(line) || FENCE.test(line) || QUOTE.test(line)));
  const own = cut < 0 ? lines : lines.slice(0, cut);
  return [markdownInline(own.join("\n"), people), cut < 0 ? null : blocksOf(lines.slice(cut), people)];
}

function isTable(lines, at) {
  return lines[at].includes("|") && DELIMITER.test(lines[at + 1] ?? "") && (lines[at + 1] ?? "").includes("-");
}

function cells(line) {
  return line
    .trim()
    .replace(/^\||\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replace(/\\\|/g, "|"));
}

function table(lines, at, people) {
  const head = cells(lines[at]);
  const align = cells(lines[at + 1]).map((rule) =>
    rule.endsWith(":") ? (rule.startsWith(":") ? "center" : "right") : "left",
  );
  const body = [];
  let end = at + 2;
  for (; end < lines.length && lines[end].includes("|") && lines[end].trim(); end += 1) body.push(cells(lines[end]));
  const row = (texts, tag) =>
    el(
      "tr",
      {},
      head.map((_, i) => el(tag, { class: `align-${align[i] ?? "left"}` }, markdownInline(texts[i] ?? "", people))),
    );
  const grid = el(
    "table",
    { class: "table" },
    el("thead", {}, row(head, "th")),
    el(
      "tbody",
      {},
      body.map((r) => row(r, "td")),
    ),
  );
  return [el("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Tabell" }, grid), end];
}

function paragraph(lines, at, people) {
  let end = at + 1;
  while (end < lines.length && lines[end].trim() && !starts(lines[end])) end += 1;
  return [el("p", { class: "md-paragraph" }, markdownInline(lines.slice(at, end).join("\n"), people)), end];
}

function starts(line) {
  return [FENCE, HEADING, RULE, QUOTE, ITEM].some((pattern) => pattern.test(line));
}
