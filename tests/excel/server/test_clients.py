"""Who counts as connected, and from when on nobody is."""

from __future__ import annotations

from wipbook.excel.server.clients import Clients


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_alone_is_counted_from_the_last_one_that_went() -> None:
    clock = Clock()
    clients = Clients(lambda process: True, clock)
    clock.now += 5
    assert clients.alone_for() == 5, "from the start, while nobody has come"
    first, second = clients.came(), clients.came()
    assert (clients.present(), clients.alone_for()) == (2, 0)
    clock.now += 1000
    clients.went(first)
    assert clients.alone_for() == 0
    clients.went(second)
    clients.went(second)
    clock.now += 60
    assert clients.alone_for() == 60
    clients.came()
    assert clients.alone_for() == 0


def test_a_client_whose_process_is_gone_counts_no_more() -> None:
    clock, running = Clock(), {4711}
    clients = Clients(lambda process: process in running, clock)
    clients.said(clients.came(), 4711)
    clients.said(clients.came(), 4712)
    assert clients.present() == 1
    running.clear()
    assert clients.present() == 0
    clock.now += 7
    assert clients.alone_for() == 7
