/** The field one writes in: Enter sends, Shift+Enter breaks the line, / and @ offer completions. */

import { offers } from "./completion.js";
import { el, uniqueId } from "./dom.js";
import { icon } from "./icons.js";

/**
 * `onSend(text)` returns a promise: false keeps the text in the field. `onUp` is called for ArrowUp in an empty field.
 * Returns {node, focus(), text(), fill(text), setPlaceholder(text)}.
 */
export function createComposer({ testid, state, onSend, onUp = () => {}, extra = null, withCommands = true }) {
  const listId = uniqueId("offers");
  const field = el("textarea", {
    class: "composer-field",
    rows: "1",
    "aria-label": "Melding",
    "aria-autocomplete": "list",
    "aria-haspopup": "listbox",
    "aria-controls": listId,
    spellcheck: "false",
    data: { testid },
  });
  const mirror = el("div", { class: "composer-mirror", "aria-hidden": "true" });
  const list = el("div", {
    class: "offers",
    role: "listbox",
    id: listId,
    "aria-label": "Forslag",
    hidden: true,
    data: { testid: "offers" },
  });
  const sendButton = el(
    "button",
    {
      type: "button",
      class: "send",
      "aria-label": "Send",
      title: "Send (Enter)",
      disabled: true,
      data: { testid: `${testid}-send` },
    },
    icon("send"),
  );
  const node = el(
    "div",
    { class: "composer" },
    list,
    el("div", { class: "composer-box" }, extra, el("div", { class: "composer-grow" }, field, mirror), sendButton),
  );
  let offer = null;

  function refresh() {
    mirror.textContent = `${field.value}\n`;
    sendButton.disabled = field.value.trim() === "";
    offer =
      field.selectionStart === field.selectionEnd
        ? offers(field.value.slice(0, field.selectionStart), state, withCommands)
        : null;
    draw();
  }

  function draw() {
    list.hidden = offer === null;
    list.replaceChildren(...(offer?.items ?? []).map((item, index) => row(item, index)));
    if (offer && offer.picked >= 0) {
      field.setAttribute("aria-activedescendant", `${listId}-${offer.picked}`);
      list.children[offer.picked].scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  }

  function row(item, index) {
    const pick = (event) => {
      event.preventDefault(); // the field keeps the focus
      take(index);
    };
    const props = {
      class: "offer",
      role: "option",
      id: `${listId}-${index}`,
      "aria-selected": String(index === offer.picked),
    };
    return el(
      "div",
      { ...props, data: { testid: "offer" }, on: { mousedown: pick } },
      el("span", { class: "offer-label" }, item.label),
      el("span", { class: "offer-detail" }, item.detail),
    );
  }

  function take(index) {
    const caret = field.selectionStart;
    const { insert } = offer.items[index];
    field.value = field.value.slice(0, offer.from) + insert + field.value.slice(caret).replace(/^ /, "");
    field.selectionStart = field.selectionEnd = offer.from + insert.length;
    refresh();
  }

  async function send() {
    const text = field.value.trim();
    if (!text) return;
    fill("");
    if ((await onSend(text)) === false && field.value === "") fill(text);
  }

  function fill(text) {
    field.value = text;
    refresh();
  }

  /** Keys of the open list; true when the key was used. */
  function steer(event) {
    const { key } = event;
    const size = offer.items.length;
    if (key === "ArrowDown") offer.picked = (offer.picked + 1) % size;
    else if (key === "ArrowUp") offer.picked = offer.picked <= 0 ? size - 1 : offer.picked - 1;
    else if (key === "Tab" || (key === "Enter" && !event.shiftKey && offer.picked >= 0))
      return (take(Math.max(offer.picked, 0)), true);
    else if (key === "Escape") offer = null;
    else return false;
    draw();
    return true;
  }

  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (offer && steer(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void send();
    } else if (event.key === "ArrowUp" && field.value === "") onUp();
  });
  field.addEventListener("input", refresh);
  field.addEventListener("click", refresh);
  field.addEventListener("blur", () => {
    offer = null;
    draw();
  });
  sendButton.addEventListener("click", () => void send());

  return {
    node,
    fill,
    focus: () => field.focus(),
    text: () => field.value,
    setPlaceholder: (text) => {
      field.placeholder = text;
      field.setAttribute("aria-label", text);
    },
  };
}
