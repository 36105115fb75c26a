"""An entry of the incident, put where the person is writing."""

from holdfast.domain.review import Review
from holdfast.domain.timeline import TimelineRow
from holdfast.review.writing import import_rows
from holdfast.ui.review.board_section import BoardSection
from holdfast.ui.review.editor_frame import EditorFrame
from holdfast.ui.review.section import is_fixed
from holdfast.ui.review.services import Services
from holdfast.ui.review.text_section import TextSection
from holdfast.words import _


def quote(services: Services, frame: EditorFrame, review: Review, line: str, entry: TimelineRow) -> None:
    """Put `line` into a text, or `entry` into the timeline or on a board."""
    section = frame.middle.section()
    if is_fixed(services, review):
        return
    if isinstance(section, BoardSection) and section.takes_evidence():
        section.link(entry.entry)
    elif isinstance(section, TextSection):
        section.insert(line)
        frame.enter()
    elif section.key == "timeline":
        services.record(lambda: import_rows(services.store, review.id, [entry]))
    else:
        services.notices.say(_("An entry can be put into a text or into the timeline."))
