/** One message: who, when, what, its thread and what can be done with it. */

import { renderBlocks } from "./blocks/index.js";
import { emojiSign, REACTIONS } from "./blocks/emoji.js";
import { markdown } from "./blocks/markdown.js";
import { mrkdwn } from "./blocks/mrkdwn.js";
import { append, el } from "./dom.js";
import { editForm } from "./edit.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { avatar } from "./people.js";
import { byApp } from "./state.js";
import { clock, full, iso } from "./time.js";

/** `place`: {channel, compact (same author just before), replies (list, root only), inThread}. */
export function messageNode(message, place, page) {
  const { state, people } = page;
  const app = byApp(state, message);
  const name = people.userName(message.user) ?? message.username ?? (app ? state.app.name : "Ukjent");
  const classes = ["message", place.compact && "compact", message.ephemeral && "ephemeral", app && "from-app"];
  const editing = state.editing === message.ts;
  const node = el("article", {
    class: classes.filter(Boolean).join(" "),
    "aria-label": `${name}, ${clock(message.ts)}`,
    "aria-busy": message.streaming ? "true" : null,
    data: { testid: "message", ts: message.ts },
  });
  append(node, [
    message.ephemeral ? el("div", { class: "only-you" }, icon("eye", "icon-small"), "Bare synlig for deg") : null,
    el("div", { class: "gutter" }, place.compact ? time(message, "gutter-time") : avatar(name, app)),
    el("div", { class: "message-main" }, [
      place.compact ? null : header(message, name, app),
      editing ? editForm(message, place, page) : content(message, place, page),
      reactions(message, place, page),
      place.replies?.length ? threadLink(message, place, page) : null,
      message.ephemeral ? dismiss(message, place, page) : null,
    ]),
    editing || message.ephemeral ? null : toolbar(message, place, page),
  ]);
  return node;
}

function time(message, className) {
  return el("time", { class: className, datetime: iso(message.ts), title: full(message.ts) }, clock(message.ts));
}

function header(message, name, app) {
  const badge = app ? el("span", { class: "badge" }, "App") : null;
  return el("div", { class: "message-head" }, el("span", { class: "author" }, name), badge, time(message, "time"));
}

/** The blocks, or the text where there are none. A text still being streamed is Markdown. */
function content(message, place, page) {
  const body = el("div", { class: "message-body" });
  if (message.blocks?.length) body.append(renderBlocks(message.blocks, page.messageContext(message, place.channel)));
  else if (message.streaming) body.append(el("div", { class: "markdown" }, markdown(message.text, page.people)));
  else body.append(el("div", { class: "text" }, mrkdwn(message.text, page.people)));
  if (message.streaming) body.append(el("span", { class: "caret", role: "img", "aria-label": "skriver" }));
  if (message.edited && !message.blocks?.length) body.append(el("span", { class: "edited" }, "(redigert)"));
  return body;
}

function reactions(message, place, page) {
  if (!message.reactions?.length) return null;
  return el(
    "div",
    { class: "reactions" },
    message.reactions.map((reaction) => {
      const mine = reaction.users?.includes(page.state.me.id);
      const who = (reaction.users ?? []).map((id) => page.people.userName(id) ?? id).join(", ");
      const press = () => page.react(place.channel, message.ts, reaction.name);
      return el(
        "button",
        { type: "button", class: "reaction", "aria-pressed": String(Boolean(mine)), title: who, on: { click: press } },
        `${emojiSign(reaction.name) ?? `:${reaction.name}:`} ${reaction.count ?? reaction.users?.length ?? 1}`,
      );
    }),
  );
}

function threadLink(message, place, page) {
  const { replies } = place;
  const names = [...new Set(replies.map((reply) => reply.user ?? page.state.app.bot_user_id))].slice(0, 3);
  const faces = names.map((id) => avatar(page.people.userName(id), id === page.state.app.bot_user_id, "avatar-tiny"));
  const count = replies.length === 1 ? "1 svar" : `${replies.length} svar`;
  const open = () => page.openThread(message.ts);
  return el(
    "button",
    { type: "button", class: "thread-link", data: { testid: "thread-link" }, on: { click: open } },
    faces,
    el("span", { class: "thread-count" }, count),
    el("span", { class: "muted" }, `Siste kl. ${clock(replies.at(-1).ts)}`),
  );
}

function dismiss(message, place, page) {
  const hide = () => page.dispatch({ type: "message_deleted", channel: place.channel, ts: message.ts });
  return el(
    "button",
    { type: "button", class: "text-btn", data: { testid: "dismiss" }, on: { click: hide } },
    "Skjul meldingen",
  );
}

function toolbar(message, place, page) {
  const tool = (name, label, press, testid) =>
    el(
      "button",
      { type: "button", class: "tool", "aria-label": label, title: label, data: { testid }, on: { click: press } },
      icon(name, name === "more" ? "icon-bold" : ""),
    );
  const react = (event) => openMenu(event.currentTarget, reactionItems(message, place, page), "Reager");
  const more = (event) => openMenu(event.currentTarget, moreItems(message, place, page), "Flere handlinger");
  const items = moreItems(message, place, page);
  return el(
    "div",
    { class: "toolbar", role: "group", "aria-label": "Handlinger for meldingen" },
    tool("smile", "Reager", react, "react"),
    place.inThread ? null : tool("thread", "Svar i tråd", () => page.openThread(message.ts, true), "reply"),
    items.length ? tool("more", "Flere handlinger", more, "more") : null,
  );
}

function reactionItems(message, place, page) {
  return REACTIONS.map((name) => ({
    label: emojiSign(name),
    choose: () => page.react(place.channel, message.ts, name),
    data: { reaction: name },
  }));
}

function moreItems(message, place, page) {
  const { state } = page;
  const forMessages = state.shortcuts.filter((shortcut) => ["message", "message_action"].includes(shortcut.type));
  const items = forMessages.map((shortcut) => ({
    label: shortcut.name,
    detail: shortcut.description,
    choose: () => page.shortcut(shortcut.callback_id, place.channel, message.ts),
    data: { callbackId: shortcut.callback_id },
  }));
  if (message.user !== state.me.id) return items;
  return [
    ...items,
    { label: "Rediger", choose: () => page.edit(message.ts), data: { testid: "edit" } },
    { label: "Slett", danger: true, choose: () => page.remove(place.channel, message.ts), data: { testid: "delete" } },
  ];
}
