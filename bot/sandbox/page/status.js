/** "Brobygger leter i kildene …": what the app says it is doing. */

import { el } from "./dom.js";
import { avatar } from "./people.js";

const TURN = 3500; // milliseconds between the loading messages an app may give

/** One row for each status of the channel whose thread (or "") is `wanted`. */
export function statusItems(page, channel, wanted) {
  const known = [...(page.state.statuses.get(channel)?.entries() ?? [])];
  return known
    .filter(([thread]) => wanted(thread))
    .map(([thread, status]) => ({
      key: `status-${thread}`,
      signature: JSON.stringify([status.status, status.loading_messages]),
      build: () => statusNode(status, page),
    }));
}

/** The Stop button of a thread in which the app is at work, if it can be stopped. */
export function stopItems(page, channel, thread) {
  const session = page.state.sessions.get(channel)?.get(thread);
  if (!session?.stop) return [];
  const press = () => page.stop(channel, thread);
  const build = () =>
    el(
      "div",
      { class: "status" },
      el("button", { type: "button", class: "btn", data: { testid: "stop" }, on: { click: press } }, "Stopp"),
    );
  return [{ key: `stop-${thread}`, signature: "stop", build }];
}

function statusNode(status, page) {
  const { app } = page.state;
  const turns = status.loading_messages?.length ? status.loading_messages : null;
  const words = el("span", { class: "status-words" }, turns ? turns[0] : `${app.name} ${status.status}`);
  if (turns?.length > 1) takeTurns(words, turns);
  return el(
    "div",
    { class: "status", role: "status", data: { testid: "status" } },
    avatar(app.name, true),
    el("span", { class: "status-dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")),
    words,
  );
}

function takeTurns(node, texts) {
  let at = 0;
  const timer = setInterval(() => {
    if (!node.isConnected) return clearInterval(timer);
    at = (at + 1) % texts.length;
    node.textContent = texts[at];
  }, TURN);
}
