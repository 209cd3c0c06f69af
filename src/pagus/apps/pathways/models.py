"""Who stands where on which pathway, what happened to them, and what waits for whom."""

from __future__ import annotations

from django.db import models


class Run(models.Model):
    """One person on one pathway of one installation. ``state`` is the run state of the engine, as plain JSON.

    Everything else repeats what the state or the person says, so that a page can find and count without reading states.
    """

    installation = models.ForeignKey("installations.Installation", on_delete=models.PROTECT, related_name="runs")
    pathway = models.CharField(max_length=80)
    version = models.CharField(max_length=40)
    """The version of the kit under which the state was written."""
    person = models.CharField(max_length=60)
    place = models.CharField(max_length=60)
    """The residence of the person, kept up to date with it."""
    team = models.CharField(max_length=60)
    simulated = models.BooleanField()
    state = models.JSONField()
    outcome = models.CharField(max_length=20)
    """As in the state; ``ended`` for a run that ended with its installation or enrolment, whatever its state says."""
    standing = models.CharField(max_length=400, blank=True)
    """The states in which the person stands, in their order, with a comma between; the last one after the end."""
    since_ms = models.BigIntegerField()
    """Since when: the newest entry into one of them."""
    began_ms = models.BigIntegerField()
    ended_ms = models.BigIntegerField(null=True)
    ended_reason = models.CharField(max_length=500, blank=True)
    wake_ms = models.BigIntegerField(null=True)
    """When the next timer comes; null: none."""

    class Meta:  # noqa: D106
        constraints = (
            models.UniqueConstraint(
                fields=["person", "pathway", "installation"],
                condition=models.Q(ended_ms__isnull=True),
                name="one_running_course_a_pathway",
            ),
        )
        indexes = (
            models.Index(fields=["wake_ms"], condition=models.Q(wake_ms__isnull=False), name="run_wakes"),
            models.Index(
                fields=["installation", "pathway", "standing", "since_ms"],
                condition=models.Q(ended_ms__isnull=True),
                name="run_board",
            ),
            models.Index(fields=["person"], name="run_person"),
        )


class RunEvent(models.Model):
    """Something that happened to a run, with what the engine made of it. Rows are only added."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="events")
    event = models.CharField(max_length=120)
    """The id of the event: the same one twice counts once."""
    kind = models.CharField(max_length=20)
    at_ms = models.BigIntegerField()
    recorded_ms = models.BigIntegerField()
    by = models.CharField(max_length=150, blank=True)
    content = models.JSONField()
    """The event as JSON, so that the run can be replayed."""
    reasons = models.JSONField(default=list)
    """What it did and why: kind, key and facts of the words, state, and the ways considered."""
    doubts = models.JSONField(default=list)
    conflict = models.BooleanField(default=False)

    class Meta:  # noqa: D106
        constraints = (models.UniqueConstraint(fields=["run", "event"], name="event_once"),)


class PathwayTask(models.Model):
    """A task of a run. Where the person lives and who follows them is repeated here: worklists are found by it."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="tasks")
    key = models.CharField(max_length=100)
    task = models.CharField(max_length=80)
    pathway = models.CharField(max_length=80)
    """The pathway that the task belongs to: that of the run, or one that it calls."""
    state = models.CharField(max_length=80)
    role = models.CharField(max_length=60)
    person = models.CharField(max_length=60)
    place = models.CharField(max_length=60)
    team = models.CharField(max_length=60)
    opened_ms = models.BigIntegerField()
    due_ms = models.BigIntegerField()
    escalated = models.BooleanField(default=False)
    claimed_by = models.CharField(max_length=150, blank=True)
    reminded_ms = models.BigIntegerField(null=True)
    """When the person was reminded that it is due soon; null: not yet."""
    closed_ms = models.BigIntegerField(null=True)
    closed_by = models.CharField(max_length=150, blank=True)
    how = models.CharField(max_length=20, blank=True)
    """done, cancelled, or why it waits no more: left, withdrawn, died, moved, migrated, answered, joined, ended."""
    reason = models.CharField(max_length=500, blank=True)

    class Meta:  # noqa: D106
        constraints = (models.UniqueConstraint(fields=["run", "key"], name="task_once"),)
        indexes = (
            models.Index(fields=["due_ms", "id"], condition=models.Q(closed_ms__isnull=True), name="task_open"),
            models.Index(fields=["team", "due_ms"], condition=models.Q(closed_ms__isnull=True), name="task_open_team"),
            models.Index(fields=["role", "due_ms"], condition=models.Q(closed_ms__isnull=True), name="task_open_role"),
            models.Index(
                fields=["place", "due_ms"], condition=models.Q(closed_ms__isnull=True), name="task_open_place"
            ),
            models.Index(fields=["claimed_by", "due_ms"], condition=models.Q(closed_ms__isnull=True), name="task_mine"),
            models.Index(fields=["closed_ms"], condition=models.Q(closed_ms__isnull=False), name="task_closed"),
            models.Index(
                fields=["team", "closed_ms"], condition=models.Q(closed_ms__isnull=False), name="task_done_team"
            ),
            models.Index(
                fields=["role", "closed_ms"], condition=models.Q(closed_ms__isnull=False), name="task_done_role"
            ),
            models.Index(
                fields=["place", "closed_ms"], condition=models.Q(closed_ms__isnull=False), name="task_done_place"
            ),
            models.Index(fields=["person"], name="task_person"),
        )
