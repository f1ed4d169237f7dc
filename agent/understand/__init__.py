"""Edge 1 without a model: every kind of input to its `Meaning`."""

from agent.understand.inputs import BuiltInUnderstanding

__all__ = ["BuiltInUnderstanding"]
