"""What may enter a pool after closing, and figures of its loans, from their definitions alone.

Everything is added up anew for each loan that is offered; nothing is kept between two questions.
"""

import csv
import os
from fractions import Fraction

import period


NUMBERS = {"pd": 1, "lgd": 1, "rate": 1, "ltv": 1, "risk_weight": 1}


class Criterion:
    """One field of the tape and one requirement."""

    def __init__(self, row, deal):
        self.row, self.deal, self.field = row, deal, row["field"]

    def holds(self, loan, day):
        """Whether a loan meets it on a day; a blank cell meets only `blank: true`."""
        text = (loan.row.get(self.field) or "").strip()
        if self.field == "currency":
            text = text or self.deal.currency
        if self.field == "status":
            text = text or "performing"
        if "blank" in self.row:
            return (text == "") == (self.row["blank"] == "true")
        if "one_of" in self.row:
            return text in self.row["one_of"]
        if "none_of" in self.row:
            return text != "" and text not in self.row["none_of"]
        if self.field == "remaining_term":
            key = "at_most" if "at_most" in self.row else "at_least"
            edge = period.Span(self.row[key]).after(day, self.deal.calendar)
            return loan.maturity <= edge if key == "at_most" else loan.maturity >= edge
        return text != "" and within(self.number(text), self.row, self.number)

    def number(self, text):
        """The number of a cell or of a level."""
        if self.field in NUMBERS:
            return period.rate_of(text)
        if self.field in ("balance", "turnover", "undrawn"):
            return period.money_of(text, self.deal.decimals)
        return Fraction(text)


def within(value, row, number):
    """Whether a value keeps `at_most` or `at_least`."""
    return value <= number(row["at_most"]) if "at_most" in row else value >= number(row["at_least"])


def pool_measure(deal, row, balances):
    """A figure of loans with balances: [(loan, balance)]."""
    name, whole = row["measure"], sum(balance for _, balance in balances)
    if name in ("share", "increase of share"):
        counted = Criterion(row["where"], deal)
        share = part(counted, balances, deal)
        return share - (part(counted, deal.at_closing, deal) if name != "share" else 0)
    if name in ("weighted-average pd", "weighted-average lgd"):
        field = name.rsplit(" ", 1)[1]
        return period.ratio(sum(balance * getattr(loan, field) for loan, balance in balances), whole)
    by = {"largest obligor share": "obligor_id", "largest group share": "group_id", "effective number": "group_id",
          "number of obligors": "obligor_id"}.get(name) or row["by"]
    sums = {}
    for loan, balance in balances:
        key = value_of(loan, by)
        sums[key] = sums.get(key, 0) + balance
    if name == "effective number":
        return period.ratio(whole * whole, sum(x * x for x in sums.values()))
    if name == "number of obligors":
        return Fraction(sum(1 for x in sums.values() if x > 0))
    largest = sorted(sums.values(), reverse=True)[:int(row.get("count", 1))]
    return period.ratio(sum(largest), whole)


def part(counted, balances, deal):
    """Balance of the loans that count over all."""
    return period.ratio(sum(b for loan, b in balances if counted.holds(loan, deal.closing)),
                        sum(b for _, b in balances))


def value_of(loan, by):
    """The group of a loan: a group defaults to the obligor, an obligor to the loan."""
    if by in ("obligor_id", "group_id"):
        own = loan.row.get("obligor_id") or loan.id
        return own if by == "obligor_id" else loan.row.get("group_id") or own
    return loan.row.get(by) or ""


class Entry:
    """Offers loans of the purchase tape, and keeps why each was refused."""

    def __init__(self, run):
        self.run, self.deal = run, run.deal
        terms = run.scenario.replenishment or {}
        self.rows = []
        if "tape" in terms:
            path = os.path.join(run.scenario.folder, terms["tape"])
            with open(path, encoding="utf-8", newline="") as file:
                self.rows = [{k: v.strip() for k, v in row.items()} for row in csv.DictReader(file)]
        self.bought, self.refused = set(), {}

    def buy(self, money):
        """Buys whole loans in the order of the tape; the sum of what was bought."""
        run, day, left = self.run, self.run.u, money
        for row in self.rows:
            if left == 0 or row["loan_id"] in self.bought or (row.get("available_from") or "") > str(day):
                continue
            reason = None
            if period.date_of(row["maturity"]) <= day:
                reason = "has matured"
            else:
                loan = period.Loan(dict(row, status=""), self.deal.factor, day, self.deal.frequency, self.deal.decimals)
                loan.row = row
                reason = self.reason(loan, day, left)
            if reason is None:
                self.bought.add(row["loan_id"])
                run.loans.append(loan)
                left -= loan.balance
            kind = None if reason is None else reason[:2]
            if reason is None or self.refused.get(row["loan_id"]) != kind:
                run.now["offers"].append(dict(loan=row["loan_id"], bought=reason is None))
            self.refused[row["loan_id"]] = kind
        return money - left

    def reason(self, loan, day, money):
        """Why a loan may not enter; None if it may."""
        if loan.row.get("status") == "defaulted":
            return "defaulted",
        for place, row in enumerate(self.deal.eligibility):
            if not Criterion(row, self.deal).holds(loan, day):
                return "criterion", place
        if loan.balance > money:
            return "large",
        before = [(other, other.balance) for other in self.run.loans if other.balance]
        for place, row in enumerate(self.deal.portfolio):
            old = pool_measure(self.deal, row, before)
            new = pool_measure(self.deal, row, before + [(loan, loan.balance)])
            number = Fraction if row["measure"] in ("effective number", "number of obligors") else period.rate_of
            improves = new <= old if "at_most" in row else new >= old
            relieved = row.get("or") == "maintain or improve" and not within(old, row, number) and improves
            if not within(new, row, number) and not relieved:
                return "portfolio", place
        return None
