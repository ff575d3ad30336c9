/** The page's line icons, drawn on a 20 × 20 grid. */

const NS = "http://www.w3.org/2000/svg";

const PATHS = {
  bridge: "M1.5 15h17M3 15c0-9 14-9 14 0M6.5 9.6V15M10 8.3V15M13.5 9.6V15",
  hash: "M7.5 3 6 17M14 3l-1.5 14M3.5 7.5h14M2.5 12.5h14",
  thread:
    "M4 3.5h12A1.5 1.5 0 0 1 17.5 5v7a1.5 1.5 0 0 1-1.5 1.5H9.5L5.5 17v-3.5H4A1.5 1.5 0 0 1 2.5 12V5A1.5 1.5 0 0 1 4 3.5z",
  smile: "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM6.8 11.8c1.6 2.2 4.8 2.2 6.4 0M7.5 7.6v.6M12.5 7.6v.6",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  close: "M5 5l10 10M15 5 5 15",
  send: "M3 9.5 17 3l-4.5 14-3-6zM9.5 11 17 3",
  bolt: "M11 2.5 4.5 11.5H10L9 17.5l6.5-9H10z",
  pulse: "M2.5 10H6l2-5 4 10 2-5h3.5",
  chevron: "M5.5 8l4.5 4.5L14.5 8",
  back: "M12 4.5 6.5 10l5.5 5.5",
  thumb: "M6.5 9 9.3 3c1.4 0 2.2 1 2.2 2.2V8h4a1.5 1.5 0 0 1 1.5 1.8l-1 5.5a1.5 1.5 0 0 1-1.5 1.2h-8zM6.5 9h-3v7.5h3",
  eye: "M2 10s3-5.5 8-5.5 8 5.5 8 5.5-3 5.5-8 5.5S2 10 2 10zM10 7.7a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6z",
  out: "M8.5 4.5h-4v11h11v-4M11.5 3.5h5v5M16 4l-7 7",
  check: "M4 10.5l4 4 8-9",
  dot: "M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z",
  alert: "M10 3 18 16.5H2zM10 8v4M10 14.3v.1",
  info: "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM10 9v5M10 6.3v.1",
  bin: "M4 5.5h12M8 5.5V3.5h4v2M5.5 5.5l.8 11h7.4l.8-11",
};

/** An svg element, hidden from screen readers: the button around it carries the words. */
export function icon(name, extra = "") {
  const svg = document.createElementNS(NS, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", `icon icon-${name} ${extra}`.trim());
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(NS, "path");
  path.setAttribute("d", PATHS[name] ?? PATHS.dot);
  svg.append(path);
  return svg;
}
