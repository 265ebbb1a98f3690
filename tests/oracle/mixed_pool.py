"""K_IRB, K_SA, N, LGD, p and risk weights of a small pool of several kinds, worked out apart from the program.

Reads nothing but the figures below, which are those of crates/engine/tests/mixed_pool.rs, and uses only Python's own
library: the formulas are those of Basel II 272 and CRE31 (corporate, other retail), CRE33 (slotting), CRR Art. 255,
259(1), (2), (4), (5) and (7). Prints the figures that the test expects.

    python3 tests/oracle/mixed_pool.py
"""

from datetime import date
from math import exp, log, sqrt
from statistics import NormalDist

N = NormalDist()
LEGAL = date(2031, 12, 31)


def corporate(pd, lgd, m, turnover, low, high, scaling):
    w = (1 - exp(-50 * pd)) / (1 - exp(-50))
    r = 0.12 * w + 0.24 * (1 - w)
    if turnover is not None and turnover < high:
        r -= 0.04 * (1 - (max(turnover, low) - low) / (high - low))
    b = (0.11852 - 0.05478 * log(pd)) ** 2
    m = min(5.0, max(1.0, m))
    k = lgd * N.cdf((N.inv_cdf(pd) + sqrt(r) * N.inv_cdf(0.999)) / sqrt(1 - r)) - pd * lgd
    k *= (1 + (m - 2.5) * b) / (1 - 1.5 * b)
    return 12.5 * k * scaling, pd * lgd


def retail(pd, lgd, scaling):
    w = (1 - exp(-35 * pd)) / (1 - exp(-35))
    r = 0.03 * w + 0.16 * (1 - w)
    k = lgd * N.cdf((N.inv_cdf(pd) + sqrt(r) * N.inv_cdf(0.999)) / sqrt(1 - r)) - pd * lgd
    return 12.5 * k * scaling, pd * lgd


def k_ssfa(k, p, a, d):
    """Risk weight of the supervisory formula."""
    if d <= k:
        return 12.5
    x, u, l = -1 / (p * k), d - k, max(a - k, 0)
    curve = (exp(x * u) - exp(x * l)) / (x * (u - l))
    return 12.5 * curve if a >= k else ((k - a) + (d - k) * curve) / (d - a) * 12.5


def years(on, to):
    return (to - on).days / 365


def legal_m_t(on):
    """Whole years to the last anniversary, then the share of the year."""
    whole = LEGAL.year - on.year - ((LEGAL.month, LEGAL.day) < (on.month, on.day))
    last, following = (date(on.year + whole + i, on.month, on.day) for i in (0, 1))
    left = whole + (LEGAL - last).days / (following - last).days
    return min(5.0, max(1.0, 1 + (left - 1) * 0.8))


def p(row, n, k, lgd, m_t):
    a, b, c, d, e = row
    return max(0.3, a + (b / n if b else 0) + c * k + d * lgd + e * m_t)


ROWS = {  # wholesale with N below 25, retail
    True: ((0.11, 2.61, -2.91, 0.68, 0.07), (0, 0, -7.48, 0.71, 0.24)),
    False: ((0.22, 2.35, -2.46, 0.48, 0.07), (0, 0, -5.78, 0.55, 0.27)),
}


def pool(on, balances, new_law, tranches):
    s = 1.0 if new_law else 1.06
    size = (20.0, 4.4, 44.0) if new_law else (20.0 / 0.86, 5.0, 50.0)
    m = {
        "A1": years(on, date(2031, 6, 30)),
        "A2": years(on, date(2029, 3, 15)),
        "F1": years(on, date(2030, 6, 30)) if new_law else 2.5,
        "S1": years(on, date(2029, 6, 30)),
    }
    lgd = {"A1": 0.40, "A2": 0.35, "F1": 0.40 if new_law else 0.45, "S1": 0.50, "R1": 0.50, "R2": 0.60}
    slot = (0.70, 0.08 * 0.05) if m["S1"] < 2.5 else (0.90, 0.08 * 0.10)
    irb = {
        "A1": corporate(0.01, lgd["A1"], m["A1"], None, *size[1:], s),
        "A2": corporate(0.02, lgd["A2"], m["A2"], *size, s),
        "F1": corporate(0.005, lgd["F1"], m["F1"], None, *size[1:], s),
        "S1": slot,
        "R1": retail(0.03, lgd["R1"], s),
        "R2": retail(0.04, lgd["R2"], s),
    }
    sa = {"A1": 1, "A2": 0.85 if new_law else 1, "F1": 1, "S1": 1, "R1": 0.75, "R2": 0.75, "C1": 1}
    total = sum(balances.values())
    rated = {name: balances[name] for name in irb}

    def of(names):
        ead = sum(balances[n] for n in names)
        k = sum(balances[n] * (0.08 * irb[n][0] + irb[n][1]) for n in names) / ead
        return ead, k, sum(balances[n] * lgd[n] for n in names) / ead

    ead, k_irb, average_lgd = of(rated)
    wholesale, small = of(["A1", "A2", "F1", "S1"]), of(["R1", "R2"])
    share = ead / total
    k_sa = 0.08 * sum(balances[n] * sa[n] for n in sa) / total
    k = share * k_irb + (1 - share) * k_sa
    debtors = [balances["A1"] + balances["A2"]] + [balances[n] for n in ("F1", "S1")]
    n_wholesale = sum(debtors) ** 2 / sum(d * d for d in debtors)
    everyone = debtors + [balances[n] for n in ("R1", "R2", "C1")]
    n = sum(everyone) ** 2 / sum(d * d for d in everyone)
    m_t = legal_m_t(on)
    rwa = sum(balances[n] * irb[n][0] for n in irb) + balances["C1"]
    print(f"{on}: K_IRB {k_irb:.12f} d {share:.12f} K_SA {k_sa:.12f} K {k:.12f} N {n:.10f} LGD {average_lgd:.12f}")
    print(f"  retail share {small[0] / ead:.12f} RWA {rwa:.10f} m, standardised {sum(balances[n] * sa[n] for n in sa)} m")
    print(f"  M_T {m_t:.12f}")
    for name, a, d, senior in tranches:
        rows = ROWS[senior]
        p_w = p(rows[0], n_wholesale, wholesale[1], wholesale[2], m_t)
        p_r = p(rows[1], 1, small[1], small[2], m_t)
        average = (small[0] * p_r + wholesale[0] * p_w) / ead
        print(f"  {name}: p {average:.12f} ({p_w:.6f}, {p_r:.6f}) RW {k_ssfa(k, average, a, d):.12f}")


CLOSING = {"A1": 40, "A2": 25, "F1": 30, "S1": 20, "R1": 15, "R2": 5, "C1": 5}
pool(
    date(2026, 6, 30),
    CLOSING,
    False,
    [("senior", 0.2, 1, True), ("mezzanine", 0.1, 0.2, False), ("first loss", 0, 0.1, False)],
)
# A year on A1 has repaid a fifth to the senior tranche; F1 has defaulted and lost 40 %, 12 of the first loss's 14.
pool(
    date(2027, 6, 30),
    CLOSING | {"A1": 32, "F1": 18},
    True,
    [("senior", 16 / 120, 1, True), ("mezzanine", 2 / 120, 16 / 120, False), ("first loss", 0, 2 / 120, False)],
)
