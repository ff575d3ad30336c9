/** Talking to the server: JSON in, JSON out, and the stream of events. */

/** `report(sentence)` is called with a readable sentence when something fails. */
export function createApi(report) {
  let user = null;

  async function call(path, options) {
    try {
      const response = await fetch(path, { credentials: "same-origin", ...options });
      const body = await response.json().catch(() => ({}));
      if (response.ok) return body;
      report(body.error ?? `Tjeneren svarte ${response.status}.`);
    } catch {
      report("Får ikke kontakt med prøverommet. Kjører det fortsatt?");
    }
    return null;
  }

  const query = (fields) => new URLSearchParams(Object.entries(fields).filter(([, value]) => value)).toString();

  return {
    /** Whose eyes the page looks through from now on. */
    actAs: (id) => (user = id),
    /** GET; null when it failed (and was reported). */
    get: (path, fields = {}) => call(`${path}?${query({ as: user, ...fields })}`),
    /** POST as the current user; null when it failed (and was reported). */
    post: (path, fields = {}) =>
      call(path, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Sandbox": "1" },
        body: JSON.stringify({ as: user, ...fields }),
      }),
    /** The current user's events; the browser reconnects by itself. Returns a function that ends the stream. */
    events(onEvent, onState) {
      const source = new EventSource(`/ui/events?${query({ as: user })}`);
      source.addEventListener("message", (message) => onEvent(JSON.parse(message.data)));
      source.addEventListener("open", () => onState(true));
      source.addEventListener("error", () => onState(false));
      return () => source.close();
    },
  };
}
