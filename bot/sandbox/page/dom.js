/** Building DOM without ever parsing HTML: what the bot writes is untrusted text. */

/**
 * Makes an element. `props`: `class`, `data` (dataset), `on` (listeners); anything else is an attribute.
 * null, undefined and false leave an attribute out; true sets it empty. Children: nodes, text, nested lists.
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
    else if (name === "data") Object.assign(node.dataset, value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  append(node, children);
  return node;
}

/** Appends nodes and text; empty children are skipped. */
export function append(parent, children) {
  for (const child of [children].flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    parent.append(child);
  }
}

/** Gathers children in a fragment. */
export function fragment(...children) {
  const node = document.createDocumentFragment();
  append(node, children);
  return node;
}

let serial = 0;

/** An id that is unique on this page, for aria references. */
export function uniqueId(prefix) {
  serial += 1;
  return `${prefix}-${serial}`;
}

/**
 * Makes `container` show `items` ({key, signature, build}), in order. A node whose signature is unchanged is kept
 * as it stands, so that focus, selection and half-filled fields survive the arrival of other messages.
 */
export function reconcile(container, items) {
  const known = new Map([...container.children].map((node) => [node.dataset.key, node]));
  const keep = new Set(items.map((item) => item.key));
  for (const [key, node] of known) if (!keep.has(key)) node.remove();
  let next = container.firstElementChild;
  for (const item of items) {
    let node = known.get(item.key);
    if (!node || node.dataset.signature !== item.signature) {
      const fresh = item.build();
      fresh.dataset.key = item.key;
      fresh.dataset.signature = item.signature;
      if (node) {
        if (next === node) next = node.nextElementSibling;
        node.remove();
      }
      node = fresh;
    }
    if (node === next) next = node.nextElementSibling;
    else container.insertBefore(node, next);
  }
}
