"""The shape of ``funding`` in kit.yaml: which lines of home monitoring the kit can serve, and what answers them."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from pagus.kit_language.written import check_name

__all__ = ["FundingEntry"]

Name = Annotated[str, AfterValidator(check_name)]
Answers = Annotated[list[Name], Field(min_length=1)]


class FundingEntry(BaseModel):
    """One line: the signals that give each of its data, and the rules that are each of its alerts."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    line: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    data: dict[Name, Answers]
    alerts: dict[Name, Answers]
    prescribes: list[Name] = []
