/** A small menu at a button: arrow keys, Home, End, Escape; closes when the focus leaves. */

import { el } from "./dom.js";

/** Opens `items` ({label, detail?, href?, current?, danger?, choose} or {heading}) at `anchor`. */
export function openMenu(anchor, items, label) {
  const rows = items.map((item) =>
    item.heading ? el("div", { class: "menu-heading" }, item.heading) : row(item, close),
  );
  const menu = el("div", { class: "menu", role: "menu", "aria-label": label, data: { testid: "menu" } }, rows);
  menu.addEventListener("keydown", (event) => onKey(event, menu, close));
  let open = true; // removing the menu makes its button lose the focus, which would remove it a second time
  menu.addEventListener("focusout", (event) => {
    if (open && !menu.contains(event.relatedTarget)) end();
  });
  // inside a modal everything outside it is inert, so the menu has to live there, too
  (anchor.closest("dialog") ?? document.body).append(menu);
  place(menu, anchor.getBoundingClientRect());
  anchor.setAttribute("aria-expanded", "true");
  entries(menu)[0]?.focus({ preventScroll: true });

  function end() {
    open = false;
    menu.remove();
    anchor.setAttribute("aria-expanded", "false");
  }

  function close() {
    end();
    anchor.focus({ preventScroll: true });
  }
}

function row(item, close) {
  const props = {
    class: `menu-item${item.danger ? " menu-danger" : ""}`,
    role: "menuitem",
    tabindex: "-1",
    "aria-current": item.current ? "true" : null,
  };
  const choose = () => {
    close();
    item.choose?.();
  };
  const words = [
    el("span", { class: "menu-label" }, item.label),
    item.detail ? el("span", { class: "menu-detail" }, item.detail) : null,
  ];
  if (item.href)
    return el(
      "a",
      { ...props, href: item.href, target: "_blank", rel: "noopener noreferrer", on: { click: choose } },
      words,
    );
  return el("button", { ...props, type: "button", data: item.data ?? {}, on: { click: choose } }, words);
}

function entries(menu) {
  return [...menu.querySelectorAll(".menu-item")];
}

function onKey(event, menu, close) {
  const all = entries(menu);
  const at = all.indexOf(document.activeElement);
  const moves = {
    ArrowDown: (at + 1) % all.length,
    ArrowUp: (at - 1 + all.length) % all.length,
    Home: 0,
    End: all.length - 1,
  };
  if (event.key in moves) all[moves[event.key]]?.focus();
  else if (event.key === "Escape" || event.key === "Tab") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Below the anchor where there is room, else above it; never outside the window. */
function place(menu, at) {
  const { width, height } = menu.getBoundingClientRect();
  const below = at.bottom + 6 + height <= window.innerHeight;
  menu.style.top = `${below ? at.bottom + 6 : Math.max(8, at.top - height - 6)}px`;
  menu.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - width - 8))}px`;
}
