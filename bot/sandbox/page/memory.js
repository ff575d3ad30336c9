/** Which feedback was pressed: remembered for this tab, so that a reload doesn't forget it. */

/**
 * Returns {get(message ts, action), set(…, value)}, separate for each user.
 * A block's id changes with each update, so it is no part of the name.
 */
export function createMemory(storage, user) {
  const name = (...parts) => ["pressed", user(), ...parts].join("/");
  return {
    get: (...parts) => storage.getItem(name(...parts)),
    set: (ts, action, value) => storage.setItem(name(ts, action), value),
  };
}
