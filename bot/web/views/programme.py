"""A coordinator's pages: a programme's figures, and the invitations to it. No way leads from here to a share."""

import io

from bot.app.figures import as_csv, as_sections, report
from bot.app.programmes import Problem, inviting
from bot.app.programmes.inviting import LONGEST_LABEL, MOST_USES, state_of
from bot.app.sharing.codes import join_link
from bot.app.sharing.desk import Refused
from bot.storage.audit import Audited
from bot.storage.circle import InvitationRecord
from bot.web.answers import Answer, Moved, Sent, Shown
from bot.web.pages import Setting, say
from bot.web.ways import Visit, Way

# For how long a link may be open, as `inviting.moment_of` takes it; empty: until it is taken back.
SPANS = ("7d", "30d", "90d", "365d", "")
# What may stand behind the word "done" in an address.
_DONE = ("made", "revoked")


async def figures(visit: Visit) -> Answer:
    """Counts, with every small one hidden."""
    found = await report(visit.transaction, visit.staff.programme.id or 0, visit.at)
    setting = Setting(content=visit.content, locale=visit.locale, zone=visit.config.timezone)
    return Shown(page="figures.html", scope={"sections": as_sections(found, say(setting), visit.locale)})


async def figures_csv(visit: Visit) -> Answer:
    """The same for a spreadsheet."""
    found = await report(visit.transaction, visit.staff.programme.id or 0, visit.at)
    return Sent(body=as_csv(found).encode(), kind="text/csv; charset=utf-8", name="figures.csv")


async def invitations(visit: Visit) -> Answer:
    """All invitations, and forms for new ones."""
    done = visit.query.get("done", "")
    return await _listed(visit, done if done in _DONE else "")


async def _listed(visit: Visit, done: str = "", wrong: str = "", status: int = 200) -> Answer:
    found = await inviting.invitations(visit.transaction, visit.staff.programme)
    listed = [(one, state_of(one, visit.at).replace(" ", "_"), _link(visit, one.code)) for one in found]
    scope = {
        "invitations": listed, "done": done, "wrong": wrong, "given": visit.form, "spans": SPANS,
        "longest": LONGEST_LABEL, "most": MOST_USES,
    }  # fmt: skip
    return Shown(page="invitations.html", scope=scope, status=status)


async def invite_to_join(visit: Visit) -> Answer:
    """A new link for people to join by."""
    form, programme = visit.form, visit.staff.programme
    limit, span = form.get("most", "").strip(), form.get("span", "")
    if (limit and not (limit.isascii() and limit.isdecimal() and len(limit) < 7)) or span not in SPANS:
        return await _listed(visit, wrong="join", status=422)
    most = int(limit) if limit else None
    try:
        await inviting.invite_to_join(
            visit.transaction, programme, visit.at, label=form.get("label", ""), expires=span, most=most
        )
    except Problem:
        return await _listed(visit, wrong="join", status=422)
    return Moved(to="/programme/invitations?done=made")


async def invite_to_work(visit: Visit) -> Answer:
    """A new invitation for one specialist. Its link is shown in this answer and never again."""
    name = visit.form.get("name", "")
    try:
        made = await inviting.invite_to_work(visit.transaction, visit.staff.programme, "specialist", name, visit.at)
    except Problem:
        return await _listed(visit, wrong="work", status=422)
    scope = {"invitation": made.record, "code": made.code, "link": _link(visit, made.code)}
    return Shown(page="invited.html", scope=scope)


async def revoke(visit: Visit) -> Answer:
    """Takes an invitation back. One that opens nothing any more is left as it is."""
    record = await _invitation(visit)
    try:
        await inviting.revoke(visit.transaction, visit.staff.programme, record.id or 0, visit.at)
    except Problem:
        return Moved(to="/programme/invitations", in_vain=True)
    return Moved(to="/programme/invitations?done=revoked")


async def picture(visit: Visit) -> Answer:
    """A join link as a QR code."""
    link = _link(visit, (await _invitation(visit)).code)
    if not link:
        raise Refused
    return Sent(body=_qr(link), kind="image/svg+xml")


async def _invitation(visit: Visit) -> InvitationRecord:
    """The invitation in the path, if it belongs to the coordinator's own programme. Raises `Refused`."""
    number = visit.number("invitation_id")
    found = await inviting.invitations(visit.transaction, visit.staff.programme)
    record = next((one for one in found if one.id == number), None)
    if record is None:
        raise Refused
    return record


def _link(visit: Visit, code: str) -> str:
    """The address that a code opens the bot at; empty where there is no code to show, or the bot's name is unknown."""
    name = visit.content.reach.bot_name
    return join_link(name, code) if name and code else ""


def _qr(text: str) -> bytes:
    import segno  # slow to import, and not every process draws one

    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawn, kind="svg", scale=6, border=4, dark="#000", light="#fff", svgclass=None, lineclass=None
    )
    return drawn.getvalue()


WAYS = (
    Way(path="/programme", view=figures, need="coordinator", noted=Audited.SAW_FIGURES),
    Way(path="/programme/figures.csv", view=figures_csv, need="coordinator", noted=Audited.DOWNLOADED_FIGURES),
    Way(path="/programme/invitations", view=invitations, need="coordinator", noted=Audited.LISTED_INVITATIONS),
    Way(
        path="/programme/invitations/join", view=invite_to_join, need="coordinator", noted=Audited.INVITED_PEERS,
        method="POST",
    ),
    Way(
        path="/programme/invitations/work", view=invite_to_work, need="coordinator", noted=Audited.INVITED_STAFF,
        method="POST",
    ),
    Way(
        path="/programme/invitations/{invitation_id}/code.svg", view=picture, need="coordinator",
        noted=Audited.SAW_JOIN_CODE,
    ),
    Way(
        path="/programme/invitations/{invitation_id}/revoke", view=revoke, need="coordinator",
        noted=Audited.REVOKED_CODE, method="POST",
    ),
)  # fmt: skip
