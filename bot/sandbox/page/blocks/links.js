/** Links and mentions. A link is made of http(s) and mailto only; everything else stays text. */

import { el } from "../dom.js";

const SCHEMES = new Set(["http:", "https:", "mailto:"]);

/** The address if it may be followed, else null. Relative addresses would lead into the page itself: null. */
export function safeHref(raw) {
  try {
    const url = new URL(String(raw));
    return SCHEMES.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** An anchor around `children`; without a safe address the children alone, followed by the address as text. */
export function link(raw, ...children) {
  const href = safeHref(raw);
  if (href === null)
    return el("span", { class: "dead-link" }, ...children, children.length ? ` (${raw})` : String(raw));
  return el("a", { href, target: "_blank", rel: "noopener noreferrer", class: "link" }, ...children);
}

/** The address of a picture of this very origin, else null: the page fetches nothing from elsewhere. */
export function ownImage(raw) {
  try {
    const url = new URL(String(raw), location.href);
    return url.origin === location.origin ? url.href : null;
  } catch {
    return null;
  }
}

/** "@Navn"; stronger when it is the reader. */
export function userMention(id, people, fallback) {
  const name = people.userName(id) ?? fallback ?? id;
  return el("span", { class: people.isMe(id) ? "mention mention-me" : "mention" }, `@${name}`);
}

/** "#kanal". */
export function channelMention(id, people, fallback) {
  return el("span", { class: "mention" }, `#${people.channelName(id) ?? fallback ?? id}`);
}

/** @channel, @here, @everyone and groups: shown as a word; nobody is called by it here. */
export function broadcast(range) {
  return el("span", { class: "mention mention-broadcast", title: "Varsler ingen i prøverommet" }, `@${range}`);
}
