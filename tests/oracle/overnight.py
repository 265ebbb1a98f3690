"""Overnight coupons by QuantLib 1.44 on made-up fixings: overnight.csv and overnight_fixings.csv.

QuantLib freezes the last k fixings at the one before them; a rate cut-off date k business days before the end
freezes k - 1, so a lock-out of k here is one of k - 1 there. It averages simply without lookback or lock-out only.
"""
import csv
import random
from pathlib import Path

import QuantLib as ql

HERE = Path(__file__).parent
PERIODS = [
    ("2025-03-05", "2025-03-12"), ("2024-06-28", "2024-09-30"), ("2025-03-31", "2025-06-30"),
    ("2025-12-31", "2026-03-31"), ("2025-06-18", "2025-07-18"), ("2024-12-24", "2025-12-24"),
]
TERMS = [  # lookback, observation shift, lock-out
    (0, False, 0), (2, False, 0), (5, False, 0), (2, True, 0), (5, True, 0), (0, False, 2), (5, False, 3), (2, True, 5),
]


def fixings(index):
    """A random walk in whole basis points over the index's business days of 2024 to 2026."""
    random.seed(20250305)
    day, last, level, made = ql.Date(2, 1, 2024), ql.Date(31, 12, 2026), 5.3, {}
    while day <= last:
        if index.fixingCalendar().isBusinessDay(day):
            level += random.choice([-3, -2, -1, 0, 0, 1, 2]) / 100
            made[day] = round(max(level, 0.5), 2)
        day += 1
    return made


def coupon(index, start, end, average, lookback, shift, lockout):
    kind = ql.RateAveraging.Compound if average == "compounded" else ql.RateAveraging.Simple
    return ql.OvernightIndexedCoupon(
        end, 100.0, start, end, index, 1.0, 0.0, ql.Date(), ql.Date(), ql.Actual360(), False, kind,
        lookback, max(lockout - 1, 0), shift).rate()


def main():
    index = ql.Sofr()
    ql.Settings.instance().evaluationDate = ql.Date(31, 12, 2026)
    made = fixings(index)
    for day, percent in made.items():
        index.addFixing(day, percent / 100, True)
    with open(HERE / "overnight_fixings.csv", "w") as file:
        file.write("date,rate\n")
        file.writelines(f"{day.ISO()},{percent:.2f}%\n" for day, percent in made.items())
    with open(HERE / "overnight.csv", "w") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["start", "end", "average", "lookback", "shift", "lockout", "rate"])
        for first, last in PERIODS:
            start, end = ql.DateParser.parseISO(first), ql.DateParser.parseISO(last)
            for average in ("compounded", "simple"):
                for lookback, shift, lockout in TERMS if average == "compounded" else TERMS[:1]:
                    rate = coupon(index, start, end, average, lookback, shift, lockout)
                    rows.writerow([first, last, average, lookback, str(shift).lower(), lockout, f"{rate:.14f}"])


if __name__ == "__main__":
    main()
