/** The thread beside the list: root, replies, and a composer of its own. */

import { createComposer } from "./composer.js";
import { el, reconcile } from "./dom.js";
import { icon } from "./icons.js";
import { follow, messageItems } from "./messages.js";
import { currentChannel, placeName, replies } from "./state.js";
import { statusItems, stopItems } from "./status.js";

/** Returns {node, draw(), focus()}. */
export function createThread(page) {
  const { state } = page;
  const close = () => page.closeThread();
  const place = el("span", { class: "muted" });
  const list = el("div", { class: "messages", role: "log", "aria-label": "Svar i tråden", tabindex: "0" });
  const composer = createComposer({
    testid: "thread-composer",
    state,
    withCommands: false,
    onSend: (text) => page.write(state.channel, text, state.thread),
  });
  composer.setPlaceholder("Svar i tråden");
  const node = el(
    "aside",
    { class: "thread", "aria-label": "Tråd", hidden: true, data: { testid: "thread" } },
    el(
      "header",
      { class: "pane-head" },
      el("h2", {}, "Tråd"),
      place,
      el(
        "button",
        {
          type: "button",
          class: "icon-btn push-right",
          "aria-label": "Lukk tråden",
          title: "Lukk (Esc)",
          data: { testid: "thread-close" },
          on: { click: close },
        },
        icon("close"),
      ),
    ),
    list,
    composer.node,
  );
  node.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) close();
  });
  const drafts = new Map();
  let thread = null;
  let shown = null;

  /** Each thread keeps what was begun in it. */
  function swapDraft() {
    if (thread === state.thread) return;
    if (thread) drafts.set(thread, composer.text());
    composer.fill(drafts.get(state.thread) ?? "");
    thread = state.thread;
  }

  function draw() {
    const channel = currentChannel(state);
    swapDraft();
    const root = state.thread && state.messages.get(state.channel)?.get(state.thread);
    node.hidden = !state.thread || state.tab !== "messages";
    if (node.hidden) {
      list.replaceChildren();
      shown = null;
      return;
    }
    const answers = replies(state, state.channel, state.thread);
    const at = { channel: state.channel, inThread: true };
    place.textContent = placeName(state, channel);
    reconcile(list, [
      ...(root ? messageItems([root], at, page, false) : []),
      ...counter(answers.filter((answer) => !answer.ephemeral).length),
      ...messageItems(answers, at, page, false),
      ...statusItems(page, state.channel, (thread) => thread === state.thread),
      ...stopItems(page, state.channel, state.thread),
    ]);
    const key = `${state.thread}/${answers.length}/${answers.at(-1)?.ts}`;
    if (key !== shown) follow(list);
    shown = key;
  }

  return { node, draw, focus: composer.focus };
}

function counter(count) {
  const words = count === 1 ? "1 svar" : `${count} svar`;
  const build = () => el("div", { class: "day day-left", role: "separator" }, el("span", {}, words));
  return count ? [{ key: "count", signature: words, build }] : [];
}
