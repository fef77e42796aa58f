"""What became of an act, in words for the timeline (CASE-6, OUT-4)."""

from __future__ import annotations

from workbench.base.texts import N_

# What became of an act, by the stable word before its name.
FATES: dict[str, tuple[str, str, bool]] = {
    "delivered": (N_("{act}: the platform has it"), "check", False),
    "refused": (N_("{act}: the platform refused"), "circle-x", True),
    "handoff": (N_("{act}: to be done on the platform's page"), "external-link", False),
    "handoff_done": (N_("{act}: done by hand, to be confirmed"), "check", False),
    "confirmed": (N_("{act}: confirmed by what was read"), "circle-check", False),
    "contradicted": (N_("{act}: what was read says otherwise"), "triangle-alert", True),
}
