"""Statements to one another: the same words, the denied words, the words checked against a transcript."""
