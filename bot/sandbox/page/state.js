/** What the page knows, and how events change it. No DOM here. */

/** The state of one user's page, before anything is loaded. */
export function emptyState() {
  return {
    me: null,
    workspace: null,
    app: null,
    users: [],
    channels: [],
    commands: [],
    shortcuts: [],
    channel: null,
    tab: "messages",
    thread: null,
    editing: null,
    connected: true,
    messages: new Map(),
    prompts: new Map(),
    statuses: new Map(),
    sessions: new Map(),
    unread: new Map(),
    home: null,
    views: [],
    errors: new Map(),
    requests: [],
    ahead: 0,
  };
}

/** Takes over what /ui/boot says. */
export function boot(state, { workspace, me, users, channels, app, commands, shortcuts, clock }) {
  Object.assign(state, { workspace, me, users, channels, app, commands: commands ?? [], shortcuts: shortcuts ?? [] });
  state.ahead = clock?.ahead ?? 0;
}

/** Takes over what /ui/messages says about one channel. */
export function load(state, channel, { messages, prompts, statuses, sessions }) {
  state.messages.set(channel, new Map((messages ?? []).map((message) => [message.ts, message])));
  if (prompts) state.prompts.set(channel, prompts);
  else state.prompts.delete(channel);
  state.statuses.set(channel, new Map((statuses ?? []).filter((s) => s.status).map((s) => [s.thread_ts ?? "", s])));
  state.sessions.set(channel, new Map((sessions ?? []).map((session) => [session.thread_ts, session])));
}

const byTime = (a, b) => (a.ts.length === b.ts.length ? (a.ts < b.ts ? -1 : 1) : Number(a.ts) - Number(b.ts));

/** A channel's root messages, oldest first. */
export function roots(state, channel) {
  return all(state, channel).filter((message) => !isReply(message) || message.subtype === "thread_broadcast");
}

/** The replies in a thread, oldest first. */
export function replies(state, channel, ts) {
  return all(state, channel).filter((message) => isReply(message) && message.thread_ts === ts);
}

/** All threads of a channel: root ts → the replies that everybody sees, oldest first. */
export function threads(state, channel) {
  const found = new Map();
  for (const message of all(state, channel)) {
    if (!isReply(message) || message.ephemeral) continue;
    if (!found.has(message.thread_ts)) found.set(message.thread_ts, []);
    found.get(message.thread_ts).push(message);
  }
  return found;
}

/** Is this a reply inside a thread? */
export function isReply(message) {
  return Boolean(message.thread_ts) && message.thread_ts !== message.ts;
}

function all(state, channel) {
  return [...(state.messages.get(channel)?.values() ?? [])].sort(byTime);
}

/** Is it the app itself who wrote? */
export function byApp(state, message) {
  return message.user === state.app?.bot_user_id || (Boolean(message.bot_id) && !message.user);
}

/** What a channel is called where one reads: "#generelt", or the app's name for the direct message with it. */
export function placeName(state, channel) {
  return channel.kind === "im" ? state.app.name : `#${channel.name}`;
}

/** The channel shown now, or undefined. */
export function currentChannel(state) {
  return state.channels.find((channel) => channel.id === state.channel);
}

const REDUCERS = {
  message(state, { channel, message }) {
    if (!state.messages.has(channel)) state.messages.set(channel, new Map());
    state.messages.get(channel).set(message.ts, message);
    const shown = channel === state.channel && state.tab === "messages";
    if (!shown && message.user !== state.me?.id) {
      state.unread.set(channel, (state.unread.get(channel) ?? 0) + 1);
    }
    if (opensThread(state, channel, message)) state.thread = message.thread_ts;
    return ["messages", "sidebar", "header"];
  },
  message_changed(state, { channel, message }) {
    const known = state.messages.get(channel)?.get(message.ts);
    if (known)
      state.messages.get(channel).set(message.ts, { ...message, ephemeral: message.ephemeral ?? known.ephemeral });
    else return REDUCERS.message(state, { channel, message });
    return ["messages"];
  },
  message_deleted(state, { channel, ts }) {
    state.messages.get(channel)?.delete(ts);
    if (state.thread === ts && channel === state.channel) state.thread = null;
    return ["messages"];
  },
  status(state, event) {
    if (!state.statuses.has(event.channel)) state.statuses.set(event.channel, new Map());
    const key = event.thread_ts ?? "";
    if (event.status) state.statuses.get(event.channel).set(key, event);
    else state.statuses.get(event.channel).delete(key);
    return ["messages"];
  },
  session(state, event) {
    if (!state.sessions.has(event.channel)) state.sessions.set(event.channel, new Map());
    if (event.processing) state.sessions.get(event.channel).set(event.thread_ts, event);
    else state.sessions.get(event.channel).delete(event.thread_ts);
    return ["messages"];
  },
  prompts(state, { channel, title, prompts }) {
    state.prompts.set(channel, { title, prompts });
    return ["messages"];
  },
  home(state, { view }) {
    state.home = view;
    return ["home"];
  },
  view_open(state, { view }) {
    state.views = [view];
    state.errors.clear();
    return ["modal"];
  },
  view_push(state, { view }) {
    state.views = [...state.views.filter((known) => known.id !== view.id), view];
    return ["modal"];
  },
  view_update(state, { view }) {
    state.views = state.views.map((known) => (known.id === view.id ? view : known));
    if (state.home?.id === view.id) state.home = view;
    state.errors.delete(view.id);
    return ["modal", "home"];
  },
  view_close(state, { view_id }) {
    const at = state.views.findIndex((view) => view.id === view_id);
    if (at >= 0) state.views = state.views.slice(0, at); // what lay on top of it goes, too
    return ["modal"];
  },
  view_errors(state, { view_id, errors }) {
    state.errors.set(view_id, errors ?? {});
    return ["modal"];
  },
  clock(state, { ahead }) {
    state.ahead = ahead;
    return ["inspector"];
  },
  request(state, event) {
    state.requests = [...state.requests.slice(-499), event];
    return ["inspector"];
  },
};

/** Applies one event; returns the names of what has to be drawn again. */
export function reduce(state, event) {
  return Object.hasOwn(REDUCERS, event.type) ? REDUCERS[event.type](state, event) : [];
}

/** In a direct message with the app, a threaded answer to the latest question is shown at once. */
function opensThread(state, channel, message) {
  if (channel !== state.channel || state.tab !== "messages" || currentChannel(state)?.kind !== "im") return false;
  return (
    isReply(message) &&
    !message.ephemeral &&
    byApp(state, message) &&
    roots(state, channel).at(-1)?.ts === message.thread_ts
  );
}
