"""Which words two texts share, in many languages."""

import pytest

from bot.app.recall.topics import Topic


@pytest.mark.parametrize(
    ("locale", "about", "text", "shared"),
    [
        ("en", "the river is so high", "Walking by the Rivers. rivers!", ("Rivers",)),
        ("en", "I sang", "singing, sung", ()),
        ("en", "I was painting", "Paint; painted; PAINTS", ("Paint",)),
        ("en", "I don't feel good today, it's a hard day", "I won't have a good day, don't help", ()),
        ("en", "my boss at work shouted", "fixing engines at Work", ("Work",)),
        ("en", "alone at home", "my home group", ("home",)),
        ("en", "walk, tea and the dog", "The dog, a walk and tea", ("dog", "walk", "tea")),
        ("en-US", "rivers", "river", ("river",)),
        ("en_GB", "rivers", "river", ("river",)),
        ("en", "walking 12 34", "12 34 walks", ("walks",)),
        ("en", "", "anything", ()),
        ("en", "anything", "", ()),
        ("es", "hoy no puedo ni cantar", "Cantando con mi hermana", ("Cantando",)),
        ("es", "fui al rio", "El río", ("río",)),
        ("es", "mi tio llego", "Llegó mi tío, los tíos", ("tío",)),
        ("es", "en el trabajo", "hablar de mi trabajo", ("trabajo",)),
        ("es", "me siento mal, un día difícil", "día difícil, me siento mal", ()),
        ("es", "mi niño", "los niños", ("niños",)),
        ("de", "das Haus", "Zwei Häuser", ("Häuser",)),
        ("fr", "l'eau et la musique", "De l’eau, les musiques", ("eau", "musiques")),
        ("ru", "на работе", "моя работа", ("работа",)),
        ("ar", "مشيت عند النهر", "النهر والموسيقى", ("النهر",)),
        ("hi", "मुझे नदी पसंद है", "नदी के पास", ("नदी",)),
        ("ko", "음악을 들었다", "음악을 듣기", ("음악을",)),
        ("zh", "河边散步让我平静", "我喜欢在河边散步", ("河边散步",)),
        ("zh-Hant", "河邊", "在河邊", ("河邊",)),
        ("ja", "川で泳いだ", "川と音楽、カレーライス", ("川",)),
        ("ja", "カレーを作った", "カレーライスが好きです", ("カレー",)),
        ("ja", "そうですね", "そうですか", ()),
        ("th", "ฉันไปแม่น้ำ", "เดินริมแม่น้ำ", ("แม่น้ำ",)),
        ("tlh", "bortaS bIr", "bortaS", ("bortaS",)),
        ("", "rivers river", "river", ("river",)),
        ("../etc", "river", "river", ("river",)),
    ],
)
def test_shared_words(locale: str, about: str, text: str, shared: tuple[str, ...]) -> None:
    """As they stand in the text, each once; stop words and everyday words do not count, endings do not matter."""
    assert Topic(about, locale).shared(text) == shared


@pytest.mark.parametrize("locale", ["en", "es", "ja", "th", "ar", "ta", "tr", "x"])
@pytest.mark.parametrize("odd", ["\ud800", "\x00", "e\u0301" * 50, "א" * 3000, "🙂" * 30, "ß", "İ", "ﬁ", "￿", "ー"])
def test_odd_text_is_text(locale: str, odd: str) -> None:
    """Nothing raises, and what is shared is part of the text."""
    assert all(word in odd for word in Topic(odd, locale).shared(odd))
