/** Inline Markdown: emphasis, code, links, and the chat's <@U…> mentions. */

import { el } from "../dom.js";
import { emojiSign } from "./emoji.js";
import { broadcast, channelMention, link, userMention } from "./links.js";
import { decode } from "./mrkdwn.js";

const TOKEN = new RegExp(
  [
    "\\\\([\\\\`*_{}\\[\\]()#+\\-.!~|<>:=])",
    "(`+)([^`]+)\\2",
    "!?\\[((?:[^\\[\\]\\n]|\\[[^\\[\\]\\n]*\\])*)\\]\\(([^()\\s]*(?:\\([^()\\s]*\\)[^()\\s]*)?)\\)",
    "(\\*\\*|__)(?=\\S)([^\\n]+?)(?<=\\S)\\6",
    "\\*(?=\\S)([^*\\n]+)(?<=\\S)\\*",
    "(?<![\\p{L}\\p{N}_])_(?=\\S)([^_\\n]+)(?<=\\S)_(?![\\p{L}\\p{N}_])",
    "~~(?=\\S)([^~\\n]+)(?<=\\S)~~",
    "<((?:https?:|mailto:|[@#!])[^<>\\s]+)>",
    ":([a-z0-9_+-]+):",
    "(https?:\\/\\/[^\\s<>|]*[^\\s<>|.,;:!?)\\]}'\"*_~])",
  ].join("|"),
  "gu",
);

/** One run of Markdown as a list of nodes and strings. */
export function markdownInline(text, people) {
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
  const [whole, escaped, , code, label, target, , bold, starred, underscored, struck, angle, emoji, url] = match;
  if (escaped !== undefined) return escaped;
  if (code !== undefined) return el("code", { class: "code" }, decode(code));
  if (label !== undefined) return link(decode(target), ...markdownInline(label || target, people));
  if (bold !== undefined) return el("strong", {}, markdownInline(bold, people));
  if (starred ?? underscored) return el("em", {}, markdownInline(starred ?? underscored, people));
  if (struck !== undefined) return el("s", {}, markdownInline(struck, people));
  if (angle !== undefined) return special(decode(angle), people);
  if (emoji !== undefined) return emojiSign(emoji) ?? whole;
  return link(decode(url), decode(url));
}

function special(target, people) {
  const [name, label] = target.slice(1).split("|");
  if (target.startsWith("@")) return userMention(name, people, label);
  if (target.startsWith("#")) return channelMention(name, people, label);
  if (target.startsWith("!")) return broadcast((label ?? name).replace(/^subteam\^/, ""));
  return link(target, target.replace(/^mailto:/, ""));
}
