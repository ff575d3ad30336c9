/** What can be done on the page: each deed asks the server, and the server's events change what is seen. */

import { collect } from "./blocks/values.js";
import { createPeople } from "./people.js";
import { boot, emptyState, load, reduce, replies, roots } from "./state.js";

/** `draw(...parts)` draws again; see app.js for the parts. */
export function createPage({ state, api, toast, memory, draw }) {
  const people = createPeople(state);
  let endEvents = () => {};
  let opened = false;
  let meanwhile = null; // what happened in a channel while its messages were being fetched

  function dispatch(event) {
    if (event.type === "notice") return toast(event.text);
    if (meanwhile && event.channel === meanwhile.channel) meanwhile.events.push(event);
    const parts = reduce(state, event);
    if (parts.length) draw(...parts);
  }

  async function actAs(user) {
    endEvents();
    api.actAs(user);
    const known = await api.get("/ui/boot");
    if (!known) return;
    const { requests } = state;
    Object.assign(state, emptyState(), { requests });
    boot(state, known);
    api.actAs(state.me.id);
    document.title = `${state.app.name} · ${state.workspace.name}`;
    history.replaceState(null, "", `?as=${encodeURIComponent(state.me.id)}`);
    opened = false;
    await listen();
    const first = state.channels.find((channel) => channel.kind === "im") ?? state.channels[0];
    const [log] = await Promise.all([requests.length ? null : api.get("/ui/requests"), openChannel(first.id)]);
    const past = Array.isArray(log) ? log : (log?.requests ?? []);
    state.requests = [
      ...past,
      ...state.requests.filter(
        (request) => !past.some((old) => old.at === request.at && old.method === request.method),
      ),
    ];
    draw("inspector");
  }

  /** Waits for the stream: what the app does when it is opened must not be missed. */
  function listen() {
    return new Promise((resolve) => {
      endEvents = api.events(dispatch, (up) => resolve(connection(up)));
    });
  }

  /** After a break, what was missed is fetched again. */
  async function connection(up) {
    const again = up && opened && !state.connected;
    state.connected = up;
    opened ||= up;
    draw("offline");
    if (again) await refresh(state.channel);
  }

  async function refresh(channel) {
    const mine = { channel, events: [] };
    meanwhile = mine;
    const loaded = await api.get("/ui/messages", { channel });
    if (meanwhile !== mine) return;
    meanwhile = null;
    if (!loaded) return;
    load(state, channel, loaded);
    for (const event of mine.events) reduce(state, event); // may be newer than what was fetched
    draw("messages");
  }

  async function openChannel(id) {
    Object.assign(state, { channel: id, tab: "messages", thread: null, editing: null });
    state.unread.delete(id);
    draw("all");
    draw("focus");
    await refresh(id);
    await api.post("/ui/open", { channel: id });
  }

  async function openTab(tab) {
    state.tab = tab;
    if (tab === "messages" && state.unread.delete(state.channel)) openLatest();
    draw("sidebar", "header", "messages", "home");
    if (tab === "home") {
      const answer = await api.post("/ui/home");
      if (answer?.view) dispatch({ type: "home", view: answer.view });
    } else await api.post("/ui/open", { channel: state.channel });
  }

  /** What was answered meanwhile is shown: the latest message's thread, if it has one. */
  function openLatest() {
    const latest = roots(state, state.channel).at(-1);
    if (latest && replies(state, state.channel, latest.ts).length) state.thread = latest.ts;
  }

  const send = (channel, text, thread_ts) =>
    api.post("/ui/message", { channel, text, ...(thread_ts ? { thread_ts } : {}) });

  /** What was written in a composer: a command, or a message. False keeps the text. */
  async function write(channel, text, thread) {
    const command = /^(\/[^\s/]+)(?:\s+([\s\S]*))?$/.exec(text);
    if (!command) return (await send(channel, text, thread)) !== null;
    if (!state.commands.some((known) => known.command === command[1]))
      return (toast(`Kommandoen ${command[1]} finnes ikke her.`), false);
    if (thread) return (toast("Kommandoer virker ikke i en tråd."), false);
    return (await api.post("/ui/command", { channel, command: command[1], text: command[2] ?? "" })) !== null;
  }

  function setThread(ts) {
    state.thread = ts;
    draw("messages");
  }

  async function saveEdit(channel, ts, text) {
    if (text && (await api.post("/ui/edit", { channel, ts, text })) === null) return;
    edit(null);
  }

  function edit(ts) {
    state.editing = ts;
    draw("messages");
    if (ts === null) draw("focus");
  }

  async function closeView(id) {
    await api.post("/ui/close", { view_id: id });
    dispatch({ type: "view_close", view_id: id });
  }

  const byView = (view) => ({ view_id: view.id });

  return {
    state,
    people,
    dispatch,
    actAs,
    openChannel,
    openTab,
    send,
    write,
    edit,
    saveEdit,
    closeView,
    openThread(ts) {
      setThread(ts);
      draw("focus");
    },
    closeThread() {
      setThread(null);
      draw("focus");
    },
    editLast() {
      const mine = roots(state, state.channel).filter((message) => message.user === state.me.id && !message.ephemeral);
      if (mine.length) edit(mine.at(-1).ts);
    },
    remove: (channel, ts) => api.post("/ui/delete", { channel, ts }),
    stop: (channel, thread_ts) => api.post("/ui/stop", { channel, thread_ts }),
    advance: (seconds) => api.post("/ui/clock", { seconds }),
    react: (channel, ts, name) => api.post("/ui/react", { channel, ts, name }),
    shortcut: (callback_id, channel, message_ts) =>
      api.post("/ui/shortcut", { callback_id, ...(channel ? { channel, message_ts } : {}) }),
    startCommand: (command) => write(state.channel, command),
    submitView: (view_id, values) => api.post("/ui/submit", { view_id, values }),
    /** What a message lends to its blocks. */
    messageContext: (message, channel) => blockContext({ channel, message_ts: message.ts }, message.ts),
    /** What a modal or the Home lends to its blocks; `kept` are earlier values of its fields. */
    viewContext: (view, _surface, kept = {}) => blockContext(byView(view), view.id, kept),
  };

  function blockContext(place, key, kept = {}) {
    return {
      people,
      dispatches: true,
      act: (action, node) => api.post("/ui/action", { ...place, action, state: stateAround(node) }),
      saved: (block, id) => kept[block]?.[id],
      pressed: { get: (action) => memory.get(key, action), set: (action, value) => memory.set(key, action, value) },
    };
  }
}

/** The fields of the message, modal or Home in which something was pressed. */
function stateAround(node) {
  const root = node?.closest(".message, .modal, .home");
  return root ? collect(root) : {};
}
