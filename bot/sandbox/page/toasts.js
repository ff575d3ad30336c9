/** Short messages at the edge; they go away by themselves, and stay while one points at them. */

import { el } from "./dom.js";
import { icon } from "./icons.js";

const STAY = 7000; // milliseconds: long enough to read two lines

/** Returns a function that shows a sentence in `region`. The same sentence is not shown twice at once. */
export function createToasts(region) {
  return (text) => {
    if ([...region.children].some((node) => node.dataset.text === text)) return;
    const node = el(
      "div",
      { class: "toast", data: { testid: "toast", text } },
      icon("info"),
      el("span", {}, text),
      el(
        "button",
        { type: "button", class: "icon-btn", "aria-label": "Lukk", on: { click: () => node.remove() } },
        icon("close", "icon-small"),
      ),
    );
    let timer = setTimeout(() => node.remove(), STAY);
    node.addEventListener("pointerenter", () => clearTimeout(timer));
    node.addEventListener("pointerleave", () => (timer = setTimeout(() => node.remove(), STAY / 2)));
    region.append(node);
    // modals stand in the browser's top layer; shown anew, the region stands above the newest of them
    if (region.matches(":popover-open")) region.hidePopover();
    region.showPopover();
  };
}
