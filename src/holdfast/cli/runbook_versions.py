"""`holdfast runbook versions|restore`: what a runbook was, and making it so again."""

import argparse
from typing import Any

from holdfast.cli.parts import Answer, plain, reading, table, verb, writing
from holdfast.cli.runbook_find import find_runbook, find_version
from holdfast.domain.timewords import date_text, stamp_text
from holdfast.runbook.restore import restore
from holdfast.runbook.version_words import came_text
from holdfast.runbook.versions import Version, versions_of
from holdfast.store.store import Store
from holdfast.words import _, ngettext


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add the verbs."""
    listed = verb(verbs, "versions", _("the versions that a runbook had, the newest first"), _versions)
    taken = verb(verbs, "restore", _("record an earlier version as the newest"), _restore)
    for each in (listed, taken):
        each.add_argument("id", help=_("its id, path or title"))
    taken.add_argument("version", help=_("the beginning of its hash"))
    taken.add_argument("--reason", default="", help=_("why; it stands in the journal"))


def _versions(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        found = versions_of(store, find_runbook(store, args.id).id)
        rows = [_row(store, each) for each in found]
    return Answer([_value(each) for each in found], table(rows))


def _value(version: Version) -> dict[str, Any]:
    runs = [{"id": run.id, "incident": run.incident} for run in version.runs]
    return plain(version) | {"runs": runs}


def _row(store: Store, version: Version) -> tuple[str, ...]:
    names = store.operators.names()
    used = len(version.runs)
    runs = ngettext("{count} run", "{count} runs", used).format(count=used) if used else ""
    approved = ""
    if version.approval is not None:
        day = date_text(version.approval.at, store.zone)
        approved = _("approved {day} by {who}").format(day=day, who=names.get(version.approval.by, ""))
    at = stamp_text(version.came.at, store.zone)
    return version.hash[:8], at, names.get(version.came.by, ""), came_text(version.came), approved, runs


def _restore(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        before = find_runbook(store, args.id)
        after = restore(store, before.id, find_version(before, args.version), args.reason)
    if after.version == before.version:
        return Answer(plain(after), _("It is the newest already. Nothing was recorded."))
    told = _("Version {version} of {title} is the newest again.")
    return Answer(plain(after), told.format(version=after.version[:8], title=after.title))
