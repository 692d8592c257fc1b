from .panel import panel
from .preview import new_preview, preview
from .proof import proof, proof_file, proof_status

__all__ = ["new_preview", "panel", "preview", "proof", "proof_file", "proof_status"]
