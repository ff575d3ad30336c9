/** plan and task_card: what the app is doing, step by step. */

import { el } from "../dom.js";
import { icon } from "../icons.js";
import { link } from "./links.js";
import { richText } from "./rich_text.js";
import { plain } from "./text.js";

const STATES = {
  pending: ["dot", "venter"],
  in_progress: ["dot", "pågår"],
  complete: ["check", "ferdig"],
  error: ["alert", "feilet"],
};

/** One step; details can be opened. */
export function taskCard(task, _blockId, ctx) {
  const state = task.status in STATES ? task.status : "pending";
  const [sign, word] = STATES[state];
  const head = [
    el("span", { class: `task-state task-${state}` }, icon(sign)),
    el("span", { class: "task-title" }, plain(task.title)),
    el("span", { class: "sr-only" }, ` (${word})`),
  ];
  const rich = (part) => (part?.elements ? richText(part, ctx.people) : null);
  const sources = (task.sources ?? []).map((source) =>
    el("li", {}, link(source.url, plain(source.text) || source.url)),
  );
  const more = [
    rich(task.details),
    rich(task.output),
    sources.length ? el("ul", { class: "task-sources" }, sources) : null,
  ];
  if (!more.some(Boolean)) return el("div", { class: "task" }, head);
  return el("details", { class: "task" }, el("summary", {}, head), el("div", { class: "task-more" }, more));
}

/** A titled list of steps. */
export function plan(block, blockId, ctx) {
  const tasks = (block.tasks ?? []).map((task) => el("li", {}, taskCard(task, blockId, ctx)));
  return el(
    "section",
    { class: "plan" },
    el("div", { class: "plan-title" }, plain(block.title)),
    el("ol", { class: "plan-tasks" }, tasks),
  );
}
