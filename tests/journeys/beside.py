"""Declaring by keyboard, for what happens beside a window."""

from tests.journeys.keyboard import press, until, write
from tests.journeys.room import OpenWindow


def declared(room: OpenWindow) -> None:
    """Declare an incident, as whoever sits down first."""
    press("Ctrl+N")
    write("Both lamps in hall 2 are red")
    room.expect_who("Ana Keller")
    press("Ctrl+Return")
    until(lambda: room.window.current_key() == "incident", "the live view is shown")
