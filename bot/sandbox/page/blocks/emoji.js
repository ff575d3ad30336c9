/** The short names that turn up in a bot's text, as the signs they stand for. */

const SIGNS = {
  "+1": "👍",
  thumbsup: "👍",
  "-1": "👎",
  thumbsdown: "👎",
  wave: "👋",
  pray: "🙏",
  clap: "👏",
  eyes: "👀",
  raised_hands: "🙌",
  point_right: "👉",
  heart: "❤️",
  tada: "🎉",
  rocket: "🚀",
  sparkles: "✨",
  star: "⭐",
  fire: "🔥",
  smile: "😄",
  slightly_smiling_face: "🙂",
  blush: "😊",
  thinking_face: "🤔",
  joy: "😂",
  confused: "😕",
  bulb: "💡",
  books: "📚",
  book: "📖",
  mortar_board: "🎓",
  school: "🏫",
  bridge_at_night: "🌉",
  office: "🏢",
  handshake: "🤝",
  email: "✉️",
  envelope: "✉️",
  telephone_receiver: "📞",
  phone: "☎️",
  globe_with_meridians: "🌐",
  link: "🔗",
  calendar: "📅",
  date: "📅",
  hourglass: "⌛",
  hourglass_flowing_sand: "⏳",
  clock3: "🕒",
  round_pushpin: "📍",
  pushpin: "📌",
  paperclip: "📎",
  page_facing_up: "📄",
  memo: "📝",
  pencil2: "✏️",
  clipboard: "📋",
  bar_chart: "📊",
  mag: "🔍",
  speech_balloon: "💬",
  question: "❓",
  grey_question: "❔",
  exclamation: "❗",
  warning: "⚠️",
  information_source: "ℹ️",
  white_check_mark: "✅",
  heavy_check_mark: "✔️",
  x: "❌",
  no_entry: "⛔",
  construction: "🚧",
  lock: "🔒",
  key: "🔑",
  gear: "⚙️",
  wrench: "🔧",
  robot_face: "🤖",
  moneybag: "💰",
  bell: "🔔",
  new: "🆕",
  no: "🇳🇴",
  "flag-no": "🇳🇴",
  eu: "🇪🇺",
  "flag-eu": "🇪🇺",
  arrow_right: "➡️",
  arrows_counterclockwise: "🔄",
  wastebasket: "🗑️",
};

/** The sign for a short name, or null when it is not known here. */
export function emojiSign(name) {
  return Object.hasOwn(SIGNS, name) ? SIGNS[name] : null;
}

/** What a reader may react with. */
export const REACTIONS = ["+1", "heart", "tada", "eyes", "white_check_mark", "thinking_face"];

/** The sign of a rich_text emoji: its own code points, the short name's sign, or the name itself. */
export function richEmoji({ name, unicode }) {
  if (/^[0-9a-f]{2,6}(-[0-9a-f]{2,6})*$/i.test(unicode ?? "")) {
    return unicode
      .split("-")
      .map((point) => String.fromCodePoint(parseInt(point, 16) % 0x110000))
      .join("");
  }
  return emojiSign(name) ?? `:${name}:`;
}
