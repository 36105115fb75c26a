"""Putting an inject in: an alert by the same door as a real one, anything else as a row of the drill."""

from holdfast.detect.intake import Arrived, take
from holdfast.detect.reading import read
from holdfast.domain.drill import Drill
from holdfast.domain.entry import New
from holdfast.domain.ids import subject
from holdfast.domain.scenario import Inject
from holdfast.drill.scenario_payload import filled
from holdfast.store.store import Store

DOOR = "drill"


def put_in(store: Store, drill: Drill, inject: Inject, *, by_hand: bool = False) -> Drill:
    """Put an inject in, unless it is in already. `by_hand`: a person does it, before it is due."""
    with store.command():
        drill = store.drills.get(drill.id)
        if drill.put_in(inject.key) is not None:
            return drill
        about = _alerts(store, drill, inject) if inject.kind == "alert" else _incidents(drill)
        body: dict[str, object] = {"inject": inject.key, "form": inject.kind, "title": inject.title}
        body |= {name: said for name in ("text", "who", "name") if (said := getattr(inject, name))}
        if inject.payload and inject.kind == "file":
            body["content"] = store.blobs.put(filled(inject.payload, store.clock()).encode())
        new = New(subject("drill", drill.id), "drill.injected", body, about=about)
        store.record(new, by_station=not by_hand)
        return store.drills.get(drill.id)


def _incidents(drill: Drill) -> tuple[str, ...]:
    return tuple(subject("incident", ident) for ident in drill.incidents)


def _alerts(store: Store, drill: Drill, inject: Inject) -> tuple[str, ...]:
    """Take the delivery as a door would; gives the alerts that came of it."""
    data = filled(inject.payload, store.clock()).encode()
    delivery = f"{drill.id}.{inject.key}"
    reading = read(inject.name, data)
    take(store, Arrived(delivery, DOOR, inject.name, data, reading), drill=drill.id)
    return tuple(
        subject("alert", alert.id)
        for alert in store.alerts.of_drill(drill.id)
        if alert.delivery == delivery or alert.delivery.startswith(f"{delivery}.")
    )
