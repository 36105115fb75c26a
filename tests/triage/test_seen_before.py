"""Past incidents like this one: which are found, in which order, and why they are shown."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.domain.entry import New
from holdfast.domain.ids import subject
from holdfast.domain.phase import Phase
from holdfast.respond.phases import move
from holdfast.review.writing import begin, write
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from holdfast.triage.seen_before import like, seen_before

OTHERS = (
    "Badge reader {n} lost its uplink",
    "Tape library {n} fails its backup",
    "Mail relay {n} rejects mail",
)


def past(store: Store, title: str, service: str = "", resolution: str = "") -> str:
    ident = declare(store, Declaration(title, service)).id
    if resolution:
        move(store, ident, Phase.RESOLVED, reason=resolution)
    return ident


def fill(store: Store) -> None:
    for number in range(30):
        past(store, OTHERS[number % 3].format(n=number), "office")


def test_what_is_alike_is_found_with_its_reasons(store: Store) -> None:
    ident = past(store, "Primary database refuses writes", "db-core", "Dropped the slot\nand grew the disk")
    fill(store)
    (hit,) = seen_before(store, "Database db2 refuses all writes", "DB-core")
    assert (hit.id, hit.same_service, hit.resolution) == (ident, True, "Dropped the slot")
    assert set(hit.words) == {"database", "refuses", "writes"}
    assert (hit.phase, hit.review) == (Phase.RESOLVED, "")


def test_rare_words_count_for_more_than_frequent_ones(store: Store) -> None:
    rare = past(store, "Certificate of the historian expired")
    fill(store)
    for number in range(10):
        past(store, f"Historian {number} drops samples", "historian")
    found = seen_before(store, "Historian refuses its certificate")
    assert found[0].id == rare
    assert found[0].words == ("certificate", "historian")


def test_words_but_for_their_endings_and_accents(store: Store) -> None:
    ident = past(store, "Backups to the café filling disks")
    fill(store)
    assert [hit.id for hit in seen_before(store, "Backup in CAFE fills the disk")][:1] == [ident]


def test_a_service_and_a_label_put_one_before_another(store: Store) -> None:
    first = past(store, "Core switch restarts", "network")
    second = past(store, "Core switch restarts", "office")
    third = past(store, "Core switch restarts", "office")
    label = New(
        subject("incident", second), "incident.labelled", {"label": "power", "present": [False, True]}
    )
    store.record(label)
    assert seen_before(store, "Core switch restarts", "network")[0].id == first
    (hit, *_others) = seen_before(store, "Core switch restarts", "", ["power"])
    assert (hit.id, hit.labels) == (second, ("power",))
    assert next(hit.id for hit in seen_before(store, "Core switch restarts")) == third  # the newest


def test_a_review_is_found_by_its_words_and_told_by_its_summary(store: Store) -> None:
    ident = past(store, "Orders fail", "shop", "Replaced the fan")
    review = begin(store, ident)
    write(store, review.id, "summary", "Overheating stopped the turbine gateway.\n\nMore.")
    fill(store)
    (hit,) = seen_before(store, "Turbine gateway overheating", "shop")
    assert (hit.id, hit.review) == (ident, "Overheating stopped the turbine gateway.")
    assert hit.review_id == review.id


def test_nothing_alike_is_better_than_something_else(store: Store) -> None:
    fill(store)
    assert seen_before(store, "") == []
    assert seen_before(store, "the and of") == []
    assert seen_before(store, "Flood in the cellar", "building") == []
    assert seen_before(store, 'writes" OR title:* NEAR( \0') == []


def test_one_is_not_like_itself_and_five_are_enough(store: Store) -> None:
    for number in range(8):
        past(store, f"Print server {number} queues without end", "office")
    incident = declare(store, Declaration("Print server queues without end", "office"))
    found = like(store, incident)
    assert len(found) == 5
    assert incident.id not in {hit.id for hit in found}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(), st.text(max_size=20))
def test_any_words_can_be_asked_about(store: Store, title: str, service: str) -> None:
    assert len(seen_before(store, title, service)) <= 5
