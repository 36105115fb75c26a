"""The parts that a runbook is looked through for, by the words that headings have for them.

The words stand here as case folding leaves them, ß as ss.
"""

import re
from collections.abc import Iterator
from typing import Final

from holdfast.domain.document import Document
from holdfast.words import _

_WORD: Final = re.compile(r"\w+")
_MEANING: Final = frozenset(
    """
    about alert definition description explanation means meaning overview summary symptom symptoms what
    alarm bedeutung beschreibung meldung symptom symptome worum zusammenfassung überblick übersicht
    alerte présentation résumé signification symptôme symptômes
    """.split()  # noqa: SIM905  (a list of strings reads worse)
)
_IMPACT: Final = frozenset(
    """
    affected consequence consequences effect effects impact impacts risk severity
    auswirkung auswirkungen betroffen betroffene folge folgen risiko schweregrad tragweite
    conséquence conséquences gravité risque risques
    """.split()  # noqa: SIM905
)
_DIAGNOSIS: Final = frozenset(
    """
    analysis check checks debug debugging detection diagnose diagnosing diagnosis diagnostic diagnostics
    investigate investigating investigation triage troubleshoot troubleshooting
    analyse diagnostik erkennung fehlersuche prüfen prüfung ursachensuche überprüfung untersuchung
    dépannage vérification vérifications
    """.split()  # noqa: SIM905
)
_MITIGATION: Final = frozenset(
    """
    action actions containment fix fixes instructions mitigate mitigating mitigation mitigations playbook
    procedure procedures recover recovering recovery remediate remediation repair resolution resolutions
    resolve resolving respond response restore restoring restoration solution solutions steps step tasks
    workaround workarounds
    abhilfe ablauf anleitung behebung beseitigung eindämmung entstörung fehlerbehebung gegenmassnahmen
    lösung massnahme massnahmen schritte sofortmassnahmen störungsbehebung vorgehen
    vorgehensweise wiederanlauf wiederherstellung
    atténuation confinement contournement correction intervention marche procédure procédures reprise
    restauration rétablissement résolution étapes
    """.split()  # noqa: SIM905
)


def missing_parts(document: Document) -> Iterator[str]:
    """A sentence for each of the usual parts that no heading announces."""
    title = next((section for section in document.sections if section.level == 1), None)
    said = {
        word
        for section in document.sections
        if section is not title
        for word in _WORD.findall(section.heading.casefold())
    }
    for words, told in (
        (_MEANING, _("No section says what it means. Others call it Meaning.")),
        (_IMPACT, _("No section says who and what is affected. Others call it Impact.")),
        (_DIAGNOSIS, _("No section says how to be sure of it. Others call it Diagnosis.")),
        (_MITIGATION, _("No section says what to do. Others call it Mitigation.")),
    ):
        if said.isdisjoint(words):
            yield told
