"""Metrics on pages: the sentence before the chart, the chart in words, every row behind the figures."""

import csv
import io
from collections.abc import Callable

import pikepdf

from holdfast.domain.metrics import KEYS
from holdfast.report.documents import printed
from holdfast.report.evidence_of import read_record, render_json
from holdfast.report.language import spoken
from holdfast.report.metrics import MOST_ON_PAGES, metrics_table, print_metrics
from holdfast.report.pdf import render_pdf
from holdfast.report.text import render_markdown
from tests.report.conftest import make_imprint, make_metrics


def test_each_chart_is_a_figure_that_says_in_words_what_it_shows() -> None:
    report = make_metrics()
    charts = [part.chart for part in print_metrics(report).parts if part.chart]
    with pikepdf.open(io.BytesIO(render_pdf(report))) as document:
        figures = [
            each
            for each in document.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        ]
        assert sorted(str(figure.Alt) for figure in figures) == sorted(chart.alt for chart in charts)
        for figure in figures:
            left, bottom, right, top = (float(each) for each in figure.A.BBox)
            assert 0 < left < right < 596
            assert 0 < bottom < top < 842
    assert "Time to contain: median 42 min, 90th percentile 1 h 45 min" in charts[0].alt


def test_a_chart_stands_behind_its_sentence_and_before_its_table(texts: Callable[[bytes], list[str]]) -> None:
    whole = "\n".join(texts(render_pdf(make_metrics())))
    places = [whole.index(words) for words in ("Median time to contain", "Thin line", "90th percentile")]
    assert places == sorted(places)


def test_no_sentence_is_parted_from_its_chart(texts: Callable[[bytes], list[str]]) -> None:
    for page in texts(render_pdf(make_metrics())):
        last = [line for line in page.splitlines() if line.startswith("Median ")][-1:]
        assert not last or "Bar: median" in page[page.index(last[0]) :]


def test_every_row_stands_on_the_pages_and_in_the_table(texts: Callable[[bytes], list[str]]) -> None:
    report = make_metrics()
    whole = "\n".join(texts(render_pdf(report)))
    lines = list(csv.DictReader(io.StringIO(metrics_table(report))))
    assert [line["ref"] for line in lines] == [row.ref for row in report.metrics.rows]
    for row, line in zip(report.metrics.rows, lines, strict=True):
        assert row.ref in whole
        spans = [int(line[f"{key}_seconds"] or -1) for key in KEYS]
        if row.left_out:
            assert (line["left_out"], set(spans)) == (row.left_out, {-1})
        else:
            assert [line[f"{key}_missing"] or span for key, span in zip(KEYS, spans, strict=True)] == list(
                row.spans
            )


def test_more_rows_than_pages_can_show_stay_in_the_record() -> None:
    report = make_metrics(MOST_ON_PAGES + 1)
    assert "2,001 incidents" in printed(report).parts[-1].words
    assert len(metrics_table(report).splitlines()) == MOST_ON_PAGES + 2
    assert read_record(render_json(report)).document == report


def test_the_figures_stand_in_markdown_too() -> None:
    text = render_markdown(make_metrics())
    assert "- Median time to contain 42 min, 36 incidents" in text
    assert "from when it was declared until it was contained" in text
    assert "by nearest rank" in text


def test_nothing_to_measure_is_said() -> None:
    text = render_markdown(make_metrics(0, overdue=()))
    assert "No incident was declared in this period." in text
    assert "No preventive action is overdue." in text


def test_what_contributed_is_counted_by_category_with_what_is_not_in_it() -> None:
    report = make_metrics()
    (part,) = [each for each in print_metrics(report).parts if each.heading == "Contributing factors"]
    assert part.words == (
        "- Most often contributed: change or configuration, in 18 of 18 incidents whose review names a factor"
    )
    assert part.table is not None
    assert [(row[0][0].text, row[1][0].text) for row in part.table.rows] == [
        ("Change or configuration", "18"),
        ("Without a category", "10"),
        ("Not in it: no review yet", "8"),
        ("Not in it: its review names no factor", "10"),
    ]
    lines = list(csv.DictReader(io.StringIO(metrics_table(report))))
    assert [line["factors"] or line["factors_missing"] for line in lines[:4]] == [
        "no_factor",
        "change",
        "none, change",
        "no_review",
    ]


def test_german_labels_of_a_chart_keep_their_capital_nouns() -> None:
    with spoken("de"):
        charts = [part.chart for part in print_metrics(make_metrics()).parts if part.chart]
    assert [bar.label for bar in charts[0].bars] == [
        "Zeit bis zur Erkennung",
        "Zeit bis zur \u00dcbernahme",
        "Zeit bis zur Eind\u00e4mmung",
    ]


def test_no_label_of_a_chart_loses_its_end(texts: Callable[[bytes], list[str]]) -> None:
    whole = "\n".join(texts(render_pdf(make_metrics(imprint=make_imprint(language="de")))))
    chart = whole[whole.index("Am h\u00e4ufigsten trug bei") : whole.index("Balken: Vorf\u00e4lle")]
    assert "\n\u00c4nderung oder Konfiguration" in chart.replace("\r", "")
