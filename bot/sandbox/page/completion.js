/** What is offered while one writes. No DOM here. */

/**
 * Offers for the text before the caret: null, or {from, items: [{insert, label, detail}], picked}.
 * `from` is where the replaced part begins; `picked` is the row Enter takes at once (-1: none, Enter sends).
 */
export function offers(before, state, withCommands) {
  const command = withCommands ? (commands(before, state) ?? subcommands(before, state)) : null;
  return command ?? mentions(before, state);
}

function commands(before, state) {
  const match = /^\/(\S*)$/.exec(before);
  if (!match) return null;
  const items = state.commands
    .filter((command) => command.command.startsWith(before))
    .map((command) => ({ insert: `${command.command} `, label: command.command, detail: command.description }));
  return items.length ? { from: 0, items, picked: 0 } : null;
}

function subcommands(before, state) {
  const match = /^(\/\S+)\s+(\S*)$/.exec(before);
  const command = match && state.commands.find((known) => known.command === match[1]);
  if (!command) return null;
  const typed = match[2].toLocaleLowerCase("nb");
  const items = words(command.usage_hint).filter(({ word }) => word.startsWith(typed) && word !== typed);
  if (!items.length) return null;
  const rows = items.map(({ word, rest }) => ({
    insert: `${word} `,
    label: `${command.command} ${word}`,
    detail: rest,
  }));
  return { from: before.length - match[2].length, items: rows, picked: typed ? 0 : -1 };
}

/** "hjelp | spør <spørsmål>" → the subcommands, each with what may follow it. */
function words(hint) {
  const parts = String(hint ?? "")
    .split("|")
    .map((part) => part.trim().replace(/^\[|\]$/g, ""));
  return parts.filter(Boolean).map((part) => {
    const [word, ...rest] = part.split(/\s+/);
    return { word, rest: rest.join(" ") };
  });
}

function mentions(before, state) {
  const match = /(?:^|[\s(])@([\p{L}\p{N}.-]*(?: [\p{L}\p{N}.-]+)?)$/u.exec(before);
  if (!match) return null;
  const typed = match[1].toLocaleLowerCase("nb");
  const items = called(state)
    .filter(({ name, also }) => [name, also].some((word) => word?.toLocaleLowerCase("nb").startsWith(typed)))
    .filter(({ name }) => name.toLocaleLowerCase("nb") !== typed)
    .map(({ name, detail }) => ({ insert: `@${name} `, label: name, detail }));
  return items.length ? { from: before.length - match[1].length - 1, items, picked: 0 } : null;
}

/** Whoever can be called by name: the app first. */
function called(state) {
  const app = { id: state.app.bot_user_id, name: state.app.name, also: null, detail: "App" };
  const people = state.users.filter((user) => user.id !== app.id);
  return [
    app,
    ...people.map((user) => ({ id: user.id, name: user.real_name || user.name, also: user.name, detail: user.title })),
  ];
}
