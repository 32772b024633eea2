"""Writes spectral.csv: the measures of three grids by NumPy and SciPy. Run: python3 spectral.py > spectral.csv

The least-squares matrix of the Hermite basis, whose condition is beyond double precision, is found in exact fractions.
"""
from fractions import Fraction

import numpy as np
import scipy
from numpy.polynomial import chebyshev, legendre
from scipy.fft import dctn
from scipy.special import factorial


def grid(name, n):
    i, j = np.meshgrid(np.arange(n), np.arange(n), indexing="ij")
    x, y = (2 * i - (n - 1)) / (n - 1), (2 * j - (n - 1)) / (n - 1)
    if name == "rough":
        return ((7 * i * i + 13 * j + 3 * i * j) % 101) / 101
    if name == "smooth":
        return (x * x * y - 0.5 * y) / (1 + x * x + 0.25 * y * y)
    if name == "kinked":
        return np.maximum(0, x - 0.3 * y + 0.1) - 2 * np.maximum(0, y - 0.2)


def mean(a, w, tiny):
    a = np.where(np.abs(a) <= tiny, 0, np.abs(a))
    a.flat[0] = 0
    return (a * w).sum() / a.sum() if a.any() else 0.0


def hermite_inverse(n, degree):
    x = [Fraction(2 * i - (n - 1), n - 1) for i in range(n)]
    V = [[Fraction(1)] * n, x]
    for k in range(1, degree):
        V.append([a * p - k * q for a, p, q in zip(x, V[k], V[k - 1])])
    V = V[: degree + 1]
    A = [[sum(a * b for a, b in zip(p, q)) for q in V] + p for p in V]
    for c in range(degree + 1):
        pivot = A[c][c]
        A[c] = [a / pivot for a in A[c]]
        for r in range(degree + 1):
            if r != c:
                factor = A[r][c]
                A[r] = [a - factor * b for a, b in zip(A[r], A[c])]
    P = np.array([[float(a) for a in row[degree + 1 :]] for row in A])
    return P * np.sqrt(factorial(np.arange(degree + 1)))[:, None]


def measures(f):
    n = len(f)
    F = np.abs(np.fft.fft2(f))
    k = np.fft.fftfreq(n, 1 / n)
    r = np.hypot(k[:, None], k[None])
    tiny = 1e-12 * np.abs(f).sum()
    disc = np.where(r <= n / 2, F, 0)
    w = np.hanning(n)
    h = (f - f.mean()) * w[:, None] * w[None]
    D = dctn(f, norm="ortho")
    q = np.arange(n)
    out = {
        "c_fourier": mean(F, r, tiny),
        "c_fourier_norm": mean(F, r, tiny) / (np.sqrt(2) * n / 2),
        "c_fourier_disc": mean(disc, r, tiny),
        "c_fourier_power": mean(F**2, r, 0),
        "c_fourier_hann": mean(np.abs(np.fft.fft2(h)), r, 1e-12 * np.abs(h).sum()),
        "c_dct": mean(D, np.hypot(q[:, None], q[None]) / 2, 1e-12 * np.sqrt((f**2).sum())),
    }
    out["c_dct_norm"] = out["c_dct"] / (np.sqrt(2) * (n - 1) / 2)
    x = np.linspace(-1, 1, n)
    degree = min(n - 1, 2 * int(np.sqrt(n)))
    for name, V in (
        ("c_chebyshev", chebyshev.chebvander(x, degree)),
        ("c_legendre", legendre.legvander(x, degree)),
        ("c_hermite", None),
    ):
        P = hermite_inverse(n, degree) if V is None else np.linalg.pinv(V, rcond=1e-300)
        d = np.arange(degree + 1)
        out[name] = mean(P @ f @ P.T, d[:, None] + d[None], 1e-12 * np.abs(f).max())
    lines = np.abs(np.diff(f, axis=0)).sum(0).mean() / 2 + np.abs(np.diff(f, axis=1)).sum(1).mean() / 2
    out["tv"] = lines / (f.max() - f.min())
    out["tv_raw"] = lines
    step = 2 / (n - 1)
    out["mean_squared_gradient"] = ((np.diff(f, axis=0) / step) ** 2).mean() + ((np.diff(f, axis=1) / step) ** 2).mean()
    return out


print(f"# numpy {np.__version__}, scipy {scipy.__version__}: spectral.py beside this file")
for name in ("rough", "smooth", "kinked"):
    for n in (2, 5, 17, 64, 67, 90):
        for measure, value in measures(grid(name, n)).items():
            print(f"{name},{n},{measure},{float(value)!r}")
