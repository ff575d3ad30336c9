/** The left side: workspace, channels, the app's direct message, and who one is. */

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { avatar } from "./people.js";

/** Draws the whole sidebar into `node`. */
export function drawSidebar(node, page) {
  const { state } = page;
  const channels = state.channels.filter((channel) => channel.kind !== "im");
  const direct = state.channels.filter((channel) => channel.kind === "im");
  const focused = node.contains(document.activeElement) ? document.activeElement.dataset.channel : null;
  node.replaceChildren(
    el(
      "div",
      { class: "workspace" },
      el("span", { class: "workspace-name" }, state.workspace.name),
      el("span", { class: "workspace-kind" }, "Lokalt prøverom"),
    ),
    el(
      "nav",
      { class: "places", "aria-label": "Kanaler og samtaler" },
      direct.length ? group("Direktemeldinger", direct, page) : null,
      group("Kanaler", channels, page),
    ),
    userSwitch(page),
  );
  if (focused) node.querySelector(`[data-channel="${CSS.escape(focused)}"]`)?.focus();
}

function group(title, channels, page) {
  return el(
    "section",
    { class: "place-group" },
    el("h2", {}, title),
    el(
      "ul",
      {},
      channels.map((channel) => el("li", {}, place(channel, page))),
    ),
  );
}

function place(channel, page) {
  const { state } = page;
  const unread = state.unread.get(channel.id) ?? 0;
  const im = channel.kind === "im";
  const current = channel.id === state.channel;
  return el(
    "button",
    {
      type: "button",
      class: `place${unread ? " unread" : ""}`,
      "aria-current": current ? "page" : null,
      data: { testid: "channel", channel: channel.id },
      on: { click: () => page.openChannel(channel.id) },
    },
    im ? avatar(state.app.name, true, "avatar-tiny") : icon("hash", "icon-small"),
    el("span", { class: "place-name" }, im ? state.app.name : channel.name),
    im ? el("span", { class: "badge" }, "App") : null,
    channel.is_shared ? el("span", { class: "badge" }, "Delt") : null,
    channel.kind === "group" ? el("span", { class: "badge" }, "Lukket") : null,
    unread ? el("span", { class: "count", "aria-label": `${unread} uleste` }, String(unread)) : null,
  );
}

function userSwitch(page) {
  const { me } = page.state;
  const open = (event) => openMenu(event.currentTarget, userItems(page), "Bytt bruker");
  return el(
    "button",
    {
      type: "button",
      class: "user-switch",
      "aria-haspopup": "menu",
      "aria-label": `Bytt bruker. Nå: ${me.real_name || me.name}`,
      data: { testid: "user-switch" },
      on: { click: open },
    },
    avatar(me.real_name || me.name, false),
    el(
      "span",
      { class: "user-words" },
      el("span", { class: "user-name" }, me.real_name || me.name),
      el("span", { class: "user-title" }, me.title),
    ),
    icon("chevron", "icon-small"),
  );
}

function userItems(page) {
  const { users, me } = page.state;
  const item = (user) => ({
    label: user.real_name || user.name,
    detail: user.title,
    current: user.id === me.id,
    choose: () => page.actAs(user.id),
    data: { testid: "user-choice", user: user.id },
  });
  const people = users.filter((user) => !user.is_bot);
  const staff = people.filter((user) => user.is_staff);
  const outside = people.filter((user) => user.is_guest || user.is_stranger);
  const others = people.filter((user) => !user.is_staff && !outside.includes(user));
  return [
    others.length && { heading: "Ansatte i bedrifter" },
    ...others.map(item),
    outside.length && { heading: "Gjester og andre bedrifter" },
    ...outside.map(item),
    staff.length && { heading: "NHOs stab" },
    ...staff.map(item),
  ].filter(Boolean);
}
