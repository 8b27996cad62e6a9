"""An independent model of when an expression is due, from its normal form: dates one by one, sets of values, the standard
library's zones. Slow and simple. Rules: a wall reading maps by PEP 495 with fold=0, so one in a gap moves forward by the gap;
the second pass of an overlap counts too where all 24 hours match; equal instants are one."""
import re
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

FORM = re.compile(r'(?:(?P<weekdays>[A-Z][A-Za-z,.]*) )?(?P<year>\S+?)-(?P<month>[^-~ ]+)(?P<sign>[-~])(?P<day>\S+) '
                  r'(?P<hour>[^: ]+):(?P<minute>[^: ]+):(?P<second>[^: ]+)(?: (?P<zone>\S+))?$')
WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
RANGES = {'year': (1970, 2199), 'month': (1, 12), 'hour': (0, 23), 'minute': (0, 59)}


def items(chain):
    """(start, stop or None, step or None) of each item, as written; "*" has none."""
    found = []
    for text in [] if chain == '*' else chain.split(','):
        match = re.fullmatch(r'([\d.]+?)(?:\.\.([\d.]+))?(?:/([\d.]+))?', text)
        found.append(tuple(None if part is None else float(part) for part in match.groups()))
    return found


def values(chain, low, high):
    if chain == '*':
        return list(range(low, high + 1))
    found = set()
    for start, stop, step in items(chain):
        last = start if stop is None and step is None else high if stop is None else stop
        found.update(range(int(start), int(last) + 1, int(step or 1)))
    return sorted(found)


def microseconds(chain):
    if chain == '*':
        return [second * 1000000 for second in range(60)]
    found = set()
    for start, stop, step in items(chain):
        start, step = round(start * 1e6), round((step or 1) * 1e6) if step or stop is not None else 0
        last = start if not step else 59999999 if stop is None else round(stop * 1e6)
        found.update(range(start, last + 1, step or 1))
    return sorted(found)


class Model:
    def __init__(self, normal, zone):
        parts = FORM.match(normal).groupdict()
        self.zone = ZoneInfo(parts['zone'] or zone or 'UTC')
        self.weekdays = self.parse_weekdays(parts['weekdays'])
        self.years, self.months, self.hours, self.minutes = (values(parts[f], *RANGES[f])
                                                             for f in ('year', 'month', 'hour', 'minute'))
        self.seconds = microseconds(parts['second'])
        self.day, self.from_end = parts['day'], parts['sign'] == '~'

    @staticmethod
    def parse_weekdays(text):
        if not text:
            return set(range(7))
        found = set()
        for part in text.split(','):
            ends = [WEEKDAYS.index(name) for name in part.split('..')]
            found.update(range(ends[0], ends[-1] + 1))
        return found

    def dates_of(self, year, month):
        first = date(year, month, 1)
        length = ((first + timedelta(days=32)).replace(day=1) - first).days
        if not self.from_end:
            dates = values(self.day, 1, 31)
        else:
            dates = set()
            for start, stop, step in items(self.day):
                low, high = (start, start) if stop is None else (start, stop)
                if stop is None and step:
                    low = 1
                dates.update(length + 1 - n for n in range(int(high), int(low) - 1, -int(step or 1)))
        return [date(year, month, d) for d in sorted(dates)
                if 1 <= d <= length and date(year, month, d).weekday() in self.weekdays]

    def instants_on(self, day):
        found = set()
        for hour in self.hours:
            for minute in self.minutes:
                plain = datetime(day.year, day.month, day.day, hour, minute)
                passes = {plain.replace(tzinfo=self.zone, fold=fold).utcoffset() for fold in (0, 1)}
                first = plain.replace(tzinfo=self.zone).utcoffset()
                offsets = {first}
                if len(self.hours) == 24 and first == max(passes):  # an overlap: the offset falls
                    offsets = passes
                for offset in offsets:
                    at = (plain - offset - datetime(1970, 1, 1)) // timedelta(microseconds=1)
                    found.update(at + second for second in self.seconds)
        return found

    def after(self, base, count):
        """The first `count` instants > base (microseconds)."""
        local = datetime(1970, 1, 1) + timedelta(microseconds=base)
        start, found, enough = (local - timedelta(days=3)).date(), [], None
        for year in self.years:
            for month in self.months if year >= start.year else []:
                for day in self.dates_of(year, month):
                    if day < start:
                        continue
                    if enough is not None and day > enough:
                        return sorted(set(found))[:count]
                    found += [at for at in self.instants_on(day) if at > base]
                    if enough is None and len(set(found)) >= count:
                        enough = day + timedelta(days=3)  # changes of the offset may still bring one before these
        return sorted(set(found))[:count]
