"""Where the units of each lot are: stock as layers that name lots, never amounts.

A *lot* is what one receipt brought or one completion made, named by the number of its event. A *part* says which shares
of which lots a number of units consists of: ``{7: 1/2}`` is half of all units of lot 7, whatever it costs.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction

from tests.model.history import Event, History

Part = dict[int, Fraction]
Place = tuple[str, str, str]  # ("stock", material, ""), ("job", job, material), ("sold", material, ""), …


def scaled(part: Part, by: Fraction) -> Part:
    return {lot: share * by for lot, share in part.items()}


def joined(*parts: Part) -> Part:
    total: Part = defaultdict(Fraction)
    for part in parts:
        for lot, share in part.items():
            total[lot] += share
    return dict(total)


@dataclass
class Layer:
    quantity: Fraction
    part: Part
    lot: int | None = None


@dataclass
class Store:
    """One material on hand. FIFO takes from the front, LIFO from the back, average from all alike."""

    method: str
    layers: list[Layer] = field(default_factory=list)
    fresh: Part = field(default_factory=dict)  # under average: shares that never left and came back

    @property
    def quantity(self) -> Fraction:
        return sum((layer.quantity for layer in self.layers), Fraction(0))

    def put(self, quantity: Fraction, part: Part, lot: int | None = None) -> None:
        self.layers.append(Layer(quantity, part, lot))
        if lot is not None:
            self.fresh[lot] = Fraction(1)
        if self.method == "Moving Average":
            self.layers = [Layer(self.quantity, joined(*(layer.part for layer in self.layers)))]

    def take(self, quantity: Fraction) -> Part:
        assert quantity <= self.quantity, "nothing leaves that is not there"
        parts, left = [], quantity
        while left:
            layer = self.layers[-1 if self.method == "LIFO" else 0]
            bite = min(left, layer.quantity)
            self.fresh = scaled(self.fresh, 1 - bite / layer.quantity)
            parts.append(self._out(layer, scaled(layer.part, bite / layer.quantity), bite))
            left -= bite
        return joined(*parts)

    def own(self, lot: int, size: Fraction) -> Fraction:
        """How many of the ``size`` units of a lot still lie here as its own; what left and came back does not."""
        if self.method == "Moving Average":
            return self.fresh.get(lot, Fraction(0)) * size
        return sum((layer.quantity for layer in self.layers if layer.lot == lot), Fraction(0))

    def take_own(self, lot: int, quantity: Fraction, size: Fraction) -> Part:
        assert quantity <= self.own(lot, size)
        average = self.method == "Moving Average"
        layer = next(layer for layer in self.layers if average or layer.lot == lot)
        self.fresh[lot] = self.fresh.get(lot, Fraction(0)) - quantity / size
        return self._out(layer, {lot: quantity / size}, quantity)

    def _out(self, layer: Layer, part: Part, quantity: Fraction) -> Part:
        layer.quantity -= quantity
        rest = joined(layer.part, scaled(part, Fraction(-1)))
        layer.part = {lot: share for lot, share in rest.items() if share}
        if not layer.quantity:
            assert not layer.part
            self.layers.remove(layer)
        return part


@dataclass
class Units:
    """The walk of all units through time. ``moved``: the part each event moved; ``where``: places of each lot, now."""

    history: History
    stores: dict[str, Store] = field(default_factory=dict)
    size: dict[int, Fraction] = field(default_factory=dict)
    moved: dict[int, Part] = field(default_factory=dict)
    where: dict[int, dict[Place, Fraction]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(Fraction)))
    left: dict[int, Fraction] = field(default_factory=dict)  # of an issue or a shipment: units not returned
    made: dict[int, Event] = field(default_factory=dict)
    by_number: dict[int, Event] = field(default_factory=dict)

    def store(self, material: str) -> Store:
        return self.stores.setdefault(material, Store(self.history.method))

    def step(self, event: Event) -> None:
        self.by_number[event.number] = event
        act = getattr(self, f"_{event.kind}", None)
        if act is not None:
            act(event, Fraction(event.quantity))

    def origins(self, event: Event) -> list[Event]:
        """The issues or shipments whose units come back: the one that is named, else all of the job's."""
        if event.of:
            return [self.by_number[event.of]]
        return [
            issue for number, issue in self.by_number.items()
            if issue.kind == "issue" and (issue.job, issue.material) == (event.job, event.material)
            and self.left.get(number)
        ]

    def _move(self, part: Part, source: Place, target: Place) -> None:
        for lot, share in part.items():
            self.where[lot][source] -= share
            self.where[lot][target] += share

    def _new(self, event: Event, quantity: Fraction, place: Place) -> None:
        self.size[event.number] = quantity
        self.where[event.number][place] = Fraction(1)

    def _buy(self, event: Event, quantity: Fraction) -> None:
        self._new(event, quantity, ("stock", event.material, ""))
        self.store(event.material).put(quantity, {event.number: Fraction(1)}, event.number)

    def _complete(self, event: Event, quantity: Fraction) -> None:
        self._buy(event, quantity)

    def _scrap(self, event: Event, quantity: Fraction) -> None:
        """Units scrapped in the job: a lot that never lies anywhere."""
        self._new(event, quantity, ("scrapped", event.job, ""))

    def _out(self, event: Event, quantity: Fraction, target: Place) -> None:
        part = self.store(event.material).take(quantity)
        self.moved[event.number] = part
        self.left[event.number] = quantity
        self._move(part, ("stock", event.material, ""), target)

    def _issue(self, event: Event, quantity: Fraction) -> None:
        self._out(event, quantity, ("job", event.job, event.material))

    def _ship(self, event: Event, quantity: Fraction) -> None:
        self._out(event, quantity, ("sold", event.material, ""))

    def _waste(self, event: Event, quantity: Fraction) -> None:
        self._out(event, quantity, ("wasted", event.material, ""))

    def _return(self, event: Event, quantity: Fraction, source: Place) -> None:
        origins = self.origins(event)
        there = sum((self.left[origin.number] for origin in origins), Fraction(0))
        assert quantity <= there
        part = joined(*(
            scaled(self.moved[o.number], quantity / there * self.left[o.number] / o.quantity) for o in origins
        ))
        for origin in origins:
            self.left[origin.number] *= 1 - quantity / there
        self.moved[event.number] = part
        self._move(part, source, ("stock", event.material, ""))
        self.store(event.material).put(quantity, part)

    def _back(self, event: Event, quantity: Fraction) -> None:
        self._return(event, quantity, ("job", event.job, event.material))

    def _ship_back(self, event: Event, quantity: Fraction) -> None:
        self._return(event, quantity, ("sold", event.material, ""))

    def _uncomplete(self, event: Event, quantity: Fraction) -> None:
        part = self.store(event.material).take_own(event.of, quantity, self.size[event.of])
        self.moved[event.number] = part
        self._move(part, ("stock", event.material, ""), ("taken back", event.job, ""))
