/** The head of the middle: where one is, the app's tabs, and the switch for the inspector. */

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { avatar } from "./people.js";
import { currentChannel } from "./state.js";

/** Draws the head into `node`; the inspector's button is kept, since it is somebody else's. */
export function drawHeader(node, page, inspectorButton) {
  const channel = currentChannel(page.state);
  const im = channel.kind === "im";
  const title = im
    ? el("h1", {}, avatar(page.state.app.name, true, "avatar-small"), page.state.app.name)
    : el("h1", {}, icon("hash"), channel.name);
  const focused = node.contains(document.activeElement) ? document.activeElement.dataset.testid : null;
  node.replaceChildren(title, im ? tabs(page) : el("p", { class: "topic" }, channel.topic), inspectorButton);
  if (focused) node.querySelector(`[data-testid="${focused}"]`)?.focus();
}

function tabs(page) {
  const { state } = page;
  const unread = state.unread.get(state.channel);
  const tab = (name, label, testid) =>
    el(
      "button",
      {
        type: "button",
        class: "tab",
        role: "tab",
        id: `tab-${name}`,
        "aria-selected": String(state.tab === name),
        "aria-controls": `panel-${name}`,
        tabindex: state.tab === name ? "0" : "-1",
        data: { testid },
        on: { click: () => page.openTab(name) },
      },
      label,
      name === "messages" && unread
        ? el("span", { class: "count", "aria-label": `${unread} uleste` }, String(unread))
        : null,
    );
  const list = el(
    "div",
    { class: "tabs", role: "tablist", "aria-label": "Appens faner" },
    tab("home", "Hjem", "home-tab"),
    tab("messages", "Meldinger", "messages-tab"),
  );
  list.addEventListener("keydown", (event) => {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    page.openTab(state.tab === "home" ? "messages" : "home");
    document.querySelector(`#tab-${state.tab}`)?.focus();
  });
  return list;
}
