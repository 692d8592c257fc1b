from .panel import panel
from .proof import proof, proof_file, proof_status

__all__ = ["panel", "proof", "proof_file", "proof_status"]
