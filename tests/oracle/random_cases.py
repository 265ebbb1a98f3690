#!/usr/bin/env python3
"""Seeded random deals and scenarios with their expected results.

    python random_cases.py [first] [count]      writes random/NNN/{deal.yaml,scenario.yaml,expected.json}
"""

import json
import os
import random
import sys
from collections import Counter
from datetime import date, timedelta

import period

HERE = os.path.dirname(os.path.abspath(__file__))

FREQUENCIES = {"monthly": 1, "quarterly": 3, "semi-annual": 6, "annual": 12}
INDEX = {"USD": "SOFR", "EUR": "EURIBOR", "GBP": "SONIA", "JPY": "TONA", "KWD": "KIBOR"}
OUT = os.path.join(HERE, "random")


def flow(value):
    """YAML flow text of dictionaries, lists and scalars."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k}: {flow(v)}" for k, v in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(flow(v) for v in value) + "]"
    text = str(value)
    return '"' + text + '"' if any(c in text for c in ",:;[]{}#") else text


class Maker:
    """One random deal and scenario."""

    def __init__(self, seed):
        self.r = random.Random(seed)
        self.features = []
        r = self.r
        self.currency = r.choice(["USD"] * 4 + ["EUR", "EUR", "GBP", "JPY", "KWD"])
        self.decimals = period.DECIMALS.get(self.currency, 2)
        self.index = INDEX[self.currency]
        self.dates()
        self.make_loans()
        self.make_tranches()

    # helpers

    def maybe(self, probability, feature=None):
        """A weighted coin; remembers the feature when it falls."""
        hit = self.r.random() < probability
        if hit and feature:
            self.features.append(feature)
        return hit

    def rate(self, low, high, step=1):
        """A rate in basis points, written in one of the three ways."""
        bp = self.r.randrange(low, high + 1, step)
        return self.r.choice([f"{bp}bp", f"{bp // 100}.{bp % 100:02}%", f"{bp // 10000}.{bp % 10000:04}"])

    def money(self, low, high):
        """A random amount between two numbers of currency units."""
        scale = 10 ** self.decimals
        units = self.r.randrange(low * scale, high * scale)
        if self.maybe(0.4):
            units -= units % (1000 * scale)
        return period.money_text(max(units, scale), self.decimals)

    def day(self, start, end):
        """A random date after `start`, at most `end`."""
        return start + timedelta(self.r.randint(1, max(1, (end - start).days)))

    def vector(self, low, high):
        """A scalar or a vector of rates."""
        if self.maybe(0.3):
            return self.rate(low, high)
        return [self.rate(low, high) for _ in range(self.r.randint(1, 4))]

    # the deal

    def dates(self):
        """Closing, grid, maturity on or off the grid, legal final."""
        r = self.r
        self.frequency = r.choice(["quarterly"] * 4 + ["semi-annual"] * 3 + ["annual"] * 2 + ["monthly"])
        months = FREQUENCIES[self.frequency]
        self.closing = period.add_months(date(2021, 1, 31), r.randrange(84))
        if self.maybe(0.4):
            self.closing = self.closing.replace(day=r.randint(1, 28))
        first = period.add_months(self.closing, months)
        if self.maybe(0.2, "odd first"):
            first = self.day(self.closing, first)
        self.count = r.randint(4, 9) if self.frequency != "monthly" else r.randint(6, 14)
        self.maturity = period.add_months(first, (self.count - 1) * months)
        if self.maybe(0.25, "stub"):
            self.maturity += timedelta(r.randint(1, 25))
        self.legal = self.maturity
        if self.maybe(0.7, "extension"):
            self.legal = period.add_months(self.maturity, r.choice([3, 6, 12, 18, 24]) if months > 1 else r.choice([1, 2, 5]))
        day_count = r.choice(["ACT/360", "ACT/365F", "30/360", "30E/360", "ACT/ACT"])
        calendar = r.choice(["US", "TARGET", "UK", "none"])
        roll = r.choice(["none", "following", "modified following", "preceding"])
        self.features += [self.frequency, day_count, calendar, roll]
        self.payments = dict(frequency=self.frequency, first=first, day_count=day_count, roll=roll, calendar=calendar)

    def make_loans(self):
        """Inline loans of every kind, or a uniform pool."""
        r = self.r
        self.retained = self.rate(100, 2000) if self.maybe(0.3, "retention") else None
        self.uniform = self.maybe(0.15, "uniform pool")
        self.loans = []
        if self.uniform:
            row = self.terms("L-001", 0)
            row.pop("obligor_id", None)
            for key in ("schedule", "balloon"):
                row.pop(key, None)
            if row["amortisation"] in ("schedule", "balloon"):
                row["amortisation"] = "level payment"
            count, total = r.randint(3, 12), self.money(100000, 2000000)
            self.common = {k: v for k, v in row.items() if k not in ("loan_id", "balance")}
            self.pool = dict(balance=total, count=count, **self.common)
            self.ids = [f"L-{k:03}" for k in range(1, count + 1)]
            self.sizes = dict.fromkeys(self.ids, float(total) / count)
        else:
            self.loans = [self.terms(f"A{k}", k) for k in range(r.randint(3, 12))]
            self.ids = [row["loan_id"] for row in self.loans]
            self.sizes = {row["loan_id"]: float(row["balance"]) for row in self.loans}
            self.pool = None

    def terms(self, name, k):
        """One loan."""
        r = self.r
        end = period.add_months(self.maturity, 24)
        maturity = r.choice([self.maturity, self.day(self.closing, self.maturity), self.day(self.closing, end),
                             period.add_months(self.closing, 12 * r.randint(1, 8))])
        row = dict(loan_id=name, balance=self.money(5000, 400000), maturity=maturity,
                   amortisation=r.choice(["bullet", "equal principal", "level payment", "balloon", "schedule"]),
                   lgd=self.rate(1000, 7000, 50), pd=self.rate(5, 600), rate=self.rate(50, 900))
        self.features.append(row["amortisation"])
        if self.maybe(0.35, "floating loan"):
            row["index"] = self.index
        if self.maybe(0.5, "own frequency"):
            row["payment_frequency"] = r.choice(list(FREQUENCIES))
        if self.maybe(0.3):
            row["obligor_id"] = f"O{k // 2}"
        row["sector"] = r.choice(["software", "retail"])
        units = period.money_of(row["balance"], self.decimals)
        if row["amortisation"] == "balloon":
            row["balloon"] = period.money_text(r.randrange(units), self.decimals)
        if row["amortisation"] == "schedule":
            left, parts = units, []
            for day in sorted({self.day(self.closing, maturity) for _ in range(r.randint(1, 5))}):
                part = r.randrange(left // 2 + 1)
                left -= part
                parts.append(f"{day}:{period.money_text(part, self.decimals)}")
            row["schedule"] = ";".join(parts)
        return row

    def make_tranches(self):
        """Two to five tranches by points, sometimes by amount."""
        r = self.r
        n = r.randint(2, 5)
        cuts = sorted(r.sample(range(100, 4000, 25), n - 1))
        points = [0] + cuts + [10000]
        names = ["senior", "mezzanine", "m2", "b1", "first loss"][:n - 1] + ["first loss"]
        self.tranches = []
        for k, name in enumerate(names):
            low, high = points[n - 1 - k], points[n - k]
            row = dict(name=name, attachment=f"{low / 100:g}%", detachment=f"{high / 100:g}%")
            if k == 0 or self.maybe(0.15):
                if self.maybe(0.7):
                    row["placed"] = "0%"
            else:
                row["coupon"] = self.coupon()
                if self.maybe(0.5):
                    row["placed"] = r.choice(["100%", "80%", "33.3%", "0.6667"])
                if self.maybe(0.8):
                    row["protection"] = r.choice(["funded note"] * 3 + ["funded guarantee", "unfunded guarantee"])
                if self.maybe(0.2, "price"):
                    row["price"] = r.choice(["98.5%", "101.25%", "0.9"])
            self.tranches.append(row)
        self.names = names
        self.by_amount = self.maybe(0.15, "amounts")

    def coupon(self):
        """Fixed, floating, floored, floored all in."""
        form, spread = self.r.randrange(5), self.rate(100, 1200)
        if form == 0:
            return f"{spread} fixed"
        if form == 1:
            self.features.append("floor")
            return f"{self.index} + {spread}, floor {self.rate(0, 400)}"
        if form == 2:
            self.features.append("floor all in")
            return dict(index=self.index, spread=spread, floor_all_in=self.rate(0, 1500))
        return f"{self.index} + {spread}"

    def test(self, kind):
        """A random test for triggers, lock-outs or replenishment conditions."""
        r = self.r
        measure = r.choice(["cumulative losses", "cumulative defaults", "pool factor", "credit enhancement",
                            "delinquency rate", "default rate", "largest obligors", "weighted-average pd"])
        self.features.append(measure)
        row = dict(measure=measure)
        side = "above" if kind != "condition" else "below"
        other = "below" if side == "above" else "above"
        if measure in ("cumulative losses", "cumulative defaults"):
            row[side] = self.rate(20, 1200)
            if self.maybe(0.4, "base lower of"):
                row["base"] = "lower of closing and end of replenishment"
        elif measure == "pool factor":
            row[other] = self.rate(1000, 9500)
        elif measure == "credit enhancement":
            row["of"] = r.choice(self.names[:-1])
            row[other] = self.rate(100, 3000)
        elif measure == "largest obligors":
            row[other] = r.randint(1, 5)
        elif measure == "weighted-average pd":
            row[side] = self.rate(100, 500)
        else:
            row[side] = self.rate(50, 600)
            if self.maybe(0.6, "window"):
                row["window"] = r.choice(["12 months", "6 months", "2 years"])
        if kind == "trigger" and self.maybe(0.4, "curable"):
            row["curable"] = "true"
        return row

    def amortisation(self):
        """Principal rule, tests, groups."""
        r = self.r
        rule = r.choice(["sequential", "pro rata", "pro rata then sequential", "pro rata then sequential"])
        self.features.append(rule)
        out = dict(principal=rule)
        if rule == "pro rata then sequential":
            out["sequential_when"] = [self.test("trigger") for _ in range(r.randint(1, 3))]
        if len(self.names) > 2 and self.maybe(0.45, "groups"):
            members = self.names[1:] if self.maybe(0.6) else self.names[-2:]
            row = dict(name="subordinate", tranches=members, inside=r.choice(["sequential", "sequential", "pro rata"]))
            if self.maybe(0.7, "lock-out"):
                row["locked_out_when"] = [self.test("lock-out") for _ in range(r.randint(1, 2))]
            out["groups"] = [row]
            if len(self.names) == 5 and members == self.names[-2:] and self.maybe(0.6, "two groups"):
                out["groups"].append(dict(name="top", tranches=self.names[:2], inside=r.choice(["sequential", "pro rata"])))
        return out

    def deal_text(self, name):
        """The deal file."""
        r = self.r
        lines = ["tranchet: 1", f"name: {name}", f"currency: {self.currency}", f"closing: {self.closing}",
                 f"scheduled_maturity: {self.maturity}", f"legal_final_maturity: {self.legal}",
                 f"payments: {flow(self.payments)}"]
        if self.uniform:
            row = dict(self.pool, **({"retained_share": self.retained} if self.retained else {}))
            lines.append(f"pool: {flow(row)}")
        else:
            lines.append("pool:")
            if self.retained:
                lines.append(f"  retained_share: {self.retained}")
            lines += ["  loans:"] + [f"    - {flow(row)}" for row in self.loans]
        if self.by_amount:
            self.to_amounts()
        lines += ["tranches:"] + [f"  - {flow(row)}" for row in self.tranches]
        lines.append("amortisation:")
        for key, value in self.amortisation().items():
            if isinstance(value, list):
                lines += [f"  {key}:"] + [f"    - {flow(row)}" for row in value]
            else:
                lines.append(f"  {key}: {value}")
        self.excess = self.maybe(0.5)
        if self.excess:
            kind = r.choice(["use it or lose it", "trapped"])
            self.features.append("excess spread " + kind)
            lines.append(f"excess_spread: {flow(dict(rate=self.rate(5, 200), mechanism=kind))}")
        self.replenished = self.maybe(0.4, "replenishment")
        if self.replenished:
            row = dict(until=self.day(self.closing, self.maturity))
            if self.maybe(0.5):
                row["conditions"] = [self.test("condition") for _ in range(r.randint(1, 2))]
            lines.append(f"replenishment: {flow(row)}")
        calls = {}
        if self.maybe(0.4):
            calls["clean_up"] = self.rate(500, 5000)
        if self.maybe(0.4):
            calls["time"] = self.day(self.closing, self.maturity)
        if self.maybe(0.4):
            calls["regulatory"] = "true"
        if calls:
            lines.append(f"calls: {flow(calls)}")
        if self.maybe(0.3, "costs"):
            lines.append(f"costs: {flow(dict(upfront=self.money(100, 9000), running=self.money(100, 5000)))}")
        return "\n".join(lines) + "\n"

    def to_amounts(self):
        """Replace the points by amounts that add up to the protected pool."""
        factor = 1 - (period.rate_of(self.retained) if self.retained else 0)
        if self.uniform:
            total, count = period.money_of(self.pool["balance"], self.decimals), self.pool["count"]
            sizes = [total // count] * (count - 1) + [total - total // count * (count - 1)]
        else:
            sizes = [period.money_of(row["balance"], self.decimals) for row in self.loans]
        pool = sum(round(size * factor) for size in sizes)
        rows = []
        for row in self.tranches:
            share = period.rate_of(row["detachment"]) - period.rate_of(row["attachment"])
            rows.append(int(share * pool))
        rows[0] += pool - sum(rows)
        self.tranches = [{("amount" if k == "attachment" else k): (period.money_text(size, self.decimals)
                          if k == "attachment" else v) for k, v in row.items() if k != "detachment"}
                         for row, size in zip(self.tranches, rows)]

    # the scenario

    def event(self):
        """A named credit event with rates or money, lag or settlement, recoveries."""
        r = self.r
        loan, day = r.choice(self.ids), self.day(self.closing, self.maturity)
        row = dict(loan=loan, date=day)
        form = r.randrange(5)
        if form == 0:
            self.features.append("event money")
            row["initial_loss_amount"] = self.money(100, max(200, int(self.sizes[loan] * 0.3)))
            row["final_loss_amount"] = self.money(100, max(200, int(self.sizes[loan] * 0.4)))
        elif form == 1:
            row.update(initial_loss=self.rate(500, 9500), final_loss=self.rate(500, 9500))
        elif form == 2:
            row["initial_loss"] = self.rate(0, 10000, 100)
        elif form == 3:
            row["final_loss"] = self.rate(0, 10000, 100)
        if self.maybe(0.6, "settled"):
            row["settled"] = self.day(day, period.add_months(self.legal, 6))
        if self.maybe(0.35, "recoveries"):
            last = row.get("settled", self.legal)
            row["recoveries"] = [dict(date=self.day(day, last) if last > day else day,
                                      amount=self.money(100, max(200, int(self.sizes[loan] * 0.5))))
                                 for _ in range(r.randint(1, 3))]
        return row

    def scenario_text(self, name):
        """The scenario file."""
        r = self.r
        lines, defaults = ["tranchet: 1", f"name: scenario {name}"], {}
        if self.maybe(0.75):
            key = r.choice(["annual_rate", "annual_rate", "period_rate"])
            self.features.append(key)
            high = 900 if key == "annual_rate" else 400
            if not self.replenished and self.maybe(0.25, "by sector"):
                defaults["by"] = "sector"
                defaults[key] = dict(software=self.vector(0, high), retail=self.vector(0, high))
            else:
                defaults[key] = self.vector(0, high)
        lines.append("defaults:")
        for key, value in defaults.items():
            lines.append(f"  {key}: {flow(value)}")
        events = [self.event() for _ in range(r.choice([0, 1, 1, 2, 3]))]
        if events:
            self.features.append("credit events")
            lines += ["  credit_events:"] + [f"    - {flow(row)}" for row in events]
        if lines[-1] == "defaults:":
            lines.pop()
        if self.maybe(0.6):
            loss = {}
            if self.maybe(0.5):
                loss["initial"] = self.rate(1000, 7000)
            if self.maybe(0.5):
                loss["final"] = self.rate(1000, 8000)
            if self.maybe(0.8, "lag"):
                loss["lag"] = r.choice(["3 months", "6 months", "9 months", "18 months", "1 year", "5 business days",
                                        "45 business days", "0 months"])
            if loss:
                lines.append(f"loss: {flow(loss)}")
        if self.maybe(0.6, "prepayment"):
            lines.append(f"prepayment: {flow(dict(annual_rate=self.vector(0, 2500)))}")
        if self.maybe(0.3, "curve"):
            rates = dict(curve="../curve.csv")
        else:
            rates = dict(flat=self.rate(0, 600))
        if self.maybe(0.4, "shift"):
            rates["shift"] = r.choice(["+100bp", "-50bp", "-300bp", "+0.25%"])
        lines.append(f"rates: {flow({self.index: rates})}")
        calls = {k: "exercise" for k in ("clean_up", "time") if self.maybe(0.5)}
        if self.maybe(0.4):
            calls["regulatory"] = self.day(self.closing, self.maturity)
        if calls:
            lines.append(f"calls: {flow(calls)}")
        if self.replenished and self.maybe(0.6, "representative loan"):
            row = dict(term=r.choice(["2 years", "5 years", "18 months"]),
                       amortisation=r.choice(["bullet", "equal principal", "level payment"]), rate=self.rate(100, 800),
                       lgd=self.rate(2000, 6000), pd=self.rate(20, 400))
            if self.maybe(0.4):
                row["index"] = self.index
            lines.append(f"replenishment: {flow(row)}")
        if self.maybe(0.5, "collateral"):
            row = r.choice([{"yield": self.rate(0, 500)}, {self.index: r.choice(["-25bp", "+0.10%", "0%"])}])
            lines.append(f"collateral: {flow(row)}")
        if self.maybe(0.5, "delinquency"):
            lines.append(f"delinquency: {flow(dict(rate=self.vector(0, 800)))}")
        return "\n".join(lines) + "\n"


def curve():
    """One curve of fixings for all cases."""
    r, rows, level = random.Random(7), ["date,rate"], 350
    for k in range(0, 144, 2):
        level = max(-60, level + r.randint(-45, 40))
        day = period.add_months(date(2021, 6, 15), k) + timedelta(r.randint(0, 20))
        rows.append(f"{day},{level / 100:.2f}%")
    return "\n".join(rows) + "\n"


def write(path, text):
    """Write one file."""
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def main(arguments):
    """Generate cases; a draw that the rules refuse is drawn again."""
    first, count = (int(x) for x in (arguments + ["0", "120"])[:2]) if len(arguments) >= 2 else (0, 120)
    os.makedirs(OUT, exist_ok=True)
    write(os.path.join(OUT, "curve.csv"), curve())
    features, reasons, refused, periods = Counter(), Counter(), Counter(), []
    for case in range(first, first + count):
        name, attempt = f"{case:03}", 0
        while True:
            maker = Maker(case * 1000 + attempt)
            os.makedirs(os.path.join(OUT, name), exist_ok=True)
            paths = [os.path.join(OUT, name, f"{part}.yaml") for part in ("deal", "scenario")]
            write(paths[0], maker.deal_text(f"random {name}"))
            write(paths[1], maker.scenario_text(name))
            try:
                document = period.run_files(*paths)
            except period.Problem as problem:
                refused[str(problem).split(":")[-1].strip()] += 1
                attempt += 1
                continue
            run = document["scenarios"][0]
            if len(run["periods"]) >= 4 and len(run["periods"]) <= 20:
                break
            attempt += 1
        write(os.path.join(OUT, name, "expected.json"), json.dumps(document, separators=(",", ":")) + "\n")
        features.update(set(maker.features))
        reasons[run["ended"]["reason"]] += 1
        periods.append(len(run["periods"]))
        for row in run["periods"]:
            features.update({k + " > 0" for k, v in row["pool"].items() if float(v)})
            features.update({"tripped" for t in row["triggers"] if t["tripped"]})
    print("cases", count, "reasons", dict(reasons), "periods", min(periods), max(periods), sum(periods) / len(periods))
    print("redrawn", dict(refused))
    print(", ".join(f"{k} {v}" for k, v in sorted(features.items())))


if __name__ == "__main__":
    main(sys.argv[1:])
