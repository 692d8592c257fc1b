from .panel import panel
from .proof import proof, proof_file

__all__ = ["panel", "proof", "proof_file"]
