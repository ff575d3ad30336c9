/** Times as a Norwegian reader writes them. `ts` is a message's "seconds.microseconds". */

const CLOCK = new Intl.DateTimeFormat("nb-NO", { hour: "2-digit", minute: "2-digit" });
const SECONDS = new Intl.DateTimeFormat("nb-NO", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const DAY = new Intl.DateTimeFormat("nb-NO", { weekday: "long", day: "numeric", month: "long" });
const FULL = new Intl.DateTimeFormat("nb-NO", { dateStyle: "full", timeStyle: "short" });

const dateOf = (ts) => new Date(Number(ts) * 1000);

/** "09:41". */
export const clock = (ts) => CLOCK.format(dateOf(ts));

/** "lørdag 21. november 2026 kl. 09:41", for the tooltip. */
export const full = (ts) => FULL.format(dateOf(ts));

/** A machine-readable time. */
export const iso = (ts) => dateOf(ts).toISOString();

/** A key that is the same for all moments of one local day. */
export const dayKey = (ts) => dateOf(ts).toDateString();

/** "I dag", "I går" or "fredag 20. november". */
export function dayName(ts, now = new Date()) {
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (dayKey(ts) === now.toDateString()) return "I dag";
  if (dayKey(ts) === yesterday.toDateString()) return "I går";
  const name = DAY.format(dateOf(ts));
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The inspector's time: seconds since the epoch, or an ISO text. */
export function seconds(at) {
  const moment = typeof at === "number" || /^\d+(\.\d+)?$/.test(at) ? dateOf(at) : new Date(at);
  return Number.isNaN(moment.getTime()) ? String(at) : SECONDS.format(moment);
}
