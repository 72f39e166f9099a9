"""The words of the web pages as the check hears them: every block with something to fill in where it asks for it.

`tests/web/test_words.py` proves that the pages say these blocks and no others.
"""

from collections.abc import Mapping

from bot.app.directory import CONCERNS
from bot.wording.rehearsal import NOON, SharedUse, own

# Names and buttons. They are heard for what they say, not for how long their sentences are.
LABELS = (
    "account_everywhere", "account_name", "account_out", "account_programme", "account_role", "account_title",
    "account_devices_title", "all_notes_title", "away_title", "closed_title", "ended_title", "failed_title",
    "invitations_all", "invitations_title", "invite_code", "invite_join_button", "invite_join_title",
    "invite_kind_coordinator", "invite_kind_join", "invite_kind_specialist", "invite_label", "invite_most",
    "invite_name", "invite_picture", "invite_revoke", "invite_revoke_sure", "invite_show", "invite_span",
    "invite_span_30d", "invite_span_365d", "invite_span_7d", "invite_span_90d", "invite_span_none",
    "invite_state_expired", "invite_state_open", "invite_state_revoked", "invite_state_used_up",
    "invite_work_button", "invite_work_title", "invited_title", "large_title",
    *(f"lines_about_{concern}" for concern in CONCERNS),
    "lines_chat", "lines_danger", "lines_leave", "lines_other", "lines_title", "lines_web", "lines_youth",
    "mark_changed", "mark_done",
    "mark_new", "missing_title", "nav_account", "nav_figures", "nav_invitations", "nav_label", "nav_notes",
    "nav_people", "nav_who", "news_first", "news_none", "news_talk", "news_unread", "no_name", "not_made_title",
    "not_saved_title", "not_sent_title", "notes_change", "notes_label", "notes_remove", "notes_remove_sure",
    "notes_save", "notes_title", "notice_title", "people_title", "print_button", "print_for", "print_title",
    "read_button", "reply_title", "role_coordinator", "role_specialist", "sign_in_button", "sign_in_not_title",
    "sign_in_title", "sign_out", "signed_in_as", "signed_out_title", "since_title", "site_name", "skip_link",
    "source_date", "source_question", "source_talk", "source_title", "stale_title", "summary_title", "talk_title",
    "to_all_notes", "to_csv", "to_invitations", "to_notes", "to_people", "to_print", "to_start", "to_summary",
    "too_many_title", "who_contact", "who_coordinator_title", "who_operator_title", "who_others_title",
    "who_peer_title", "who_specialist_title", "who_title", "write_label", "write_note", "write_question",
    "write_title", "written_note", "written_question", "written_read", "written_title",
)  # fmt: skip

SENTENCES = (
    "account_idle", "all_notes_none", "away", "closed", "done_everywhere", "done_made", "done_out", "done_read",
    "done_removed", "done_revoked", "done_saved", "done_sent", "ended", "failed", "figures_about_hidden",
    "figures_about_months", "figures_about_now", "figures_about_words", "figures_few", "figures_none_yet",
    "invitations_none", "invite_join", "invite_revoke_about", "invite_work", "invited_next", "invited_once", "kept",
    "large", "lines_emergency", "lines_leave_about", "lines_nobody", "missing", "nobody_watches", "notes_gone",
    "notes_over", "notes_remove_about", "notes_whose", "notice",
    "notice_looks", "people_none", "people_order", "print_about", "read_about", "sign_in_how", "sign_in_not",
    "sign_in_once", "sign_in_ready", "sign_in_shared", "signed_out", "stale", "who_coordinator", "who_default",
    "who_notes", "who_operator", "who_others", "who_peer", "who_specialist", "write_empty", "write_name",
    "write_no_emergency", "write_no_score",
)  # fmt: skip

_COUNTS = tuple({"count": count} for count in (1, 3))
_AT = ({"at": NOON},)
_SIZES = ({"length": 3200, "most": 3000},)

FILLED: Mapping[str, SharedUse] = {
    **{name: SharedUse("label", _AT) for name in ("invite_made", "notes_saved", "on_day", "on_moment")},
    **{name: SharedUse("label", _AT) for name in ("open_until", "shared_on")},
    **{name: SharedUse("label", _COUNTS) for name in ("invite_limit", "invite_used")},
    **{name: SharedUse("label", _COUNTS) for name in ("news_changed", "news_gone", "news_new")},
    "account_devices": SharedUse(scopes=_COUNTS),
    "lines_call": SharedUse("label", ({"number": own("988")},)),
    "lines_text": SharedUse("label", tuple({"number": own("988"), "word": own(word)} for word in ("HOME", ""))),
    "invite_join_wrong": SharedUse(scopes=({"longest": 80, "most": 100_000},)),
    "invite_work_wrong": SharedUse(scopes=({"longest": 80},)),
    "notes_empty": SharedUse(scopes=({"most": 10_000},)),
    "notes_long": SharedUse(scopes=_SIZES),
    "read_said": SharedUse(scopes=_AT),
    "too_many": SharedUse(scopes=({"minutes": 1}, {"minutes": 15})),
    "write_about": SharedUse(scopes=({"most": 3000},)),
    "write_long": SharedUse(scopes=_SIZES),
}

PAGE_BLOCKS: Mapping[str, SharedUse] = {
    **{name: SharedUse("label") for name in LABELS},
    **{name: SharedUse() for name in SENTENCES},
    **FILLED,
}
