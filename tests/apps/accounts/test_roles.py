"""Role x territory: what each account may do, and where."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser, User

from pagus.apps.accounts import actions, queries
from pagus.apps.accounts.roles import ROLES, VERBS, role_named
from pagus.apps.journal.queries import entries
from pagus.errors import CodeError, Conflict, InputError, NotAllowed, NotFound
from tests.apps.cast import account

pytestmark = pytest.mark.django_db

EUROMETROPOLE = "epci:246700488"
STRASBOURG = "commune:67482"
PARIS = "commune:75056"


def test_every_role_has_known_verbs_and_words_in_three_languages() -> None:
    for role in ROLES.values():
        assert role.verbs <= set(VERBS), role.code
        for text in (role.name, role.description):
            assert all((text.fr, text.en, text.de)), role.code
    assert all(all((text.fr, text.en, text.de)) for text in VERBS.values())


def test_every_verb_is_held_by_a_role() -> None:
    assert frozenset().union(*(role.verbs for role in ROLES.values())) == set(VERBS)


def test_unknown_role_is_refused() -> None:
    with pytest.raises(CodeError, match="the roles are coordinator, nurse, physician, educator, carer, clinician"):
        role_named("doctor")


def test_a_role_holds_in_its_territory_and_under_it() -> None:
    user = account("coordinator", EUROMETROPOLE)
    assert queries.may(user, "install_kit", EUROMETROPOLE)
    assert queries.may(user, "install_kit", STRASBOURG)
    assert queries.may(user, "install_kit")
    assert not queries.may(user, "install_kit", PARIS)
    assert not queries.may(user, "install_kit", "departement:67")
    assert not queries.may(user, "operate", STRASBOURG)


def test_two_roles_add_up_each_in_its_territory() -> None:
    user = account("analyst", PARIS)
    actions.give_role(user.username, "coordinator", STRASBOURG)
    user = User.objects.get(pk=user.pk)
    assert queries.may(user, "see_places", PARIS)
    assert not queries.may(user, "install_kit", PARIS)
    assert queries.may(user, "install_kit", STRASBOURG)
    assert queries.territories(user, "see_places") == (STRASBOURG, PARIS)
    assert queries.actor_of(user) == (user.username, "analyst+coordinator")


def test_nobody_may_nothing() -> None:
    assert not any(queries.may(AnonymousUser(), verb) for verb in VERBS)
    assert queries.actor_of(AnonymousUser()) == ("anonymous", "none")


def test_a_closed_account_may_nothing() -> None:
    user = account("coordinator", EUROMETROPOLE)
    actions.close_account(user.username)
    user = User.objects.get(pk=user.pk)
    assert not any(queries.may(user, verb) for verb in VERBS)


def test_only_operators_give_roles() -> None:
    nurse = account("nurse", EUROMETROPOLE, "a-team")
    with pytest.raises(NotAllowed):
        actions.give_role(nurse.username, "operator", EUROMETROPOLE, by=nurse)
    operator = account("operator", EUROMETROPOLE)
    actions.give_role(nurse.username, "analyst", STRASBOURG, by=operator)
    with pytest.raises(NotAllowed):
        actions.give_role(nurse.username, "analyst", PARIS, by=operator)
    last = entries(object_code=f"account:{nurse.username}")[0]
    assert (last.actor, last.role, last.verb) == (operator.username, "operator", "give_role")


def test_logins_are_unique_and_passwords_strong() -> None:
    actions.add_account("anna", "correct horse battery")
    with pytest.raises(Conflict, match="anna exists"):
        actions.add_account("anna", "correct horse battery")
    for login in ("", "two words", "a" * 151, "a/b"):
        with pytest.raises(CodeError, match="is no login"):
            actions.add_account(login, "correct horse battery")
    with pytest.raises(InputError, match="too weak"):
        actions.add_account("bert", "short")
    with pytest.raises(NotFound):
        actions.set_password("carl", "correct horse battery")
    with pytest.raises(NotFound):
        actions.give_role("anna", "nurse", "commune:00000")
    assert not User.objects.filter(username="bert").exists()


def test_grants_are_asked_once_for_a_user(django_assert_num_queries: object) -> None:
    user = account("analyst", STRASBOURG)
    queries.may(user, "see_places")
    with django_assert_num_queries(0):  # type: ignore[operator]
        queries.may(user, "see_indicators")
