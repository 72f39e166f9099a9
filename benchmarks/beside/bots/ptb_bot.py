"""python-telegram-bot: `ConversationHandler`, state by `PicklePersistence`, answers in SQLite through aiosqlite."""

import aiosqlite
from talk import API_URL, COMMAND, COUNT, FOLDER, TOKEN, reply
from telegram import Update
from telegram.ext import (
    Application,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

TEXT = filters.TEXT & ~filters.COMMAND


class Talk:
    database: aiosqlite.Connection


async def open_database(application: Application) -> None:
    database = Talk.database = await aiosqlite.connect(FOLDER / "answers.sqlite3")
    await database.execute("PRAGMA journal_mode=WAL")
    await database.execute("CREATE TABLE IF NOT EXISTS answers (chat INTEGER, place INTEGER, text TEXT)")
    await database.commit()


async def begin(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    await update.message.reply_text(reply(0))
    return 0


async def answered(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    place = context.user_data.get("place", 0)
    await Talk.database.execute(
        "INSERT INTO answers VALUES (?, ?, ?)", (update.effective_chat.id, place, update.message.text)
    )
    await Talk.database.commit()
    context.user_data["place"] = (place + 1) % COUNT
    await update.message.reply_text(reply(place + 1))
    return ConversationHandler.END if place + 1 == COUNT else place + 1


def main() -> None:
    application = (
        Application.builder()
        .token(TOKEN)
        .base_url(f"{API_URL}/bot")
        .persistence(PicklePersistence(FOLDER / "state.pickle"))
        .post_init(open_database)
        .build()
    )
    conversation = ConversationHandler(
        entry_points=[CommandHandler(COMMAND, begin)],
        states={place: [MessageHandler(TEXT, answered)] for place in range(COUNT)},
        fallbacks=[],
        name="twelve",
        persistent=True,
    )
    application.add_handler(conversation)
    application.run_polling(allowed_updates=["message"])


if __name__ == "__main__":
    main()
