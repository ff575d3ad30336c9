/** The buttons that put the workspace's clock forward: what is due by then happens at once. */

import { el } from "./dom.js";

const LEAPS = [
  [2 * 60, "+2 min", "To minutter: en statuslinje forsvinner"],
  [5 * 60, "+5 min", "Fem minutter: et svar som strømmes, tar slutt; det siste nye forsøket kommer"],
  [12 * 60 * 60, "+12 t", "Tolv timer"],
];

/** Returns {node, draw()}. */
export function createClock(page) {
  const ahead = el("span", { class: "muted", "aria-live": "polite", data: { testid: "clock-ahead" } });
  const buttons = LEAPS.map(([seconds, label, title]) =>
    el(
      "button",
      {
        type: "button",
        class: "btn btn-quiet",
        title,
        data: { testid: `clock-${seconds}` },
        on: { click: () => page.advance(seconds) },
      },
      label,
    ),
  );
  const node = el(
    "div",
    { class: "push-right inspector-clock", role: "group", "aria-label": "Still klokken frem" },
    ahead,
    buttons,
  );
  return { node, draw: () => (ahead.textContent = words(page.state.ahead)) };
}

/** 7320 → "Klokken går 2 t 2 min foran". */
function words(seconds) {
  const minutes = Math.round(seconds / 60);
  const parts = [
    [Math.floor(minutes / 60), "t"],
    [minutes % 60, "min"],
  ];
  const told = parts.filter(([count]) => count).map(([count, unit]) => `${count} ${unit}`);
  return told.length ? `Klokken går ${told.join(" ")} foran` : "Klokken går rett";
}
