"""The local SQLite store behind the ports: unit of work, repositories, queries, search, backup."""
