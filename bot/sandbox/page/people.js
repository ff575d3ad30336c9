/** Names for ids, and the round signs with initials. */

import { el } from "./dom.js";
import { icon } from "./icons.js";

const TONES = 6;

/** Looks names up in the state; what blocks need for mentions. */
export function createPeople(state) {
  const find = (id) => state.users.find((user) => user.id === id);
  const nameOf = (user) => user?.real_name || user?.name;
  return {
    userName: (id) => (id === state.app?.bot_user_id ? state.app.name : nameOf(find(id))),
    channelName: (id) => state.channels.find((channel) => channel.id === id)?.name,
    isMe: (id) => id === state.me?.id,
    userOptions: () =>
      state.users
        .filter((user) => !user.is_bot)
        .map((user) => ({ value: user.id, text: { type: "plain_text", text: nameOf(user) } })),
  };
}

/** "Kari Nordmann" → "KN". */
export function initials(name) {
  const words = String(name ?? "?")
    .trim()
    .split(/\s+/);
  return (words[0].slice(0, 1) + (words.length > 1 ? words.at(-1).slice(0, 1) : "")).toLocaleUpperCase("nb");
}

/** The sign beside a name; the app has a bridge instead of initials. */
export function avatar(name, isApp, size = "") {
  if (isApp) return el("span", { class: `avatar avatar-app ${size}`, "aria-hidden": "true" }, icon("bridge"));
  const tone = [...String(name ?? "")].reduce((sum, sign) => sum + sign.codePointAt(0), 0) % TONES;
  return el("span", { class: `avatar tone-${tone} ${size}`, "aria-hidden": "true" }, initials(name));
}
