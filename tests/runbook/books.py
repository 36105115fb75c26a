"""A runbook with every kind of step, and how the tests get at its steps."""

from pathlib import Path

from holdfast.domain.document import Step
from holdfast.domain.run import Run
from holdfast.runbook.library import import_folder
from holdfast.runbook.run import document_of_run
from holdfast.store.store import Store

PUMP = """# Restart a pump

## Mitigation

1. Which pump?

   ```holdfast {kind=input name=PUMP type=host}
   ```

2. Does it leak?

   ```holdfast {kind=choice name=LEAK options="yes=#stop|no=#restart|unsure"}
   ```

### Stop

1. Close the valve
2. Call the fitter

#### After the stop

1. Note the level

### Restart

1. Wait until it has run down

   ```holdfast {kind=timer wait=10m}
   ```

2. Look at the pressure

   ```sh {kind=check expect="2 bar" timebox=5m}
   pressure $PUMP
   ```

3. Let it be approved

   ```holdfast {kind=approval by="shift lead"}
   ```

### At the end

1. Tell the control room
"""
NAMES = ("which", "leak", "valve", "fitter", "level", "wait", "pressure", "approve", "tell")


def add_book(store: Store, folder: Path, text: str = PUMP, name: str = "pump.md") -> str:
    """Import a text as a runbook; gives its id."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    import_folder(store, folder, "books")
    found = store.runbooks.at("books", name)
    assert found
    return found.id


def steps_of(store: Store, run: Run) -> dict[str, Step]:
    """The steps of a run of PUMP by their short names."""
    return dict(zip(NAMES, document_of_run(store, run).steps, strict=True))
