"""Beijing time: what is shown, and where days begin. UTC+8 all year (facts: no DST)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from workbench.domain.kinds import Millis

BEIJING = timezone(timedelta(hours=8), "+08:00")
SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def hours(count: float) -> int:
    """Hours as milliseconds."""
    return round(count * HOUR)


def to_datetime(at: int) -> datetime:
    """Epoch milliseconds as an aware datetime at +08:00."""
    return (_EPOCH + timedelta(milliseconds=at)).astimezone(BEIJING)


def from_datetime(moment: datetime) -> Millis:
    """An aware datetime (a naive one is taken as Beijing time) as epoch milliseconds."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)
    return Millis((aware - _EPOCH) // timedelta(milliseconds=1))


def day_of(at: int) -> date:
    """The Beijing day an instant falls on."""
    return to_datetime(at).date()


def midnight(day: date) -> Millis:
    """The instant at which a Beijing day begins."""
    return from_datetime(datetime(day.year, day.month, day.day, tzinfo=BEIJING))


def iso(at: int) -> str:
    """ISO 8601 at +08:00, with milliseconds only where there are any."""
    moment = to_datetime(at)
    return moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds")


def parse_iso(text: str) -> Millis:
    """Epoch milliseconds of an ISO text; without an offset it is Beijing time.

    Raises ``ValueError`` where it is no date.
    """
    return from_datetime(datetime.fromisoformat(text))
