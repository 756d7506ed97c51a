"""The plan of a batch: which plants, which steps, within which limits."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from wipbook.commands.batch.faults import PlanNotUnderstood
from wipbook.commands.batch.limits import bytes_of, seconds_of
from wipbook.commands.batch.steps import Step, steps_of

USUAL = ["refresh"]
"""Steps of a plan, or of a folder, that names none."""
BOOKS = (".xlsx", ".xlsm")
_NOT_IN_NAMES = set('/\\:*?"<>|')


class _Keys(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Batch(_Keys):
    steps: list[str] = Field(default_factory=lambda: list(USUAL))
    workers: int = Field(default=0, ge=0, le=1000)
    scheduler: str = ""
    timeout: str = "15m"
    memory: str = "2GB"
    retries: int = Field(default=3, ge=0, le=100)

    @field_validator("steps")
    @classmethod
    def _steps(cls, value: list[str]) -> list[str]:
        steps_of(value)
        return value

    @field_validator("timeout")
    @classmethod
    def _timeout(cls, value: str) -> str:
        seconds_of(value)
        return value

    @field_validator("memory")
    @classmethod
    def _memory(cls, value: str) -> str:
        bytes_of(value)
        return value


class _Watch(_Keys):
    folder: str = "inbox"
    every: str = "5m"
    steps: list[str] = Field(default_factory=lambda: ["import", "refresh"])
    whole: bool = True

    @field_validator("steps")
    @classmethod
    def _steps(cls, value: list[str]) -> list[str]:
        if steps_of(value)[0].name != "import":
            raise ValueError("found no import, expected it as the first step")
        return value

    @field_validator("every")
    @classmethod
    def _every(cls, value: str) -> str:
        seconds_of(value)
        return value


class _Plant(_Keys):
    name: str = Field(min_length=1, max_length=100)
    book: str = Field(min_length=1)
    mapping: str = ""
    sources: list[str] = Field(default_factory=list)
    steps: list[str] | None = None
    group: bool = True
    inbox: str = ""

    @field_validator("name")
    @classmethod
    def _name(cls, value: str) -> str:
        if _NOT_IN_NAMES & set(value) or value != value.strip() or value.startswith(".") or not value.isprintable():
            raise ValueError("found characters that no file name holds on every system")
        return value

    @field_validator("steps")
    @classmethod
    def _steps(cls, value: list[str] | None) -> list[str] | None:
        if value is not None:
            steps_of(value)
        return value


class _Plan(_Keys):
    batch: _Batch = _Batch()
    watch: _Watch = _Watch()
    plants: list[_Plant] = Field(min_length=1)


@dataclass(frozen=True)
class Plant:
    """One workbook and what is done with it. ``group``: its balances are part of the group's sums. ``inbox``: the
    folder in which files for it arrive."""

    name: str
    book: Path
    mapping: Path | None
    sources: tuple[Path, ...]
    steps: tuple[Step, ...]
    group: bool
    inbox: Path = Path()


@dataclass(frozen=True)
class Watch:
    """How folders are watched: seconds between two looks, what is done with a file (an import first), and whether a
    file is taken as a ``whole`` or not at all."""

    every: float = 300.0
    steps: tuple[Step, ...] = (Step("import"), Step("refresh"))
    whole: bool = True


@dataclass(frozen=True)
class BatchPlan:
    """``path``: the plan, or the folder of workbooks, that paths are relative to; ``timeout`` in seconds and ``memory``
    in bytes, of each step; ``workers`` 0: as many as there are cores."""

    path: Path
    plants: tuple[Plant, ...]
    workers: int
    scheduler: str
    timeout: float
    memory: int
    retries: int
    watch: Watch = Watch()

    @property
    def folder(self) -> Path:
        return self.path if self.path.is_dir() else self.path.parent

    def beside(self, ending: str) -> Path:
        """A file or folder beside the plan: ``PLAN.state``. Of a folder it is inside."""
        return self.path / f"batch.{ending}" if self.path.is_dir() else self.path.with_suffix(f".{ending}")


def read_plan(
    path: Path, steps: str = "", workers: int | None = None, scheduler: str = "", only: str = ""
) -> BatchPlan:
    """A plan from a TOML file, or from a folder: each workbook in it is a plant of its name.

    ``steps`` (separated by commas), ``workers`` and ``scheduler`` count before what the plan says; ``only`` is the name
    of one plant. Errors: ``PlanNotUnderstood`` for a key nobody knows, steps in another order, two plants of one name
    or of one workbook (by any path), a file that is not there.
    """
    path = path.absolute()
    model = _of_folder(path) if path.is_dir() else _of_file(path)
    try:
        asked = list(filter(None, map(str.strip, steps.split(",")))) if steps else None
        if asked is not None:
            steps_of(asked)
    except ValueError as error:
        raise PlanNotUnderstood(where="--steps", found=str(error), remedy="write the steps in their order") from None
    folder = path if path.is_dir() else path.parent
    plants = tuple(
        Plant(
            one.name, (folder / one.book).absolute(), (folder / one.mapping).absolute() if one.mapping else None,
            tuple((folder / source).absolute() for source in one.sources),
            steps_of(asked or one.steps or model.batch.steps), one.group, (folder / _inbox(model, one)).absolute(),
        )
        for one in model.plants
    )
    _refuse_doubles(path, plants)
    if only:
        chosen = tuple(one for one in plants if one.name.casefold() == only.casefold())
        if not chosen:
            raise PlanNotUnderstood(
                where="--only", found=repr(only), expected=f"one of {', '.join(one.name for one in plants)}",
                remedy="name a plant of the plan",
            )
        plants = chosen
    return BatchPlan(
        path, plants, model.batch.workers if workers is None else workers, scheduler or model.batch.scheduler,
        seconds_of(model.batch.timeout), bytes_of(model.batch.memory), model.batch.retries,
        Watch(seconds_of(model.watch.every), steps_of(model.watch.steps), model.watch.whole),
    )


def _inbox(model: _Plan, plant: _Plant) -> str:
    """Where files for a plant arrive: its own folder, the one that is watched, or one of its name in that."""
    if plant.inbox:
        return plant.inbox
    return model.watch.folder if len(model.plants) == 1 else f"{model.watch.folder}/{plant.name}"


def _of_file(path: Path) -> _Plan:
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise PlanNotUnderstood(
            where=str(path), found="no such file", expected="a plan in TOML, or a folder of workbooks",
            remedy="check the path; docs/batch.md shows a plan",
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PlanNotUnderstood(
            where=str(path), found=str(error), expected="TOML in UTF-8", remedy="correct the line that is named",
        ) from None
    try:
        return _Plan.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part + 1 if isinstance(part, int) else part) for part in first["loc"])
        extra = first["type"] == "extra_forbidden"
        raise PlanNotUnderstood(
            where=f"{path}: {place}", found="a key nobody knows" if extra else first["msg"],
            expected="the keys of docs/batch.md" if extra else "", remedy="correct the plan",
        ) from None


def _of_folder(path: Path) -> _Plan:
    books = sorted(
        one for one in path.iterdir()
        if one.is_file() and one.suffix.lower() in BOOKS and not one.name.startswith(("~$", ".", "batch.summary"))
    )
    if not books:
        raise PlanNotUnderstood(
            where=str(path), found="no workbook", expected="a folder with .xlsx or .xlsm files",
            remedy="name another folder, or a plan",
        )
    return _Plan(plants=[_Plant(name=one.name if _twice(one, books) else one.stem, book=one.name) for one in books])


def _twice(book: Path, books: list[Path]) -> bool:
    return sum(one.stem.casefold() == book.stem.casefold() for one in books) > 1


def _refuse_doubles(path: Path, plants: tuple[Plant, ...]) -> None:
    names: dict[str, str] = {}
    books: dict[object, str] = {}
    for plant in plants:
        if (other := names.setdefault(plant.name.casefold(), plant.name)) is not plant.name:
            raise PlanNotUnderstood(
                where=str(path), found=f"two plants named {other!r}", expected="a name for each",
                remedy="rename one of them",
            )
        try:
            known = plant.book.stat()
            identity: object = (known.st_dev, known.st_ino)
        except OSError:
            identity = str(plant.book.resolve()).casefold()
        if identity in books:
            raise PlanNotUnderstood(
                where=f"{path}: plant {plant.name}", found=f"the workbook of plant {books[identity]}",
                expected="a workbook of its own", remedy="name its own workbook, or take the plant out",
            )
        books[identity] = plant.name
