#!/usr/bin/env python3
"""Reference run of one synthetic securitisation under one scenario.

    python period.py deal.yaml scenario.yaml > out.json

Every amount of money is an integer of minor units, every rate an exact fraction.  A product of money
and rates is rounded once, half to even (Python's `round` of a `Fraction` does exactly that).
"""

import calendar as cal
import csv
import json
import os
import re
import sys
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from fractions import Fraction

import yaml

import entry


class Problem(Exception):
    """The input cannot be run."""


class BrokenIdentity(AssertionError):
    """A step lost or made money."""


# ---------------------------------------------------------------- literals

UNITS = {"bn": 10**9, "m": 10**6, "k": 10**3, "": 1}
DECIMALS = {"JPY": 0, "KRW": 0, "CLP": 0, "KWD": 3, "BHD": 3, "OMR": 3, "TND": 3, "JOD": 3}
MONTHS = {"monthly": 1, "quarterly": 3, "semi-annual": 6, "annual": 12}


def rate_of(text):
    """`12.5%`, `425bp`, `0.125` as an exact fraction."""
    match = re.fullmatch(r"([+-]?)\s*([\d_]*\.?\d+)\s*(%|bp|)", str(text).strip())
    if not match:
        raise Problem(f"not a rate: {text!r}")
    value = Fraction(match[2].replace("_", "")) / {"%": 100, "bp": 10000, "": 1}[match[3]]
    return -value if match[1] == "-" else value


def money_of(text, decimals):
    """`2_000_000_000`, `2bn`, `140.25m` in minor units; finer than the minor unit is a problem."""
    match = re.fullmatch(r"([\d_]*\.?\d+)\s*(bn|m|k|)", str(text).strip())
    if not match:
        raise Problem(f"not an amount of money: {text!r}")
    units = Fraction(match[1].replace("_", "")) * UNITS[match[2]] * 10**decimals
    if units.denominator != 1:
        raise Problem(f"money finer than the minor unit: {text!r}")
    return int(units)


def date_of(text):
    """`2026-06-30`."""
    return date.fromisoformat(str(text).strip())


def optional(convert, value, *rest):
    """`convert(value)`, or None when the value is absent or an empty cell."""
    return None if value is None or str(value).strip() == "" else convert(value, *rest)


def money_text(units, decimals):
    """Minor units as a decimal text in currency units."""
    sign, digits = "-" if units < 0 else "", str(abs(units)).rjust(decimals + 1, "0")
    return sign + (digits if decimals == 0 else digits[:-decimals] + "." + digits[-decimals:])


def rate_text(value, places=20):
    """A ratio as a plain decimal, half to even at 20 places, no trailing zeros; None stays None."""
    if value is None:
        return None
    text = money_text(round(Fraction(value) * 10**places), places).rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


# ---------------------------------------------------------------- dates

def add_months(day, months):
    """Whole months, clipped to the last day of the month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, cal.monthrange(year, month + 1)[1]))


class Span:
    """A lag such as `18 months`, `5 years` or `5 business days`."""

    def __init__(self, text):
        match = re.fullmatch(r"(\d+)\s*(business day|day|week|month|year)s?", str(text).strip())
        if not match:
            raise Problem(f"not a span of time: {text!r}")
        self.count, self.unit = int(match[1]), match[2]

    def after(self, day, calendar, sign=1):
        """The date that lies this span after (sign -1: before) `day`."""
        if self.unit in ("month", "year"):
            return add_months(day, sign * self.count * (12 if self.unit == "year" else 1))
        if self.unit in ("day", "week"):
            return day + timedelta(sign * self.count * (7 if self.unit == "week" else 1))
        for _ in range(self.count):
            day += timedelta(sign)
            while not calendar.is_open(day):
                day += timedelta(sign)
        return day


def easter(year):
    """Easter Sunday of the Gregorian calendar."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year, month, weekday, n):
    """The n-th (n > 0) or the last (n = -1) given weekday of a month."""
    if n > 0:
        start = date(year, month, 1)
        return start + timedelta((weekday - start.weekday()) % 7 + 7 * (n - 1))
    end = date(year, month, cal.monthrange(year, month)[1])
    return end - timedelta((end.weekday() - weekday) % 7)


def us_holidays(year):
    """Federal Reserve Banks: a Sunday holiday moves to Monday, a Saturday one does not."""
    fixed = [date(year, 1, 1), date(year, 7, 4), date(year, 11, 11), date(year, 12, 25)]
    if year >= 2022:
        fixed.append(date(year, 6, 19))
    days = {d + timedelta(1) if d.weekday() == 6 else d for d in fixed}
    days |= {nth_weekday(year, m, 0, n) for m, n in ((1, 3), (2, 3), (5, -1), (9, 1), (10, 2))}
    return days | {nth_weekday(year, 11, 3, 4)}


def target_holidays(year):
    """1 January, Good Friday, Easter Monday, 1 May, 25 and 26 December."""
    sunday = easter(year)
    return {date(year, 1, 1), sunday - timedelta(2), sunday + timedelta(1), date(year, 5, 1),
            date(year, 12, 25), date(year, 12, 26)}


UK_MOVED = {date(2020, 5, 4): date(2020, 5, 8), date(2012, 5, 28): date(2012, 6, 4),
            date(2022, 5, 30): date(2022, 6, 2)}
UK_ONE_OFF = {date(2011, 4, 29), date(2012, 6, 5), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)}


def uk_holidays(year):
    """Bank holidays of England and Wales with substitute days and one-off royal days."""
    sunday = easter(year)
    mondays = [nth_weekday(year, 5, 0, 1), nth_weekday(year, 5, 0, -1), nth_weekday(year, 8, 0, -1)]
    days = {UK_MOVED.get(d, d) for d in mondays} | {sunday - timedelta(2), sunday + timedelta(1)}
    for day in (date(year, 1, 1), date(year, 12, 26), date(year, 12, 25)):
        while day.weekday() >= 5 or day in days:
            day += timedelta(1)
        days.add(day)
    return days | {d for d in UK_ONE_OFF if d.year == year}


class Calendar:
    """Business days; `none` knows neither holidays nor weekends."""

    RULES = {"US": us_holidays, "TARGET": target_holidays, "UK": uk_holidays, "none": None}

    def __init__(self, name):
        if name not in self.RULES:
            raise Problem(f"unknown calendar: {name}")
        self.rule, self.years = self.RULES[name], {}

    def is_open(self, day):
        """Is the day a business day?"""
        if self.rule is None:
            return True
        if day.year not in self.years:
            self.years[day.year] = self.rule(day.year)
        return day.weekday() < 5 and day not in self.years[day.year]

    def seek(self, day, step):
        """The day itself or the nearest business day in one direction."""
        while not self.is_open(day):
            day += timedelta(step)
        return day

    def roll(self, day, rule):
        """none, following, modified following, preceding."""
        if rule == "none":
            return day
        if rule == "preceding":
            return self.seek(day, -1)
        moved = self.seek(day, 1)
        if rule == "following" or (rule == "modified following" and moved.month == day.month):
            return moved
        if rule == "modified following":
            return self.seek(day, -1)
        raise Problem(f"unknown roll: {rule}")


def year_fraction(rule, start, end):
    """Years from `start` (included) to `end` (excluded)."""
    days = (end - start).days
    if rule == "ACT/360":
        return Fraction(days, 360)
    if rule == "ACT/365F":
        return Fraction(days, 365)
    if rule == "ACT/ACT":
        total, cursor = Fraction(0), start
        while cursor < end:
            stop = min(end, date(cursor.year + 1, 1, 1))
            total += Fraction((stop - cursor).days, 366 if cal.isleap(cursor.year) else 365)
            cursor = stop
        return total
    d1, d2 = min(start.day, 30), end.day
    if rule == "30E/360" or (rule == "30/360" and d1 == 30):
        d2 = min(d2, 30)
    if rule not in ("30/360", "30E/360"):
        raise Problem(f"unknown day count: {rule}")
    return Fraction(360 * (end.year - start.year) + 30 * (end.month - start.month) + d2 - d1, 360)


# ---------------------------------------------------------------- arithmetic

def root(value, p):
    """The p-th root of a fraction in [0, 1] to 25 significant digits."""
    if p == 1 or value in (0, 1):
        return Fraction(value)
    with localcontext(Context(prec=80)):
        exact = (Decimal(value.numerator) / value.denominator) ** (Decimal(1) / p)
    return Fraction(exact.normalize(Context(prec=25, rounding=ROUND_HALF_EVEN)))


def per_period(annual, p):
    """The share of one period that compounds to an annual rate: 1 - (1 - r)^(1/p)."""
    return 1 - root(1 - annual, p)


def split(total, weights):
    """Pro rata by weights (senior first): floors, leftover units to the most senior line with room."""
    whole = sum(weights)
    shares = [total * w // whole if whole else 0 for w in weights]
    left = total - sum(shares)
    for k, weight in enumerate(weights):
        extra = min(left, weight - shares[k])
        shares[k], left = shares[k] + extra, left - extra
    return shares


def ratio(part, whole):
    """A quotient; 0/0 is 0."""
    return Fraction(part) / whole if whole else Fraction(0)


def irr(flows):
    """Effective annual rate of [(years, amount)], the first flow paid out; None if nothing comes back."""
    if not any(amount > 0 for _, amount in flows) or flows[0][1] >= 0:
        return None
    with localcontext(Context(prec=50)):
        rows = [(Decimal(t.numerator) / t.denominator, Decimal(a)) for t, a in flows if a]

        def value(x):
            return sum(a * (x * t).exp() for t, a in rows)

        low = high = Decimal(0)
        while value(high) < 0:
            high += 1
        while value(low) > 0:
            low -= 1
        for _ in range(12):
            middle = (low + high) / 2
            low, high = (middle, high) if value(middle) < 0 else (low, middle)
        x = (low + high) / 2
        for _ in range(60):
            step = value(x) / sum(a * t * (x * t).exp() for t, a in rows)
            x -= step
            if abs(step) < Decimal("1e-40"):
                break
        return Fraction((-x).exp() - 1)


# ---------------------------------------------------------------- the deal

class Coupon:
    """`SOFR + 9.50%`, `SOFR + 425bp, floor 0%`, `7.5% fixed` or the long form."""

    TEXT = re.compile(r"(?P<index>[A-Za-z][\w .]*?)\s*(?P<spread>[+-]\s*[\d.]+\s*(?:%|bp|))"
                      r"(?:\s*,\s*floor\s+(?P<floor>[+-]?[\d.]+\s*(?:%|bp|)))?")

    def __init__(self, value):
        if isinstance(value, str):
            if value.strip().endswith("fixed"):
                value = {"spread": value.strip()[:-5]}
            else:
                match = self.TEXT.fullmatch(value.strip())
                if not match:
                    raise Problem(f"not a coupon: {value!r}")
                value = match.groupdict()
        self.index = value.get("index")
        self.spread = rate_of(value.get("spread") or "0")
        self.floor = optional(rate_of, value.get("floor"))
        self.floor_all_in = optional(rate_of, value.get("floor_all_in"))

    def rate(self, index):
        """max(index, floor) + spread; `floor_all_in` floors the sum instead."""
        level = index if self.floor is None else max(index, self.floor)
        total = level + self.spread
        return total if self.floor_all_in is None else max(total, self.floor_all_in)


class Tranche:
    """Terms and running balances of a tranche."""

    def __init__(self, row, notional):
        self.name = row["name"]
        self.initial = self.notional = notional
        self.coupon = optional(Coupon, row["coupon"]) if isinstance(row.get("coupon"), str) else (
            Coupon(row["coupon"]) if row.get("coupon") else None)
        self.placed = optional(rate_of, row.get("placed"))
        if self.placed is None:
            self.placed = Fraction(1 if self.coupon else 0)
        self.price = optional(rate_of, row.get("price"))
        self.price = Fraction(1) if self.price is None else self.price
        protection = row.get("protection") or ("funded note" if self.coupon else None)
        self.is_note = protection == "funded note"
        self.is_funded = protection in ("funded note", "funded guarantee")
        self.written_down = self.written_up = 0


class Group:
    """Tranches that share principal as one unit; an ungrouped tranche is a unit of its own."""

    def __init__(self, members, inside="sequential", locked_out_when=()):
        self.members, self.inside, self.locked_out_when = members, inside, list(locked_out_when)

    def notional(self):
        """Outstanding notional of all members."""
        return sum(t.notional for t in self.members)


class Test:
    """One measure with a level; keeps whether it has tripped."""

    def __init__(self, row, scope):
        self.scope, self.measure, self.of = scope, row["measure"], row.get("of")
        if ("above" in row) == ("below" in row):
            raise Problem("a test needs exactly one of above and below")
        self.above = "above" in row
        self.row, self.clear = row, 0
        self.cure_periods = int(row.get("cure_periods", 1))
        self.level = rate_of(row["above"] if self.above else row["below"])
        self.window = optional(Span, row.get("window"))
        self.base = row.get("base", "closing")
        self.curable = str(row.get("curable", "false")).lower() == "true"
        self.tripped = False


class Loan:
    """A loan in protected amounts with its contractual payment dates."""

    def __init__(self, row, factor, start, frequency, decimals, protected=None):
        self.id, self.row = row["loan_id"], row
        self.obligor = row.get("obligor_id") or self.id
        self.face = money_of(row["balance"], decimals) if protected is None else protected
        self.balance = round(self.face * factor)
        self.maturity = date_of(row["maturity"])
        if row.get("status") == "defaulted" or self.maturity <= start:
            raise Problem(f"loan {self.id} is defaulted or has matured")
        self.index = row.get("index") or None
        self.rate, self.lgd, self.pd = (optional(rate_of, row.get(k)) for k in ("rate", "lgd", "pd"))
        self.months = MONTHS[row.get("payment_frequency") or frequency]
        self.kind = row.get("amortisation") or "bullet"
        self.shares = self.contract(start, decimals)
        self.paid = 0

    def contract(self, start, decimals):
        """Payment dates with their shares of the surviving balance (None: level payment)."""
        if self.kind == "bullet":
            return [(self.maturity, Fraction(1))]
        if self.kind == "schedule":
            return self.instalments(start, decimals)
        dates, k = [], 0
        while add_months(self.maturity, -k * self.months) > start:
            dates.insert(0, add_months(self.maturity, -k * self.months))
            k += 1
        n = len(dates)
        if self.kind == "equal principal":
            shares = [Fraction(1, n - k) for k in range(n)]
        elif self.kind == "level payment":
            shares = [None] * (n - 1) + [Fraction(1)]
        elif self.kind == "balloon":
            rest = 1 - Fraction(money_of(self.row["balloon"], decimals), self.face)
            shares = [rest / (n - rest * k) for k in range(n - 1)] + [Fraction(1)]
        else:
            raise Problem(f"unknown amortisation: {self.kind}")
        return list(zip(dates, shares))

    def instalments(self, start, decimals):
        """An instalment is its share of what the schedule leaves before it; the rest at maturity."""
        due = {}
        for item in self.row["schedule"].split(";"):
            if item.strip():
                day, amount = item.split(":")
                due[date_of(day)] = due.get(date_of(day), 0) + money_of(amount, decimals)
        left, shares = self.face, []
        for day, amount in sorted(due.items()):
            if not start < day <= self.maturity or amount > left:
                raise Problem(f"loan {self.id}: schedule")
            if day < self.maturity and amount:
                shares.append((day, Fraction(amount, left)))
            left -= amount
        return shares + [(self.maturity, Fraction(1))]

    def pay(self, until, index_rate):
        """Scheduled principal of the dates up to `until`, each date rounded on its own."""
        total = 0
        while self.paid < len(self.shares) and self.shares[self.paid][0] <= until:
            share = self.shares[self.paid][1]
            if share is None:
                share = self.level_share(len(self.shares) - self.paid, index_rate)
            amount = round(self.balance * share)
            self.balance, total, self.paid = self.balance - amount, total + amount, self.paid + 1
        return total

    def level_share(self, left, index_rate):
        """i / ((1 + i)^n - 1), or 1/n when the rate is not positive."""
        if self.rate is None:
            raise Problem(f"loan {self.id} needs a rate")
        i = (self.rate + (index_rate(self.index) if self.index else 0)) * self.months / 12
        return Fraction(1, left) if i <= 0 else min(Fraction(1), i / ((1 + i) ** left - 1))


class Deal:
    """What was agreed, read from the deal file."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            raw = yaml.load(file, yaml.BaseLoader)
        self.folder, self.name, self.currency = os.path.dirname(path), raw["name"], raw["currency"]
        self.decimals = DECIMALS.get(self.currency, 2)
        self.closing, self.scheduled = date_of(raw["closing"]), date_of(raw["scheduled_maturity"])
        self.legal = optional(date_of, raw.get("legal_final_maturity")) or self.scheduled
        self.read_payments(raw["payments"])
        self.read_pool(raw["pool"])
        self.read_tranches(raw["tranches"])
        self.read_amortisation(raw.get("amortisation", {}))
        spread = raw.get("excess_spread")
        self.excess = (rate_of(spread["rate"]), spread["mechanism"]) if spread else None
        extra = raw.get("replenishment")
        self.until = date_of(extra["until"]) if extra else None
        self.eligibility, self.portfolio = ((extra or {}).get(k, []) for k in ("eligibility", "portfolio"))
        self.wait = optional(int, (extra or {}).get("unapplied_periods"))
        ramp_up = (extra or {}).get("ramp_up")
        self.target = money_of(ramp_up["target"], self.decimals) if ramp_up else None
        self.ramp_until = date_of(ramp_up["until"]) if ramp_up else None
        self.at_closing = [(loan, loan.balance) for loan in self.loans]
        self.conditions = [Test(r, "replenishment") for r in (extra or {}).get("conditions", [])]
        calls = raw.get("calls") or {}
        self.clean_up = optional(rate_of, calls.get("clean_up"))
        self.time_call = optional(date_of, calls.get("time"))
        self.regulatory = str(calls.get("regulatory", "false")).lower() == "true"
        costs = raw.get("costs") or {}
        self.upfront, self.running = (money_of(costs.get(k, "0"), self.decimals) for k in ("upfront", "running"))

    def read_payments(self, raw):
        """Unadjusted dates counted from the first one, then scheduled maturity, then up to legal final."""
        self.frequency, self.day_count = raw["frequency"], raw["day_count"]
        self.calendar, months = Calendar(raw.get("calendar", "none")), MONTHS[raw["frequency"]]
        self.p, first = 12 // months, date_of(raw["first"])
        if not self.closing < first or self.scheduled <= self.closing or self.legal < self.scheduled:
            raise Problem("dates out of order")
        grid, k = [], 0
        while add_months(first, k * months) < self.legal:
            grid.append(add_months(first, k * months))
            k += 1
        self.u = ([self.closing] + [d for d in grid if d < self.scheduled] + [self.scheduled]
                  + [d for d in grid if d > self.scheduled])
        if self.legal > self.scheduled:
            self.u.append(self.legal)
        self.d = [self.closing] + [self.calendar.roll(day, raw.get("roll", "none")) for day in self.u[1:]]
        self.t = [None] + [year_fraction(self.day_count, a, b) for a, b in zip(self.d, self.d[1:])]

    def read_pool(self, raw):
        """A tape, a list of loans, or a uniform pool; every loan less the retained share."""
        share = optional(rate_of, raw.get("retained_share")) or Fraction(0)
        self.factor = 1 - share
        if "tape" in raw:
            rows = self.read_tape(raw["tape"])
        elif "loans" in raw:
            rows = raw["loans"]
        else:
            rows = self.uniform(raw)
        if len({row["loan_id"] for row in rows}) != len(rows):
            raise Problem("a loan_id twice")
        if any((row.get("currency") or self.currency) != self.currency for row in rows):
            raise Problem("loans in other currencies are not part of this reference")
        self.loans = [Loan(r, self.factor, self.closing, self.frequency, self.decimals) for r in rows]
        self.initial = sum(loan.balance for loan in self.loans)

    def read_tape(self, raw):
        """A CSV file with our column names, or with a map from theirs."""
        names = raw.get("columns", {}) if isinstance(raw, dict) else {}
        path = os.path.join(self.folder, raw["file"] if isinstance(raw, dict) else raw)
        with open(path, encoding="utf-8", newline="") as file:
            return [{names.get(k, k): v.strip() for k, v in row.items()} for row in csv.DictReader(file)]

    def uniform(self, raw):
        """`count` loans of floor(balance / count), the last also the cents left over."""
        total, count = money_of(raw["balance"], self.decimals), int(raw["count"])
        common = {k: v for k, v in raw.items() if k not in ("balance", "count", "retained_share")}
        sizes = [total // count] * (count - 1) + [total - total // count * (count - 1)]
        return [dict(common, loan_id=f"L-{k:03}", balance=money_text(size, self.decimals))
                for k, size in enumerate(sizes, 1)]

    def read_tranches(self, rows):
        """Senior first; by amount as listed, by points floored with the leftover to the most senior."""
        if all("amount" in row for row in rows):
            sizes = [money_of(row["amount"], self.decimals) for row in rows]
            if sum(sizes) != self.initial:
                raise Problem("the tranches do not add up to the pool")
        else:
            rows = sorted(rows, key=lambda row: rate_of(row["attachment"]), reverse=True)
            points = [(rate_of(row["attachment"]), rate_of(row["detachment"])) for row in rows]
            tops = [1] + [a for a, _ in points]
            if [d for _, d in points] != tops[:-1] or tops[-1] != 0:
                raise Problem("the tranches leave a gap or overlap")
            sizes = [int((d - a) * self.initial) for a, d in points]
            sizes[0] += self.initial - sum(sizes)
        self.tranches = [Tranche(row, size) for row, size in zip(rows, sizes)]
        self.by_name = {t.name: t for t in self.tranches}

    def read_amortisation(self, raw):
        """The rule of principal, its tests, and the units it works over, senior first."""
        self.principal = raw.get("principal", "sequential")
        self.sequential_when = [Test(r, "sequential_when") for r in raw.get("sequential_when", [])]
        if self.principal == "target subordination":
            place = self.tranches.index(self.by_name[raw["subordination"]["of"]])
            junior = sum(t.initial for t in self.tranches[place + 1:])
            test = Test(dict(measure="credit enhancement", of=raw["subordination"]["of"], below="1", curable="true"),
                        "sequential_when")
            test.level = Fraction(raw["subordination"]["times"]) * junior / self.initial
            self.sequential_when = [test]
        elif self.sequential_when and self.principal != "pro rata then sequential":
            raise Problem("sequential_when needs pro rata then sequential")
        grouped, self.units = {}, []
        for row in raw.get("groups", []):
            members = [t for t in self.tranches if t.name in row["tranches"]]
            place = self.tranches.index(members[0])
            if self.tranches[place:place + len(members)] != members:
                raise Problem("the tranches of a group must be neighbours")
            tests = [Test(r, "locked_out_when") for r in row.get("locked_out_when", [])]
            grouped.update(dict.fromkeys((t.name for t in members), Group(members, row["inside"], tests)))
        for tranche in self.tranches:
            unit = grouped.get(tranche.name) or Group([tranche])
            if unit not in self.units:
                self.units.append(unit)


# ---------------------------------------------------------------- the scenario

class Vector:
    """Rates by deal year or by period, perhaps by the value of a tape column; the last one goes on."""

    def __init__(self, raw, key, column=None):
        self.key, self.column = key, column
        listed = raw.items() if column else [(None, raw)]
        self.rates = {k: [rate_of(x) for x in (v if isinstance(v, list) else [v])] for k, v in listed}

    def at(self, year, period, row=None):
        """The entry of a deal year (from 0) or of a period (from 1)."""
        value = row.get(self.column) if self.column else None
        if value not in self.rates:
            raise Problem(f"no rate for {self.column} {value}")
        rates, place = self.rates[value], period - 1 if self.key == "period_rate" else year
        return rates[min(place, len(rates) - 1)]


class Scenario:
    """Assumptions about the future, read from the scenario file."""

    def __init__(self, path, deal):
        with open(path, encoding="utf-8") as file:
            raw = yaml.load(file, yaml.BaseLoader) or {}
        self.deal, self.folder, self.name = deal, os.path.dirname(path), raw.get("name", "")
        defaults = raw.get("defaults") or {}
        self.defaults = self.vector(defaults)
        self.credit_events = sorted(defaults.get("credit_events", []), key=lambda e: date_of(e["date"]))
        self.removals = sorted(raw.get("removals", []), key=lambda e: date_of(e["date"]))
        self.downgrades = raw.get("downgrades", [])
        known = {loan.id for loan in deal.loans}
        for event in self.credit_events:
            if event["loan"] not in known or date_of(event["date"]) <= deal.closing:
                raise Problem(f"credit event on {event['loan']}")
        self.loss = raw.get("loss") or {}
        self.prepayment = self.vector(raw.get("prepayment") or {})
        self.rates = {name: self.read_rate(row) for name, row in (raw.get("rates") or {}).items()}
        self.calls, self.replenishment = raw.get("calls") or {}, raw.get("replenishment")
        self.collateral = raw.get("collateral") or {}
        delinquency = (raw.get("delinquency") or {}).get("rate")
        self.delinquency = Vector(delinquency, "annual_rate") if delinquency else None

    @staticmethod
    def vector(raw):
        """The rates of `annual_rate` or `period_rate`, or None."""
        for key in ("annual_rate", "period_rate"):
            if key in raw:
                return Vector(raw[key], key, raw.get("by"))
        return None

    def read_rate(self, row):
        """A flat rate or a curve of fixings, with its shift added."""
        shift = optional(rate_of, row.get("shift")) or Fraction(0)
        if "flat" in row:
            return [(date.min, rate_of(row["flat"]) + shift)]
        with open(os.path.join(self.folder, row["curve"]), encoding="utf-8", newline="") as file:
            return sorted((date_of(r["date"]), rate_of(r["rate"]) + shift) for r in csv.DictReader(file))

    def index(self, name, day):
        """The last fixing on or before the day, before the first row the first."""
        if name not in self.rates:
            raise Problem(f"no rates for the index {name}")
        rows = self.rates[name]
        return ([rate for when, rate in rows if when <= day] or [rows[0][1]])[-1]

    def collateral_yield(self, day):
        """Index and spread of the collateral account, or its plain yield."""
        if "yield" in self.collateral:
            return rate_of(self.collateral["yield"])
        return sum((self.index(n, day) + rate_of(s) for n, s in self.collateral.items()), Fraction(0))

    def loss_term(self, which, levels):
        """Initial or final loss, the first level that says it; an initial alone says the final too."""
        for level in levels:
            for key in (which,) if which == "initial" else ("final", "initial"):
                if level.get(key) is not None:
                    return level[key]
        raise Problem("a loan defaults without a loss rate")

    def loss_terms(self, event, loan):
        """(initial, final) as functions of the defaulted amount, from event, scenario, loan."""
        def by_rate(text):
            return None if text is None else (lambda defaulted, r=rate_of(text): round(defaulted * r))

        def by_money(text):
            money = round(money_of(text, self.deal.decimals) * self.deal.factor)
            return lambda defaulted: money

        named = {}
        for key in ("initial", "final"):
            amount = event.get(key + "_loss_amount")
            named[key] = by_rate(event.get(key + "_loss")) if amount is None else by_money(amount)
        general = {key: by_rate(self.loss.get(key)) for key in ("initial", "final")}
        own = {} if loan.lgd is None else {"initial": lambda defaulted: round(defaulted * loan.lgd)}
        levels = (named, general, own)
        return self.loss_term("initial", levels), self.loss_term("final", levels)

    def settlement(self, event, day):
        """`settled` beats `lag`; no lag settles at once."""
        if event.get("settled"):
            return date_of(event["settled"])
        lag = event.get("lag") or self.loss.get("lag")
        return Span(lag).after(day, self.deal.calendar) if lag else day


class CreditEvent:
    """An open credit event: what defaulted, what was booked, what is still expected."""

    def __init__(self, loan, defaulted, terms, settles, recoveries=()):
        self.loan, self.defaulted, self.settles = loan, defaulted, settles
        self.recoveries, self.cash = sorted(recoveries), 0
        self.initial_loss, self.final_loss = terms[0](defaulted), terms[1](defaulted)
        if max(self.initial_loss, self.final_loss) > defaulted:
            raise Problem(f"loan {loan.id}: a loss above the defaulted balance")
        self.expected = defaulted - self.initial_loss

    def receive(self, until):
        """Recoveries before settlement, each up to the recovery still expected."""
        total = 0
        while self.recoveries and self.recoveries[0][0] <= min(until, self.settles):
            cash = min(self.recoveries.pop(0)[1], self.expected)
            self.expected, self.cash, total = self.expected - cash, self.cash + cash, total + cash
        return total


# ---------------------------------------------------------------- the run

class Run:
    """The fold over the payment dates."""

    def __init__(self, deal, scenario):
        self.deal, self.scenario = deal, scenario
        self.loans, self.tranches = deal.loans, deal.tranches
        self.events, self.held, self.trapped = [], 0, 0
        self.protected, self.reason = True, None
        self.cumulative_losses = self.cumulative_defaults = 0
        self.replenishing, self.end_pool = deal.until is not None, None
        self.last_take = deal.initial           # the pool after the last date on which replenishment took
        self.history = []                       # one dictionary of figures a period
        self.entry, self.waiting = entry.Entry(self), []
        self.added, self.ramp_pool, self.ramp_points = 0, None, None
        self.booked = {}                        # by loan: what defaulted and what was lost
        self.loss = self.write_up = self.principal = 0    # not yet allocated or distributed
        self.adding = 0                         # bought beyond what was held, not yet in the tranches

    # balances

    def performing(self):
        """Sum of the loans' performing balances."""
        return sum(loan.balance for loan in self.loans)

    def expected(self):
        """Expected recovery of the open credit events."""
        return sum(event.expected for event in self.events)

    def pool(self):
        """Performing, expected recovery and held principal."""
        return self.performing() + self.expected() + self.held

    def notionals(self):
        """Sum of the tranches' notionals."""
        return sum(t.notional for t in self.tranches)

    def check(self, step):
        """The pool identity."""
        right = self.pool() + self.loss - self.write_up + self.principal - self.adding
        if self.notionals() != right or any(t.notional < 0 for t in self.tranches) \
                or any(loan.balance < 0 for loan in self.loans):
            raise BrokenIdentity(f"period {self.i}, step {step}: {self.notionals()} against {right}")

    # the fold

    def run(self):
        """All periods until nothing is performing, held or open, at the latest legal final maturity."""
        for self.i in range(1, len(self.deal.u)):
            self.period()
            if self.performing() == 0 and self.held == 0 and not self.events:
                break
        last = self.deal.u[self.i]
        self.reason = self.reason or ("scheduled maturity" if last >= self.deal.scheduled else "pool repaid")
        if self.notionals():
            raise BrokenIdentity("notional left at the end")
        return self

    def period(self):
        """One payment date: steps 1 to 8, 10, 9, 11, 12."""
        names = ("defaulted", "scheduled", "prepaid", "replenished", "repaid_at_end", "recovered", "loss",
                 "write_up", "es_used", "to_bank", "added", "removed", "removed_events", "reversed")
        self.now = dict.fromkeys(names, 0)
        self.now.update(opening=self.performing(), opening_held=self.held, call=None, offers=[])
        self.lines = {t.name: dict(opening=t.notional, write_down=0, write_up=0, amortisation=0, added=0)
                      for t in self.tranches}
        self.u, self.year = self.deal.u[self.i], self.deal_year(self.i)
        steps = [(1, self.premium), (2, self.excess_spread)]
        if self.protected:
            steps += [(3, self.credit_events), (4, self.scheduled_principal), (5, self.prepayment)]
        steps += [("5b", self.removals), (6, self.work_outs), (7, self.losses), (8, self.write_ups), (10, self.triggers),
                  (9, self.distribute)]
        if self.protected:
            steps += [(11, self.calls), (12, self.maturity)]
        for number, step in steps:
            step()
            self.check(number)
        self.close()

    def deal_year(self, i):
        """Anniversaries of closing up to the unadjusted start of period i."""
        start, year = self.deal.u[i - 1], 0
        while add_months(self.deal.closing, 12 * (year + 1)) <= start:
            year += 1
        return year

    def index(self, name):
        """Index of the period, read on the adjusted date that starts it."""
        return self.scenario.index(name, self.deal.d[self.i - 1])

    def premium(self):
        """Step 1: opening notional x placed x t x coupon rate, one product, one rounding."""
        t = self.deal.t[self.i]
        income = self.scenario.collateral_yield(self.deal.d[self.i - 1])
        for tranche in self.tranches:
            line, coupon = self.lines[tranche.name], tranche.coupon
            rate = coupon and coupon.rate(self.index(coupon.index) if coupon.index else Fraction(0))
            base = line["opening"] * tranche.placed * t
            line.update(coupon_rate=rate, premium=round(base * (rate or 0)),
                        collateral=round(base * income) if tranche.is_funded else 0)
        self.now["index"] = {t.coupon.index: self.index(t.coupon.index)
                             for t in self.tranches if t.coupon and t.coupon.index}

    def excess_spread(self):
        """Step 2: annual rate x opening performing balance / p; nothing after protection has ended."""
        rate = self.deal.excess[0] if self.deal.excess and self.protected else 0
        self.now["es_amount"] = round(Fraction(self.now["opening"]) * rate / self.deal.p)
        self.now["es_available"] = self.now["es_amount"] + self.trapped

    def credit_events(self):
        """Step 3: named events on the whole balance, then the rate on what still performs."""
        start = self.deal.u[self.i - 1]
        loans = {loan.id: loan for loan in self.loans}
        for row in self.scenario.credit_events:
            day = date_of(row["date"])
            if start < day <= self.u:
                received = [(date_of(r["date"]), round(money_of(r["amount"], self.deal.decimals) * self.deal.factor))
                            for r in row.get("recoveries", [])]
                self.default(loans[row["loan"]], loans[row["loan"]].balance, row, day, received)
        vector = self.scenario.defaults
        for loan in self.loans if vector else ():
            if loan.balance:
                rate = vector.at(self.year, self.i, loan.row)
                rate = rate if vector.key == "period_rate" else per_period(rate, self.deal.p)
                self.default(loan, round(loan.balance * rate), {}, self.u)

    def default(self, loan, amount, row, day, recoveries=()):
        """Open a credit event; its initial loss is a loss now."""
        if amount == 0:
            return
        event = CreditEvent(loan, amount, self.scenario.loss_terms(row, loan),
                            self.scenario.settlement(row, day), recoveries)
        loan.balance -= amount
        self.events.append(event)
        self.now["defaulted"] += amount
        self.add_loss(event.initial_loss)
        self.book(loan, amount, event.initial_loss)

    def book(self, loan, defaulted, loss):
        """Remembers what was booked on a loan."""
        old = self.booked.get(loan.id, (0, 0))
        self.booked[loan.id] = (old[0] + defaulted, old[1] + loss)

    def removals(self):
        """Loans that leave: at par; of one that was never eligible, events and past losses too."""
        for row in self.scenario.removals:
            loan = next((x for x in self.loans if x.id == row["loan"]), None)
            if loan is None or not self.deal.u[self.i - 1] < date_of(row["date"]) <= self.u:
                continue
            self.now["removed"] += loan.balance
            self.principal += loan.balance
            loan.balance = 0
            if row["reason"] == "repurchased":
                continue
            expected = sum(event.expected for event in self.events if event.loan is loan)
            self.events = [event for event in self.events if event.loan is not loan]
            defaulted, loss = self.booked.pop(loan.id, (0, 0))
            self.now["removed_events"] += expected
            self.now["reversed"] += loss
            self.principal += expected + loss
            self.write_up += loss
            self.cumulative_losses -= loss
            self.cumulative_defaults -= defaulted

    def add_loss(self, amount):
        """A loss of the period, still to be allocated."""
        self.loss += amount
        self.now["loss"] += amount

    def scheduled_principal(self):
        """Step 4: every loan's own schedule on its own dates of the period."""
        self.now["scheduled"] = sum(loan.pay(self.u, self.index) for loan in self.loans)
        self.principal += self.now["scheduled"]

    def prepayment(self):
        """Step 5: a share of what is left of every loan."""
        if self.scenario.prepayment:
            rate = self.scenario.prepayment.at(self.year, self.i)
            rate = rate if self.scenario.prepayment.key == "period_rate" else per_period(rate, self.deal.p)
            for loan in self.loans:
                amount = round(loan.balance * rate)
                loan.balance -= amount
                self.now["prepaid"] += amount
            self.principal += self.now["prepaid"]

    def work_outs(self):
        """Step 6: recoveries received, then settlements; at legal final the initial loss becomes final."""
        for event in self.events:
            self.recover(event.receive(self.u))
            if event.settles <= self.u:
                self.settle(event, min(event.final_loss, event.defaulted - event.cash))
            elif self.u == self.deal.u[-1]:
                self.settle(event, event.initial_loss)
        self.events = [event for event in self.events if event.expected is not None]

    def recover(self, cash):
        """Recovered cash is principal."""
        self.now["recovered"] += cash
        self.principal += cash

    def settle(self, event, final):
        """Cash of the settlement, and the true-up against the initial loss."""
        self.recover(event.defaulted - final - event.cash)
        self.book(event.loan, 0, final - event.initial_loss)
        event.expected = None
        if final > event.initial_loss:
            self.add_loss(final - event.initial_loss)
        else:
            self.write_up += event.initial_loss - final
            self.now["write_up"] += event.initial_loss - final

    def losses(self):
        """Step 7: excess spread first (its use is principal), then the most junior tranche, upward."""
        used = min(self.loss, self.now["es_available"])
        self.now["es_used"] = used
        self.loss -= used
        self.principal += used
        if self.deal.excess and self.deal.excess[1] == "trapped":
            self.trapped, self.now["es_lost"] = self.now["es_available"] - used, 0
        else:
            self.now["es_lost"] = self.now["es_available"] - used
        for tranche in reversed(self.tranches):
            amount = min(self.loss, tranche.notional)
            tranche.notional -= amount
            tranche.written_down += amount
            self.loss -= amount
            self.lines[tranche.name]["write_down"] = amount

    def write_ups(self):
        """Step 8: the most senior written-down tranche first; what no tranche lost goes to the bank."""
        for tranche in self.tranches:
            amount = min(self.write_up, tranche.written_down - tranche.written_up)
            tranche.notional += amount
            tranche.written_up += amount
            self.write_up -= amount
            self.lines[tranche.name]["write_up"] = amount
        self.now["to_bank"] = self.write_up
        self.principal -= self.write_up
        self.write_up = 0

    # step 10

    def triggers(self):
        """Step 10: on balances after step 8; the answer governs this date's principal."""
        self.cumulative_losses += self.now["loss"] - self.now["write_up"]
        self.cumulative_defaults += self.now["defaulted"]
        self.takes = self.replenishment_takes()
        tests = self.deal.sequential_when + [t for unit in self.deal.units for t in unit.locked_out_when]
        self.now["triggers"] = []
        for test in tests:
            value, met = self.measure(test)
            sticky = test.scope == "sequential_when" and not test.curable
            test.clear = 0 if met else test.clear + 1
            uncured = test.scope == "sequential_when" and test.clear < test.cure_periods
            test.tripped = met or ((sticky or uncured) and test.tripped)
            self.now["triggers"].append(dict(scope=test.scope, measure=test.measure, value=rate_text(value),
                                             level=rate_text(test.level), tripped=test.tripped))

    def ramping(self):
        """Whether loans may be added on this date to a pool that is being built up."""
        return self.deal.target is not None and self.replenishing and self.u <= self.deal.ramp_until

    def replenishment_takes(self):
        """Until its date and while its conditions hold; a condition that fails ends it for good."""
        if not self.replenishing:
            return False
        met = self.protected and self.u <= self.deal.until
        if met and all(self.measure(test)[1] for test in self.deal.conditions):
            return True
        self.replenishing, self.end_pool = False, self.last_take
        return False

    def measure(self, test):
        """The value of a test and whether it is above or below its level."""
        own = getattr(self, "measure_" + re.sub(r"\W", "_", test.measure), None)
        if own is None:
            balances = [(loan, loan.balance) for loan in self.loans if loan.balance]
            value = entry.pool_measure(self.deal, test.row, balances)
        else:
            value = own(test)
        if test.above:
            return value, value > test.level
        if test.measure == "credit enhancement":
            whole = self.notionals()
            return value, value * whole + len(self.tranches) < test.level * whole
        return value, value < test.level

    def base(self, test):
        """The closing pool, or the lower of it and the pool at the end of replenishment."""
        if test.base == "end of ramp-up":
            if self.ramping():
                return self.deal.target
            return self.ramp_pool or self.deal.initial
        if test.base == "closing" or self.end_pool is None:
            return self.deal.initial
        return min(self.deal.initial, self.end_pool)

    def measure_cumulative_losses(self, test):
        """Gross of excess spread, net of write-ups."""
        return ratio(self.cumulative_losses, self.base(test))

    def measure_cumulative_defaults(self, test):
        """Everything that has defaulted."""
        return ratio(self.cumulative_defaults, self.base(test))

    def measure_pool_factor(self, _):
        """Pool over the initial pool."""
        return ratio(self.pool(), self.deal.initial + self.added)

    def measure_unapplied_amount(self, _):
        """What waits for a loan, over the initial pool with what was added to it."""
        return ratio(self.held, self.deal.initial + self.added)

    def measure_seller_downgrades(self, _):
        """Tranches whose seller has been downgraded."""
        return Fraction(len({row["tranche"] for row in self.scenario.downgrades if date_of(row["date"]) <= self.u}))

    def measure_detachment_fall(self, test):
        """How far the detachment point has fallen since closing or the end of ramp-up, over what it was then."""
        place = next((k for k, t in enumerate(self.tranches) if t.placed > 0), 0)
        if test.of:
            place = self.tranches.index(self.deal.by_name[test.of])
        then = [t.initial for t in self.tranches]
        if self.ramp_points and not self.ramping():
            then = self.ramp_points
        before = ratio(sum(then[place:]), sum(then))
        return ratio(before - ratio(sum(t.notional for t in self.tranches[place:]), self.notionals()), before)

    def measure_credit_enhancement(self, test):
        """Notionals junior to the tranche over all notionals."""
        place = self.tranches.index(self.deal.by_name[test.of])
        return ratio(sum(t.notional for t in self.tranches[place + 1:]), self.notionals())

    def window(self, test):
        """The periods j up to this one with u[j] after u[i] less the window; without one, this one."""
        if test.window is None:
            return [self.i]
        start = test.window.after(self.u, self.deal.calendar, -1)
        return [j for j in range(1, self.i + 1) if self.deal.u[j] > start]

    def measure_delinquency_rate(self, test):
        """Mean of the scenario's rates over the window."""
        if self.scenario.delinquency is None:
            return Fraction(0)
        window = self.window(test)
        return sum(self.scenario.delinquency.at(self.deal_year(j), j) for j in window) / len(window)

    def measure_default_rate(self, test):
        """Defaults of the window over the performing balance at its start."""
        rows = [(self.history + [self.now])[j - 1] for j in self.window(test)]
        return ratio(sum(row["defaulted"] for row in rows), rows[0]["opening"])

    def measure_weighted_average_pd(self, _):
        """By performing balance after step 5."""
        live = [loan for loan in self.loans if loan.balance]
        if any(loan.pd is None for loan in live):
            raise Problem("a loan without pd")
        return ratio(sum(loan.balance * loan.pd for loan in live), self.performing())

    def measure_largest_obligors(self, _):
        """How many of the largest obligors fit into the most senior placed tranche and all below it."""
        sizes = {}
        for name, amount in [(x.obligor, x.balance) for x in self.loans] + \
                            [(e.loan.obligor, e.expected) for e in self.events]:
            sizes[name] = sizes.get(name, 0) + amount
        place = next((k for k, t in enumerate(self.tranches) if t.placed > 0), len(self.tranches))
        room, count = sum(t.notional for t in self.tranches[place:]), 0
        for size in sorted((s for s in sizes.values() if s), reverse=True):
            if size > room:
                break
            room, count = room - size, count + 1
        return Fraction(count)

    # step 9

    def distribute(self):
        """Step 9: replenishment takes scheduled and prepaid principal, the rest amortises tranches."""
        if self.takes:
            taken = self.now["scheduled"] + self.now["prepaid"]
            self.principal -= taken
            self.held += taken
            old_held, addition = self.held, self.purchase()
            self.release(taken, old_held - self.held)
        else:
            addition = 0
            self.principal += self.held
            self.held = 0
        sequential = self.deal.principal == "sequential" or any(t.tripped for t in self.deal.sequential_when)
        units = self.deal.units
        locked = [unit for unit in units if any(t.tripped for t in unit.locked_out_when)]
        self.pay_units([unit for unit in units if unit not in locked], sequential)
        self.pay_units(locked, True)
        self.raise_tranches(addition)
        if self.takes:
            self.last_take = self.pool()
        if self.takes and self.ramping():
            self.ramp_pool, self.ramp_points = self.pool(), [t.notional for t in self.tranches]

    def release(self, taken, spent):
        """Principal that has waited for long enough amortises, the oldest spent first."""
        if self.deal.wait is None:
            return
        self.waiting.append([self.i, taken])
        for item in self.waiting:
            part = min(spent, item[1])
            item[1], spent = item[1] - part, spent - part
        due = sum(amount for since, amount in self.waiting if self.i - since >= self.deal.wait)
        self.waiting = [item for item in self.waiting if self.i - item[0] < self.deal.wait]
        self.held -= due
        self.principal += due

    def raise_tranches(self, addition):
        """Loans that were added raise the tranches by their shares at closing, floors, the rest to the senior one."""
        shares = [addition * t.initial // self.deal.initial for t in self.tranches]
        shares[0] += addition - sum(shares)
        for tranche, share in zip(self.tranches, shares):
            tranche.notional += share
            self.lines[tranche.name]["added"] = share
        self.added += addition
        self.now["added"] = addition
        self.adding = 0

    def purchase(self):
        """Buy from the tape, or one loan of all the money; what was added beyond what was held."""
        terms = self.scenario.replenishment
        room = self.deal.target - self.deal.initial - self.added if self.ramping() else 0
        money = self.held + room
        if terms is None or money == 0:
            return 0
        if "tape" in terms:
            bought = self.entry.buy(money)
        else:
            bought = money
            row = {k: v for k, v in terms.items() if k != "term"}
            row.update(loan_id=f"R-{self.i:03}", maturity=str(Span(terms["term"]).after(self.u, self.deal.calendar)))
            self.loans.append(Loan(row, 1, self.u, self.deal.frequency, self.deal.decimals, money))
        spent = min(bought, self.held)
        self.now["replenished"], self.held = spent, self.held - spent
        self.adding = bought - spent
        return self.adding

    def pay_units(self, units, sequential):
        """Principal over units: in order, or split by their notionals."""
        weights = [unit.notional() for unit in units]
        total = min(self.principal, sum(weights))
        shares = in_order(total, weights) if sequential else split(total, weights)
        for unit, share in zip(units, shares):
            rule = split if unit.inside == "pro rata" else in_order
            self.amortise(unit.members, rule(share, [t.notional for t in unit.members]))

    def amortise(self, tranches, amounts):
        """Repay tranches out of the period's principal."""
        for tranche, amount in zip(tranches, amounts):
            tranche.notional -= amount
            self.lines[tranche.name]["amortisation"] += amount
            self.principal -= amount

    # steps 11 and 12

    def calls(self):
        """Step 11: clean-up, time, regulatory, before scheduled maturity while something is there."""
        deal, wish = self.deal, self.scenario.calls
        if self.u >= deal.scheduled or self.performing() + self.held == 0:
            return
        regulatory = optional(date_of, wish.get("regulatory"))
        if deal.clean_up is not None and wish.get("clean_up") == "exercise" \
                and self.pool() <= deal.clean_up * (deal.initial + self.added):
            self.now["call"] = "clean-up call"
        elif deal.time_call and wish.get("time") == "exercise" and self.u >= deal.time_call:
            self.now["call"] = "time call"
        elif deal.regulatory and regulatory and self.u >= regulatory:
            self.now["call"] = "regulatory call"
        if self.now["call"]:
            self.end_protection(self.now["call"])

    def maturity(self):
        """Step 12: on scheduled maturity what performs or is held repays the tranches."""
        if self.protected and self.u == self.deal.scheduled:
            self.end_protection("scheduled maturity")

    def end_protection(self, reason):
        """Performing balance and held principal repay the tranches, the most senior first."""
        self.now["repaid_at_end"] = self.performing()
        self.principal += self.performing() + self.held
        self.held = 0
        for loan in self.loans:
            loan.balance = 0
        self.amortise(self.tranches, in_order(self.principal, [t.notional for t in self.tranches]))
        self.protected, self.reason = False, reason

    # what a period leaves behind

    def close(self):
        """Closing balances, and the two conservation checks of the period."""
        now, whole, below = self.now, self.notionals(), 0
        for tranche in reversed(self.tranches):
            line = self.lines[tranche.name]
            line.update(closing=tranche.notional, attachment=ratio(below, whole),
                        detachment=ratio(below + tranche.notional, whole))
            below += tranche.notional
            if line["opening"] - line["write_down"] + line["write_up"] - line["amortisation"] + line["added"] \
                    != line["closing"]:
                raise BrokenIdentity(f"period {self.i}: tranche {tranche.name}")
        now.update(closing=self.performing(), open_events=self.expected(), held=self.held,
                   trapped=self.trapped, lines=self.lines)
        cash = (now["scheduled"] + now["prepaid"] + now["recovered"] + now["repaid_at_end"] + now["es_used"]
                + now["removed"] + now["removed_events"] + now["reversed"]
                - now["to_bank"] - now["replenished"] + now["opening_held"] - now["held"])
        rolled = now["opening"] - now["defaulted"] - now["scheduled"] - now["prepaid"] \
            + now["replenished"] - now["repaid_at_end"] + now["added"] - now["removed"]
        if cash != sum(line["amortisation"] for line in self.lines.values()) or rolled != now["closing"]:
            raise BrokenIdentity(f"period {self.i}: cash is not conserved")
        self.history.append(now)


def in_order(total, weights):
    """The most senior first, each up to its notional."""
    shares = []
    for weight in weights:
        shares.append(min(total, weight))
        total -= shares[-1]
    return shares


# ---------------------------------------------------------------- results

class Report:
    """The JSON document of a run."""

    POOL = ("opening", "defaulted", "scheduled", "prepaid", "replenished", "repaid_at_end", "recovered",
            "closing", "open_events", "held", "loss", "write_up")

    def __init__(self, run):
        self.run, self.deal = run, run.deal

    def money(self, units):
        """Money as text."""
        return money_text(units, self.deal.decimals)

    def years(self, i):
        """Actual/365 years from closing to the i-th payment date."""
        return Fraction((self.deal.d[i] - self.deal.closing).days, 365)

    def period(self, i, row):
        """One row of `periods`."""
        excess = self.deal.excess and {k: self.money(row["es_" + k] if k != "trapped" else row[k])
                                       for k in ("available", "used", "lost", "trapped")}
        money = ("opening", "write_down", "write_up", "amortisation", "closing", "premium")
        rates = ("attachment", "detachment", "coupon_rate")
        tranches = {name: {**{k: self.money(line[k]) for k in money}, **{k: rate_text(line[k]) for k in rates}}
                    for name, line in row["lines"].items()}
        changes = [k for k in ("added", "removed", "removed_events", "reversed") if any(r[k] for r in self.run.history)]
        result = dict(period=i, date=str(self.deal.d[i]), pool={k: self.money(row[k]) for k in self.POOL + tuple(changes)},
                      excess_spread=excess, index={k: rate_text(v) for k, v in row["index"].items()},
                      tranches=tranches, triggers=row["triggers"], call=row["call"])
        if self.run.entry.rows:
            result["offers"] = row["offers"]
        return result

    def tranche(self, tranche):
        """Returns of a tranche over the run."""
        lines = [row["lines"][tranche.name] for row in self.run.history]
        repaid = sum(line["amortisation"] for line in lines)
        weighted = sum((line["amortisation"] - line["added"]) * self.years(i) for i, line in enumerate(lines, 1))
        loss = sum(line["write_down"] - line["write_up"] for line in lines)
        first = next((i for i, line in enumerate(lines, 1) if line["write_down"]), None)
        flows = [(Fraction(0), -round(tranche.initial * tranche.placed * tranche.price))]
        flows += [(self.years(i), line["premium"] + round(line["amortisation"] * tranche.placed)
                   - round(line["added"] * tranche.placed * tranche.price)) for i, line in enumerate(lines, 1)]
        note = tranche.is_note and tranche.placed > 0
        if repaid + loss != tranche.initial + sum(line["added"] for line in lines):
            raise BrokenIdentity(f"tranche {tranche.name} over its life")
        return dict(initial=self.money(tranche.initial), loss=self.money(loss),
                    loss_ratio=rate_text(ratio(loss, tranche.initial)),
                    wal_years=rate_text(weighted / repaid) if repaid else None,
                    irr=rate_text(irr(flows)) if note else None,
                    premium_total=self.money(sum(line["premium"] for line in lines)),
                    first_loss_date=str(self.deal.d[first]) if first else None)

    def bank(self):
        """Premium, collateral income, losses recovered and costs over the run."""
        premium = income = recovered = 0
        for row in self.run.history:
            for tranche in self.run.tranches:
                line = row["lines"][tranche.name]
                premium += line["premium"]
                income += line["collateral"]
                recovered += round((line["write_down"] - line["write_up"]) * tranche.placed)
        costs = self.deal.upfront + sum(round(self.deal.running * self.deal.t[i])
                                        for i in range(1, len(self.run.history) + 1))
        figures = dict(premium_total=premium, collateral_income=income, loss_recovered=recovered, costs=costs,
                       net_cost=premium + costs - income - recovered)
        return {k: self.money(v) for k, v in figures.items()}

    def document(self):
        """The whole document."""
        run = self.run
        scenario = dict(name=run.scenario.name,
                        periods=[self.period(i, row) for i, row in enumerate(run.history, 1)],
                        ended=dict(date=str(self.deal.d[run.i]), reason=run.reason),
                        tranches={t.name: self.tranche(t) for t in run.tranches}, bank=self.bank())
        return dict(deal=self.deal.name, currency=self.deal.currency, scenarios=[scenario])


def run_files(deal_path, scenario_path):
    """The document of one deal under one scenario."""
    deal = Deal(deal_path)
    return Report(Run(deal, Scenario(scenario_path, deal)).run()).document()


def pretty(value, indent=0, width=300):
    """JSON text: what fits on a line stays on it."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + indent <= width or not isinstance(value, (dict, list)) or not value:
        return flat
    pad = " " * (indent + 1)
    if isinstance(value, dict):
        items = [f"{json.dumps(k, ensure_ascii=False)}: {pretty(v, indent + 1, width)}" for k, v in value.items()]
    else:
        items = [pretty(v, indent + 1, width) for v in value]
    open_, close = "{}" if isinstance(value, dict) else "[]"
    return open_ + "\n" + ",\n".join(pad + item for item in items) + "\n" + " " * indent + close


def main(arguments):
    """Command line."""
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 64
    try:
        print(pretty(run_files(*arguments)))
    except Problem as problem:
        print(f"problem: {problem}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
