"""Annotate many texts: batches and processes on one machine."""
