"""NATS JetStream: ingest that scales out over workers, each with its partitions of the sources. See ROOM.md."""
