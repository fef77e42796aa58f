"""What a panel knows of the future: asks for the forecast, works it out anew with each proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.services.forecasting import forecast_of
from workbench.ui.case import forecast_words
from workbench.ui.case.forecast_view import forecast_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from workbench.domain.kinds import Action
    from workbench.domain.penalties import Budget
    from workbench.services.forecasting import Forecast, Told
    from workbench.services.queries import Queries
    from workbench.ui.case.forecast_view import ForecastBox
    from workbench.ui.case.loading import Loaded


class Foresight:
    """The forecast of one panel, None until the store has answered."""

    def __init__(self, act: Action) -> None:
        self._act = act
        self.forecast: Forecast | None = None
        self.told: Told | None = None

    def question(self, loaded: Loaded, now: int) -> Callable[[Queries], Forecast | None]:
        """What to ask on the reading worker; ``now`` is the directory's, epoch ms."""
        act, policy, detail = self._act, loaded.policy, loaded.detail

        def ask(queries: Queries) -> Forecast | None:
            if policy is None:
                return None
            return forecast_of(
                queries, detail.case, act=act, policy=policy, now=now, timeline=detail.timeline
            )

        return ask

    def know(self, forecast: Forecast | None) -> None:
        """Take the answer."""
        self.forecast = forecast
        self.told = forecast.told() if forecast is not None else None

    def prove(self, kinds: Iterable[str], wanted: Sequence[str] | None) -> bool:
        """Work it out with these proofs for the reason chosen; True where it says otherwise now."""
        if self.forecast is None:
            return False
        before, self.told = self.told, self.forecast.told(kinds, wanted)
        return self.told != before

    @property
    def budgets(self) -> tuple[Budget, ...]:
        """The budgets the act spends."""
        return self.forecast.budgets if self.forecast is not None else ()


def show_forecast(box: ForecastBox, sight: Foresight) -> None:
    """The whole forecast in one box, headed by where it points; nothing while it is not known."""
    forecast, told = sight.forecast, sight.told
    if forecast is None or told is None:
        box.show_lines("", "", ())
        return
    right = "VER-1"
    if told.alike is not None:
        count = forecast_words.alike(told.alike)
        right = f"{count} · {forecast_words.alike_share(told.lean.side, told.alike)}"
    title = forecast_words.title(forecast.facts.act, told.lean)
    box.show_lines(title, right, forecast_lines(forecast, told))
