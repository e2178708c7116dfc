"""How much of the published releases `tanshin new --from-text` places, and how much of that is right.

Each release is imported from its text alone; what comes out is compared with the sample that people have made of it.
"""
