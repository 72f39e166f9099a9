"""Days as they are seen from today."""

from dataclasses import dataclass
from datetime import date, timedelta


class UnclearError(Exception):
    """The text speaks of days, and it cannot be said which one it is to be."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Finds days from today on. Weekdays count from 0, Monday.

    Raises `UnclearError` or `ValueError` where there is no such day, `OverflowError` beyond the calendar.
    """

    today: date
    month_first: bool

    def in_days(self, days: int) -> date:
        """So many days from today."""
        return self.today + timedelta(days=days)

    def in_months(self, months: int) -> date:
        """The same day so many months on, or the last day of that month where it is shorter."""
        later = self._month(months + 1) - timedelta(days=1)
        return later.replace(day=min(self.today.day, later.day))

    def day_in_months(self, day: int, months: int) -> date:
        """A day of the month that is so many months on."""
        return self._month(months).replace(day=day)

    def weekday(self, weekday: int) -> date:
        """The next one to come."""
        return self.in_days((weekday - self.today.weekday() - 1) % 7 + 1)

    def last_weekday(self, weekday: int) -> date:
        """The last one that was."""
        return self.in_days(-((self.today.weekday() - weekday - 1) % 7 + 1))

    def weekday_of_next_week(self, weekday: int) -> date:
        """The one of the week that begins on the coming Monday."""
        return self.in_days(7 - self.today.weekday() + weekday)

    def day_of_month(self, day: int) -> date:
        """The next such day, today included; not every month has a 31st."""
        for months in range(3):
            try:
                found = self.day_in_months(day, months)
            except ValueError:
                continue
            if found >= self.today:
                return found
        raise UnclearError

    def dated(self, day: int, month: int, year: int | None) -> date:
        """A day of a month; without its year, the next one. The 29th of February may be years off."""
        if year is not None:
            return date(year, month, day)
        for ahead in range(9):  # 1896 and 1904 were leap years, and no other between them
            try:
                found = date(self.today.year + ahead, month, day)
            except ValueError:
                continue
            if found >= self.today:
                return found
        raise UnclearError

    def in_figures(self, one: int, other: int, mark: str, year: int | None) -> date | None:
        """The day that 12/5 or 12.5 stands for. None for 10.30, which is a time: with a full stop, the day is first."""
        as_time = mark == "." and year is None
        day, month = (other, one) if self.month_first and not as_time else (one, other)
        if month > 12 and as_time:
            return None
        return self.dated(month, day, year) if month > 12 else self.dated(day, month, year)

    def _month(self, months: int) -> date:
        """The first day of the month that is so many months on."""
        years, month = divmod(self.today.month - 1 + months, 12)
        return date(self.today.year + years, month + 1, 1)
