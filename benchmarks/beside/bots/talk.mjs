// What every bot in Node knows: where it is to work, what it asks, and how a reply reads.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const { BENCH_API_URL: API_URL, BENCH_TOKEN: TOKEN, BENCH_FOLDER: FOLDER } = process.env;
const found = JSON.parse(readFileSync(fileURLToPath(new URL("questions.json", import.meta.url)), "utf-8"));
export const COMMAND = found.command;
export const COUNT = found.questions.length;

/** The reply that asks the question at a place, or ends the talk. */
export function reply(place) {
  if (place === COUNT) return found.end;
  const question = found.questions[place].text;
  return place ? `${found.thanks}\n\n${question}` : question;
}
