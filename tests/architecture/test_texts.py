"""Every sentence has its Chinese, and the tool that says so is seen to find each fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.tools import tool

texts = tool("texts")

CODE = '''"""Planted."""
from workbench.base.texts import _, counted, text
a = _("Queue")
b = text("{count} of {total}", count=1, total=2)
c = counted("{n} case", "{n} cases", n=3)
'''
CATALOGUE = """
msgid "Queue"
msgstr "队列"

msgid "{count} of {total}"
msgstr "共 {total} 项中的 {count} 项"

msgid "{n} case"
msgid_plural "{n} cases"
msgstr[0] "{n} 个工单"
"""


def planted(folder: Path, code: str = CODE, **catalogues: str) -> Path:
    """A small project with one module in the ring ``ui`` and the catalogues given."""
    module = folder / "workbench" / "ui" / "planted.py"
    module.parent.mkdir(parents=True)
    module.write_text(code, "utf-8")
    for name, entries in catalogues.items():
        path = folder / "resources" / "i18n" / "zh_CN" / f"{name}.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(texts.HEADER.format(language="zh_CN") + entries, "utf-8")
    return folder


def test_the_texts_of_the_product_are_in_order() -> None:
    problems = texts.check()
    if problems:
        some = "\n".join(problems[:20])
        pytest.fail(f"{len(problems)} problems with the texts, such as\n{some}", pytrace=False)


def test_a_complete_catalogue_has_no_faults(tmp_path: Path) -> None:
    assert texts.check(planted(tmp_path, ui=CATALOGUE)) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('msgstr "队列"', 'msgstr ""', "no zh_CN for 'Queue'"),
        ('msgid "Queue"', '#, fuzzy\nmsgid "Queue"', "no zh_CN for 'Queue'"),
        ('msgid "Queue"', 'msgid "Rail"', "'Rail' is used nowhere"),
        ("{total} 项中", "{sum} 项中", "has the places ['count', 'sum']"),
        ("{n} 个工单", "几个工单", "has the places []"),
        ("{n} 个工单", "{n 个工单", "no valid format"),
    ],
)
def test_faults_of_a_catalogue_are_found(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert old in CATALOGUE
    problems = texts.check(planted(tmp_path, ui=CATALOGUE.replace(old, new)))
    assert any(fault in problem for problem in problems), problems


def test_two_translations_of_one_sentence_are_found(tmp_path: Path) -> None:
    other = 'msgid "Queue"\nmsgstr "工单池"\n'
    (problem,) = texts.check(planted(tmp_path, ui=CATALOGUE, domain=other))
    assert "different ways" in problem


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        ('_(f"Hello {a}")', "made at run time"),
        ('_("a" + b)', "made at run time"),
        ('_("a" if b else "c")', "made at run time"),
        ('text("{count} of {total}", count=1)', "no value for total"),
        ('text("Queue", count=1)', "never uses"),
        ('_("{broken")', "no valid format"),
    ],
)
def test_calls_that_cannot_be_translated_are_found(tmp_path: Path, call: str, fault: str) -> None:
    problems = texts.check(planted(tmp_path, f"{CODE}d = {call}\n", ui=CATALOGUE))
    assert any(fault in problem for problem in problems), problems


def test_missing_entries_are_grouped_by_ring_and_ready_to_fill(tmp_path: Path) -> None:
    found = texts.missing(planted(tmp_path))
    assert list(found) == ["ui"]
    assert texts.entry(found["ui"][2]) == (
        '#: workbench/ui/planted.py\nmsgid "{n} case"\nmsgid_plural "{n} cases"\nmsgstr[0] ""\n'
    )


def test_extract_adds_what_is_missing_and_touches_nothing_else(tmp_path: Path) -> None:
    mine = '# by hand\nmsgid "Queue"\nmsgstr "队列"\n'
    root = planted(tmp_path, ui=mine)
    (path,) = texts.extract(root)
    assert mine in path.read_text("utf-8")
    assert texts.extract(root) == []
    assert [item.msgid for item in texts.missing(root)["ui"]] == ["{count} of {total}", "{n} case"]


def test_compiled_texts_follow_their_source(tmp_path: Path) -> None:
    import gettext
    import os

    root = planted(tmp_path, ui=CATALOGUE)
    (made,) = texts.compile_stale(root)
    with made.open("rb") as handle:
        catalogue = gettext.GNUTranslations(handle)
    assert catalogue.gettext("Queue") == "队列"
    assert catalogue.ngettext("{n} case", "{n} cases", 1) == "{n} 个工单"
    assert texts.compile_stale(root) == []
    os.utime(made, (0, 0))
    assert texts.compile_stale(root) == [made]
    made.with_suffix(".po").unlink()
    texts.compile_stale(root)
    assert not made.exists()
