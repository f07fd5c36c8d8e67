"""Figures of a quiz and its questions, in the terms of classical test theory."""
