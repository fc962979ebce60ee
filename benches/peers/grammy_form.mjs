// A bare five-question form with grammY and its runner, as a measure for Rapsap's load generator.
// Each message is one commit at synchronous=FULL, through better-sqlite3.

import { run, sequentialize } from "@grammyjs/runner";
import Database from "better-sqlite3";
import { Bot } from "grammy";

const questions = ["ผลการดำเนินงาน", "เลขที่คำสั่ง", "เรื่อง", "ลงวันที่", "ผลลัพธ์"];

const database = new Database(process.env.FORM_DATABASE);
database.pragma("journal_mode = WAL");
database.pragma("synchronous = FULL");
database.exec("CREATE TABLE answer (chat INTEGER, form INTEGER, place INTEGER, text TEXT)");
database.exec("CREATE TABLE form (chat INTEGER PRIMARY KEY, form INTEGER, place INTEGER)");

const begin = database.prepare(
  "INSERT INTO form VALUES (?, 1, 0) ON CONFLICT (chat) DO UPDATE SET form = form + 1, place = 0",
);
const read = database.prepare("SELECT form, place FROM form WHERE chat = ?");
const write = database.prepare("INSERT INTO answer VALUES (?, ?, ?, ?)");
const move = database.prepare("UPDATE form SET place = ? WHERE chat = ?");
const save = database.transaction((chat, text) => {
  const { form, place } = read.get(chat);
  write.run(chat, form, place, text);
  move.run(place + 1, chat);
  return place + 1;
});

const bot = new Bot(process.env.BOT_TOKEN, { client: { apiRoot: process.env.API_URL } });
bot.use(sequentialize((context) => String(context.chat.id)));
bot.command("start", async (context) => {
  begin.run(context.chat.id);
  await context.reply(questions[0]);
});
bot.on("message:text", async (context) => {
  const place = save.immediate(context.chat.id, context.message.text);
  await context.reply(questions[place] ?? "บันทึกแล้ว");
});
run(bot);
