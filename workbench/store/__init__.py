"""The store: one SQLite file per data directory, behind the ports of the services.

May import services, domain and base; nobody but bootstrap imports it. Connections come from
``base.engine`` only, one per thread. A fact, its timeline, search words, counters, audit entry and
outbox item are written in ONE transaction.
"""
