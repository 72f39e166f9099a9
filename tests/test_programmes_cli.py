"""`strongsuit programme ...`, as an operator and as a script would use it."""

import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from helpers_desk import Desk, desk_in

from bot.app.sharing.codes import join_link, spoken
from bot.cli_programme import links

CODE = re.compile(r"[0-9A-Z]{22}")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An empty installation."""
    return desk_in(tmp_path, monkeypatch)


@pytest.fixture
def river(desk: Desk) -> Desk:
    """One with a programme."""
    desk.says("create", "River House", "--timezone", "America/New_York")
    return desk


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> str:
    """Telegram tells the bot's name."""
    monkeypatch.setattr(links, "bot_name", lambda: "RiverHouseBot")
    return "RiverHouseBot"


def test_a_programme_is_founded_listed_and_shown(desk: Desk) -> None:
    """In a table for people, and whole in JSON for machines."""
    made = desk.tells(
        "create", "River House", "--key", "river", "--language", "es", "--language", "en", "--country", "us",
        "--timezone", "America/New_York", "--retention-days", "365", "--contact", "555 0100", "--notice-url",
        "https://example.org/p",
    )  # fmt: skip
    assert made["key"] == "river"
    assert made["languages"] == ["es", "en"]
    assert desk.tells("list") == {"programmes": [made]}
    shown = desk.tells("show", "river")
    assert {**shown, **made} == shown
    assert shown["people"] is None
    assert "River House" in desk.says("list").stdout
    table = desk.says("show", "river").stdout
    for text in ("es, en", "America/New_York", "365 days", "555 0100", "https://example.org/p", "fewer than 5"):
        assert text in table


def test_an_empty_installation_says_what_to_do(desk: Desk) -> None:
    """There is nothing to list, and how to begin."""
    assert "strongsuit programme create" in desk.says("list").stdout
    assert desk.tells("list") == {"programmes": []}
    assert "strongsuit programme create" in desk.says("show", "river", code=2).stderr


def test_an_edit_names_what_it_changes(river: Desk) -> None:
    """An empty value clears; nothing at all is no edit; a new key is the one that counts."""
    river.says("edit", "river-house", "--contact", "555", "--language", "en", "--name", "The River")
    changed = river.tells("edit", "river-house", "--contact", "", "--timezone", "", "--language", "", "--key", "river")
    assert (changed["name"], changed["contact"], changed["timezone"]) == ("The River", "", None)
    assert (changed["languages"], changed["key"]) == ([], "river")
    assert "Nothing is to be changed" in river.says("edit", "river", code=2).stderr
    assert "There is: river." in river.says("edit", "river-house", "--name", "X", code=2).stderr


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["create", "River House"], 1, "There is a programme river-house already"),
        (["create", "дом"], 2, "Give one with --key"),
        (["create", "A b", "--language", "fr"], 2, "There are words in: en, es."),
        (["create", "A b", "--country", "XX"], 2, "two letters"),
        (["create", "A b", "--timezone", "Mars"], 2, "America/New_York"),
        (["create", "A b", "--retention-days", "7"], 2, "30 to 3650"),
        (["create", "A b", "--notice-url", "example.org"], 2, "https://"),
        (["create", "A b", "--content", "nowhere"], 2, "nowhere: there is no such folder"),
        (["create"], 2, "Missing argument 'NAME'"),
        (["invite", "river-house", "guest"], 2, "guest"),
        (["invite", "river-house", "specialist"], 2, "--name"),
        (["invite", "river-house", "join", "--name", "Rosa"], 2, "--label"),
        (["invite", "river-house", "specialist", "--name", "Rosa", "--limit", "3"], 2, "neither --label nor --limit"),
        (["invite", "river-house", "join", "--expires", "soon"], 2, "30d"),
        (["invite", "river-house", "join", "--limit", "0"], 2, "1 to 100000 people"),
        (["invite", "river-house", "join", "--qr", "join.gif"], 2, ".png or .svg"),
        (["invite", "river-house", "join", "--qr", "no/where/join.png"], 2, "no such folder"),
        (["invite", "river-house", "join", "--qr", "join.png"], 1, "STRONGSUIT_TELEGRAM_TOKEN"),
        (["invite", "river-house", "join", "--qr", "-", "--json"], 2, "do not go together"),
        (["revoke", "river-house", "7"], 2, "strongsuit programme invitations river-house"),
        (["confirm", "river-house", "Rosa"], 2, "strongsuit programme staff river-house"),
        (["suspend", "river-house", "7"], 2, "Nobody in the staff"),
        (["show", "nope"], 2, "There is: river-house."),
        (["report", "nope"], 2, "There is: river-house."),
    ],
)
def test_what_is_wrong_is_one_clear_line(river: Desk, arguments: list[str], code: int, says: str) -> None:
    """What, where and the remedy; exit code 2 where the command makes no sense, else 1. Nothing is left behind."""
    before = river.tells("list"), river.tells("invitations", "river-house")
    assert says in river.says(*arguments, code=code).stderr
    assert (river.tells("list"), river.tells("invitations", "river-house")) == before


def test_a_join_link_is_printed_first_and_alone(river: Desk, named: str) -> None:
    """A script takes the first line; the rest says what it is, and how to take it back."""
    said = river.says("invite", "river-house", "join", "--label", "poster", "--limit", "50", "--expires", "2099-01-01",
                      code=2)  # fmt: skip
    assert "ten years" in said.stderr
    said = river.says("invite", "river-house", "join", "--label", "poster", "--limit", "50", "--expires", "30d")
    link, *rest = said.stdout.splitlines()
    assert re.fullmatch(rf"https://t\.me/{named}\?start={CODE.pattern}", link)
    assert "at most 50 people" in rest[0]
    assert "strongsuit programme revoke river-house 1" in rest[1]
    listed = river.tells("invitations", "river-house")["invitations"]
    assert [(one["label"], one["state"], one["limit"], one["used"]) for one in listed] == [("poster", "open", 50, 0)]
    assert join_link(named, listed[0]["code"]) == link
    table = river.says("invitations", "river-house").stdout
    assert "0 of 50" in table
    assert listed[0]["code"] in table


def test_without_the_bots_name_the_code_itself_is_enough(river: Desk) -> None:
    """It is told how to use it, and that there is no link."""
    said = river.says("invite", "river-house", "join")
    code = CODE.search(said.stdout)
    assert code
    assert f"/start {code[0]}" in said.stdout
    assert "no token" in said.stderr
    assert river.tells("invite", "river-house", "join")["link"] is None


def test_an_invitation_to_the_staff_is_shown_once(river: Desk, named: str) -> None:
    """The list has its name and not its code."""
    made = river.tells("invite", "river-house", "specialist", "--name", "Rosa Diaz")
    code = made["invitation"]["code"]
    assert made["link"] == join_link(named, code)
    listed = river.says("invitations", "river-house")
    assert "Rosa Diaz" in listed.stdout
    assert code not in listed.stdout
    assert code not in json.dumps(river.tells("invitations", "river-house"))


def test_a_revoked_invitation_stays_in_the_list(river: Desk) -> None:
    """As revoked."""
    river.says("invite", "river-house", "join")
    river.says("revoke", "river-house", "1")
    assert river.tells("invitations", "river-house")["invitations"][0]["state"] == "revoked"
    assert "revoked before" in river.says("revoke", "river-house", "1", code=1).stderr


@pytest.mark.parametrize(("name", "begins"), [("join.png", b"\x89PNG\r\n"), ("join.SVG", b"<svg ")])
def test_a_qr_code_is_written_where_the_command_was_given(river: Desk, named: str, name: str, begins: bytes) -> None:
    """A name alone is a file in this folder."""
    river.says("invite", "river-house", "join", "--qr", name)
    assert (river.folder / name).read_bytes().startswith(begins)


def test_a_qr_code_can_be_shown_in_the_terminal(river: Desk, named: str) -> None:
    """Only when it is asked for, where nobody looks at a terminal."""
    assert "█" not in river.says("invite", "river-house", "join").stdout
    assert "█" in river.says("invite", "river-house", "join", "--qr", "-").stdout


def test_a_qr_code_that_cannot_be_written_does_not_cost_the_link(river: Desk, named: str) -> None:
    """The link is printed before."""
    (river.folder / "taken.png").mkdir()
    said = river.says("invite", "river-house", "join", "--qr", "taken.png", code=1)
    assert "cannot be written" in said.stderr
    assert "https://t.me/" in said.stdout


def test_somebody_is_confirmed_after_comparing_names(river: Desk) -> None:
    """The two names are shown side by side; a no changes nothing; the code to say aloud is told."""
    river.accepts("river-house", "specialist", "R. Diaz", invited_as="Rosa Diaz")
    said = river.says("confirm", "river-house", "R. Diaz", lines="n\n", code=1)
    assert "R. Diaz" in said.stderr
    assert "Rosa Diaz" in said.stderr
    assert "not the same" in said.stderr
    assert river.tells("staff", "river-house")["staff"][0]["standing"] == "waiting"
    said = river.says("confirm", "river-house", "1", lines="y\n")
    assert "R. Diaz (number 1) is confirmed as specialist" in said.stdout
    code = river.tells("code", "river-house", "1")
    assert spoken(code["code"]) == code["spoken"]
    assert code["spoken"] in said.stdout
    assert "confirmed before" in river.says("confirm", "river-house", "1", code=1).stderr


def test_a_script_confirms_without_being_asked(river: Desk) -> None:
    """--yes and --json together; without an answer, nothing is confirmed."""
    river.accepts("river-house", "coordinator", "Ben")
    river.says("confirm", "river-house", "Ben", code=1)
    done = river.says("confirm", "river-house", "Ben", "--yes", "--json")
    assert json.loads(done.stdout)["member"]["standing"] == "at work"
    assert "peers share with none" in river.says("code", "river-house", "Ben", code=1).stderr


def test_staff_are_suspended_and_resumed(river: Desk, named: str) -> None:
    """By number or by name; the list says where everybody stands."""
    assert "--name" in river.says("staff", "river-house").stdout
    river.accepts("river-house", "specialist", "Rosa Diaz")
    river.says("confirm", "river-house", "1", "--yes")
    first = river.says("code", "river-house", "1").stdout.splitlines()
    assert first[1] == join_link(named, first[0].replace("-", ""))
    assert "is suspended" in river.says("suspend", "river-house", "rosa diaz").stdout
    assert "suspended" in river.says("staff", "river-house").stdout
    assert "back at work" in river.says("resume", "river-house", "1").stdout
    assert river.says("code", "river-house", "1").stdout.splitlines() == first
    assert river.says("code", "river-house", "1", "--renew").stdout.splitlines() != first


def test_a_name_cannot_act_in_the_terminal(river: Desk) -> None:
    """Whoever accepts types it: it is shown without characters that are not to be seen."""
    river.accepts("river-house", "specialist", "Ro\x1b[2Jsa [bold]\u202e", invited_as="Rosa")
    for arguments in (["staff", "river-house"], ["confirm", "river-house", "1", "--yes"]):
        said = river.says(*arguments)
        assert "[bold]" in said.output
        assert "\x1b" not in said.output
        assert "\u202e" not in said.output


def test_closing_asks_first(river: Desk) -> None:
    """A no changes nothing; afterwards the programme is still shown, and takes no change."""
    assert "for good" in river.says("close", "river-house", lines="n\n", code=1).stderr
    assert river.tells("show", "river-house")["closed_at"] is None
    river.says("close", "river-house", "--yes")
    assert "closed" in river.says("list").stdout
    assert "stays so" in river.says("close", "river-house", "--yes", code=1).stderr
    assert "stays so" in river.says("invite", "river-house", "join", code=1).stderr


def test_figures_are_a_table_a_file_or_a_page(river: Desk) -> None:
    """Files are written here; a place that takes none is one clear line."""
    assert "fewer than 5" in river.says("report", "river-house").stdout
    assert river.tells("report", "river-house")["people"]["belong"] is None
    river.says("report", "river-house", "--csv", "a.csv", "--html", "a.html")
    assert (river.folder / "a.csv").read_bytes().startswith(b"period,measure,count,people,suppressed\r\n")
    page = (river.folder / "a.html").read_text("utf-8")
    assert "River House" in page
    assert "Active in the last 30 days" in page
    assert "cannot be written" in river.says("report", "river-house", "--csv", "no/a.csv", code=1).stderr


def test_a_folder_of_content_is_checked_and_kept_by_its_whole_path(
    river: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that is wrong is not taken; a language that only it brings goes with it."""
    monkeypatch.setattr("bot.app.programmes.folder._errors", lambda *_: [])  # tests/test_programmes_content.py has it
    (river.folder / "ours" / "prompts" / "fr").mkdir(parents=True)
    (river.folder / "ours" / "prompts" / "fr" / "shared.j2").write_text("", "utf-8")
    changed = river.tells("edit", "river-house", "--content", "ours", "--language", "fr")
    assert (changed["content"], changed["languages"]) == (str(river.folder / "ours"), ["fr"])
    assert "'fr'" in river.says("edit", "river-house", "--content", "", code=2).stderr
    assert river.tells("edit", "river-house", "--content", "", "--language", "es")["content"] == ""
    (river.folder / "ours" / "dialogues").mkdir()
    assert "no scripts" in river.says("edit", "river-house", "--content", "ours", code=2).stderr


def test_no_command_leaves_a_word_in_the_database_file(river: Desk) -> None:
    """Names of programmes, staff and labels are sealed."""
    river.says("invite", "river-house", "join", "--label", "by the fountain")
    river.accepts("river-house", "specialist", "Rosa Diaz")
    content = b"".join(file.read_bytes() for file in (river.folder / "data").iterdir())
    for word in (b"River House", b"fountain", b"Rosa"):
        assert word not in content


@pytest.mark.parametrize(
    ("encoding", "as_json", "shown"), [("utf-8", False, True), ("UTF8", True, False), ("ascii", False, False)]
)
def test_in_a_terminal_that_can_show_it_a_qr_code_comes_by_itself(
    monkeypatch: pytest.MonkeyPatch, encoding: str, as_json: bool, shown: bool
) -> None:
    """Machines, and terminals without such signs, are spared."""
    monkeypatch.setattr("sys.stdout", SimpleNamespace(isatty=lambda: True, encoding=encoding))
    assert (links.drawn_by_itself(as_json) == links.SHOWN) == shown
