"""From a pack's plain data to a ``Policy``; errors name file, entry, field, what was expected.

A pack may be ``based_on`` another ("tmall/2026-01-27"): what it leaves out stays as it is there.
Tables (negotiation, words ...) are laid over it key by key, lists whose entries have an ``id``
entry by entry, other lists replace it as a whole; an empty list empties it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.base.errors import KnownError
from workbench.base.texts import Text, counted, text
from workbench.domain.policy import checks
from workbench.domain.policy.decode import Fault, Place, decode
from workbench.domain.policy.model import Policy

if TYPE_CHECKING:
    from collections.abc import Mapping

# The keys that name an entry of a list, the best first.
NAMES = ("id", "what", "label", "name", "code", "number", "type", "kind", "text", "stage")
DEEPEST_BASE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class PackProblem:
    """One thing wrong with a pack. ``entry`` and ``field`` are stable English names."""

    file: str
    entry: str
    field: str
    wrong: Text

    @property
    def text(self) -> Text:
        """The sentence for a person."""
        return text(
            "{file}: {entry}, {field}: {wrong}",
            file=self.file,
            entry=self.entry,
            field=self.field,
            wrong=self.wrong,
        )


class PackError(KnownError):
    """A pack cannot be used. ``problems`` has every one of them, the first is told."""

    def __init__(self, problems: tuple[PackProblem, ...]) -> None:
        first = problems[0].text
        more = len(problems) - 1
        said = first
        if more:
            said = counted(
                "{first} (and {n} more problem)",
                "{first} (and {n} more problems)",
                n=more,
                first=first,
            )
        super().__init__("policy_pack", said, exit_code=3)
        self.problems = problems


def parse_pack(
    data: Mapping[str, object],
    *,
    file: str,
    bases: Mapping[str, Mapping[str, object]] | None = None,
) -> Policy:
    """The policy in ``data``, as ``tomllib`` reads it; ``bases`` are packs it may stand on.

    Raises ``PackError`` with every problem found; ``file`` is only named in them.
    """
    whole = resolve(data, file=file, bases=bases or {})
    policy, faults = decode(Policy, whole)
    if policy is not None:
        faults = tuple(checks.faults(policy))
    if policy is None or faults:
        raise PackError(tuple(_problem(fault, whole, file) for fault in faults))
    return policy


def resolve(
    data: Mapping[str, object], *, file: str, bases: Mapping[str, Mapping[str, object]]
) -> dict[str, object]:
    """``data`` with everything it takes over from the packs it is based on."""
    layers = [dict(data)]
    while "based_on" in layers[-1]:
        name = layers[-1].pop("based_on")
        base = bases.get(name) if isinstance(name, str) else None
        if base is None or len(layers) > DEEPEST_BASE:
            known = ", ".join(sorted(bases))
            wrong = text("expected the name of another pack, one of: {names}", names=known)
            raise PackError((PackProblem(file=file, entry="pack", field="based_on", wrong=wrong),))
        layers.append(dict(base))
    whole: dict[str, object] = {}
    for layer in reversed(layers):
        whole = {**whole, **{key: _over(whole.get(key), value) for key, value in layer.items()}}
    return whole


def _over(below: object, above: object, *, deep: bool = True) -> object:
    """``above`` laid over ``below``: tables key by key, lists whose entries have ids by id."""
    if isinstance(below, dict) and isinstance(above, dict) and deep:
        laid = {key: _over(below.get(key), value, deep=False) for key, value in above.items()}
        return {**below, **laid}
    if isinstance(below, list) and isinstance(above, list) and above:
        if not all(isinstance(one, dict) and "id" in one for one in (*below, *above)):
            return above
        ours = {str(one["id"]): one for one in above}
        if len(ours) < len(above):
            return [*below, *above]  # an id that stands twice: the check of ids will find it
        theirs = {str(one["id"]) for one in below}
        kept = [ours.get(str(one["id"]), one) for one in below]
        return kept + [one for name, one in ours.items() if name not in theirs]
    return above


def _problem(fault: Fault, data: object, file: str) -> PackProblem:
    entry, field = describe(fault.place, data)
    return PackProblem(file=file, entry=entry, field=field, wrong=fault.wrong)


def describe(place: Place, data: object) -> tuple[str, str]:
    """Entry and field of a place: ``("stages 5 (return_refund merchant_review)", "hours")``.

    Values in lists without keys of their own are named by the list and their position.
    """
    *way, last = place or ("pack",)
    tail = [str(last)]
    while way and isinstance(last, int):
        last = way.pop()
        tail.insert(0, str(last))
    field = tail[0] + "".join(f"[{int(one) + 1}]" for one in tail[1:])
    entry: list[str] = []
    here: Any = data
    for step in way:
        here = _inside(here, step)
        if isinstance(step, int):
            title = _title(here)
            entry.append(f"{step + 1}" + (f" ({title})" if title else ""))
        else:
            entry.append(step)
    return " ".join(entry) or "pack", field


def _inside(here: Any, step: str | int) -> Any:
    try:
        return here[step]
    except (KeyError, IndexError, TypeError):
        return None


def _title(value: object) -> str:
    if not isinstance(value, dict):
        return ""
    names = [str(value[key]) for key in NAMES if isinstance(value.get(key), str | int)]
    return " ".join(names[:2])
