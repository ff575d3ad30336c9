/** The drawer that shows what the app asked of the workspace, and what the workspace thought of it. */

import { createClock } from "./clock.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { seconds } from "./time.js";

/** Returns {node, button, draw()}. */
export function createInspector(page) {
  const { state } = page;
  const rows = el("tbody");
  const scroll = el(
    "div",
    { class: "inspector-scroll", tabindex: "0", role: "region", "aria-label": "Forespørsler" },
    el(
      "table",
      { class: "inspector-table" },
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          ["Tid", "Metode", "Resultat", "Grense", "ms", "Innhold"].map((name) => el("th", { scope: "col" }, name)),
        ),
      ),
      rows,
    ),
  );
  const only = el("input", {
    type: "checkbox",
    id: "inspector-only",
    data: { testid: "inspector-only" },
    on: { change: draw },
  });
  const clock = createClock(page);
  const node = el(
    "section",
    {
      class: "inspector",
      id: "inspector",
      "aria-label": "Innsyn i appens forespørsler",
      hidden: true,
      data: { testid: "inspector" },
    },
    el(
      "header",
      { class: "pane-head" },
      el("h2", {}, "Innsyn"),
      el("span", { class: "muted" }, "Alt appen har bedt arbeidsrommet om"),
      clock.node,
      el("label", { class: "inspector-filter", for: "inspector-only" }, only, "Bare feil og advarsler"),
      el(
        "button",
        { type: "button", class: "btn btn-quiet", data: { testid: "inspector-clear" }, on: { click: clear } },
        "Tøm",
      ),
      el(
        "button",
        { type: "button", class: "icon-btn", "aria-label": "Lukk innsyn", on: { click: toggle } },
        icon("close"),
      ),
    ),
    scroll,
  );
  const count = el("span", { class: "inspector-count" });
  const button = el(
    "button",
    {
      type: "button",
      class: "btn btn-quiet inspector-btn",
      "aria-expanded": "false",
      "aria-controls": "inspector",
      data: { testid: "inspector-toggle" },
      on: { click: toggle },
    },
    icon("pulse"),
    "Innsyn",
    count,
  );

  function toggle() {
    node.hidden = !node.hidden;
    button.setAttribute("aria-expanded", String(!node.hidden));
    draw();
    if (node.hidden) button.focus();
  }

  function clear() {
    state.requests = [];
    draw();
  }

  function draw() {
    const bad = state.requests.filter((request) => verdict(request)[0] !== "ok");
    count.textContent = bad.length ? String(bad.length) : "";
    count.title = bad.length ? `${bad.length} med feil eller advarsel` : "";
    if (node.hidden) return;
    clock.draw();
    const shown = only.checked ? bad : state.requests;
    rows.replaceChildren(...shown.map(row));
    if (!shown.length)
      rows.append(el("tr", {}, el("td", { colspan: "6", class: "muted" }, "Ingen forespørsler å vise.")));
    scroll.scrollTop = scroll.scrollHeight;
  }

  return { node, button, draw };
}

function verdict({ ok, error, warning }) {
  if (!ok) return ["error", error || "feil"];
  if (warning) return ["warning", Array.isArray(warning) ? warning.join(", ") : warning];
  return ["ok", "ok"];
}

const WORDS = { ok: "OK", warning: "Advarsel", error: "Feil" };

function row(request) {
  const [level, detail] = verdict(request);
  const words = level === "ok" ? WORDS.ok : `${WORDS[level]}: ${detail}`;
  return el(
    "tr",
    { data: { testid: "request", verdict: level } },
    el("td", { class: "muted" }, seconds(request.at)),
    el("td", { class: "mono" }, request.method),
    el("td", {}, el("span", { class: `verdict verdict-${level}` }, words)),
    el("td", { class: "muted", data: { testid: "request-tier" } }, request.tier ?? ""),
    el(
      "td",
      { class: "number" },
      request.ms === undefined || request.ms === null ? "" : String(Math.round(request.ms)),
    ),
    el(
      "td",
      { class: "summary", title: request.summary },
      request.summary,
      request.detail ? el("p", { class: "verdict-detail", data: { testid: "request-detail" } }, request.detail) : null,
    ),
  );
}
