// Telegraf: its sessions, kept in SQLite by @telegraf/session.

import { SQLite } from "@telegraf/session/sqlite";
import Database from "better-sqlite3";
import { Telegraf, session } from "telegraf";
import { message } from "telegraf/filters";
import { API_URL, COMMAND, COUNT, FOLDER, TOKEN, reply } from "./talk.mjs";

const database = new Database(`${FOLDER}/sessions.sqlite3`);
database.pragma("journal_mode = WAL");
// What is answered is to be on the disk, as with the others; this package's own default in WAL mode is not to wait for it.
database.pragma(`synchronous = ${process.env.BENCH_SYNCHRONOUS ?? "FULL"}`);
const store = SQLite({ database });

const bot = new Telegraf(TOKEN, { telegram: { apiRoot: API_URL } });
bot.use(session({ store, defaultSession: () => ({ place: null, answers: [] }) }));

bot.command(COMMAND, async (ctx) => {
  ctx.session.place = 0;
  ctx.session.answers = [];
  await ctx.reply(reply(0));
});

bot.on(message("text"), async (ctx) => {
  if (ctx.session.place === null) return;
  ctx.session.answers.push(ctx.message.text);
  const place = ctx.session.place + 1;
  ctx.session.place = place === COUNT ? null : place;
  await ctx.reply(reply(place));
});

process.once("SIGTERM", () => bot.stop("SIGTERM"));
await bot.launch({ allowedUpdates: ["message"] });
