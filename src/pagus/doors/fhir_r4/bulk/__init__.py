"""Resources in bulk: ``$export`` of Bulk Data Access 2.0, asynchronous, one NDJSON file for each type."""
