/** The chat's own light markup: *bold*, _italic_, ~struck~, `code`, > quote, <address|text>, <@U…>, <#C…>, <!…>. */

import { el, fragment } from "../dom.js";
import { emojiSign } from "./emoji.js";
import { broadcast, channelMention, link, userMention } from "./links.js";

// The parts of the styled alternative cannot match the same text twice, so a hostile text costs linear time.
const TOKEN = new RegExp(
  [
    "<([^<>\\n]+)>",
    "`([^`\\n]+)`",
    "(?<![\\p{L}\\p{N}])([*_~])(?=\\S)((?:<[^<>\\n]*>|(?!\\3)[^\\n<])+)(?<=\\S)\\3(?![\\p{L}\\p{N}])",
    ":([a-z0-9_+-]+):",
    "(https?:\\/\\/[^\\s<>|]*[^\\s<>|.,;:!?)\\]}'\"*_~])",
  ].join("|"),
  "gu",
);
const STYLE_TAGS = { "*": "strong", _: "em", "~": "s" };

/** &amp; &lt; &gt; as the signs they stand for. */
export function decode(text) {
  return text.replace(/&(lt|gt|amp);/g, (_, name) => ({ lt: "<", gt: ">", amp: "&" })[name]);
}

/** A whole mrkdwn text: fences, quotes and inline markup. */
export function mrkdwn(text, people) {
  const out = [];
  String(text ?? "")
    .split(/```/)
    .forEach((part, index, parts) => {
      const closed = index % 2 === 1 && index < parts.length - 1;
      if (closed) out.push(el("pre", { class: "pre" }, decode(part.replace(/^\n|\n$/g, ""))));
      else out.push(...paragraphs(index % 2 === 1 ? `\`\`\`${part}` : part, people));
    });
  return fragment(out);
}

function paragraphs(text, people) {
  const out = [];
  let quote = [];
  let plain = [];
  const flushPlain = () => {
    const joined = plain.join("\n").replace(/^[ \n]+|\n+$/g, "");
    if (joined) out.push(el("span", { class: "mrkdwn-run" }, inline(joined, people)));
    plain = [];
  };
  const flushQuote = () => {
    if (quote.length) out.push(el("blockquote", { class: "quote" }, inline(quote.join("\n"), people)));
    quote = [];
  };
  for (const line of text.split("\n")) {
    const quoted = /^(?:>|&gt;) ?(.*)$/.exec(line);
    if (quoted) {
      flushPlain();
      quote.push(quoted[1]);
    } else {
      flushQuote();
      plain.push(line);
    }
  }
  flushQuote();
  flushPlain();
  return out;
}

/** Inline markup of one run of text, as a list of nodes and strings. */
export function inline(text, people) {
  const out = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    out.push(decode(text.slice(end, match.index)), token(match, people));
    end = match.index + match[0].length;
  }
  out.push(decode(text.slice(end)));
  return out;
}

function token(match, people) {
  const [whole, angle, code, mark, styled, emoji, url] = match;
  if (angle !== undefined) return special(angle, people);
  if (code !== undefined) return el("code", { class: "code" }, decode(code));
  if (styled !== undefined) return el(STYLE_TAGS[mark], {}, inline(styled, people));
  if (emoji !== undefined) return emojiSign(emoji) ?? whole;
  return link(decode(url), decode(url));
}

function special(body, people) {
  const bar = body.indexOf("|");
  const target = decode(bar < 0 ? body : body.slice(0, bar));
  const label = bar < 0 ? null : decode(body.slice(bar + 1));
  if (/^@[UWB]\w*$/.test(target)) return userMention(target.slice(1), people, label);
  if (/^#[CDG]\w*$/.test(target)) return channelMention(target.slice(1), people, label);
  if (target.startsWith("!subteam^")) return broadcast((label ?? target.slice(9)).replace(/^@/, ""));
  if (target.startsWith("!date^")) return label ?? target;
  if (target.startsWith("!")) return broadcast(label ?? target.slice(1));
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return link(target, label ?? target.replace(/^mailto:/, ""));
  return `<${decode(body)}>`;
}
