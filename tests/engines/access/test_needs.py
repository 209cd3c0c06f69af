"""Age weights: applied to scale, recovered from whole people, and a residual that tells a wrong model."""

from __future__ import annotations

import numpy as np
import pytest

from pagus.engines.access.needs import recover_age_weights, standardised
from pagus.errors import DataGapError, InputError, ShapeError

TRUE = np.array([1.1, 0.6, 0.7, 0.9, 1.4, 2.3])


def places(count: int = 500, seed: int = 1) -> np.ndarray:
    """People of six age classes; shares differ from place to place."""
    chance = np.random.default_rng(seed)
    shares = chance.dirichlet(np.array([17, 12, 25, 25, 12, 9]) / 4, count)
    return np.round(chance.lognormal(6.5, 1.3, count)[:, None] * shares)


def test_the_whole_keeps_its_number_of_people() -> None:
    people = places()
    weighted = standardised(people, TRUE)
    assert weighted.sum() == pytest.approx(people.sum(), rel=1e-12)
    np.testing.assert_allclose(standardised(people, 7 * TRUE), weighted, rtol=1e-12)
    np.testing.assert_allclose(standardised(people, np.ones(6)), people.sum(axis=1), rtol=1e-12)


def test_weights_are_recovered_from_published_whole_people() -> None:
    people = places()
    scale = people.sum() / (people @ TRUE).sum()
    found = recover_age_weights(people, np.round(standardised(people, TRUE)))
    np.testing.assert_allclose(found.weights, scale * TRUE, rtol=2e-3)
    assert found.is_rounding
    assert found.determined
    assert found.residual_max <= 1.0
    assert found.explained > 0.999999


def test_another_model_leaves_more_than_rounding() -> None:
    people = places()
    published = np.round(standardised(people, TRUE) * np.random.default_rng(2).uniform(0.9, 1.1, len(people)))
    assert not recover_age_weights(people, published).is_rounding
    coarse = np.column_stack([people[:, :3].sum(1), people[:, 3:].sum(1)])
    assert not recover_age_weights(coarse, np.round(standardised(people, TRUE))).is_rounding


def test_classes_that_always_go_together_cannot_be_told_apart() -> None:
    people = places()
    twin = np.column_stack([people, people[:, 0]])
    assert not recover_age_weights(twin, standardised(people, TRUE)).determined


def test_refusals() -> None:
    people = places(4)
    with pytest.raises(DataGapError, match="4 places do not settle 6"):
        recover_age_weights(people, np.ones(4))
    with pytest.raises(ShapeError, match="6 columns, and there are 2"):
        standardised(people, np.ones(2))
    with pytest.raises(InputError, match="0 or more"):
        standardised(people, -TRUE)
    with pytest.raises(DataGapError, match="all 0"):
        standardised(people, np.zeros(6))
    with pytest.raises(DataGapError, match="no people by age"):
        standardised(np.zeros((0, 6)), TRUE)
