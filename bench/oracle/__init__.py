"""An independent judge of shown products: raw feed rows and hand-made labels, nothing of warmstart's own reading.

It imports `domain` for the shape of a wish and nothing else of this project, so that a mistake of the extraction cannot
hide behind the same mistake here. Where it is not certain it says so, and the product is not counted either way.
"""
