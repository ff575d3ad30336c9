/** The list of messages of a channel: day dividers, messages, welcome and prompts, and who is working. */

import { el, reconcile } from "./dom.js";
import { icon } from "./icons.js";
import { messageNode } from "./message.js";
import { currentChannel, placeName, roots, threads } from "./state.js";
import { statusItems, stopItems } from "./status.js";
import { dayKey, dayName } from "./time.js";

const NEAR_BOTTOM = 120; // pixels: closer than this the reader is following along
const SAME_BREATH = 300; // seconds within which messages of one author stand together

/** The rows for a run of messages; `place` ({channel, inThread, threads?}) is passed on to each. */
export function messageItems(messages, place, page, dividers) {
  const items = [];
  let previous = null;
  for (const message of messages) {
    const newDay = dividers && (!previous || dayKey(previous.ts) !== dayKey(message.ts));
    if (newDay) items.push(divider(message.ts));
    const compact = !newDay && follows(previous, message);
    const mine = { ...place, compact, replies: place.threads?.get(message.ts) };
    items.push({
      key: message.ts,
      signature: JSON.stringify([
        message,
        compact,
        page.state.editing === message.ts,
        mine.replies?.length,
        mine.replies?.at(-1)?.ts,
      ]),
      build: () => messageNode(message, mine, page),
    });
    previous = message;
  }
  return items;
}

function follows(previous, message) {
  if (!previous || previous.user !== message.user || previous.bot_id !== message.bot_id) return false;
  return !previous.ephemeral && !message.ephemeral && Number(message.ts) - Number(previous.ts) < SAME_BREATH;
}

function divider(ts) {
  const name = dayName(ts);
  const build = () => el("div", { class: "day", role: "separator", "aria-label": name }, el("span", {}, name));
  return { key: `day-${dayKey(ts)}`, signature: name, build };
}

/** Draws the current channel into `list` and keeps following the bottom if the reader was there. */
export function drawMessages(list, page, moved) {
  const { state } = page;
  const channel = currentChannel(state);
  const messages = roots(state, channel.id);
  const following = moved || list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_BOTTOM;
  const elsewhere = [...(state.sessions.get(channel.id)?.keys() ?? [])].filter((thread) => thread !== state.thread);
  list.setAttribute("aria-label", `Meldinger: ${placeName(state, channel)}`);
  reconcile(list, [
    ...intro(channel, messages, page),
    ...messageItems(
      messages,
      { channel: channel.id, inThread: false, threads: threads(state, channel.id) },
      page,
      true,
    ),
    ...prompts(channel, messages, page),
    ...statusItems(page, channel.id, (thread) => thread === "" || thread !== state.thread),
    ...elsewhere.flatMap((thread) => stopItems(page, channel.id, thread)),
  ]);
  const last = messages.at(-1);
  const justWritten = last?.user === state.me.id && list.dataset.last !== last.ts;
  list.dataset.last = last?.ts ?? "";
  if (following || justWritten) follow(list);
}

/** Scrolls to the end; of a last message that is higher than the list, the beginning is shown, where reading starts. */
export function follow(list) {
  list.scrollTop = list.scrollHeight;
  const last = [...list.querySelectorAll(":scope > .message")].at(-1);
  const hidden = last ? list.getBoundingClientRect().top - last.getBoundingClientRect().top : 0;
  if (hidden > 0) list.scrollTop -= hidden + 12;
}

function intro(channel, messages, page) {
  if (messages.length && channel.kind === "im") return [];
  const { app } = page.state;
  const build = () =>
    channel.kind === "im"
      ? el(
          "div",
          { class: "intro intro-im" },
          el("span", { class: "avatar avatar-app avatar-large" }, icon("bridge")),
          el("h2", {}, app.name),
          el("p", { class: "muted" }, app.description),
        )
      : el(
          "div",
          { class: "intro" },
          el("h2", {}, `# ${channel.name}`),
          el("p", { class: "muted" }, channel.topic || "Her begynner kanalen."),
          el("p", { class: "muted" }, `Skriv @${app.name} i en melding for å spørre her.`),
        );
  return [{ key: "intro", signature: channel.id + app.name, build }];
}

/** Suggested prompts, until this user has written the first message. */
function prompts(channel, messages, page) {
  const offered = page.state.prompts.get(channel.id);
  if (channel.kind !== "im" || !offered?.prompts?.length) return [];
  if (messages.some((message) => message.user === page.state.me.id)) return [];
  const chip = (prompt) =>
    el(
      "button",
      {
        type: "button",
        class: "chip",
        title: prompt.message,
        data: { testid: "prompt-chip" },
        on: { click: () => page.send(channel.id, prompt.message) },
      },
      prompt.title,
    );
  const title = offered.title || "Forslag til spørsmål";
  const build = () =>
    el(
      "section",
      { class: "prompts", "aria-label": title },
      el("h3", { class: "prompts-title" }, title),
      el("div", { class: "chips" }, offered.prompts.map(chip)),
    );
  return [{ key: "prompts", signature: JSON.stringify(offered), build }];
}
