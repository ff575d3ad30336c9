/** Text objects: plain_text and mrkdwn. */

import { el } from "../dom.js";
import { emojiSign } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";

/** The words of a text object (or of a bare string), emoji names resolved; "" for nothing. */
export function plain(text) {
  const words = typeof text === "string" ? text : (text?.text ?? "");
  return words.replace(/:([a-z0-9_+-]+):/g, (whole, name) => emojiSign(name) ?? whole);
}

/** A text object as nodes. */
export function textNode(text, people, tag = "span", className = "text") {
  if (!text) return null;
  const body = text.type === "mrkdwn" ? mrkdwn(text.text, people) : plain(text);
  return el(tag, { class: className }, body);
}
