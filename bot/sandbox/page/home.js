/** The app's Home: blocks the app publishes for this user. */

import { renderBlocks } from "./blocks/index.js";
import { el, reconcile } from "./dom.js";

/** Draws the published view, or says that there is none yet. */
export function drawHome(node, page) {
  const { home, app } = page.state;
  const empty = () =>
    el("p", { class: "home-empty muted", role: "status" }, `${app.name} har ikke lagt ut noe her ennå.`);
  const full = () => el("div", { class: "home-blocks" }, renderBlocks(home.blocks, page.viewContext(home, "home")));
  const signature = home ? JSON.stringify([home.id, home.blocks]) : "";
  reconcile(node, [{ key: "home", signature, build: home ? full : empty }]);
}
