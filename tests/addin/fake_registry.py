"""A registry of Windows in memory: default values by key and view, keys in keys."""

from __future__ import annotations


class FakeRegistry:
    def __init__(self) -> None:
        self.values: dict[tuple[int, str], str] = {}

    def read(self, key: str, bits: int) -> str | None:
        return self.values.get((bits, key))

    def write(self, key: str, value: str, bits: int) -> None:
        self.values[bits, key] = value

    def delete(self, key: str, bits: int) -> None:
        below = [one for view, one in self.values if view == bits and one.startswith(key + "\\")]
        assert not below, "Windows deletes no key that has keys below it"
        self.values.pop((bits, key), None)
