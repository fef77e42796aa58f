"""Where the policy packs come from: ``resources/policies``, and what is wrong there (POL-2)."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING

from workbench.base import resources
from workbench.base.texts import text
from workbench.domain.kinds import Platform
from workbench.domain.policy.model import Policy, PolicyBook
from workbench.domain.policy.schema import PackError, PackProblem, parse_pack

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from workbench.base.texts import Text


def load_book(
    folder: Path | None = None, *, last: PolicyBook | None = None
) -> tuple[PolicyBook, tuple[Text, ...]]:
    """Every pack of ``<folder>/<platform>/<valid_from>.toml``, and what is wrong with the others.

    The last good pack stays in force (POL-2): the one of the same ruleset in ``last`` (what was
    loaded before), else the platform's pack before it; a platform left with none is served by the
    packs that came with the program.
    """
    place = folder or resources.folder("policies")
    problems: list[Text] = []
    raw: dict[str, Mapping[str, object]] = {}
    packs: list[Policy] = []
    for path in sorted(place.glob("*/*.toml")):
        name = f"{path.parent.name}/{path.stem}"
        try:
            raw[name] = read_toml(path)
        except PackError as error:
            problems.extend(one.text for one in error.problems)
            packs.extend(_before(name, last))
    for name, data in raw.items():
        try:
            packs.append(_parse(name, data, raw))
        except PackError as error:
            problems.extend(one.text for one in error.problems)
            packs.extend(_before(name, last))
    missing = set(Platform) - {pack.platform for pack in packs}
    if missing and folder is not None:
        packs.extend(pack for pack in default_book().packs if pack.platform in missing)
    return PolicyBook(tuple(packs)), tuple(problems)


@cache
def shipped() -> tuple[PolicyBook, tuple[Text, ...]]:
    """The packs that came with the program, and what is wrong there; read once per process."""
    return load_book()


def default_book() -> PolicyBook:
    """The packs that came with the program."""
    return shipped()[0]


def _before(name: str, last: PolicyBook | None) -> tuple[Policy, ...]:
    """The last good version of a pack, where there was one."""
    known = last.ruleset(name.replace("/", "@")) if last is not None else None
    return () if known is None else (known,)


def check_pack(path: Path) -> Policy:
    """The pack in one file; it may stand on packs that came with the program.

    Raises ``PackError`` with every problem.
    """
    bases = {
        f"{one.parent.name}/{one.stem}": read_toml(one)
        for one in resources.folder("policies").glob("*/*.toml")
        if one != path
    }
    return parse_pack(read_toml(path), file=path.name, bases=bases)


def read_toml(path: Path) -> dict[str, object]:
    """The plain data of a pack. Raises ``PackError`` where it is no readable TOML."""
    file = f"{path.parent.name}/{path.name}"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        wrong = text("expected readable TOML in UTF-8: {why}", why=str(error))
        problem = PackProblem(file=file, entry="pack", field="file", wrong=wrong)
        raise PackError((problem,)) from error


def _parse(
    name: str, data: Mapping[str, object], raw: Mapping[str, Mapping[str, object]]
) -> Policy:
    file = f"{name}.toml"
    policy = parse_pack(data, file=file, bases={key: raw[key] for key in raw if key != name})
    platform, _, day = name.partition("/")
    for field, said, wanted in (
        ("platform", str(policy.platform), platform),
        ("valid_from", policy.valid_from.isoformat(), day),
    ):
        if said != wanted:
            wrong = text("expected {wanted}, as the file is called", wanted=wanted)
            raise PackError((PackProblem(file=file, entry="pack", field=field, wrong=wrong),))
    return policy


def json_schema() -> dict[str, object]:
    """The JSON schema of a pack file, for ``policy schema`` and for editors."""
    from workbench.domain.policy import pack_model  # pydantic: only when asked for

    return pack_model.json_schema()
