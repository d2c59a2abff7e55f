"""Verbs of the daily work: visits, plans, incomes, cases, tasks, notices, logs of days."""
