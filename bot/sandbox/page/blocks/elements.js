/** Which element is drawn by whom. */

import { el } from "../dom.js";
import { button, feedbackButtons, iconButton, overflow } from "./buttons.js";
import { field, isField } from "./inputs.js";
import { link, ownImage } from "./links.js";
import { plain } from "./text.js";

const PRESSED = {
  button,
  workflow_button: button,
  icon_button: iconButton,
  feedback_buttons: feedbackButtons,
  overflow,
};

/** Any element that may stand in actions, an accessory, a card or a context line. */
export function elementNode(element, blockId, ctx) {
  if (Object.hasOwn(PRESSED, element.type)) return PRESSED[element.type](element, blockId, ctx);
  if (element.type === "image") return image(element, "thumb-image");
  if (isField(element.type)) return field(element, blockId, ctx);
  return el("span", { class: "unknown" }, `Ukjent element: ${element.type}`);
}

/** A picture from this very origin; any other is shown as a link to it. */
export function image(element, className) {
  const src = element.image_url ? ownImage(element.image_url) : null;
  const alt = plain(element.alt_text);
  if (src !== null) return el("img", { src, alt, class: className, loading: "lazy" });
  return element.image_url
    ? link(element.image_url, `Bilde: ${alt || element.image_url}`)
    : el("span", { class: "muted" }, `Bilde: ${alt}`);
}
