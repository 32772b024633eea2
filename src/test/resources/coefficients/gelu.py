# The rational function of org.neuralredshift.simd.Gelu: N(a)/D(a) for exp(a^2/2) Phi(-a), 0 <= a <= 14.5.
# Python 3.11.7, mpmath 1.3.0, numpy 2.4.6; call: python3 gelu.py
# Weighted linear least squares of N - R D on Chebyshev-like nodes, reweighted towards the largest relative error; the
# coefficients are rounded to floats from the lowest degree up, the others refitted; the last three by search.
import mpmath as mp
import numpy as np

mp.mp.dps = 50
END, NODES, N_DEGREE, D_DEGREE = mp.mpf("14.5"), 140, 4, 5
nodes = [END * ((1 - mp.cos(mp.pi * (i + mp.mpf(1) / 2) / NODES)) / 2) ** 2 for i in range(NODES)]
values = [mp.erfc(a / mp.sqrt(2)) / 2 * mp.exp(a * a / 2) for a in nodes]


def rounded(v):
    return mp.mpf(float(np.float32(float(v))))


def fit(n, d, rounds):
    """Fits the coefficients that are None; returns (greatest relative error, N, D)."""
    free_n = [j for j in range(N_DEGREE + 1) if n[j] is None]
    free_d = [j for j in range(D_DEGREE + 1) if d[j] is None]
    per_node, weight, best = [mp.mpf(1)] * NODES, [mp.mpf(1)] * NODES, None
    for _ in range(rounds):
        m, b = mp.matrix(NODES, len(free_n) + len(free_d)), mp.matrix(NODES, 1)
        for i, (a, r) in enumerate(zip(nodes, values)):
            s = mp.sqrt(weight[i]) * per_node[i] / r
            for c, j in enumerate(free_n):
                m[i, c] = s * a**j
            for c, j in enumerate(free_d):
                m[i, len(free_n) + c] = -s * r * a**j
            known_d = sum(d[j] * a**j for j in range(D_DEGREE + 1) if d[j] is not None)
            known_n = sum(n[j] * a**j for j in range(N_DEGREE + 1) if n[j] is not None)
            b[i] = s * (r * known_d - known_n)
        c = mp.qr_solve(m, b)[0]
        full_n, full_d = list(n), list(d)
        for k, j in enumerate(free_n):
            full_n[j] = c[k]
        for k, j in enumerate(free_d):
            full_d[j] = c[len(free_n) + k]
        below = [mp.polyval(full_d[::-1], a) for a in nodes]
        errors = [abs(mp.polyval(full_n[::-1], a) / y / r - 1) for a, y, r in zip(nodes, below, values)]
        if best is None or max(errors) < best[0]:
            best = (max(errors), full_n, full_d)
        per_node = [1 / y for y in below]
        mean = sum(errors) / NODES
        weight = [w * (e / mean + mp.mpf("1e-3")) for w, e in zip(weight, errors)]
        total = sum(weight)
        weight = [w * NODES / total for w in weight]
    return best


def neighbours(v, steps):
    bits = int(np.float32(float(v)).view(np.int32))
    return [float(np.int32(bits + s).view(np.float32)) for s in range(-steps, steps + 1)]


n, d = [mp.mpf("0.5")] + [None] * N_DEGREE, [mp.mpf(1)] + [None] * D_DEGREE
for j in range(1, 4):
    n[j] = rounded(fit(n, d, 25)[1][j])
    d[j] = rounded(fit(n, d, 25)[2][j])
_, n, d = fit(n, d, 40)
x = np.array([float(a) for a in nodes], dtype=np.longdouble)
r = np.array([mp.nstr(v, 25) for v in values], dtype=np.longdouble)
fixed_n = sum(np.longdouble(float(c)) * x**i for i, c in enumerate(n[:4]))
fixed_d = sum(np.longdouble(float(c)) * x**i for i, c in enumerate(d[:4]))
best = min(
    (np.max(np.abs((fixed_n + n4 * x**4) / (fixed_d + d4 * x**4 + d5 * x**5) / r - 1)), n4, d4, d5)
    for n4 in neighbours(n[4], 12)
    for d4 in neighbours(d[4], 6)
    for d5 in neighbours(d[5], 12)
)
print("greatest relative error on the nodes %.3g" % best[0])
print("N", [float(c).hex() for c in n[:4]] + [best[1].hex()])
print("D", [float(c).hex() for c in d[:4]] + [best[2].hex(), best[3].hex()])
