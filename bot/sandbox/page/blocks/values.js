/** What stands in the fields: every field registers how it is read, in the shape of `view.state.values`. */

const readers = new WeakMap();

/** Marks `node` as the field `actionId` of `blockId`; `read` returns {type, value | selected_…}. */
export function readable(node, blockId, actionId, read) {
  node.dataset.field = "";
  node.dataset.blockId = blockId;
  node.dataset.actionId = actionId;
  readers.set(node, read);
  return node;
}

/** All fields below `root`: {block_id: {action_id: {type, …}}}. */
export function collect(root) {
  const values = {};
  for (const node of root.querySelectorAll("[data-field]")) {
    const read = readers.get(node);
    if (read) (values[node.dataset.blockId] ??= {})[node.dataset.actionId] = read();
  }
  return values;
}

/** Is the field's value empty? Checkboxes without a tick count as empty. */
export function isEmpty(state) {
  const { type: _type, ...rest } = state;
  return Object.values(rest).every(
    (value) => value === null || value === undefined || value === "" || value.length === 0,
  );
}
