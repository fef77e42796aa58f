"""Catalogues of the texts: finds the sentences in the code, compiles and checks the translations.

    python packaging/texts.py missing    print what has no Chinese yet, ready to fill in
    python packaging/texts.py extract    add those entries, still empty, to the catalogues
    python packaging/texts.py check      say what is missing, obsolete or mismatched (exit 1)
    python packaging/texts.py compile    make the .mo files that are older than their .po

English is the source and needs no catalogue. A catalogue is ``resources/i18n/<lang>/<ring>.po``,
where the ring is the package below ``workbench`` (base, domain, services, store, platforms, cli,
ui; ``main`` for the modules above them). A ring may split its catalogue into ``<ring>-<part>.po``.
"""

from __future__ import annotations

import argparse
import ast
import string
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Catalog, Message

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("zh_CN",)
# Name of the function -> how many of its first arguments are sentences.
MARKERS = {"_": 1, "N_": 1, "text": 1, "Text": 1, "ngettext": 2, "counted": 2}
# Of these the values are named in the call, so that they can be compared with the places.
WITH_VALUES = frozenset({"text", "counted"})
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A source sentence, its plural if it is counted, and the first place that uses it."""

    msgid: str
    plural: str | None
    ring: str
    place: str


@dataclass(frozen=True, slots=True)
class Source:
    """What the code says: sentences by msgid, and calls that cannot be translated."""

    sentences: dict[str, Sentence]
    problems: list[str]


def read_source(root: Path = ROOT) -> Source:
    """Every marked sentence below ``root/workbench``."""
    sentences: dict[str, Sentence] = {}
    problems: list[str] = []
    package = root / "workbench"
    for path in sorted(package.rglob("*.py")):
        inside = path.relative_to(package)
        ring = inside.parts[0] if len(inside.parts) > 1 else "main"
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                place = f"{path.relative_to(root).as_posix()}:{node.lineno}"
                _read_call(node, ring, place, sentences, problems)
    return Source(sentences, problems)


def _read_call(
    node: ast.Call, ring: str, place: str, sentences: dict[str, Sentence], problems: list[str]
) -> None:
    name = node.func.id if isinstance(node.func, ast.Name) else None
    if name not in MARKERS or not node.args:
        return
    first = node.args[: MARKERS[name]]
    words = [arg.value for arg in first if isinstance(arg, ast.Constant)]
    if len(words) < len(first):
        if any(isinstance(arg, ast.JoinedStr | ast.BinOp | ast.IfExp) for arg in first):
            problems.append(
                f"{place}: {name}() of a sentence made at run time is never found in a catalogue: "
                "use a plain literal with {named} places"
            )
        return
    msgid, plural = str(words[0]), str(words[1]) if len(words) > 1 else None
    if not msgid:
        return
    problems += [f"{place}: {why}" for why in _misused(node, name, msgid, plural)]
    before = sentences.get(msgid)
    if before is None or (before.plural is None and plural is not None):
        sentences[msgid] = Sentence(msgid, plural, ring, place)


def _misused(node: ast.Call, name: str, msgid: str, plural: str | None) -> Iterator[str]:
    """Places of the sentence that the call gives no value for."""
    try:
        needed = places(msgid) | places(plural or "")
    except ValueError as error:
        yield f"the sentence is no valid format ({error}): double a brace that is meant as such"
        return
    if name not in WITH_VALUES or any(word.arg is None for word in node.keywords):
        return
    given = {word.arg for word in node.keywords if word.arg}
    if needed - given:
        yield f"{name}() gives no value for {', '.join(sorted(needed - given))}"
    if name == "text" and given - needed:
        yield f"text() gives {', '.join(sorted(given - needed))}, which the sentence never uses"


def places(sentence: str) -> set[str]:
    """The ``{named}`` places of a sentence. Raises ``ValueError`` for a broken format."""
    return {
        field.split(".")[0].split("[")[0]
        for _, field, _, _ in string.Formatter().parse(sentence)
        if field is not None
    }


def catalogue_files(root: Path, language: str) -> list[Path]:
    """The catalogues of one language."""
    return sorted((root / "resources" / "i18n" / language).glob("*.po"))


def read_catalogue(path: Path) -> Catalog:
    """One catalogue. Raises ``babel.messages.pofile.PoFileError`` where the file is broken."""
    from babel.messages.pofile import read_po

    with path.open("rb") as handle:
        return read_po(handle, locale=path.parent.name, abort_invalid=True)


def _forms(message: Message) -> tuple[str, ...]:
    """The translation as a tuple, one item per plural form."""
    found = message.string or ""
    return (found,) if isinstance(found, str) else tuple(found)


def _msgid(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def translations(root: Path, language: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """msgid -> catalogue name -> finished translation; unfinished and fuzzy ones are left out."""
    found: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for path in catalogue_files(root, language):
        for message in read_catalogue(path):
            if message.id and not message.fuzzy and all(_forms(message)):
                found[_msgid(message)][path.name] = _forms(message)
    return found


def missing(root: Path = ROOT, language: str = "zh_CN") -> dict[str, list[Sentence]]:
    """Sentences without a finished translation, by ring."""
    done = translations(root, language)
    found: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in read_source(root).sentences.values():
        forms = next(iter(done.get(sentence.msgid, {}).values()), None)
        if forms is None:
            found[sentence.ring].append(sentence)
    return dict(sorted(found.items()))


def check(root: Path = ROOT) -> list[str]:
    """Everything that is wrong with the texts, one sentence each; empty when all is well."""
    source = read_source(root)
    problems = list(source.problems)
    for language in LANGUAGES:
        for ring, sentences in missing(root, language).items():
            problems += [
                f"{item.place}: no {language} for {item.msgid!r}: add it to "
                f"resources/i18n/{language}/{ring}.po (python packaging/texts.py missing)"
                for item in sentences
            ]
        for msgid, by_file in translations(root, language).items():
            problems += _faults(language, source, msgid, by_file)
    return problems


def _faults(
    language: str, source: Source, msgid: str, by_file: dict[str, tuple[str, ...]]
) -> Iterator[str]:
    where = f"{language}/{', '.join(sorted(by_file))}"
    sentence = source.sentences.get(msgid)
    if sentence is None:
        yield f"{where}: {msgid!r} is used nowhere: delete it"
        return
    if len(set(by_file.values())) > 1:
        yield f"{where}: {msgid!r} is translated in different ways: keep one"
    wanted = places(sentence.plural or msgid)
    for form in {form for forms in by_file.values() for form in forms}:
        try:
            found = places(form)
        except ValueError as error:
            yield f"{where}: the translation of {msgid!r} is no valid format ({error})"
            continue
        if found != wanted:
            yield (
                f"{where}: the translation of {msgid!r} has the places {sorted(found)}, "
                f"the sentence has {sorted(wanted)}"
            )


def entry(sentence: Sentence) -> str:
    """A catalogue entry that waits for its translation."""
    lines = [f"#: {sentence.place.rpartition(':')[0]}", f"msgid {_quoted(sentence.msgid)}"]
    if sentence.plural is None:
        lines.append('msgstr ""')
    else:
        lines += [f"msgid_plural {_quoted(sentence.plural)}", 'msgstr[0] ""']
    return "\n".join(lines) + "\n"


def _quoted(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped.replace(chr(9), chr(92) + "t")}"'


def extract(root: Path = ROOT) -> list[Path]:
    """Append the missing entries to the ring's catalogue; what stands in it stays as it is."""
    touched = []
    for language in LANGUAGES:
        known = {
            _msgid(message)
            for path in catalogue_files(root, language)
            for message in read_catalogue(path)
        }
        for ring, sentences in missing(root, language).items():
            fresh = [item for item in sentences if item.msgid not in known]
            path = root / "resources" / "i18n" / language / f"{ring}.po"
            if not fresh:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            before = path.read_text("utf-8") if path.exists() else HEADER.format(language=language)
            path.write_text("\n".join([before, *map(entry, fresh)]), encoding="utf-8")
            touched.append(path)
    return touched


def compile_stale(root: Path = ROOT) -> list[Path]:
    """Compile every ``.po`` whose ``.mo`` is missing or older, and drop orphaned ``.mo`` files.

    Each file appears in one step, so that several test processes may do this at once.
    """
    folder = root / "resources" / "i18n"
    for orphan in folder.glob("*/*.mo"):
        if not orphan.with_suffix(".po").exists():
            orphan.unlink(missing_ok=True)
    made = []
    for source in sorted(folder.glob("*/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        _compile(source, target)
        made.append(target)
    return made


def _compile(source: Path, target: Path) -> None:
    import os

    from babel.messages.mofile import write_mo

    temp = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    with temp.open("wb") as handle:
        write_mo(handle, read_catalogue(source))
    temp.replace(target)


def main() -> int:
    """The command line; exit code 1 when ``check`` or ``missing`` found something."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("command", choices=("missing", "extract", "check", "compile"))
    command = parser.parse_args().command
    if command == "compile":
        compile_stale()
        return 0
    if command == "extract":
        for path in extract():
            print(path.relative_to(ROOT))
        return 0
    if command == "missing":
        found = missing()
        for ring, sentences in found.items():
            print(f"# ---- resources/i18n/zh_CN/{ring}.po: {len(sentences)} missing\n")
            print("\n".join(map(entry, sentences)))
        return int(bool(found))
    problems = check()
    print("\n".join(problems) or "All texts are in order.")
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
