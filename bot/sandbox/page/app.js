/** Wiring: state, server and the parts of the page. */

import { createApi } from "./api.js";
import { createComposer } from "./composer.js";
import { el } from "./dom.js";
import { drawHeader } from "./header.js";
import { drawHome } from "./home.js";
import { icon } from "./icons.js";
import { createInspector } from "./inspector.js";
import { createMemory } from "./memory.js";
import { openMenu } from "./menu.js";
import { drawMessages } from "./messages.js";
import { createModals } from "./modal.js";
import { createPage } from "./page.js";
import { drawSidebar } from "./sidebar.js";
import { currentChannel, emptyState, placeName } from "./state.js";
import { createThread } from "./thread.js";
import { createToasts } from "./toasts.js";

const at = (id) => document.getElementById(id);

/** Builds the page and looks through the eyes of the user the address names (`?as=`), or the server's first. */
async function start() {
  const state = emptyState();
  const toast = createToasts(at("toasts"));
  const api = createApi(toast);
  const memory = createMemory(sessionStorage, () => state.me?.id);
  const page = createPage({ state, api, toast, memory, draw });
  const thread = createThread(page);
  const modals = createModals(page);
  const inspector = createInspector(page);
  const composer = createComposer({
    testid: "composer",
    state,
    extra: shortcutButton(page),
    onSend: (text) => page.write(state.channel, text),
    onUp: () => page.editLast(),
  });
  const drafts = new Map();
  let drawnPlace = null;
  at("composer-place").append(composer.node);
  at("composer-place").addEventListener("focus", composer.focus);
  at("thread-place").append(thread.node);
  at("inspector-place").append(inspector.node);

  const parts = {
    sidebar: () => drawSidebar(at("sidebar"), page),
    header: () => drawHeader(at("head"), page, inspector.button),
    messages: drawConversation,
    home: () => drawHome(at("panel-home"), page),
    modal: modals.draw,
    inspector: inspector.draw,
    offline: () => (at("offline").hidden = state.connected),
    focus: () => (state.thread ? thread : composer).focus(),
  };

  function draw(...names) {
    if (!state.me || !currentChannel(state)) return;
    for (const name of names.includes("all") ? Object.keys(parts).filter((part) => part !== "focus") : names)
      parts[name]();
  }

  function drawConversation() {
    const channel = currentChannel(state);
    const home = channel.kind === "im" && state.tab === "home";
    const place = `${state.me.id}/${channel.id}`;
    const moved = place !== drawnPlace;
    at("panel-messages").hidden = home;
    at("panel-home").hidden = !home;
    at("frame").classList.toggle("with-thread", state.thread !== null && !home);
    if (moved) swapDraft(place, channel);
    drawMessages(at("messages"), page, moved);
    thread.draw();
  }

  function swapDraft(place, channel) {
    if (drawnPlace) drafts.set(drawnPlace, composer.text());
    composer.fill(drafts.get(place) ?? "");
    composer.setPlaceholder(`Skriv ${channel.kind === "im" ? "til" : "i"} ${placeName(state, channel)}`);
    drawnPlace = place;
    at("messages").replaceChildren();
  }

  await page.actAs(new URLSearchParams(location.search).get("as"));
}

function shortcutButton(page) {
  const open = (event) => {
    const items = page.state.shortcuts
      .filter((shortcut) => ["global", "shortcut"].includes(shortcut.type))
      .map((shortcut) => ({
        label: shortcut.name,
        detail: shortcut.description,
        choose: () => page.shortcut(shortcut.callback_id),
        data: { callbackId: shortcut.callback_id },
      }));
    const commands = page.state.commands.map((command) => ({
      label: command.command,
      detail: command.description,
      choose: () => page.startCommand(command.command),
    }));
    const sections = [
      [{ heading: "Kommandoer" }, commands],
      [{ heading: "Snarveier" }, items],
    ];
    openMenu(
      event.currentTarget,
      sections.flatMap(([heading, rows]) => (rows.length ? [heading, ...rows] : [])),
      "Kommandoer og snarveier",
    );
  };
  return el(
    "button",
    {
      type: "button",
      class: "icon-btn",
      "aria-label": "Kommandoer og snarveier",
      title: "Kommandoer og snarveier",
      "aria-haspopup": "menu",
      data: { testid: "shortcuts" },
      on: { click: open },
    },
    icon("bolt"),
  );
}

void start();
