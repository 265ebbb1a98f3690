"""Compute-backed credit worked out apart from the program: one project's loan, and five kinds of loans in scenarios.

Reads nothing and uses only Python's own library. Formulas are those of the module documentation of crates/compute; no
code is shared with it. Prints the rows of compute.csv.

    python3 tests/oracle/compute.py > tests/oracle/compute.csv
"""

from math import exp, sqrt
from statistics import NormalDist

N = NormalDist()
HOURS = 8760
PRICE, UTILISATION, COST, CAPEX = 6.155 * 0.45, 0.75, 0.55, 40_000.0


def noi(level):
    return (PRICE * level * UTILISATION - COST) * HOURS


def generations(age):
    factor = 0.85 ** (age / 12)
    for month in (15, 33):
        factor *= 1 - 0.3 * min(1.0, max(0.0, (age - month) / 3))
    return factor


def income_value(decline, age):
    value = 0.0
    for quarter in range(1, 81):
        ahead = (quarter - 0.5) / 4
        earned = noi((1 - decline) ** (age / 12 + ahead)) / 4
        if earned <= 0:
            break
        value += earned / 1.12**ahead
    return value


def project(tenor, decline, sweep):
    """Quarter and balance at which a level loan of 30,000 at 10 % ends: default, or repayment with nothing owed."""
    rate = 0.025
    service = 30_000 * rate / (1 - (1 + rate) ** -tenor)
    owed, cash = 30_000.0, 2 * service
    for quarter in range(1, tenor + 1):
        earned = noi((1 - decline) ** ((quarter - 0.5) / 4)) / 4
        due = min(service, owed * (1 + rate))
        if cash + earned < due - 1e-9:
            return quarter, owed
        cash += earned - due
        owed = owed * (1 + rate) - due
        if sweep:
            paid = min(owed, max(0.0, cash - 2 * service))
            owed, cash = owed - paid, cash - paid
        elif earned / due >= 1.3:
            cash = min(cash, 2 * service)
        if owed < 1e-6:
            return quarter, 0.0
    return tenor, owed


class Kind:
    def __init__(self, amount, rate, annuity, maturity, revenue, cost, share, terms, **more):
        self.amount, self.rate, self.annuity, self.maturity = amount, rate, annuity, maturity
        self.revenue, self.cost, self.share, self.terms = revenue, cost, share, terms
        self.mining = more.get("mining", 0.0)
        self.shell, self.shell_decline = more.get("shell", (0.0, 0.0))
        self.gpu, self.bitcoin = more.get("gpu", 0.0), more.get("bitcoin", 0.0)
        self.reserve, self.hazard = more.get("reserve", 2), more["hazard"]
        self.ltv_refinanced, self.sigma = more["refinanced"], more["sigma"]
        self.sticky, self.floating = more.get("sticky", True), more.get("floating", 1.0)


KINDS = {
    "DC": Kind(75, 0.065, 100, 20, 12.5, 4.0, 0.9, [60], shell=(100, 0.03), hazard=0.004, refinanced=0.85,
               sigma=0.08, sticky=False, floating=0.25),
    "ABL": Kind(75, 0.10, 20, 20, 45.493, 12.045, 0.7, [8, 12, 16, 20], gpu=100, hazard=0.010, refinanced=1.0,
                sigma=0.25),
    "RNT": Kind(65, 0.09, 12, 12, 45.493, 12.045, 1.0, [12], gpu=100, reserve=1, hazard=0.015, refinanced=1.0,
                sigma=0.10),
    "MNR": Kind(100, 0.08, None, 20, 27.0, 28.0, 0.3, [8], mining=20, shell=(20, 0.05), gpu=60, bitcoin=60,
                hazard=0.020, refinanced=1.1, sigma=0.25, floating=0.0),
}
WEIGHTS = {"DC": 0.45, "ABL": 0.25, "RNT": 0.10, "MNR": 0.10, "SME": 0.10}


def case(rents, units=0, **more):
    base = {"closed": 0.05, "haircut": 0.0, "rates": 0.0, "shell": 0.0, "firms": 1.0, "used": [1.0], "bitcoin": [0.0],
            "steps": {}, "depth": 5.0, "placed": 0.5}
    return {**base, "rents": rents, "units": units, **more}


CASES = {
    "S0": case([0.0]),
    "S1": case([-0.1], 10),
    "S2a": case([-0.2], 20, firms=1.3),
    "S2b": case([-0.3], 40, firms=1.6),
    "S2c": case([-0.4], 60, firms=2.0),
    "S3": case([-0.2], 40, firms=1.5, steps={5: 0.3, 11: 0.3}),
    "S4": case([-0.1], 30, firms=1.8, closed=0.6),
    "S5": case([-0.3], 50, firms=1.5, closed=0.3, bitcoin=[-0.6, -0.1, 0.0]),
    "S6": case([-0.3, -0.3, -0.2, -0.1, -0.1], 60, firms=2.0, closed=0.3, haircut=0.1, shell=0.25,
               used=[0.85, 0.65, 0.65, 0.70, 0.75]),
    "S7": case([-0.1], 10, firms=1.5, closed=0.2, rates=0.03, shell=0.1),
    "S8": case([-0.4, -0.4, -0.3, -0.2, -0.2], 150, firms=3.0, closed=0.8, haircut=0.15, shell=0.35,
               used=[0.85, 0.65, 0.60, 0.65, 0.70], bitcoin=[-0.6, -0.2, 0.0], steps={5: 0.3}),
}
VARIED = {
    "half the market depth": {"depth": 2.5},
    "twice the market depth": {"depth": 10.0},
    "none sold in place": {"placed": 0.0},
    "all sold in place": {"placed": 1.0},
}


def of_year(figures, quarter):
    return figures[min((quarter - 1) // 4, len(figures) - 1)]


def walk(kind, case, multiplier, term):
    """PD and loss on the balance of today, for one draw of revenue and one term of contracts."""
    rate = kind.rate / 4
    owed = float(kind.amount)
    service = owed * rate if kind.annuity is None else owed * rate / (1 - (1 + rate) ** -kind.annuity)
    reserve = cash = kind.reserve * service
    rent = bitcoin = step = alive = 1.0
    pd = loss = 0.0
    impact = exp(-0.25 * case["units"] / (2 * case["depth"]))
    kept = case["placed"] * 0.9 + (1 - case["placed"]) * 0.6
    removal = (1 - case["placed"]) * 0.0375
    for q in range(1, kind.maturity + 1):
        rent *= (1 + of_year(case["rents"], q)) ** 0.25
        bitcoin *= (1 + of_year(case["bitcoin"], q)) ** 0.25
        step *= 1 - case["steps"].get(q, 0.0)
        market = rent * sqrt(step)
        cut = max(case["haircut"], 0.5 * max(0.0, 0.6 - market)) if kind.sticky else case["haircut"]
        share = kind.share if q <= term else 0.0
        earned = multiplier * kind.revenue / 4 * (share * (1 - cut) + (1 - share) * market * of_year(case["used"], q))
        earned += (kind.mining * bitcoin - kind.cost) / 4
        principal = 0.0 if kind.annuity is None else service - owed * rate
        due = owed * (kind.rate + case["rates"] * kind.floating) / 4 + principal
        cover = earned / due
        gpu = rent * step * 0.9 ** (q / 4)
        shell = kind.shell * (1 - kind.shell_decline) ** (q / 4) * (1 - case["shell"] * min(1.0, q / 8))
        ltv = owed / (kind.gpu * gpu + shell + kind.bitcoin * bitcoin)
        sold = kind.gpu * max(0.0, gpu * impact * kept - removal) + 0.75 * shell + 0.95 * kind.bitcoin * bitcoin
        lost = max(0.0, owed - 0.95 * sold) / kind.amount
        if cash + earned < due - 1e-12:
            return pd + alive, loss + alive * lost
        hazard = min(4.0, kind.hazard * exp(3 * max(0.0, 1.3 - cover) + 2 * max(0.0, ltv - 0.8)))
        gone = 1 - exp(-hazard / 4)
        if q == kind.maturity and owed - principal > 1e-9:
            refused = max(case["closed"], 0.5 if ltv > kind.ltv_refinanced or cover < 1.2 else 0.0)
            gone = 1 - (1 - gone) * (1 - refused)
        pd += alive * gone
        loss += alive * gone * lost
        alive *= 1 - gone
        cash += earned - due
        if cover >= 1.3:
            cash = min(cash, reserve)
        owed -= principal
    return pd, loss


def outcome(name, case):
    if name == "SME":
        pd = 1 - (1 - 0.03 * case["firms"]) ** 5
        return pd, 0.55 * pd
    kind = KINDS[name]
    draws = [exp(kind.sigma * N.inv_cdf((k - 0.5) / 9) - kind.sigma**2 / 2) for k in range(1, 10)]
    paths = [walk(kind, case, draw, term) for draw in draws for term in kind.terms]
    return tuple(sum(column) / len(paths) for column in zip(*paths))


def row(what, case, figure, value):
    print(f"{what},{case},{figure},{value:.12g}")


def main():
    print("what,case,figure,value")
    for age in (0, 12, 15, 18, 33, 36, 60):
        row("value", "GEN", age, generations(age))
    for decline in (0.1, 0.2, 0.3, 0.4):
        for age in (0, 12, 24):
            row("income", decline, age, income_value(decline, age))
    for tenor in (12, 20, 40):
        for decline in (0.0, 0.1, 0.2, 0.3, 0.4):
            for sweep in (False, True):
                quarter, owed = project(tenor, decline, sweep)
                row("project", f"{tenor} {decline} {'sweep' if sweep else 'none'}", "quarter", quarter)
                row("project", f"{tenor} {decline} {'sweep' if sweep else 'none'}", "owed", owed)
    for name, scenario in CASES.items():
        for kind in WEIGHTS:
            pd, loss = outcome(kind, scenario)
            row("scenario", f"{name} {kind}", "pd", pd)
            row("scenario", f"{name} {kind}", "loss", loss)
        row("scenario", f"{name} pool", "loss", sum(w * outcome(k, scenario)[1] for k, w in WEIGHTS.items()))
    for name, change in VARIED.items():
        varied = {**CASES["S2b"], **change}
        row("varied", name, "loss", sum(w * outcome(k, varied)[1] for k, w in WEIGHTS.items()))


main()
