"""Fusion with the few measures and habits that differ: focus frame, icons, no animation."""

from __future__ import annotations

from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleHintReturn, QStyleOption, QWidget

_METRIC = QStyle.PixelMetric
_HINT = QStyle.StyleHint
FRAME_MARGIN = 4  # 2 px of air and the 2 px ring, outside the control

_METRICS = {
    _METRIC.PM_FocusFrameHMargin: FRAME_MARGIN,
    _METRIC.PM_FocusFrameVMargin: FRAME_MARGIN,
    _METRIC.PM_ButtonIconSize: 16,
    _METRIC.PM_SmallIconSize: 16,
    _METRIC.PM_ButtonShiftHorizontal: 0,
    _METRIC.PM_ButtonShiftVertical: 0,
}
_HINTS = {
    _HINT.SH_Widget_Animate: 0,
    _HINT.SH_Widget_Animation_Duration: 0,
    _HINT.SH_ComboBox_Popup: 0,
    _HINT.SH_EtchDisabledText: 0,
    _HINT.SH_ScrollBar_Transient: 0,
}


class WorkbenchStyle(QProxyStyle):
    """Fusion underneath; colours come from palette and style sheet, not from here."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        found = _METRICS.get(metric)
        return super().pixelMetric(metric, option, widget) if found is None else found

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,  # noqa: N803 - Qt's own name
    ) -> int:
        found = _HINTS.get(hint)
        return super().styleHint(hint, option, widget, returnData) if found is None else found
