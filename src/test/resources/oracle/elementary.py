# Writes elementary.csv: the functions at 64 points, to 20 digits.
# Python 3.11.7, mpmath 1.3.0; call: python3 elementary.py > elementary.csv
import struct

import mpmath as mp

mp.mp.dps = 60
LAMBDA = mp.mpf("1.0507009873554804934193349852946")
ALPHA = mp.mpf("1.6732632423543772848170429916717")
FUNCTIONS = {
    "exp": mp.exp,
    "log": lambda x: mp.log(x) if x > 0 else mp.nan,
    "cos": mp.cos,
    "relu": lambda x: max(x, mp.mpf(0)),
    "gelu": lambda x: x * mp.erfc(-x / mp.sqrt(2)) / 2,
    "gelu-tanh": lambda x: x / (1 + mp.exp(-2 * mp.sqrt(2 / mp.pi) * (x + mp.mpf("0.044715") * x**3))),
    "swish": lambda x: x / (1 + mp.exp(-x)),
    "selu": lambda x: LAMBDA * x if x > 0 else LAMBDA * ALPHA * mp.expm1(x),
    "tanh": mp.tanh,
    "gaussian": lambda x: mp.exp(-x * x / 2),
    "sine": mp.sin,
    "sigmoid": lambda x: 1 / (1 + mp.exp(-x)),
    "erf": mp.erf,
    "step": lambda x: mp.mpf(1 if x > 0 else 0),
    "identity": lambda x: x,
}


def as_float(v):
    return struct.unpack("f", struct.pack("f", v))[0]


sizes = [as_float(v) for v in (1e-40, 1e-20, 1e-7, 0.001, 0.01, 0.1, 0.25, 0.3, 0.5, 0.56, 0.57, 0.7, 0.9, 1, 1.1, 1.5, 2)]
sizes += [as_float(v) for v in (2.5, 3, 3.5, 4, 5, 6, 7, 8, 9, 10, 12, 20, 1e3, 65536.5, 1e30)]
print("# mpmath 1.3.0, Python 3.11.7: python3 elementary.py > elementary.csv")
print(",".join(["x"] + list(FUNCTIONS)))
for x in [s for size in sizes for s in (size, -size)]:
    cells = []
    for f in FUNCTIONS.values():
        v = f(mp.mpf(x))
        cells.append("NaN" if mp.isnan(v) else "0" if abs(v) < mp.mpf("1e-300") else mp.nstr(v, 20, strip_zeros=False) if abs(v) < mp.mpf("1e40") else "Infinity")
    print(",".join([x.hex()] + cells))
