"""Registries of kits: what one offers, how a kit comes from there, how one is published into it.

``locations`` reads a folder or a web root; ``queries`` believes nothing of it that is not signed; ``actions`` writes
into a folder; ``trust_folder`` is what a workspace knows and remembers. No Django: a registry needs no workspace.
"""
