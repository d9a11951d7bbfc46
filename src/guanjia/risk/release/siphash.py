"""SipHash-2-4 (Aumasson & Bernstein 2012) of two 64-bit words: a keyed hash that nobody without the key can tell from chance."""

from __future__ import annotations

import numpy as np

from guanjia.kernels.compiled import inlined

_INITIAL = tuple(np.uint64(word) for word in (0x736F6D6570736575, 0x646F72616E646F6D, 0x6C7967656E657261, 0x7465646279746573))
_S0, _S1, _S2, _S3 = _INITIAL
_END, _FINAL = np.uint64(16 << 56), np.uint64(0xFF)  # the message is 16 bytes long
_WORD = np.uint64(64)
_R13, _R16, _R17, _R21, _R32 = (np.uint64(bits) for bits in (13, 16, 17, 21, 32))


@inlined
def _left(x: np.uint64, bits: np.uint64) -> np.uint64:
    return (x << bits) | (x >> (_WORD - bits))


@inlined
def _round(v0: np.uint64, v1: np.uint64, v2: np.uint64, v3: np.uint64) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64]:
    v0, v2 = v0 + v1, v2 + v3
    v1, v3 = _left(v1, _R13) ^ v0, _left(v3, _R16) ^ v2
    v0, v2 = _left(v0, _R32) + v3, v2 + v1
    v1, v3 = _left(v1, _R17) ^ v2, _left(v3, _R21) ^ v0
    return v0, v1, _left(v2, _R32), v3


@inlined
def siphash(k0: np.uint64, k1: np.uint64, first: np.uint64, second: np.uint64) -> np.uint64:
    """The hash of the words ``first`` and ``second`` (little-endian bytes, one after the other) under the key ``k0``, ``k1``."""
    v0, v1, v2, v3 = k0 ^ _S0, k1 ^ _S1, k0 ^ _S2, k1 ^ _S3
    for word in (first, second, _END):
        v3 = v3 ^ word
        v0, v1, v2, v3 = _round(v0, v1, v2, v3)
        v0, v1, v2, v3 = _round(v0, v1, v2, v3)
        v0 = v0 ^ word
    v2 = v2 ^ _FINAL
    for _ in range(4):
        v0, v1, v2, v3 = _round(v0, v1, v2, v3)
    return v0 ^ v1 ^ v2 ^ v3
