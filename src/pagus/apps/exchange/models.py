"""Subscriptions of programs, the events that wait for each, and exports in bulk."""

from __future__ import annotations

from django.db import models


class Subscription(models.Model):
    """A program wants to be told at an address of its own. It never learns more than a token of it could read."""

    code = models.CharField(max_length=64, unique=True)
    """The id of the resource."""
    client = models.CharField(max_length=60, db_index=True)
    scopes = models.TextField()
    """What its token could do when it subscribed; what is registered for it now cuts this further."""
    topic = models.CharField(max_length=200)
    filters = models.JSONField()
    """What must hold of a resource: a list of [type, parameter, value] texts."""
    endpoint = models.CharField(max_length=500)
    headers = models.JSONField()
    """What it wants to find in each request: lines, as ``Authorization: ...``."""
    content = models.CharField(max_length=20)
    """empty, id-only or full-resource."""
    heartbeat_s = models.IntegerField(null=True)
    timeout_s = models.IntegerField()
    most_events = models.IntegerField()
    end_ms = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=500)
    document = models.JSONField()
    """The resource as it was sent."""
    base = models.CharField(max_length=300)
    """The address of our FHIR door as the program reached it: notifications refer to it."""
    status = models.CharField(max_length=20)
    """requested, active, error or off."""
    error = models.CharField(max_length=500, blank=True)
    events = models.BigIntegerField(default=0)
    """How many events there were since it began: each has the next number."""
    told = models.BigIntegerField(default=0)
    """The number of the last event that was taken at its address."""
    attempts = models.IntegerField(default=0)
    due_ms = models.BigIntegerField(default=0)
    """When to try next; the real time, in ms."""
    sent_ms = models.BigIntegerField(default=0)
    made_ms = models.BigIntegerField()
    changed_ms = models.BigIntegerField()
    version = models.IntegerField(default=1)


class SubscriptionEvent(models.Model):
    """Something that happened and concerns a subscription. Only which resource: it is read anew when it is told."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="rows")
    number = models.BigIntegerField()
    at_ms = models.BigIntegerField()
    focus = models.CharField(max_length=200)
    """As ``DetectedIssue/a12``."""

    class Meta:  # noqa: D106
        constraints = (models.UniqueConstraint(fields=["subscription", "number"], name="event_number_once"),)


class ReadUpTo(models.Model):
    """How far a stream of changes has been looked through for subscriptions."""

    stream = models.CharField(max_length=40, primary_key=True)
    number = models.BigIntegerField()


class Export(models.Model):
    """Resources asked for in bulk: what, by whom, and how far it is. The files lie in the workspace for a day."""

    code = models.CharField(max_length=64, unique=True)
    client = models.CharField(max_length=60, db_index=True)
    scopes = models.TextField()
    base = models.CharField(max_length=300)
    request = models.CharField(max_length=1_000)
    """The address that was asked."""
    types = models.JSONField()
    since_ms = models.BigIntegerField(null=True)
    status = models.CharField(max_length=20)
    """waiting, running, done, failed or cancelled."""
    files = models.JSONField(default=list)
    """For each file: type, name, count."""
    error = models.CharField(max_length=500, blank=True)
    made_ms = models.BigIntegerField()
    began_ms = models.BigIntegerField(null=True)
    ended_ms = models.BigIntegerField(null=True)
