"""Sixty pages of our own making, in twelve shapes, to read metadata from."""
