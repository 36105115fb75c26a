"""Whether words ask for something to be done: for paragraphs beside a list, which may be told or asked."""

import re

_SENTENCE = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\")]))\s+")
_WORD = re.compile(r"[^\W\d_][\w-]*")
_LONGEST = 4_000

# First words of sentences that ask: what to do, or when; English, then German.
_ASKING = frozenset(
    """
    activate add adjust allow apply approve archive ask assess assign attach attempt avoid block
    call cancel capture change check clean clear close collect compare complete configure confirm connect
    consider consult contact contain continue copy cordon correct create decide decrease delete deploy
    describe detach determine disable disconnect document download drain edit enable enforce engage ensure
    escalate evaluate evict examine execute expand export extend fetch fill find fix follow force
    free gather generate get give go grant identify increase inform inspect install investigate isolate
    keep kill launch leave limit list locate look make mark measure migrate minimize mitigate
    modify monitor mount move navigate notify observe obtain open pause perform plan
    prepare press proceed prune pull raise read reassign reboot rebuild recheck record recover recreate
    redeploy reduce refer reinstall release reload remove rename renew repair repeat replace report
    request rerun reset resize resolve restart restore resume retrieve retry return review revert revoke
    roll rotate run save scale search see select send set shut silence skip start stop submit
    switch take tell terminate test trace transfer trigger troubleshoot try tune turn uncordon undo
    uninstall unmount update upgrade upload use validate verify visit wait watch write
    additionally after afterwards alternatively before finally first if important lastly next once
    otherwise please second then third to until when
    abschalten aktivieren anpassen anrufen anschließend beachten beenden beobachten danach dann
    deaktivieren dokumentieren einspielen entfernen ermitteln falls fragen freigeben informieren
    kontaktieren kontrollieren löschen melden neustarten nachdem notieren prüfen rufen sichern sicherstellen
    sobald sofern sonst sperren starten stellen stoppen testen trennen umschalten verständigen warten
    wechseln wenn wiederherstellen wiederholen zuerst zuletzt zunächst überprüfen öffnen
    """.split()  # noqa: SIM905 (a list of strings reads worse)
)


def asks(words: str) -> bool:
    """Whether a sentence of this paragraph of Markdown asks for something.

    Not where the paragraph only leads over to what follows it.
    """
    words = words[:_LONGEST].strip()
    if words.rstrip("*_`").endswith(":"):
        return False
    firsts = (_WORD.search(sentence) for sentence in _SENTENCE.split(words))
    return any(first and first.group().casefold() in _ASKING for first in firsts)
