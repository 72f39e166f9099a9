"""Small content of its own to read, hash and sign: one dialogue with everything that a page has to show."""

from datetime import date
from pathlib import Path

from bot.app.content import Content, load_content
from bot.app.content_review import Signature, fingerprint
from bot.app.content_review.signatures import add_signature

DAY = date(2026, 11, 22)

SCRIPT = """dialogue: garden
version: 1
command: garden
start: ask
needs: [plan]
answers:
  said: text
states:
  ask:
    wait: text
    save: said
    choices:
      enough: {to: thanks, if: plan.lines | length > 2}
    skip: bye
    nudge: {after: 24h}
    next: thanks
  thanks: {next: bye}
  bye: {end: completed, offers: [garden]}
"""

EN = """{# a note for writers #}
{% block title %}The garden{% endblock %}
{% block command %}Something that grows{% endblock %}

{% block ask %}
{% if plan.lines %}
You have <b>{{ plural(plan.lines | length, one="{n} line", other="{n} lines") }}</b>.
{% elif said is defined %}
You wrote {{ said | quote }} on {{ peer.now | date }}.
{% else %}
Hello.
{% endif %}

What grows{% if did == "text" %}, too{% endif %}?
{% endblock %}
{% block ask_enough %}That's * enough{% endblock %}

{% block thanks %}{{ shared('thanks') }}{% endblock %}

{% block bye %}
{% for line in plan.lines if line.ref %}
• {{ line.text }}
{% else %}
Nothing yet.
{% endfor %}
Until then. <a href="https://example.org/a_b">A place</a>
{% endblock %}
"""

SHARED = """{% block skip %}Skip{% endblock %}
{% block thanks %}
{% either thanks %}
Thank you.
{% or %}
That's kept.
{% endeither %}
{% endblock %}
"""

ES = "{% block title %}El jardín{% endblock %}\n{% block ask %}¿Qué crece?{% endblock %}\n"

LINES = """
countries:
  - country: US
    also: [PR]
    emergency: 911
    lines:
      - {name: {en: River line, es: Línea del río}, call: 988, text: {to: 988, word: RIVER}, hours: 24/7,
         languages: [en, es], source: https://example.org/a_b, verified_on: 2026-11-15}
elsewhere:
  lines:
    - {name: Everywhere, web: https://example.org/all, hours: 24/7, languages: [en], source: https://example.org/all,
       verified_on: 2026-11-15}
"""

STORY = "---\ntitle: The *river*\nauthor: Ana R.\ntopics: [work]\nconsented_on: 2026-11-15\n---\nI was there.\n"


def write(root: Path, **files: str) -> Path:
    """Writes the content into ``root``; a name such as ``en`` stands for the file it is about, and replaces it."""
    texts = {"script": SCRIPT, "en": EN, "es": ES, "shared": SHARED, "lines": LINES} | files
    places = {
        "script": "dialogues/garden.yaml", "en": "prompts/en/garden.j2", "es": "prompts/es/garden.j2",
        "shared": "prompts/en/shared.j2", "lines": "prompts/crisis_lines.yaml", "story": "stories/river.md",
        "pages": "prompts/en/pages.j2",
    }  # fmt: skip
    for name, text in texts.items():
        file = root / places[name]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return root


def garden(root: Path, **files: str) -> Content:
    """The content, loaded."""
    return load_content([write(root, **files)], "en")[0]


def sign(content: Content, file: Path, locale: str = "en", name: str = "Ana", day: date = DAY) -> None:
    """Signs content as it is."""
    now = fingerprint(content, locale)
    add_signature(file, Signature(locale, now.digest, name, "lead", day, now.parts))
