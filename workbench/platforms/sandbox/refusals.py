"""How the platform says no, and what several of its rules look at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.domain.kinds import Fault, ReasonClass

if TYPE_CHECKING:
    from workbench.domain.policy.model import Policy, Scene
    from workbench.platforms.sandbox.model import Dossier
    from workbench.services.ports import Act


@dataclass(frozen=True, slots=True)
class No:
    """The platform refuses: why, and in its own words."""

    fault: Fault
    words: str


def version_of(case: Dossier) -> str:
    """The version as it is given out: opaque, and never a small number."""
    return f"{case.applied_at // 1000}{case.version:03d}"


def matches(scene: Scene, case: Dossier, policy: Policy) -> bool:
    """Whether a scene of a pack fits the case."""
    reason = policy.reason_of(case.reason_code, case.reason)
    return scene.matches(
        type=case.type,
        stage=case.stage,
        goods=case.goods_status,
        phase=case.phase,
        reason_class=ReasonClass.OTHER if reason is None else reason.reason_class,
        reason=case.reason,
        labels=frozenset(case.labels),
    )


def check_files(act: Act, most: int, most_bytes: int) -> No | None:
    if len(act.files) > most:
        return No(Fault.BAD_REQUEST, f"最多上传 {most} 个文件")
    for _, name in act.files:
        try:
            size = Path(name).stat().st_size
        except OSError:
            return No(Fault.BAD_REQUEST, "文件上传失败，请重新选择")
        if size > most_bytes:
            return No(Fault.BAD_REQUEST, f"单个文件不能超过 {most_bytes // 1000} KB")
    return None
