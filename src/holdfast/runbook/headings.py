"""What a heading is called in links, and whether the text under it is worked through."""

import re

_SIGNS = re.compile(r"[^\w\- ]", re.UNICODE)
# What Pandoc, kramdown and Python-Markdown take behind a heading: `{#name .class key=value}`.
_ATTRIBUTES = re.compile(
    r"[ \t]\{:?[ \t]{0,9}((?:(?:#[\w:.-]{1,200}|\.[\w-]{1,80}|-"
    r"|[\w-]{1,80}=(?:\"[^\"{}]{0,200}\"|[^\s{}\"]{1,200}))"
    r"(?:[ \t]{1,9}|(?=\}))){1,20})\}$"
)
_NAME = re.compile(r"(?<!\S)#(?!fn\.)(\S+)")  # footnotes are called so
_MARKED = re.compile(r"(?<!\S)(?:[#.]|-(?!\S))")
_CLOSING = re.compile(r"[ \t]#{1,99}$")
_NUMBER = re.compile(r"^(?:(?:step|schritt|phase)\s+)?[0-9]{1,3}(?:\.[0-9]{1,3}){0,4}[.):]?\s+")

# Words of headings whose lists and commands are things to do, and of those where they are not:
# English, then German, then French; case-folded, as headings are read, where ß is ss.
_WORKING = frozenset(
    """
    action actions check checklist checks contain containment debug debugging detection diagnose
    diagnosing diagnosis diagnostic diagnostics eradication escalate escalation fix fixes fixing
    instruction instructions investigate investigating investigation mitigate mitigating mitigation
    mitigations playbook procedure procedures process recover recovering recovery remediate
    remediation repair resolution resolutions resolve resolving respond response restoration
    restore restoring rollback runbook solution solutions solve solving step steps task tasks
    test tests todo triage troubleshoot troubleshooting validate validation verification verify
    verifying workaround workarounds
    abhilfe ablauf abschluss anleitung analyse arbeitsschritte aufgaben behebung bekämpfung
    beseitigung checkliste diagnose durchführung eindämmung entstörung eskalation fehlerbehebung
    fehlersuche kontrolle lösung massnahme massnahmen problembehandlung prüfen
    prüfung rückbau schritte sofortmassnahme sofortmassnahmen störungsbehebung überprüfung
    validierung verifikation verifizierung vorgehen vorgehensweise wiederanlauf wiederherstellung
    arrière atténuation confinement contournement correction dépannage escalade intervention marche
    procédure reprise restauration rétablissement résolution traitement tâches vérification
    vérifications éradication étapes
    """.split()  # noqa: SIM905  (a list of strings reads worse)
)
_RESTING = frozenset(
    """
    about abstract additional alert appendix architecture audience author authors background cause
    causes change changelog contact contacts contents context definition definitions description
    example examples explanation faq further glossary history impact intro introduction license
    limitations link links meaning metadata motivation note notes overview owner owners prevention
    purpose reference references related revision revisions scope see severity summary symptom
    symptoms table terms toc version
    anhang ansprechpartner auswirkung auswirkungen bedeutung begriffe beispiel beispiele
    beschreibung einleitung geltungsbereich glossar hinweis hinweise hintergrund inhalt
    inhaltsverzeichnis kontakt kontakte literatur quellen referenzen schweregrad symptome überblick
    übersicht ursache ursachen verweise weiterführende zusammenfassung zweck änderungshistorie
    annexe auteur conséquences contexte définitions exemple exemples glossaire gravité historique liens
    objectif objet portée présentation prévention remarque remarques références résumé signification
    sommaire symptôme symptômes
    """.split()  # noqa: SIM905  (a list of strings reads worse)
)


# The four sections that an alert's runbook has, under the names that they go by.
_USUAL = {
    "meaning": "meaning overview description summary explanation bedeutung beschreibung überblick übersicht"
    " signification présentation résumé",
    "impact": "impact consequences auswirkung auswirkungen conséquences",
    "diagnosis": "diagnosis diagnose diagnosing diagnostics investigation investigate triage"
    " troubleshoot troubleshooting debugging analyse fehlersuche diagnostic",
    "mitigation": "mitigation mitigations mitigate resolution resolve remediation remediate fix solution"
    " recovery abhilfe behebung fehlerbehebung lösung massnahmen atténuation"
    " correction résolution rétablissement",
}
_USUAL_OF = {word: section for section, words in _USUAL.items() for word in words.split()}


def usual(heading: str) -> str:
    """Which of the usual sections this heading is: meaning, impact, diagnosis, mitigation; "" for none."""
    words = _words(heading)
    return next((_USUAL_OF[word] for word in (words[:1] + words[-1:]) if word in _USUAL_OF), "")


def working(heading: str) -> bool | None:
    """Whether text under this heading is worked through; None when the heading does not say.

    The first word decides, then the last ("Recommended actions", "How to verify"); numbering in
    front does not count.
    """
    words = _words(heading)
    for word in (words[0], words[-1]) if words else ():
        if word in _RESTING:
            return False
        if word in _WORKING:
            return True
    return None


def _words(heading: str) -> list[str]:
    return _SIGNS.sub(" ", _NUMBER.sub("", heading.casefold())).split()


def parted(text: str) -> tuple[str, str]:
    """A heading without the attributes at its end, and the name that they give it, "" for none."""
    text = text.rstrip()
    found = _ATTRIBUTES.search(text, max(0, text.rfind("{") - 1)) if text.endswith("}") else None
    if found is None or not _MARKED.search(found[1]):
        return text, ""
    name = _NAME.search(found[1])
    return _CLOSING.sub("", text[: found.start()].rstrip()), name[1] if name else ""


class Anchors:
    """Gives each heading of one document its own anchor, the way GitHub does.

    "Check the logs" is `check-the-logs`, the next one of that name `check-the-logs-1`.
    """

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._next: dict[str, int] = {}

    def name(self, heading: str, own: str = "") -> str:
        """The anchor of the next heading of the document, without markup; `own` is what it is named."""
        slug = own or _SIGNS.sub("", heading.lower()).strip().replace(" ", "-") or "section"
        anchor, count = slug, self._next.get(slug, 0)
        while anchor in self._given:
            count += 1
            anchor = f"{slug}-{count}"
        self._next[slug] = count
        self._given.add(anchor)
        return anchor
