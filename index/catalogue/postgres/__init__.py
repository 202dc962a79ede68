"""The catalogue in a PostgreSQL database, for what one file of SQLite isn't enough for.

The rows are read and written by the same functions; what differs is here. Nothing else imports
psycopg.
"""
