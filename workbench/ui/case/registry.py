"""Which panel belongs to which act."""

from __future__ import annotations

from workbench.domain.kinds import Action
from workbench.ui.case import panels_agree as agree
from workbench.ui.case import panels_marks as marks
from workbench.ui.case import panels_promises as promises
from workbench.ui.case import panels_words as words
from workbench.ui.case.evidence_panel import EvidencePanel
from workbench.ui.case.negotiation_panel import NegotiationPanel
from workbench.ui.case.panel import Panel
from workbench.ui.case.refusal_panel import RefusalPanel

PANELS: dict[Action, type[Panel]] = {
    panel.action: panel
    for panel in (
        agree.AgreeRefundPanel,
        agree.AgreeReturnPanel,
        agree.AgreeExchangePanel,
        agree.AgreeRepairPanel,
        agree.AgreeReshipPanel,
        agree.ConfirmReceiptPanel,
        agree.ShipPanel,
        words.MessagePanel,
        words.ContactPanel,
        words.RemarkPanel,
        words.NotePanel,
        words.RaisePanel,
        words.EscalatePanel,
        words.WithdrawPanel,
        marks.FlagPanel,
        marks.TagPanel,
        marks.AssignPanel,
        promises.PromisePanel,
        promises.ProvePanel,
        promises.ReleasePanel,
        NegotiationPanel,
        RefusalPanel,
        EvidencePanel,
    )
}
