// grammY: its sessions, kept in SQLite by a storage adapter as its documentation describes one.
// With BENCH_RUNNER it runs on @grammyjs/runner, which its documentation recommends for many people at once.

import { run, sequentialize } from "@grammyjs/runner";
import Database from "better-sqlite3";
import { Bot, session } from "grammy";
import { API_URL, COMMAND, COUNT, FOLDER, TOKEN, reply } from "./talk.mjs";

const database = new Database(`${FOLDER}/sessions.sqlite3`);
database.pragma("journal_mode = WAL");
// What is answered is to be on the disk, as with the others; this package's own default in WAL mode is not to wait for it.
database.pragma(`synchronous = ${process.env.BENCH_SYNCHRONOUS ?? "FULL"}`);
database.exec("CREATE TABLE IF NOT EXISTS sessions (key TEXT PRIMARY KEY, value TEXT NOT NULL)");
const read = database.prepare("SELECT value FROM sessions WHERE key = ?");
const write = database.prepare("INSERT OR REPLACE INTO sessions VALUES (?, ?)");
const remove = database.prepare("DELETE FROM sessions WHERE key = ?");
const storage = {
  read: (key) => {
    const row = read.get(key);
    return row && JSON.parse(row.value);
  },
  write: (key, value) => void write.run(key, JSON.stringify(value)),
  delete: (key) => void remove.run(key),
};

const bot = new Bot(TOKEN, { client: { apiRoot: API_URL } });
if (process.env.BENCH_RUNNER) bot.use(sequentialize((ctx) => ctx.chat?.id.toString()));
bot.use(session({ initial: () => ({ place: null, answers: [] }), storage }));

bot.command(COMMAND, async (ctx) => {
  ctx.session.place = 0;
  ctx.session.answers = [];
  await ctx.reply(reply(0));
});

bot.on("message:text", async (ctx) => {
  if (ctx.session.place === null) return;
  ctx.session.answers.push(ctx.message.text);
  const place = ctx.session.place + 1;
  ctx.session.place = place === COUNT ? null : place;
  await ctx.reply(reply(place));
});

if (process.env.BENCH_RUNNER) {
  const runner = run(bot);
  process.once("SIGTERM", () => runner.stop());
} else {
  process.once("SIGTERM", () => bot.stop());
  await bot.start({ allowed_updates: ["message"] });
}
