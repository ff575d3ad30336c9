/** A small app with Slack's own JavaScript client; see test_conformance.py. Everything it says is made up. */

const { App } = require("@slack/bolt");

const { BOT_TOKEN, APP_TOKEN, API_URL } = process.env;
const app = new App({
  token: BOT_TOKEN,
  appToken: APP_TOKEN,
  socketMode: true,
  logLevel: "error",
  clientOptions: { slackApiUrl: API_URL },
});

app.message(async ({ message, say }) => {
  if (message.subtype || message.bot_id) return;
  await say({ text: `Hørte: ${message.text}`, thread_ts: message.ts });
});

app.command("/prove", async ({ ack }) => ack("Bare for deg."));

app.shortcut("spor", async ({ ack, shortcut, client }) => {
  await ack();
  const title = { type: "plain_text", text: "Vindu" };
  await client.views.open({
    trigger_id: shortcut.trigger_id,
    view: { type: "modal", title, blocks: [{ type: "divider" }] },
  });
});

app.start().then(
  () => console.log("ready"),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
